"""How far a figure's words reach: the stretch of numbers that ``约14万``, ``4,700餘`` or ``超过一万`` allows."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from kaoyi.model import Exact

# Fractions of the figure itself; chosen so that a reader would call two numbers within them "the same".
_ABOUT: Final = Fraction(1, 10)  # 约300: 270 to 330
_OVER: Final = Fraction(3, 2)  # 超过一万: up to 15,000
_NEARLY: Final = Fraction(9, 10)  # 近300: 270 to 300
_UNDER: Final = Fraction(1, 2)  # 不到500: 250 to 500
_SUM_OPEN: Final = Fraction(11, 10)
PLUS: Final = "＋"  # joins the parts of a figure that was added up
_STEP_WORDS: Final = re.compile(r"[余餘多来來几幾]")


class Figure(NamedTuple):
    """A value with the words it was written in (hedges and counter included)."""

    low: Exact | None
    high: Exact | None
    approx: bool
    text: str


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
