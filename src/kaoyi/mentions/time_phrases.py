"""Phrases of time: tokens that stand together, said as one value that is not yet resolved.

A phrase knows what its words say (去年, 8月, 下旬) and not yet which year that is: ``time_resolution`` decides.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

Relative = tuple[str, int]  # ("abs", 1953) ("two", 53) ("reference", -1) ("anchor", 0) ("line", 0) ("cyclic", 30)


class Phrase:
    """What one expression of time says; class values are the defaults, so that starting one is cheap.

    ``rank`` is how fine it is so far: era 0, year 1, month 2, day 3 ... second 8."""

    rank: int = 0
    era: tuple[int, int | None] | None = None
    before_christ: bool = False
    calendar: str = ""
    year: Relative | None = None
    last_year: Relative | None = None
    part: tuple[str, Any] | None = None  # of the year: early mid late half quarter season months nth
    month: Relative | None = None
    last_month: int | None = None
    tenday: str = ""  # of the month: 上旬 中旬 下旬 初 末 ..., or "2 0" for the second Monday
    day: Relative | None = None
    last_day: int | None = None
    week: tuple[Any, int] | None = None  # (shift, weekday); weekday -1 is the whole week, 7 the weekend
    festival: str = ""
    decade: int | None = None
    century: Relative | None = None
    daypart: str = ""
    hour: int | None = None
    last_hour: int | None = None
    minute: int | None = None
    second: int | None = None
    lengths: tuple[tuple[str, Fraction], ...] = ()
    last_length: Fraction | None = None
    direction: str = ""  # of a length: before after past next since
    every: str = ""  # an ISO duration, or "" with rank for 每年10月1日
    until: bool = False
    approx: bool = False
    loose: bool = False
    unsure: bool = False  # stands only if what is beside it says it is a time
    word: str = ""

    def __init__(self, start: int, end: int, rank: int = 0) -> None:
        self.start = start
        self.end = end
        if rank:
            self.rank = rank
