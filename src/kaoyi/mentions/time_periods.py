"""The time a document is of and the time it is about: its date, its headings' period, whether it tells history."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

from kaoyi.mentions.time_context import Context, Day, calendar_day
from kaoyi.mentions.time_expressions import Expression
from kaoyi.mentions.time_phrases import Phrase
from kaoyi.model import Block, Document

_ISO: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2}))?")
_DATELINE: Final = re.compile(
    r"(?:^|\n) ?([12][0-9]{3})(?:[-/.]|年)([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})日?(?=[ \n]|$|[0-9]{0}[^\n]{0,14}(?:\n|$))"
)
_STAMPED: Final = re.compile(
    r"[^，。\n]{0,24}?(?<![0-9])([12][0-9]{3})(?:[-/.]|年)([0-9]{1,2})(?:[-/.]|月)([0-9]{1,2})日? ?[0-9]{1,2}[:：][0-9]{2}"
)  # 某网 2013年7月8日 09:12
_YEAR_IN_TITLE: Final = re.compile("(?<![0-9])(1[0-9]{3}|20[0-9]{2})年(?:([0-9]{1,2})月)?(?!代)")


def reference_of(document: Document) -> datetime | None:
    """The moment a document is of: its own date, else a date that stands on a line of its own near its top."""
    match = _ISO.match(document.metadata.published or "") or _dateline(document)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups()[:3])
    if calendar_day(year, month, day) is None:
        return None
    return datetime(year, month, day)


def _dateline(document: Document) -> re.Match[str] | None:
    for block in document.blocks[:4]:
        if block.kind in ("paragraph", "heading", "title"):
            match = _DATELINE.search(document.folded, block.start, min(block.end, block.start + 400))
            match = match or _STAMPED.match(document.folded, block.start, min(block.end, block.start + 60))
            if match:
                return match
    return None


def period_of(block: Block, context: Context) -> Day | None:
    """The year, or month, the headings above a block give, the nearest heading first."""
    from kaoyi.text import fold

    for heading in reversed(block.path):
        match = _YEAR_IN_TITLE.search(fold(heading))
        if match:
            return Day(int(match[1]), int(match[2]) if match[2] and int(match[2]) in range(1, 13) else None)
    return None


def lead_of(found: list[Expression], document: Document) -> tuple[date, date] | None:
    """The days an article's first sentences say it is about: its first full dates, or None."""
    start = next((block.start for block in document.blocks if block.kind in ("paragraph", "quote")), 0)
    days: list[date] = []
    for expression in found:
        if expression.start > start + 200 or (days and document.folded.find("。", start, expression.start) >= 0):
            break
        if expression.start < start:
            continue
        first = _first_day(expression.phrase)
        if first:
            days.append(first)
            other = expression.other
            days.extend(_last_days(expression, first) if other else [])
    return (min(days), max(days)) if days and (max(days) - min(days)).days < 1500 else None


def _first_day(phrase: Phrase) -> date | None:
    if not (phrase.year and phrase.year[0] == "abs" and phrase.month and phrase.month[0] == "abs") or phrase.calendar:
        return None
    return calendar_day(phrase.year[1], phrase.month[1], phrase.day[1] if phrase.day and phrase.day[0] == "abs" else 1)


def _last_days(expression: Expression, first: date) -> list[date]:
    other = expression.other
    if other is None or not other.day or other.day[0] != "abs":
        return []
    year = other.year[1] if other.year and other.year[0] == "abs" else first.year
    month = other.month[1] if other.month and other.month[0] == "abs" else first.month
    last = calendar_day(year, month, other.day[1])
    return [last] if last else []


def is_history(found: list[Expression], reference: datetime | None, document: Document) -> bool:
    """Whether a document tells of another time than its own: most of its full dates lie years before its date."""
    if reference is None:
        return True
    full = [e.phrase for e in found if e.phrase.year and e.phrase.year[0] == "abs" and e.phrase.month]
    old = sum(1 for phrase in full if phrase.year and phrase.year[1] < reference.year - 1)
    deictic = sum(1 for e in found if e.phrase.week or _is_reference(e))
    return old >= 3 and old * 5 >= len(full) * 3 and deictic * 2 <= old


def _is_reference(expression: Expression) -> bool:
    phrase = expression.phrase
    return any(spec is not None and spec[0] == "reference" for spec in (phrase.year, phrase.month, phrase.day))
