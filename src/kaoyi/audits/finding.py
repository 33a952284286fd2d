"""One piece of arithmetic found in a text, before it becomes a row of the record."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from kaoyi.mentions.reach import Figure, stretch
from kaoyi.model import Audit, Document, Exact, Quantity
from kaoyi.text import identity
from kaoyi.version import VERSION

Number = int | float | str


class Finding(NamedTuple):
    """Spans are text offsets of the words the arithmetic stands in; parts, total and computed as they are shown."""

    kind: str
    parts: tuple[Number, ...]
    total: Number | None
    computed: Number | None
    difference: int | float | None
    verdict: str
    why: str
    spans: tuple[tuple[int, int], ...]


def row(document: Document, found: Finding) -> Audit:
    """Make the record's row: source offsets, verbatim quotes."""
    spans = tuple(document.source(start, end) for start, end in found.spans)
    quotes = tuple(document.raw[start:end] for start, end in spans)
    key = identity("audit", document.name, document.sha256, found.kind, *(str(span) for span in spans), found.why)
    return Audit(key, document=document.name, quotes=quotes, tool=VERSION, **(found._asdict() | {"spans": spans}))


def figure(text: str, quantity: Quantity) -> Figure:
    """The quantity with its words."""
    return Figure(quantity.low, quantity.high, quantity.approx, text[quantity.start : quantity.end])


def exact(quantity: Quantity) -> bool:
    """Whether the words give one number and no hedge."""
    return quantity.low is not None and quantity.low == quantity.high and not quantity.approx


def shown(text: str, quantity: Quantity) -> Number:
    """The number, or the words of a figure that is not one number."""
    return plain(quantity.low) if exact(quantity) and quantity.low is not None else text[quantity.start : quantity.end]


def plain(number: Exact) -> int | float:
    """An exact number as JSON can hold it."""
    return number if isinstance(number, int) else (int(number) if number.denominator == 1 else float(number))


def added(text: str, parts: Sequence[Quantity]) -> tuple[Fraction, Fraction]:
    """The least and the most the parts can come to."""
    reaches = [stretch(figure(text, part)) for part in parts]
    return sum((Fraction(low) for low, _ in reaches), Fraction(0)), sum(
        (Fraction(high) for _, high in reaches), Fraction(0)
    )
