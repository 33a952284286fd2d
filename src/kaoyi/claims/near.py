"""Whose people or things, told in the clause of the figure itself: before its verb, in its list."""

from __future__ import annotations

import re
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
    if between:
        first = next((a for a in between if a.kind != "weak"), between[-1])
        return role_of(scene, first if reading.kind != "people" else between[-1], "object of the verb")
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
    if actor is None:
        bracket = next((a for a, b in scene.sentence.brackets if a < reading.figure.start < b), None)
        actor = next((a for a in scene.actors if bracket and bracket - 1 <= a.end <= bracket), None)
    if actor is None or (actor.kind == "weak" and role_of(scene, actor, "").name is None):
        return None
    return with_its_fellows(scene, actor) or role_of(scene, actor, "nearest actor before in the clause")


_OWNER: Final = 6  # characters in which whose wounded they are may stand before 3名伤者


def _names_the_hurt(reading: Reading) -> bool:
    """救护员抬走3名伤者: the word beside the figure names the people, who does something to them does not."""
    if reading.trigger is None or reading.before or voice_of(reading) != "noun":
        return False
    return reading.trigger.start == reading.figure.end and reading.trigger.frame.form.endswith("者")


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
    if not _SELF.search(scene.sentence.text, start, reading.figure.start):
        return None
    doers = [told.agent for told in scene.told if told.agent.rule]
    if doers:
        return again(doers[-1], "自身: the doer before")
    first = next(
        (a for a in scene.actors if a.military and a.end <= start and not actors.speaks(scene.sentence, a)), None
    )
    return role_of(scene, first, "自身: the first actor of the sentence") if first else None


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
    if _CONDITION.search(form) and any(a.military for a in scene.actors):
        return None
    if form[-1] not in "者员民众士俘犯人兵生":
        return None
    return Role(form, trigger.start, trigger.end, "the word names the people")
