"""Phrases of time to EDTF: which year, month and day the words mean where they stand.

In order: what the phrase says itself; the date just mentioned; the section's or article's period; the document's date.
Each step taken is kept as a short phrase for ``explain``. What none of them settles stays None.
"""

from __future__ import annotations

from kaoyi.mentions import time_festivals as festivals
from kaoyi.mentions.edtf import write
from kaoyi.mentions.time_clock import clock, hours
from kaoyi.mentions.time_context import Context, Day, calendar_day, shifted
from kaoyi.mentions.time_days import some_day
from kaoyi.mentions.time_lengths import length
from kaoyi.mentions.time_months import whole_month
from kaoyi.mentions.time_phrases import Phrase
from kaoyi.mentions.time_years import UNKNOWN, Resolved, long_period, whole_week, whole_year, year_of


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
        plain = month and day and month[0] == day[0] == "abs" and phrase.hour is None and not phrase.last_day
        if plain and month and day and calendar_day(year[1], month[1], day[1]) is not None:
            return Resolved(write(year[1], month[1], day[1]), "date", Day(year[1], month[1], day[1]), ())
    if phrase.lengths:
        return Resolved(*length(phrase, context))
    if phrase.every:
        return _every(phrase)
    if phrase.word == "moment":
        now = context.reference
        return Resolved(now.strftime("%Y-%m-%dT%H:%M:%S") if now else None, "time", None, ("reference moment",))
    if phrase.century or phrase.decade is not None:
        return long_period(phrase, context)
    if phrase.festival:
        return _with_clock(phrase, _festival(phrase, context))
    if phrase.week and phrase.day is None:
        return _with_clock(phrase, _week(phrase, context))
    if phrase.day:
        return _with_clock(phrase, some_day(phrase, context))
    if phrase.month:
        return whole_month(phrase, context)
    if phrase.year or phrase.part:
        return _with_clock(phrase, whole_year(phrase, context))
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
        return whole_week(day, chain)
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
        if context.future(phrase.start, phrase.end) or (ahead == 1 and context.so_far(phrase.start)):
            return ahead
        return ahead - 7 if ahead else 0
    return wanted - today


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
