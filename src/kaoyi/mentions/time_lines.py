"""Dates in digits that only a line of its own shows to be dates: 2/15, 3/3/2015, 20240307, 2010 01 29, 09-01 20:01, 3pm."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

from kaoyi.mentions.edtf import write
from kaoyi.mentions.time_clock import clock, hours
from kaoyi.mentions.time_context import Context, calendar_day
from kaoyi.model import Time

_FORMS: Final = (
    (
        "year first",
        re.compile(
            r"(?P<y>[12][0-9]{3})(?:(?P<m>[01][0-9])(?P<d>[0-3][0-9])|[ .](?P<m2>[0-9]{1,2})[ .](?P<d2>[0-9]{1,2}))"
        ),
    ),
    ("month first", re.compile(r"(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})(?:/(?P<y>[0-9]{4}|[0-9]{2}))?")),
    ("month and day with a clock", re.compile(r"(?P<m>[0-9]{2})-(?P<d>[0-9]{2}) (?P<h>[0-9]{1,2}):(?P<n>[0-9]{2})")),
    ("hour", re.compile(r"(?P<h>1[0-2]|[1-9]) ?(?P<p>[ap])\.?m\.?", re.IGNORECASE)),
)
_MONTHS: Final = re.compile(r"([12][0-9]{3})[./-](0[1-9]|1[0-2])(?:[-~～]([12][0-9]{3})(?:[./-](0[1-9]|1[0-2]))?)?")


def line_forms(text: str, context: Context) -> Time | None:
    """Read a whole line as a date in digits, or None."""
    line = text.strip()
    if len(line) > 17 or not line[:1].isdigit():
        return None
    start = text.index(line)
    months = _MONTHS.fullmatch(line)
    if months:
        return _time(start, line, _months(*months.groups()), "months")
    for rule, pattern in _FORMS:
        match = pattern.fullmatch(line)
        if match:
            edtf = _edtf({key.rstrip("2"): value for key, value in match.groupdict().items() if value}, context)
            return _time(start, line, edtf, rule) if edtf else None
    return None


def _time(start: int, line: str, edtf: str, rule: str) -> Time:
    return Time(start, start + len(line), edtf, "interval" if "/" in edtf else "date", "time.line", (rule,))


def _months(year: str, month: str, last: str | None, last_month: str | None) -> str:
    return f"{year}-{month}" + (f"/{last}-{last_month or '12'}" if last else "")


def _edtf(parts: dict[str, str], context: Context) -> str | None:
    now: datetime | None = context.reference
    if "m" in parts:
        year = int(parts["y"]) if "y" in parts else now.year if now else None
        if year is not None and len(parts.get("y", "")) == 2:
            limit = now.year if now else 2025
            year = next(y for y in (limit // 100 * 100 + year, limit // 100 * 100 - 100 + year) if y <= limit + 10)
        if year is None or calendar_day(year, int(parts["m"]), int(parts["d"])) is None:
            return None
        day = write(year, int(parts["m"]), int(parts["d"]))
        return day + (clock(int(parts["h"]), int(parts["n"]), None) if "h" in parts else "")
    if now is None:
        return None
    hour, _ = hours(int(parts["h"]), "下" if parts["p"] in "pP" else "早")
    return write(now.year, now.month, now.day) + clock(hour, None, None)
