"""What holds of every Document, whatever it was read from; tests and ``kaoyi verify`` ask here."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import Final

from kaoyi.model import Document

_WHITE: Final = " \t\r\n\f\v\u3000\xa0"


def broken_invariants(document: Document) -> tuple[str, ...]:
    """Return one sentence for everything that does not hold of this document; none when it is sound."""
    return (*_of_the_map(document), *_of_the_pieces(document), *_of_the_blocks(document), *_of_the_rest(document))


def _of_the_map(document: Document) -> Iterator[str]:
    starts, firsts, lasts = document.text_starts, document.source_starts, document.source_ends
    if not len(starts) == len(firsts) == len(lasts):
        yield "the three columns of the offset map differ in length"
    if starts and starts[0] != 0:
        yield "the offset map does not begin at 0"
    if any(b <= a for a, b in pairwise((*starts, len(document.text)))):
        yield "a piece of text is empty or out of order"
    if any(first > last for first, last in zip(firsts, lasts, strict=False)):
        yield "a piece of source ends before it begins"
    if any(b < a for a, b in zip(lasts, firsts[1:], strict=False)):
        yield "two pieces of source overlap or are out of order"
    if firsts and not 0 <= firsts[0] <= lasts[-1] <= len(document.raw):
        yield "a piece of source lies outside the file"
    if len(document.folded) != len(document.text):
        yield "the folded text differs in length"


def _of_the_pieces(document: Document) -> Iterator[str]:
    raw, text = document.raw, document.text
    ends = (*document.text_starts[1:], len(text))
    for a, b, first, last in zip(
        document.text_starts, ends, document.source_starts, document.source_ends, strict=False
    ):
        seen, written = text[a:b], raw[first:last]
        if seen == written or (seen == "\n" and first == last):
            continue
        if seen == " " and written.isspace():
            continue
        if not written.startswith("&") or seen not in (unescape(written), unescape(unescape(written)), " "):
            yield f"text {a}..{b} says {seen!r} where the source has {written!r}"


def _of_the_blocks(document: Document) -> Iterator[str]:
    text = document.text
    if "\n".join(text[block.start : block.end] for block in document.blocks) != text:
        yield "the text is not its blocks joined by line ends"
    spans = {(block.start, block.end) for block in document.blocks}
    for block in document.blocks:
        words = text[block.start : block.end]
        if not words or words[0] in _WHITE or words[-1] in _WHITE or "\n" in words:
            yield f"block {block.start}..{block.end} is empty, untrimmed, or more than one line"
        if any(not 0 <= a < b < block.start for a, b in block.heads) or (block.kind == "cell") != (block.table >= 0):
            yield f"block {block.start}..{block.end} has impossible heads or no place in a table"
    if len(spans) != len(document.blocks):
        yield "two blocks are the same"


def _of_the_rest(document: Document) -> Iterator[str]:
    size = len(document.text)
    if any(not 0 <= link.start < link.end <= size for link in document.links):
        yield "a link lies outside the text"
    if any(not 0 <= mark.at <= size for mark in document.note_marks):
        yield "a note mark lies outside the text"
    if any(not 0 <= left.start < left.end <= len(document.raw) for left in document.left_out):
        yield "something left out lies outside the file"
