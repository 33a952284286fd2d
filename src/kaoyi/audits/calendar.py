"""Dates that can be checked: a weekday beside a date, a duration beside its start and end, an anniversary."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from kaoyi.audits.finding import Finding
from kaoyi.mentions.edtf import bounds
from kaoyi.mentions.numerals import read
from kaoyi.model import Time
from kaoyi.text import places, sentences_with

_DAYS: Final = "一二三四五六日"
_WEEKDAY: Final = re.compile(r"[（(，,\s]{0,2}(?:星期|周|礼拜)([一二三四五六日天])(?![年岁报刊中期])[)）]?")
_FULL_DATE: Final = re.compile(r"月[^月]*[0-9一二三四五六七八九十]+[日号]")
_HAS_YEAR: Final = re.compile(r"[0-9〇零一二三四五六七八九]{4}年")
_LUNAR: Final = re.compile(r"农历|阴历|夏历|旧历|正月|腊月|初[一二三四五六七八九十]|除夕|年[一二三四五六七八九十]+\(")
_LASTED: Final = re.compile(
    r"[^，。；：、]{0,6}[，,（(]?(?:历时|为期|长达|持续|前后|一连|连续|历经)(?:了|共|约|达)?|[，,（(]?(?:合共|共计?)|[^，。；：、]{0,8}的"
)
_FROM_TO: Final = re.compile(r"[至到—–~～-]")
_VAGUE: Final = re.compile(r"[旬初底末中]|前后|左右|周|上半|下半")
_LENGTH: Final = re.compile(r"P([0-9]+)([DWMY])")
_HEDGED: Final = re.compile(r"约|近|余|多|几|左右|超过|逾|不足|不到|至少|大概|将近|数")
_JUBILEE: Final = re.compile(r"([0-9]{1,4}|[一二三四五六七八九十百]{1,5})周年")
_UNIT_DAYS: Final = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}


def weekdays(text: str, times: Sequence[Time]) -> list[Finding]:
    """1950年6月25日（星期日）: whether that day was a Sunday."""
    found = []
    for time in times:
        words = text[time.start : time.end]
        if "月" not in words or not _FULL_DATE.search(words):
            continue
        inside = _WEEKDAY.search(words)
        beside = None if inside else _WEEKDAY.match(text, time.end)
        named = inside or beside
        known = bounds(time.edtf) if named and not _LUNAR.search(words) else None
        if not named or not known or known.first != known.last or known.first is None:
            continue
        end = beside.end() if beside else time.end
        one = _weekday(known.first, named.group(1), bool(_HAS_YEAR.search(words)), (time.start, end))
        if one is not None:
            found.append(one)
    return found


def _weekday(day: date, named: str, year_told: bool, span: tuple[int, int]) -> Finding | None:
    said = 6 if named in "日天" else _DAYS.index(named)
    actual = _DAYS[day.weekday()]
    if said == day.weekday():
        why = f"{day.isoformat()} 是星期{actual}，相合"
        return Finding("weekday", (day.isoformat(),), f"星期{named}", f"星期{actual}", 0, "holds", why, (span,))
    if year_told or not _in_another_year(day, said):
        why = f"{day.isoformat()} 是星期{actual}，不是星期{named}"
        return Finding("weekday", (day.isoformat(),), f"星期{named}", f"星期{actual}", None, "fails", why, (span,))
    return None


def _in_another_year(day: date, said: int) -> bool:
    """Whether the weekday would be right in a near year: then the year was read wrongly, and nothing is shown."""
    for year in (*range(day.year - 8, day.year), *range(day.year + 1, day.year + 3)):
        try:
            if day.replace(year=year).weekday() == said:
                return True
        except ValueError:
            continue
    return False


def durations(text: str, times: Sequence[Time]) -> list[Finding]:
    """从8月18日到9月5日，历时19天: whether start and end are that far apart."""
    found = []
    for at, span in enumerate(times[:-1]):
        if span.kind != "interval":
            continue
        told = times[at + 1]
        length = _LENGTH.fullmatch(told.edtf or "")
        ends = (span.edtf or "").split("/")
        if not length or len(ends) != 2 or any(len(end) != 10 for end in ends):
            continue
        words, between = text[span.start : span.end], text[span.end : told.start]
        if (
            not _FROM_TO.search(words)
            or _VAGUE.search(words)
            or "月" not in _FROM_TO.split(words)[0]
            or not _LASTED.fullmatch(between)
        ):
            continue
        known = bounds(span.edtf)
        if known and known.first and known.last and known.first < known.last:
            found.append(_duration(text, (known.first, known.last), length, told, span))
    return found


def _duration(text: str, ends: tuple[date, date], length: re.Match[str], told: Time, span: Time) -> Finding:
    days = (ends[1] - ends[0]).days
    number, unit = int(length.group(1)), length.group(2)
    give = 1 if unit == "D" else 0.75
    near = days / _UNIT_DAYS[unit] - give <= number <= (days + 1) / _UNIT_DAYS[unit] + give
    words = text[told.start : told.end]
    hedged = bool(_HEDGED.search(text[max(0, told.start - 3) : told.end + 2]))
    loose = hedged or unit in "MY"
    verdict = "holds" if near else ("cannot_tell" if loose else "fails")
    why = f"{ends[0].isoformat()} 到 {ends[1].isoformat()} 共 {days + 1} 天（首尾都算），文中作{words}"
    parts = (ends[0].isoformat(), ends[1].isoformat())
    return Finding("duration", parts, words, days + 1, None, verdict, why, ((span.start, told.end),))


def anniversaries(text: str, times: Sequence[Time]) -> list[Finding]:
    """71周年: whether the years between the day and what it remembers come to that."""
    found = []
    starts = [time.start for time in times]
    days = {time.edtf: time for time in reversed(times)} if "周年" in text else {}
    for start, end, _, _ in sentences_with(text, places(text, "周年")):
        for match in _JUBILEE.finditer(text, start, end):
            number = read(match.group(1))
            if isinstance(number, int) and number > 0:
                inside = times[bisect_left(starts, start) : bisect_left(starts, end)]
                one = _by_years(number, match, inside) or _by_days(number, match, inside, days)
                one = one or _wrong_anniversary(text, number, match.span(), inside)
                if one is not None:
                    found.append(one)
    return found


def _by_years(number: int, match: re.Match[str], inside: Sequence[Time]) -> Finding | None:
    """The sentence names both years."""
    told = {int(t.edtf[:4]): t for t in inside if t.edtf and t.kind == "date" and t.edtf[:4].isdigit()}
    for first in sorted(told):
        if first + number in told:
            places = [*(told[year] for year in (first, first + number)), match]
            spans = ((min(_at(p)[0] for p in places), max(_at(p)[1] for p in places)),)
            why = f"{first} + {number} = {first + number}"
            return Finding("anniversary", (first, first + number), number, number, 0, "holds", why, spans)
    return None


def _at(place: object) -> tuple[int, int]:
    return (
        (place.start, place.end) if isinstance(place, Time) else place.span() if isinstance(place, re.Match) else (0, 0)
    )


def _by_days(
    number: int, match: re.Match[str], inside: Sequence[Time], days: Mapping[str | None, Time]
) -> Finding | None:
    """The sentence's day falls on the day of something told elsewhere, so many years before."""
    for today in inside:
        if not today.edtf or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", today.edtf):
            continue
        then = f"{int(today.edtf[:4]) - number:04d}{today.edtf[4:]}"
        if then in days:
            spans = (
                (min(today.start, match.start()), max(today.end, match.end())),
                (days[then].start, days[then].end),
            )
            why = f"{then} 到 {today.edtf} 恰 {number} 年"
            return Finding("anniversary", (then, today.edtf), number, number, 0, "holds", why, spans)
    return None


def _wrong_anniversary(text: str, number: int, span: tuple[int, int], inside: Sequence[Time]) -> Finding | None:
    """Only where the sentence itself gives both years in full, and misses by one or two."""
    told = [
        t
        for t in inside
        if t.edtf
        and t.kind == "date"
        and t.edtf[:4].isdigit()
        and _HAS_YEAR.search(text[t.start : t.end])
        and t.end <= span[1]
    ]
    years = sorted({int((t.edtf or "")[:4]) for t in told})
    if len(years) == 2 and 0 < abs(years[1] - years[0] - number) <= 2 and len(told) == 2:
        computed = years[1] - years[0]
        why = f"{years[0]} 到 {years[1]} 是 {computed} 年，文中作 {number} 周年"
        spans = ((told[0].start, span[1]),)
        verdict = "fails" if abs(computed - number) == 1 else "cannot_tell"
        return Finding("anniversary", tuple(years), number, computed, number - computed, verdict, why, spans)
    return None
