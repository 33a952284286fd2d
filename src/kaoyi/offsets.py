"""Looking up offsets, asked for at every row and word, so it may be compiled: among sorted places, and from text to source."""

from __future__ import annotations

Pieces = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Where the pieces of a text start in it, and where each starts and ends in the source."""


def first_from(places: tuple[int, ...], at: int) -> int:
    """Return the index of the first of sorted places that is not before `at`: bisect_left on compiled ints, at a fifth of its work.

    >>> first_from((2, 5, 9), 5), first_from((2, 5, 9), 10)
    (1, 3)
    """
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) >> 1
        if places[middle] < at:
            low = middle + 1
        else:
            high = middle
    return low


def translated(pieces: Pieces, length: int, start: int, end: int) -> tuple[int, int]:
    """Translate a non-empty span of a text of that length to the span of the source that holds it, markup between included.

    >>> translated(((0, 2), (5, 9), (7, 14)), 4, 1, 3)  # the last two characters stand for one entity
    (6, 14)
    """
    starts = pieces[0]
    return _one(pieces, length, first_from(starts, start + 1) - 1, start), _one(
        pieces, length, first_from(starts, end) - 1, end - 1, True
    )


def _one(pieces: Pieces, length: int, piece: int, at: int, after: bool = False) -> int:
    starts, sources, ends = pieces
    first, source, stop = starts[piece], sources[piece], ends[piece]
    following = starts[piece + 1] if piece + 1 < len(starts) else length
    if stop - source != following - first:  # an entity: all or nothing
        return stop if after else source
    return source + (at - first) + (1 if after else 0)
