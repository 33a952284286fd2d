"""A document's text cut into segments that carry their marks, so that overlapping marks stay readable.

Marks come in source offsets (as the record keeps them) and are laid over the text a reader sees. Nothing of the source's
own markup is ever put on a page: the page is built from these segments alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from kaoyi.model import Block, Document


class Mark(Struct, frozen=True):
    """A marked stretch: source offsets, its class ("fig", "fig disputed", "time", "name") and the row it belongs to."""

    start: int
    end: int
    kind: str
    row: str
    title: str = ""


Rows = list[tuple[int, int, Mark]]
"""Marks laid over the text: (text start, text end, mark), sorted."""


class Segment(Struct, frozen=True):
    """A run of text under one set of marks; `start`, `end` are source offsets, for citable links."""

    text: str
    start: int
    end: int
    marks: tuple[Mark, ...]


def text_offset(document: Document, source: int) -> int:
    """Return the text offset of a source offset; one inside left-out markup is that of the next character shown."""
    piece = bisect_right(document.source_starts, source) - 1
    if piece < 0:
        return 0
    start, width = document.text_starts[piece], document.source_ends[piece] - document.source_starts[piece]
    following = document.text_starts[piece + 1] if piece + 1 < len(document.text_starts) else len(document.text)
    inside = source - document.source_starts[piece]
    if inside >= width:
        return following
    return start + (inside if width == following - start else 0)


def laid(document: Document, marks: Iterable[Mark]) -> Rows:
    """Return the marks as (text start, text end, mark), sorted, empty ones dropped."""
    rows = ((text_offset(document, mark.start), text_offset(document, mark.end), mark) for mark in marks)
    return sorted((row for row in rows if row[1] > row[0]), key=lambda row: (row[0], -row[1], row[2].row))


def segments(document: Document, block: Block, rows: Rows) -> Iterator[Segment]:
    """Yield a block's segments in order; together they are the block's whole text.

    A segment never crosses a place where the source has markup between two characters: counted from its start, every
    code point of its text stands at the same distance in the source (or the whole stands for an entity).
    """
    inside = [row for row in rows if row[0] < block.end and row[1] > block.start]
    starts = document.text_starts
    cuts = {block.start, block.end, *starts[bisect_right(starts, block.start) : bisect_right(starts, block.end - 1)]}
    cuts.update(min(max(offset, block.start), block.end) for row in inside for offset in row[:2])
    at = 0
    held: list[tuple[int, Mark]] = []
    for start, end in pairwise(sorted(cuts)):
        while at < len(inside) and inside[at][0] <= start:
            held.append((inside[at][1], inside[at][2]))
            at += 1
        held = [one for one in held if one[0] > start]
        yield Segment(document.text[start:end], *document.source(start, end), tuple(mark for _, mark in held))


def blocks_with(rows: Rows, blocks: tuple[Block, ...]) -> list[Rows]:
    """Return, for each block, the marks that touch it: one walk over both, since both are sorted."""
    out: list[Rows] = []
    waiting = list(reversed(rows))
    open_rows: Rows = []
    for block in blocks:
        while waiting and waiting[-1][0] < block.end:
            open_rows.append(waiting.pop())
        open_rows = [row for row in open_rows if row[1] > block.start]
        out.append(list(open_rows))
    return out
