"""Whose people or things a figure counts, and who did it: subject and agent, by voice and shape.

Rules are tried in order and the first that answers wins; none answering leaves null.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from kaoyi.claims import actors
from kaoyi.claims.actors import Actor
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.figures import Reading, kinds_of
from kaoyi.claims.nouns import noun_after

_ACTIVE = frozenset(("transitive", "hurt"))
_CAUSES = re.compile(r"造成|导致|致使|酿成|引致|引发|夺走|夺去|令(?![人营])|致(?=[^力函电辞敬谢])|使得?")
_ENEMY = re.compile("敌[军人方兵]?")
_REGION = re.compile(
    r"(?:^|[，。；：、（\s日时点前])(?P<region>[^，。；：、（）\s0-9日时点前的其全共另再有已就本当]{1,7}?(?:省|市|区|县|州|镇|乡|村|府|道|岛)"
    r"|全球|全世界|全国|全港|本港|全市|全省|海外|境外|中国内地|内地|大陆"
    r"|(?<=[，。；：、（])[^，。；：、（）\s0-9的了在有是为共其中另已至今日昨新增累计当个全本这那该等达超约逾死亡确诊疑似病例感染人数宗名占近到得现出报布认说称料指包括涉及加找称]{2,4})(?:的|则|亦|也|再|又|有|占|累计|合计|共|病例|个案|确诊|感染|已|为|达|新增|增至|录得|人数|今日|昨日|今天|昨天|再|仍)*$"
)
_REGION_AFTER = re.compile(
    r"[在来自位于]{1,2}(?P<region>[^，。；：、（）\s0-9的]{1,7}?(?:省|市|区|县|州|镇|乡|村|府|道|岛))"
)
_REGION_ITEM = re.compile(
    r"(?:^|[，。；：、（及和与括]|其中)(?P<region>[^，。；：、（）\s0-9的其全共另有为是以及和与括中]{2,7}?)(?:有|共|则|为|各)?$"
)
_AIRCRAFT_NOUN = re.compile(
    r"[^，。；、：的在]{0,8}?(?:军机|战机|共机|敌机|飞机|直升机|无人机|轰炸机|战斗机|侦察机|预警机|运输机|机群)"
)
_MARCH = re.compile("游行|集会|示威|抗议|请愿|静坐")
_FROM_ENEMY = frozenset(
    ["losses", "casualties", "killed", "wounded", "captured", "seized", "destroyed", "damaged", "surrendered"]
)
_VICTIMS = frozenset(("killed", "wounded", "missing", "casualties"))
_FELLOW = re.compile(r"\s?[、，和及与又以及]{1,2}\s?")
_ANEW = re.compile("另|还有|其他|其余|再有|总共|累计|合共|至今")
_SERVICE = re.compile(r"[^，。；、]{0,4}(?P<whose>消防|救护|警)(?:车|艇)")
_DISASTER = re.compile(
    r"(?P<place>(?<=[，。；：、\s])[一-鿿]{2,5}?)?(?:[0-9.]+级)?(?:强烈|严重|特大|大)?(?:地震|海啸|空难|风灾|水灾|洪灾|洪水|山火|森林大火|矿难|泥石流|山泥倾泻|雪崩|火山|台风|飓风|风暴|大雪|暴雪|风雪|寒流|热浪|旱灾|雪灾)"
)
_REGION_WORD = re.compile("全球|全世界|全国|全港|本港|全市|全省|海外|境外")
_COMPARED = re.compile("(?:次于|高于|低于|多于|少于|比|较)$")
_THERE = re.compile("在(?:[^，。；的]{0,6}的)?(?P<place>[^，。；、的]{2,7}?(?:省|市|区|县|州|镇|岛))[，]")
_SELF = re.compile("自身|己方|本身|自己")
_ABOARD = re.compile(r"(?:机|车|船|舰|舱|列车|客车|巴士|邮轮|飞机)[上内里](?:的)?[约共各有所载其余另外]{0,4}$")
_BESIDE = re.compile(r"(?:(?:年?约|年仅)?\s?[0-9一二两三四五六七八九十]{1,3}\s?多?岁)?[的“「『\s]{0,2}")
_AIRCRAFT_TYPE = re.compile(
    r"(?:歼轰|[歼轰运强直苏图]|米格|苏恺|苏霍伊|空警|幻影|阵风|台风|F/A|F|B|P|E|C|Y|J|H|KJ|MQ|RQ)[-－ ]?\d+[A-Z]{0,2}(?:型)?"
    r"(?:[反电侦预侦][潜战察警]\S{0,2})?(?:轰炸机|预警机|侦察机|战斗机|电战机|干扰机|战机|机)?(?=[约共各高达多了]{0,3}$)"
)
_CASES_AT = frozenset(("infected", "killed", "evacuated", "wounded", "missing", "arrested"))
_ARMS = frozenset(
    [
        "losses",
        "casualties",
        "captured",
        "strength",
        "equipment_strength",
        "destroyed",
        "damaged",
        "seized",
        "fired",
        "sorties",
        "area",
        "incidents",
        "surrendered",
        "repatriated",
    ]
)
_CIVIL_MEASURES = frozenset(["killed", "wounded", "casualties", "missing", "evacuated", "arrested", "participants"])
_LIGHT_PLACE = re.compile(r"[^，。；]{0,10}")
_EVENT_AT = re.compile("发生|爆发|地震|袭击|爆炸|枪击|火灾|车祸|撞|遇袭|空袭|坠|翻")


class Role(Struct, frozen=True, gc=False):
    """Who fills a role: canonical name, the span that names it (text offsets; empty if none does), and the rule."""

    name: str | None
    start: int
    end: int
    rule: str


NOBODY = Role(None, 0, 0, "")


class Told(Struct, frozen=True, gc=False):
    """A figure with its roles."""

    reading: Reading
    subject: Role
    agent: Role


class Topic(Struct, frozen=True):
    """What a document is about, as far as an unnamed subject may need it.

    protest: those who protest; aboard: those aboard; army: the army named most; sides: the names of the two sides
    armies: all armies it names; flyers: the aircraft it is about
    alliance: what 联军 alone means; place: the place or state it names most
    """

    protest: Role | None = None
    aboard: Role | None = None
    army: str | None = None
    sides: tuple[tuple[str, ...], ...] = ()
    armies: frozenset[str] = frozenset()
    flyers: Role | None = None
    alliance: str | None = None
    place: str | None = None


class Scene(Struct, frozen=True):
    """What the rules look at: the sentence, its actors, and what was told before in it and in its paragraph.

    before: the last figures of earlier paragraphs; places: the places named before in the paragraph; topic: what the whole document is about
    """

    sentence: Sentence
    actors: tuple[Actor, ...]
    told: tuple[Told, ...]
    paragraph: tuple[Told, ...]
    before: tuple[Told, ...] = ()
    places: tuple[Actor, ...] = ()
    topic: Topic = Topic()

    def within(self, start: int, end: int) -> list[Actor]:
        """Return the actors inside a span."""
        return [actor for actor in self.actors if start <= actor.start and actor.end <= end]


Rule = Callable[[Scene, Reading], Role | None]


def tell(scene: Scene, reading: Reading) -> Told:
    """Return a reading with its subject and agent."""
    agent = _agent(scene, reading) or NOBODY
    for rule in _SUBJECT:
        role = rule(scene, reading)
        if role is not None:
            return Told(reading, role, agent if agent.name != role.name else NOBODY)
    return Told(reading, NOBODY, agent)


def _voice(reading: Reading) -> str:
    sense = reading.trigger.frame.sense(reading.kind) if reading.trigger else None
    return sense.voice if sense else ""


def _is_active(reading: Reading) -> bool:
    return reading.before and not reading.passive and _voice(reading) in _ACTIVE


def _root(reading: Reading) -> Reading:
    while reading.lead is not None:
        reading = reading.lead
    return reading


def _role(scene: Scene, actor: Actor, rule: str) -> Role:
    """A role filled by an actor; a noun that needs an owner gets it, or stays without a canonical name."""
    if actor.kind != "weak":
        name = scene.topic.alliance if actor.name == "联军" and scene.topic.alliance else actor.name
        return Role(name, actor.start, actor.end, rule)
    owner = _owner(scene, actor)
    return Role(owner, actor.start, actor.end, f"{rule}, owner from context" if owner else rule)


def _owner(scene: Scene, noun: Actor) -> str | None:
    for actor in reversed(scene.within(scene.sentence.start, noun.start)):
        start, _ = scene.sentence.clause(noun.start)
        near = actor.military or (actor.kind == "state" and actor.start >= start)
        if _acted_between(scene, actor, noun):
            return None
        if near and not actors.governed(scene.sentence, actor):
            return actor.name
    start, _ = scene.sentence.clause(noun.start)
    if _CAUSES.search(scene.sentence.text, start, noun.start):
        return None
    for told in reversed((*scene.before, *scene.paragraph, *scene.told)):
        if told.subject.name and told.subject.name != "敌军":
            return told.subject.name
    return None


def _acted_between(scene: Scene, actor: Actor, noun: Actor) -> bool:
    """Whether a verb that kills or takes stands between: then the noun names the victims, not the actor's own."""
    if _CAUSES.search(scene.sentence.text, actor.end, noun.start):
        return True
    senses = (t.frame.people for t in scene.sentence.triggers if actor.end <= t.start and t.end <= noun.start)
    return any(sense and sense.voice == "transitive" for sense in senses)


# --- subject rules, in order ---------------------------------------------------------------------


def _type_before(scene: Scene, reading: Reading) -> Role | None:
    """歼-16机8架次: the type is what flew."""
    if reading.figure.unit not in ("sortie", "aircraft"):
        return None
    start = max(scene.sentence.clause(reading.figure.start)[0], reading.figure.start - 16)
    match = _AIRCRAFT_TYPE.search(scene.sentence.text[: reading.figure.start], start)
    if match is None or reading.measure != "sorties":
        return None
    return Role(match[0], match.start(), match.end(), "aircraft type before the figure")


def _noun_beside(scene: Scene, reading: Reading) -> Role | None:
    """300名朝鲜士兵丧生: the noun phrase after the figure."""
    text, figure, trigger = scene.sentence.text, reading.figure, reading.trigger
    start, end = figure.end, _phrase_end(scene, reading)
    if trigger and trigger.start >= start and not text[start : trigger.start].strip(" 已的"):
        start, end = trigger.end, scene.sentence.clause(figure.start)[1]  # 四名阵亡的官兵
        if text[start : start + 1] != "的" and _voice(reading) != "intransitive":
            return None
    first = next(iter(scene.within(start, end)), None)
    span = noun_after(text, start, end) if reading.kind == "people" and text[start : start + 1] != "的" else None
    if first and first.kind != "place" and _BESIDE.fullmatch(text, start, first.start):
        if span and span[1] > first.end and not first.military:
            return Role(text[span[0] : span[1]], *span, "noun phrase after the figure")
        return _role(scene, first, "actor after the figure")
    if reading.kind != "people":
        return _aircraft_beside(scene, reading) if figure.unit in ("sortie", "aircraft") else None
    if span is None:
        return None
    last = next((a for a in reversed(scene.within(start, span[1])) if a.end == span[1]), None)
    if last:
        return _role(scene, last, "noun after the figure")
    words = text[span[0] : span[1]]
    return Role(words, span[0], span[1], "noun phrase after the figure") if len(words) > 1 else None


def _aircraft_beside(scene: Scene, reading: Reading) -> Role | None:
    """38架次军机: the noun names the aircraft; its owner, if named in it, is the canonical subject."""
    match = _AIRCRAFT_NOUN.match(scene.sentence.text, reading.figure.end, _phrase_end(scene, reading))
    if match is None or reading.measure not in ("sorties", "equipment_strength"):
        return None
    owner = next((a.name for a in scene.within(match.start(), match.end()) if a.kind != "place"), None)
    if owner is None:
        start, _ = scene.sentence.clause(reading.figure.start)
        actor = _nearest(scene, reading, start, reading.figure.start)
        owner = actor.name if actor else None
    if owner is None and (reading.measure != "sorties" or match[0].strip() == "飞机"):
        return None
    return Role(owner, match.start(), match.end(), "aircraft after the figure")


def _phrase_end(scene: Scene, reading: Reading) -> int:
    """Where the noun phrase after a figure must end: its verb, the next figure, or the clause."""
    figure, trigger = reading.figure, reading.trigger
    _, end = scene.sentence.clause(figure.start)
    if trigger and trigger.start >= figure.end:
        names_people = _voice(reading) in ("noun", "crowd", "body", "case", "troops")
        end = min(end, trigger.end if names_people else trigger.start) if trigger.start < end else end
    return min([end, *(q.start for q in scene.sentence.figures if q.start >= figure.end and kinds_of(q))])


def _object(scene: Scene, reading: Reading) -> Role | None:
    """毙伤美军300人: what stands between an active verb and its figure."""
    if reading.trigger is None or not (_is_active(reading) or (reading.before and _voice(reading) == "returned")):
        return None
    enemy = _ENEMY.search(scene.sentence.text, reading.trigger.start, reading.figure.start)
    if enemy:
        return Role("敌军", enemy.start(), enemy.end(), "敌 in the verb")
    returned = _voice(reading) == "returned"
    between = [a for a in scene.within(reading.trigger.end, reading.figure.start) if a.kind != "place"]
    if between:
        first = next((a for a in between if a.kind != "weak"), between[-1])
        return _role(scene, first if reading.kind != "people" else between[-1], "object of the verb")
    return _receiver(scene, reading) if returned else None


def _receiver(scene: Scene, reading: Reading) -> Role | None:
    """A向B交还战俘: the prisoners are B's."""
    if reading.trigger is None:
        return None
    start, _ = scene.sentence.clause(reading.trigger.start)
    for actor in reversed(scene.within(start, reading.trigger.start)):
        if re.search("[向给对]$", scene.sentence.text[start : actor.start]):
            prisoners = "战俘" if "战俘" in scene.sentence.text[reading.trigger.end : reading.figure.start] else ""
            return Role(f"{actor.name}{prisoners}" if actor.name else None, actor.start, actor.end, "who receives them")
    return None


def _listed(scene: Scene, reading: Reading) -> Role | None:
    """；韩军148,293人: an item of a list names its own owner, or shares the one before."""
    if reading.lead is None:
        return None
    before = next((t for t in reversed(scene.told) if t.reading.figure.end <= reading.figure.start), None)
    start = before.reading.figure.end if before else scene.sentence.start
    own = [
        a
        for a in scene.within(start, reading.figure.start)
        if not actors.governed(scene.sentence, a) and not actors.speaks(scene.sentence, a)
    ]
    if reading.kind == "people":
        own = [a for a in own if a.kind != "institution"]
    if own:
        return _role(scene, own[-1], "owner in the list")
    lead = next((t for t in scene.told if t.reading is reading.lead), before)
    return _again(lead.subject, "shared with the list") if lead and lead.subject.rule else None


def _after_word(scene: Scene, reading: Reading) -> Role | None:
    """阵亡美军36570人: between a word without object and its figure."""
    if reading.trigger is None or not reading.before or _is_active(reading) or reading.passive:
        return None
    if _voice(reading) == "force" and reading.kind != "people":
        return None
    between = [
        a for a in scene.within(reading.trigger.end, reading.figure.start) if not actors.governed(scene.sentence, a)
    ]
    between = [a for a in between if a.kind != "place"]
    return _role(scene, between[-1], "actor between word and figure") if between else None


def _before_in_clause(scene: Scene, reading: Reading) -> Role | None:
    """联合国军阵亡1461人: the nearest actor before, that nothing governs and that is no speaker or place."""
    if _is_active(reading):
        return None
    text = scene.sentence.text
    start, end = _before_span(scene, reading)
    aboard = _ABOARD.search(text, start, reading.figure.start) if reading.kind == "people" else None
    if aboard:
        word = aboard[0].rstrip("的约共各有所载其余另外")
        return Role(f"{word}人员", aboard.start(), aboard.start() + len(word), "those aboard")
    caused = list(_CAUSES.finditer(text, start, end))
    actor = _nearest(scene, reading, caused[-1].end() if caused else start, end)
    if actor is None:
        bracket = next((a for a, b in scene.sentence.brackets if a < reading.figure.start < b), None)
        actor = next((a for a in scene.actors if bracket and bracket - 1 <= a.end <= bracket), None)
    if actor is None:
        return None
    return _with_its_fellows(scene, actor) or _role(scene, actor, "nearest actor before in the clause")


def _with_its_fellows(scene: Scene, actor: Actor) -> Role | None:
    """第31师、第34师和第106团: units named together are their army's; the mention holds them all."""
    first, row = actor, [actor]
    for other in reversed(scene.within(scene.sentence.start, actor.start)):
        if not _FELLOW.fullmatch(scene.sentence.text, other.end, first.start) or not other.military:
            break
        first = other
        row.append(other)
    if len(row) < 2 or any(a.name is None for a in row):
        return None
    armies = {army for army in scene.topic.armies for a in row if a.name and a.name.startswith(army)}
    if len(armies) != 1:
        return Role(scene.sentence.text[first.start : actor.end], first.start, actor.end, "units named together")
    return Role(armies.pop(), first.start, actor.end, "the army of the units named together")


def _before_span(scene: Scene, reading: Reading) -> tuple[int, int]:
    """The words before figure and verb in which the subject stands; before 被 if the verb is passive."""
    figure, trigger = reading.figure, reading.trigger
    start, _ = scene.sentence.clause(figure.start)
    end = figure.start
    if trigger and reading.before:
        start = min(start, scene.sentence.clause(trigger.start)[0])
        end = trigger.end if _voice(reading) in ("noun", "crowd", "troops", "soldiers") else trigger.start
    if reading.passive and reading.before:
        marked = re.search("[被遭]", scene.sentence.text[start:end])
        end = start + marked.start() if marked else end
    return start, end


def _nearest(scene: Scene, reading: Reading, start: int, end: int) -> Actor | None:
    sentence = scene.sentence
    trigger = reading.trigger
    for actor in reversed(scene.within(start, end)):
        if trigger and actor.kind != "weak" and actor.start >= trigger.start and actor.end <= trigger.end:
            continue
        if actors.governed(sentence, actor) or actors.speaks(sentence, actor) or actors.only_place(sentence, actor):
            continue
        if _may_own(sentence, reading, actor, end):
            return actor
    return None


def _may_own(sentence: Sentence, reading: Reading, actor: Actor, end: int) -> bool:
    """Whether an actor of this kind can stand this far before the figure and be whose people it counts."""
    distance = end - actor.end
    if actor.kind == "place":
        return reading.measure in _CASES_AT and distance <= 6
    if actor.kind == "state":
        return not (reading.measure in _CIVIL_MEASURES and _EVENT_AT.search(sentence.text, actor.end, end))
    if actor.kind == "institution":
        return reading.kind != "people" or reading.measure == "strength"
    if actor.kind == "person":
        return reading.figure.low == 1
    if actor.kind in ("condition", "group", "civil") and not _fits_condition(
        sentence.text[actor.start : actor.end], reading.measure
    ):
        return False
    if actor.kind == "condition":
        return distance <= 2
    if actor.kind in ("staff", "public", "doer"):
        return distance <= 4
    if actor.kind in ("civil", "organisation"):
        return distance <= 12 or reading.measure not in _CIVIL_MEASURES
    return True


def _fits_condition(noun: str, measure: str) -> bool:
    """死者 are counted among the dead, 伤者 among the wounded."""
    if "死" in noun or "难" in noun or "逝" in noun or "亡" in noun or "遇害" in noun:
        return measure in ("killed", "casualties")
    if "伤" in noun:
        return measure in ("wounded", "casualties")
    if "捕" in noun or "拘" in noun:
        return measure == "arrested"
    return True


def _self(scene: Scene, reading: Reading) -> Role | None:
    """自身伤亡3.3万人: the side that did what the sentence told before."""
    start, _ = scene.sentence.clause(reading.figure.start)
    if not _SELF.search(scene.sentence.text, start, reading.figure.start):
        return None
    doers = [told.agent for told in scene.told if told.agent.rule]
    if doers:
        return _again(doers[-1], "自身: the doer before")
    first = next(
        (a for a in scene.actors if a.military and a.end <= start and not actors.speaks(scene.sentence, a)), None
    )
    return _role(scene, first, "自身: the first actor of the sentence") if first else None


def _own_noun(scene: Scene, reading: Reading) -> Role | None:
    """死者3人, 示威者约500人: the word itself names the people."""
    trigger = reading.trigger
    if trigger is None or _voice(reading) not in ("noun", "crowd", "case", "troops"):
        return None
    form = trigger.frame.form
    if form[-1] not in "者员民众士俘犯人兵生":
        return None
    return Role(form, trigger.start, trigger.end, "the word names the people")


def _carried(scene: Scene, reading: Reading) -> Role | None:
    """阵亡20人，伤50人: as in the figure before, unless a new actor came between."""
    if not scene.told:
        return None
    before = scene.told[-1]
    if before.reading.kind != reading.kind and reading.measure not in _ARMS:
        return None
    between = scene.within(before.reading.figure.end, reading.figure.start)
    places = ("place",) if scene.sentence.epidemic else ()
    new = [a for a in between if a.military or a.kind in ("state", "both", *places)]
    if any(not actors.governed(scene.sentence, a) and not actors.speaks(scene.sentence, a) for a in new):
        return None
    if reading.measure == "sorties" and before.subject.rule.startswith("aircraft type") and not reading.lead:
        return None
    if before.reading.rule.startswith("part of") and reading.lead is None:
        before = next((t for t in reversed(scene.told) if not t.reading.rule.startswith("part of")), before)
    if "place of the unnamed" in before.subject.rule and reading.measure not in _VICTIMS:
        return None
    if reading.kind != "people" and not _is_actor(scene, before.subject) and before.reading.kind == "people":
        return None
    if _ANEW.search(scene.sentence.text, *_before_span(scene, reading)) and not _is_actor(scene, before.subject):
        return None
    bare = _voice(reading) == "bare" and reading.before
    if not before.subject.rule or (not bare and _is_active(reading) != _is_active(_root(before.reading))):
        return None
    return _again(before.subject, "carried from the figure before")


def _is_actor(scene: Scene, role: Role) -> bool:
    """Whether a role is filled by a named actor, not by a noun for people."""
    return any(a.military or a.kind in ("state", "both") for a in scene.actors if a.start == role.start)


def _earlier_in_sentence(scene: Scene, reading: Reading) -> Role | None:
    """志愿军…，伤亡300人: the nearest actor of an earlier clause."""
    if _is_active(reading):
        return None
    start, _ = scene.sentence.clause(reading.figure.start)
    clause = scene.sentence.text[start : reading.figure.start]
    if _CAUSES.search(clause) and reading.measure in _CIVIL_MEASURES:
        return None
    for actor in reversed(scene.within(scene.sentence.start, start)):
        if (
            actors.governed(scene.sentence, actor)
            or actors.speaks(scene.sentence, actor)
            or actors.only_place(scene.sentence, actor)
        ):
            continue
        if actor.kind in ("army", "unit", "bloc") or (
            actor.kind in ("state", "organisation") and reading.measure in _ARMS
        ):
            return _role(scene, actor, "nearest actor of an earlier clause")
        if actor.kind == "civil" and reading.measure in _CIVIL_MEASURES:
            return _role(scene, actor, "people of an earlier clause")
    return None


def _place_of_cases(scene: Scene, reading: Reading) -> Role | None:
    """武汉确诊50006宗: cases are counted by place."""
    if reading.measure not in ("infected", "killed") or _root(reading).measure not in ("infected", "killed"):
        return None
    if reading.measure == "killed" and not any(
        t.reading.measure == "infected" for t in (*scene.told, *scene.paragraph[-3:])
    ):
        return None
    for actor in reversed(scene.within(scene.sentence.start, reading.figure.start)):
        if actor.kind in ("place", "state") and not actors.speaks(scene.sentence, actor):
            if not _COMPARED.search(scene.sentence.text, max(0, actor.start - 3), actor.start):
                return Role(actor.name, actor.start, actor.end, "place of the cases")
    there = _THERE.search(scene.sentence.text, scene.sentence.start, reading.figure.start)
    return Role(there["place"], *there.span("place"), "place of the cases") if there else None


def _region(scene: Scene, reading: Reading) -> Role | None:
    """湖北24人、河北1人; 广西新增8宗: a region named right before, known or not."""
    if _root(reading).measure not in ("infected", "killed") or reading.kind != "people":
        return None
    start, end = _before_span(scene, reading)
    match = (_REGION_ITEM if reading.lead else _REGION).search(scene.sentence.text, max(0, start - 1), end)
    word = None
    for word in _REGION_WORD.finditer(scene.sentence.text, start, end):  # noqa: B007
        pass
    if word and match is None and not scene.within(word.end(), end):
        return Role(word[0], word.start(), word.end(), "region in the clause")
    if match is None and reading.measure == "infected":
        match = _REGION_AFTER.match(scene.sentence.text, reading.figure.end, scene.sentence.end)
    if match is None or (reading.measure == "killed" and not scene.sentence.epidemic):
        return None
    return Role(match["region"], match.start("region"), match.end("region"), "region right before")


def _target(scene: Scene, reading: Reading) -> Role | None:
    """击毁坦克2006辆: the enemy named as the target of the same side's verbs before."""
    if not _is_active(reading) or reading.measure == "arrested":
        return None
    doers = {told.agent.name for told in (*scene.told, *scene.paragraph) if told.agent.name}
    for told in (*scene.told, *scene.paragraph):
        if told.subject.name in doers:
            continue
        if _is_active(_root(told.reading)) and told.subject.name and told.reading.measure != "arrested":
            return _again(told.subject, "target of the verbs before")
    return None


def _paragraph(scene: Scene, reading: Reading) -> Role | None:
    """As in the figure before in the paragraph."""
    for told in reversed(scene.paragraph):
        if not told.subject.rule or (told.reading.kind != reading.kind and reading.measure not in _ARMS):
            continue
        if reading.measure in ("arrested", "participants", "evacuated") and told.reading.measure != reading.measure:
            continue
        if reading.kind != "people" and told.reading.kind == "people" and told.reading.measure in _CIVIL_MEASURES:
            continue
        if reading.measure == "sorties" and told.subject.rule.startswith("aircraft type"):
            continue
        if _is_active(reading) and any(t.agent.name == told.subject.name for t in scene.paragraph):
            continue
        if _is_active(reading) == _is_active(_root(told.reading)):
            return _again(told.subject, "carried within the paragraph")
    return None


def _crowd(scene: Scene, reading: Reading) -> Role | None:
    """Unnamed victims and arrested of civil news are the group the document is about, where there is one."""
    if reading.kind != "people":
        return None
    if reading.measure == "arrested":
        return scene.topic.protest or None
    return scene.topic.aboard if reading.measure in _VICTIMS else None


def _marchers(scene: Scene, reading: Reading) -> Role | None:
    """游行人数, 游行时的51万人: those who march."""
    if reading.measure != "participants":
        return None
    last = None
    for last in _MARCH.finditer(scene.sentence.text, scene.sentence.start, scene.sentence.end):  # noqa: B007
        pass
    return Role(f"{last[0]}者", last.start(), last.end(), "those who march") if last else None


def _where(scene: Scene, reading: Reading) -> Role | None:
    """Victims nobody names are those of the place it happened at; a whole state's only in a disaster."""
    if reading.measure not in _VICTIMS or _is_active(reading):
        return None
    sentence = scene.sentence
    disaster = _DISASTER.search(sentence.text, sentence.start, reading.figure.start)
    if disaster and disaster["place"]:
        return Role(disaster["place"], *disaster.span("place"), "place of the unnamed victims")
    for actor in (*reversed(scene.within(sentence.start, reading.figure.start)), *reversed(scene.places)):
        fits = actor.kind == "place" or (actor.kind == "state" and disaster)
        if actors.governed(sentence, actor) and sentence.text[actor.start - 1] not in "在于":
            continue
        if fits and not actors.speaks(sentence, actor):
            return Role(actor.name, actor.start, actor.end, "place of the unnamed victims")
    return None


def _where_cases(scene: Scene, reading: Reading) -> Role | None:
    """Cases without a place are those of the place named before, or of the one the document is about."""
    if reading.measure != "infected":
        return None
    if scene.places:
        last = scene.places[-1]
        return Role(last.name, last.start, last.end, "place named before in the paragraph")
    return Role(scene.topic.place, 0, 0, "the place the document is about") if scene.topic.place else None


def _unnamed(scene: Scene, reading: Reading) -> Role | None:
    """Where no one is named at all, the dead are the dead and the wounded the wounded."""
    name = {"killed": "死者", "wounded": "伤者"}.get(reading.measure)
    if name is None or _is_active(reading) or any(a.military for a in scene.actors):
        return None
    return Role(name, 0, 0, "nobody named")


def _rescuers(scene: Scene, reading: Reading) -> Role | None:
    """出动25辆消防车: the service the vehicles are named for."""
    match = _SERVICE.match(scene.sentence.text, reading.figure.end) if reading.measure == "equipment_strength" else None
    return Role(match["whose"], match.start(), match.end(), "service named in the vehicle") if match else None


def _opponent(scene: Scene, reading: Reading) -> Role | None:
    """缴获火炮14门: what a side takes without a word on whose is the other side's, where there are two."""
    if not _is_active(reading) or reading.measure not in _FROM_ENEMY or len(scene.topic.sides) != 2:
        return None
    agent = _agent(scene, reading)
    told = (*scene.paragraph, *scene.told)
    name = agent.name if agent else next((t.agent.name for t in reversed(told) if t.agent.name), None)
    if name is None and told and reading.measure != "destroyed" and not _is_active(_root(told[-1].reading)):
        name = told[-1].subject.name  # who tells its own losses and then its spoils
    first, second = scene.topic.sides
    if name in first:
        return Role(second[0], 0, 0, "the other side")
    if name in second:
        return Role(first[0], 0, 0, "the other side")
    return None


def _main_force(scene: Scene, reading: Reading) -> Role | None:
    """A flight or a weapon without an owner is of the army the document is about."""
    if scene.topic.flyers and reading.figure.unit in ("sortie", "aircraft"):
        return scene.topic.flyers
    if reading.measure in ("sorties", "equipment_strength", "fired") and scene.topic.army:
        return Role(scene.topic.army, 0, 0, "the army the document is about")
    return None


def _again(role: Role, rule: str) -> Role | None:
    if role.rule == "nobody named":
        return None
    origin = " (place of the unnamed victims)" if "place of the unnamed" in role.rule else ""
    return Role(role.name, role.start, role.end, rule + origin)


_SUBJECT: tuple[Rule, ...] = (
    _type_before,
    _rescuers,
    _noun_beside,
    _object,
    _listed,
    _self,
    _after_word,
    _before_in_clause,
    _region,
    _own_noun,
    _carried,
    _place_of_cases,
    _target,
    _earlier_in_sentence,
    _opponent,
    _paragraph,
    _crowd,
    _marchers,
    _where,
    _where_cases,
    _main_force,
    _unnamed,
)


# --- agent ---------------------------------------------------------------------------------------


def _agent(scene: Scene, reading: Reading) -> Role | None:
    """Return who did it: before an active verb, after 被, before 造成."""
    root = _root(reading)
    trigger = root.trigger
    if trigger is None:
        return None
    start, _ = scene.sentence.clause(trigger.start)
    if _voice(root) == "bare" and root.measure in ("captured", "surrendered") and scene.told:
        return scene.told[-1].agent if scene.told[-1].agent.rule else None
    if root.passive:
        marked = re.search(r"[被遭由][^，。；]*$", scene.sentence.text[start : trigger.start])
        inside = scene.within(start + marked.start(), trigger.start) if marked else []
        return _role(scene, inside[0], "actor after 被") if inside else None
    caused = _CAUSES.search(scene.sentence.text, start, reading.figure.start)
    if not _is_active(root) and not caused:
        return None
    end = caused.start() if caused and not _is_active(root) else trigger.start
    doers = [
        a
        for a in scene.within(start, end)
        if not actors.governed(scene.sentence, a) and not actors.speaks(scene.sentence, a)
    ]
    doers = [a for a in doers if a.kind not in ("place", "weak")]
    return _role(scene, doers[-1], "actor before the verb") if doers else None
