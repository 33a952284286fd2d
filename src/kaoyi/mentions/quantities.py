"""Figures in running prose: numbers with their hedges, counters and counted nouns.

One regular expression with a single character class as its head finds where a number stands; everything
around it (hedges to the left, counter, noun and hedges to the right) is looked up only there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple

from msgspec import structs

from kaoyi.lexicon import Lexicon, load
from kaoyi.mentions.amounts import Amount, span
from kaoyi.mentions.counted import COUNTER, LABEL, NOUN, Follower, Vocabulary, by_noun, follower, vocabulary
from kaoyi.mentions.hedges import Hedges, after, before, hedged, hedges
from kaoyi.mentions.lookalikes import Lookalikes, ends_with, lookalikes, word_at
from kaoyi.mentions.measured import currency_before, measured
from kaoyi.mentions.numerals import DIGIT, exact
from kaoyi.mentions.scan import CORE, DIGITS, HAN, HANS, IS_HAN, JOINT, NUMBER, PROLONGS, TAIL, Number, number_at
from kaoyi.model import Leaf, Quantity

Span = tuple[int, int]


class Tables(NamedTuple):
    """Everything a scan asks."""

    scan: re.Pattern[str]
    words: Vocabulary
    hedges: Hedges
    lookalikes: Lookalikes


@cache
def _tables(lexicon: Lexicon) -> Tables:
    words = vocabulary(lexicon)
    following = re.escape("".join(sorted({*words.firsts, *HAN, *"余多来分点至到~～—–-、比以个上 "})))
    scan = re.compile(
        rf"[0-9{HAN}]"
        rf"(?:(?<=[0-9])(?<![A-Za-z0-9_第.\-/#&?@+%·•‧].)(?<![0-9]:.)(?<![^<>]=.){DIGITS}"
        rf"|(?<=[{HAN}])(?<![第·•‧{CORE}0-9].)(?=[{following}]){HANS}){TAIL}(?![年月号·•‧]|日(?!元|币|圆|本)|天(?!大))"
    )
    return Tables(scan, words, hedges(lexicon), lookalikes(lexicon))


def find(text: str, skip: Sequence[Span] = (), lexicon: Lexicon | None = None) -> list[Quantity]:
    """Return the figures of a folded text, sorted and apart, none of them touching a span of ``skip`` (sorted).

    Offsets are those of ``text``: ``start..end`` takes in hedges and counter, ``core_start..core_end`` the number alone.
    A bare number has unit None. Dates, durations, ordinals, labels (38号) and words that only hold a numeral are left alone.
    """
    tables = _tables(lexicon or load())
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
    return _with_heights(text, found, skip) if "米" in text else found


_HEIGHT: Final = re.compile(
    rf"(?<![{CORE}0-9几半])米(?P<tenths>[一二三四五六七八九])(?![0-9A-Za-z一-鿿])|米(?P<low>[一二三四五六七八九])(?=[至到])"
)


def _with_heights(text: str, found: list[Quantity], skip: Sequence[Span]) -> list[Quantity]:
    """Add 米九 (1.9 m), the one unit that stands before its number; 米六到三米九 is a range."""
    heights: list[Quantity] = []
    for match in _HEIGHT.finditer(text):
        start, end = match.span()
        place, barred = bisect_right(found, start, key=_start), bisect_right(skip, (start, end))
        if (place and found[place - 1].end > start) or (barred and skip[barred - 1][1] > start):
            continue
        tall = exact(1 + Fraction(DIGIT[match[match.lastgroup or ""]], 10))
        following = found[place] if place < len(found) else None
        if following is not None and following.unit == "m" and JOINT.fullmatch(text, end, following.start):
            found[place] = structs.replace(following, start=start, low=tall, kind="range", core_start=start)
        elif match.lastgroup == "tenths":
            heights.append(Quantity(start, end, tall, tall, False, "cardinal", "m", "米", start, end, "height"))
    return sorted(found + heights, key=_start) if heights else found


def _start(quantity: Quantity) -> int:
    return quantity.start


class Figure(Leaf, frozen=True, gc=False):
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
    if text[start] in _FINANCIAL and text[start + 1 : start + 2] not in _FINANCIAL_NEXT:
        return None  # 陆一首 is no number
    if text[end - 1] == "两" and end - start > 1:
        end -= 1  # 三十两: taels, not a digit
    elif text[end : end + 1] in _KILO:
        end -= _of_the_unit(text, start, end, tables)
    number = number_at(text, start, end)
    if number is None:
        return None
    at = number.end + (text[number.end : number.end + 1] == " ")
    word = follower(text, at, tables.words.followers)
    if word is None and text[at : at + 1] == "的" and text[at - 1] == "计":
        at += 1  # 数以千计的人
        word = follower(text, at, tables.words.followers)
    if text[start - 1 : start] in PROLONGS and _ORDINAL.search(text, max(0, start - 9), start):
        return None
    if word is None or word.what == NOUN:
        if _NAMED_DAY.match(text, start):
            return None
        figure = _bare(text, start, number, word, tables)
    elif number.amount.kind in ("fraction", "percent", "ratio"):
        figure = _bare(text, start, number, None, tables)
    elif word.what == LABEL or text[start - 1 : start] in _LABELLED.get(word.form, ()):
        return None
    else:
        figure = _counted(text, (start, at), number.amount, word, tables)
    if figure is None:
        return None
    return _finish(text, figure, (start, number.end), tables)


# A day that names what happened on it: 721恐袭, 928周年, 1001集会. Month and day, then the kind of thing.
_NAMED_DAY: Final = re.compile(
    r"(?:1[012]|[1-9])[0-3][0-9](?![0-9])[」”》]?(?:恐袭|袭击|事件|游行|集会|冲突|周年|示威|抗争|抗爭|的?暴动|当[晚日天]|占领|开枪|衝击|冲击|元朗|立法会|清场|暴动|运动|行动|惨案|大游行|静坐|白衣人|血案|案)"
)
_FINANCIAL: Final = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_FINANCIAL_NEXT: Final = _FINANCIAL | frozenset("万亿元圆整角分零百千十")
_ORDINAL: Final = re.compile(rf"第 ?[0-9{HAN}]+ ?[至到~～∼〜—–、-] ?$")  # 第2至11节
_LABELLED: Final = {  # a counter that labels after these: 《基本法》75条, 7月21日元朗
    form: frozenset(before)
    for form, before in {"条": "》法例约章程宪规", "款": "条》", "项": "款条", "日元": "月", "日圆": "月"}.items()
}


def _counted(text: str, at: Span, value: Amount, word: Follower, tables: Tables) -> Figure:
    """A number with its counter or unit, and what may follow them: 半, parts, a second number with the same unit."""
    start, end, noun, unit = at[0], at[1] + len(word.form), "", word.unit
    value, end = _up_to(text, start, value, word, end)
    if word.what == COUNTER:
        unit, noun = by_noun(text, start, end, word, tables.words)
        if word.form == "度" and (text[start] not in IS_HAN or end - start > 2):
            unit = "Cel" if _WARM.search(text, max(0, start - 8), start) else "deg"
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


_KILO: Final = frozenset("瓦米克卡伏赫焦帕")


def _of_the_unit(text: str, start: int, end: int, tables: Tables) -> int:
    """How many closing characters of a number belong to its unit: 800万千瓦, 20 千兆瓦, 12千米 (but 三百米)."""
    for scale in ("千兆", "千", "兆"):
        at = end - len(scale)
        if at > start and text.startswith(scale, at) and text[at - 1] in "0123456789万亿 ":
            word = follower(text, at, tables.words.followers)
            if word is not None and word.form.startswith(scale):
                return len(scale) + (text[at - 1] == " ")
    return 0


_WARM: Final = re.compile("摄氏|温|体热|烧")


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


_TOGETHER: Final = frozenset("及和与、死伤亡")


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
        and (
            words not in ("一", "半", "十", "百", "千", "万", "几", "数")
            or _hedged_scale(text, start, words, tables)
            or _of_a_pair(text, start, number.end)
        )
    ):
        noun, unit = word.form, word.unit
        if _DAY_BY_NAME.fullmatch(words) and number.amount.low == number.amount.high:
            return None
    elif not (
        _digits_stand(text, start, number) if words[0] not in IS_HAN else _han_stands(text, start, number, tables)
    ):
        return None
    return Figure(number.amount, unit, "", noun, start, number.end, "number with noun" if unit else "bare number")


# 七一示威者, 六四学生: a day in two digits, never how many (三五名 is).
_DAY_BY_NAME: Final = re.compile("七一|六四|八一|五四|五一|八九|九一|九七|八三一|七二一|六一二")
_PAIR_AFTER: Final = re.compile("[男女][、及和]?[0-9一二两三四五六七八九十]+[男女]")


def _of_a_pair(text: str, start: int, end: int) -> bool:
    """三男一女: one counts where men and women are counted side by side."""
    if text[start:end] != "一" or text[end : end + 1] not in ("男", "女"):
        return False
    return text[start - 1 : start] in ("男", "女") or _PAIR_AFTER.match(text, end) is not None


def _hedged_scale(text: str, start: int, words: str, tables: Tables) -> bool:
    """近千民众, 逾百学生: a scale alone is a number where a hedge stands before it and a noun behind."""
    return words in ("百", "千", "万") and before(text, start, tables.hedges.before) is not None


def _digits_stand(text: str, start: int, number: Number) -> bool:
    """Whether bare digits may be a figure: not a code, an address, a list mark, a year, a date or a score."""
    words, following = text[start : number.end], text[number.end : number.end + 2]
    prior = text[start - 1 : start]
    if (words[0] == "0" and words[:2] != "0.") or (len(words) > 7 and words.isdecimal()):
        return False
    if prior in ("", "\n") and following[:1] in ("", "\n"):
        return True  # a cell of a table
    if (prior in _OPENS and len(words) <= 2) or (prior in "《〈「『“‘" and following[:1] in "》〉」』”’"):
        return False
    if (
        following[:1] in ("》", "〉")
        or _AFTER_CODE.match(following)
        or _BEFORE_CODE.search(text, max(0, start - 2), start)
    ):
        return False
    if prior in ("", "\n", "（", "(") and following[:1] in "、.．)）":
        return False
    if words.isdecimal() and _NAME_BEFORE.search(text, max(0, start - 16), start):
        return False  # F 86, Boeing 737
    low, high = number.amount.low, number.amount.high
    if "-" in words and low is not None and high is not None and high > 20 * low:
        return False  # a telephone number
    return not _LIKE_A_DATE.fullmatch(words) or following[:1] in _TOGETHER


_OPENS: Final = frozenset("([（【·*^_`\\")
_AFTER_CODE: Final = re.compile(r"[A-Za-z_@&=\]\\]|[:：/.\-﹣][0-9A-Za-z]")
_BEFORE_CODE: Final = re.compile("[0-9][：﹣–]$")
_NAME_BEFORE: Final = re.compile(r"(?:^|[^A-Za-z])[A-Z][A-Za-z]*\.? $")
_LIKE_A_DATE: Final = re.compile(r"(?:1[89]|20)[0-9]{2}(?:.(?:1[89]|20)[0-9]{2})?|1?[0-9]\.[1-3]?[0-9]")


def _han_stands(text: str, start: int, number: Number, tables: Tables) -> bool:
    """Whether a bare Chinese numeral may be a figure: it holds a scale, and a digit or a hedge before it (过百万)."""
    words, following = text[start : number.end], text[number.end : number.end + 1]
    if number.amount.kind in ("fraction", "percent", "ratio"):
        return True
    bounded = before(text, start, tables.hedges.before) is not None
    if bounded and words in ("百", "千", "万") and following and following in "死伤亡":
        return True  # 逾百伤
    if len(words) < 2 or not any(c in "十百千万亿0123456789" for c in words):
        return False
    if not bounded and not any(c in _COUNTING for c in words):
        return False
    if text[start - 1 : start] in ("（", "(") and following in ("）", ")"):
        return False  # a list mark
    prior = text[start - 1 : start]
    if prior in _SOLDIERS and words[-1] in "万千余" and any(c in "千万" for c in words):
        return True  # 率军二十万南下
    if following == "级" and text.endswith("斩首", 0, start):
        return True  # 斩首三千余级: heads
    apart = not following.isalnum() or following in _TOGETHER
    return apart or prior in tables.hedges.before


_SOLDIERS: Final = frozenset("军兵众骑卒")


_COUNTING: Final = frozenset("0123456789一二两三四五六七八九几数余多")


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
            named = currency_before(text, start, tables.words) if figure.unit == "CNY" else None
            if named:  # 新台币约300万元
                figure, start = structs.replace(figure, unit=named[0]), named[1]
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
