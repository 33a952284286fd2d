"""Words into the slots of a phrase: 去年, 同月, 昨天, 上周三, 春节, 民国, 上半年, 每周."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kaoyi.mentions.time_phrases import Phrase
from kaoyi.mentions.time_tokens import (
    CALENDAR,
    CENTURY,
    DAY,
    DAYPART,
    ERA,
    EVERY,
    LENGTH,
    MINUTE,
    MONTH,
    WEEKDAY,
    YEAR,
)


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
        return bool(day != 7)  # 6月1日周六: the date stands, the weekday is a gloss
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


def _season(phrase: Phrase, value: Any) -> bool:
    phrase.year, phrase.part = (value[0], value[1]), ("season", [int(value[2])])
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
WORD_SLOTS: dict[str, tuple[int, Any]] = {
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
    "season": (MONTH, _season),
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
