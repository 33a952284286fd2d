"""Shares with both sides given: 200人，其中50人…，占25%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from kaoyi.audits.finding import Finding, exact, figure, plain, shown
from kaoyi.mentions.reach import stretch
from kaoyi.model import Quantity
from kaoyi.text import sentences_with

_SHARE: Final = re.compile(
    r"占(?:其|全部|全体|总数|总人数|总体|整体|当中|全)?[^0-9，。；、一二三四五六七八九十百]{0,8}(?:的|达|约|近|逾|超过|高达)*$"
)
_WHOLE_SHARE: Final = re.compile(r"占(?:其|其中|总数|总人数|全部|全体|整体|总体)")
_PART: Final = re.compile(r"其中|当中")
_HEDGED: Final = re.compile(r"约|近|逾|超|多|余|左右|不到|不足|大概|至少")


def find(text: str, quantities: Sequence[Quantity]) -> list[Finding]:
    """Return the shares whose part and whole stand in the same sentence."""
    found: list[Finding] = []
    if not any(q.kind in ("percent", "fraction") for q in quantities):
        return found
    for _, _, first, last in sentences_with(text, [q.start for q in quantities]):
        for at in range(first + 2, last):
            share = quantities[at]
            if share.kind in ("percent", "fraction") and exact(share):
                one = _share(text, quantities[at - 2], quantities[at - 1], share)
                if one is not None:
                    found.append(one)
    return found


def _share(text: str, whole: Quantity, part: Quantity, share: Quantity) -> Finding | None:
    between = text[part.end : share.start]
    if not _SHARE.search(between) or len(between) > 20 or whole.unit != part.unit or part.unit is None:
        return None
    if not (exact(whole) and exact(part)) or not whole.low or part.low is None or part.low > whole.low:
        return None
    percent = Fraction(share.low or 0) * (1 if share.kind == "percent" else 100)
    computed = Fraction(part.low) * 100 / Fraction(whole.low)
    words = text[share.start : share.end]
    decimals = len(match.group(1)) if (match := re.search(r"\.([0-9]+)", words)) else 0
    give = Fraction(1, 10**decimals) if share.kind == "percent" and "成" not in words else Fraction(5)
    low, high = stretch(figure(text, share))
    hedged = bool(_HEDGED.search(text[max(part.end, share.start - 3) : share.end + 2])) or low != high
    span = ((whole.start, share.end),)
    parts, shows = (shown(text, part), shown(text, whole)), f"{round(float(computed), 2)}%"
    why = f"{parts[0]} ÷ {parts[1]} = {shows}，文中作{words}"
    gap = plain(Fraction(round(percent - computed, 2)))
    if abs(computed - percent) <= give or (hedged and abs(computed - percent) <= 5):
        return Finding("ratio", parts, words, shows, gap, "holds", why, span)
    if _PART.search(text[whole.end : part.start]) and _WHOLE_SHARE.search(between) and not hedged:
        return Finding("ratio", parts, words, shows, gap, "fails", why, span)
    return None
