"""Festivals to days: fixed, by weekday, lunar, solar term, Easter, Islamic and Hebrew. Rules stand in festivals.csv."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from kaoyi.mentions import time_moon as moon

Span = tuple[date, date]


@lru_cache(maxsize=4096)
def days(rule: str, year: int) -> Span | None:
    """The first and last day of a festival in a Gregorian year, or None when it has none.

    >>> days("easter -2", 2013)
    (datetime.date(2013, 3, 29), datetime.date(2013, 3, 29))
    """
    kind, *numbers = rule.split()
    try:
        return _RULES[kind](numbers, year)
    except (ValueError, OverflowError):
        return None


def nearest(rule: str, today: date | None, ahead: int | None) -> Span | None:
    """The festival's days nearest to today: the coming ones within ``ahead`` days, else the last; None: the coming ones."""
    if today is None:
        return None
    spans = [span for year in range(today.year - 1, today.year + 2) if (span := days(rule, year))]
    coming = [span for span in spans if span[1] >= today]
    past = [span for span in spans if span[1] < today]
    if coming and (ahead is None or (coming[0][0] - today).days <= ahead):
        return coming[0]
    return past[-1] if past else None


def _fixed(numbers: list[str], year: int) -> Span:
    first, last = numbers[0], numbers[-1]
    return date(year, *_pair(first)), date(year, *_pair(last))


def _pair(word: str) -> tuple[int, int]:
    month, day = word.split("-")
    return int(month), int(day)


def _weekday(numbers: list[str], year: int) -> Span:
    """``nth 5 2 7``: the second Sunday of May; a fourth number moves the day; 第 5 counts from the end as -1."""
    month, count, weekday = (int(number) for number in numbers[:3])
    first = date(year, month, 1)
    if count > 0:
        day = first + timedelta((weekday - 1 - first.weekday()) % 7 + 7 * (count - 1))
    else:
        after = date(year + month // 12, month % 12 + 1, 1)
        day = after - timedelta((after.weekday() - weekday) % 7 + 1)
    day += timedelta(int(numbers[3])) if len(numbers) > 3 else timedelta(0)
    return day, day + timedelta(int(numbers[4]) - 1 if len(numbers) > 4 else 0)


def _easter(numbers: list[str], year: int) -> Span:
    sunday = easter(year)
    return sunday + timedelta(int(numbers[0])), sunday + timedelta(int(numbers[-1]))


def _orthodox(numbers: list[str], year: int) -> Span:
    sunday = orthodox_easter(year)
    return sunday + timedelta(int(numbers[0])), sunday + timedelta(int(numbers[-1]))


def easter(year: int) -> date:
    """Easter Sunday of the western churches (Meeus, Astronomical Algorithms, ch. 8)."""
    golden, century, rest = year % 19, year // 100, year % 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches, as a Gregorian date (Meeus)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)


def _lunar(numbers: list[str], year: int) -> Span | None:
    month, day = _pair(numbers[0])
    found = lunar_day(year, month, day)
    return (found, found + timedelta(int(numbers[1]) - 1 if len(numbers) > 1 else 0)) if found else None


def _eve(numbers: list[str], year: int) -> Span | None:
    new_year = lunar_day(year, 1, 1)
    return (new_year - timedelta(1), new_year - timedelta(1)) if new_year else None


def _term(numbers: list[str], year: int) -> Span | None:
    day = _almanac(year).terms.get(numbers[0])
    return (day, day) if day else None


@lru_cache(maxsize=4096)
def lunar_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of a day of the Chinese calendar; a negative month is a leap month.

    >>> lunar_day(2012, 1, 15)
    datetime.date(2012, 2, 6)
    """
    from lunar_python import Lunar

    if year > _REFORM:
        first, days = _almanac(year).months.get(month, (None, 0))
        return first + timedelta(day - 1) if first and 0 < day <= days else None
    try:
        solar = Lunar.fromYmd(year, month, day).getSolar()
    except Exception:  # the library raises bare Exception for a day its calendar lacks
        return None
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


_REFORM: Final = 1600  # from here on the days of the Western calendar follow each other without a gap


class _Almanac(NamedTuple):
    """A year of the Chinese calendar: its months, each with its first day and length, and the solar terms of the Western year."""

    months: dict[int, tuple[date, int]]
    terms: dict[str, date]


@lru_cache(maxsize=1024)
def _almanac(year: int) -> _Almanac:
    """Everything asked of one year: the library works out a whole year for each question, so it is asked once."""
    from lunar_python import Lunar, LunarYear, Solar

    told = LunarYear.fromYear(year)
    months, terms = dict[int, tuple[date, int]](), dict[str, date]()
    for month in told.getMonthsInYear():
        months.setdefault(month.getMonth(), (_day(month.getFirstJulianDay()), month.getDayCount()))
    # The terms begin before the winter solstice of the year before; those that come round again have other names there.
    for at, julian in enumerate(told.getJieQiJulianDays()):
        if Solar.fromJulianDay(julian).getYear() == year:
            terms.setdefault(Lunar.JIE_QI_IN_USE[(at - 1) % 24 + 1], _day(julian))
    return _Almanac(months, terms)


def _day(julian: float) -> date:
    from lunar_python import Solar

    found = Solar.fromJulianDay(julian)
    return date(found.getYear(), found.getMonth(), found.getDay())


def lunar_month(year: int, month: int) -> Span | None:
    """First and last day of a month of the Chinese calendar; a negative month is a leap month."""
    first = lunar_day(year, month, 1)
    if first is None:
        return None
    return first, lunar_day(year, month, 30) or first + timedelta(28)


def _islamic(numbers: list[str], year: int) -> Span | None:
    month, day = _pair(numbers[0])
    for candidate in range((year - 622) * 33 // 32 - 1, (year - 622) * 33 // 32 + 3):
        found = _new_moon_near(moon.islamic(candidate, month, 1)) + timedelta(day)
        if found.year == year:
            first = found + timedelta(int(numbers[2]) if len(numbers) > 2 else 0)
            return first, first + timedelta(int(numbers[1]) - 1 if len(numbers) > 1 else 0)
    return None


def _new_moon_near(day: date) -> date:
    """The day of the new moon nearest to a day; the Islamic month begins on the evening after it, so its first day is the next."""
    months = [month for year in (day.year - 1, day.year) for month in _almanac(year).months.values()]
    first, days = max(month for month in months if month[0] <= day)
    return first if (day - first).days < 15 else first + timedelta(days)


def _hebrew(numbers: list[str], year: int) -> Span | None:
    month, day = _pair(numbers[0])
    for candidate in (year + 3760, year + 3761):
        found = moon.hebrew(candidate, month, day)
        if found.year == year:
            # A feast of several days is said from the evening it begins.
            first = found + timedelta(int(numbers[2]) if len(numbers) > 2 else 0)
            return first, found + timedelta(int(numbers[1]) - 1 if len(numbers) > 1 else 0)
    return None


_RULES: Final = {
    "fixed": _fixed,
    "nth": _weekday,
    "easter": _easter,
    "orthodox": _orthodox,
    "lunar": _lunar,
    "eve": _eve,
    "term": _term,
    "islamic": _islamic,
    "hebrew": _hebrew,
}
