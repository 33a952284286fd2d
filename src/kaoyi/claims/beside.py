"""Whose people or things, told right beside the figure: the noun it counts, the aircraft, the list before 等."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims import actors
from kaoyi.claims.actors import Actor
from kaoyi.claims.near import nearest
from kaoyi.claims.nouns import noun_after, plain_phrase
from kaoyi.claims.options import Reading, kinds_of
from kaoyi.claims.scene import Role, Scene, role_of, voice_of

_AIRCRAFT_NOUN: Final = re.compile(
    r"[^，。；、：的在]{0,8}?(?:军机|战机|共机|敌机|飞机|直升机|无人机|轰炸机|战斗机|侦察机|预警机|运输机|机群)"
)
_SERVICE: Final = re.compile(r"[^，。；、]{0,4}(?P<whose>消防|救护|警)(?:车|艇)")
_BESIDE: Final = re.compile(r"(?:(?:年?约|年仅)?\s?[0-9一二两三四五六七八九十]{1,3}\s?多?岁)?[的“「『\s]{0,2}")
_AIRCRAFT_TYPE: Final = re.compile(
    r"(?:歼轰|[歼轰运强直苏图]|米格|苏恺|苏霍伊|空警|幻影|阵风|台风|F/A|F|B|P|E|C|Y|J|H|KJ|MQ|RQ)[-－ ]?\d+[A-Z]{0,2}(?:型)?"
    r"(?:[反电侦预侦][潜战察警][^各共约高达\s]{0,2}?)?(?:轰炸机|预警机|侦察机|战斗机|电战机|干扰机|战机|机)?(?=[约共各高达多了]{0,3}$)"
)
_AIRCRAFT_BEFORE: Final = re.compile(
    "(?P<what>(?:解放军|中共|大陆|俄罗斯|俄|美|日|敌|共)(?:军机|战机|机))(?:先后|共有|共计|合计|共|计|达|约|逾|有)*$"
)
_NOUNS: Final = frozenset(("civil", "staff", "doer", "public", "condition", "armed"))
_MODIFIER: Final = re.compile("(?:前|原|时任)?(?:《[^》]{1,8}》)?(?:(?![和及与或])[一-鿿]){0,4}的?")
# 无武装的负伤美军人员: what a noun phrase may say of its people before it names them.
_STATE_OF_BODY: Final = "负伤|受伤|重伤|轻伤|伤残|被俘|被困|被捕|遇难|遇害|阵亡|牺牲|失踪|失联|投降|受困|染疫|手无寸铁|无辜|武装|年轻|年老|普通|非武装|获救|溃散"
_DESCRIBED: Final = re.compile(f"(?:[^，。；：、的]{{1,10}}的)?(?:{_STATE_OF_BODY})?的?")
_FOREIGN: Final = re.compile(
    "(?:外籍|外国|本地|当地|本国|本港|内地|海外|华裔|华人|华籍|亚裔|非裔|拉丁裔|[一-鿿]{2,4}[籍裔])$"
)
_LISTED_BEFORE: Final = re.compile(
    r"(?P<list>(?:[^，。；：、\s]{2,24}、)+[^，。；：、\s]{2,16}?)等(?:人)?(?:[共约合计一]|\s){0,3}$"
)
_BEHIND_LIST: Final = 5  # 等 and what may stand between it and the figure
_LIST_BEGINS: Final = re.compile(
    "^.*(?:包括|导致|造成|拘捕|逮捕|带走|其中|表示|指出|^继|^连同|^随着|以及|针对|对于|将|把|称|说|指|有)(?=[一-鿿])"
)
# 王大、李二和张三三人: as many as are named.
_LISTED_IN_ALL: Final = re.compile(
    r"(?P<list>(?:[^，。；：、\s及和与跟]{2,10}、)*[^，。；：、\s及和与跟]{2,10}[及和与跟、][^，。；：、\s及和与跟]{2,5})$"
)
_LIST_MARKS: Final = re.compile("[及和与跟、]")
_FEW: Final = (2, 9)
_RIGHT_BEFORE: Final = re.compile(r"(?:的|大约|约|共|\s)?")
# 包围东军22个师33万人
_UNITS_OF: Final = re.compile(
    r"\s?[0-9一二三四五六七八九十两]+\s?个(?:集团军|军|师|旅|团|营|连)(?:[共约计近逾达的]|\s){0,3}"
)
_UNDER_IT: Final = re.compile("(?:隶下|所属|所辖|麾下|下属|辖下|旗下)的?(?:一支|一个|一股|一部)?(?:由|共|约|有)?")
_OWN_SOLDIERS: Final = frozenset(
    [
        "兵员",
        "官兵",
        "士兵",
        "战士",
        "军人",
        "将士",
        "人员",
        "部队",
        "兵力",
        "人马",
        "步兵",
        "骑兵",
        "兵",
        "战斗人员",
        "作战人员",
    ]
)


def type_before(scene: Scene, reading: Reading) -> Role | None:
    """歼-16机8架次: the type is what flew."""
    if reading.figure.unit not in ("sortie", "aircraft"):
        return None
    start = max(scene.sentence.clause(reading.figure.start)[0], reading.figure.start - 16)
    craft = _AIRCRAFT_BEFORE.search(scene.sentence.text, start, reading.figure.start)
    if craft and reading.measure == "sorties":
        flyers = scene.topic.flyers
        return flyers or Role(craft["what"], *craft.span("what"), "aircraft before the figure")
    match = _AIRCRAFT_TYPE.search(scene.sentence.text[: reading.figure.start], start)
    if match is None or reading.measure != "sorties":
        return None
    return Role(match[0], match.start(), match.end(), "aircraft type before the figure")


_IS: Final = re.compile(
    "(?:均|都|全部|全)?(?:为|是|系|属)(?:来自)?(?P<who>[^，。；：、（）()的0-9]{1,8}?(?:[人者员生民童]|妇女|儿童|女性|男性|老人|未成年人))(?=[，。；：、）)]|$)"
)


def predicated(scene: Scene, reading: Reading) -> Role | None:
    """其中4人为香港人: who a part of them are."""
    if reading.kind != "people" or not reading.rule.startswith("part of") or reading.figure.noun:
        return None
    found = _IS.match(scene.sentence.text, reading.figure.end, scene.sentence.clause(reading.figure.start)[1])
    return Role(found["who"], *found.span("who"), "who a part of them are") if found else None


def noun_beside(scene: Scene, reading: Reading) -> Role | None:
    """300名朝鲜士兵丧生: the noun phrase after the figure."""
    text, figure, trigger = scene.sentence.text, reading.figure, reading.trigger
    start, end = figure.end, _phrase_end(scene, reading)
    if trigger and start <= trigger.start <= start + 5 and not _whole(scene, reading) and _describes(scene, reading):
        start, end = trigger.end, scene.sentence.clause(figure.start)[1]  # 四名阵亡的官兵
        if text[start : start + 1] != "的" and voice_of(reading) != "intransitive":
            return None
    described_by = _verb_phrase_before(scene, reading)
    if described_by is not None:
        return described_by
    first = next(iter(scene.within(start, end)), None)
    span = noun_after(text, start, end) if reading.kind == "people" and text[start : start + 1] != "的" else None
    left = first and first.kind in ("state", "place") and _LEFT.search(text, figure.end, first.start)
    if first and (actors.only_place(scene.sentence, first) or _reached(scene, first) or left):
        first = None
    if first and first.kind != "place" and _BESIDE.fullmatch(text, start, first.start):
        if span and span[1] > first.end and not first.military:
            return Role(text[span[0] : span[1]], *span, "noun phrase after the figure")
        return role_of(scene, first, "actor after the figure")
    if reading.kind != "people":
        return _aircraft_beside(scene, reading) if figure.unit in ("sortie", "aircraft") else None
    described = first is not None and first.kind in _NOUNS and _MODIFIER.fullmatch(text, start, first.start) is not None
    if figure.unit == "incident" and text[start : start + 1] in "为是属系":
        described = False  # 6宗为同事间感染: what cases they are, not whose
    if span is None and first and reading.kind == "people" and first.kind not in ("place", "state"):
        described = described or _DESCRIBED.fullmatch(text, start, first.start) is not None
    if span is None and first and described and reading.kind == "people":
        return role_of(scene, _with_origin(scene, first, start), "described noun after the figure")
    from_where = _FROM_WHERE.match(text, start, end) if span is None else None
    if from_where:
        span = noun_after(text, from_where.end(), end)
    if span is None and figure.counter in ("名", "位"):
        span = plain_phrase(text, start + (text[start : start + 1] == "的"), end)
    if span is None:
        return None
    last = next((a for a in reversed(scene.within(start, span[1])) if a.end == span[1]), None)
    if last:
        return role_of(scene, _with_origin(scene, last, start), "noun after the figure")
    words = text[span[0] : span[1]]
    if len(words) < 2 or (reading.measure == "strength" and words in _SOMEBODYS):
        return None
    return Role(words, span[0], span[1], "noun phrase after the figure")


_PURPOSE: Final = re.compile(r"\s?(?:为|因|在|于|由于|死于|被)[^，。；：]{2,16}")


def _verb_phrase_before(scene: Scene, reading: Reading) -> Role | None:
    """13万名为理想献出生命的战士: the noun behind a long clause with 的 that ends in the verb."""
    text, figure, trigger = scene.sentence.text, reading.figure, reading.trigger
    if trigger is None or reading.before or reading.kind != "people" or not text.startswith("的", trigger.end):
        return None
    if _PURPOSE.fullmatch(text, figure.end, trigger.start) is None:
        return None
    end = scene.sentence.clause(figure.start)[1]
    named = next((a for a in scene.within(trigger.end + 1, end) if a.start == trigger.end + 1), None)
    if named is not None and named.kind != "place":
        return role_of(scene, named, "noun behind the clause that describes it")
    span = noun_after(text, trigger.end + 1, end)
    return Role(text[slice(*span)], *span, "noun behind the clause that describes it") if span else None


_SOMEBODYS: Final = frozenset(("大军", "军队", "兵马", "雄师", "雄兵"))  # whose, the words before tell


_FROM_WHERE: Final = re.compile("(?:来自|居于|居住在|现居|任职)[^，。；：、]{1,14}?的")  # 一名来自香港的25岁学员
_LEFT: Final = re.compile("(?:逃出|逃离|撤出|撤离|退出|离开)$")
_REACHED: Final = re.compile(
    "(?:逃往|逃到|逃至|逃入|前往|返回|抵达|进入|涌入|撤往|撤到|转往|送往|运往|飞往|流亡|移居|到|至|往)$"
)


def _reached(scene: Scene, actor: Actor) -> bool:
    """10万人逃往乍得: where they went, not who they are."""
    return bool(_REACHED.search(scene.sentence.text, max(0, actor.start - 2), actor.start))


def _with_origin(scene: Scene, actor: Actor, start: int) -> Actor:
    """外籍工人: where they come from is part of who they are."""
    origin = _FOREIGN.search(scene.sentence.text, start, actor.start)
    if origin is None or actor.kind == "weak" or actor.name is None:
        return actor
    return Actor(scene.sentence.text[origin.start() : actor.end], actor.kind, origin.start(), actor.end)


def _describes(scene: Scene, reading: Reading) -> bool:
    """Whether the word stands before the noun it describes (四名阵亡的官兵), nothing named in front of it."""
    figure, trigger = reading.figure, reading.trigger
    if trigger is None:
        return False
    text, end = scene.sentence.text, scene.sentence.clause(figure.start)[1]
    if not text[figure.end : trigger.start].strip(" 已的"):
        return True
    after = trigger.end + (text[trigger.end : trigger.end + 1] == "的")
    return not scene.within(figure.end, trigger.start) and noun_after(text, after, end) is not None


def _whole(scene: Scene, reading: Reading) -> bool:
    """60人受伤司机被捕: a number of people with its verb says all, the noun that follows is told something else of."""
    figure, trigger = reading.figure, reading.trigger
    if trigger is None or figure.counter not in ("", "人") or figure.noun:
        return False
    text = scene.sentence.text
    return text[trigger.end : trigger.end + 1] != "的" and not text[figure.end : trigger.start].strip(" 已")


def _aircraft_beside(scene: Scene, reading: Reading) -> Role | None:
    """38架次军机: the noun names the aircraft; its owner, if named in it, is the canonical subject."""
    match = _AIRCRAFT_NOUN.match(scene.sentence.text, reading.figure.end, _phrase_end(scene, reading))
    if match is None or reading.measure not in ("sorties", "equipment_strength"):
        return None
    flyers = scene.topic.flyers
    owner = next((a.name for a in scene.within(match.start(), match.end()) if a.kind != "place"), None)
    if owner is None:
        start, _ = scene.sentence.clause(reading.figure.start)
        actor = nearest(scene, reading, start, reading.figure.start)
        owner = actor.name if actor else None
    if owner is None and flyers and reading.measure == "sorties":
        return Role(flyers.name, flyers.start, flyers.end, flyers.rule)
    if owner is None and (reading.measure != "sorties" or match[0].strip() == "飞机"):
        return None
    return Role(owner, match.start(), match.end(), "aircraft after the figure")


def _phrase_end(scene: Scene, reading: Reading) -> int:
    """Where the noun phrase after a figure must end: its verb, the next figure, or the clause."""
    figure, trigger = reading.figure, reading.trigger
    _, end = scene.sentence.clause(figure.start)
    if trigger and trigger.start >= figure.end:
        names_people = voice_of(reading) in ("noun", "crowd", "body", "case", "troops")
        end = min(end, trigger.end if names_people else trigger.start) if trigger.start < end else end
    return min([end, *(q.start for q in scene.sentence.figures if q.start >= figure.end and kinds_of(q))])


_DIGIT: Final = re.compile("[0-9]")


def army_behind(scene: Scene, reading: Reading) -> Role | None:
    """16万法军与32万联军: the army named right behind the figure."""
    if not reading.rule.endswith("its name behind"):
        return None
    at = reading.figure.end
    named = next((a for a in scene.actors if a.start == at and a.military), None)
    if named:
        return role_of(scene, named, "army right behind the figure")
    match = _ALLIED.match(scene.sentence.text, at)
    return Role(match[0], *match.span(), "army right behind the figure") if match else Role(None, 0, 0, "nobody named")


_ALLIED: Final = re.compile("[\u4e00-\u9fff]{1,3}联军")


def enumerated(scene: Scene, reading: Reading) -> Role | None:
    """校长、教务主任等5人遇难: those who are listed before 等."""
    if reading.kind != "people" or (reading.figure.low or 0) > 200:
        return None
    text, figure = scene.sentence.text, reading.figure
    listed = text.find("等", max(0, figure.start - _BEHIND_LIST), figure.start) >= 0
    match = _LISTED_BEFORE.search(text, scene.sentence.start, figure.start) if listed else None
    if match is None and figure.low == figure.high and _FEW[0] <= (figure.low or 0) <= _FEW[1]:
        match = _LISTED_IN_ALL.search(text, scene.sentence.start, figure.start)
        if match and len(_LIST_MARKS.findall(match["list"])) + 1 != figure.low:
            return None
    if match is None:
        return _names_before(scene, reading)
    if any(a.military or a.kind in ("place", "state") for a in scene.within(*match.span("list"))):
        return None
    begins = _LIST_BEGINS.match(match["list"])
    start = match.start("list") + (begins.end() if begins else 0)
    start = max(start, scene.sentence.text.rfind("】", start, match.end("list")) + 1)
    words = scene.sentence.text[start : match.end("list")]
    return None if len(words) < 4 or _DIGIT.search(words) else Role(words, start, match.end("list"), "listed before 等")


_AND_OTHERS: Final = re.compile(r"等(?:人)?(?:[共约合计一]|\s){0,3}")


def _names_before(scene: Scene, reading: Reading) -> Role | None:
    """王大文李二等16人被捕: persons named before 等, whatever parts them."""
    text, figure = scene.sentence.text, reading.figure
    last = next((a for a in reversed(scene.within(scene.sentence.start, figure.start)) if a.kind == "person"), None)
    if last is None or not _AND_OTHERS.fullmatch(text, last.end, figure.start):
        return None
    first = last
    for other in reversed(scene.within(scene.sentence.start, last.start)):
        if other.kind != "person" or other.end != first.start:
            break
        first = other
    return Role(text[first.start : last.end], first.start, last.end, "listed before 等")


def owner_right_before(scene: Scene, reading: Reading) -> Role | None:
    """由美军约400名兵员组成: whose soldiers stands right before the figure, whatever governs the name."""
    if reading.measure not in ("strength", "equipment_strength"):
        return None
    end = reading.figure.start
    actor = next((a for a in reversed(scene.within(scene.sentence.start, end)) if a.end <= end), None)
    if actor is None or not (actor.military or actor.kind == "state") or actors.speaks(scene.sentence, actor):
        return None
    if _UNDER_IT.fullmatch(scene.sentence.text, actor.end, end):
        return role_of(scene, actor, "owner right before the figure")
    if actor.military and _UNITS_OF.fullmatch(scene.sentence.text, actor.end, end):
        return role_of(scene, actor, "owner of the units before the figure")
    if not _RIGHT_BEFORE.fullmatch(scene.sentence.text, actor.end, end):
        return None
    after = noun_after(scene.sentence.text, reading.figure.end, scene.sentence.end)
    plain = after is not None and scene.sentence.text[slice(*after)] in _OWN_SOLDIERS
    return role_of(scene, actor, "owner right before the figure") if plain else None


def rescuers(scene: Scene, reading: Reading) -> Role | None:
    """出动25辆消防车: the service the vehicles are named for."""
    match = _SERVICE.match(scene.sentence.text, reading.figure.end) if reading.measure == "equipment_strength" else None
    return Role(match["whose"], match.start(), match.end(), "service named in the vehicle") if match else None
