"""Whose people or things a figure counts, and who did it: subject and agent, by voice and shape."""

from __future__ import annotations

import re

from msgspec import Struct

from kaoyi.claims.clauses import Sentence
from kaoyi.claims.figures import Reading
from kaoyi.model import Name

ACTOR_KINDS = frozenset(["state", "bloc", "army", "unit", "organisation", "group", "person", "institution", "agency"])
_NOUN = re.compile(
    r"[^，。；：、的和及被在于因]{0,8}?(?:者|员|民|兵|人|生|客|工|童|手|众|长|妇|眷|师|官|军|女|子|士)(?=[^们]|$)"
)


class Role(Struct, frozen=True, gc=False):
    """A subject: canonical name and the span that names it (text offsets)."""

    name: str | None
    start: int
    end: int
    rule: str


NOBODY = Role(None, 0, 0, "")


def subject(sentence: Sentence, reading: Reading) -> Role:
    """Return whose people or things are counted."""
    figure, trigger = reading.figure, reading.trigger
    start, end = sentence.clause(figure.start)
    after = _after(sentence, figure.end, trigger.start if trigger and trigger.start >= figure.end else end)
    if after.name:
        return after
    if trigger and reading.before:
        between = actors(sentence, trigger.end, figure.start)
        if between:
            return named(between[-1], "name between word and figure")
        if _active(reading):
            return NOBODY
    before = actors(sentence, start, min(figure.start, trigger.start) if trigger else figure.start)
    return named(before[-1], "nearest name before in the clause") if before else NOBODY


def agent(sentence: Sentence, reading: Reading) -> Role:
    """Return who did it, where the clause says so."""
    trigger = reading.trigger
    if trigger is None or not _active(reading):
        return NOBODY
    start, _ = sentence.clause(trigger.start)
    before = actors(sentence, start, trigger.start)
    return named(before[-1], "name before the verb") if before else NOBODY


def _active(reading: Reading) -> bool:
    sense = reading.trigger.frame.sense(reading.kind) if reading.trigger else None
    return bool(sense and sense.voice in ("transitive", "hurt", "fired") and reading.before)


def _after(sentence: Sentence, start: int, end: int) -> Role:
    match = _NOUN.match(sentence.text, start, end)
    if not match or not match[0].strip():
        return NOBODY
    return Role(match[0].strip(), match.start(), match.end(), "noun after the figure")


def actors(sentence: Sentence, start: int, end: int) -> list[Name]:
    """Return the names of actors in a span."""
    return [name for name in sentence.names_in(start, end) if name.kind in ACTOR_KINDS]


def named(name: Name, rule: str) -> Role:
    """Return a role filled by a name."""
    return Role(name.name, name.start, name.end, rule)
