"""Phrases of time: tokens that stand together, said as one value that is not yet resolved.

A phrase knows what its words say (去年, 8月, 下旬) and not yet which year that is: ``time_resolution`` decides.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from kaoyi.mentions import time_numerals as numerals
from kaoyi.mentions.time_affixes import AFTER_LENGTH, BEFORE_LENGTH, TAIL_HEADS, lunar_tail, month_tail, year_tail
from kaoyi.mentions.time_tokens import (
    CALENDAR,
    CENTURY,
    DAY,
    DAYPART,
    ERA,
    EVERY,
    HOUR,
    LENGTH,
    MINUTE,
    MONTH,
    SECOND,
    UNITS,
    WEEKDAY,
    YEAR,
    Token,
)

Relative = tuple[str, int]  # ("abs", 1953) ("two", 53) ("reference", -1) ("anchor", 0) ("line", 0) ("cyclic", 30)


class Phrase:
    """What one expression of time says; class values are the defaults, so that starting one is cheap.

    ``rank`` is how fine it is so far: era 0, year 1, month 2, day 3 ... second 8."""

    rank: int = 0
    era: tuple[int, int | None] | None = None
    before_christ: bool = False
    calendar: str = ""
    year: Relative | None = None
    last_year: Relative | None = None
    part: tuple[str, Any] | None = None  # of the year: early mid late half quarter season months nth
    month: Relative | None = None
    last_month: int | None = None
    tenday: str = ""  # of the month: 上旬 中旬 下旬 初 末 ..., or "2 0" for the second Monday
    day: Relative | None = None
    last_day: int | None = None
    week: tuple[Any, int] | None = None  # (shift, weekday); weekday -1 is the whole week, 7 the weekend
    festival: str = ""
    decade: int | None = None
    century: Relative | None = None
    daypart: str = ""
    hour: int | None = None
    last_hour: int | None = None
    minute: int | None = None
    second: int | None = None
    lengths: tuple[tuple[str, Fraction], ...] = ()
    last_length: Fraction | None = None
    direction: str = ""  # of a length: before after past next since
    every: str = ""  # an ISO duration, or "" with rank for 每年10月1日
    until: bool = False
    approx: bool = False
    loose: bool = False
    unsure: bool = False  # stands only if what is beside it says it is a time
    word: str = ""

    def __init__(self, start: int, end: int, rank: int = 0) -> None:
        self.start = start
        self.end = end
        if rank:
            self.rank = rank


def begins(text: str, token: Token, following: Token | None) -> Phrase | None:
    """Start a phrase with a token, or None when no expression of time starts with it."""
    phrase = Phrase(token.start, token.end)
    return phrase if add(phrase, token, text, following) else None


def add(phrase: Phrase, token: Token, text: str, following: Token | None = None) -> bool:
    """Add one token to a phrase; False, and the phrase unchanged, when it does not belong."""
    kind, value = token.kind, token.value
    if kind == "number":
        done = _number(phrase, token, text, following)
    elif kind in _FILL and phrase.rank < _FILL[kind][0]:
        done = _FILL[kind][1](phrase, value)
        if done:
            phrase.rank = _FILL[kind][0]
    else:
        done = False
    if done:
        phrase.end = max(token.end, phrase.end)
        if not phrase.lengths:
            _tails(phrase, text)
    return done


def _tails(phrase: Phrase, text: str) -> None:
    if text[phrase.end : phrase.end + 1] not in TAIL_HEADS:
        return
    if phrase.rank in (CENTURY, YEAR) and phrase.part is None:
        year_tail(phrase, text)
    elif phrase.rank == MONTH and not phrase.tenday and phrase.month:
        if phrase.calendar == "lunar":
            lunar_tail(phrase, text)
        if phrase.rank == MONTH:
            month_tail(phrase, text)


# --- words -----------------------------------------------------------------------------------------


def _era(phrase: Phrase, value: Any) -> bool:
    phrase.era, phrase.unsure = value, True
    return phrase.end - phrase.start > 0


def _year_word(phrase: Phrase, value: Any) -> bool:
    phrase.year = (value[0], value[1])
    return True


def _month_word(phrase: Phrase, value: Any) -> bool:
    if phrase.year is not None:
        return False
    phrase.month = (value[0], value[1])
    return True


def _day_word(phrase: Phrase, value: Any) -> bool:
    if phrase.rank > MONTH or phrase.year or phrase.month:
        return False
    phrase.day, phrase.daypart = (value[0], value[1]), value[2]
    return True


def _gloss_word(phrase: Phrase, value: Any) -> bool:
    if phrase.rank:
        return False
    phrase.day, phrase.unsure, phrase.word = ("reference", value), True, "gloss"
    return True


def _week_word(phrase: Phrase, value: Any) -> bool:
    if phrase.rank:
        return False
    phrase.week = ("anchor" if value[0] == "anchor" else value[1], -1)
    return True


def _weekday(phrase: Phrase, value: Any) -> bool:
    shift, day = value
    if phrase.rank == DAY and phrase.week and phrase.week[1] == -1 and shift is None:
        phrase.week = (phrase.week[0], day)  # 下周周六
        return True
    if phrase.rank and shift is not None:
        return False
    if phrase.rank in (YEAR, MONTH):
        return False
    if phrase.day or phrase.festival:
        return day != 7  # 6月1日周六: the date stands, the weekday is a gloss
    if shift == "every":
        phrase.every = "P1W"
    phrase.week = (shift, day)
    return True


def _festival(phrase: Phrase, value: Any) -> bool:
    if phrase.month or phrase.day or phrase.week:
        return False
    phrase.festival = value
    return True


def _daypart(phrase: Phrase, value: Any) -> bool:
    phrase.unsure = phrase.rank == 0
    phrase.daypart = value[2]
    return True


def _iso(phrase: Phrase, value: Any) -> bool:
    if phrase.rank:
        return False
    year, month, day = value
    phrase.year, phrase.month, phrase.day = ("abs", year), ("abs", month), ("abs", day)
    return True


def _years(phrase: Phrase, value: Any) -> bool:
    phrase.year, phrase.last_year = ("abs", value[0]), ("abs", value[1])
    return True


def _clock(phrase: Phrase, value: Any) -> bool:
    hour, minute, second, meridiem, sure = value
    phrase.hour, phrase.minute, phrase.second = hour, minute, int(second) if second else None
    phrase.unsure = not (sure or meridiem or phrase.rank)
    if meridiem:
        phrase.daypart = "下" if meridiem == "p" else "早"
    return True


def _lunar_month(phrase: Phrase, value: Any) -> bool:
    phrase.calendar, phrase.month = "lunar", ("abs", value[0])
    return True


def _lunar_day(phrase: Phrase, value: Any) -> bool:
    if not phrase.month or phrase.month[0] != "abs":
        return False
    phrase.calendar, phrase.day = "lunar", ("abs", value)
    return True


def _calendar(phrase: Phrase, value: Any) -> bool:
    phrase.calendar, phrase.unsure = value, phrase.rank == 0
    return True


def _cyclic(phrase: Phrase, value: Any) -> bool:
    if phrase.year:
        return False
    phrase.year = ("cyclic", value)
    return True


def _first_year(phrase: Phrase, value: Any) -> bool:
    if not phrase.era:
        return False
    phrase.year, phrase.unsure = ("abs", phrase.era[0]), False
    return True


def _common_era(phrase: Phrase, value: Any) -> bool:
    phrase.before_christ, phrase.unsure, phrase.word = value < 0, True, "commonera"
    return True


def _half(phrase: Phrase, value: Any) -> bool:
    phrase.part = ("half", value)
    phrase.year = phrase.year or ("line", 0)
    return True


def _half_word(phrase: Phrase, value: Any) -> bool:
    phrase.part = ("halfword", value)
    return phrase.year is None


def _quarter_word(phrase: Phrase, value: Any) -> bool:
    phrase.part = ("quarterword", value)
    return phrase.year is None


def _century_word(phrase: Phrase, value: Any) -> bool:
    phrase.century = ("reference", value)
    return phrase.year is None


def _halves(phrase: Phrase, value: Any) -> bool:
    phrase.lengths = ((value[0], Fraction(value[1], 2)),)
    return True


def _every(phrase: Phrase, value: Any) -> bool:
    phrase.every = value[0]
    return True


def _moment(phrase: Phrase, value: Any) -> bool:
    phrase.word = "moment"
    return True


def _line(phrase: Phrase, value: Any) -> bool:
    phrase.word, phrase.day = "line", ("reference", 0)
    return True


# kind -> (rank it fills, how). A token joins only a phrase that is coarser.
_FILL: dict[str, tuple[int, Any]] = {
    "era": (ERA, _era),
    "commonera": (ERA, _common_era),
    "calendar": (CALENDAR, _calendar),
    "year": (YEAR, _year_word),
    "cyclic": (YEAR, _cyclic),
    "firstyear": (YEAR, _first_year),
    "centuryword": (CENTURY, _century_word),
    "half": (MONTH, _half),
    "halfword": (MONTH, _half_word),
    "quarterword": (MONTH, _quarter_word),
    "month": (MONTH, _month_word),
    "lunar": (MONTH, _lunar_month),
    "lunarday": (DAY, _lunar_day),
    "festival": (DAY, _festival),
    "week": (DAY, _week_word),
    "day": (DAY, _day_word),
    "gloss": (DAY, _gloss_word),
    "years": (YEAR, _years),
    "iso": (DAY, _iso),
    "weekday": (WEEKDAY, _weekday),
    "daypart": (DAYPART, _daypart),
    "clock": (MINUTE, _clock),
    "set": (EVERY, _every),
    "halves": (LENGTH, _halves),
    "moment": (LENGTH, _moment),
    "line": (DAY, _line),
}


# --- numerals with a unit ----------------------------------------------------------------------------


def _number(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    number, _last, unit, _tail = token.value
    kind, _, _ = UNITS[_plain_unit(unit)[0]]
    fill = _NUMBER.get(kind)
    if phrase.lengths:
        return kind in ("length", "year", "day", "month", "second", "minute") and _length(phrase, token, text)
    if fill is not None and fill(phrase, token, text, following):
        return True
    return phrase.rank == 0 and not phrase.era and _length(phrase, token, text)


def _plain_unit(unit: str) -> tuple[str, str]:
    """个多小时 is 个小时 with 多."""
    if unit[:1] == "个" and unit[1:2] in "多半余":
        return "个" + unit[2:], unit[1]
    return unit, ""


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
    return tail != "半"


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


_MIXED = str.maketrans("〇零○一二三四五六七八九", "000123456789")


def _as_year_end(number: str) -> Relative | None:
    digits = number.translate(_MIXED)
    if not digits.isdigit() or len(digits) not in (2, 4):
        return None
    return ("abs", int(digits)) if len(digits) == 4 else ("two", int(digits))


_YEAR_BEFORE = ("在", "于", "公元", "西元", "至", "到", "从", "自", "迄", "距")
_NOT_A_YEAR = re.compile(
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
        return None if pair or counted else ("two", value)
    if _TWO_DIGIT_TAIL.match(text, token.end) and not counted:
        return ("two", value)
    return None


_TWO_DIGIT_TAIL = re.compile("年?[初底末](?![步期一二三四五])|[上下]半年|[春夏秋冬](?:季|天)")


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


_NOT_A_DAY = re.compile(
    "[元圆币籍裔侨军伪寇语常均线薪租]|本(?!报|台|社|刊|网|市|县|省|院|次|轮|周|月)|子(?!夜)|历|报(?![道称])|经|程|落|出|益|后|内|来|间|之?[内间]|游"
)
_NOT_A_DATED_NUMBER = re.compile("[楼线馆院机坑井房仓厅厂门员公国高干文船舰炉台站港口病宿工库染球]|码|召|称|角|手|令")
_COUNTED_DAYS = (
    "持续",
    "历时",
    "为期",
    "连续",
    "连",
    "共",
    "长达",
    "达",
    "近",
    "约",
    "经",
    "经过",
    "第",
    "每",
    "整",
    "满",
    "不到",
    "不足",
    "超过",
    "仅",
    "只",
    "花",
    "用",
    "用了",
    "花了",
    "逾",
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
    if _NOT_A_DAY.match(text, token.end) or text.endswith(_COUNTED_DAYS, 0, token.start):
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


_HOUR_AFTER = re.compile(" ?(?:许|左右|前后|整|半|多|过|至|到|开始|之前|之后|以前|以后|正|不到|[，。、；～~—）)-]|$)")
_NOT_AN_HOUR = re.compile(
    "[意建要看好坏经共不原教认体启思感声内说想疑钱理特新小]|[零〇一二三四五六七八九十0-9]|代|期|候|刻|机|髦|尚"
)


def _hour(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    number, last, unit, tail = token.value
    count = numerals.read(number)
    if count is None or count.whole is None or count.whole > 24 or number[0] in "几数半":
        return False
    if phrase.rank >= HOUR or (phrase.rank in (YEAR, MONTH)):
        return False
    minute = following is not None and following.start == token.end and _unit_kind(following) == "minute"
    if phrase.rank == 0 and not _bare_hour(number, unit, tail, minute, token, text):
        return False
    end = numerals.read(last) if last else None
    phrase.hour, phrase.rank, phrase.unsure = count.whole, HOUR, False
    phrase.last_hour = end.whole if end and end.whole is not None and end.whole <= 24 else None
    if tail == "半":
        phrase.minute, phrase.rank = 30, MINUTE
    return True


def _bare_hour(number: str, unit: str, tail: str | None, minute: bool, token: Token, text: str) -> bool:
    if text.endswith(("第", "这", "那", "有", "为", "半", "."), 0, token.start) or (
        number == "一" and not minute and unit != "点钟"
    ):
        return False
    if unit == "点钟" or minute or tail == "半":
        return True
    if _NOT_AN_HOUR.match(text, token.end):
        return False
    return number[0] not in "两" and (_HOUR_AFTER.match(text, token.end) is not None)


def _unit_kind(token: Token) -> str:
    return UNITS[_plain_unit(token.value[2])[0]][0] if token.kind == "number" else token.kind


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


_NUMBER = {
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


def _length(phrase: Phrase, token: Token, text: str) -> bool:
    """A length of time: 三天, 10多年, 两年半, 一两个月."""
    number, last, unit, tail = token.value
    plain, inner = _plain_unit(unit)
    _, iso, many = UNITS[plain]
    count = numerals.read(number)
    if not iso or count is None or not _is_length(phrase, token, plain, text):
        return False
    value = count.value if many == 1 else count.value * many
    if inner == "半" or tail == "半":
        value += Fraction(many, 2)
    end = numerals.read(last) if last else None
    phrase.lengths = (*phrase.lengths, (iso, value))
    phrase.last_length = count.last or (end.value * many if end else None)
    phrase.loose = phrase.loose or count.loose or inner in ("多", "余") or tail in ("多", "余")
    phrase.rank, phrase.unsure = 9, False
    return True


def _is_length(phrase: Phrase, token: Token, unit: str, text: str) -> bool:
    number, _last, _, tail = token.value
    before = text[token.start - 1 : token.start]
    if unit in ("月", "月份"):
        return number in ("两", "几", "数") or bool(phrase.lengths)
    if (
        unit == "号"
        or (unit == "分" and not (phrase.lengths or tail == "半"))
        or before == "第"
        or unit in ("年份", "年度")
    ):
        return False
    if number == "半" and text[token.end : token.end + 1] in ("报", "度"):
        return False
    if unit == "日":
        return (
            (not number.isdigit() and (number in ("两", "数", "几") or len(number) > 2))
            or (number.isdigit() and int(number) > 31)
            or text.endswith(_COUNTED_DAYS, 0, token.start)
            or AFTER_LENGTH.match(text, token.end) is not None
        )
    if number == "一" and unit in ("天", "周", "年"):
        return not (
            before in tuple("有某哪同那这第逐统划唯单专万")
            or text[token.end : token.end + 2].startswith(("一", "比", "刀", "知"))
        )
    return not (number in ("几", "数") and unit == "秒")


def directed(phrase: Phrase, text: str) -> None:
    """Read the words around a length: 三天后, 过去十年, 两周前; the span grows over them."""
    after = AFTER_LENGTH.match(text, phrase.end)
    before = BEFORE_LENGTH.search(text, max(0, phrase.start - 5), phrase.start)
    if after:
        word = after.group(1)
        phrase.direction = "after" if "后" in word else "before" if "前" in word else "since" if "来" in word else ""
        if phrase.direction in ("after", "before"):
            phrase.end = after.end(1)
            return
    if before and before.end() == phrase.start:
        word = before.group(1)
        phrase.direction = BEFORE_WORDS[word]
        if word == "近" and before.start() > 0 and text[before.start() - 1] not in "\n，。；、：“「（( 在":
            phrase.direction, phrase.approx = "", True  # 关闭近一周: nearly
            return
        phrase.word = word if word == "前" else ""
        if phrase.direction:
            phrase.start = before.start(1)


BEFORE_WORDS = {
    "过去": "past",
    "近": "past",
    "最近": "past",
    "这": "past",
    "前": "past",
    "未来": "next",
    "今后": "next",
    "接下来": "next",
    "此后": "following",
    "其后": "",
    "随后": "",
    "约": "",
    "大约": "",
    "近约": "",
}
