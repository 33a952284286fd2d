"""Numerals with a unit into the slots of a phrase: is 53年 a year or a length, 7日 a day, 三点 an hour?"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.mentions import time_numerals as numerals
from kaoyi.mentions.time_length_slots import COUNTED_DAYS, plain_unit
from kaoyi.mentions.time_phrases import Phrase, Relative
from kaoyi.mentions.time_tokens import (
    CENTURY,
    DAY,
    HOUR,
    MINUTE,
    MONTH,
    SECOND,
    UNITS,
    YEAR,
    Token,
)


def _year(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    number, last, _unit, tail = token.value
    if phrase.rank >= YEAR or tail in ("多", "余"):
        return False
    if phrase.era:
        return _era_year(phrase, number)
    year = _republic(number, token, text) or _as_year(number, token, text, following)
    if last is not None:
        first, year = year or _as_year_end(number), _as_year_end(last)
        if first is None or year is None or len(last) < 2 or not (first[0] == "abs" or first == year):
            return False
        if year[0] == "two":  # 1950-53年
            year = ("abs", first[1] // 100 * 100 + year[1])
        phrase.last_year, year = year, first
    if year is None and phrase.word == "commonera":
        plain = numerals.read(number)
        year = ("abs", plain.whole) if plain and plain.whole else None
    if year is None:
        return False
    phrase.year, phrase.rank, phrase.unsure = year, YEAR, False
    return bool(tail != "半")


def _republic(number: str, token: Token, text: str) -> Relative | None:
    """民99年: the Republic's years as bibliographies shorten them."""
    before = text[max(0, token.start - 2) : token.start]
    if (
        before[-1:] == "民"
        and number.isdigit()
        and len(number) < 4
        and (len(before) == 1 or before[0] in " ,，、。：:（(\n")
    ):
        return "abs", 1911 + int(number)
    return None


def _era_year(phrase: Phrase, number: str) -> bool:
    count = numerals.read(number)
    assert phrase.era is not None
    first, last = phrase.era
    if count is None or not count.whole or count.whole > 130 or (last and first + count.whole - 1 > last):
        return False
    phrase.year, phrase.rank, phrase.unsure = ("abs", first + count.whole - 1), YEAR, False
    return True


_MIXED: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def _as_year_end(number: str) -> Relative | None:
    digits = number.translate(_MIXED)
    if not digits.isdigit() or len(digits) not in (2, 4):
        return None
    return ("abs", int(digits)) if len(digits) == 4 else ("two", int(digits))


_YEAR_BEFORE: Final = ("在", "于", "公元", "西元", "至", "到", "从", "自", "迄", "距")


_NOT_A_YEAR: Final = re.compile(
    " ?(?!前[0-9一二两三四五六七八九十]{1,2}个?(?:月|季))(?:以?[来后前内上下]|之?[间久内前后]|的?历史|多|余|时间|期间|的时间)"
)


def _as_year(number: str, token: Token, text: str, following: Token | None) -> Relative | None:
    """Whether a numeral before 年 names a year (1953, 二〇一二, 53 before a month) or counts years (三年, 20年)."""
    digits = number.translate(_MIXED)
    if not digits.isdigit():
        return None
    value, dated = int(digits), following is not None and _is_month(following) and following.start - token.end <= 1
    if len(digits) == 4:
        counted = value % 1000 == 0 and value != 2000 and _NOT_A_YEAR.match(text, token.end)
        return None if not 1000 <= value <= 2200 or counted else ("abs", value)
    counted = _NOT_A_YEAR.match(text, token.end)
    if len(digits) == 3:
        said = number.isdigit() is False or text.endswith(_YEAR_BEFORE, 0, token.start)
        return ("abs", value) if said and (dated or not counted) and digits[0] != "0" else None
    if len(digits) != 2:
        return None
    pair = not number.isascii() and int(digits[1]) == int(digits[0]) + 1
    if dated or digits[0] == "0" or text[token.start - 1 : token.start] in tuple("'’‘′"):
        return ("two", value)
    if not number.isascii():
        return None if pair else ("two", value)
    if _TWO_DIGIT_TAIL.match(text, token.end) and not counted:
        return ("two", value)
    return None


_TWO_DIGIT_TAIL: Final = re.compile("年?[初底末](?![步期一二三四五])|[上下]半年|[春夏秋冬](?:季|天)")


def _is_month(token: Token) -> bool:
    if token.kind in ("lunar", "festival"):
        return True
    return token.kind == "number" and token.value[2] in ("月", "月份", "季度") and bool(token.value[0])


def _month(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    number, last, unit, tail = token.value
    count = numerals.read(number)
    if count is None or count.whole is None or not 1 <= count.whole <= 12 or number[0] in "两几数半":
        return False
    if phrase.rank >= MONTH or tail or (unit == "月" and text[token.end : token.end + 1] in ("亮", "饼", "嫂", "经")):
        return False
    end = numerals.read(last) if last else None
    if last and (end is None or end.whole is None or not 1 <= end.whole <= 12):
        return False
    if text[token.start - 1 : token.start] == "闰":
        phrase.calendar, count = "lunar", count._replace(value=-count.value)
        phrase.start = min(phrase.start, token.start - 1)
    phrase.month, phrase.rank, phrase.unsure = ("abs", int(count.value)), MONTH, False
    phrase.last_month = end.whole if end else None
    return True


_NOT_A_DAY: Final = re.compile(
    "[元圆币籍裔侨军伪寇语常均线薪租]|本(?!报|台|社|刊|网|市|县|省|院|次|轮|周|月)|子(?!夜)|历|报(?![道称])|经|程|落|出|益|后|内|来|间|之?[内间]|游"
)


def _day(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    number, last, unit, tail = token.value
    count = numerals.read(number)
    if count is None or count.whole is None or not 1 <= count.whole <= 31 or number[0] in "两几数半" or tail:
        return False
    if phrase.rank >= DAY or (phrase.rank == YEAR) or phrase.tenday or phrase.last_month:
        return False
    if phrase.rank == 0 and not _bare_day(number, unit, token, text, following):
        return False
    if phrase.rank == MONTH and unit == "日" and text[token.end : token.end + 1] in ("元", "圆"):
        return False
    end = numerals.read(last) if last else None
    if last and (end is None or end.whole is None or not count.whole < end.whole <= 31):
        return False
    phrase.day, phrase.rank, phrase.last_day = ("abs", count.whole), DAY, end.whole if end else None
    phrase.unsure = False
    return True


def _bare_day(number: str, unit: str, token: Token, text: str, following: Token | None) -> bool:
    if unit == "号":
        near = following is not None and following.start == token.end
        here = text[token.end : token.end + 1]
        return (
            (near or here in tuple("，。、；（） \n") or here == "")
            and not text.endswith(("第", "型", "No"), 0, token.start)
            and (near and following is not None and following.kind in ("daypart", "clock", "number"))
        )
    if _NOT_A_DAY.match(text, token.end) or text.endswith(COUNTED_DAYS, 0, token.start):
        return False
    return number != "一" or (following is not None and following.start == token.end)


def _decade(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    digits = token.value[0].translate(_MIXED)
    count = numerals.read(token.value[0])
    value = int(digits) if digits.isdigit() and len(digits) == 4 else count.whole if count else None
    if value is None or value % 10 or phrase.year or (value > 90 and value < 1000) or value > 2200:
        return False
    if phrase.century and value > 90:
        return False
    phrase.decade, phrase.rank = value, YEAR
    return True


def _century(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    count = numerals.read(token.value[0])
    if phrase.rank or phrase.year or count is None or not count.whole or count.whole > 22:
        return False
    if text.endswith(("半", "近", "约", "个"), 0, token.start):
        return False
    phrase.century = ("abs", count.whole)
    phrase.rank = CENTURY
    return True


def _quarter(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    count = numerals.read(token.value[0])
    if count is None or count.whole not in (1, 2, 3, 4) or phrase.rank > YEAR:
        return False
    phrase.part, phrase.rank = ("quarter", count.whole), MONTH
    phrase.year = phrase.year or ("line", 0)
    if text[token.start - 1 : token.start] == "第" and phrase.start == token.start:
        phrase.start -= 1
    return True


_HOUR_AFTER: Final = re.compile(
    " ?(?:许|左右|前后|整|半|多|过|至|到|开始|之前|之后|以前|以后|正|不到|[，。、；～~—）)-]|$)"
)


_NOT_AN_HOUR: Final = re.compile(
    "[意建要看好坏经共不原教认体启思感声内说想疑钱理特新小]|[零〇一二三四五六七八九十0-9]|代|期|候|刻|机|髦|尚"
)


def _hour(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    number, last, _unit, tail = token.value
    count = numerals.read(number)
    if count is None or count.whole is None or count.whole > 24 or number[0] in "几数半":
        return False
    if phrase.rank >= HOUR or (phrase.rank in (YEAR, MONTH)):
        return False
    minute = following is not None and following.start == token.end and _unit_kind(following) == "minute"
    if phrase.rank == 0 and not _bare_hour(minute, token, text):
        return False
    end = numerals.read(last) if last else None
    phrase.hour, phrase.rank, phrase.unsure = count.whole, HOUR, False
    phrase.last_hour = end.whole if end and end.whole is not None and end.whole <= 24 else None
    if tail == "半":
        phrase.minute, phrase.rank = 30, MINUTE
    return True


def _bare_hour(minute: bool, token: Token, text: str) -> bool:
    """Whether an hour with no day or part of the day before it is one: 一点 is a bit, 三点意见 are points."""
    number, _, unit, tail = token.value
    if text.endswith(("第", "这", "那", "有", "为", "半", "."), 0, token.start) or (
        number == "一" and not minute and unit != "点钟"
    ):
        return False
    if unit == "点钟" or minute or tail == "半" or text[token.end : token.end + 2] in ("一刻", "三刻"):
        return True
    if _NOT_AN_HOUR.match(text, token.end):
        return False
    return number[0] not in "两" and (_HOUR_AFTER.match(text, token.end) is not None)


def _unit_kind(token: Token) -> str:
    return UNITS[plain_unit(token.value[2])[0]][0] if token.kind == "number" else token.kind


def _minute(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    count = numerals.read(token.value[0])
    if phrase.rank != HOUR or count is None or count.whole is None or count.whole > 59:
        return False
    phrase.minute, phrase.rank = count.whole, MINUTE
    return True


def _second(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    count = numerals.read(token.value[0])
    if phrase.rank != MINUTE or phrase.minute is None or count is None or count.whole is None or count.whole > 60:
        return False
    phrase.second, phrase.rank = count.whole, SECOND
    return True


NUMBER_SLOTS: Final = {
    "year": _year,
    "month": _month,
    "day": _day,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "hour": _hour,
    "minute": _minute,
    "second": _second,
}
