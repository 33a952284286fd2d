"""From offsets of the text a reader sees to offsets of the source: asked for every row, so it may be compiled."""

from __future__ import annotations

from bisect import bisect_right

Pieces = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Where the pieces of a text start in it, and where each starts and ends in the source."""


def translated(pieces: Pieces, length: int, start: int, end: int) -> tuple[int, int]:
    """Translate a non-empty span of a text of that length to the span of the source that holds it, markup between included.

    >>> translated(((0, 2), (5, 9), (7, 14)), 4, 1, 3)  # the last two characters stand for one entity
    (6, 14)
    """
    starts = pieces[0]
    return _one(pieces, length, bisect_right(starts, start) - 1, start), _one(
        pieces, length, bisect_right(starts, end - 1) - 1, end - 1, True
    )


def _one(pieces: Pieces, length: int, piece: int, at: int, after: bool = False) -> int:
    starts, sources, ends = pieces
    first, source, stop = starts[piece], sources[piece], ends[piece]
    following = starts[piece + 1] if piece + 1 < len(starts) else length
    if stop - source != following - first:  # an entity: all or nothing
        return stop if after else source
    return source + (at - first) + (1 if after else 0)
