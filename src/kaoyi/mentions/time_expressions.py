"""Expressions of time in a text: phrases, and what joins two of them (至, 、 of neighbouring days, 与…之间)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaoyi.mentions import time_numerals as numerals
from kaoyi.mentions.time_affixes import APPROXIMATE_AFTER, APPROXIMATE_BEFORE, BETWEEN, RANGE, SINCE_BEFORE, SPAN_AFTER
from kaoyi.mentions.time_phrases import Phrase, add, begins, directed
from kaoyi.mentions.time_tokens import Token, tokens


@dataclass(slots=True)
class Expression:
    """One expression: a phrase, or two joined by ``link`` ("range", "days"); open ends as the words say."""

    start: int
    end: int
    phrase: Phrase
    other: Phrase | None = None
    link: str = ""
    open_end: str = ""  # since until now
    approx: bool = False
    rule: str = ""


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
    expression = Expression(phrase.start, phrase.end, phrase, rule=_rule(phrase))
    if not phrase.lengths and not phrase.every and not phrase.word:
        after = _join(expression, text, pieces, after)
    _surroundings(expression, text)
    return expression, after


def _rule(phrase: Phrase) -> str:
    if phrase.lengths:
        return "time.length"
    if phrase.every:
        return "time.every"
    if phrase.festival:
        return "time.festival"
    if phrase.week:
        return "time.week"
    relative = [spec for spec in (phrase.year, phrase.month, phrase.day) if spec and spec[0] != "abs"]
    return "time.relative" if relative else "time.clock" if phrase.rank > 5 and not phrase.day else "time.date"


_GAP = re.compile("[ 　]?的?[ 　]?|，|, ?")
_NEAR = re.compile(" ?(?:零|又|余|和|加)? ?")


def _phrase(text: str, pieces: list[Token], index: int) -> tuple[Phrase | None, int]:
    """Read the longest phrase that begins with a token; also the index of the first token after it."""
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    phrase = begins(text, pieces[index], following)
    if phrase is None:
        return None, index + 1
    index += 1
    while True:
        index = _gloss(phrase, text, pieces, index)
        if index >= len(pieces) or not _adjacent(phrase, text, pieces[index]):
            break
        following = pieces[index + 1] if index + 1 < len(pieces) else None
        if not add(phrase, pieces[index], text, following):
            break
        index += 1
        while index < len(pieces) and pieces[index].start < phrase.end:
            index += 1
    _minutes(phrase, text)
    if phrase.lengths:
        directed(phrase, text)
    return (None if phrase.unsure else phrase), index


def _adjacent(phrase: Phrase, text: str, piece: Token) -> bool:
    gap = text[phrase.end : piece.start]
    if piece.start < phrase.end or len(gap) > 3:
        return False
    if phrase.lengths:
        return _NEAR.fullmatch(gap) is not None and piece.kind == "number"
    if gap in ("", " "):
        return True
    if gap[0] in "，,":
        return (
            (piece.kind == "weekday"
            and phrase.day is not None)
            or bool(
                phrase.week
                and phrase.week[1] >= 0
                and piece.kind == "number"
                and piece.value[2] in ("月", "日", "年")
                and gap[-1:] == " "
            )
        )
    return _GAP.fullmatch(gap) is not None and phrase.rank <= 3


_MINUTES = re.compile(
    " ?(?:(半|正|整|钟)|([一三123])刻|(?:零|过|踏)?([0-9一二三四五六七八九十]{1,3})分?(?![0-9一二三四五六七八九十点个人万千百名辆年月日时]))"
)


def _minutes(phrase: Phrase, text: str) -> None:
    """下午三点半, 三点一刻, 三点十五: minutes said without 分."""
    if phrase.rank != 6 or phrase.minute is not None or text[phrase.end - 1 : phrase.end] not in ("点", "时"):
        return
    match = _MINUTES.match(text, phrase.end)
    if not match:
        return
    half, quarter, minutes = match.groups()
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
            or (len(minutes) < 2
            and text[match.start()] not in "零过")
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
        phrase.rank < 3
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


def _join(expression: Expression, text: str, pieces: list[Token], index: int) -> int:
    phrase = expression.phrase
    if index < len(pieces) and pieces[index].kind == "until" and pieces[index].start - phrase.end <= 1:
        expression.open_end, expression.end = "now", pieces[index].end
        return index + 1
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
        tail = re.compile(" ?之?间").match(text, other.end)
        if tail is None:
            return index
        other.end = tail.end()
    expression.other, expression.link, expression.end = other, "range", other.end
    return after


def _end_phrase(text: str, pieces: list[Token], index: int) -> tuple[Phrase | None, int]:
    """The second phrase of a range; bare days and hours need no more proof here."""
    other, after = _phrase(text, pieces, index)
    if other is not None or pieces[index].kind != "number":
        return other, after
    padded = Phrase(pieces[index].start, pieces[index].end, rank=2 if pieces[index].value[2] in ("日", "号") else 3)
    if add(padded, pieces[index], text, None) and padded.rank > 2:
        return padded, index + 1
    return None, index


def _fits(phrase: Phrase, other: Phrase) -> bool:
    if other.lengths or other.every or other.word or phrase.last_year or phrase.last_month or phrase.last_day:
        return False
    if phrase.rank <= 2 and phrase.month is None and other.month and not other.year and phrase.year is not None:
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
    if following is not None and following.start == piece.end and following.kind in ("daypart", "number"):
        return index
    phrase.last_day, phrase.end, expression.end = count.whole, piece.end, piece.end
    return _join(expression, text, pieces, index + 1)


def _surroundings(expression: Expression, text: str) -> None:
    """Hedges and open ends around an expression; the span grows over those that change its value."""
    hedge = APPROXIMATE_AFTER.match(text, expression.end)
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
    after = SPAN_AFTER.match(text, expression.end)
    before = SINCE_BEFORE.search(text, max(0, expression.start - 2), expression.start)
    if after and not (after.group("since") == "开始" and _is_start(text, before, expression)):
        expression.open_end = "since" if after.group("since") else "until"
        expression.end = after.end()
        if before:
            expression.start = before.start()
    elif before and before.group() == "自从":
        expression.open_end, expression.start = "since", before.start()


def _is_start(text: str, before: re.Match[str] | None, expression: Expression) -> bool:
    """战斗自5月16日开始。 says when it began; 从5月16日开始，… opens a span."""
    if before is None:
        return expression.start > 0 and text[expression.start - 1] not in "\n，。；"
    ends = text[expression.end + 2 : expression.end + 3] in ("", "。", "，", "；", "\n", "、", "）")
    subject = before.start() > 0 and text[before.start() - 1] not in "\n，。；、（「“"
    return subject and ends


# --- forms only a line of its own can be -------------------------------------------------------------------

_LINE_FORMS = None


def line_forms(text: str, context: object) -> None:
    """Dates in digits that only a whole line shows to be dates."""
    return None
