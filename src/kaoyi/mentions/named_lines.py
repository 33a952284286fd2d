"""Names in a single line of text: for `recognise names`, and for checking the lexicon's own examples."""

from __future__ import annotations

from kaoyi.lexicon import Lexicon
from kaoyi.mentions import names
from kaoyi.model import Block, Document, Name
from kaoyi.text import fold


def read_line(text: str, lexicon: Lexicon) -> tuple[Name, ...]:
    """Return the names of one line, offsets counting from its start."""
    return names.find(_line(text), lexicon)


def spans(text: str, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """(start, end, canonical name) of each name of one line."""
    return [(name.start, name.end, name.name) for name in read_line(text, lexicon)]


def _line(text: str) -> Document:
    whole = (Block("paragraph", 0, len(text)),)
    return Document("", "plain", "utf-8", "", text, text, fold(text), (0,), (0,), (len(text),), whole)
