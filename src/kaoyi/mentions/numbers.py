"""Plain numbers, whatever they count: cardinals, ordinals, percents, fractions, ranges and comparisons."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import Final

from msgspec import structs

from kaoyi.lexicon import load
from kaoyi.mentions.amounts import Amount, amount
from kaoyi.mentions.hedges import after, before, hedged, hedges
from kaoyi.mentions.lookalikes import addresses, lookalikes, word_at
from kaoyi.mentions.numerals import exact, read
from kaoyi.mentions.scan import CORE, HAN, JOINT
from kaoyi.model import Exact, Quantity

_HAN: Final = HAN + "参"
_CORE: Final = CORE + "参"
_SCALES: Final = "十拾百佰千仟万亿兆"
# Spaces stand inside a Chinese number beside its scales only: 7万 5千 4百, 一百 二 十
_SPACED: Final = rf"(?: {{0,4}}(?=[余多几]? {{0,4}}[{_SCALES}])|(?<=[{_SCALES}]) {{0,4}}(?=[{_CORE}余多几]|[0-9]++ {{0,4}}[{_SCALES}]))"
_BODY: Final = (
    r"(?:(?<=[0-9.])(?:[0-9]{0,2}(?:[,，][0-9]{3})++(?![0-9])|[0-9]*+)(?:\.[0-9]++(?!\.[0-9]))?(?:[eE][+-]?[0-9]++)?"
    rf"(?:[kKMGB](?![A-Za-z0-9])|(?:{_SPACED}[{_CORE}0-9余多几]++)*+)"
    rf"|(?<=半)数|(?<=一)半(?![{CORE}导球年天个月])|(?<=[半数几])[十百千万亿]*+"
    rf"|(?<=[{_CORE}])(?:{_SPACED}?[{_CORE}0-9余多几]++(?:[.](?=[0-9]))?)*+)"
)
_POINT: Final = "(?: *点 *[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖0-9](?:[〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖0-9]| *(?=[0-9]))*+(?![十百千])[万亿]*)?"
_ONE: Final = rf"[0-9{_HAN}.对](?:{_BODY}{_POINT}[余多几]?|(?<=对)(?=折))"
_SCAN: Final = re.compile(_ONE)
_NEXT: Final = re.compile(rf" *(?P<negative>[负-])? *(?P<body>{_ONE})")
_POWER: Final = re.compile(r"\^(?P<sign>-{0,2})(?P<exponent>[0-9]{1,2})(?![0-9.])")
_SLASH: Final = re.compile(
    r"(?P<top>[/／](?P<bottom>[0-9]++)|(?P<mixed> (?P<over>[0-9]++)/(?P<under>[0-9]++)))(?![/0-9.])"
)
_SHARE: Final = re.compile(" *(?:分 *之|份之|[份分](?=[一二三四五六七八九](?![一-鿿]))) *")
_AND: Final = re.compile(" *又 *")
_RATE: Final = re.compile(
    r" *(?:(?P<percent>%|‰|个? *百 *分 *点|巴仙)|(?P<tenths>成|折)(?![为了立员本长果都])(?: ?(?P<more>[一二三四五六七八九半]))?)"
)
_DOZEN: Final = re.compile("打(?![击电开工算扮人架仗字倒败死伤压造量破断印车动听扫官响])")
_BETWEEN: Final = re.compile(r" ?(?:和|与|跟|及|到|至|-|~) ?")


def find(text: str) -> list[Quantity]:
    """Return the numbers of a folded text, sorted and apart; ``start..end`` takes in hedges but no counter.

    A percent's value counts hundredths (三成 is 30), an ordinal's its place. Words that only hold a numeral are left alone.
    """
    found: list[Quantity] = []
    position, barred = 0, iter(addresses(text))
    bar = next(barred, None)
    while match := _SCAN.search(text, position):
        start, end = match.span()
        while bar is not None and bar[1] <= start:
            bar = next(barred, None)
        if bar is not None and bar[0] < end:
            position = bar[1]
            continue
        reached, number = _read(text, start, end)
        position = max(reached, start + 1)
        if number is not None and found and number.start < found[-1].end:
            number = structs.replace(number, start=number.core_start)
        if number is not None and (not found or number.start >= found[-1].end):
            joined = _joined(text, found[-1], number) if found else None
            if joined is not None:
                found[-1] = joined
            else:
                found.append(number)
    return found


_ALONE: Final = frozenset((*"万亿千百半数几兆俩参拾肆伍陆○", "万万", "亿万", "千万", "千百", "百万", "几千万", "数万"))
_ISOLATED: Final = frozenset("拾肆伍陆参零〇佰仟")


def _read(text: str, start: int, end: int) -> tuple[int, Quantity | None]:
    """Read the number that begins at ``start``; return where to look on, and the number if it is one."""
    if text[start] == ".":
        if not _begins_decimal(text, start):
            return start + 1, None
    elif text[start] == "对":
        return end + 1, _point_percent(text, start, end + 1)
    elif text[start] not in "0123456789" and text[start - 1 : start] != "第" and not _SLASHED.match(text, start):
        stop = word_at(text, start, lookalikes(load()))
        if stop >= end and not (text[stop - 1] == "点" and text[stop : stop + 1] in HAN):
            return stop, None
    elif not _stands_apart(text, start, end):
        return end, None
    value, end = _value(text, start, end)
    if value is None:
        return end, None
    if text[end : end + 1] in _FURTHER:
        value, end = _prolonged(text, value, end)
    if text[start - 1 : start] in _belonging() or text[end : end + 1] in hedges(load()).after:
        return end, _finish(text, start, end, value)
    return end, Quantity(start, end, value.low, value.high, value.approx, value.kind, None, "", start, end, "number")


_FURTHER: Final = frozenset("^/／分份又打%‰个百巴成折至到~～∼〜—–─-和与跟及 ")


@cache
def _belonging() -> frozenset[str]:
    """The last characters of what may stand before a number and belong to it."""
    return frozenset((*hedges(load()).before, *"第负-比 "))


_SLASHED: Final = re.compile("[一二三四五六七八九]{1,2}折")


def _point_percent(text: str, start: int, end: int) -> Quantity:
    """对折 is 50 per cent."""
    return Quantity(start, end, 50, 50, False, "percent", None, "", start, end, "number")


def _begins_decimal(text: str, start: int) -> bool:
    return text[start + 1 : start + 2].isdecimal() and not text[start - 1 : start].isalnum()


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Digits inside a code (F-86, A2021, 3D) are no number."""
    prior, following = text[start - 1 : start], text[end : end + 1]
    code = (prior.isascii() and prior.isalpha()) or (prior in ("_", "#") and prior != "")
    hyphened = prior == "-" and text[start - 2 : start - 1].isascii() and text[start - 2 : start - 1].isalpha()
    return not (code or hyphened or following == "_" or (following.isascii() and following.isupper()))


def _value(text: str, start: int, end: int) -> tuple[Amount | None, int]:
    """The amount of text[start:end], or of its first part where the whole is no number."""
    words = text[start:end]
    if " " in words and amount(words.replace(" ", "")) is None:
        end = start + words.index(" ")
        words = text[start:end]
    bare = words.replace(" ", "")
    if bare in _ALONE or bare in _ISOLATED:
        return _alone(text, start, end, bare)
    if len(bare) == 2 and bare[0] == bare[1] and bare.isalpha() and text[end : end + 1] != "折":
        return None, end  # 九九, 三三
    if "." in bare[1:] and text[start - 1 : start] == "." and text[start - 2 : start - 1].isdecimal():
        end = start + words.index(".", 1)  # 1.2.3: a version or an address, read piece by piece
        return amount(text[start:end]), end
    if "e" in bare or "E" in bare:
        mantissa, _, exponent = bare.lower().partition("e")
        base = read(mantissa)
        good = base is not None and abs(int(exponent)) < 100
        return (_point(Fraction(base) * Fraction(10) ** int(exponent)) if good and base is not None else None), end
    return amount(bare), end


def _alone(text: str, start: int, end: int, bare: str) -> tuple[Amount | None, int]:
    """A scale or a financial digit by itself is a number only where its neighbours say so."""
    following, prior = text[end : end + 1], text[start - 1 : start]
    if _SHARE.match(text, end):
        return amount(bare), end
    if bare == "半" and (following in "个成折" or following == "数") and following:
        return Amount(Fraction(1, 2), Fraction(1, 2), False), end
    apart = not following.isalpha() and not prior.isalpha()
    return (amount(bare) if apart and bare in _ISOLATED and bare not in "佰仟" else None), end


def _point(value: Exact) -> Amount:
    return Amount(exact(value), exact(value), False)


def _prolonged(text: str, value: Amount, end: int) -> tuple[Amount, int]:
    """A power, a slash, 分之, 又, 成, %, 打 or a second bound after a number."""
    if value.low is None or value.low != value.high:
        return _rate(text, value, end)
    for step in (_power, _slash, _share, _and_share, _dozen):
        further = step(text, value.low, end)
        if further is not None:
            return _rate(text, *further)
    value, end = _rate(text, value, end)
    return _range(text, value, end) if value.kind == "cardinal" else (value, end)


def _power(text: str, low: Exact, end: int) -> tuple[Amount, int] | None:
    match = _POWER.match(text, end)
    if match is None or not low:
        return None
    exponent = int(match["exponent"]) * (-1 if match["sign"] == "-" else 1)
    return _point(Fraction(low) ** exponent), match.end()


def _slash(text: str, low: Exact, end: int) -> tuple[Amount, int] | None:
    match = _SLASH.match(text, end)
    if match is None or len(match.group()) > 20:
        return None
    if match["mixed"]:
        under = int(match["under"])
        return (_fraction(low + Fraction(int(match["over"]), under)), match.end()) if under else None
    bottom = int(match["bottom"])
    return (_fraction(Fraction(low) / bottom), match.end()) if bottom else None


def _fraction(value: Exact) -> Amount:
    return _point(value)._replace(kind="fraction")


def _number_after(text: str, at: int) -> tuple[Exact, int, str] | None:
    """The exact number at ``at`` with its sign, where it ends, and its words."""
    match = _NEXT.match(text, at)
    value = amount(match["body"].replace(" ", "")) if match else None
    if match is None or value is None or value.low is None or value.low != value.high:
        return None
    return (-value.low if match["negative"] else value.low), match.end(), match["body"]


def _share(text: str, low: Exact, end: int) -> tuple[Amount, int] | None:
    match = _SHARE.match(text, end)
    top = _NEXT.match(text, match.end()) if match else None
    value = amount(top["body"].replace(" ", "")) if top else None
    if top is None or value is None or value.low is None or not low:
        return None
    # 百分之 and its kin count hundredths; 一百分之 with a number of its own is a plain fraction
    percent = _leading_scale(text, end)
    size = Fraction(100 if percent else 1) / low * (-1 if top["negative"] else 1)
    high = None if value.high is None else exact(value.high * size)
    return Amount(exact(value.low * size), high, value.approx, "percent" if percent else "fraction"), top.end()


def _leading_scale(text: str, end: int) -> bool:
    """百万分之: scales only, back to where the number began."""
    at = end
    while at and text[at - 1] in _SCALES:
        at -= 1
    return at < end and (text[at - 1 : at] == "" or text[at - 1] not in _HAN + "0123456789 ")


def _and_share(text: str, low: Exact, end: int) -> tuple[Amount, int] | None:
    joint = _AND.match(text, end)
    bottom = _number_after(text, joint.end()) if joint else None
    share = _SHARE.match(text, bottom[1]) if bottom else None
    top = _number_after(text, share.end()) if share else None
    if bottom is None or top is None or not bottom[0]:
        return None
    return _fraction(low + Fraction(top[0]) / bottom[0]), top[1]


def _dozen(text: str, low: Exact, end: int) -> tuple[Amount, int] | None:
    return (_point(low * 12), end + 1) if _DOZEN.match(text, end) else None


def _rate(text: str, value: Amount, end: int) -> tuple[Amount, int]:
    """%, 个百分点, 成 and 折 after a number."""
    match = _RATE.match(text, end) if text[end : end + 1] in _RATES else None
    if match is None or value.low is None:
        return value, end
    if match["percent"]:
        return value._replace(kind="percent"), match.end()
    words = text[end - 2 : end]
    whole = match["tenths"] == "折" and value.low >= 11 and value.low == int(value.low) and words.isalnum()
    more = {"半": 5}.get(match["more"], read(match["more"] or "零")) or 0
    low = exact(value.low * (1 if whole else _tenth(value)) + more)
    high = None if value.high is None else exact(value.high * (1 if whole else _tenth(value)) + more)
    return value._replace(low=low, high=high, kind="percent"), match.end()


def _tenth(value: Amount) -> int:
    return 100 if value.low == Fraction(1, 2) else 10


_RATES: Final = frozenset("%‰个百巴成折 ")


def _range(text: str, value: Amount, end: int) -> tuple[Amount, int]:
    joint = JOINT.match(text, end)
    if joint is None:
        joint = _BETWEEN.match(text, end)
    last = _number_after(text, joint.end()) if joint else None
    if joint is None or last is None or value.low is None or "、" in joint.group():
        return value, end
    rate, stop = _rate(text, _point(last[0]), last[1])
    between = joint.re is _BETWEEN and text.startswith(("之间", "间"), stop)
    if not between and joint.re is _BETWEEN:
        return value, end
    low = value.low * _missing_scale(last[2], value.low, last[0])
    if rate.low is None or not low < rate.low:
        return value, end
    stop += (2 if text.startswith("之间", stop) else 1) if between else 0
    return Amount(low, rate.low, value.approx, "range"), stop


def _missing_scale(words: str, low: Exact, high: Exact) -> int:
    scale = 10000 if words[-1:] == "万" else 10**8 if words[-1:] == "亿" else 1
    return scale if low < Fraction(high) / scale and low < 10000 else 1


_COMPARED: Final = re.compile(" ?(?:(?P<over>[大多高重长强贵快])|(?P<under>[小少低轻短矮弱慢]))")
_CONNECTED: Final = re.compile("[，,、 ]*(?:且|并|并且|的?同时|而且|但是?|又|而)?[ ]*")


def _finish(text: str, start: int, end: int, value: Amount) -> Quantity | None:
    core = (start, end)
    start, value = _signed(text, start, value)
    if text[start - 1 : start] == "第" and start:
        value, start = value._replace(kind="ordinal"), start - 1
    table = hedges(load())
    reading, end = after(text, end, table.after)
    if reading:
        value = hedged(reading, value)
    left = before(text, start, table.before)
    if left:
        value, start = hedged(left[0], value), left[1]
    else:
        value, start, end = _compared(text, start, end, value)
    return Quantity(start, end, *value[:3], value.kind, None, "", *core, "number")


def _signed(text: str, start: int, value: Amount) -> tuple[int, Amount]:
    at = start - 1 if text[start - 1 : start] == " " and text[start - 2 : start - 1] == "负" else start
    sign, prior = text[at - 1 : at], text[at - 2 : at - 1] if at > 1 else ""
    if sign == "负" or (sign == "-" and at and not (prior.isalnum() or (prior in "-)" and prior))):
        low = None if value.high is None else -value.high
        return at - 1, value._replace(low=low, high=None if value.low is None else -value.low)
    return start, value


def _compared(text: str, start: int, end: int, value: Amount) -> tuple[Amount, int, int]:
    """比三十大: more than 30."""
    at = start - 1 if text[start - 1 : start] == " " else start
    match = _COMPARED.match(text, end) if text[at - 1 : at] == "比" and at else None
    if match is None:
        return value, start, end
    return hedged("over" if match["over"] else "under", value), at - 1, match.end()


def _joined(text: str, first: Quantity, second: Quantity) -> Quantity | None:
    """大于二十的同时小于三十五: an open bound below and one above, side by side, make a range."""
    bounds = [q.low if q.high is None else q.high for q in (first, second)]
    opposed = (first.high is None and second.low is None) or (first.low is None and second.high is None)
    if not opposed or None in bounds or not _CONNECTED.fullmatch(text, first.end, second.start):
        return None
    low, high = (first.low, second.high) if first.high is None else (second.low, first.high)
    if low is None or high is None or low >= high:
        return None
    return structs.replace(first, end=second.end, low=low, high=high, kind="range")
