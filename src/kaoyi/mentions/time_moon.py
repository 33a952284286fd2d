"""The Islamic and Hebrew calendars, by arithmetic (Dershowitz and Reingold, Calendrical Calculations)."""

from __future__ import annotations

from datetime import date


def islamic(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the tabular Islamic calendar; sighting may move it by a day.

    >>> islamic(1434, 10, 1)
    datetime.date(2013, 8, 8)
    """
    ordinal = 227014 + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day
    return date.fromordinal(ordinal)


def hebrew(year: int, month: int, day: int) -> date:
    """The Gregorian day of a day of the Hebrew calendar; months are counted from Nisan (1), Tishri is 7.

    >>> hebrew(5774, 7, 10)
    datetime.date(2013, 9, 14)
    """
    start = _hebrew_new_year(year)
    months = 13 if _leap(year) else 12
    before = range(7, month) if month >= 7 else [*range(7, months + 1), *range(1, month)]
    return date.fromordinal(start + sum(_month_length(year, m) for m in before) + day - 1)


def _leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + (3 * (days + 1) % 7 < 3)


def _hebrew_new_year(year: int) -> int:
    before, this, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return -1373427 + this + delay


def _month_length(year: int, month: int) -> int:
    length = _hebrew_new_year(year + 1) - _hebrew_new_year(year)
    if month in (2, 4, 6, 10, 13) or (month == 12 and not _leap(year)):
        return 29
    if month == 8 and length % 10 != 5:
        return 29
    if month == 9 and length % 10 == 3:
        return 29
    return 30
