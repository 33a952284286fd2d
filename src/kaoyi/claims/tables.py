"""Figures in the cells of a table: the heads say what is counted and whose; the cell may name its own owner."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

from kaoyi.claims import actors
from kaoyi.claims.actors import Actor, People
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.frames import Frames, Sense
from kaoyi.claims.options import Reading, kinds_of
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
    own = [actor for actor in actors.read(sentence, nouns) if actor.end <= figure.start]
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
