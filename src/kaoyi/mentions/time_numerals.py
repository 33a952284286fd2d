"""Numerals as they stand before units of time: 1953, 二〇一二, 三十, 廿一, 十几, 2000万."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

DIGITS: Final = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2}
_TENS: Final = {"廿": 20, "卅": 30}
_SCALES: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}


class Numeral(NamedTuple):
    """A numeral's value; ``last`` is set for pairs (三四 = 3..4), ``loose`` for 几, 多, 余 and pairs."""

    value: Fraction
    last: Fraction | None = None
    loose: bool = False
    whole: int | None = None  # the value when it is one exact whole number


@lru_cache(maxsize=8192)
def read(word: str) -> Numeral | None:
    """Read a numeral, or None when the characters make none.

    >>> read("二〇一二").whole, read("三十").whole, read("廿一").whole, read("十几").loose
    (2012, 30, 21, True)
    """
    found = _read(word)
    if found is None or found.loose or found.last is not None or found.value.denominator != 1:
        return found
    return found._replace(whole=int(found.value))


def _read(word: str) -> Numeral | None:
    if len(word) > 24:  # no year, day or length is written so
        return None
    loose = bool(word) and word[-1] in "多余来几" and word not in ("几", "来", "余", "多")
    stem = word.rstrip("多余来") if loose else word
    if stem.endswith("几") and len(stem) > 1:
        stem = stem[:-1]
    if stem == "几":
        return Numeral(Fraction(2), Fraction(9), True)
    if stem == "数":
        return Numeral(Fraction(2), Fraction(9), True)
    if stem and stem[0] in "几数" and len(stem) == 2 and stem[1] in _SCALES:
        scale = _SCALES[stem[1]]
        return Numeral(Fraction(2 * scale), Fraction(10 * scale - 1), True)
    if stem == "半":
        return Numeral(Fraction(1, 2))
    return _exact(stem, loose)


def _exact(stem: str, loose: bool) -> Numeral | None:
    if stem and stem[0].isascii():
        return _arabic(stem, loose)
    pair = _pair(stem)
    if pair:
        return pair
    value = positional(stem) if len(stem) > 1 and all(c in DIGITS for c in stem) else chinese(stem)
    return None if value is None else Numeral(Fraction(value), None, loose)


def _arabic(stem: str, loose: bool) -> Numeral | None:
    scale = 1
    while stem and stem[-1] in _SCALES:
        scale *= _SCALES[stem[-1]]
        stem = stem[:-1]
    plain = stem.replace(",", "")
    if not plain or not plain.replace(".", "", 1).isdigit() or plain.endswith("."):
        return None
    return Numeral(Fraction(plain) * scale, None, loose)


def positional(word: str) -> int | None:
    """Read digits said one by one: 二〇一二 is 2012, 九七 is 97."""
    return int("".join(str(DIGITS[c]) for c in word)) if word and all(c in DIGITS for c in word) else None


def _pair(word: str) -> Numeral | None:
    """三四 is three or four, 十七八 seventeen or eighteen, 二三十 twenty or thirty."""
    for cut in range(len(word) - 1):
        a, b = DIGITS.get(word[cut], 0), DIGITS.get(word[cut + 1], 0)
        if a and b == a + 1:
            first, last = chinese(word[: cut + 1] + word[cut + 2 :]), chinese(word[:cut] + word[cut + 1 :])
            if first and last and last > first and (cut == 0 or word[cut - 1] in _SCALES):
                return Numeral(Fraction(first), Fraction(last), True) if len(word) <= 4 else None
    return None


def chinese(word: str) -> int | None:
    """Read a Chinese numeral with its tens and hundreds: 三百六十五, 廿三, 十."""
    total = section = current = 0
    for character in word:
        if character in DIGITS:
            current = DIGITS[character]
        elif character in _TENS:
            section, current = section + _TENS[character], 0
        elif character in _SCALES:
            scale = _SCALES[character]
            if scale >= 10**4:
                total, section, current = (total + section + current) * scale, 0, 0
            else:
                section, current = section + (current or 1) * scale, 0
        else:
            return None
    return total + section + current if word else None
