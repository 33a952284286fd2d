"""Arithmetic that the text itself puts together, checked: sums, parts, weekdays, durations, counts, shares, anniversaries, units."""

from __future__ import annotations

from kaoyi.audits import calendar, counts, products, shares, sums, units
from kaoyi.audits.finding import Finding, row
from kaoyi.model import Audit, Claim, Document, Mentions

__all__ = ["audit"]


def audit(document: Document, mentions: Mentions, claims: tuple[Claim, ...] = ()) -> tuple[Audit, ...]:
    """Return the checked arithmetic of one document, in source order. Pure; a false alarm costs more than a miss."""
    rows = {found.id: found for found in (row(document, one) for one in _findings(document, mentions))}
    return tuple(sorted(rows.values(), key=lambda one: (one.spans[0], one.kind, one.id)))


def _findings(document: Document, mentions: Mentions) -> list[Finding]:
    text = document.folded
    return [
        *sums.find(text, mentions.quantities),
        *products.find(text, mentions.quantities),
        *calendar.weekdays(text, mentions.times),
        *calendar.durations(text, mentions.times),
        *calendar.anniversaries(text, mentions.times),
        *counts.find(text, mentions.names),
        *counts.abbreviated(text),
        *shares.find(text, mentions.quantities),
        *units.find(text, mentions.quantities, mentions.times),
    ]
