"""Lengths of time: 43天 as P43D, and what they make with 前, 后, 过去: a date or an interval."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Final

from kaoyi.mentions.time_context import Anchor, Context, Day, shifted
from kaoyi.mentions.time_phrases import Phrase

Answer = tuple[str | None, str, Day | None, tuple[str, ...], str]
_SECONDS: Final = {"TH": 3600, "TM": 60, "TS": 1}
_ORDER: Final = ("Y", "M", "W", "D", "TH", "TM", "TS")


def length(phrase: Phrase, context: Context) -> Answer:
    """Resolve a phrase of length: EDTF, kind, anchor, chain, clock."""
    if phrase.every:
        loose = phrase.last_length is not None  # 每隔几年 says no rhythm
        return None if loose else "R/" + duration(phrase), "set", None, ("every",), ""
    if phrase.direction in ("before", "after"):
        moved = _moved(phrase, context)
        if moved:
            return moved
    if phrase.direction in ("past", "next", "following"):
        window = _window(phrase, context)
        if window:
            return window
    return duration(phrase), "duration", None, (), ""


def duration(phrase: Phrase) -> str:
    """Write the length as an ISO 8601 duration, ``~`` when the words are loose."""
    return _written(phrase.lengths, phrase.last_length, phrase.loose, phrase.approx)


@lru_cache(maxsize=8192)
def _written(lengths: tuple[tuple[str, Fraction], ...], last: Fraction | None, loose: bool, approx: bool) -> str:
    totals: dict[str, Fraction] = {}
    for unit, value in lengths:
        totals[unit] = totals.get(unit, Fraction(0)) + value
    if len(totals) == 1 and last is not None:
        unit, value = next(iter(totals.items()))
        if value < last:
            return f"{_iso({unit: value})}/{_iso({unit: last})}"
    return _iso(totals) + ("~" if (loose and len(totals) == 1) or approx else "")


def _iso(totals: dict[str, Fraction]) -> str:
    if "W" in totals and len(totals) > 1:
        totals = {**totals, "D": totals.get("D", Fraction(0)) + 7 * totals["W"]}
        del totals["W"]
    days = {unit: value for unit, value in totals.items() if unit not in _SECONDS}
    clock = {unit: value for unit, value in totals.items() if unit in _SECONDS}
    if "D" in days and days["D"].denominator != 1:  # 一天半 is 36 hours
        clock["TH"] = clock.get("TH", Fraction(0)) + 24 * (days["D"] % 1)
        days["D"] = Fraction(days["D"].numerator // days["D"].denominator)
    written = "P" + "".join(_decimal(days[unit]) + unit for unit in _ORDER if days.get(unit))
    return written + _clock_part(clock, bool(written != "P"))


def _clock_part(clock: dict[str, Fraction], after_days: bool) -> str:
    if not clock:
        return ""
    if not after_days and (len(clock) > 1 or any(value.denominator != 1 for value in clock.values())):
        seconds = sum((value * _SECONDS[unit] for unit, value in clock.items()), Fraction(0))
        unit = "TS" if "TS" in clock or seconds % 60 else "TM"
        clock = {unit: seconds / _SECONDS[unit]}
    return "T" + "".join(_decimal(clock[unit]) + unit[1] for unit in _ORDER if clock.get(unit))


def _decimal(value: Fraction) -> str:
    """Write an exact number without a float: 5/2 is 2.5."""
    if value.denominator == 1:
        return str(value.numerator)
    for digits in range(1, 7):
        scaled = value * 10**digits
        if scaled.denominator == 1:
            whole, rest = divmod(scaled.numerator, 10**digits)
            return f"{whole}.{rest:0{digits}}"
    return str(round(value))


def _moved(phrase: Phrase, context: Context) -> Answer | None:
    """三天后, 两周前: counted from the date just mentioned, else from the document's."""
    unit, value = phrase.lengths[0]
    sign = 1 if phrase.direction == "after" else -1
    if len(phrase.lengths) > 1 or (phrase.last_length is not None and value.denominator != 1):
        return None
    if unit in _SECONDS:
        return _moved_clock(unit, value * sign, context)
    anchor = _start(unit, phrase, context)
    if anchor is None:
        return None, "date", None, ("no date to count from",), ""
    start, step = anchor
    if value.denominator != 1:
        unit, value = ("M", value * 12) if unit == "Y" else ("D", value * {"M": 30, "W": 7}.get(unit, 1))
    if value.denominator != 1:
        return None
    if phrase.last_length == 9 and value == 2:
        value = Fraction(3)  # 几天, 数日: a few
    moved = shifted(
        start if unit in "WD" else Day(start.year, start.month if unit == "M" else None), unit, sign * int(value)
    )
    if moved is None:
        return None, "date", None, (step, "cannot be counted"), ""
    if _ahead(moved, phrase, context):
        return None, "date", None, (step, "would lie after the document"), ""
    loose = "~" if phrase.loose or phrase.approx else ""
    if loose and unit in "YM":
        context.vague_at = phrase.start
        return moved.edtf + loose, "date", None, (step,), ""
    return moved.edtf + loose, "date", moved, (step,), ""


def unit_years(phrase: Phrase) -> Fraction:
    """The years of a length, 0 for shorter units."""
    return phrase.lengths[0][1] if phrase.lengths[0][0] == "Y" else Fraction(0)


def _ahead(moved: Day, phrase: Phrase, context: Context) -> bool:
    """四十年后 told in a past tense cannot lie after the document's own date."""
    today = context.today
    if today is None or context.line or phrase.direction != "after":
        return False
    late = (moved.year, moved.month or 0, moved.day or 0) > (today.year, today.month or 12, today.day or 31)
    if unit_years(phrase) >= 20:
        return late
    return late and not context.future(phrase.start, phrase.end)


def _start(unit: str, phrase: Phrase, context: Context) -> tuple[Day, str] | None:
    anchor: Anchor | None = context.fine if unit in "WDM" else context.anchor
    today = context.today
    if context.line:
        return (today, "reference date") if today else None
    if anchor and unit in "WD" and not anchor.day.day:
        anchor = None
    near = anchor is not None and (
        context.narrative or today is None or phrase.direction == "after" or phrase.start - anchor.at < 250
    )
    if unit == "Y" and phrase.direction == "before" and today and not context.narrative:
        near = anchor is not None and context.same_sentence(anchor, phrase.start)
    if anchor and near:
        return anchor.day, f"{anchor.day.edtf} at {anchor.at}"
    return (today, f"{today.edtf} of the document") if today and not context.narrative else None


def _moved_clock(unit: str, value: Fraction, context: Context) -> Answer | None:
    if not context.line or context.reference is None:
        return None
    moment = context.reference + timedelta(seconds=int(value * _SECONDS[unit]))
    return moment.strftime("%Y-%m-%dT%H:%M:%S"), "time", None, ("reference moment",), ""


def _window(phrase: Phrase, context: Context) -> Answer | None:
    """过去十年, 未来三天, 此后两年: an interval that ends or begins at the date."""
    unit, value = phrase.lengths[0]
    if len(phrase.lengths) > 1 or value.denominator != 1 or unit in _SECONDS or phrase.loose:
        return None
    following = phrase.direction == "following"
    start = context.anchor.day if following and context.anchor else context.today if not following else None
    if start is None or (context.narrative and not following):
        return None
    if phrase.word == "前" and (unit != "D" or value > 3):
        return None
    if unit in "WD":
        return _day_window(phrase, start, int(value) * (7 if unit == "W" else 1))
    start = Day(start.year, start.month if unit == "M" else None)
    other = shifted(start, unit, int(value) * (-1 if phrase.direction == "past" else 1))
    if other is None or (unit == "M" and not start.month) or phrase.word == "前":
        return None
    first, last = sorted((start, other))
    return f"{first.edtf}/{last.edtf}", "interval", None, (f"counted from {start.edtf}",), ""


def _day_window(phrase: Phrase, start: Day, count: int) -> Answer | None:
    if start.as_date() is None:
        return None
    past = phrase.direction == "past"
    near = shifted(start, "D", -1 if phrase.word == "前" else 0 if past else 1)
    if near is None:
        return None
    far = shifted(near, "D", (1 - count) if past else count - 1)
    if far is None:
        return None
    first, last = sorted((near, far), key=lambda day: (day.year, day.month or 0, day.day or 0))
    return f"{first.edtf}/{last.edtf}", "interval", None, (f"counted from {start.edtf}",), ""
