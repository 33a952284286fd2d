"""When the happenings a document names took place: from happenings.csv, or from what the document itself says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Final

from kaoyi.lexicon import Lexicon
from kaoyi.mentions.edtf import bounds
from kaoyi.model import Document, Name, Time

_OPENS: Final = re.compile(
    r"[”」』》]?(?:\s*[（(]|，?(?:是)?(?:发生|爆发|开始|展开|进行|打响)?(?:于|在|自|从)|，?(?:始于|起于|起自)|，|自)\s*"
)
"""What may stand between the name of a happening and its date: X（1950年…）, X发生于1950年…"""

_LINKS: Final = (
    "的",
    "，",
    "、",
    "爆发的",
    "发生的",
    "开始的",
    "进行的",
    "展开的",
    "发动的",
    "开始",
    "发动",
    "展开",
    "发起",
    "在",
)
"""What may stand between a date and the name of the happening it dates."""


@cache
def known_spans(lexicon: Lexicon) -> dict[str, str]:
    """Return canonical name -> EDTF of the happenings the lexicon dates."""
    spans: dict[str, str] = {}
    for row in lexicon.table("happenings.csv"):
        name = row.get("canonical") or row.get("name") or next(iter(row.values()))
        span = row.get("time") or row.get("edtf") or row.get("span") or ""
        if name and span and bounds(span) is not None:
            spans.setdefault(name, span)
    return spans


@cache
def phases_of(lexicon: Lexicon) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return canonical name of a happening -> (words, EDTF) of the phases it is divided into (运动战时期)."""
    phases: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon.table("phases.csv"):
        phases.setdefault(row["happening"], []).append((row["form"], row["time"]))
    return {name: tuple(found) for name, found in phases.items()}


def phases_named(text: str, happenings: set[str], lexicon: Lexicon) -> list[tuple[int, int, str, str]]:
    """Return (start, end, EDTF, happening) of the phases named in folded text of the happenings it names."""
    found = []
    for happening in sorted(happenings & phases_of(lexicon).keys()):
        for form, span in phases_of(lexicon)[happening]:
            found += [(match.start(), match.end(), span, happening) for match in re.finditer(re.escape(form), text)]
    return sorted(found)


_WELL_AFTER: Final = timedelta(days=60)  # the dead of a battle are still counted in the weeks after it
_AROUND: Final = timedelta(days=550)  # a page about a war tells its eve and the exchange of prisoners
_YEARS: Final = timedelta(days=5 * 366)


def near_in_time(span: str, time: str, broadly: bool = False) -> bool:
    """Return whether a time lies within a happening's span or about it; true where either is open or unknown."""
    whole, when = bounds(span), bounds(time)
    if whole is None or when is None:
        return True
    eve, aftermath = (_AROUND, _AROUND) if broadly else (timedelta(0), _WELL_AFTER)
    begun = when.first if broadly else when.last  # what began years before a war is not yet the war
    before = begun is not None and whole.first is not None and begun < whole.first - eve
    after = when.first is not None and whole.last is not None and when.first > whole.last + aftermath
    return not before and not after


def years_after(span: str, time: str) -> bool:
    """Return whether a time is years after a happening was over."""
    whole, when = bounds(span), bounds(time)
    if whole is None or when is None or whole.last is None or when.first is None:
        return False
    return when.first > whole.last + _YEARS


def told_spans(document: Document, names: Sequence[Name], times: Sequence[Time]) -> dict[str, str]:
    """Return canonical name -> EDTF of the happenings a document dates itself, intervals before single days."""
    starts = {time.start: time for time in times}
    ends = {time.end: time for time in times}
    spans: dict[str, Time] = {}
    for name in names:
        time = _after(document.folded, name, starts) or _before(document.folded, name, ends)
        if time is None or time.edtf is None:
            continue
        known = spans.get(name.name)
        if known is None or (known.kind != "interval" and time.kind == "interval"):
            spans[name.name] = time
    return {name: time.edtf for name, time in spans.items() if time.edtf}


def _after(text: str, name: Name, starts: dict[int, Time]) -> Time | None:
    opened = _OPENS.match(text, name.end)
    time = starts.get(opened.end()) if opened is not None else None
    if time is None or opened is None:
        return None
    # X，某日…: after a mere comma only an interval dates the happening itself
    return time if time.kind == "interval" or opened[0].strip() != "，" else None


def _before(text: str, name: Name, ends: dict[int, Time]) -> Time | None:
    start = name.start
    if start > 0 and text[start - 1] in "“「《『":
        start -= 1
    for link in ("", *_LINKS):
        if text.endswith(link, 0, start):
            time = ends.get(start - len(link))
            if time is not None:
                return time
    return None
