"""EDTF, the subset the record uses: read a string to its bounds as dates, compare, write.

Dates of day, month, year, decade (``195X``) and century (``19XX``) precision, seasons (21-24), days with a clock,
``~ ? %`` qualifiers, intervals with open (``..``) ends, sets (``{..}``, ``[..]``), unspecified digits.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

EARLIEST, LATEST = date.min, date.max
_MOMENT: Final = re.compile(
    r"[~?%]?([0-9X]{4})[~?%]?(?:-[~?%]?([0-9X]{2}|2[1-4])[~?%]?"
    r"(?:-[~?%]?([0-9X]{2})[~?%]?(?:T([0-9]{2})(?::([0-9]{2})(?::([0-9]{2}))?)?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?[~?%]?)?)?"
)
# Season codes 21-24 as first month and number of months; autumn and winter of the northern hemisphere.
_SEASONS = {21: (3, 3), 22: (6, 3), 23: (9, 3), 24: (12, 3), 25: (3, 3), 26: (6, 3), 27: (9, 3), 28: (12, 3)}
_SEASONS |= {33: (1, 3), 34: (4, 3), 35: (7, 3), 36: (10, 3), 40: (1, 6), 41: (7, 6)}


class Bounds(NamedTuple):
    """First and last day an EDTF string covers; ``None`` is an open end."""

    first: date | None
    last: date | None


@lru_cache(maxsize=65536)
def bounds(edtf: str | None) -> Bounds | None:
    """Return the days an EDTF date or interval covers, or None for durations, sets of rules and unreadable strings.

    >>> bounds("1950-10")
    Bounds(first=datetime.date(1950, 10, 1), last=datetime.date(1950, 10, 31))
    >>> bounds("1990/..")
    Bounds(first=datetime.date(1990, 1, 1), last=None)
    """
    if not edtf or edtf[0] in "PR":
        return None
    if edtf[0] in "{[":
        return _of_set(edtf)
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        low, high = _end(first), _end(last)
        if low is None or high is None:
            return None
        return Bounds(low.first if first not in ("", "..") else None, high.last if last not in ("", "..") else None)
    return _of_moment(edtf)


def _end(part: str) -> Bounds | None:
    return Bounds(None, None) if part in ("", "..") else _of_moment(part)


def _of_set(edtf: str) -> Bounds | None:
    spans = [bounds(part.replace("..", "/")) if ".." in part else bounds(part) for part in edtf[1:-1].split(",")]
    if not spans or any(span is None for span in spans):
        return None
    known = [span for span in spans if span]
    firsts, lasts = [s.first for s in known], [s.last for s in known]
    return Bounds(
        None if None in firsts else min(f for f in firsts if f), None if None in lasts else max(x for x in lasts if x)
    )


def _of_moment(edtf: str) -> Bounds | None:
    match = _MOMENT.fullmatch(edtf)
    if not match or match.group(1) == "XXXX":  # every year: a rule, not days
        return None
    year, month, day = match.group(1), match.group(2), match.group(3)
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if high == 0:
        return None
    low = max(low, 1)
    try:
        if month is None or month == "XX":
            return Bounds(date(low, 1, 1), date(high, 12, 31))
        if int(month) in _SEASONS:
            start, length = _SEASONS[int(month)]
            after = start + length - 1
            last_year, last_month = high + (after - 1) // 12, (after - 1) % 12 + 1
            return Bounds(date(low, start, 1), date(last_year, last_month, monthrange(last_year, last_month)[1]))
        if day is None or "X" in day:
            return Bounds(date(low, int(month), 1), date(high, int(month), monthrange(high, int(month))[1]))
        return Bounds(date(low, int(month), int(day)), date(high, int(month), int(day)))
    except (ValueError, OverflowError):
        return None


def overlaps(one: str | None, other: str | None) -> bool:
    """Whether two EDTF strings have a day in common; False when either cannot be read.

    >>> overlaps("1950-10", "1950-10-25")
    True
    """
    a, b = bounds(one), bounds(other)
    if a is None or b is None:
        return False
    return (a.first or EARLIEST) <= (b.last or LATEST) and (b.first or EARLIEST) <= (a.last or LATEST)


def contains(outer: str | None, inner: str | None) -> bool:
    """Whether every day of ``inner`` lies in ``outer``; False when either cannot be read.

    >>> contains("1950", "1950-10-25"), contains("1950-10-25", "1950")
    (True, False)
    """
    a, b = bounds(outer), bounds(inner)
    if a is None or b is None:
        return False
    return (a.first or EARLIEST) <= (b.first or EARLIEST) and (b.last or LATEST) <= (a.last or LATEST)


_GRAIN: Final = re.compile(r"[0-9X]{4}(?:-([0-9X]{2})(?:-([0-9X]{2})(?:(T))?)?)?")


def granularity(edtf: str | None) -> str | None:
    """Return moment, day, month, season, year, decade, century, interval, set or duration; None when unreadable.

    >>> granularity("1953-07-27T10:00"), granularity("195X"), granularity("P43D"), granularity("1950/1953")
    ('moment', 'decade', 'duration', 'interval')
    """
    if not edtf:
        return None
    if edtf[0] in "PR":
        return "duration" if edtf[0] == "P" else "set"
    if edtf[0] in "{[":
        return "set"
    if edtf.startswith("XXXX"):
        return "set"
    if re.fullmatch(r"-[0-9]{4}", edtf):  # before the common era: a year with no days a date can hold
        return "year"
    if bounds(edtf) is None:
        return None
    if "/" in edtf:
        return "interval"
    plain = re.sub("[~?%]", "", edtf)
    match = _GRAIN.match(plain)
    if match is None:
        return None
    month, day, clock = match.groups()
    if clock:
        return "moment"
    if day and "X" not in day:
        return "day"
    if month and month != "XX":
        return "season" if int(month) > 20 else "month"
    unknown = plain[:4].count("X")
    return {0: "year", 1: "decade", 2: "century"}.get(unknown, "interval")


def day_of(edtf: str | None) -> date | None:
    """Return the one day an EDTF string names, or None when it names more or less than a day."""
    span = bounds(edtf)
    return span.first if span and span.first == span.last else None


def moment(edtf: str | None) -> datetime | None:
    """Return the first moment of an EDTF date: midnight, or its clock time. None for open starts and durations."""
    span = bounds(edtf)
    if edtf is None or span is None or span.first is None:
        return None
    match = _MOMENT.match(edtf)
    hour, minute, second = (int(x) if x else 0 for x in match.groups()[3:]) if match else (0, 0, 0)
    return datetime(span.first.year, span.first.month, span.first.day) + timedelta(
        hours=hour, minutes=minute, seconds=second
    )


@lru_cache(maxsize=65536)
def write(year: int, month: int | None = None, day: int | None = None) -> str:
    """Write a date of year, month or day precision.

    >>> write(1950, 10)
    '1950-10'
    """
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def is_approximate(edtf: str | None) -> bool:
    """Whether the string says of itself that it is approximate or uncertain."""
    return edtf is not None and any(mark in edtf for mark in "~?%")
