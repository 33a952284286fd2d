"""Document to mentions: the figures, times and names that stand in the text."""

from __future__ import annotations

from collections.abc import Sequence

from kaoyi.lexicon import Lexicon
from kaoyi.mentions import names, quantities, times
from kaoyi.model import Block, Document, Mentions, Quantity, Time


def recognise(document: Document, lexicon: Lexicon) -> Mentions:
    """Return the figures, times and names of a document, in text offsets."""
    return recognise_all([document], lexicon)[0]


def recognise_all(documents: Sequence[Document], lexicon: Lexicon) -> list[Mentions]:
    """Return the mentions of each document.

    Times come first: a number inside a date is no figure, a name inside one no name.
    """
    dated = [times.read(document, lexicon) for document in documents]
    counted = [_figures(document, when, lexicon) for document, when in zip(documents, dated, strict=True)]
    return [
        Mentions(figures, when, names.find(document, lexicon, when, figures))
        for document, when, figures in zip(documents, dated, counted, strict=True)
    ]


def _figures(document: Document, when: tuple[Time, ...], lexicon: Lexicon) -> tuple[Quantity, ...]:
    figures = quantities.find(document.folded, [(time.start, time.end) for time in when], lexicon)
    return _within_blocks(figures, document.blocks)


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
