"""What a figure may count, and the reading of one that does."""

from __future__ import annotations

from typing import Final

from kaoyi.claims.frames import Sense, Trigger
from kaoyi.model import Exact, Leaf, Quantity

_WEAPONS: Final = frozenset(["aircraft", "tank", "vehicle", "ship", "gun", "small_arm", "missile"])
_AMMUNITION: Final = frozenset(["round", "bomb", "missile"])
_OTHER_THINGS: Final = frozenset(["building", "item", "animal"])
_UNCOUNTED: Final = frozenset("个处种项条批份户家所间天年")
_CASES: Final = frozenset("宗例")
_HURT: Final = frozenset(("killed", "wounded", "casualties"))
_LOST: Final = _HURT | frozenset(("losses", "captured", "missing", "surrendered"))


class Reading(Leaf, frozen=True, gc=False):
    """What one figure counts.

    trigger: the word that says so; before: it stands before the figure; passive: 被 governs it
    lead: the reading of the same sentence whose word, and by default whose subject, this one shares
    """

    figure: Quantity
    kind: str
    measure: str
    trigger: Trigger | None
    before: bool
    rule: str
    passive: bool = False
    lead: Reading | None = None


def kinds_of(figure: Quantity) -> tuple[str, ...]:
    """Which kinds of things a figure may count, likeliest first."""
    if figure.counter == "具":  # bodies, and mortars and radios among other spoils
        return ("people", "things")
    unit = figure.unit
    if (
        unit == "person"
        or (unit is None and not figure.counter)
        or (unit == "incident" and figure.counter[:1] in _CASES)
    ):
        return ("people",)
    if unit in _AMMUNITION:
        return ("ammunition", "things")
    if unit in _WEAPONS or (unit in _OTHER_THINGS and (figure.noun or figure.counter not in _UNCOUNTED)):
        return ("things",)
    return ()


class Option(Leaf, frozen=True, gc=False):
    """A word that may say what a figure counts. gap: the words between, names, times and brackets left out."""

    figure: Quantity
    kind: str
    trigger: Trigger
    sense: Sense
    before: bool
    gap: str


def amount_of(figure: Quantity) -> Exact:
    """The least a figure says, or the most if it says no least."""
    return figure.low if figure.low is not None else figure.high or 0


def union(measures: list[str]) -> str | None:
    """Return the measure that holds all of these, if there is one.

    >>> union(["killed", "wounded"]), union(["killed", "missing"]), union(["killed", "seized"])
    ('casualties', 'losses', None)
    """
    kinds = frozenset(measures)
    if len(kinds) == 1:
        return measures[0]
    if kinds <= _HURT:
        return "casualties"
    return "losses" if kinds <= _LOST else None
