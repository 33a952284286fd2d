"""Text as the rules see it: one script, sentences, clauses, and the only offset arithmetic outside Document.

Folding keeps the length, so a span found in the folded text is a span of the text.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from kaoyi.offsets import first_from

_FIRST_FOLDED: Final = 0x2E80  # below this no Chinese character stands
_LAST: Final = 0x10FFFF


@cache
def _fold_table() -> dict[int, int]:
    """Code point -> code point: traditional to simplified one by one, full-width letters and digits to half-width.

    Built from OpenCC's character dictionary; one character always becomes one character, which
    whole-phrase conversion does not promise (see docs/decisions).
    """
    from opencc import OpenCC

    points = [p for p in range(_FIRST_FOLDED, 0x2FA20) if not 0xAC00 <= p < 0xE000]
    simplified = OpenCC("t2s").convert("\n".join(map(chr, points))).split("\n")
    table = {p: ord(s) for p, s in zip(points, simplified, strict=True) if len(s) == 1 and ord(s) != p}
    table.update({p: p - 0xFEE0 for p in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))})
    table.update({ord("％"): ord("%"), ord("．"): ord("."), ord("－"): ord("-"), 0x3000: 0x20, 0xA0: 0x20})
    table.update({ord(pair[0]): ord(pair[1]) for pair in _VARIANTS})
    return table


# Forms of a character that papers print and OpenCC leaves alone: 巿民, 敍利亞, 滙率, 砲火.
_VARIANTS: Final = ("巿市", "敍叙", "滙汇", "畧略", "隣邻", "凖准", "郷乡", "閙闹", "鬪斗", "竝并", "砲炮", "抅构")


@cache
def _fold_array():  # type: ignore[no-untyped-def]
    import numpy

    array = numpy.arange(_LAST + 1, dtype=numpy.uint32)
    for source, target in _fold_table().items():
        array[source] = target
    return array


def fold(text: str) -> str:
    """Return the text in simplified script with half-width letters and digits, the same length.

    >>> fold("韓戰１２０萬人")
    '韩战120万人'
    """
    if len(text) < 200:
        return text.translate(_fold_table())
    import numpy

    points = numpy.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=numpy.uint32)
    # Every code point has its place in the array, so nothing is clipped; "clip" spares a pass that looks for those without.
    folded: str = _fold_array().take(points, mode="clip").tobytes().decode("utf-32-le", "surrogatepass")
    return folded


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence of text[start:end], blank ones left out.

    A sentence ends at 。！？ or a line end, with the closing quotes that follow.

    >>> list(sentences("甲。乙！"))
    [(0, 2), (2, 4)]
    """
    stop = len(text) if end is None else end
    ends = sentence_ends(text)
    for at in range(bisect_right(ends, start), len(ends)):
        border = ends[at] if ends[at] < stop else stop
        if border > start and not text[start:border].isspace():
            yield start, border
        start = border
        if start >= stop:
            return


_STOPS: Final = "。！？!?"
_CLOSING: Final = "」』”’）)"


@lru_cache(maxsize=256)  # several stages ask of the same document
def sentence_ends(text: str) -> tuple[int, ...]:
    """Return where the sentences of a text end, the last one at the end of the text.

    >>> sentence_ends("甲。乙！」丙")
    (2, 5, 6)
    """
    ends: list[int] = []
    length = len(text)
    end = 0
    for at in places_of(text, _STOPS + "\n"):
        if at < end:  # the second stop of a row
            continue
        end = at + 1
        if text[at] != "\n":
            while end < length and text[end] in _STOPS:
                end += 1
            while end < length and text[end] in _CLOSING:
                end += 1
        ends.append(end)
    if end < length or not ends:
        ends.append(length)
    return tuple(ends)


CLAUSE_MARKS: Final = "，；：。！？\n"


@lru_cache(maxsize=256)
def clause_ends(text: str) -> tuple[int, ...]:
    """Return where the marks that end a clause stand.

    >>> clause_ends("甲，乙；丙。")
    (1, 3, 5)
    """
    return tuple(places_of(text, CLAUSE_MARKS))


def places(text: str, word: str) -> list[int]:
    """Return every place of a word in a text: the fastest way to a few in much text."""
    found: list[int] = []
    at = text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + 1)
    return found


def places_of(text: str, marks: str, start: int = 0, end: int | None = None) -> list[int]:
    """Return every place of these marks in text[start:end], sorted: a tenth of the work of a regular expression that tests each character.

    >>> places_of("甲，乙。丙，", "。，")
    [1, 3, 5]
    """
    found: list[int] = []
    for mark in marks:
        at = text.find(mark, start, end)
        while at >= 0:
            found.append(at)
            at = text.find(mark, at + 1, end)
    found.sort()
    return found


def sentences_with(text: str, offsets: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """Return (start, end, first, last) of each sentence that holds some of the sorted offsets: offsets[first:last].

    >>> sentences_with("甲。乙！丙。", [2, 3, 5])
    [(2, 4, 0, 2), (4, 6, 2, 3)]
    """
    found: list[tuple[int, int, int, int]] = []
    ends, points = sentence_ends(text), tuple(offsets)
    first, count = 0, len(points)
    while first < count and points[first] < len(text):
        at = first_from(ends, points[first] + 1)
        last = first + 1
        while last < count and points[last] < ends[at]:
            last += 1
        found.append(((ends[at - 1] if at else 0), ends[at], first, last))
        first = last
    return found


def utf16_offset(text: str, offset: int) -> int:
    """Code-point offset to the UTF-16 offset a browser counts."""
    return offset + sum(1 for character in text[:offset] if character > "\uffff")


def code_point_offset(text: str, utf16: int) -> int:
    """UTF-16 offset, as a browser counts, to code-point offset."""
    seen = 0
    for position, character in enumerate(text):
        if seen >= utf16:
            return position
        seen += 2 if character > "\uffff" else 1
    return len(text)


def identity(*parts: str | int | None) -> str:
    """A stable id: a hash of what identifies a thing, never a clock or a counter.

    >>> identity("claim", "a.txt", 3) == identity("claim", "a.txt", 3)
    True
    """
    whole = "\x1f".join(["\x00" if part is None else str(part) for part in parts])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]
