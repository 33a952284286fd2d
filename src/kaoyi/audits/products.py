"""So many of each: 每个团约六七百人，3个团共2300多人."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from kaoyi.audits.finding import Finding, figure, plain, shown
from kaoyi.mentions.numerals import read
from kaoyi.mentions.reach import stretch
from kaoyi.model import Quantity
from kaoyi.text import places, sentences_with

_EACH: Final = re.compile(
    r"每(?:一)?(?:个|艘|架|辆|座|间|条|名|家)?([\u4e00-\u9fff]{1,2}?)(?:有|约|平均|各|大约|只有|的兵力)*$"
)
_MANY: Final = re.compile(
    r"([0-9]{1,4}|[二两三四五六七八九十百]{1,4})(?:个|艘|架|辆|座|间|条|名|家)?(?:[\u4e00-\u9fff]{0,6}的)?([\u4e00-\u9fff]{1,2}?)[^，。；]{0,2}(?:总共|共计|合计|一共|共)(?:约|有|为|达)*$"
)
_MOST_WRONG: Final = Fraction(1, 3)


def find(text: str, quantities: Sequence[Quantity]) -> list[Finding]:
    """Return the products a sentence itself makes: so many each, so many of them, so many together."""
    found: list[Finding] = []
    marks = places(text, "每") if len(quantities) > 1 else []
    starts = [q.start for q in quantities] if marks else []
    for start, end, _, _ in sentences_with(text, marks):
        inside = quantities[bisect_left(starts, start) : bisect_left(starts, end)]
        for at, one in enumerate(inside[:-1]):
            each = _EACH.search(text[max(start, one.start - 12) : one.start])
            product = _together(text, one, each.group(1), inside[at + 1 :]) if each and one.unit else None
            if product is not None:
                found.append(product)
    return found


def _together(text: str, one: Quantity, thing: str, later: Sequence[Quantity]) -> Finding | None:
    for total in later:
        many = _MANY.search(text[max(one.end, total.start - 24) : total.start])
        count = read(many.group(1)) if many else None
        if many and many.group(2) == thing and total.unit == one.unit and isinstance(count, int) and count > 1:
            return _finding(text, count, one, total)
    return None


def _finding(text: str, count: int, one: Quantity, total: Quantity) -> Finding:
    low, high = (Fraction(end) * count for end in stretch(figure(text, one)))
    least, most = (Fraction(end) for end in stretch(figure(text, total)))
    apart = max(least - high, low - most)
    verdict = (
        "holds" if apart <= 0 else ("fails" if apart * 20 > least and apart <= least * _MOST_WRONG else "cannot_tell")
    )
    computed: int | float | str = plain(low) if low == high else f"{plain(low)}–{plain(high)}"
    why = f"{count} × {shown(text, one)} = {computed}，文中共作{text[total.start : total.end]}"
    parts = (count, shown(text, one))
    gap = plain(apart) if apart > 0 else 0
    return Finding("sum", parts, shown(text, total), computed, gap, verdict, why, ((one.start, total.end),))
