"""A length where only an area can be meant: ground taken or lost measured in 公里."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from kaoyi.audits.finding import Finding, shown
from kaoyi.model import Quantity, Time
from kaoyi.text import sentences_with

_GROUND: Final = re.compile(
    r"(?:占领|攻占|夺取|夺得|收复|解放|扩展|扩大|拓展|恢复|控制|丢失|失去|推进)(?:了)?(?:[^，。；0-9]{0,4}的?)?(?:土地|阵地|地区|领土|地盘|面积|防区|控制区)(?:面积)?(?:共|约|达|近|为)?$"
)
_FRONT: Final = re.compile(r"战线[^，。；]{0,10}(?:推进|前移|前推)(?:了|约|近)?$")
_ALONG: Final = re.compile(r"纵深|正面|宽|长|距|以北|以南|以东|以西|沿|公路|铁路|海岸|边境线|防线|战线长")
_DAYS: Final = re.compile(r"P([0-9]+)D")
_FASTEST: Final = 40  # kilometres a day; an army on foot pushes no whole front further


def find(text: str, quantities: Sequence[Quantity], times: Sequence[Time]) -> list[Finding]:
    """Return lengths that can only be areas."""
    found: list[Finding] = []
    lengths = [one for one in quantities if one.unit == "km"]
    if not lengths:
        return found
    starts = [time.start for time in times]
    for start, end, first, last in sentences_with(text, [one.start for one in lengths]):
        for one in lengths[first:last]:
            before = text[max(start, one.start - 24) : one.start]
            around = text[max(start, one.start - 24) : min(end, one.end + 6)]
            if _GROUND.search(before) and not _ALONG.search(around):
                found.append(_finding(text, one, (one.start - len(_GROUND.search(before).group()), one.end)))  # type: ignore[union-attr]
            elif (front := _FRONT.search(before)) and _too_fast(
                one, times[bisect_left(starts, start) : bisect_left(starts, end)]
            ):
                found.append(_finding(text, one, (one.start - len(front.group()), one.end)))
    return found


def _too_fast(one: Quantity, inside: Sequence[Time]) -> bool:
    """Whether a whole front would have had to move faster than an army can."""
    days = [int(match.group(1)) for time in inside if (match := _DAYS.fullmatch(time.edtf or ""))]
    return bool(days) and one.low is not None and float(one.low) / max(min(days), 1) > _FASTEST


def _finding(text: str, one: Quantity, span: tuple[int, int]) -> Finding:
    words = text[one.start : one.end]
    why = f"「{text[span[0] : span[1]]}」说的是地面大小，应以平方公里计"
    return Finding("unit", (shown(text, one),), words, None, None, "fails", why, (span,))
