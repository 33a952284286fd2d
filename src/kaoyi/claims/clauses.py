"""A sentence as the figures' rules see it: its figures, words of the table, names and times in order, and its cuts.

All offsets are text offsets; all matching is on the folded text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from msgspec import Struct

from kaoyi.claims.frames import Frames, Trigger
from kaoyi.model import Block, Document, Mentions, Name, Quantity, Time
from kaoyi.text import sentences

# Where a clause ends. Quotation marks end none: they stand around names as often as around speech.
CUTS = re.compile(r"[，,；;：:（）()。！？!?\n]|　")
_COUNTABLE_KINDS = frozenset(("cardinal", "range"))


class Sentence(Struct, frozen=True):
    """One sentence. cuts: offsets of the characters that part its clauses; block: the block it stands in."""

    text: str
    start: int
    end: int
    block: Block
    cuts: tuple[int, ...]
    figures: tuple[Quantity, ...]
    triggers: tuple[Trigger, ...]
    names: tuple[Name, ...]
    times: tuple[Time, ...]

    def clause(self, offset: int) -> tuple[int, int]:
        """Return the span of the clause an offset stands in, its cuts left out."""
        index = bisect_right(self.cuts, offset)
        start = self.cuts[index - 1] + 1 if index else self.start
        end = self.cuts[index] if index < len(self.cuts) else self.end
        return start, end

    def names_in(self, start: int, end: int) -> list[Name]:
        """Return the names that lie inside a span."""
        return [name for name in self.names if start <= name.start and name.end <= end]


def read(document: Document, mentions: Mentions, frames: Frames) -> Iterator[Sentence]:
    """Yield the sentences of a document that hold a figure and can hold a claim."""
    starts = [quantity.start for quantity in mentions.quantities]
    name_starts = [name.start for name in mentions.names]
    time_starts = [time.start for time in mentions.times]
    for block in document.blocks:
        if block.kind == "note" or not _some(starts, block.start, block.end):
            continue
        for start, end in sentences(document.folded, block.start, block.end):
            first, last = bisect_left(starts, start), bisect_left(starts, end)
            figures = tuple(q for q in mentions.quantities[first:last] if q.kind in _COUNTABLE_KINDS)
            if not figures:
                continue
            yield Sentence(
                document.folded,
                start,
                end,
                block,
                _cuts(document, figures, start, end),
                figures,
                tuple(_outside(frames.find(document.folded, start, end), figures)),
                mentions.names[bisect_left(name_starts, start) : bisect_left(name_starts, end)],
                mentions.times[bisect_left(time_starts, start) : bisect_left(time_starts, end)],
            )


def _some(starts: list[int], start: int, end: int) -> bool:
    index = bisect_left(starts, start)
    return index < len(starts) and starts[index] < end


def _cuts(document: Document, figures: tuple[Quantity, ...], start: int, end: int) -> tuple[int, ...]:
    """Where clauses part; a comma inside a figure parts nothing."""
    found = []
    for match in CUTS.finditer(document.text, start, end):
        at = match.start()
        if not any(figure.start <= at < figure.end for figure in figures):
            found.append(at)
    return tuple(found)


def _outside(triggers: list[Trigger], figures: tuple[Quantity, ...]) -> Iterator[Trigger]:
    """The triggers that are no part of a figure (a counter may look like a word of the table)."""
    spans = [(figure.start, figure.end) for figure in figures]
    for trigger in triggers:
        if not any(start < trigger.end and trigger.start < end for start, end in spans):
            yield trigger
