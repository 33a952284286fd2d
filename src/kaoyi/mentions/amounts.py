"""The words of one number to its bounds: 十余万, 数百, 三四十, 八至十五万.

A numeral says exactly how many; the words for it often say less. What they leave open stays open
(``None``), and what they call rough is marked so.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from kaoyi.mentions.numerals import BIG, DIGIT, LONGEST, SMALL, read
from kaoyi.model import Exact


class Amount(NamedTuple):
    """Bounds under the record contract, and the kind of number."""

    low: Exact | None
    high: Exact | None
    approx: bool
    kind: str = "cardinal"


_SCALES: Final = "十拾百佰千仟万亿兆"
_MORE: Final = re.compile(f"[余多来几数](?=[{_SCALES}]|$)")
_SEVERAL: Final = re.compile(f"[数几]([{_SCALES}]*)")
_PAIR: Final = re.compile(f"(?<![零〇{''.join(DIGIT)}])([一二两三四五六七八])([二两三四五六七八九])(?=[{_SCALES}]|$)")
_BY_SCALE: Final = re.compile(f"数以([{_SCALES}]+)计|([百千万])上[百千万]")


@lru_cache(maxsize=1 << 16)
def amount(words: str) -> Amount | None:
    """Return what a number's own words say, hedges around it apart; None where they write no number.

    >>> amount("十余万")
    Amount(low=100000, high=200000, approx=True, kind='cardinal')
    >>> amount("两三百")
    Amount(low=200, high=300, approx=True, kind='cardinal')
    """
    if len(words) > LONGEST:
        return None
    words = words.replace("个", "").replace(" 余", "余").replace(" 多", "多") if not words.isascii() else words
    if words.isascii():
        return _exactly(words)
    if words in ("半数", "一半"):
        return Amount(Fraction(1, 2), Fraction(1, 2), False, "fraction")
    several = _SEVERAL.fullmatch(words)
    if several:
        scale = read(several[1]) if several[1] else 1
        return None if scale is None else Amount(2 * scale, 10 * scale - 1, True)
    by_scale = _BY_SCALE.fullmatch(words)
    if by_scale:
        scale = read(by_scale[1] or by_scale[2])
        if scale is None or by_scale[2]:
            return Amount(scale, None, True)
        return Amount(2 * scale, 10 * scale - 1, True)  # 数以百计 is 数百
    more = _MORE.search(words, 1)
    if more:
        return _and_more(words[: more.start()], words[more.end() :], more[0])
    pair = _PAIR.search(words)
    if pair and (DIGIT[pair[2]] == DIGIT[pair[1]] + 1 or pair[0] in ("三五", "三两")):
        digits = sorted(pair.groups(), key=DIGIT.__getitem__)
        low, high = (read(words[: pair.start()] + digit + words[pair.end() :]) for digit in digits)
        return None if low is None or high is None else Amount(low, high, True)
    return _exactly(words)


def _exactly(words: str) -> Amount | None:
    value = read(words)
    return None if value is None else Amount(value, value, False)


def _and_more(before: str, after: str, word: str) -> Amount | None:
    low = read(before + after)
    if low is None:
        return None
    if word == "来":
        return Amount(low, low, True)
    # 十余万 lies below 二十万, as its one open digit says; 4,700余 is left open at the top (contract)
    return Amount(low, 2 * low if before in ("十", "拾") else None, True)


def span(first: str, last: str) -> Amount | None:
    """Return the range two numbers write, the second's scale shared where the first leaves it out (十八至三十万).

    >>> span("十八", "三十万")
    Amount(low=180000, high=300000, approx=False, kind='range')
    """
    start, stop = amount(first), amount(last)
    if start is None or stop is None or start.low is None or stop.high is None:
        return None
    low = start.low * _shared_scale(first, start.low, last, stop.high)
    approx = start.approx or stop.approx
    return Amount(low, stop.high, approx, "range") if low < stop.high else None


def _shared_scale(first: str, low: Exact, last: str, high: Exact) -> int:
    """The scale written once, after the second number: 万 in 2到3万, 百 in 三至五百; 1 when nothing is shared."""
    if first[-1] in BIG:
        return 1
    scale, rest = 1, last
    while rest and rest[-1] in BIG:
        scale *= BIG[rest[-1]]
        rest = rest[:-1]
    if scale == 1 and len(first) == 1 and rest and rest[-1] in SMALL and len(rest) > 1:
        scale = SMALL[rest[-1]]
    return scale if low < Fraction(high) / scale else 1


def share(whole: str, part: str) -> Amount | None:
    """Return 三分之一 as 1/3, and a percent for 百分之, 千分之, 万分之 without a number of their own."""
    bottom, top = amount(whole), amount(part)
    if bottom is None or top is None or not bottom.low or top.low is None:
        return None
    percent = whole[0] in "百佰千仟万"
    size = Fraction(100 if percent else 1) / bottom.low
    high = None if top.high is None else _tidy(top.high * size)
    return Amount(_tidy(top.low * size), high, top.approx, "percent" if percent else "fraction")


def _tidy(value: Exact) -> Exact:
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value
