"""Lengths of time in a phrase, 三天, 10多年, 两年半, and the words around them that count from a date: 后, 前, 过去."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from kaoyi.mentions import time_numerals as numerals
from kaoyi.mentions.time_affixes import AFTER_LENGTH, BEFORE_LENGTH
from kaoyi.mentions.time_phrases import Phrase
from kaoyi.mentions.time_tokens import (
    UNITS,
    Token,
)


def plain_unit(unit: str) -> tuple[str, str]:
    """个多小时 is 个小时 with 多."""
    if unit[:1] == "个" and unit[1:2] in "多半余":
        return "个" + unit[2:], unit[1]
    return unit, ""


COUNTED_DAYS: Final = (
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


def measure(phrase: Phrase, token: Token, text: str) -> bool:
    """A length of time: 三天, 10多年, 两年半, 一两个月."""
    number, last, unit, tail = token.value
    plain, inner = plain_unit(unit)
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
            or text.endswith(COUNTED_DAYS, 0, token.start)
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
    for lead in ("每隔", "每"):
        if text.endswith(lead, 0, phrase.start):
            phrase.start, phrase.every = phrase.start - len(lead), "length"
            return
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


BEFORE_WORDS: Final = {
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
