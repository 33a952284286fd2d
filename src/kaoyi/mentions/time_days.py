"""Days: which month 7日 is of, and what 昨天, 当晚, 次日 count from."""

from __future__ import annotations

from kaoyi.mentions import time_festivals as festivals
from kaoyi.mentions.time_context import Context, Day, calendar_day, shifted
from kaoyi.mentions.time_months import year_and_month
from kaoyi.mentions.time_phrases import Phrase
from kaoyi.mentions.time_years import UNKNOWN, Resolved


def some_day(phrase: Phrase, context: Context) -> Resolved:
    """Resolve a phrase that names a day."""
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
        year, month, chain = year_and_month(phrase, context, value)
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
