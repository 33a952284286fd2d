"""Numerals to exact numbers: digits in any grouping, Chinese, financial, and the two mixed.

Everything here reads *folded* text (simplified script, half-width digits) and knows nothing of what is counted.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from kaoyi.model import Exact

DIGIT: Final = {
    **{
        "〇": 0,
        "零": 0,
        "○": 0,
        "一": 1,
        "二": 2,
        "两": 2,
        "三": 3,
        "四": 4,
        "五": 5,
        "六": 6,
        "七": 7,
        "八": 8,
        "九": 9,
    },
    **{"壹": 1, "贰": 2, "弍": 2, "叁": 3, "参": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "俩": 2},
}
TENS: Final = {"廿": 20, "卅": 30, "卌": 40}
SMALL: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG: Final = {"万": 10**4, "亿": 10**8, "兆": 10**12}
LETTERS: Final = {"k": 10**3, "K": 10**3, "M": 10**6, "G": 10**9, "B": 10**9}
LONGEST: Final = 80  # a longer run of numerals is not a number anyone wrote, and reading it would not be linear

_TOKEN: Final = re.compile(
    r"(?P<number>[0-9]{1,3}(?:[,，] ?[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]*\.?[0-9]+)|\s+|(?P<word>.)",
    re.S,
)
_FIRST: Final = 10**5  # above every small scale: nothing of this section read yet


def exact(value: Exact) -> Exact:
    """An int where the value is whole."""
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


def plain(digits: str) -> Exact:
    """Read digits with any grouping and at most one decimal point.

    >>> plain("91,503"), plain("26 000"), plain("12.5")
    (91503, 26000, Fraction(25, 2))
    """
    whole, _, decimals = digits.replace(",", "").replace("，", "").replace(" ", "").partition(".")
    return exact(Fraction(int(whole + decimals), 10 ** len(decimals))) if decimals else int(whole)


@lru_cache(maxsize=1 << 16)
def read(numeral: str) -> Exact | None:
    """Return the number that a whole string writes, or None where it writes none.

    A scale standing alone counts one of it: whether 万 is meant as a number is for the caller to say.

    >>> read("十五万"), read("18万3千1百零8"), read("一万三"), read("壹佰伍拾"), read("4.78万亿"), read("三架")
    (150000, 183108, 13000, 150, 4780000000000, None)
    """
    if len(numeral) > LONGEST:
        return None
    if numeral[:1] in ("负", "-", "−"):
        value = read(numeral[1:].lstrip())
        return None if value is None or value < 0 else -value
    whole, point, decimals = numeral.partition("点")
    return _with_decimals(whole, decimals) if point else _whole(numeral)


def _with_decimals(whole: str, decimals: str) -> Exact | None:
    scale, digits = 1, decimals.replace(" ", "")
    while digits and digits[-1] in BIG:
        scale *= BIG[digits[-1]]
        digits = digits[:-1]
    digits = "".join(str(DIGIT.get(c, c)) for c in digits)
    base = _whole(whole)
    if base is None or not digits.isdecimal():
        return None
    return exact((base + Fraction(int(digits), 10 ** len(digits))) * scale)


def _whole(numeral: str) -> Exact | None:
    bare = numeral.replace(" ", "") if numeral[:1] not in "0123456789" else numeral.strip()
    if not bare:
        return None
    if len(bare) > 1 and all(c in DIGIT for c in bare):
        if "两" in bare or "俩" in bare:
            return None
        return int("".join(str(DIGIT[c]) for c in bare))  # 一九五〇: digit by digit
    return _by_scales(bare)


class _Section:
    """What has been read since the last 万 or larger."""

    __slots__ = ("last", "pending", "single", "smallest", "sum")

    def __init__(self, last: int) -> None:
        self.sum: Exact = 0
        self.pending: Exact | None = None  # a number whose scale may still come
        self.single = False  # ... written as one digit
        self.smallest = _FIRST  # scales come down: 十 after 百, never 百 after 十
        self.last = last  # the scale just before, 0 after a zero: what a closing single digit counts (一万三)

    def number(self, value: Exact, single: bool) -> bool:
        if value == 0 and single:
            self.last = 0
            return not self.pending
        good = not self.pending
        self.pending, self.single = value, single
        return good

    def scale(self, scale: int) -> bool:
        if scale >= self.smallest:
            return False
        self.sum += (1 if self.pending is None else self.pending) * scale
        self.pending, self.smallest, self.last = None, scale, scale
        return True

    def tens(self, value: int) -> bool:
        good = not self.pending and self.smallest > 10
        self.sum += value
        self.smallest = self.last = 10
        return good

    @property
    def empty(self) -> bool:
        return self.pending is None and self.smallest == _FIRST

    def total(self, lasts: range) -> Exact:
        """The section's value; a closing single digit counts a tenth of the scale before it, if that is in ``lasts``."""
        pending = self.pending or 0
        return self.sum + (pending * self.last // 10 if self.single and self.last in lasts else pending)


def _by_scales(bare: str) -> Exact | None:
    """Numbers and scales, larger scales before smaller ones (19万7653, 一亿零一万, 4.78万亿)."""
    pieces: list[tuple[Exact, int]] = []  # value, scale of what 万, 亿, 兆 have closed
    section = _Section(0)
    for token in _TOKEN.finditer(bare):
        word = token.group()
        if token.lastgroup == "number":
            good = section.number(plain(word), len(word) == 1)
        elif word in DIGIT:
            good = section.number(DIGIT[word], True)
        elif word in SMALL:
            good = section.scale(SMALL[word])
        elif word in TENS:
            good = section.tens(TENS[word])
        elif word in BIG or word in LETTERS:
            scale = BIG.get(word) or LETTERS[word]
            _close(pieces, section, scale)
            good = True
            section = _Section(scale)
        elif word == "半" and section.empty and not pieces:
            good = section.number(Fraction(1, 2), False)
        else:
            good = word.isspace()
        if not good:
            return None
    return exact(sum((value for value, _ in pieces), start=section.total(range(100, 10**13))))


def _close(pieces: list[tuple[Exact, int]], section: _Section, scale: int) -> None:
    """Close a section with 万 or larger: it multiplies everything smaller read before it."""
    value = None if section.empty else section.total(range(100, 10**4))
    if value is None and not pieces:
        value = 1  # 万人, 亿万
    while pieces and (pieces[-1][1] < scale or value is None):
        value = (value or 0) + pieces.pop()[0]
    pieces.append((exact((value or 0) * scale), scale))
