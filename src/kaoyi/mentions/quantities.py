"""Figures in running prose: numbers with their hedges, counters and counted nouns.

One regular expression with a single character class as its head finds where a number stands; everything
around it (hedges to the left, counter, noun and hedges to the right) is looked up only there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from msgspec import Struct, structs

from kaoyi.mentions.amounts import Amount, span
from kaoyi.mentions.counted import COUNTER, LABEL, NOUN, UNIT, Follower, Vocabulary, by_noun, follower, vocabulary
from kaoyi.mentions.hedges import Hedges, after, before, hedged, hedges
from kaoyi.mentions.lookalikes import Lookalikes, ends_with, lookalikes, word_at
from kaoyi.mentions.measured import currency_before, measured
from kaoyi.mentions.numerals import exact
from kaoyi.mentions.scan import DIGITS, HAN, HANS, IS_HAN, JOINT, NUMBER, PROLONGS, TAIL, Number, number_at
from kaoyi.model import Quantity

Span = tuple[int, int]


class Tables(NamedTuple):
    """Everything a scan asks."""

    scan: re.Pattern[str]
    words: Vocabulary
    hedges: Hedges
    lookalikes: Lookalikes


@cache
def _tables() -> Tables:
    words = vocabulary()
    following = re.escape("".join(sorted({*words.firsts, *HAN, *"余多来分点至到~～—–-、比以个 "})))
    scan = re.compile(
        rf"[0-9{HAN}]"
        rf"(?:(?<=[0-9])(?<![A-Za-z0-9_第.\-/#=&?@+].)(?<![0-9]:.){DIGITS}"
        rf"|(?<=[{HAN}])(?<!第.)(?=[{following}]){HANS}){TAIL}(?![年月号]|日(?!元|币|圆|本)|天(?!大))"
    )
    return Tables(scan, words, hedges(), lookalikes())


def find(text: str, skip: Sequence[Span] = ()) -> list[Quantity]:
    """Return the figures of a folded text, sorted and apart, none of them touching a span of ``skip`` (sorted).

    Offsets are those of ``text``: ``start..end`` takes in hedges and counter, ``core_start..core_end`` the number alone.
    A bare number has unit None. Dates, durations, ordinals, labels (38号) and words that only hold a numeral are left alone.
    """
    tables = _tables()
    found: list[Quantity] = []
    last = 0
    barred = iter(skip)
    bar = next(barred, None)
    for match in tables.scan.finditer(text):
        start, end = match.span()
        if start < last:
            continue
        while bar is not None and bar[1] <= start:
            bar = next(barred, None)
        if bar is not None and bar[0] < end:
            continue
        quantity = _read(text, start, end, tables)
        if quantity is not None:
            found.append(quantity if quantity.start >= last else structs.replace(quantity, start=start))
            last = quantity.end
    return found


class Figure(Struct, frozen=True, gc=False):
    """A figure being read: its amount and unit, and where its words stand so far."""

    amount: Amount
    unit: str | None
    counter: str
    noun: str
    start: int
    end: int
    rule: str


def _read(text: str, start: int, end: int, tables: Tables) -> Quantity | None:
    """Read the figure whose number begins at ``start``; None where it is a word, a label or no figure."""
    if text[start] in IS_HAN and word_at(text, start, tables.lookalikes) >= end:
        return None
    number = number_at(text, start, end)
    if number is None:
        return None
    at = number.end + (text[number.end : number.end + 1] == " ")
    word = follower(text, at, tables.words.followers)
    if word is None and text[at : at + 1] == "的" and text[at - 1] == "计":
        word = follower(text, at + 1, tables.words.followers)
    if word is None or word.what == NOUN:
        figure = _bare(text, start, number, word, tables)
    elif word.what == LABEL:
        return None
    else:
        figure = _counted(text, start, number, word, at, tables)
    if figure is None:
        return None
    return _finish(text, figure, (start, number.end), tables)


def _counted(text: str, start: int, number: Number, word: Follower, at: int, tables: Tables) -> Figure | None:
    """A number with its counter or unit, and what may follow them: 半, parts, a second number with the same unit."""
    value, end, noun, unit = number.amount, at + len(word.form), "", word.unit
    value, end = _up_to(text, start, value, word, end)
    if word.what == COUNTER:
        unit, noun = by_noun(text, start, end, word, tables.words)
        if (
            text[end : end + 1] == "半"
            and value.low == value.high is not None
            and text[end + 1 : end + 2] not in "月年"
        ):
            value, end = value._replace(low=_and_half(value.low), high=_and_half(value.low)), end + 1
    else:
        value, unit, end = measured(text, end, word, value, tables.words)
        before_it = currency_before(text, start, tables.words) if word.unit == "CNY" else None
        if before_it:
            unit, start = before_it
        if unit in ("%", "pp") and value.kind == "cardinal":
            value = _percent(value, word)
    return Figure(
        value, unit, word.form, noun, start, end, "number with counter" if word.what == COUNTER else "number with unit"
    )


def _and_half(value: Fraction | int | None) -> Fraction | int | None:
    return None if value is None else exact(value + Fraction(1, 2))


def _percent(value: Amount, word: Follower) -> Amount:
    scale = 10 if word.form == "成" else 1
    low = None if value.low is None else exact(value.low * scale)
    return Amount(low, None if value.high is None else exact(value.high * scale), value.approx, "percent")


def _up_to(text: str, start: int, value: Amount, word: Follower, end: int) -> tuple[Amount, int]:
    """700人至900人: a second number with the same counter makes a range."""
    joint = JOINT.match(text, end) if text[end : end + 1] in PROLONGS else None
    if joint is None or "、" in joint.group() or value.low is None or value.kind == "range":
        return value, end
    last = NUMBER.match(text, joint.end())
    if last is None or not text.startswith(word.form, last.end()):
        return value, end
    whole = span(text[start : end - len(word.form)].strip(), last.group())
    return (value, end) if whole is None else (whole, last.end() + len(word.form))


_TOGETHER = frozenset("及和与、死伤亡")
_BARRED_AFTER = re.compile(r"[A-Za-z0-9:/\]_@&=]|\.[0-9A-Za-z]|-[0-9A-Za-z]|[、.．)）](?=.)")
_HOLDS_DIGIT = re.compile("[0-9]")


def _bare(text: str, start: int, number: Number, word: Follower | None, tables: Tables) -> Figure | None:
    """A number without a counter: a figure where it stands for itself, no figure where it labels something."""
    words = text[start : number.end]
    if ends_with(text, start, tables.lookalikes.models) or ends_with(text, start, tables.lookalikes.labels):
        return None
    money = currency_before(text, start, tables.words)
    if money:
        return Figure(number.amount, money[0], "", "", money[1], number.end, "number after currency")
    noun = ""
    unit = "%" if number.amount.kind == "percent" else None
    if (
        word is not None
        and number.amount.kind in ("cardinal", "range")
        and words not in ("一", "半", "十", "百", "千", "万", "几", "数")
    ):
        noun, unit = word.form, word.unit
    elif not (
        _digits_stand(text, start, number) if words[0] not in IS_HAN else _han_stands(text, start, number, tables)
    ):
        return None
    return Figure(number.amount, unit, "", noun, start, number.end, "number with noun" if unit else "bare number")


def _digits_stand(text: str, start: int, number: Number) -> bool:
    words, following = text[start : number.end], text[number.end : number.end + 2]
    prior = text[start - 1 : start]
    if words[0] == "0" and words[:2] != "0." or (len(words) > 7 and words.isdecimal()):
        return False
    alone = prior in ("", "\n") and following[:1] in ("", "\n")
    if alone:
        return True
    if prior in "([（【·*^_`\\" and len(words) <= 2 or _LIST_MARK.match(following) and prior in ("", "\n", "（", "("):
        return False
    if _AFTER_CODE.match(following):
        return False
    return not (
        len(words) == 4 and words.isdecimal() and words[:2] in ("18", "19", "20") and following[:1] not in _TOGETHER
    )


_LIST_MARK = re.compile("[、.．)）]")
_AFTER_CODE = re.compile(r"[A-Za-z_@&=\]\\]|[:/.\-][0-9A-Za-z]")


def _han_stands(text: str, start: int, number: Number, tables: Tables) -> bool:
    words, following = text[start : number.end], text[number.end : number.end + 1]
    if number.amount.kind in ("fraction", "percent", "ratio"):
        return True
    if len(words) < 2 or not any(c in "十百千万亿0123456789" for c in words) or not any(c in _COUNTING for c in words):
        return False
    if (
        not following
        or not following.isalnum()
        or following in _TOGETHER
        or text[start - 1 : start] in tables.hedges.before
    ):
        return True
    return False


_COUNTING = frozenset("0123456789一二两三四五六七八九几数余多")


def _finish(text: str, figure: Figure, core: Span, tables: Tables) -> Quantity:
    value, start, end = figure.amount, figure.start, figure.end
    if text[end : end + 1] in tables.hedges.after or text[end : end + 1] == " ":
        reading, end = after(text, end, tables.hedges.after)
        if reading:
            value = hedged(reading, value)
    if text[start - 1 : start] in tables.hedges.before or text[start - 1 : start] == " ":
        read = before(text, start, tables.hedges.before)
        if read:
            value, start = hedged(read[0], value), read[1]
    return Quantity(
        start,
        end,
        value.low,
        value.high,
        value.approx,
        value.kind,
        figure.unit,
        figure.counter,
        *core,
        figure.rule,
        figure.noun,
    )
