"""One phrase read from tokens that stand together, with the day again in brackets and minutes said without 分."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.mentions import time_numerals as numerals
from kaoyi.mentions.time_filling import add, begins
from kaoyi.mentions.time_length_slots import directed
from kaoyi.mentions.time_phrases import Phrase
from kaoyi.mentions.time_tokens import DAY, DAYPART, HOUR, MINUTE, WEEKDAY, YEAR, Token

_GAP: Final = re.compile("[ 　]?的?[ 　]?|，|, ?")


_NEAR: Final = re.compile(" ?(?:零|又|余|和|加)? ?")


def read_phrase(text: str, pieces: list[Token], index: int) -> tuple[Phrase | None, int]:
    """Read the longest phrase that begins with a token; also the index of the first token after it."""
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    phrase = begins(text, pieces[index], following)
    if phrase is None:
        return None, index + 1
    count = len(pieces)
    if phrase.rank == YEAR and (following is None or following.start - phrase.end > 3) and not phrase.unsure:
        return phrase, index + 1  # a year by itself, the commonest
    index = skip(pieces, index + 1, phrase.end)
    while True:
        if DAY <= phrase.rank <= MINUTE or phrase.word:
            index = _between(phrase, text, pieces, index)
        if index >= count or pieces[index].start - phrase.end > 3 or not _adjacent(phrase, text, pieces[index]):
            break
        following = pieces[index + 1] if index + 1 < count else None
        if not add(phrase, pieces[index], text, following):
            break
        index = skip(pieces, index + 1, phrase.end)
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
    if gap in ("约", "大约", "大概", "近", "将近") and DAY <= phrase.rank <= DAYPART:
        return is_clock(piece)
    return _GAP.fullmatch(gap) is not None and phrase.rank <= DAY


_MINUTES: Final = re.compile(
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


_DAY_IN_BRACKETS: Final = re.compile("[（(] ?([0-9]{1,2}|[一二三四五六七八九十廿]{1,3}) ?(?:日|号)? ?[）)]日?")


def _gloss(phrase: Phrase, text: str, pieces: list[Token], index: int) -> int:
    """昨（7）日, 周四（26日）, 清明（4月4日）, 6月25日（星期日）: the bracket says the same day again."""
    if phrase.word == "gloss":
        match = _DAY_IN_BRACKETS.match(text, phrase.end - 1)
        count = numerals.read(match.group(1)) if match else None
        if match is None or count is None or count.whole is None or count.whole > 31:
            return index
        phrase.end, phrase.unsure, phrase.word = match.end(), False, ""
        return skip(pieces, index, phrase.end)
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
            return skip(pieces, index, phrase.end)
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
        other, after = read_phrase(text, pieces, index)
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
    return skip(pieces, index, phrase.end)


def skip(pieces: list[Token], index: int, end: int) -> int:
    """Return the index of the first token from ``index`` on that begins at ``end`` or later."""
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


_DAYPART_BEFORE: Final = re.compile(
    "(凌晨|清晨|清早|早晨|早上|晨间|上午|中午|正午|下午|午后|傍晚|黄昏|晚上|晚间|夜晚|夜间|深夜|夜里|半夜|午夜|子夜)(?:大约|约莫|约|大概|近|将近|接近|到了?|的) ?$"
)


_PARTS: Final = {
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


def is_clock(token: Token) -> bool:
    """Whether a token is an hour or a clock in digits."""
    return token.kind == "clock" or (token.kind == "number" and token.value[2] in ("时", "点", "点钟"))


def _daypart_before(phrase: Phrase, text: str) -> None:
    """晚上大约10时: a hedge stands between the part of the day and the clock."""
    if phrase.rank in (HOUR, MINUTE) and not phrase.daypart and not phrase.day and not phrase.week:
        match = _DAYPART_BEFORE.search(text, max(0, phrase.start - 6), phrase.start)
        if match:
            word = match.group(1)
            phrase.daypart = _PARTS.get(word, "早" if word[0] in "清早晨" else "晚")
            phrase.start = match.start()


_SHORT_DAYPART: Final = re.compile(
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
