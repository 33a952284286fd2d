"""Whose people or things, told in the clause of the figure itself: before its verb, in its list."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from kaoyi.claims import actors
from kaoyi.claims.actors import Actor
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.options import Reading
from kaoyi.claims.scene import (
    CAUSES,
    CIVIL,
    VICTIMS,
    Role,
    Scene,
    again,
    is_active,
    role_of,
    voice_of,
)

_ENEMY: Final = re.compile("敌[军人方兵]?")
_DESIGNATION: Final = "(?:第?[0-9一二三四五六七八九十百]+[、/]?)+(?:军|师|旅|团|营|连)?"
_FELLOW: Final = re.compile(
    rf"\s?(?:[0-9一二三四五六七八九十两]+个[师旅团营连]|{_DESIGNATION})?\s?[、，/和及与又以]{{1,2}}\s?(?:{_DESIGNATION})?"
)
_SELF: Final = re.compile("自身|己方|本身|自己")
_ABOARD: Final = re.compile(r"(?:机|车|船|舰|舱|列车|客车|巴士|邮轮|飞机)[上内里](?:的)?[约共各有所载其余另外\s]{0,4}$")
_VESSEL: Final = re.compile("[「“『](?P<name>[一-鿿A-Za-z0-9·]{2,10}号)[」”』]")
_CASES_AT: Final = frozenset(("infected", "killed", "evacuated", "wounded", "missing", "arrested"))
_EVENT_AT: Final = re.compile(
    "发生|爆发|地震|袭击|爆炸|枪击|火灾|车祸|撞|遇袭|空袭|坠|翻|大火|火警|洪水|水灾|台风|飓风|塌|沉船|爆竹|海啸|暴雨|踩踏|恐袭|骚乱|冲突|空难|矿难|雪崩|山火"
)


def object_of_verb(scene: Scene, reading: Reading) -> Role | None:
    """毙伤美军300人: what stands between an active verb and its figure."""
    if reading.trigger is None or not (is_active(reading) or (reading.before and voice_of(reading) == "returned")):
        return None
    enemy = _ENEMY.search(scene.sentence.text, reading.trigger.start, reading.figure.start)
    if enemy:
        return Role("敌军", enemy.start(), enemy.end(), "敌 in the verb")
    returned = voice_of(reading) == "returned"
    between = [a for a in scene.within(reading.trigger.end, reading.figure.start) if a.kind != "place"]
    if returned and all(a.kind == "weak" for a in between):
        receiver = _receiver(scene, reading)
        if receiver or not between:
            return receiver
    several = _several(scene, [a for a in between if a.kind != "weak"])
    if returned and several:
        return several
    if between:
        first = next((a for a in between if a.kind != "weak"), between[-1])
        return role_of(scene, first if reading.kind != "people" else between[-1], "object of the verb")
    return None


_LISTED: Final = re.compile(r"[、，和及与以]{1,2}")


def _several(scene: Scene, named: list[Actor]) -> Role | None:
    """遣返美军、英军和韩军战俘684人: all who are listed."""
    pairs = pairwise(named)
    if len(named) < 2 or not all(_LISTED.fullmatch(scene.sentence.text, a.end, b.start) for a, b in pairs):
        return None
    words = scene.sentence.text[named[0].start : named[-1].end]
    return Role(words, named[0].start, named[-1].end, "listed together")


_RECEIVES: Final = re.compile("[向给对]$")


def _receiver(scene: Scene, reading: Reading) -> Role | None:
    """A向B交还战俘: the prisoners are B's, and so are those handed back in the next item of the list."""
    if reading.trigger is None:
        return None
    text = scene.sentence.text
    start, _ = scene.sentence.clause(reading.trigger.start)
    for actor in reversed(scene.within(start, reading.trigger.start)):
        if _RECEIVES.search(text, max(start, actor.start - 1), actor.start):
            prisoners = "战俘" if "战俘" in text[reading.trigger.end : reading.figure.start] else ""
            return Role(f"{actor.name}{prisoners}" if actor.name else None, actor.start, actor.end, "who receives them")
    return None


def _of_several(scene: Scene, total: Reading) -> bool:
    """日军40万人、伪军31万人，合计71万人: nobody owns the sum."""
    start = max(
        (scene.sentence.text.rfind(mark, scene.sentence.start, total.figure.start) for mark in "。；"), default=-1
    )
    parts = [t for t in scene.told if t.reading.kind == total.kind == "people" and t.reading.figure.start > start]
    owners = {t.subject.name or "" for t in parts}
    return len(owners) > 1 and all(o.endswith(("军", "兵")) for o in owners)


_BESIDE_IT: Final = re.compile(r"[、和及与以]{1,2}\s?(?:坦克|火炮|各型火炮|飞机|战机|装甲车|战车|舰艇)?")


def listed(scene: Scene, reading: Reading) -> Role | None:
    """；韩军148,293人: an item of a list names its own owner, or shares the one before."""
    if reading.lead is None:
        return None
    before = next((t for t in reversed(scene.told) if t.reading.figure.end <= reading.figure.start), None)
    start = before.reading.figure.end if before else scene.sentence.start
    if reading.rule.startswith("part of"):  # 10名港人…，其中7人: the noun of the whole is no owner of the part
        start = max(start, scene.sentence.clause(reading.figure.start)[0])
    own = [
        a
        for a in scene.within(start, reading.figure.start)
        if not actors.governed(scene.sentence, a) and not actors.speaks(scene.sentence, a)
    ]
    if reading.kind == "people":
        own = [a for a in own if a.kind != "institution"]
    if own:
        return role_of(scene, own[-1], "owner in the list")
    if reading.rule == "total of the parts before" and _of_several(scene, reading):
        return Role(None, 0, 0, "parts of several sides")
    lead = next((t for t in scene.told if t.reading is reading.lead), before)
    if before and _BESIDE_IT.fullmatch(scene.sentence.text, before.reading.figure.end, reading.figure.start):
        lead = before  # 191万人和5128辆坦克 are of one side
    return again(lead.subject, "shared with the list") if lead and lead.subject.rule else None


def after_word(scene: Scene, reading: Reading) -> Role | None:
    """阵亡美军36570人: between a word without object and its figure."""
    if reading.trigger is None or not reading.before or is_active(reading) or reading.passive:
        return None
    if voice_of(reading) == "force" and reading.kind != "people":
        return None
    between = [
        a for a in scene.within(reading.trigger.end, reading.figure.start) if not actors.governed(scene.sentence, a)
    ]
    between = [a for a in between if a.kind != "place" and not _is_condition(scene, a)]
    return role_of(scene, between[-1], "actor between word and figure") if between else None


def before_in_clause(scene: Scene, reading: Reading) -> Role | None:
    """联合国军阵亡1461人: the nearest actor before, that nothing governs and that is no speaker or place."""
    if is_active(reading):
        return None
    text = scene.sentence.text
    start, end = words_before(scene, reading)
    if _names_the_hurt(reading):
        start = max(start, end - _OWNER)
    aboard = _ABOARD.search(text, start, reading.figure.start) if reading.kind == "people" else None
    if aboard:
        vessel = next(_VESSEL.finditer(text, scene.sentence.start, aboard.start()), None)
        if vessel:
            return Role(vessel["name"], *vessel.span("name"), "those aboard the vessel named before")
        word = aboard[0].rstrip("的约共各有所载其余另外 ")
        return Role(f"{word}人员", aboard.start(), aboard.start() + len(word), "those aboard")
    caused = list(CAUSES.finditer(text, start, end))
    actor = nearest(scene, reading, caused[-1].end() if caused else start, end)
    shaped = _army_by_shape(scene, reading, start, end) if actor is None or actor.kind == "weak" else None
    if shaped:
        return shaped
    if actor is None:
        bracket = next((a for a, b in scene.sentence.brackets if a < reading.figure.start < b), None)
        actor = next((a for a in scene.actors if bracket and bracket - 1 <= a.end <= bracket), None)
    if actor is None or (actor.kind == "weak" and role_of(scene, actor, "").name is None):
        return None
    if actor.kind == "weak" and reading.kind == "things" and _WITNESSED.search(text, actor.end, reading.figure.start):
        return None  # 飞行员证实坠落的飞机: who saw them fall lost them not
    return with_its_fellows(scene, actor) or role_of(scene, actor, "nearest actor before in the clause")


def who_does_it(scene: Scene, reading: Reading) -> Role | None:
    """红军被敌25个师近30万大军追击: theirs who do it, if they are named, and not theirs who suffer it."""
    if reading.measure != "strength":
        return None
    start, end = scene.sentence.clause(reading.figure.start)[0], reading.figure.start
    by = _BY_THEM.search(scene.sentence.text, start, end)
    if by is None:
        return None
    named = next((a for a in scene.within(by.start(), end) if a.military), None)
    return role_of(scene, named, "who does it") if named else Role(None, 0, 0, "who does it, unnamed")


_LABELS: Final = frozenset(("civil", "group", "staff", "public", "army", "unit", "bloc"))


def labelled(scene: Scene, reading: Reading) -> Role | None:
    """平民：14,000人死亡: who a line or an item names before a colon, and nothing else."""
    start, _ = scene.sentence.clause(reading.figure.start)
    if is_active(reading) or not scene.sentence.text.startswith("：", start - 1):
        return None
    actor = next((a for a in scene.actors if a.end == start - 1 and a.kind in _LABELS), None)
    if actor is None or actor.start != scene.sentence.clause(actor.start)[0] or reading.kind != "people":
        return None
    return role_of(scene, actor, "named before the colon")


_OWNER: Final = 6  # characters in which whose wounded they are may stand before 3名伤者


def _names_the_hurt(reading: Reading) -> bool:
    """救护员抬走3名伤者: the word beside the figure names the people, who does something to them does not."""
    if reading.trigger is None or reading.before or voice_of(reading) != "noun":
        return False
    return reading.trigger.start == reading.figure.end and reading.trigger.frame.form.endswith("者")


_SHAPED_ARMY: Final = re.compile(
    r"(?:^|[，。；：、\s“「（]|[的在与和及而但是被]|参战)(?P<name>[\u4e00-\u9fff]{1,3}军)(?:队|方|的|共|总|实际|参战|参加|各部|主力|先后|亦|仅|又|再|官兵|将士|士兵|士卒|兵力|人数|约|为|只|合计|方面){0,5}$"
)
_NO_ARMY: Final = re.compile(
    "^(?:[这那该此各其全我敌友守援驻撤进行从参建扩裁率领统治将冠亚季大陆海空三两盟伪叛义官联国孤禁童学随投中前后左右主]|多国|集团|方面|野战|子弟)军$"
    "|[的了在是有被把将向对由从率领令派调遣攻击败占据]|[0-9一二两三四五六七八九十几数百千万守援驻溃残友敌我全陆海空]军$|^第"
)


def _army_by_shape(scene: Scene, reading: Reading, start: int, end: int) -> Role | None:
    """曹军总兵力约7万人: an army no list holds, right before the word for what befell it or how many it was."""
    if reading.kind != "people" or reading.measure not in _OF_AN_ARMY:
        return None
    match = _SHAPED_ARMY.search(scene.sentence.text, max(start - 1, 0), end)
    if match is None or _NO_ARMY.search(match["name"]):
        return None
    return Role(match["name"], *match.span("name"), "an army by its shape")


_OF_AN_ARMY: Final = frozenset(
    ("strength", "killed", "wounded", "casualties", "losses", "captured", "missing", "surrendered")
)
_WITNESSED: Final = re.compile("证实|目睹|目击|看到|看见|发现|报告")


def with_its_fellows(scene: Scene, actor: Actor) -> Role | None:
    """第31师、第34师和第106团: units named together are their army's; the mention holds them all."""
    first, row = actor, [actor]
    for other in reversed(scene.within(scene.sentence.start, actor.start)):
        between = scene.sentence.text[other.end : first.start]
        if not _FELLOW.fullmatch(between) or not other.military:
            break
        if between.strip() == "，" and not (other.kind == first.kind == "unit"):
            break  # 联合国军方面，美军: a head and what it is about
        first = other
        row.append(other)
    if len(row) < 2 or any(a.name is None for a in row):
        return None
    armies = {army for army in scene.topic.armies for a in row if a.name and a.name.startswith(army)}
    if len(armies) != 1:
        return Role(scene.sentence.text[first.start : actor.end], first.start, actor.end, "units named together")
    return Role(armies.pop(), first.start, actor.end, "the army of the units named together")


def words_before(scene: Scene, reading: Reading) -> tuple[int, int]:
    """The words before figure and verb in which the subject stands; before 被 if the verb is passive."""
    figure, trigger = reading.figure, reading.trigger
    start, _ = scene.sentence.clause(figure.start)
    end = figure.start
    if trigger and reading.before:
        start = min(start, scene.sentence.clause(trigger.start)[0])
        end = trigger.end if voice_of(reading) in ("noun", "crowd", "troops", "soldiers") else trigger.start
    if reading.passive and reading.before:
        marked = re.search("[被遭]", scene.sentence.text[start:end])
        end = start + marked.start() if marked else end
    return start, end


def nearest(scene: Scene, reading: Reading, start: int, end: int) -> Actor | None:
    """Return the nearest actor of a span that may own the figure."""
    sentence = scene.sentence
    trigger = reading.trigger
    for actor in reversed(scene.within(start, end)):
        if trigger and actor.kind != "weak" and actor.start >= trigger.start and actor.end <= trigger.end:
            continue
        if actors.governed(sentence, actor) or actors.speaks(sentence, actor) or actors.only_place(sentence, actor):
            continue
        if sentence.text.startswith(("在内", "等在内"), actor.end):
            continue  # 包括儿童在内的数十人: not only they
        if reading.measure in VICTIMS and _assails(sentence, actor, reading.figure.start):
            return None
        if voice_of(reading) == "body" and _FINDS.search(sentence.text, actor.end, reading.figure.start):
            continue  # 救援人员已找到59具遗体
        if _may_own(sentence, reading, actor, end):
            return actor
    return None


_ASSAILS: Final = re.compile(
    "(?<![遭被受到的])(?:开枪|开火|射击|射杀|枪杀|镇压|施袭|袭击|攻击|扫射|炮轰|炮击|轰炸|空袭|纵火|斩|刺(?!激)|砍|引爆|屠杀|投弹|驾车撞|挥刀)(?!者|手|案|事件|后|中|的|时|期间|行动)"
)


def _assails(sentence: Sentence, actor: Actor, figure: int) -> bool:
    """军警开枪镇压20人死: who attacks right before is not who dies."""
    hit = _ASSAILS.search(sentence.text, actor.end, figure)
    return hit is not None and not _SUFFERS.search(sentence.text, actor.end, hit.start())


_FINDS: Final = re.compile("找|寻|搜|发现|挖|抬|搬|运|捞|起获|看|见|清理|收殓|认领|移交|埋|安葬|接收")
_SUFFERS: Final = re.compile("[遭被受]|中弹|死于")


def _may_own(sentence: Sentence, reading: Reading, actor: Actor, end: int) -> bool:
    """Whether an actor of this kind can stand this far before the figure and be whose people it counts."""
    distance = end - actor.end
    if actor.kind == "place":
        return reading.measure in _CASES_AT and distance <= 6
    if actor.kind == "state":
        return not (reading.measure in CIVIL and _EVENT_AT.search(sentence.text, actor.end, end))
    if actor.kind == "institution":
        return reading.kind != "people" or reading.measure == "strength"
    if actor.kind == "person":
        if reading.trigger and sentence.text.startswith(_THIS_FORCE, reading.trigger.end):
            return False  # 某某率领这支队伍出发时有2980人: the force told of before
        commands = voice_of(reading) in ("force", "having") and reading.trigger is not None and reading.before
        return reading.figure.low == 1 or (commands and distance <= 6)
    if actor.kind in ("condition", "group", "civil") and not _fits_condition(
        sentence.text[actor.start : actor.end], reading.measure
    ):
        return False
    if actor.kind == "condition":
        return distance <= 2
    if actor.kind in ("staff", "public", "doer"):
        return distance <= 4
    if actor.kind == "organisation" and reading.measure == "sorties":
        return False
    if actor.kind in ("civil", "organisation"):
        return distance <= 12 or reading.measure not in CIVIL
    return True


_THIS_FORCE: Final = ("这支", "该支", "该部", "该军", "这一")
_BY_THEM: Final = re.compile(
    "[被遭](?:到)?[^，。；：0-9]{0,6}(?:[0-9一二三四五六七八九十]+个[军师旅团])?(?:的|约|近|共|逾|超过)*$"
)


def _fits_condition(noun: str, measure: str) -> bool:
    """死者 are counted among the dead, 伤者 among the wounded."""
    if "死" in noun or "难" in noun or "逝" in noun or "亡" in noun or "遇害" in noun:
        return measure in ("killed", "casualties")
    if "伤" in noun:
        return measure in ("wounded", "casualties")
    if "捕" in noun or "拘" in noun:
        return measure == "arrested"
    return True


def oneself(scene: Scene, reading: Reading) -> Role | None:
    """自身伤亡3.3万人: the side that did what the sentence told before."""
    start, _ = scene.sentence.clause(reading.figure.start)
    itself = _SELF.search(scene.sentence.text, start, reading.figure.start)
    if itself is None:
        return None
    own = [a for a in scene.within(start, itself.start()) if a.military or a.kind == "state"]
    own = [a for a in own if not actors.governed(scene.sentence, a)]
    if own:
        return role_of(scene, own[-1], "自身: the actor before it in the clause")
    doers = [told.agent for told in scene.told if told.agent.rule]
    if doers:
        return again(doers[-1], "自身: the doer before")
    first = next(
        (a for a in scene.actors if a.military and a.end <= start and not actors.speaks(scene.sentence, a)), None
    )
    return role_of(scene, first, "自身: the first actor of the sentence") if first else None


_VICTIMS: Final = ("遇难", "死难", "罹难", "受难", "遇害")
_CONDITION: Final = re.compile("[死伤亡殁难逝]者|失踪者|遇害者")


def _is_condition(scene: Scene, actor: Actor) -> bool:
    """失踪者130人 are of the side the sentence is about, where there is one."""
    words = scene.sentence.text[actor.start : actor.end]
    return bool(_CONDITION.search(words)) and any(a.military for a in scene.actors)


def own_noun(scene: Scene, reading: Reading) -> Role | None:
    """死者3人, 示威者约500人: the word itself names the people."""
    trigger = reading.trigger
    if trigger is None or voice_of(reading) not in ("noun", "crowd", "case", "troops"):
        return None
    form = trigger.frame.form
    if _CONDITION.search(form) and any(a.military for a in scene.actors) and not form.startswith(_VICTIMS):
        return None
    if form[-1] not in "者员民众士俘犯人兵生":
        return None
    return Role(form, trigger.start, trigger.end, "the word names the people")
