"""Do two figures agree? Bounds and rounding considered, and always with the reason.

A figure is read as the stretch of numbers its words allow: ``约14万`` the numbers that would be called
so, ``4,700餘`` 4,700 up to the next step, ``超过一万`` ten thousand and somewhat more. Two figures
agree when their stretches meet, or when one is the other rounded.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from kaoyi.mentions.reach import PLUS, Figure, step, stretch
from kaoyi.model import Exact, Value

__all__ = ["PLUS", "Comparison", "Figure", "compare", "figure", "spread", "step", "stretch"]

_ROUNDED: Final = Fraction(1, 20)  # a rounded figure stands within a twentieth of the one it rounds
_WIDE: Final = Fraction(3, 2)  # 500至1000 is too wide to say the same as 800
_RANGE_WORDS: Final = re.compile(r"[至到~～—–-]")


class Comparison(NamedTuple):
    """Whether two figures agree, and why in one phrase (Chinese, then English)."""

    agree: bool
    why: str
    why_en: str


def figure(value: Value, text: str) -> Figure:
    """Make a figure of a claim's value; numbers become exact."""
    return Figure(_exact(value.low), _exact(value.high), value.approx, text)


def _exact(number: float | None) -> Exact | None:
    if number is None or isinstance(number, int):
        return number
    exact = Fraction(str(number))
    return int(exact) if exact.denominator == 1 else exact


@lru_cache(maxsize=65536)
def compare(one: Figure, other: Figure) -> Comparison:
    """Say whether two figures can be the same number. Symmetric, and every figure agrees with itself."""
    if one[:3] == other[:3]:
        return Comparison(True, "数字相同", "the same number")
    a, b = sorted((one, other), key=str)
    first, second = stretch(a), stretch(b)
    if first[0] <= second[1] and second[0] <= first[1]:
        if _too_wide(a, b) or _too_wide(b, a):
            return Comparison(False, "一方只给出很宽的范围", "one gives only a wide range")
        return Comparison(True, "在约数或上下限之内相合", "the same within what the words allow")
    if _rounds(a, b) or _rounds(b, a):
        return Comparison(True, "四舍五入后相合", "the same after rounding")
    return Comparison(False, "数字不合", "the numbers differ")


def _too_wide(wide: Figure, exact: Figure) -> bool:
    """500至1000 against 800: the range is a statement of its own, not a rounding."""
    if wide.low is None or wide.high is None or wide.low == 0 or not _RANGE_WORDS.search(wide.text):
        return False
    return Fraction(wide.high) >= Fraction(wide.low) * _WIDE and exact.low == exact.high


def _rounds(rounded: Figure, exact: Figure) -> bool:
    """18.3万 rounds 183,108; 14万 rounds 139,854; but 30 does not round 28, nor 200 163."""
    if rounded.low != rounded.high or exact.low != exact.high or rounded.low is None or exact.low is None:
        return False
    unit = step(rounded.low)
    if unit < 100 or unit <= step(exact.low):
        return False
    gap = abs(Fraction(rounded.low) - Fraction(exact.low))
    return gap * 2 <= unit and gap <= Fraction(exact.low) * _ROUNDED


def spread(figures: list[Figure]) -> float | None:
    """The largest ``low|high`` over the smallest, or None when there is nought among them."""
    ends = [end for one in figures for end in (one.low, one.high) if end is not None]
    if not ends or min(ends) <= 0:
        return None
    return round(float(Fraction(max(ends)) / Fraction(min(ends))), 4)
