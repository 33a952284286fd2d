"""Months and their parts: which year and month 8月, 同月, 下月 mean, and the days of 下旬, 月初, the second Monday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Final

from kaoyi.mentions import time_festivals as festivals
from kaoyi.mentions.time_context import Anchor, Context, Day, calendar_day, shifted
from kaoyi.mentions.time_phrases import Phrase
from kaoyi.mentions.time_years import UNKNOWN, Resolved, Step, year_of


def whole_month(phrase: Phrase, context: Context) -> Resolved:
    """Resolve a phrase that names a month or a part of one."""
    assert phrase.month
    year, month, chain = year_and_month(phrase, context, None)
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


def year_and_month(phrase: Phrase, context: Context, day: int | None) -> tuple[int | None, int | None, tuple[str, ...]]:
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


def _year_for_month(month: int, day: int | None, phrase: Phrase, context: Context) -> Step:
    """The year of 10月1日: of the date just mentioned, of the period, else the one nearest the document's date."""
    today = context.today
    if context.vague_at >= 0 and context.same_sentence(Anchor(Day(1), context.vague_at), phrase.start):
        return None, ""
    if context.line:
        return (today.year, "reference year") if today else (None, "")
    led = _led(month, day, context)
    if led is not None:
        return led, "the days the article is about"
    anchor = _year_anchor(month, day, phrase, context)
    said = (
        context.dates.get((month, day or 0))
        if context.fresh or _told_just_before(month, day, phrase, context)
        else None
    )
    if said is not None and (not context.fresh or anchor is None or abs(said - anchor.day.year) <= 2):
        return said, f"{month}-{day} was of {said} before"
    if context.period and (anchor is None or (anchor.day.year != context.period.year and not context.narrative)):
        return context.period.year, "the section's period"
    if anchor:
        year = _onward(anchor, month)
        since = context.text.endswith(("自", "从", "自从"), 0, phrase.start)
        if (since or year > anchor.day.year) and _to_come(year, month, phrase, context, today):
            year -= 1
        return year, f"{anchor.day.edtf} at {anchor.at}"
    if context.period and (today is None or context.narrative):
        return context.period.year, "the section's period"
    if today is None:
        return None, ""
    return _nearest_year(month, day, phrase, context, today), f"nearest to {today.edtf} of the document"


_JUST_BEFORE: Final = 400  # characters


def _told_just_before(month: int, day: int | None, phrase: Phrase, context: Context) -> bool:
    """Whether this very day was named close before, whatever was said of 今天 since."""
    found = context.days.get(day or 0)
    return found is not None and found[0].month == month and phrase.start - found[1] < _JUST_BEFORE


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
    if fine and fine.day.month == month and context.same_paragraph(fine, phrase.start):
        return fine  # 1969年3月…。3月2日: of that March, however near the next is
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


_SOON: Final = 31  # days after its own in which a dated text may speak of a date without saying that it is to come


def _to_come(year: int, month: int, phrase: Phrase, context: Context, today: Day | None) -> bool:
    """16日说，自4月15日…: whether a dated text would speak of a far day to come, and does not say so."""
    first, now = calendar_day(year, month, 1), today.as_date() if today is not None else None
    if context.narrative or first is None or now is None or context.future(phrase.start, phrase.end):
        return False
    return (first - now).days > _SOON


def _nearest_year(month: int, day: int | None, phrase: Phrase, context: Context, today: Day) -> int:
    assert today.month
    assert today.day
    ahead = (month - today.month) % 12 * 30 + (day - today.day if day else 0)
    same = (month, day or today.day) <= (today.month, today.day)
    if 0 < ahead <= 270 and (context.future(phrase.start, phrase.end) or ahead <= 31):
        return today.year if not same else today.year + 1
    return today.year if same else today.year - 1
