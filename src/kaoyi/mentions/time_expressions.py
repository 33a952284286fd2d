"""Expressions of time in a text: phrases, and what joins two of them (至, 、 of neighbouring days, 与…之间)."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.lexicon import Lexicon
from kaoyi.mentions import time_numerals as numerals
from kaoyi.mentions.time_affixes import (
    APPROXIMATE_AFTER,
    APPROXIMATE_BEFORE,
    BETWEEN,
    RANGE,
    SINCE_BEFORE,
    SPAN_AFTER,
    SURROUNDING_HEADS,
)
from kaoyi.mentions.time_filling import add
from kaoyi.mentions.time_phrases import Phrase
from kaoyi.mentions.time_reading import is_clock, read_phrase, skip
from kaoyi.mentions.time_tokens import DAY, DAYPART, MONTH, YEAR, Token, tokens


class Expression:
    """One expression: a phrase, or two joined by ``link`` ("range", "same"); open ends as the words say."""

    other: Phrase | None = None
    link: str = ""
    open_end: str = ""  # since until now
    approx: bool = False

    def __init__(self, phrase: Phrase) -> None:
        self.start = phrase.start
        self.end = phrase.end
        self.phrase = phrase
        self.rule = rule_of(phrase)


def rule_of(phrase: Phrase) -> str:
    """The name of the rule that reads a phrase."""
    if phrase.lengths:
        return "time.length"
    if phrase.every:
        return "time.every"
    if phrase.festival:
        return "time.festival"
    if phrase.week:
        return "time.week"
    year, month, day = phrase.year, phrase.month, phrase.day
    if (year and year[0] != "abs") or (month and month[0] != "abs") or (day and day[0] != "abs"):
        return "time.relative"
    return "time.clock" if phrase.rank > DAYPART and not day else "time.date"


def expressions(text: str, lexicon: Lexicon, line: bool = False) -> list[Expression]:
    """Return the expressions of time of a folded text, in order, none overlapping."""
    found: list[Expression] = []
    pieces = _lone(tokens(text, lexicon))
    index, end = 0, 0
    while index < len(pieces):
        expression, after = _expression(text, pieces, index, line)
        if expression is None or expression.start < end:
            index += 1
            continue
        found.append(expression)
        end = expression.end
        index = max(after, index + 1)
        while index < len(pieces) and pieces[index].start < end:
            index += 1
    return found


def _lone(pieces: list[Token]) -> list[Token]:
    """Drop tokens that begin inside an earlier, longer one."""
    kept: list[Token] = []
    end = 0
    for piece in pieces:
        if piece.start >= end:
            kept.append(piece)
            end = piece.end
    return kept


# What could go on an expression after it, or change it from before it: without these, a word stands alone.
_GOES_ON: Final = frozenset(
    " 　的年初伊底末岁中上下仲暮晚深盛隆早金阳寒春夏秋冬第一二三四1234前头首新月尾（(晨夜午左许以或及之过起开至到直迄—-–~～〜与和、，,约大近将"
)
_LEADS: Final = frozenset("从自由打约概莫计近")


def _alone(token: Token, following: Token | None, text: str) -> Expression | None:
    """An expression of one token with nothing around it that could go on or change it: the commonest, at a glance."""
    end = token.end
    if (following is not None and following.start - end < 7) or text[end : end + 1] in _GOES_ON:
        return None
    if token.start and text[token.start - 1] in _LEADS:
        return None
    phrase = Phrase(token.start, end)
    if token.kind == "year":
        phrase.year = token.value[:2]
        phrase.rank = YEAR
    elif token.kind == "day":
        base, shift, phrase.daypart = token.value
        phrase.day = (base, shift)
        phrase.rank = DAY
    elif (
        token.kind == "number"
        and token.value[2] == "年"
        and token.value[0] in _YEARS
        and token.value[1] is token.value[3]
    ):
        phrase.year = ("abs", int(token.value[0]))
        phrase.rank = YEAR
    else:
        return None
    return Expression(phrase)


_YEARS: Final = frozenset(str(year) for year in range(1001, 2100) if year % 1000)


def _expression(text: str, pieces: list[Token], index: int, line: bool) -> tuple[Expression | None, int]:
    alone = _alone(pieces[index], pieces[index + 1] if index + 1 < len(pieces) else None, text)
    if alone is not None:
        return alone, index + 1
    phrase, after = read_phrase(text, pieces, index)
    if phrase is None:
        return None, index + 1
    if phrase.word in ("moment", "line") and not (line and (phrase.word == "moment" or len(text.strip()) <= 4)):
        return None, index + 1
    if line:
        _said_short(phrase, text)
    expression = Expression(phrase)
    if phrase.direction in ("before", "after"):
        after = _same_day(expression, text, pieces, after)
    if not phrase.lengths and not phrase.every and not phrase.word:
        after = _join(expression, text, pieces, after)
    _surroundings(expression, text)
    return expression, after


_UNTIL_NOW: Final = re.compile(" ?(?:[至迄]今|到现在|[到至]目前|到今天为止)(?![早晚晨午天日年傍夜（(])")


def _same_day(expression: Expression, text: str, pieces: list[Token], index: int) -> int:
    """三天后的1月6日: the date right after says which day it was."""
    near = index < len(pieces) and pieces[index].start - expression.end < 6
    gap = text[expression.end : pieces[index].start].strip() if near else "-"
    if gap not in ("的", "，", "，即", "，就是", "，也就是"):
        return index
    other, _ = read_phrase(text, pieces, index)
    if other is not None and other.month and other.day and (gap != "，" or other.year):
        expression.other, expression.link = other, "same"
    return index


_BARE_DAY: Final = re.compile(
    "(?:3[01]|[12][0-9]|[1-9]|三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])$"
)


def _said_short(phrase: Phrase, text: str) -> None:
    """1月3, 十月三十一 at the end of a line: the day without 日."""
    if phrase.rank == MONTH and phrase.month and phrase.month[0] == "abs" and not phrase.last_month:
        match = _BARE_DAY.match(text, phrase.end)
        count = numerals.read(match.group()) if match else None
        if match and count and count.whole and text[phrase.end - 1] == "月":
            phrase.day, phrase.end, phrase.rank = ("abs", count.whole), match.end(), DAY


def _join(expression: Expression, text: str, pieces: list[Token], index: int) -> int:
    phrase = expression.phrase
    until = _UNTIL_NOW.match(text, phrase.end) if text[phrase.end : phrase.end + 1] in (" ", "至", "迄", "到") else None
    if until:
        expression.open_end, expression.end = "now", until.end()
        return skip(pieces, index, expression.end)
    if index >= len(pieces) or pieces[index].start - phrase.end > 4:
        return index
    match = RANGE.match(text, phrase.end)
    link = "range"
    if match is None or match.end() != pieces[index].start:
        match = BETWEEN.match(text, phrase.end)
        link = "between"
    if match is None or match.end() != pieces[index].start:
        return _neighbours(expression, text, pieces, index)
    other, after = _end_phrase(text, pieces, index)
    if other is None or not _fits(phrase, other):
        return index
    if link == "between":
        tail = _BETWEEN_END.match(text, other.end)
        if tail is None:
            return index
        other.end = tail.end()
    expression.other, expression.link, expression.end = other, "range", other.end
    return after


_BETWEEN_END: Final = re.compile(" ?之?间")


def _end_phrase(text: str, pieces: list[Token], index: int) -> tuple[Phrase | None, int]:
    """The second phrase of a range; bare days and hours need no more proof here."""
    day = pieces[index].kind == "number" and pieces[index].value[2] in ("日", "号")
    other, after = read_phrase(text, pieces, index)
    if (other is not None and not (day and other.lengths)) or pieces[index].kind != "number":
        return other, after
    padded = Phrase(
        pieces[index].start, pieces[index].end, rank=MONTH if pieces[index].value[2] in ("日", "号") else DAY
    )
    if add(padded, pieces[index], text, None) and padded.rank > MONTH:
        return padded, index + 1
    return None, index


def _fits(phrase: Phrase, other: Phrase) -> bool:
    if other.lengths or other.every or other.word or phrase.last_year or phrase.last_month or phrase.last_day:
        return False
    if phrase.rank <= MONTH and phrase.month is None and other.month and not other.year and phrase.year is not None:
        return bool(phrase.year[0] != "abs" or phrase.part)
    return True


def _neighbours(expression: Expression, text: str, pieces: list[Token], index: int) -> int:
    """10月1日、2日: days that follow each other are one span; others are mentions of their own."""
    phrase, piece = expression.phrase, pieces[index]
    if text[phrase.end : piece.start] != "、" or piece.kind != "number" or piece.value[2] not in ("日", "号"):
        return index
    count = numerals.read(piece.value[0])
    if (
        not phrase.day
        or phrase.day[0] != "abs"
        or phrase.hour is not None
        or phrase.daypart
        or count is None
        or piece.value[1]
    ):
        return index
    if count.whole != (phrase.last_day or phrase.day[1]) + 1:
        return index
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    if following is not None and following.start == piece.end and (following.kind == "daypart" or is_clock(following)):
        return index
    phrase.last_day, phrase.end, expression.end = count.whole, piece.end, piece.end
    return _join(expression, text, pieces, index + 1)


def _surroundings(expression: Expression, text: str) -> None:
    """Hedges and open ends around an expression; the span grows over those that change its value."""
    near = text[expression.end : expression.end + 1] in SURROUNDING_HEADS
    hedge = APPROXIMATE_AFTER.match(text, expression.end) if near else None
    if hedge:
        expression.approx, expression.end = True, hedge.end()
    if text.endswith(APPROXIMATE_BEFORE, 0, expression.start) and not expression.phrase.lengths:
        expression.approx = True
    phrase = expression.phrase
    if phrase.lengths:
        phrase.approx = expression.approx or text.endswith(("约", "近", "大约", "将近"), 0, phrase.start)
        if text.startswith("有余", expression.end):
            phrase.loose, expression.end = True, expression.end + 2
        return
    if phrase.every or phrase.word or expression.link or expression.open_end:
        return
    after = SPAN_AFTER.match(text, expression.end) if near or hedge else None
    word = ""
    if text.endswith(SINCE_BEFORE, 0, expression.start):
        word = next(word for word in SINCE_BEFORE if text.endswith(word, 0, expression.start))
    if after and not (after.group("since") == "开始" and _is_start(text, expression.start - len(word), expression)):
        expression.open_end = "since" if after.group("since") else "until"
        expression.start, expression.end = expression.start - len(word), after.end()
    elif word == "自从":
        expression.open_end, expression.start = "since", expression.start - 2


def _is_start(text: str, start: int, expression: Expression) -> bool:
    """战斗自5月16日开始。 says when it began; 从5月16日开始，… opens a span."""
    if expression.phrase.hour is not None:
        return True
    if start == expression.start:
        return text[expression.end + 2 : expression.end + 3] not in ("", "，", ",", "。", "的", "\n", "、", "至")
    ends = text[expression.end + 2 : expression.end + 3] in ("", "。", "，", "；", "\n", "、", "）")
    subject = start > 0 and text[start - 1] not in "\n，。；、（「“"
    return subject and ends
