"""Mentions as rows of the record: text offsets become source offsets, and every row gets its id."""

from __future__ import annotations

from kaoyi.model import Document, Mentions, NameRow, TimeRow
from kaoyi.text import identity
from kaoyi.version import VERSION


def time_rows(document: Document, found: Mentions) -> tuple[TimeRow, ...]:
    """Return one row per time expression, in source offsets."""
    rows = []
    for time in found.times:
        start, end = document.source(time.start, time.end)
        key = identity("time", document.name, document.sha256, start, end)
        words = document.raw[start:end]
        rows.append(
            TimeRow(key, document.name, start, end, words, time.edtf, time.kind, time.rule, time.chain, VERSION)
        )
    return tuple(rows)


def name_rows(document: Document, found: Mentions) -> tuple[NameRow, ...]:
    """Return one row per named thing, in source offsets."""
    rows = []
    for name in found.names:
        start, end = document.source(name.start, name.end)
        key = identity("name", document.name, document.sha256, start, end)
        words = document.raw[start:end]
        rows.append(
            NameRow(
                key, document.name, start, end, words, name.id, name.name, name.kind, name.owner, name.rule, VERSION
            )
        )
    return tuple(rows)
