"""What the rules of happenings and relations look up in a document again and again, taken from its values once."""

from __future__ import annotations

from kaoyi.model import Document, Mentions, Name, Piece
from kaoyi.offsets import Pieces, first_from, translated


class Ground:
    """One document with its names and times.

    kinds, starts: those of its names, in their order
    """

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self.document = document
        self.text = document.folded
        self.blocks = document.blocks
        self.names = mentions.names
        self.times = mentions.times
        self.kinds = [name.kind for name in mentions.names]
        self.starts = tuple([name.start for name in mentions.names])
        self._raw = document.raw
        self._block_starts = tuple([block.start for block in document.blocks])
        self._pieces: Pieces = (
            document.text_starts,
            document.source_starts,
            document.source_ends,
        )

    def block_at(self, offset: int) -> int:
        """Return the number of the block that a text offset stands in."""
        return first_from(self._block_starts, offset + 1) - 1

    def names_between(self, start: int, end: int) -> list[Name]:
        """Return the names that begin in text[start:end]."""
        return list(self.names[first_from(self.starts, start) : first_from(self.starts, end)])

    def source(self, start: int, end: int) -> Piece:
        """Return the words of the source that text[start:end] stands for."""
        low, high = translated(self._pieces, len(self.text), start, end)
        return Piece(self._raw[low:high], low, high)
