"""Where a number stands in running text, and how far its own words go: fractions, ranges and ratios too."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from kaoyi.mentions.amounts import Amount, amount, share, span
from kaoyi.mentions.numerals import DIGIT, exact
from kaoyi.model import Leaf

CORE: Final = "〇零○一二两三四五六七八九十百千万亿兆廿卅卌壹贰叁肆伍陆柒捌玖拾佰仟俩"
HAN: Final = CORE + "半数几"  # what a Chinese numeral may begin with
IS_HAN: Final = frozenset(HAN)
# Digits after the first one, by threes where they are grouped, then scales: 91,503  26 000  12.3万  18万3千1百零8
DIGITS: Final = (
    r"(?:[0-9]{0,2}(?:[,，][0-9]{3})++(?![0-9])|[0-9]{0,2}(?:[,，] [0-9]{3})++(?=[余多]?[人名个架辆艘门枚发具位支])|[0-9]{0,2}(?: [0-9]{3})++(?![0-9.,])|[0-9]*+)(?:\.[0-9]++)*+"
    rf"(?:[kK](?![A-Za-z0-9])|(?: ?[十百千拾佰仟万亿兆][{CORE}0-9]*+(?:\.[0-9]++)?))?+"
)
HANS: Final = rf"(?:(?<=半)数|(?<=一)半(?![{CORE}导球年天个月])|(?<=[半数几])[十百千万亿]*+|(?<=[{CORE}])[{CORE}0-9]*+)"
# 余 and 多 after or inside a number, 三点五, 两个亿, 数以千计
TAIL: Final = (
    r"(?:点[〇零一二三四五六七八九0-9]++(?![十百千]))?+(?:个[万亿]++)?+"
    rf"(?:(?:(?<=成[百千])上[百千万]|(?<=数)以[十百千万亿]++计)|(?: (?=[余多]))?(?:[余多几]|(?<=[十百千])数(?=[万亿人名个位架艘辆]))(?:[十百千万亿兆]++[{CORE}]*+)?|来(?=[十百千万亿人名个位岁架辆艘具门支枚次]))?+"
)
NUMBER: Final = re.compile(rf"[0-9{HAN}](?:(?<=[0-9]){DIGITS}|{HANS}){TAIL}")
JOINT: Final = re.compile(r" ?(?:至|到|[~～∼〜]|[—–─]{1,2}|-|、) ?")
_AGAINST: Final = re.compile("[比:](?=[0-9一二两三四五六七八九十百])")
PROLONGS: Final = frozenset("至到~～∼〜—–─-、比: ")
_VALUE: Final = {**DIGIT, **{str(digit): digit for digit in range(10)}}


_ENGLISH: Final = re.compile(" (thousand|million|billion|trillion)(?![A-Za-z])")
_SCALE: Final = {"thousand": "千", "million": "百万", "billion": "十亿", "trillion": "万亿"}


class Number(Leaf, frozen=True, gc=False):
    """A number as it stands: its amount and where its own words end."""

    amount: Amount
    end: int


def number_at(text: str, start: int, end: int) -> Number | None:
    """Read the number whose words stand at start..end, with 分之, a range or 比 that prolongs it."""
    words = text[start:end]
    following = text[end : end + 1]
    if following == "分" and text.startswith("分之", end):
        return _share(text, words, end)
    if following == " " and (scale := _ENGLISH.match(text, end)):
        value = amount(words + _SCALE[scale[1]])
        return None if value is None else Number(value, scale.end())
    if following in PROLONGS:
        joint = JOINT.match(text, end)
        prolonged = _range(text, words, joint) if joint else _ratio(text, words, end)
        if prolonged is not None:
            return prolonged
    value = amount(words)
    return None if value is None else Number(value, end)


def _share(text: str, words: str, end: int) -> Number | None:
    part = NUMBER.match(text, end + 2)
    value = share(words, part.group()) if part else None
    return Number(value, part.end()) if value and part else None


def _range(text: str, words: str, joint: re.Match[str]) -> Number | None:
    last = NUMBER.match(text, joint.end())
    if last is None or text.startswith("-", last.end()):
        return None
    if "、" in joint.group() and not _neighbours(words, last.group()):
        return None
    value = span(words, last.group())
    return None if value is None else Number(value, last.end())


def _neighbours(first: str, last: str) -> bool:
    """七、八十 is a range of two neighbouring digits; 3、40 is a list."""
    if len(first) != 1 or first not in _VALUE or last[0] not in _VALUE:
        return False
    return _VALUE[last[0]] == _VALUE[first] + 1 and not last[1:2].isdecimal()


def _ratio(text: str, words: str, end: int) -> Number | None:
    against = _AGAINST.match(text, end)
    second = NUMBER.match(text, against.end()) if against else None
    if second is None:
        return None
    if text[end] == ":" and (len(second.group()) == 2 or not second.group().isdecimal()):
        return None  # a clock time
    first, other = amount(words), amount(second.group())
    if first is None or other is None or not other.low or first.low is None or first.approx or other.approx:
        return None
    value = exact(Fraction(first.low) / other.low)
    return Number(Amount(value, value, False, "ratio"), second.end())
