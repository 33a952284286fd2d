"""Document to mentions: the figures, times and names that stand in the text."""

from __future__ import annotations

from kaoyi.lexicon import Lexicon
from kaoyi.mentions import names, quantities, times
from kaoyi.model import Block, Document, Mentions, Quantity


def recognise(document: Document, lexicon: Lexicon) -> Mentions:
    """Return the figures, times and names of a document, in text offsets.

    Times come first: a number inside a date is no figure, a name inside one no name.
    """
    when = times.read(document)
    figures = quantities.find(document.folded, [(time.start, time.end) for time in when])
    inside = _within_blocks(figures, document.blocks)
    return Mentions(inside, when, names.find(document, lexicon, when, inside))


def _within_blocks(found: list[Quantity], blocks: tuple[Block, ...]) -> tuple[Quantity, ...]:
    """Drop what crosses the border of a block: two cells side by side are not one number."""
    kept: list[Quantity] = []
    position = 0
    for quantity in found:
        while position < len(blocks) and blocks[position].end <= quantity.start:
            position += 1
        if position < len(blocks) and blocks[position].start <= quantity.start and quantity.end <= blocks[position].end:
            kept.append(quantity)
    return tuple(kept)
