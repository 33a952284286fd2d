"""Arithmetic that the text itself puts together, checked: sums, parts, weekdays, durations, counts, shares, anniversaries, units."""

from __future__ import annotations

from collections.abc import Iterator

from kaoyi.audits import calendar, counts, products, shares, sums, units
from kaoyi.audits.finding import Finding, row
from kaoyi.model import Audit, Claim, Document, Mentions

__all__ = ["audit"]


def audit(document: Document, mentions: Mentions, claims: tuple[Claim, ...] = ()) -> tuple[Audit, ...]:
    """Return the checked arithmetic of one document, in source order. Pure; a false alarm costs more than a miss."""
    rows = {found.id: found for found in (row(document, one) for one in _findings(document, mentions))}
    return tuple(sorted(rows.values(), key=lambda one: (one.spans[0], one.kind, one.id)))


def _findings(document: Document, mentions: Mentions) -> Iterator[Finding]:
    text = document.folded
    yield from sums.find(text, mentions.quantities)
    yield from products.find(text, mentions.quantities)
    yield from calendar.weekdays(text, mentions.times)
    yield from calendar.durations(text, mentions.times)
    yield from calendar.anniversaries(text, mentions.times)
    yield from counts.find(text, mentions.names)
    yield from counts.abbreviated(text)
    yield from shares.find(text, mentions.quantities)
    yield from units.find(text, mentions.quantities, mentions.times)
