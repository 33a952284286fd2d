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
from kaoyi.claims.figures import Reading
from kaoyi.claims.nouns import noun_after

_ACTIVE = frozenset(("transitive", "hurt", "fired"))
_CAUSES = re.compile(r"造成|导致|致使|酿成|引致|引发|夺走|夺去|令(?![人营])|致(?=[^力函电辞敬谢])|使得?")
_ENEMY = re.compile("敌[军人方兵]?")
_AIRCRAFT_TYPE = re.compile(
    r"(?:歼轰|[歼轰运强直苏图]|米格|苏恺|苏霍伊|空警|幻影|阵风|台风|F/A|F|B|P|E|C|Y|J|H|KJ|MQ|RQ)[-－ ]?\d+[A-Z]{0,2}(?:型)?"
    r"(?:[反电侦预侦][潜战察警]\S{0,2})?(?:轰炸机|预警机|侦察机|战斗机|电战机|干扰机|战机|机)?(?=[约共各高达多了]{0,3}$)"
)
_CASES_AT = frozenset(("infected", "killed", "evacuated", "wounded", "missing", "arrested"))
_ARMS = frozenset(
    ["losses", "casualties", "captured", "strength", "equipment_strength", "destroyed", "damaged", "seized", "fired", "sorties", "area", "incidents", "surrendered", "repatriated"]
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


class Scene(Struct, frozen=True):
    """What the rules look at: the sentence, its actors, and what was told before in it and in its paragraph.

    crowd: the civil group the document speaks of most, or NOBODY
    """

    sentence: Sentence
    actors: tuple[Actor, ...]
    told: tuple[Told, ...]
    paragraph: tuple[Told, ...]
    crowd: Role = NOBODY

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
    return reading.before and _voice(reading) in _ACTIVE


def _root(reading: Reading) -> Reading:
    while reading.lead is not None:
        reading = reading.lead
    return reading


def _role(scene: Scene, actor: Actor, rule: str) -> Role:
    """A role filled by an actor; a noun that needs an owner gets it, or stays without a canonical name."""
    if actor.kind != "weak":
        return Role(actor.name, actor.start, actor.end, rule)
    owner = _owner(scene, actor)
    return Role(owner, actor.start, actor.end, f"{rule}, owner from context" if owner else rule)


def _owner(scene: Scene, noun: Actor) -> str | None:
    for actor in reversed(scene.within(scene.sentence.start, noun.start)):
        if actor.kind in ("army", "unit", "bloc", "state") and not actors.governed(scene.sentence, actor):
            return actor.name
    for told in reversed((*scene.paragraph, *scene.told)):
        if told.subject.name:
            return told.subject.name
    return None


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
    figure, trigger = reading.figure, reading.trigger
    _, end = scene.sentence.clause(figure.start)
    if trigger and trigger.start >= figure.end and _voice(reading) not in ("noun", "crowd", "body", "case", "troops"):
        end = min(end, trigger.start) if trigger.start <= end else end
    elif trigger and trigger.start >= figure.end:
        end = trigger.end
    following = next((q.start for q in scene.sentence.figures if q.start >= figure.end), end)
    end = min(end, following)
    if reading.kind != "people":
        first = next((a for a in scene.within(figure.end, min(end, figure.end + 14))), None)
        close = first and not re.search("[，在对向被从于]", scene.sentence.text[figure.end : first.start])
        return (
            _role(scene, first, "owner named after the figure") if first and close and first.kind != "place" else None
        )
    span = noun_after(scene.sentence.text, figure.end, end)
    inside = scene.within(figure.end, span[1] if span else min(end, figure.end + 12))
    near = [a for a in inside if a.start - figure.end <= 10]
    if span is None:
        first = near[0] if near and near[0].start - figure.end <= 2 and near[0].kind != "place" else None
        return _role(scene, first, "actor after the figure") if first else None
    last = next((a for a in reversed(inside) if a.end == span[1]), None)
    if last:
        whole = Actor(last.name, last.kind, min(last.start, span[0]) if last.kind == "weak" else last.start, last.end)
        return _role(scene, whole, "noun after the figure")
    text = scene.sentence.text[span[0] : span[1]]
    return Role(text, span[0], span[1], "noun phrase after the figure") if len(text) > 1 else None


def _object(scene: Scene, reading: Reading) -> Role | None:
    """毙伤美军300人: what stands between an active verb and its figure."""
    if not _is_active(reading) or reading.trigger is None:
        return None
    between = [a for a in scene.within(reading.trigger.end, reading.figure.start) if a.kind != "place"]
    if between:
        first = next((a for a in between if a.kind != "weak"), between[-1])
        return _role(scene, first if reading.kind != "people" else between[-1], "object of the verb")
    enemy = _ENEMY.search(scene.sentence.text, reading.trigger.start, reading.figure.start)
    if enemy:
        return Role("敌军", enemy.start(), enemy.end(), "敌 in the verb")
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
    if own:
        return _role(scene, own[-1], "owner in the list")
    lead = next((t for t in scene.told if t.reading is reading.lead), before)
    return _again(lead.subject, "shared with the list") if lead and lead.subject.rule else None


def _after_word(scene: Scene, reading: Reading) -> Role | None:
    """阵亡美军36570人: between a word without object and its figure."""
    if reading.trigger is None or not reading.before or _is_active(reading) or _voice(reading) in ("force", "ground"):
        return None
    between = scene.within(reading.trigger.end, reading.figure.start)
    return _role(scene, between[-1], "actor between word and figure") if between else None


def _before_in_clause(scene: Scene, reading: Reading) -> Role | None:
    """联合国军阵亡1461人: the nearest actor before, that nothing governs and that is no speaker or place."""
    if _is_active(reading) and _voice(reading) != "fired":
        return None
    start, _ = scene.sentence.clause(reading.figure.start)
    if reading.trigger and reading.before:
        start = min(start, scene.sentence.clause(reading.trigger.start)[0])
    end = min(reading.figure.start, reading.trigger.start) if reading.trigger else reading.figure.start
    passive = re.search("[被遭]", scene.sentence.text[start:end]) if reading.passive and reading.before else None
    if passive:
        end = start + passive.start()
    caused = list(_CAUSES.finditer(scene.sentence.text, start, end))
    if caused:
        start = caused[-1].end()
    actor = _nearest(scene, reading, start, end)
    return _role(scene, actor, "nearest actor before in the clause") if actor else None


def _nearest(scene: Scene, reading: Reading, start: int, end: int) -> Actor | None:
    sentence = scene.sentence
    for actor in reversed(scene.within(start, end)):
        if actors.governed(sentence, actor) or actors.speaks(sentence, actor) or actors.only_place(sentence, actor):
            continue
        if actor.kind == "place" and not (reading.measure in _CASES_AT and end - actor.end <= 6):
            continue
        if (
            actor.kind == "state"
            and reading.measure in _CIVIL_MEASURES
            and _EVENT_AT.search(sentence.text, actor.end, end)
        ):
            continue
        if (
            actor.kind == "institution"
            and reading.kind == "people"
            and reading.measure not in ("strength", "participants")
        ):
            continue
        if actor.kind == "person" and (reading.figure.low or 0) != 1:
            continue
        return actor
    return None


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
    if any(a.kind in ("army", "unit", "bloc", "state") and not actors.governed(scene.sentence, a) for a in between):
        return None
    if not before.subject.rule or _is_active(reading) != _is_active(_root(before.reading)):
        return None
    return _again(before.subject, "carried from the figure before")


def _earlier_in_sentence(scene: Scene, reading: Reading) -> Role | None:
    """志愿军…，伤亡300人: the nearest actor of an earlier clause."""
    if _is_active(reading) and _voice(reading) != "fired":
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
            return Role(actor.name, actor.start, actor.end, "place of the cases")
    return None


def _target(scene: Scene, reading: Reading) -> Role | None:
    """击毁坦克2006辆: the enemy named as the target of the same side's verbs before."""
    if not _is_active(reading) or reading.measure == "arrested":
        return None
    for told in (*scene.told, *scene.paragraph):
        if _is_active(_root(told.reading)) and told.subject.name and told.reading.measure != "arrested":
            return _again(told.subject, "target of the verbs before")
    return None


def _paragraph(scene: Scene, reading: Reading) -> Role | None:
    """As in the figure before in the paragraph."""
    for told in reversed(scene.paragraph):
        if not told.subject.rule or (told.reading.kind != reading.kind and reading.measure not in _ARMS):
            continue
        if _is_active(reading) == _is_active(_root(told.reading)):
            return _again(told.subject, "carried within the paragraph")
    return None


def _crowd(scene: Scene, reading: Reading) -> Role | None:
    """Unnamed victims of civil news are the people the document is about, if it is about one group."""
    return scene.crowd if scene.crowd.rule and reading.kind == "people" and reading.measure in _CIVIL_MEASURES else None


def _again(role: Role, rule: str) -> Role:
    return Role(role.name, role.start, role.end, rule)


_SUBJECT: tuple[Rule, ...] = (
    _type_before,
    _noun_beside,
    _object,
    _listed,
    _after_word,
    _before_in_clause,
    _carried,
    _place_of_cases,
    _target,
    _earlier_in_sentence,
    _own_noun,
    _paragraph,
    _crowd,
)


# --- agent ---------------------------------------------------------------------------------------


def _agent(scene: Scene, reading: Reading) -> Role | None:
    """Return who did it: before an active verb, after 被, before 造成."""
    root = _root(reading)
    trigger = root.trigger
    if trigger is None:
        return None
    start, _ = scene.sentence.clause(trigger.start)
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
