"""Text as the full-text index sees it: one token per character, either script, no letter case.

ASCII signs and white space stand as tokens too (as private characters, since the tokenizer would drop them),
so that words on either side of a comma or a line end never join: a document found holds the words as asked.
"""

from __future__ import annotations

import re
from functools import cache

import numpy
from numpy.typing import NDArray

from kaoyi.text import fold

_PRIVATE = 0xE000


@cache
def _signs() -> NDArray[numpy.uint32]:
    """Code point -> code point, for all of Unicode."""
    table = numpy.arange(0x110000, dtype="<u4")
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
    points = numpy.frombuffer(plain(folded).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    spaced = numpy.full(max(0, 2 * len(points) - 1), 0x20, dtype="<u4")
    spaced[::2] = _signs()[points]
    return spaced.tobytes().decode("utf-32-le")


_QUERY = re.compile(r'"([^"]+)"|(\S+)')


def asked(query: str) -> tuple[str, ...]:
    """Return the words of a query, folded; words in straight quotes stay together.

    >>> asked('韓戰 "Korean War"')
    ('韩战', 'korean war')
    """
    return tuple(plain(fold(quoted or bare)) for quoted, bare in _QUERY.findall(query))
