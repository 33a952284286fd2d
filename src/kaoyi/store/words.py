"""Text as the full-text index sees it: one token per character, either script, no letter case.

ASCII signs and white space stand as tokens too (as private characters, since the tokenizer would drop them),
so that words on either side of a comma or a line end never join: a document found holds the words as asked.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import numpy

from kaoyi.text import fold

_PRIVATE: Final = 0xE000
_CASED: Final = 0x20000  # from here on no letter has a case


@cache
def _token_of():  # type: ignore[no-untyped-def]
    """Code point -> code point of its token, for all of Unicode, as an array."""
    table = numpy.arange(0x110000, dtype="<u4")
    lower = "".join(map(chr, range(_CASED))).replace("İ", "?").lower()  # İ has no lower case of one letter
    table[:_CASED] = numpy.frombuffer(lower.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    table[ord("İ")] = ord("İ")
    for point in range(0x80):
        if not chr(point).isalnum():
            table[point] = _PRIVATE + point
    table[0xD800:0xE000] = 0xFFFD
    return table


def plain(folded: str) -> str:
    """Return folded text in lower case, the same length.

    >>> plain("Hong Kong İ")
    'hong kong İ'
    """
    lower = folded.lower()
    if len(lower) == len(folded):
        return lower
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in folded)


def tokens(folded: str) -> str:
    """Return folded text as the index stores it: its characters with spaces between."""
    if "Σ" in folded:  # the one letter whose lower case depends on its neighbours
        folded = plain(folded)
    points = numpy.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    spaced = numpy.full(max(0, 2 * len(points) - 1), 0x20, dtype="<u4")
    spaced[::2] = _token_of()[points]
    spelt: str = spaced.tobytes().decode("utf-32-le")
    return spelt


_QUERY: Final = re.compile(r'"([^"]+)"|(\S+)')


def asked(query: str) -> tuple[str, ...]:
    """Return the words of a query, folded; words in straight quotes stay together.

    >>> asked('韓戰 "Korean War"')
    ('韩战', 'korean war')
    """
    return tuple(plain(fold(quoted or bare)) for quoted, bare in _QUERY.findall(query))
