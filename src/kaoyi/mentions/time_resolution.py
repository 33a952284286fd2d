"""Phrases of time to EDTF: which year, month and day the words mean where they stand.

In order: what the phrase says itself; the date just mentioned; the section's or article's period; the document's date.
Each step taken is kept as a short phrase for ``explain``. What none of them settles stays None.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import NamedTuple

from kaoyi.mentions import time_festivals as festivals
from kaoyi.mentions.edtf import write
from kaoyi.mentions.time_clock import clock, hours
from kaoyi.mentions.time_context import Anchor, Context, Day, calendar_day, shifted
from kaoyi.mentions.time_lengths import length
from kaoyi.mentions.time_phrases import Phrase


class Resolved(NamedTuple):
    """An EDTF string or None, the kind of time, what later words refer back to, and the steps taken."""

    edtf: str | None
    kind: str
    anchor: Day | None
    chain: tuple[str, ...]
    moment: str = ""


UNKNOWN = Resolved(None, "date", None, ("unresolved",))
_Step = tuple[int | None, str]


def resolve(phrase: Phrase, context: Context) -> Resolved:
    """Resolve one phrase in its context."""
    year, month, day = phrase.year, phrase.month, phrase.day
    if year and year[0] == "abs" and not phrase.calendar and not phrase.last_year:
        if (
            month is None
            and day is None
            and not (phrase.part or phrase.festival or phrase.every or phrase.before_christ)
        ):
            return Resolved(write(year[1]), "date", Day(year[1]), ())
        if month and day and month[0] == day[0] == "abs" and phrase.hour is None and not phrase.last_day:
            if calendar_day(year[1], month[1], day[1]) is not None:
                return Resolved(write(year[1], month[1], day[1]), "date", Day(year[1], month[1], day[1]), ())
    if phrase.lengths:
        return Resolved(*length(phrase, context))
    if phrase.every:
        return _every(phrase)
    if phrase.word == "moment":
        now = context.reference
        return Resolved(now.strftime("%Y-%m-%dT%H:%M:%S") if now else None, "time", None, ("reference moment",))
    if phrase.century or phrase.decade is not None:
        return _long(phrase, context)
    if phrase.festival:
        return _with_clock(phrase, _festival(phrase, context))
    if phrase.week and phrase.day is None:
        return _with_clock(phrase, _week(phrase, context))
    if phrase.day:
        return _with_clock(phrase, _day(phrase, context))
    if phrase.month:
        return _month(phrase, context)
    if phrase.year or phrase.part:
        return _with_clock(phrase, _year(phrase, context))
    return _with_clock(phrase, _hour_only(phrase, context))


def _every(phrase: Phrase) -> Resolved:
    if phrase.week and phrase.week[1] in range(7):
        return Resolved(f"XXXX-WXX-{phrase.week[1] + 1}", "set", None, ("every week",))
    if phrase.month and phrase.month[0] == "abs":
        day = f"-{phrase.day[1]:02}" if phrase.day and phrase.day[0] == "abs" else ""
        return Resolved(f"XXXX-{phrase.month[1]:02}{day}", "set", None, ("every year",))
    if phrase.day and phrase.day[0] == "abs":
        return Resolved(f"XXXX-XX-{phrase.day[1]:02}", "set", None, ("every month",))
    return Resolved("R/" + phrase.every, "set", None, ("every",))


# --- the year ----------------------------------------------------------------------------------------


def year_of(spec: tuple[str, int], context: Context, at: int) -> _Step:
    """The year a spec means, and the step that says how."""
    base, value = spec
    if base == "abs":
        return value, ""
    if base == "two":
        return _pivot(value, context)
    today, anchor = context.today, context.anchor
    if base == "reference":
        return (today.year + value, f"{today.edtf} of the document") if today else (None, "")
    if base == "anchor" or (base == "line" and not context.line and (context.narrative or today is None)):
        if anchor:
            return anchor.day.year + value, f"{anchor.day.edtf} at {anchor.at}"
        return (context.period.year + value, "the section's period") if context.period else (None, "")
    if base == "cyclic":
        near = anchor.day.year if anchor else today.year if today else None
        if near is None:
            return None, ""
        year = near + (value - (near - 4)) % 60
        return (year if year - near <= 30 else year - 60), f"nearest to {near}"
    return (today.year + value, f"{today.edtf} of the document") if today else (None, "")


def _pivot(value: int, context: Context) -> _Step:
    """22 is 2022 and 53 is 1953 for a reader of today: no more than ten years ahead."""
    now = context.reference.year if context.reference else context.anchor.day.year if context.anchor else 2025
    year = now // 100 * 100 + value
    year = year if year <= now + 10 else year - 100
    return year, f"two digits, near {now}"


def _year(phrase: Phrase, context: Context) -> Resolved:
    step: _Step = year_of(phrase.year, context, phrase.start) if phrase.year else (None, "")
    year = step[0]
    chain = (step[1],) if step[1] else ()
    if phrase.part and phrase.part[0] in ("halfword", "quarterword"):
        return _moved_part(phrase.part, context)
    if year is None:
        return UNKNOWN
    if phrase.before_christ:
        return Resolved(f"-{year - 1:04}", "date", None, ("before the common era",))
    if phrase.last_year:
        last = year_of(phrase.last_year, context, phrase.start)[0]
        return Resolved(f"{year:04}/{last:04}", "interval", Day(last or year), chain)
    if phrase.part is None:
        return Resolved(f"{year:04}", "date", Day(year), chain)
    return _part_of_year(phrase.part, year, chain)


def _part_of_year(part: tuple[str, object], year: int, chain: tuple[str, ...]) -> Resolved:
    kind, value = part
    number = value if isinstance(value, int) else 0
    if kind == "early":
        return Resolved(f"{year:04}-01/{year:04}-03~", "interval", Day(year, 1), chain)
    if kind == "late":
        return Resolved(f"{year:04}-12~", "date", Day(year, 12), chain)
    if kind == "mid":
        return Resolved(f"{year:04}-05~/{year:04}-08~", "interval", Day(year, 6), chain)
    if kind == "season" and isinstance(value, list):
        codes = [f"{year + (i > 0 and code < value[0]):04}-{code}" for i, code in enumerate(value)]
        month = {21: 5, 22: 8, 23: 11, 24: 12}[value[-1]]
        return Resolved("/".join(codes), "interval" if len(codes) > 1 else "date", Day(year, month), chain)
    if kind == "nth" and isinstance(value, tuple):
        return _nth(value, year, chain)
    first, last = {
        "half": (number * 6 - 5, number * 6),
        "quarter": (number * 3 - 2, number * 3),
        "months": (1, number),
        "quarters": (1, number * 3),
    }[kind]
    if not 1 <= last <= 12:
        return UNKNOWN
    return Resolved(f"{year:04}-{first:02}/{year:04}-{last:02}", "interval", Day(year, last), chain)


def _nth(value: tuple[int, str], year: int, chain: tuple[str, ...]) -> Resolved:
    count, unit = value
    start = Day(year, 1, 1)
    if unit == "月" and 1 <= count <= 12:
        return Resolved(f"{year:04}-{count:02}", "date", Day(year, count), chain)
    if unit in ("天", "日") and 1 <= count <= 366:
        day = shifted(start, "D", count - 1)
        return Resolved(day.edtf, "date", day, chain) if day else UNKNOWN
    if unit in ("星期", "周") and 1 <= count <= 53:
        first = calendar_day(year, 1, 4)
        monday = shifted(start, "D", 3 - (first.weekday() if first else 0) + 7 * (count - 1))
        return _whole_week(monday, chain) if monday else UNKNOWN
    if unit == "季度" and 1 <= count <= 4:
        return _part_of_year(("quarter", count), year, chain)
    return UNKNOWN


def _moved_part(part: tuple[str, object], context: Context) -> Resolved:
    """上个季度, 上个半年: counted from the reference."""
    today = context.today
    if today is None or today.month is None:
        return UNKNOWN
    size = 3 if part[0] == "quarterword" else 6
    shift = part[1] if isinstance(part[1], int) else 0
    index = (today.year * 12 + today.month - 1) // size + shift
    year, month = divmod(index * size, 12)
    last = month + size
    return Resolved(
        f"{year:04}-{month + 1:02}/{year:04}-{last:02}",
        "interval",
        Day(year, last),
        ("counted from the document's date",),
    )


def _long(phrase: Phrase, context: Context) -> Resolved:
    """Decades and centuries: 1950年代初, 19世纪70年代, 上世纪."""
    now = context.reference.year if context.reference else 2025
    century = None
    if phrase.century:
        century = phrase.century[1] - 1 if phrase.century[0] == "abs" else (now // 100 + phrase.century[1])
    if phrase.decade is None:
        return _century(century, phrase.part[0] if phrase.part else "") if century is not None else UNKNOWN
    year = phrase.decade
    if year < 100:
        start = century * 100 if century is not None else now // 100 * 100 - (100 if year > now % 100 + 5 else 0)
        year += start
    part = phrase.part[0] if phrase.part else ""
    ends = {"early": f"{year}/{year + 3}~", "mid": f"{year + 4}~/{year + 6}~", "late": f"{year + 7}~/{year + 9}"}
    return Resolved(ends.get(part, f"{year // 10}X"), "interval" if part in ends else "date", None, ())


def _century(century: int, part: str) -> Resolved:
    start = century * 100
    ends = {
        "early": f"{start:04}/{start + 19:04}~",
        "mid": f"{start + 40:04}~/{start + 69:04}~",
        "late": f"{start + 80:04}~/{start + 99:04}",
    }
    return Resolved(ends.get(part, f"{century:02}XX"), "interval" if part in ends else "date", None, ())


# --- months --------------------------------------------------------------------------------------------


def _month(phrase: Phrase, context: Context) -> Resolved:
    assert phrase.month
    year, month, chain = _year_and_month(phrase, context, None)
    if month is None or year is None:
        return UNKNOWN
    if phrase.calendar == "lunar":
        span = festivals.lunar_month(year, month)
        return Resolved(f"{span[0]}/{span[1]}", "interval", None, (*chain, "lunar calendar")) if span else UNKNOWN
    day = Day(year, month)
    if phrase.last_year and phrase.year:
        first = year_of(phrase.year, context, phrase.start)[0]
        last = year_of(phrase.last_year, context, phrase.start)[0]
        return Resolved(f"{first:04}-01/{last:04}-{month:02}", "interval", Day(last or year, month), chain)
    if phrase.last_month:
        end_year = year + (phrase.last_month < month)
        end = Day(end_year, phrase.last_month)
        return Resolved(f"{day.edtf}/{end.edtf}", "interval", end, chain)
    if phrase.tenday:
        return _tenday(phrase.tenday, day, chain)
    return Resolved(day.edtf, "date", day, chain)


def _tenday(word: str, day: Day, chain: tuple[str, ...]) -> Resolved:
    assert day.month
    length_of = monthrange(day.year, day.month)[1]
    if " " in word:
        count, weekday = (int(part) for part in word.split())
        first = calendar_day(day.year, day.month, 1)
        number = 1 + (weekday - (first.weekday() if first else 0)) % 7 + 7 * (count - 1)
        found = day._replace(day=number)
        return Resolved(found.edtf, "date", found, chain) if number <= length_of else UNKNOWN
    low, high = {
        "上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, length_of), "底": (21, length_of),
        "末": (21, length_of),
        "尾": (21, length_of), "上中旬": (1, 20), "中下旬": (11, length_of), "上半月": (1, 15), "下半月": (16, length_of),
    }[word]  # fmt: skip
    first_day, last_day = day._replace(day=low), day._replace(day=high)
    return Resolved(f"{first_day.edtf}/{last_day.edtf}", "interval", day, chain)


def _year_and_month(
    phrase: Phrase, context: Context, day: int | None
) -> tuple[int | None, int | None, tuple[str, ...]]:
    """The year and month a phrase with a month means."""
    assert phrase.month
    base, value = phrase.month
    if base == "abs":
        if phrase.year:
            year, step = year_of(phrase.year, context, phrase.start)
        else:
            year, step = _year_for_month(value, day, phrase, context)
        return year, value, (step,) if step else ()
    start = context.fine.day if base == "anchor" and context.fine else context.today
    if start is None or (base == "anchor" and not context.fine and not context.line):
        return None, None, ()
    moved = shifted(Day(start.year, start.month), "M", value)
    step = (
        f"{start.edtf} at {context.fine.at}" if base == "anchor" and context.fine else f"{start.edtf} of the document"
    )
    return (moved.year, moved.month, (step,)) if moved else (None, None, ())


def _year_for_month(month: int, day: int | None, phrase: Phrase, context: Context) -> _Step:
    """The year of 10月1日: of the date just mentioned, of the period, else the one nearest the document's date."""
    today = context.today
    if context.line:
        return (today.year, "reference year") if today else (None, "")
    led = _led(month, day, context)
    if led is not None:
        return led, "the days the article is about"
    anchor = _year_anchor(month, day, phrase, context)
    said = context.dates.get((month, day or 0)) if context.fresh else None
    if said is not None and (anchor is None or abs(said - anchor.day.year) <= 2):
        return said, f"{month}-{day} was of {said} before"
    if context.period and (anchor is None or (anchor.day.year != context.period.year and not context.narrative)):
        return context.period.year, "the section's period"
    if anchor:
        return _onward(anchor, month), f"{anchor.day.edtf} at {anchor.at}"
    if context.period and (today is None or context.narrative):
        return context.period.year, "the section's period"
    if today is None:
        return None, ""
    return _nearest_year(month, day, phrase, context, today), f"nearest to {today.edtf} of the document"


def _led(month: int, day: int | None, context: Context) -> int | None:
    """The year, where the article's first sentence gives its days and only one year puts the month among them."""
    if context.lead is None or not context.narrative:
        return None
    first, last = context.lead
    anchor = context.topic
    if anchor is not None and not first.year <= anchor.day.year <= last.year and anchor.day.month:
        return None  # the text speaks of another time just now
    years = [year for year in range(first.year, last.year + 1) if _among(year, month, day, first, last)]
    if len(years) == 1:
        return years[0]
    return first.year if anchor is None and first.year == last.year else None


def _among(year: int, month: int, day: int | None, first: date, last: date) -> bool:
    low, high = calendar_day(year, month, day or 1), calendar_day(year, month, day or 28)
    return low is not None and high is not None and low <= last and high >= first


def _year_anchor(month: int, day: int | None, phrase: Phrase, context: Context) -> Anchor | None:
    anchor, fine, today = context.topic, context.fine, context.today
    if anchor is None:
        return None
    if today is None or context.narrative:
        return anchor
    if fine and context.same_sentence(fine, phrase.start):
        return fine
    if fine and context.same_paragraph(fine, phrase.start):
        close = calendar_day(_nearest_year(month, day, phrase, context, today), month, day or 28)
        recent = (
            close is not None and today.as_date() is not None and abs((close - (today.as_date() or close)).days) <= 45
        )
        return None if recent and fine.day.year != today.year else fine
    if context.same_sentence(anchor, phrase.start) and _heads_clause(context.text, anchor.at):
        return anchor
    return None


def _heads_clause(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "\n。；！？，（在于自从到至"


def _onward(anchor: Anchor, month: int) -> int:
    """A story moves on: a month half a year or more before the one just mentioned is the next year's."""
    known = anchor.day.month
    return anchor.day.year + (known is not None and known - month >= 6)


def _nearest_year(month: int, day: int | None, phrase: Phrase, context: Context, today: Day) -> int:
    assert today.month
    assert today.day
    ahead = (month - today.month) % 12 * 30 + (day - today.day if day else 0)
    same = (month, day or today.day) <= (today.month, today.day)
    if 0 < ahead <= 270 and (context.future(phrase.start, phrase.end) or ahead <= 31):
        return today.year if not same else today.year + 1
    return today.year if same else today.year - 1


# --- days ------------------------------------------------------------------------------------------------


def _day(phrase: Phrase, context: Context) -> Resolved:
    assert phrase.day
    base, value = phrase.day
    if base == "abs":
        return _numbered_day(phrase, value, context)
    if base == "anchor":
        return _from_anchor(value, phrase, context)
    today = context.today
    if today is None:
        return UNKNOWN
    day = shifted(today, "D", value)
    return Resolved(day.edtf, "date", day, (f"{today.edtf} of the document",)) if day else UNKNOWN


def _from_anchor(value: int, phrase: Phrase, context: Context) -> Resolved:
    """当天, 次日: counted from the date just mentioned."""
    anchor = context.fine if context.fine else None
    start = anchor.day if anchor else context.today if not context.narrative else None
    if start is None:
        return UNKNOWN
    step = f"{start.edtf} at {anchor.at}" if anchor else f"{start.edtf} of the document"
    day = shifted(start, "D", value) if value else start
    return Resolved(day.edtf, "date", day, (step,)) if day else UNKNOWN


def _numbered_day(phrase: Phrase, value: int, context: Context) -> Resolved:
    if phrase.month:
        year, month, chain = _year_and_month(phrase, context, value)
    else:
        year, month, chain = _month_for_day(value, phrase, context)
    if year is None or month is None:
        return UNKNOWN
    if phrase.calendar == "lunar":
        found = festivals.lunar_day(year, month, value)
        return (
            Resolved(found.isoformat(), "date", Day(*found.timetuple()[:3]), (*chain, "lunar calendar"))
            if found
            else UNKNOWN
        )
    day = Day(year, month, value)
    if day.as_date() is None:
        return Resolved(None, "date", None, (*chain, "no such day"))
    if phrase.last_day:
        end = day._replace(day=phrase.last_day)
        if end.as_date() is None:
            return UNKNOWN
        return Resolved(f"{day.edtf}/{end.edtf}", "interval", end, chain)
    return Resolved(day.edtf, "date", day, chain)


def _month_for_day(value: int, phrase: Phrase, context: Context) -> tuple[int | None, int | None, tuple[str, ...]]:
    """The month of a bare 7日."""
    fine, today = context.fine, context.today
    if context.line or fine is None:
        if today is None or today.month is None or today.day is None:
            return None, None, ()
        past = today if context.line else _month_near(value, today, context.future(phrase.start, phrase.end))
        return past.year, past.month, (f"{today.edtf} of the document",)
    known = context.days.get(value)
    if known and phrase.start - known[1] < 1500:
        return known[0].year, known[0].month, (f"{known[0].edtf} at {known[1]}",)
    follows = _after_anchor(value, fine.day)
    if today is None or context.narrative or context.same_sentence(fine, phrase.start):
        return follows.year, follows.month, (f"{fine.day.edtf} at {fine.at}",)
    near = _month_near(value, today, context.future(phrase.start, phrase.end))
    if (
        context.same_paragraph(fine, phrase.start)
        and fine.day.day
        and (fine.day.year, fine.day.month) != (today.year, today.month)
    ):
        near_date, follow_date = (
            calendar_day(near.year, near.month or 1, value),
            calendar_day(follows.year, follows.month or 1, value),
        )
        if follow_date and near_date and follow_date < near_date and (near_date - follow_date).days > 45:
            return follows.year, follows.month, (f"{fine.day.edtf} at {fine.at}",)
    return near.year, near.month, (f"nearest to {today.edtf} of the document",)


def _after_anchor(value: int, anchor: Day) -> Day:
    """The anchor's month, or the next when the day lies more than half a month back."""
    back = anchor.day is not None and anchor.day - value > 18
    return shifted(Day(anchor.year, anchor.month), "M", 1 if back else 0) or anchor


def _month_near(value: int, today: Day, future: bool) -> Day:
    assert today.day
    shift = (1 if future and value < today.day else 0) if future else (-1 if value > today.day + 2 else 0)
    return shifted(Day(today.year, today.month), "M", shift) or today


# --- weeks ------------------------------------------------------------------------------------------------


def _whole_week(monday: Day, chain: tuple[str, ...]) -> Resolved:
    sunday = shifted(monday, "D", 6)
    return Resolved(f"{monday.edtf}/{sunday.edtf}", "interval", monday, chain) if sunday else UNKNOWN


def _week(phrase: Phrase, context: Context) -> Resolved:
    assert phrase.week
    shift, weekday = phrase.week
    anchored = shift == "anchor" or (context.narrative and shift is None)
    start = context.fine.day if anchored and context.fine else context.today
    if (
        start is None
        or (shift == "anchor" and not context.fine)
        or (context.narrative and shift is None and not context.fine)
    ):
        return UNKNOWN
    whole = start.as_date()
    if whole is None:
        return UNKNOWN
    chain = (f"week of {start.edtf}",)
    offset = _weekday_offset(shift, weekday, whole.weekday(), phrase, context)
    day = shifted(start, "D", offset)
    if day is None:
        return UNKNOWN
    if weekday == -1:
        return _whole_week(day, chain)
    if weekday == 7:
        sunday = shifted(day, "D", 1)
        return Resolved(f"{day.edtf}/{sunday.edtf}", "interval", day, chain) if sunday else UNKNOWN
    return Resolved(day.edtf, "date", day, chain)


def _weekday_offset(shift: object, weekday: int, today: int, phrase: Phrase, context: Context) -> int:
    wanted = {-1: 0, 7: 5}.get(weekday, weekday)
    if isinstance(shift, int):
        return wanted - today + 7 * shift
    if context.line:  # the next one, as in a diary
        return (wanted - today) % 7 or 7
    if shift is None and not context.narrative:
        ahead = (wanted - today) % 7
        return ahead if context.future(phrase.start, phrase.end) else ahead - 7 if ahead else 0
    return wanted - today


# --- festivals and clocks ------------------------------------------------------------------------------------


def _festival(phrase: Phrase, context: Context) -> Resolved:
    if phrase.year:
        year, step = year_of(phrase.year, context, phrase.start)
        span = festivals.days(phrase.festival, year) if year else None
        return _span(span, (step,) if step else ())
    today = context.today
    anchor = context.anchor
    if context.narrative or today is None:
        year = anchor.day.year if anchor else context.period.year if context.period else None
        return _span(festivals.days(phrase.festival, year) if year else None, ("year of the date just mentioned",))
    ahead = None if context.line else 400 if context.future(phrase.start, phrase.end) else 45
    return _span(
        festivals.nearest(phrase.festival, today.as_date(), ahead), (f"nearest to {today.edtf} of the document",)
    )


def _span(span: festivals.Span | None, chain: tuple[str, ...]) -> Resolved:
    if span is None:
        return UNKNOWN
    first, last = span
    anchor = Day(first.year, first.month, first.day)
    if first == last:
        return Resolved(first.isoformat(), "date", anchor, chain)
    return Resolved(f"{first}/{last}", "interval", anchor, chain)


def _hour_only(phrase: Phrase, context: Context) -> Resolved:
    fine = None if context.line else context.fine
    day = fine.day if fine and fine.day.day else None
    if day is None and not context.narrative:
        day = context.today
    if day is None:
        return UNKNOWN._replace(kind="time")
    step = f"{day.edtf} at {fine.at}" if fine and day is fine.day else f"{day.edtf} of the document"
    return Resolved(day.edtf, "time", day, (step,))


def _with_clock(phrase: Phrase, resolved: Resolved) -> Resolved:
    """Add the clock time a phrase gives to the day it resolved to."""
    if phrase.hour is None or resolved.edtf is None or resolved.anchor is None or "/" in resolved.edtf:
        return resolved
    if resolved.anchor.day is None:
        return resolved
    hour, carried = hours(phrase.hour, phrase.daypart)
    day = shifted(resolved.anchor, "D", 1) if carried else resolved.anchor
    if day is None:
        return resolved
    moment = clock(hour, phrase.minute, phrase.second)
    if phrase.last_hour is not None:
        end, over = hours(phrase.last_hour, phrase.daypart)
        end_day = shifted(resolved.anchor, "D", 1) if over else resolved.anchor
        edtf = f"{day.edtf}{clock(hour, phrase.minute or 0, None)}/{(end_day or day).edtf}{clock(end, 0, None)}"
        return resolved._replace(edtf=edtf, kind="interval", moment=moment)
    return resolved._replace(edtf=day.edtf + moment, anchor=day, moment=moment)
