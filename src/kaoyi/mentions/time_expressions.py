"""Expressions of time in a text: phrases, and what joins two of them (至, 、 of neighbouring days, 与…之间)."""

from __future__ import annotations

import re

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
from kaoyi.mentions.time_phrases import Phrase, add, begins, directed
from kaoyi.mentions.time_tokens import DAY, DAYPART, HOUR, MINUTE, MONTH, WEEKDAY, Token, tokens


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


def expressions(text: str, line: bool = False) -> list[Expression]:
    """Return the expressions of time of a folded text, in order, none overlapping."""
    found: list[Expression] = []
    pieces = _lone(tokens(text))
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


def _expression(text: str, pieces: list[Token], index: int, line: bool) -> tuple[Expression | None, int]:
    phrase, after = _phrase(text, pieces, index)
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


_GAP = re.compile("[ 　]?的?[ 　]?|，|, ?")
_NEAR = re.compile(" ?(?:零|又|余|和|加)? ?")


def _phrase(text: str, pieces: list[Token], index: int) -> tuple[Phrase | None, int]:
    """Read the longest phrase that begins with a token; also the index of the first token after it."""
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    phrase = begins(text, pieces[index], following)
    if phrase is None:
        return None, index + 1
    count = len(pieces)
    index = _skip(pieces, index + 1, phrase.end)
    while True:
        if DAY <= phrase.rank <= MINUTE or phrase.word:
            index = _between(phrase, text, pieces, index)
        if index >= count or pieces[index].start - phrase.end > 3 or not _adjacent(phrase, text, pieces[index]):
            break
        following = pieces[index + 1] if index + 1 < count else None
        if not add(phrase, pieces[index], text, following):
            break
        index = _skip(pieces, index + 1, phrase.end)
    if phrase.lengths:
        directed(phrase, text)
    elif phrase.rank == HOUR:
        _minutes(phrase, text)
    elif phrase.rank == WEEKDAY:
        phrase, index = _weekday_first(phrase, text, pieces, index)
    return (None if phrase.unsure else phrase), index


def _between(phrase: Phrase, text: str, pieces: list[Token], index: int) -> int:
    """What may stand between a day and its clock: one-character parts of the day, and the day again in brackets."""
    if not (index < len(pieces) and pieces[index].start == phrase.end):
        _short_daypart(phrase, text)
    if phrase.rank >= HOUR:
        _daypart_before(phrase, text)
    if phrase.word or text[phrase.end : phrase.end + 1] in ("（", "("):
        return _gloss(phrase, text, pieces, index)
    return index


def _adjacent(phrase: Phrase, text: str, piece: Token) -> bool:
    if piece.start < phrase.end:
        return False
    if piece.start == phrase.end and not phrase.lengths:
        return True
    gap = text[phrase.end : piece.start]
    if phrase.lengths:
        return _NEAR.fullmatch(gap) is not None and piece.kind == "number"
    if gap in ("", " "):
        return True
    if gap[0] in "，,":
        return (piece.kind == "weekday" and phrase.day is not None) or bool(
            phrase.week
            and phrase.week[1] >= 0
            and piece.kind == "number"
            and piece.value[2] in ("月", "日", "年")
            and gap[-1:] == " "
        )
    return _GAP.fullmatch(gap) is not None and phrase.rank <= DAY


_MINUTES = re.compile(
    " ?(?:(半|正|整|钟)|([一三123])刻|(?:(?:踏|搭)([1-9一二三四五六七八九半]|十一|十)|(?:零|过)?([0-9一二三四五六七八九十]{1,3})(个字|分)?)(?![0-9一二三四五六七八九十点个人万千百名辆年月日时]))"
)


def _fives(phrase: Phrase, word: str, end: int, text: str) -> None:
    """三点踏三, 三点三个字: Cantonese counts fives of minutes, on the dial's figures."""
    count = numerals.read(word)
    if word == "半":
        phrase.minute, phrase.end = 30, end
    elif (
        count is not None and count.whole and count.whole <= 11 and (end == len(text) or text[end] in "，。、；）\n ")
    ) or "踏" in text[phrase.end : end]:
        phrase.minute, phrase.end = count.whole * 5 if count and count.whole else None, end


def _minutes(phrase: Phrase, text: str) -> None:
    """下午三点半, 三点一刻, 三点十五: minutes said without 分."""
    if phrase.rank != HOUR or phrase.minute is not None or text[phrase.end - 1 : phrase.end] not in ("点", "时"):
        return
    match = _MINUTES.match(text, phrase.end)
    if not match:
        return
    half, quarter, fives, minutes, unit = match.groups()
    if (
        fives
        or unit == "个字"
        or (minutes and phrase.daypart and len(minutes) == 1 and unit is None and text[match.start()] not in "零过")
    ):
        _fives(phrase, fives or minutes, match.end(), text)
        return
    if half:
        phrase.minute = 30 if half == "半" else None
    elif quarter:
        phrase.minute = 45 if quarter in "三3" else 15
    else:
        count = numerals.read(minutes)
        if (
            count is None
            or count.whole is None
            or not 0 < count.whole < 60
            or (len(minutes) < 2 and text[match.start()] not in "零过")
        ):
            return
        phrase.minute = count.whole
    phrase.end = match.end()


_DAY_IN_BRACKETS = re.compile("[（(] ?([0-9]{1,2}|[一二三四五六七八九十廿]{1,3}) ?(?:日|号)? ?[）)]日?")


def _gloss(phrase: Phrase, text: str, pieces: list[Token], index: int) -> int:
    """昨（7）日, 周四（26日）, 清明（4月4日）, 6月25日（星期日）: the bracket says the same day again."""
    if phrase.word == "gloss":
        match = _DAY_IN_BRACKETS.match(text, phrase.end - 1)
        count = numerals.read(match.group(1)) if match else None
        if match is None or count is None or count.whole is None or count.whole > 31:
            return index
        phrase.end, phrase.unsure, phrase.word = match.end(), False, ""
        return _skip(pieces, index, phrase.end)
    if (
        phrase.rank < DAY
        or phrase.lengths
        or text[phrase.end : phrase.end + 1] not in ("（", "(")
        or index >= len(pieces)
    ):
        return index
    piece = pieces[index]
    inner = begins(text, piece, None) if piece.start <= phrase.end + 2 else None
    if inner is None:
        match = _DAY_IN_BRACKETS.match(text, phrase.end)
        if match and (phrase.week or (phrase.day and phrase.day[0] != "abs")):
            phrase.end = match.end()
            return _skip(pieces, index, phrase.end)
        return index
    return _merge(phrase, inner, text, pieces, index + 1)


def _weekday_first(phrase: Phrase, text: str, pieces: list[Token], index: int) -> tuple[Phrase, int]:
    """周日, 2月10日: the date that follows says the day."""
    if (
        index < len(pieces)
        and phrase.week
        and phrase.rank == WEEKDAY
        and text[phrase.end : pieces[index].start] in (", ", "，", ",")
    ):
        other, after = _phrase(text, pieces, index)
        if other is not None and other.month and other.day and not other.week:
            other.start = phrase.start
            return other, after
    return phrase, index


def _merge(phrase: Phrase, inner: Phrase, text: str, pieces: list[Token], index: int) -> int:
    while index < len(pieces) and pieces[index].start == inner.end and add(inner, pieces[index], text):
        index += 1
    if text[inner.end : inner.end + 1] not in ("）", ")") or inner.lengths or inner.unsure:
        return _index_at(pieces, phrase.end)
    if inner.day and inner.day[0] == "abs" and (phrase.day is None or phrase.day[0] != "abs"):
        phrase.year, phrase.month, phrase.day = phrase.year or inner.year, phrase.month or inner.month, inner.day
        phrase.festival, phrase.week = "", None
    elif not inner.week or inner.month:
        return _index_at(pieces, phrase.end)
    phrase.end = inner.end + 1
    return _skip(pieces, index, phrase.end)


def _skip(pieces: list[Token], index: int, end: int) -> int:
    while index < len(pieces) and pieces[index].start < end:
        index += 1
    return index


def _index_at(pieces: list[Token], end: int) -> int:
    low, high = 0, len(pieces)
    while low < high:
        middle = (low + high) // 2
        if pieces[middle].start < end:
            low = middle + 1
        else:
            high = middle
    return low


# --- two phrases that make one expression ----------------------------------------------------------------


_UNTIL_NOW = re.compile(" ?(?:[至迄]今|到现在|[到至]目前|到今天为止)(?![早晚晨午天日年傍夜（(])")


def _same_day(expression: Expression, text: str, pieces: list[Token], index: int) -> int:
    """三天后的1月6日: the date right after says which day it was."""
    near = index < len(pieces) and pieces[index].start - expression.end < 4
    gap = text[expression.end : pieces[index].start] if near else "-"
    if gap.strip() != "的" or pieces[index].kind != "number":
        return index
    other, _ = _phrase(text, pieces, index)
    if other is not None and other.month and other.day:
        expression.other, expression.link = other, "same"
    return index


_BARE_DAY = re.compile(
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
        return _skip(pieces, index, expression.end)
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


_BETWEEN_END = re.compile(" ?之?间")


def _end_phrase(text: str, pieces: list[Token], index: int) -> tuple[Phrase | None, int]:
    """The second phrase of a range; bare days and hours need no more proof here."""
    day = pieces[index].kind == "number" and pieces[index].value[2] in ("日", "号")
    other, after = _phrase(text, pieces, index)
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
    if following is not None and following.start == piece.end and (following.kind == "daypart" or _is_clock(following)):
        return index
    phrase.last_day, phrase.end, expression.end = count.whole, piece.end, piece.end
    return _join(expression, text, pieces, index + 1)


_DAYPART_BEFORE = re.compile(
    "(凌晨|清晨|清早|早晨|早上|晨间|上午|中午|正午|下午|午后|傍晚|黄昏|晚上|晚间|夜晚|夜间|深夜|夜里|半夜|午夜|子夜)(?:大约|约莫|约|大概|近|将近|接近|到了?|的) ?$"
)
_PARTS = {
    "上午": "早",
    "凌晨": "早",
    "中午": "午",
    "正午": "午",
    "下午": "下",
    "午后": "下",
    "傍晚": "下",
    "黄昏": "下",
    "半夜": "夜",
    "午夜": "夜",
    "子夜": "夜",
}


def _daypart_before(phrase: Phrase, text: str) -> None:
    """晚上大约10时: a hedge stands between the part of the day and the clock."""
    if phrase.rank in (HOUR, MINUTE) and not phrase.daypart and not phrase.day and not phrase.week:
        match = _DAYPART_BEFORE.search(text, max(0, phrase.start - 6), phrase.start)
        if match:
            word = match.group(1)
            phrase.daypart = _PARTS.get(word, "早" if word[0] in "清早晨" else "晚")
            phrase.start = match.start()


def _is_clock(token: Token) -> bool:
    return token.kind == "clock" or (token.kind == "number" and token.value[2] in ("时", "点", "点钟"))


_SHORT_DAYPART = re.compile(
    "晚(?!上|间|会|宴|报|餐|期|年|近|于|了|点(?!钟|[0-9一二三四五六七八九十]))|早(?!上|晨|间|日|报|些|期|就|已|在|有|前|于|年|点(?!钟))|晨(?!报)|夜(?!市|间部)|深夜|午(?![夜间后前餐休宴])"
)


def _short_daypart(phrase: Phrase, text: str) -> None:
    """19日晚, 5日早, 8日夜: one character after a day; and one before a clock: 晚10:30."""
    if phrase.rank in (DAY, WEEKDAY) and not phrase.lengths and not phrase.daypart:
        if text[phrase.end : phrase.end + 1] not in "晚早晨夜深午":
            return
        match = _SHORT_DAYPART.match(text, phrase.end)
        if match:
            phrase.daypart = {"晨": "早", "夜": "晚", "深夜": "晚"}.get(match.group(), match.group())
            phrase.end, phrase.rank = match.end(), DAYPART
    elif (
        phrase.rank in (HOUR, MINUTE)
        and not phrase.daypart
        and not phrase.day
        and text[phrase.start - 1 : phrase.start] in ("晚", "早", "晨")
    ):
        phrase.start -= 1
        phrase.daypart = "晚" if text[phrase.start] == "晚" else "早"


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
