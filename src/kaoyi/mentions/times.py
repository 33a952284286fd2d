"""Times: every expression of time in a text, resolved to EDTF by walking the document."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from kaoyi.model import Document, Time

_POINT = re.compile(
    r"(?<![0-9])(?:([0-9]{4}) ?年)? ?(?:(1[0-2]|0?[1-9]) ?月份?)? ?(?:([12][0-9]|3[01]|0?[1-9]) ?[日号])?"
)
_HEAD = re.compile(r"(?<![0-9.])[0-9]{1,4}(?= ?[年月日号])|[今昨前当同次翌去][年天日]")
_DEICTIC = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "前日": -2}


def read(document: Document) -> tuple[Time, ...]:
    """Return the times of a document in text offsets, resolved in reading order."""
    published = document.metadata.published
    reference = (
        datetime.fromisoformat(published[:10]) if published and re.match(r"\d{4}-\d\d-\d\d", published) else None
    )
    return tuple(_walk(document.folded, reference))


def read_line(text: str, reference: datetime | None) -> list[Time]:
    """Return the times of one line, resolved against a reference moment."""
    from kaoyi.text import fold

    return _walk(fold(text), reference)


def _walk(text: str, reference: datetime | None) -> list[Time]:
    found: list[Time] = []
    anchor: date | None = reference.date() if reference else None
    end = 0
    for head in _HEAD.finditer(text):
        if head.start() < end:
            continue
        if not head.group()[0].isdigit():
            edtf = _word(head.group(), anchor, reference)
            end = head.end()
            found.append(Time(head.start(), end, edtf, "date", "word"))
            continue
        match = _POINT.match(text, head.start())
        if not match or not match.group():
            continue
        year, month, day = (int(group) if group else None for group in match.groups())
        if year is None and anchor:
            year = anchor.year
        if month is None and day and anchor:
            month = anchor.month
        end = match.end()
        try:
            anchor = date(year or 1, month or 1, day or 1) if year else anchor
        except ValueError:
            continue
        edtf = None
        if year and (month or not day):
            edtf = f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
        found.append(Time(head.start(), end, edtf, "date", "point"))
    return found


def _word(word: str, anchor: date | None, reference: datetime | None) -> str | None:
    if word in _DEICTIC:
        return (reference.date() + timedelta(_DEICTIC[word])).isoformat() if reference else None
    if word in ("今年", "去年", "前年"):
        return str(reference.year - ("今年", "去年", "前年").index(word)) if reference else None
    if anchor is None:
        return None
    if word in ("次日", "翌日"):
        return (anchor + timedelta(1)).isoformat()
    return {"年": f"{anchor.year:04}"}.get(word[1], anchor.isoformat())
