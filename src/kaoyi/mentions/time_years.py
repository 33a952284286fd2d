"""Years and their parts: which year 去年, 同年, 53年, 甲午年 mean, and the days of 上半年, 年初, 第三季度, 1950年代."""

from __future__ import annotations

from typing import Final, NamedTuple

from kaoyi.mentions.time_context import Context, Day, calendar_day, shifted
from kaoyi.mentions.time_phrases import Phrase


class Resolved(NamedTuple):
    """An EDTF string or None, the kind of time, what later words refer back to, and the steps taken."""

    edtf: str | None
    kind: str
    anchor: Day | None
    chain: tuple[str, ...]
    moment: str = ""


UNKNOWN: Final = Resolved(None, "date", None, ("unresolved",))


Step = tuple[int | None, str]


def year_of(spec: tuple[str, int], context: Context, at: int) -> Step:
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


def _pivot(value: int, context: Context) -> Step:
    """22 is 2022 and 53 is 1953 for a reader of today: no more than ten years ahead."""
    now = context.reference.year if context.reference else context.anchor.day.year if context.anchor else 2025
    year = now // 100 * 100 + value
    year = year if year <= now + 10 else year - 100
    return year, f"two digits, near {now}"


def whole_year(phrase: Phrase, context: Context) -> Resolved:
    """Resolve a phrase that names a year, years, or a part of one."""
    step: Step = year_of(phrase.year, context, phrase.start) if phrase.year else (None, "")
    year = step[0]
    if phrase.year == ("anchor", 0) and phrase.part is None and not _just_said(phrase, context):
        return UNKNOWN
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


def _just_said(phrase: Phrase, context: Context) -> bool:
    """当年 alone is that year when the sentence has named one, else only "back then"."""
    if not context.text.startswith("当年", phrase.start):
        return True
    return context.anchor is not None and context.same_sentence(context.anchor, phrase.start)


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
        return whole_week(monday, chain) if monday else UNKNOWN
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


def long_period(phrase: Phrase, context: Context) -> Resolved:
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


def whole_week(monday: Day, chain: tuple[str, ...]) -> Resolved:
    """The seven days from a Monday on."""
    sunday = shifted(monday, "D", 6)
    return Resolved(f"{monday.edtf}/{sunday.edtf}", "interval", monday, chain) if sunday else UNKNOWN
