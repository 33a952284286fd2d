"""Tokens of time: 1953年, 7月, 27日, 昨天, 上周三, 春节, 10:00 with where they stand and what they say.

Three cheap passes over the folded text (numerals with a unit, dates and clocks in digits, words), one regular
expression with a single head class each, or one automaton; everything else happens on what they find.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kaoyi.lexicon import Lexicon
from kaoyi.mentions import time_numerals as numerals
from kaoyi.text import fold

# How fine a phrase is so far; a token joins only a phrase that is coarser than itself.
NOTHING, ERA, CENTURY, EVERY, YEAR, CALENDAR, MONTH, DAY, WEEKDAY, DAYPART, HOUR, MINUTE, SECOND, LENGTH = range(14)


class Token(NamedTuple):
    """One piece of an expression of time. ``value`` depends on ``kind``; ``text[start:end]`` is what it reads."""

    start: int
    end: int
    kind: str
    value: Any


_HEAD: Final = "0-9〇零○一二三四五六七八九十百廿卅两几数半"
_BODY: Final = _HEAD + "千万亿"
_RUN: Final = _BODY + "多余来"
_LINK: Final = r"——|--|[-–—~～〜至到]"
# unit -> (kind, ISO unit and how many of it). Longest spelling first in the pattern.
UNITS: dict[str, tuple[str, str, int]] = {
    "年代": ("decade", "", 1),
    "世纪": ("century", "", 1),
    "周年": ("length", "Y", 1),
    "年度": ("year", "Y", 1),
    "年份": ("year", "Y", 1),
    "年": ("year", "Y", 1),
    "季度": ("quarter", "M", 3),
    "个季度": ("length", "M", 3),
    "个世纪": ("length", "Y", 100),
    "月份": ("month", "M", 1),
    "月": ("month", "M", 1),
    "个月": ("length", "M", 1),
    "日": ("day", "D", 1),
    "号": ("day", "D", 1),
    "天": ("length", "D", 1),
    "昼夜": ("length", "D", 1),
    "个昼夜": ("length", "D", 1),
    "周": ("length", "W", 1),
    "星期": ("length", "W", 1),
    "个星期": ("length", "W", 1),
    "个礼拜": ("length", "W", 1),
    "礼拜": ("length", "W", 1),
    "小时": ("length", "TH", 1),
    "个小时": ("length", "TH", 1),
    "个钟": ("length", "TH", 1),
    "个钟头": ("length", "TH", 1),
    "钟头": ("length", "TH", 1),
    "分钟": ("length", "TM", 1),
    "个分钟": ("length", "TM", 1),
    "个钟点": ("length", "TH", 1),
    "秒钟": ("length", "TS", 1),
    "秒": ("second", "TS", 1),
    "时": ("hour", "", 1),
    "点钟": ("hour", "", 1),
    "点": ("hour", "", 1),
    "分": ("minute", "TM", 1),
    "旬": ("tenday", "", 1),
}
_LONGEST_FIRST: Final = sorted(UNITS, key=len, reverse=True)
_PLAIN: Final = "|".join(unit for unit in _LONGEST_FIRST if unit[0] != "个")
_COUNTED: Final = "|".join(unit[1:] for unit in _LONGEST_FIRST if unit[0] == "个")
_FIRSTS: Final = "".join(sorted({unit[0] for unit in UNITS}))
_NUMERAL: Final = re.compile(  # most numerals are left at once: by the character behind their first, or where no unit begins
    rf"([{_HEAD}](?=[{_RUN}., \-–—~～〜至到、{_FIRSTS}])(?<![{_BODY}].)(?<![0-9][.,:：/].)(?:[{_RUN}]|[.,](?=[0-9]))*+)"
    rf"(?: ?({_LINK}|、) ?([{_HEAD}][{_RUN}]*+))? ?([多余])? ?(?=[{_FIRSTS}])({_PLAIN}|个(?:多|半|余)?(?:{_COUNTED}))"
    r"(多|余|半(?![夜天月年小数截价]))?",
    re.DOTALL,
)
_DIGITAL: Final = re.compile(
    r"[0-9](?<![0-9A-Za-z./].)(?:"
    r"(?:(?<=[12])[0-9]{3}([-/.])[0-9]{1,2}\1[0-9]{1,2}(?![0-9A-Za-z]))"
    r"|(?:(?<=[12])[0-9]{3} ?[-–—~～至到] ?[12][0-9]{3}(?![0-9年./-]))"
    r"|[0-9]?([:：])[0-5][0-9](?:\2[0-5][0-9])?(?![0-9:：%])(?: ?[ap]\.?m?\.?(?![A-Za-z]))?"
    r")",
    re.IGNORECASE | re.DOTALL,
)
_NUMBER_OF: Final = frozenset("人件宗次字总")  # 人数周四升至…: no several weeks
_LONGEST: Final = 24  # no year, day or length has more characters
_CLOCK: Final = re.compile(r"([0-9]{1,2})[:：]([0-9]{2})(?:[:：]([0-9]{2}))?(?: ?([ap])\.?m?\.?)?", re.IGNORECASE)
_WEEKDAYS: Final = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 7}
_WEEK_LEADS: Final = {
    "": None,
    "上": -1,
    "上个": -1,
    "上一个": -1,
    "上上": -2,
    "上上个": -2,
    "下": 1,
    "下个": 1,
    "下一个": 1,
    "下下": 2,
    "下下个": 2,
    "本": 0,
    "这": 0,
    "这个": 0,
    "今个": 0,
    "今": 0,
    "每": "every",
    "每个": "every",
    "每逢": "every",
    "逢": "every",
    "当": "anchor",
    "同": "anchor",
}


class _Words(NamedTuple):
    automaton: AhoCorasick
    tokens: tuple[tuple[str, Any], ...]
    unless: tuple[str, ...]  # what must not stand beside a form: 前@ before it, @后 after it


@cache
def _words(lexicon: Lexicon) -> _Words:
    """Every word of time: the tables' and those the grammar makes (上周三), as one automaton for each lexicon."""
    table: dict[str, tuple[str, Any]] = {}
    unless: dict[str, str] = {}
    for lead, shift in _WEEK_LEADS.items():
        for week in ("周", "星期", "礼拜", "周星期", "周周"):
            for name, number in _WEEKDAYS.items():
                table[lead + week + name] = ("weekday", (shift, number))
                unless[lead + week + name] = (
                    "@[个月]|[0-9一二三四五六七八九十两四每半几多这整一]@|(?<![人件宗次字总])数@|以上@"
                    if lead == ""
                    else "以@|@[班次个趟期封篇张辑集节回歌书更]"
                )
    for row in lexicon.table("time_words.csv"):
        table[row["form"]] = (row["kind"], (row["base"], int(row["shift"] or 0), row["part"]))
        if row["unless"]:
            unless[row["form"]] = row["unless"]
    for row in lexicon.table("eras.csv"):
        table[row["form"]] = ("era", (int(row["first"]), int(row["last"]) if row["last"] else None))
    for row in lexicon.table("festivals.csv"):
        table.setdefault(row["form"], ("festival", row["rule"]))
        if row["unless"]:
            unless[row["form"]] = row["unless"]
    table |= _stems_and_branches() | _lunar_months() | _loose_words()
    for gloss, shift in (("今", 0), ("昨", -1), ("前", -2), ("明", 1)):
        for bracket in "（(":
            table[gloss + bracket] = ("gloss", shift)
    unless = {fold(form): fold(words) for form, words in unless.items()}
    table = {fold(form): token for form, token in table.items()}  # 乾隆 folds to 干隆
    forms = tuple(table)
    guards = tuple(unless.get(form, "") for form in forms)
    return _Words(
        AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA),
        tuple(table.values()),
        guards,
    )


@cache  # the words are a thousand, what guards them a few dozen
def _guards(unless: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """What must not stand before a word, tried at its start, and after it, tried at its end."""
    sides: tuple[list[str], list[str]] = ([], [])
    for alternative in re.split(r"\|(?![^()\[\]]*[)\]])", unless):
        before, _, after = alternative.partition("@")
        if before:
            sides[0].append(f"(?<={before})")
        else:
            sides[1].append(after)
    return _any_of(sides[0]), _any_of(sides[1])


def _any_of(alternatives: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(alternatives)) if alternatives else None


def _barred(text: str, start: int, end: int, unless: str) -> bool:
    """Whether what stands beside a word makes another word of it."""
    before, after = _guards(unless)
    if before is not None and before.match(text, start) is not None:
        return True
    return after is not None and after.match(text, end) is not None


def _stems_and_branches() -> dict[str, tuple[str, Any]]:
    stems, branches = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
    return {stems[i % 10] + branches[i % 12] + "年": ("cyclic", i) for i in range(60)}


def _lunar_months() -> dict[str, tuple[str, Any]]:
    names = {"正月": 1, "冬月": 11, "腊月": 12}
    days = "一二三四五六七八九十"
    table: dict[str, tuple[str, Any]] = {name: ("lunar", (month, None)) for name, month in names.items()}
    table |= dict.fromkeys(("农历", "阴历", "旧历", "夏历", "古历"), ("calendar", "lunar"))
    table |= dict.fromkeys(("阳历", "公历", "西历", "新历"), ("calendar", "solar"))
    for number, name in enumerate(days, 1):
        table["初" + name] = ("lunarday", number)
    return table


def _loose_words() -> dict[str, tuple[str, Any]]:
    """Lengths and seasons said without a numeral."""
    lengths = {
        "个半小时": ("TH", 3),
        "个半钟": ("TH", 3),
        "个半钟头": ("TH", 3),
        "个半月": ("M", 3),
        "分半钟": ("TM", 3),
    }
    table: dict[str, tuple[str, Any]] = {word: ("halves", value) for word, value in lengths.items()}
    for lead, shift in (("上", -1), ("上个", -1), ("上一个", -1), ("本", 0), ("这个", 0), ("下", 1), ("下个", 1)):
        table[lead + "季度"] = ("quarterword", shift)
        table[lead + "半年"] = (
            ("halfword", shift) if lead not in ("上", "下", "本") else ("half", 1 if lead == "上" else 2)
        )
    table.pop("本半年")
    table |= {
        f"{lead}世纪": ("centuryword", s) for lead, s in (("上", -1), ("上个", -1), ("本", 0), ("这个", 0), ("下", 1))
    }
    table |= {"元年": ("firstyear", 1), "公元": ("commonera", 1), "西元": ("commonera", 1), "公元前": ("commonera", -1)}
    return table


def tokens(text: str, lexicon: Lexicon) -> list[Token]:
    """Return all tokens of a folded text in order, none overlapping an earlier one that is longer."""
    words = _words(lexicon)
    found = [
        Token(match.start(), match.end(), "number", (number, last, unit, tail or more))
        if link != "、"
        else _listed(match)
        for match in _NUMERAL.finditer(text)
        for number, link, last, more, unit, tail in (match.groups(),)
        if len(number) < _LONGEST and not (number == "数" and text[max(0, match.start() - 1)] in _NUMBER_OF)
    ]
    found += [token for match in _DIGITAL.finditer(text) if (token := _digital(match))]
    kinds, unless = words.tokens, words.unless
    for index, start, end in words.automaton.find_matches_as_indexes(text):
        guard = unless[index]
        if not guard or not _barred(text, start, end, guard):
            kind, value = kinds[index]
            found.append(Token(start, end, kind, value))
    found.sort(key=lambda token: (token[0], -token[1]))
    return found


def _listed(match: re.Match[str]) -> Token:
    """3、4日 are two days that follow each other; of 三、五年 only the last number has the unit."""
    number, _, last, more, unit, tail = match.groups()
    first, second = numerals.read(number), numerals.read(last)
    if first and second and first.whole and second.whole == first.whole + 1 and unit in ("日", "号", "月", "月份"):
        return Token(match.start(), match.end(), "number", (number, last, unit, tail or more))
    return Token(match.start(3), match.end(), "number", (last, None, unit, tail or more))


def _digital(match: re.Match[str]) -> Token | None:
    word = match.group()
    if match.group(1):
        year, month, day = (int(part) for part in word.split(match.group(1)))
        return Token(match.start(), match.end(), "iso", (year, month, day)) if 0 < month < 13 and 0 < day < 32 else None
    if len(word) > 8 and word[:4].isdigit():
        return _years(match)
    clock = _CLOCK.match(word)
    if clock is None or int(clock[1]) > 24:
        return None
    return Token(
        match.start(),
        match.end(),
        "clock",
        (int(clock[1]), int(clock[2]), clock[3], (clock[4] or "").lower(), _is_hour(match)),
    )


def _is_hour(match: re.Match[str]) -> bool:
    """Whether digits and a colon are a clock by themselves: 10:30 is, the score 2:15 and the verse 3:16 are not."""
    before = match.string[max(0, match.start() - 2) : match.start()]
    if before.endswith(("比分", "以", "率", "比", "第", "胜", "负", "章", "∶")):
        return False
    return (
        match.group()[1].isdigit() or not before.strip() or before[-1] in "于在至到从自前后上下午晨早晚时间\n，。~～-"
    )


def _years(match: re.Match[str]) -> Token | None:
    """从2016到2018, （1939—1945）: two years without 年, where only years can stand."""
    first, last = int(match.group()[:4]), int(match.group()[-4:])
    before, after = match.string[max(0, match.start() - 1) : match.start()], match.string[match.end() : match.end() + 1]
    if not 1000 < first < last < 2100 or not (
        before in ("从", "自") or (before in ("（", "(") and after in ("）", ")"))
    ):
        return None
    return Token(match.start(), match.end(), "years", (first, last))
