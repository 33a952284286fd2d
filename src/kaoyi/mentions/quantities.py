"""Figures in running prose: numbers with their hedges and counters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kaoyi.lexicon import load
from kaoyi.mentions.numerals import DIGIT, read
from kaoyi.model import Exact, Quantity

_CORE = "[0-9〇零一二两三四五六七八九十百千万亿廿卅壹贰叁肆伍陆柒捌玖拾佰仟半数几]"
_NUMBER = rf"{_CORE}(?:{_CORE}|[,.](?=[0-9])|[余多来](?=[十百千万亿]))*"
_FOUND = re.compile(
    rf"(?<![A-Za-z0-9第./%-])(?P<first>{_NUMBER})(?:\s?(?P<unit>万|亿)?(?:至|到|~|～|—|–|-)\s?(?P<last>{_NUMBER}))?\s?(?P<more>[余多来])?"
)
_LEFT = re.compile(
    r"(?P<over>超过|逾|多于|不止|突破|至少|最少|不少于|不低于|不下于?|起码|上(?=$))(?:有|为|了|达)?\s?$"
    r"|(?P<under>不足|不到|不满|少于|最多|至多|不超过|不及)(?:有|为|了|达)?\s?$"
    r"|(?P<near>近|将近|接近|几近)\s?$|(?P<about>约|大约|约莫|大概)(?:有|为|了|达)?\s?$"
)
_RIGHT = re.compile(r"\s?(?:(?P<over>以上|之上|开外)|(?P<under>以下|以内|之内)|(?P<about>左右|上下))")
_TIMES = frozenset("年月日号时点分秒天周岁")


@cache
def _counters() -> tuple[dict[str, str], dict[str, str], re.Pattern[str], re.Pattern[str]]:
    rows = load().table("counters.csv")
    counters = {row["form"]: row["unit"] for row in rows if row["kind"] == "counter"}
    nouns = {row["form"]: row["unit"] for row in rows if row["kind"] == "noun"}
    longest = sorted(counters, key=len, reverse=True)
    return (
        counters,
        nouns,
        re.compile(r"\s?(" + "|".join(longest) + ")"),
        re.compile("|".join(sorted(nouns, key=len, reverse=True))),
    )


_SCALED = re.compile("[十百千万亿]+$")


def _bounds(core: str) -> tuple[Exact | None, Exact | None, bool] | None:
    fuzzy = re.fullmatch("[数几]([十百千万亿]*)", core)
    if fuzzy:
        scale = read(fuzzy[1]) if fuzzy[1] else 1
        return None if scale is None else (2 * scale, 10 * scale - 1, True)
    inner = re.search("[余多来几](?=[万亿]|$)", core)
    if inner and inner.start():
        bare = core[: inner.start()] + core[inner.end() :]
        low = read(bare)
        ten = core[: inner.start()] == "十"
        return None if low is None else (low, low * 2 if ten else None, True)
    pair = re.search("([一二两三四五六七八])([二两三四五六七八九])(?=[十百千万亿]|$)", core)
    if pair and DIGIT[pair[2]] == DIGIT[pair[1]] + 1 and not (pair.start() and core[pair.start() - 1] in DIGIT):
        low, high = (read(core[: pair.start()] + pair[i] + core[pair.end() :]) for i in (1, 2))
        return None if low is None or high is None else (low, high, True)
    value = read(core)
    return None if value is None else (value, value, False)


def find(text: str, skip: Sequence[tuple[int, int]] = ()) -> list[Quantity]:
    """Return the figures of a folded text, sorted, none of them inside a span of ``skip``; offsets are text offsets."""
    counters, nouns, counter_at, noun_at = _counters()
    found: list[Quantity] = []
    skips = iter(sorted(skip))
    barred = next(skips, None)
    for match in _FOUND.finditer(text):
        while barred and barred[1] <= match.start():
            barred = next(skips, None)
        if barred and barred[0] < match.end():
            continue
        quantity = _quantity(text, match, counters, nouns, counter_at, noun_at)
        if quantity and (not found or found[-1].end <= quantity.start):
            found.append(quantity)
    return found


def _quantity(text, match, counters, nouns, counter_at, noun_at):  # type: ignore[no-untyped-def]
    first, last = match["first"], match["last"]
    start, end = match.start(), match.end("last" if last else "first")
    core_end = end
    bounds = _bounds(first + (match["unit"] or ""))
    if bounds is None:
        return None
    low, high, approx = bounds
    kind = "cardinal"
    if last:
        upper = _bounds(last)
        if upper is None or upper[1] is None:
            return None
        scale = _SCALED.search(last)
        if scale and low is not None and low < upper[1] / read(scale[0]):
            low *= read(scale[0])
        high, kind = upper[1], "range"
    if match["more"]:
        high, approx, end = (low * 2 if first == "十" else None), True, match.end("more")
    counted = counter_at.match(text, end)
    unit, counter, noun = None, "", None
    if counted:
        counter, end = counted[1], counted.end()
        unit = counters[counter]
        noun = noun_at.match(text, end) or next(
            (m for m in noun_at.finditer(text, max(0, start - 4), start) if m.end() == start), None
        )
        if noun and unit not in ("person", "aircraft", "ship", "sortie", "vote"):
            unit = nouns[noun[0]]
    elif not match[0][0].isdigit() or text[end : end + 1] in _TIMES or text[end : end + 1] in "%":
        return None
    right = _RIGHT.match(text, end)
    if right:
        end = right.end()
        low, high, approx = _hedged(right.lastgroup, low, high, approx)
    left = _LEFT.search(text[max(0, start - 6) : start])
    if left:
        low, high, approx = _hedged(left.lastgroup, low, high, approx)
        start -= len(left[0])
    core = match.start(), core_end
    return Quantity(
        start,
        end,
        low,
        high,
        approx,
        kind,
        unit,
        counter,
        *core,
        "number with counter" if unit else "number",
        noun[0] if noun else "",
    )


def _hedged(hedge, low, high, approx):  # type: ignore[no-untyped-def]
    if hedge == "over":
        return low, None, approx
    if hedge == "under":
        return None, high, approx
    if hedge == "near":
        return None, high if high is not None else low, True
    return low, high, True
