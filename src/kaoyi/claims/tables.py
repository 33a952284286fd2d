"""Figures in the cells of a table: the heads say what is counted and whose; the cell may name its own owner."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from kaoyi.claims import actors
from kaoyi.claims.actors import Actor, People
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.frames import Frames, Sense
from kaoyi.claims.options import Reading, amount_of, kinds_of
from kaoyi.claims.scene import NOBODY, Role, Told
from kaoyi.model import Mentions, Name, Quantity

_COUNTING: Final = frozenset(
    [
        "intransitive",
        "transitive",
        "noun",
        "case",
        "crowd",
        "troops",
        "soldiers",
        "force",
        "having",
        "joined",
        "bare",
        "sick",
    ]
)


def read(sentence: Sentence, mentions: Mentions, frames: Frames, nouns: People) -> list[Told]:
    """Return the figures of a cell that its heads explain, with their owners."""
    told = []
    for figure in sentence.figures:
        for kind in kinds_of(figure):
            found = _headed(sentence, frames, kind)
            if found:
                head, sense = found
                reading = Reading(figure, kind, sense.measure, None, False, f"head of the cell: {sense.row}")
                told.append(Told(reading, _owner(sentence, mentions, nouns, figure, head), NOBODY))
                break
    return told


_SECTIONS: Final = (
    (re.compile(r"(?:参战|投入)?(?:兵力|军力|实力).*|strength", re.I), ("strength", "equipment_strength")),
    (re.compile(r"(?:伤亡|损失).*|casualties", re.I), ("casualties", "destroyed")),
)
_FORCES: Final = frozenset(("strength", "equipment_strength"))
_NOTED: Final = "[［〔"
_TELLING: Final = 100


def complete(sentence: Sentence, told: list[Told], mentions: Mentions, frames: Frames, nouns: People) -> list[Told]:
    """Return the figures of a cell: those read as in a sentence with the owner its heads name, the others by its heads.

    In the box of a battle the section says what a figure without a word of its own counts: 兵力 a strength,
    伤亡与损失 what was lost.
    """
    section = _section(sentence)
    if section is None:
        return told or read(sentence, mentions, frames, nouns)
    people, things = section
    head = sentence.block.heads[0]
    by_start = {each.reading.figure.start: each for each in told}
    found = []
    for figure in sentence.figures:
        known = by_start.get(figure.start)
        if known is None:
            if sentence.text[figure.start - 1] in _NOTED or not kinds_of(figure):
                continue
            if figure.unit is None and amount_of(figure) < _TELLING:
                continue
            kind = kinds_of(figure)[0]
            measure = people if kind == "people" else things
            known = Told(Reading(figure, kind, measure, None, False, "section of the box"), NOBODY, NOBODY)
        elif known.reading.measure in _FORCES and people not in _FORCES:
            measure = people if known.reading.kind == "people" else things
            reading = Reading(figure, known.reading.kind, measure, None, False, "section of the box")
            known = Told(reading, known.subject, known.agent)
        if not _named_here(sentence, known.subject):
            known = Told(known.reading, _owner(sentence, mentions, nouns, figure, head), known.agent)
        found.append(known)
    return found


def _named_here(sentence: Sentence, subject: Role) -> bool:
    """Whether a cell itself names whose a figure is; what the cells before tell of is another side's."""
    inside = sentence.block.start <= subject.start < subject.end <= sentence.block.end
    return inside and subject.name is not None and not any(why in subject.rule for why in _NOBODYS)


# Rules that answer with a common noun, or with who was told of before.
_NOBODYS: Final = ("from context", "the word names", "carried", "shared")


def _section(sentence: Sentence) -> tuple[str, str] | None:
    """What people and things count in the section of a battle's box that a cell stands in."""
    first = sentence.block.heads[0]
    return next((measures for words, measures in _SECTIONS if words.fullmatch(sentence.text, *first)), None)


def _headed(sentence: Sentence, frames: Frames, kind: str) -> tuple[tuple[int, int], Sense] | None:
    """The head that says what is counted, and its word."""
    for head in sentence.block.heads:
        for trigger in reversed(frames.find(sentence.text, *head)):
            sense = trigger.frame.sense(kind)
            alone = head[1] - head[0] <= 3
            if sense and (sense.voice in _COUNTING or (sense.voice == "bare" and alone)):
                return head, sense
    return None


def _owner(sentence: Sentence, mentions: Mentions, nouns: People, figure: Quantity, head: tuple[int, int]) -> Role:
    """Who is named in the cell before the figure, else in the head that counts, else in the other heads."""
    own = [
        actor
        for actor in actors.read(sentence, nouns)
        if actor.end <= figure.start and actor.name and not actors.speaks(sentence, actor)
    ]
    if own:
        return _role(own[-1], "named in the cell")
    starts = [name.start for name in mentions.names]
    for span in (head, *(other for other in sentence.block.heads if other != head)):
        names = mentions.names[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]
        named = _first(names) or next((a for a in nouns.find(sentence.text, *span) if a.name), None)
        if named:
            return _role(named, "named in the head of the cell")
    return NOBODY


def _first(names: tuple[Name, ...]) -> Actor | None:
    for name in names:
        if name.kind in ("state", "army", "unit", "bloc", "group", "organisation", "place"):
            return Actor(name.name or None, name.kind, name.start, name.end)
    return None


def _role(actor: Actor, rule: str) -> Role:
    return Role(actor.name, actor.start, actor.end, rule)
