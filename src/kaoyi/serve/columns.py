"""When everything happens, as columns of numbers held in memory: any window of any record is counted in milliseconds.

Four bytes for a day, so a million statements take some twelve megabytes; made once for each state of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
OPEN = date.max.toordinal()
_BITS = 22  # enough for every day of the calendar


class Stretch(Struct, frozen=True):
    """Statements of one lane in one stretch: its first day and the day after its last (``OPEN``: nobody tells the end)."""

    lane: str
    first: int
    after: int
    statements: int


class Columns:
    """Statements by lane: the number of the lane's name, the first day and the last (``OPEN`` where nobody tells)."""

    def __init__(self, rows: Iterable[tuple[str, str, str | None]]) -> None:
        day = cache(lambda words: date.fromisoformat(words).toordinal())
        names: dict[str, int] = {}
        lanes, first, last = [], [], []
        for name, since, until in rows:
            lanes.append(names.setdefault(name, len(names)))
            first.append(day(since))
            last.append(day(until) if until else OPEN)
        self.names = list(names)
        self.numbers = names
        self.lane: Numbers = np.array(lanes, dtype=np.int64)
        self.first: Numbers = np.array(first, dtype=np.int64)
        self.last: Numbers = np.array(last, dtype=np.int64)

    def busiest(self, since: int, until: int, limit: int) -> list[str]:
        """Return the lanes with most in them between two days."""
        counted = np.bincount(self.lane[self._touching(since, until)], minlength=len(self.names))
        ranked = sorted(np.flatnonzero(counted), key=lambda number: (-counted[number], self.names[number]))
        return [self.names[number] for number in ranked[:limit]]

    def certain(self, since: int, until: int, lanes: list[str], width: int) -> Iterator[Stretch]:
        """Yield each stretch of ``width`` days that holds known days of these lanes."""
        within = (self.first == self.last) & (self.first >= since) & (self.first <= until)
        lane, first = self.lane[within], self.first[within]
        keys = lane << _BITS | (first - since) // width
        found, counts = np.unique(keys, return_counts=True)
        wanted = {self.numbers[name] for name in lanes if name in self.numbers}
        for key, count in zip(found.tolist(), counts.tolist(), strict=True):
            number, slot = key >> _BITS, key & (1 << _BITS) - 1
            if number in wanted:
                begin = since + slot * width
                yield Stretch(self.names[number], begin, begin + width, count)

    def uncertain(self, since: int, until: int, lanes: list[str]) -> Iterator[Stretch]:
        """Yield the months, years and other stretches that touch the window, with how many statements tell of each."""
        wanted = [self.numbers[name] for name in lanes if name in self.numbers]
        within = self._touching(since, until) & (self.first != self.last) & np.isin(self.lane, wanted)
        keys = self.lane[within] << 2 * _BITS | self.first[within] << _BITS | self.last[within]
        mask = (1 << _BITS) - 1
        for key, count in zip(*(column.tolist() for column in np.unique(keys, return_counts=True)), strict=True):
            first, last = key >> _BITS & mask, key & mask
            yield Stretch(self.names[key >> 2 * _BITS], first, OPEN if last == OPEN else last + 1, count)

    def _touching(self, since: int, until: int) -> NDArray[np.bool_]:
        """Statements that may lie in a window; one without an end only where it begins, as in every list."""
        ended = np.where(self.last == OPEN, self.first, self.last)
        touching: NDArray[np.bool_] = (self.first <= until) & (ended >= since)
        return touching
