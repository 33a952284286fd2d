"""Expressions to EDTF: the phrase resolved, or two joined, with the open ends and hedges around them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from kaoyi.mentions.time_context import Anchor, Context, Day
from kaoyi.mentions.time_expressions import Expression
from kaoyi.mentions.time_resolution import resolve
from kaoyi.mentions.time_years import Resolved

Joined = tuple[str | None, str, tuple[str, ...], Day | None, str]


def joined(expression: Expression, context: Context) -> Joined:
    """Return EDTF, kind, steps, the date later words refer to and its clock time."""
    first = resolve(expression.phrase, context)
    if expression.link == "same" and expression.other is not None:
        first = resolve(expression.other, context)
    elif expression.other is not None:
        return _range(expression, first, context)
    edtf, kind = first.edtf, first.kind
    if edtf is not None and expression.open_end:
        edtf, kind = _opened(edtf, expression.open_end, context), "interval"
    if edtf is not None and expression.approx and not expression.phrase.lengths:
        edtf = approximate(edtf)
    if kind == "date" and edtf is not None and "/" in edtf:
        kind = "interval"
    return edtf, kind, first.chain, first.anchor, first.moment


def _opened(edtf: str, way: str, context: Context) -> str:
    low, high = edtf.split("/", maxsplit=1)[0], edtf.rsplit("/", maxsplit=1)[-1]
    if way == "until":
        return f"../{high}"
    if way == "now" and context.today and not context.narrative:
        return f"{low}/{context.today.edtf}"
    return f"{low}/.."


def approximate(edtf: str) -> str:
    """Mark every date of an EDTF string as approximate; clock times take no mark."""
    return "/".join(
        part if "T" in part or part in ("..", "") or part[-1] in "~?%" else part + "~" for part in edtf.split("/")
    )


_CLOCK_ONLY: Final = re.compile(r"T\d\d$")


def _range(expression: Expression, first: Resolved, context: Context) -> Joined:
    """Both ends; what the second leaves out it takes from the first."""
    assert expression.other is not None
    phrase, other = expression.phrase, expression.other
    inner = replace(context, days={})
    if first.anchor is not None:
        inner.anchor = inner.topic = Anchor(first.anchor, phrase.start)
        inner.lead = None
        inner.fine = inner.anchor if first.anchor.month else None
        inner.period, inner.line, inner.narrative = None, False, True
    if context.line and (
        (other.year and other.year[0] == "reference")
        or (other.day and other.day[0] == "reference")
        or (other.month and other.month[0] == "reference")
    ):
        inner.narrative = False
    if not other.daypart and other.hour is not None and phrase.daypart in ("下", "晚", "夜") and other.day is None:
        other.daypart = phrase.daypart
    second = resolve(other, inner)
    chain = (*first.chain, *second.chain)
    if first.edtf is None or second.edtf is None:
        return None, "interval", chain, second.anchor or first.anchor, ""
    low, high = first.edtf.split("/")[0], second.edtf.split("/")[-1]
    if phrase.hour is not None and other.hour is not None:
        low, high = (part + ":00" if _CLOCK_ONLY.search(part) else part for part in (low, high))
    if expression.approx:
        low, high = approximate(low), approximate(high)
    low, high = _same_precision(low, high, expression)
    last = second.anchor
    if first.anchor is not None and last is not None and last.year != first.anchor.year:
        last = first.anchor  # the story goes on from where the range began
    return f"{low}/{high}", "interval", chain, last, second.moment


def _same_precision(low: str, high: str, expression: Expression) -> tuple[str, str]:
    """2018年3月到下个月5号: an end of day precision makes the start the first of its month."""
    if (
        len(high) == 10
        and len(low) == 7
        and expression.other
        and expression.other.year is None
        and expression.other.month
        and expression.other.month[0] == "reference"
    ):
        return low + "-01", high
    return low, high
