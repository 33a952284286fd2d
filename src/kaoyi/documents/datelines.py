"""Lines and comments that only say when: a published or updated date, which is metadata and not text."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

_DATE: Final = (
    r"(\d{4})\s?[-/.年]\s?(\d{1,2})(?:\s?[-/.月]\s?(\d{1,2})日?)?"
    r"(?:(?:T|\s*)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_WHOLE: Final = re.compile(rf"\s*{_DATE}\s*")
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
_ENGLISH: Final = re.compile(
    r"(?:[A-Z][a-z]{2,8},?\s+)?(?:([A-Z][a-z]{2,8})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?|(\d{1,2})\s+([A-Z][a-z]{2,8})\.?,?)\s+(\d{4})"
)
_LABEL: Final = r"(?:(date|日期|[时時][间間]|[发發][布佈表](?:[时時][间間]|日期)?|刊[登出](?:日期)?|published|posted|(更新(?:[时時][间間]|日期)?|最[后後新]更新|修[订訂改](?:[时時][间間]|日期)?|updated|modified))(?:\s*(?:on|at|於|于))?\s*[:：]?\s*)"
_LINE: Final = re.compile(
    rf"{_LABEL}?[(（\[【]?({_DATE})[)）\]】]?\s*(?:\(?(?:星期|周|週)[一二三四五六日天]\)?)?\s*"
    r"(?:[|/·]?\s*(?:[来來]源|出[处處]|source)\s*[:：]\s*([^\s:：|/]{2,20}))?",
    re.I,
)
_LEADING: Final = re.compile(rf"[\s\ufeff]*{_LABEL}?({_DATE})(?=[\s　|:：])[ \t　|:：]*", re.I)


def edtf(written: str) -> str | None:
    """A date as EDTF, with its time and zone where given; None when it is no date.

    >>> edtf("2014-09-30T12:15:32+0200"), edtf("2021/3/4"), edtf("2021-13-40")
    ('2014-09-30T12:15:32+02:00', '2021-03-04', None)
    """
    match = _WHOLE.fullmatch(written)
    if match:
        return _edtf(match.groups())
    english = _ENGLISH.match(written)
    if not english:
        return None
    month = _MONTHS.get((english[1] or english[4])[:3].lower())
    return _edtf((english[5], str(month), english[2] or english[3], None, None, None, None)) if month else None


def _edtf(parts: tuple[str | None, ...]) -> str | None:
    year, month, day, hour, minute, second, zone = parts
    numbers = [int(part or 0) for part in (year, month, day or "1", hour, minute, second)]
    try:
        datetime(*numbers)  # type: ignore[arg-type]
    except ValueError:
        return None
    date = f"{year}-{numbers[1]:02}" + (f"-{numbers[2]:02}" if day else "")
    if hour is None or not day:
        return date
    if zone in ("UTC", "GMT"):
        zone = "Z"
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    seconds = f":{second}" if second else ":00" if zone else ""
    return f"{date}T{numbers[3]:02}:{minute}{seconds}{zone or ''}"


def edtf_of_stamp(milliseconds: int) -> str | None:
    """A comment stamp, milliseconds since 1970, as EDTF.

    >>> edtf_of_stamp(1600000000000)
    '2020-09-13T12:26:40Z'
    """
    if not 0 < milliseconds < 4_102_444_800_000:
        return None
    return datetime.fromtimestamp(milliseconds // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def date_line(line: str) -> tuple[str, bool, str] | None:
    """When a whole line only says when: its EDTF, whether it says updated, and the source it names beside it.

    >>> date_line("更新时间：2020年3月4日 12:30")
    ('2020-03-04T12:30', True, '')
    """
    match = _LINE.fullmatch(line)
    if not match:
        return None
    date = edtf(match[3])
    return (date, bool(match[2]), match[match.re.groups] or "") if date and len(date) >= 10 else None


def leading_date(raw: str, start: int, end: int) -> tuple[str, int] | None:
    """The date a line begins with, apart from its text, and where the text begins.

    >>> leading_date("date 2020-03-04 三人死亡。", 0, 19)
    ('2020-03-04', 16)
    """
    match = _LEADING.match(raw, start, end)
    if not match:
        return None
    date = edtf(match[3])
    return (date, match.end()) if date and len(date) >= 10 else None
