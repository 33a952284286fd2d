"""Do two figures agree? Bounds and rounding considered, and always with the reason.

A figure is read as the stretch of numbers its words allow: ``约14万`` the numbers that would be called
so, ``4,700餘`` 4,700 up to the next step, ``超过一万`` ten thousand and somewhat more. Two figures
agree when their stretches meet, or when one is the other rounded.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from kaoyi.model import Exact, Value

# How far words reach. Fractions of the figure itself; chosen so that a reader would call the two "the same".
_ABOUT = Fraction(1, 10)  # 约300: 270 to 330
_OVER = Fraction(3, 2)  # 超过一万: up to 15,000
_NEARLY = Fraction(9, 10)  # 近300: 270 to 300
_UNDER = Fraction(1, 2)  # 不到500: 250 to 500
_ROUNDED = Fraction(1, 20)  # a rounded figure stands within a twentieth of the one it rounds
_WIDE = Fraction(3, 2)  # 500至1000 is too wide to say the same as 800
_SUM_OPEN = Fraction(11, 10)
PLUS = "＋"  # joins the parts of a figure that was added up
_STEP_WORDS = re.compile(r"[余餘多来來几幾]")
_RANGE_WORDS = re.compile(r"[至到~～—–-]")


class Figure(NamedTuple):
    """A value with the words it was written in (hedges and counter included)."""

    low: Exact | None
    high: Exact | None
    approx: bool
    text: str


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
def stretch(one: Figure) -> tuple[Exact, Exact]:
    """Return the first and last number the figure's words allow.

    >>> stretch(Figure(4700, None, True, "4,700餘人"))
    (4700, 4799)
    """
    low, high = one.low, one.high
    if low is None and high is None:
        return 0, 0
    if low is None:
        assert high is not None
        return high * (_NEARLY if one.approx else _UNDER), high
    if high is None and PLUS in one.text:  # a sum of which a part is open: 1,461人＋4,700餘人
        return low, low * _SUM_OPEN
    if high is None:
        return low, low + step(low) - 1 if _STEP_WORDS.search(one.text) else low * _OVER
    if low == high and one.approx:
        give = min(Fraction(step(low), 2), Fraction(low) * _ABOUT)
        return Fraction(low) - give, Fraction(high) + give
    return low, high


def step(number: Exact) -> int:
    """The unit of the last digit that is not nought: 1,000 for 82,000.

    >>> step(82000), step(4700), step(7)
    (1000, 100, 1)
    """
    whole = int(number)
    if whole != number or whole == 0:
        return 1
    unit = 1
    while whole % (unit * 10) == 0:
        unit *= 10
    return unit


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
