"""Words around a number that open, close or blur it: 约, 超过, 近, 余, 以上."""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

from kaoyi.lexicon import Lexicon
from kaoyi.mentions.amounts import Amount
from kaoyi.model import Exact
from kaoyi.text import fold


class Hedge(NamedTuple):
    """One hedge word and how it reads; ``unless`` holds neighbours that make another word of it (条约)."""

    form: str
    reading: str
    unless: frozenset[str]


class Hedges(NamedTuple):
    """hedges.csv in the shape the scanner asks it in, longest forms first."""

    before: dict[str, tuple[Hedge, ...]]  # by last character
    after: dict[str, tuple[Hedge, ...]]  # by first character


@cache
def hedges(lexicon: Lexicon) -> Hedges:
    """Return the table, compiled once for each lexicon."""
    before: dict[str, list[Hedge]] = {}
    after: dict[str, list[Hedge]] = {}
    rows = sorted(lexicon.table("hedges.csv"), key=lambda row: len(row["form"]), reverse=True)
    for row in rows:
        form = fold(row["form"])
        hedge = Hedge(form, row["reading"], frozenset(fold(row["unless"])) - {" "})
        if row["kind"] in ("before", "bridge", "link"):
            before.setdefault(form[-1], []).append(hedge)
        elif row["kind"] == "after":
            after.setdefault(form[0], []).append(hedge)
    return Hedges({k: tuple(v) for k, v in before.items()}, {k: tuple(v) for k, v in after.items()})


SCALES: Final = frozenset("十百千万亿")
_QUIET: Final = frozenset(("emphasis", "link", "bridge"))


def before(text: str, start: int, table: dict[str, tuple[Hedge, ...]]) -> tuple[str, int] | None:
    """Return the reading of the hedges that end at ``start`` and where the words that belong to the number begin.

    At most four words are looked at. 有 and 为 belong to the number when a hedge stands before them (至少有300人);
    a verb between them does not, but the hedge still counts (至少造成80人死亡).
    """
    at, begins, reading, outside = start, start, "", False
    for _ in range(4):
        if text[at - 1 : at] == " " and at == start:
            at -= 1
        hedge = _ending(text, at, table, start)
        if hedge is None:
            break
        at -= len(hedge.form)
        outside = outside or hedge.reading == "bridge"
        if hedge.reading not in _QUIET:
            reading = stronger(reading, hedge.reading)
            if not outside:
                begins = at
    return (reading, begins) if reading else None


def _ending(text: str, at: int, table: dict[str, tuple[Hedge, ...]], start: int) -> Hedge | None:
    for hedge in table.get(text[at - 1 : at], ()):
        length = len(hedge.form)
        if length > 1 and text[max(0, at - length) : at] != hedge.form:
            continue
        if hedge.unless and at > length and text[at - length - 1] in hedge.unless:
            continue
        if hedge.form.isascii() and hedge.form.isalpha() and text[at - length - 1 : at - length].isalpha():
            continue  # moreover is not over
        if hedge.form in ("过", "破") and not _passes(text, at - 1, start):
            continue
        if hedge.reading == "upwards" and (at != start or text[start] not in SCALES):
            continue
        return hedge
    return None


_MEASURED: Final = frozenset("已早均都共总将数量率额比值人价远度温亡死伤者诊染")


def _passes(text: str, at: int, start: int) -> bool:
    """Whether 过 or 破 at ``at`` means "more than" (人数过百), not the past of a verb (去过几次, 发生过38次)."""
    prior = text[at - 1 : at]
    return text[start] not in "几数一两" and (not prior.isalpha() or prior in _MEASURED)


def stronger(near: str, far: str) -> str:
    """The reading of two hedges together: 约 beside a bound leaves the bound (至少约300)."""
    return near if near and (far == "about" or near not in ("about", "")) else far


def hedged(reading: str, amount: Amount) -> Amount:
    """Return the amount as a hedge leaves it."""
    low, approx, kind = amount.low, amount.approx, amount.kind
    high: Exact | None = amount.high
    if reading == "about":
        return Amount(low, high, True, kind)
    if reading in ("over", "least"):
        return Amount(high if low is None else low, None, approx, kind)
    if reading == "most" and high is None and low is not None:
        return Amount(None, _top(low), True, kind)
    if reading in ("under", "most"):
        return Amount(None, low if high is None else high, approx, kind)
    if reading == "near":
        return Amount(low, high, True, kind) if high is None else Amount(None, high, True, kind)
    return Amount(high if low is None else low, None, True, kind)  # more, upwards


def _top(low: Exact) -> Exact:
    """The most that 三百多 can be: 399, the last number before the next of its last scale."""
    scale = 1
    while low and low % (scale * 10) == 0:
        scale *= 10
    return low + scale - 1


def after(text: str, end: int, table: dict[str, tuple[Hedge, ...]]) -> tuple[str, int]:
    """Return the reading of the hedge that stands after a figure, and where it ends; "" when none does."""
    at = end + (text[end : end + 1] == " ")
    for hedge in table.get(text[at : at + 1], ()):
        if (
            text.startswith(hedge.form, at)
            and text[at + len(hedge.form) : at + len(hedge.form) + 1] not in hedge.unless
        ):
            return hedge.reading, at + len(hedge.form)
    return "", end
