"""Units with what belongs to them: 一吨半, 三米九, 六斤八两, 123元1角1分, 新台币177亿元."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from kaoyi.mentions.amounts import Amount
from kaoyi.mentions.counted import UNIT, Follower, Vocabulary, follower
from kaoyi.mentions.numerals import DIGIT, exact, read
from kaoyi.mentions.scan import HAN
from kaoyi.model import Exact

_PART: Final = re.compile(rf"[又零]?(?P<number>[0-9]++|[{HAN}]++)")


def measured(text: str, end: int, word: Follower, value: Amount, words: Vocabulary) -> tuple[Amount, str, int]:
    """Return the amount in whole units, the unit's symbol, and where the words end."""
    if value.low is not None and value.low == value.high:
        amount, end = _parts(text, end, word, value.low)
        value = value._replace(low=amount, high=amount)
    symbol, end = _currency(text, end, word, words)
    symbol, _, divisor = symbol.partition("/")
    if divisor.isdecimal():
        value = value._replace(low=_divided(value.low, int(divisor)), high=_divided(value.high, int(divisor)))
    return value, symbol + (f"/{divisor}" if divisor and not divisor.isdecimal() else ""), end


def _divided(value: Exact | None, by: int) -> Exact | None:
    return None if value is None else exact(Fraction(value) / by)


def _parts(text: str, end: int, word: Follower, value: Exact) -> tuple[Exact, int]:
    """Add what follows in parts of the unit; each part smaller than the one before it."""
    smallest = Fraction(1)
    while True:
        following = text[end : end + 1]
        if following == "半" and smallest == 1 and text[end + 1 : end + 2] not in _HALF_WORDS:
            return exact(value + Fraction(1, 2)), end + 1
        part = _PART.match(text, end) if word.parts else None
        if part is None:
            return value, end
        size, stop, words = _part(text, part, word, smallest)
        number = read(words)
        if number is None:
            return value, end
        if not size:
            return _tenths(text, part, word, value) if smallest == 1 else (value, end)
        value, end, smallest = exact(value + number * size), stop, size


def _part(text: str, part: re.Match[str], word: Follower, smallest: Fraction) -> tuple[Fraction, int, str]:
    """The size of the part named after a number, where its name ends, and the number's words."""
    begin = part.start("number")
    for stop in dict.fromkeys((part.end(), part.end() - 1)):  # 两 is a numeral and a unit: 六斤八两
        for name, fraction in word.parts:
            if stop > begin and fraction < smallest and text.startswith(name, stop):
                return fraction, stop + len(name), text[begin:stop]
    return Fraction(0), part.end(), part["number"]


_HALF_WORDS: Final = frozenset("数年天夜个月小价途空径场山路岛日世")


_COUNTS: Final = frozenset("人名个位家间所国市县区次宗起例件项票架辆艘枚支元块岁年月日天周成倍")


def _tenths(text: str, part: re.Match[str], word: Follower, value: Exact) -> tuple[Exact, int]:
    """三米九: a single digit after the unit counts tenths, unless it begins something else (五元三人)."""
    digit, stop, end = part["number"], part.end(), part.start()
    following = text[stop : stop + 1]
    tenths = DIGIT.get(digit)
    if word.form == "成":  # 九成四选民: only another count can take the digit away
        taken = following in _COUNTS
        tenths = int(digit) if len(digit) == 1 and digit.isdecimal() else tenths
    else:
        taken = following.isalnum()
    if taken or not tenths or part.start("number") != end:
        return value, end
    return exact(value + Fraction(tenths, 10)), stop


def _currency(text: str, end: int, word: Follower, words: Vocabulary) -> tuple[str, int]:
    """三万元欧元: the currency named after 元 decides."""
    if word.unit != "CNY":
        return word.unit, end
    named = follower(text, end, words.followers)
    if named is not None and named.what == UNIT and named.kind == "money" and len(named.form) > 1:
        return named.unit, end + len(named.form)
    return word.unit, end


def currency_before(text: str, start: int, words: Vocabulary) -> tuple[str, int] | None:
    """Return the currency named just before a number and where its name begins (港币两千元, $500)."""
    at = start - 1 if text[start - 1 : start] == " " else start
    for form, code in words.money_before.get(text[at - 1 : at], ()):
        if at >= len(form) and text.startswith(form, at - len(form)):
            return code, at - len(form)
    return None
