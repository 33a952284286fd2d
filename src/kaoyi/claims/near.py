"""Whose people or things, told in the clause of the figure itself: beside it, before its verb, in its list."""

from __future__ import annotations

import re

from kaoyi.claims import actors
from kaoyi.claims.actors import Actor
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.nouns import noun_after, plain_phrase
from kaoyi.claims.options import Reading, kinds_of
from kaoyi.claims.scene import (
    CAUSES,
    CIVIL,
    Role,
    Scene,
    again,
    is_active,
    role_of,
    voice_of,
)

_ENEMY = re.compile("敌[军人方兵]?")
_AIRCRAFT_NOUN = re.compile(
    r"[^，。；、：的在]{0,8}?(?:军机|战机|共机|敌机|飞机|直升机|无人机|轰炸机|战斗机|侦察机|预警机|运输机|机群)"
)
_FELLOW = re.compile(r"\s?[、，和及与又以及]{1,2}\s?")
_SERVICE = re.compile(r"[^，。；、]{0,4}(?P<whose>消防|救护|警)(?:车|艇)")
_SELF = re.compile("自身|己方|本身|自己")
_ABOARD = re.compile(r"(?:机|车|船|舰|舱|列车|客车|巴士|邮轮|飞机)[上内里](?:的)?[约共各有所载其余另外\s]{0,4}$")
_BESIDE = re.compile(r"(?:(?:年?约|年仅)?\s?[0-9一二两三四五六七八九十]{1,3}\s?多?岁)?[的“「『\s]{0,2}")
_AIRCRAFT_TYPE = re.compile(
    r"(?:歼轰|[歼轰运强直苏图]|米格|苏恺|苏霍伊|空警|幻影|阵风|台风|F/A|F|B|P|E|C|Y|J|H|KJ|MQ|RQ)[-－ ]?\d+[A-Z]{0,2}(?:型)?"
    r"(?:[反电侦预侦][潜战察警][^各共约高达\s]{0,2}?)?(?:轰炸机|预警机|侦察机|战斗机|电战机|干扰机|战机|机)?(?=[约共各高达多了]{0,3}$)"
)
_VESSEL = re.compile("[「“『](?P<name>[一-鿿A-Za-z0-9·]{2,10}号)[」”』]")
_NOUNS = frozenset(("civil", "staff", "doer", "public", "condition", "armed"))
_MODIFIER = re.compile("(?:(?![和及与或])[一-鿿]){0,4}的?")
# 无武装的负伤美军人员: what a noun phrase may say of its people before it names them.
_STATE_OF_BODY = "负伤|受伤|重伤|轻伤|伤残|被俘|被困|被捕|遇难|遇害|阵亡|牺牲|失踪|失联|投降|受困|染疫|手无寸铁|无辜|武装|年轻|年老|普通|非武装|获救|溃散"
_DESCRIBED = re.compile(f"(?:[^，。；：、的]{{1,10}}的)?(?:{_STATE_OF_BODY})?的?")
_FOREIGN = re.compile("(?:外籍|外国|本地|当地|本国|本港|内地|海外|华裔|华人|华籍|亚裔|非裔|拉丁裔|[一-鿿]{2,4}[籍裔])$")
_CASES_AT = frozenset(("infected", "killed", "evacuated", "wounded", "missing", "arrested"))
_EVENT_AT = re.compile("发生|爆发|地震|袭击|爆炸|枪击|火灾|车祸|撞|遇袭|空袭|坠|翻")


def type_before(scene: Scene, reading: Reading) -> Role | None:
    """歼-16机8架次: the type is what flew."""
    if reading.figure.unit not in ("sortie", "aircraft"):
        return None
    start = max(scene.sentence.clause(reading.figure.start)[0], reading.figure.start - 16)
    match = _AIRCRAFT_TYPE.search(scene.sentence.text[: reading.figure.start], start)
    if match is None or reading.measure != "sorties":
        return None
    return Role(match[0], match.start(), match.end(), "aircraft type before the figure")


def noun_beside(scene: Scene, reading: Reading) -> Role | None:
    """300名朝鲜士兵丧生: the noun phrase after the figure."""
    text, figure, trigger = scene.sentence.text, reading.figure, reading.trigger
    start, end = figure.end, _phrase_end(scene, reading)
    if trigger and start <= trigger.start <= start + 5 and _describes(scene, reading):
        start, end = trigger.end, scene.sentence.clause(figure.start)[1]  # 四名阵亡的官兵
        if text[start : start + 1] != "的" and voice_of(reading) != "intransitive":
            return None
    first = next(iter(scene.within(start, end)), None)
    span = noun_after(text, start, end) if reading.kind == "people" and text[start : start + 1] != "的" else None
    if first and actors.only_place(scene.sentence, first):
        first = None
    if first and first.kind != "place" and _BESIDE.fullmatch(text, start, first.start):
        if span and span[1] > first.end and not first.military:
            return Role(text[span[0] : span[1]], *span, "noun phrase after the figure")
        return role_of(scene, first, "actor after the figure")
    if reading.kind != "people":
        return _aircraft_beside(scene, reading) if figure.unit in ("sortie", "aircraft") else None
    described = first is not None and first.kind in _NOUNS and _MODIFIER.fullmatch(text, start, first.start)
    if span is None and first and reading.kind == "people" and first.kind not in ("place", "state"):
        described = described or bool(_DESCRIBED.fullmatch(text, start, first.start))
    if span is None and first and described and reading.kind == "people":
        return role_of(scene, _with_origin(scene, first, start), "described noun after the figure")
    if span is None and figure.counter in ("名", "位"):
        span = plain_phrase(text, start, end)
    if span is None:
        return None
    last = next((a for a in reversed(scene.within(start, span[1])) if a.end == span[1]), None)
    if last:
        return role_of(scene, _with_origin(scene, last, start), "noun after the figure")
    words = text[span[0] : span[1]]
    return Role(words, span[0], span[1], "noun phrase after the figure") if len(words) > 1 else None


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


def _aircraft_beside(scene: Scene, reading: Reading) -> Role | None:
    """38架次军机: the noun names the aircraft; its owner, if named in it, is the canonical subject."""
    match = _AIRCRAFT_NOUN.match(scene.sentence.text, reading.figure.end, _phrase_end(scene, reading))
    if match is None or reading.measure not in ("sorties", "equipment_strength"):
        return None
    owner = next((a.name for a in scene.within(match.start(), match.end()) if a.kind != "place"), None)
    if owner is None:
        start, _ = scene.sentence.clause(reading.figure.start)
        actor = nearest(scene, reading, start, reading.figure.start)
        owner = actor.name if actor else None
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


def listed(scene: Scene, reading: Reading) -> Role | None:
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
        return role_of(scene, own[-1], "owner in the list")
    lead = next((t for t in scene.told if t.reading is reading.lead), before)
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
    between = [a for a in between if a.kind != "place"]
    return role_of(scene, between[-1], "actor between word and figure") if between else None


def before_in_clause(scene: Scene, reading: Reading) -> Role | None:
    """联合国军阵亡1461人: the nearest actor before, that nothing governs and that is no speaker or place."""
    if is_active(reading):
        return None
    text = scene.sentence.text
    start, end = words_before(scene, reading)
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
    return _with_its_fellows(scene, actor) or role_of(scene, actor, "nearest actor before in the clause")


def _with_its_fellows(scene: Scene, actor: Actor) -> Role | None:
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
        if _may_own(sentence, reading, actor, end):
            return actor
    return None


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
        return reading.figure.low == 1
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


def own_noun(scene: Scene, reading: Reading) -> Role | None:
    """死者3人, 示威者约500人: the word itself names the people."""
    trigger = reading.trigger
    if trigger is None or voice_of(reading) not in ("noun", "crowd", "case", "troops"):
        return None
    form = trigger.frame.form
    if form[-1] not in "者员民众士俘犯人兵生":
        return None
    return Role(form, trigger.start, trigger.end, "the word names the people")


def rescuers(scene: Scene, reading: Reading) -> Role | None:
    """出动25辆消防车: the service the vehicles are named for."""
    match = _SERVICE.match(scene.sentence.text, reading.figure.end) if reading.measure == "equipment_strength" else None
    return Role(match["whose"], match.start(), match.end(), "service named in the vehicle") if match else None
