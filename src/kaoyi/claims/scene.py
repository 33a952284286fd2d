"""What the rules of roles look at, and what they answer with."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from kaoyi.claims import actors
from kaoyi.claims.actors import Actor
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.options import Reading
from kaoyi.model import Frozen, Leaf

_ACTIVE: Final = frozenset(("transitive", "hurt"))
CAUSES: Final = re.compile(r"造成|导致|致使|酿成|引致|引发|夺走|夺去|令(?![人营])|致(?=[^力函电辞敬谢])|使得?")
ARMS: Final = frozenset(
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
CIVIL: Final = frozenset(["killed", "wounded", "casualties", "missing", "evacuated", "arrested", "participants"])
VICTIMS: Final = frozenset(("killed", "wounded", "missing", "casualties"))


class Role(Leaf, frozen=True, gc=False):
    """Who fills a role: canonical name, the span that names it (text offsets; empty if none does), and the rule."""

    name: str | None
    start: int
    end: int
    rule: str


NOBODY: Final = Role(None, 0, 0, "")


class Told(Leaf, frozen=True, gc=False):
    """A figure with its roles."""

    reading: Reading
    subject: Role
    agent: Role


class Topic(Frozen, frozen=True):
    """What a document is about, as far as an unnamed subject may need it.

    protest: those who protest; aboard: those aboard; army: the army named most; sides: the names of the two sides
    armies: all armies it names; flyers: the aircraft it is about
    alliance: what 联军 alone means; place: the place or state it names most; protesting: its title tells of a protest
    """

    protest: Role | None = None
    aboard: Role | None = None
    army: str | None = None
    sides: tuple[tuple[str, ...], ...] = ()
    armies: frozenset[str] = frozenset()
    flyers: Role | None = None
    alliance: str | None = None
    place: str | None = None
    protesting: bool = False


class Scene(Frozen, frozen=True):
    """What the rules look at: the sentence, its actors, and what was told before in it and in its paragraph.

    before: the last figures of earlier paragraphs; places: the places named before in the paragraph; topic: what the
    whole document is about; led_by: the army or unit that last opened a clause before in the paragraph
    """

    sentence: Sentence
    actors: tuple[Actor, ...]
    told: tuple[Told, ...]
    paragraph: tuple[Told, ...]
    before: tuple[Told, ...] = ()
    places: tuple[Actor, ...] = ()
    topic: Topic = Topic()
    led_by: Actor | None = None

    def within(self, start: int, end: int) -> list[Actor]:
        """Return the actors inside a span."""
        return [actor for actor in self.actors if start <= actor.start and actor.end <= end]


Rule = Callable[[Scene, Reading], Role | None]


def _enemy(scene: Scene, pronoun: Actor) -> str | None:
    """敌人 is the other of two sides when one of them is named before; else who it was before."""
    if len(scene.topic.sides) == 2:
        first, second = scene.topic.sides
        for actor in reversed(scene.within(scene.sentence.start, pronoun.start)):
            if actor.name in first or actor.name in second:
                return (second if actor.name in first else first)[0]
    for told in reversed((*scene.paragraph, *scene.told)):
        if "stands for" in told.subject.rule:
            return told.subject.name
    return None


_FIELDS: Final = ("战场", "前线", "境内", "半岛")
"""投入朝鲜战场的兵力 are not Korea's."""
_BOTH: Final = ("双方", "两军", "两方")
_PRISONERS: Final = ("战俘", "俘虏", "俘")
_NEAR_PRISONERS: Final = 6
_HEADS_CLAUSE: Final = re.compile("(?:总|全部|其|合计|共有|一共|总计|全军|现有|参战)?")


def voice_of(reading: Reading) -> str:
    """Return the voice of the word that explains a figure, "" if none does."""
    sense = reading.trigger.frame.sense(reading.kind) if reading.trigger else None
    return sense.voice if sense else ""


def is_active(reading: Reading) -> bool:
    """Return whether an active verb before the figure takes it for its object."""
    return reading.before and not reading.passive and voice_of(reading) in _ACTIVE


def root_of(reading: Reading) -> Reading:
    """Return the reading a list goes back to."""
    while reading.lead is not None:
        reading = reading.lead
    return reading


def role_of(scene: Scene, actor: Actor, rule: str) -> Role:
    """A role filled by an actor; a noun that needs an owner gets it, or stays without a canonical name."""
    if actor.kind == "pronoun" and actor.name is None:
        return Role(_meant(scene, actor), actor.start, actor.end, f"{rule}, what it stands for")
    if actor.kind != "weak":
        name = scene.topic.alliance if actor.name == "联军" and scene.topic.alliance else actor.name
        return Role(name, actor.start, actor.end, rule)
    owner = _owner(scene, actor)
    return Role(owner, actor.start, actor.end, f"{rule}, owner from context" if owner else rule)


def _meant(scene: Scene, pronoun: Actor) -> str | None:
    """该国 is the state, 该市 the place named last in the sentence; 其 the one side its sentence has named."""
    words = scene.sentence.text[pronoun.start : pronoun.end]
    if words.startswith("敌"):
        return _enemy(scene, pronoun)
    if words == "其":
        sides = {a.name for a in scene.within(scene.sentence.start, pronoun.start) if a.military or a.kind == "state"}
        return sides.pop() if len(sides) == 1 else None
    kind = "state" if words.endswith("国") else "place" if words[-1] in "市省州县镇村区地" else ""
    for name in reversed(scene.sentence.names_in(scene.sentence.start, pronoun.start)):
        if name.kind == kind:
            return name.name
        if name.kind == "institution" and name.owner:
            return name.owner
    return None


def _owner(scene: Scene, noun: Actor) -> str | None:
    """Whose soldiers a noun names: at the head of a clause (，总兵力…) those the sentence is about, else the nearest's."""
    start, _ = scene.sentence.clause(noun.start)
    if start > scene.sentence.start and _HEADS_CLAUSE.fullmatch(scene.sentence.text, start, noun.start):
        about = next((a for a in scene.within(scene.sentence.start, start) if a.kind != "place"), None)
        if about and about.military and about.name and not actors.governed(scene.sentence, about):
            return about.name
    prisoners = scene.sentence.text.endswith(_PRISONERS, noun.start, noun.end)
    for actor in reversed(scene.within(scene.sentence.start, noun.start)):
        if prisoners and noun.start - actor.end > _NEAR_PRISONERS:
            return None  # 美军利用营中死去的战俘: who holds them is named as often as whose they are
        start, _ = scene.sentence.clause(noun.start)
        if actor.kind == "both" or scene.sentence.text.startswith(_BOTH, actor.start):
            return None
        if actor.kind == "pronoun" and not actor.name and actor.start >= start:
            return None  # 我军阵亡将士5000人: ours, whoever we are, and no other army's
        near = actor.military or (
            actor.kind == "state" and actor.start >= start and not scene.sentence.text.startswith(_FIELDS, actor.end)
        )
        if _acted_between(scene, actor, noun):
            return None
        if near and not actors.governed(scene.sentence, actor):
            return actor.name
    start, _ = scene.sentence.clause(noun.start)
    if CAUSES.search(scene.sentence.text, start, noun.start):
        return None
    state = next((a for a in scene.within(scene.sentence.start, noun.start) if _heads(scene, a)), None)
    if state is not None:
        return state.name if not _acted_between(scene, state, noun) else None
    earlier = scene.before if len({t.subject.name for t in scene.before if t.subject.name}) == 1 else scene.before[-1:]
    for told in reversed((*earlier, *scene.paragraph, *scene.told)):
        if told.subject.name and told.subject.name != "敌军" and not _of_a_place(told):
            name = told.subject.name
            return None if name[-1] in _PEOPLE_END and not name.endswith(_IN_SERVICE) else name
    return None


_PEOPLE_END: Final = "童民者员女妇客兵"  # 5名儿童丧生。…拥有3万名士兵: no army of theirs
_IN_SERVICE: Final = ("警员", "队员")


def _heads(scene: Scene, actor: Actor) -> bool:
    """某国在入侵行动中，共损失300名士兵: whether a state opens a clause that tells what it does."""
    if actor.kind != "state" or actor.start != scene.sentence.clause(actor.start)[0]:
        return False
    text = scene.sentence.text
    return text.startswith(("在", "共", "已", "则", "从", "自"), actor.end) and not actors.speaks(scene.sentence, actor)


def _of_a_place(told: Told) -> bool:
    """Whether a figure was counted by its place, which owns no soldiers."""
    return "place" in told.subject.rule or told.subject.rule == "region right before"


def _acted_between(scene: Scene, actor: Actor, noun: Actor) -> bool:
    """Whether a verb that kills or takes stands between: then the noun names the victims, not the actor's own."""
    if CAUSES.search(scene.sentence.text, actor.end, noun.start):
        return True
    senses = (t.frame.people for t in scene.sentence.triggers if actor.end <= t.start and t.end <= noun.start)
    return any(sense and sense.voice == "transitive" for sense in senses)


def again(role: Role, rule: str) -> Role:
    """Return a role filled as before."""
    origin = " (place of the unnamed victims)" if "place of the unnamed" in role.rule else ""
    origin = " (region)" if "region" in role.rule else origin
    return Role(role.name, role.start, role.end, rule + origin)
