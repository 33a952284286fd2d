"""When the happenings a document names took place: from happenings.csv, or from what the document itself says of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import Final

from msgspec import structs

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


def years_before(span: str, time: str) -> bool:
    """Return whether a time was over years before a happening began."""
    whole, when = bounds(span), bounds(time)
    if whole is None or when is None or whole.first is None or when.last is None:
        return False
    return when.last < whole.first - _YEARS


def begun_and_over(text: str, times: Sequence[Time]) -> str | None:
    """EDTF of what the last two dates bound (1948年11月6日开始，1949年1月10日结束), None when they bound nothing."""
    if len(times) < 2:
        return None
    first, last = times[-2], times[-1]
    if first.edtf is None or last.edtf is None or last.start - first.end > 2 * _APART:
        return None
    between = _GLOSS.sub("", text[first.end : last.start])
    begun = first.edtf.endswith("/..") or _BEGAN.match(text, first.end) or text.endswith(_BEGAN_ON, 0, first.start)
    until = _FROM_TO.fullmatch(between) or (begun and between in _UP_TO)
    if not until and not (begun and len(between) <= _APART and _OVER.match(text, last.end)):
        return None
    low, high = first.edtf.split("/")[0], last.edtf.rsplit("/", maxsplit=1)[-1]
    start, end = bounds(low), bounds(high)
    if start is None or end is None or start.first is None or end.last is None or start.first > end.last:
        return None
    return f"{low}/{high}"


_APART: Final = 16
_GLOSS: Final = re.compile(r"[（(][^（）()\n]{2,20}[）)]")
_UP_TO: Final = ("，到", "，至", "到", "至", "，直到", "，直至")
_FROM_TO: Final = re.compile(
    "[^，。；：0-9]{0,8}开始，?(?:至|到|直至|直到)|(?:的?(?:战斗|激战|交战|持续|进行|鏖战|围攻|作战|打|一直|开始)){0,3}(?:至|到|直至|直到)"
)
_BEGAN: Final = re.compile("(?:正式|全面)?(?:开始|爆发|打响|发起|发动|起|始|展开|开战|开打)")
_BEGAN_ON: Final = ("发生于", "爆发于", "始于", "开始于", "打响于", "发起于")
_OVER: Final = re.compile(
    "(?:才|正式|宣告|全部|胜利|基本|最终|被|遭)*(?:结束|失败|镇压|陷落|告终|终止|中止|完结|停战|停火|停止|平息|平定|止)"
)


def told_spans(document: Document, names: Sequence[Name], times: Sequence[Time]) -> dict[str, str]:
    """Return canonical name -> EDTF of the happenings a document dates itself, intervals before single days."""
    starts = {time.start: time for time in times}
    ends = {time.end: time for time in times}
    spans: dict[str, Time] = {}
    for name in names:
        time = _after(document.folded, name, starts) or _before(document.folded, name, ends)
        if time is None or time.edtf is None:
            continue
        if time.kind != "interval" or (time.edtf or "").endswith("/.."):
            time = _until_over(document.folded, time, times)
        known = spans.get(name.name)
        if known is None or (known.kind != "interval" and time.kind == "interval"):
            spans[name.name] = time
    return {name: time.edtf for name, time in spans.items() if time.edtf}


def _until_over(text: str, time: Time, times: Sequence[Time]) -> Time:
    """某战役于1948年11月6日开始，1949年1月10日结束: the happening lasted from the one to the other."""
    place = bisect_right(times, time.start, key=lambda other: other.start)
    span = begun_and_over(text, times[place - 1 : place + 1])
    return structs.replace(time, edtf=span, kind="interval") if span is not None else time


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
