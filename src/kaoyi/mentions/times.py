"""Times: every expression of time in a text, resolved to EDTF by walking the document.

``read`` walks a document: what the words say, the date just mentioned, the section's and the article's period, the
document's date. ``read_line`` reads one line against a reference moment, as a calendar would.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from kaoyi.lexicon import Lexicon, load
from kaoyi.mentions.time_context import Context, Day
from kaoyi.mentions.time_expressions import Expression, expressions
from kaoyi.mentions.time_lines import line_forms
from kaoyi.mentions.time_periods import is_history, lead_of, period_of, reference_of
from kaoyi.mentions.time_spans import joined
from kaoyi.mentions.time_telling import is_told
from kaoyi.model import Block, Document, Time
from kaoyi.text import fold

_ASIDE: Final = ("note", "caption")


def read(document: Document, lexicon: Lexicon | None = None) -> tuple[Time, ...]:
    """Return the times of a document in text offsets, in order and without overlaps, resolved by walking it."""
    text = document.folded
    found = expressions(text, lexicon or load())
    reference = reference_of(document)
    context = Context(text, reference, narrative=is_history(found, reference, document))
    context.lead = lead_of(found, document)
    starts = [block.start for block in document.blocks]
    current: Block | None = None
    at = 0
    beside: Context | None = None
    times: list[Time] = []
    for expression in found:
        while at + 1 < len(starts) and starts[at + 1] <= expression.start:
            at += 1
        block = document.blocks[at] if starts else None
        if block is not None and block is not current:
            if current is None or block.path != current.path:
                context.period, context.fresh = period_of(block, context), True
            beside = _step_over(block, context, beside)
            current = block
        time = _time(expression, context)
        if is_told(expression, time.edtf, text):
            times.append(time)
    return tuple(times)


def _step_over(block: Block, context: Context, beside: Context | None) -> Context | None:
    """Notes and captions have a walk of their own: after them the text goes on from where it was."""
    if beside is not None:
        context.anchor, context.fine, context.topic, context.days = (
            beside.anchor,
            beside.fine,
            beside.topic,
            beside.days,
        )
    return replace(context, days=dict(context.days)) if block.kind in _ASIDE else None


def read_line(text: str, reference: datetime | None, lexicon: Lexicon | None = None) -> list[Time]:
    """Return the times of one line, resolved against a reference moment; without one, relative words stay None."""
    folded = fold(text)
    context = Context(folded, reference.replace(tzinfo=None) if reference else None, line=True)
    whole = line_forms(folded, context)
    if whole is not None:
        return [whole]
    return [_time(expression, context) for expression in expressions(folded, lexicon or load(), line=True)]


def _time(expression: Expression, context: Context) -> Time:
    """Resolve one expression; what stands in brackets is resolved but does not move the walk."""
    edtf, kind, chain, last, moment = joined(expression, context)
    if last is not None and not _bracketed(context.text, expression.start):
        if kind == "interval":
            for part in (edtf or "").split("/"):
                context.said(part)
        topical = context.text[expression.end : expression.end + 1] in ("，", ",")
        context.note(last, expression.start, moment, topical)
    return Time(expression.start, expression.end, edtf, kind, expression.rule, chain)


def _bracketed(text: str, at: int) -> bool:
    """Whether the offset lies in brackets opened shortly before it."""
    low = max(0, at - 80)
    opened = max(text.rfind("（", low, at), text.rfind("(", low, at))
    if opened < 0:
        return False
    return max(text.rfind("）", low, at), text.rfind(")", low, at)) < opened


__all__ = ["Day", "read", "read_line"]
