"""Tokens into phrases: a token joins a phrase that is coarser than itself."""

from __future__ import annotations

from kaoyi.mentions.time_affixes import TAIL_HEADS, lunar_tail, month_tail, year_tail
from kaoyi.mentions.time_length_slots import measure, plain_unit
from kaoyi.mentions.time_number_slots import NUMBER_SLOTS
from kaoyi.mentions.time_phrases import Phrase
from kaoyi.mentions.time_tokens import (
    CENTURY,
    MONTH,
    UNITS,
    YEAR,
    Token,
)
from kaoyi.mentions.time_word_slots import WORD_SLOTS


def begins(text: str, token: Token, following: Token | None) -> Phrase | None:
    """Start a phrase with a token, or None when no expression of time starts with it."""
    phrase = Phrase(token.start, token.end)
    return phrase if add(phrase, token, text, following) else None


def add(phrase: Phrase, token: Token, text: str, following: Token | None = None) -> bool:
    """Add one token to a phrase; False, and the phrase unchanged, when it does not belong."""
    kind, value = token.kind, token.value
    if kind == "number":
        done = _number(phrase, token, text, following)
    elif kind in WORD_SLOTS and phrase.rank < WORD_SLOTS[kind][0]:
        done = WORD_SLOTS[kind][1](phrase, value)
        if done:
            phrase.rank = WORD_SLOTS[kind][0]
    else:
        done = False
    if done:
        phrase.end = max(phrase.end, token.end)
        if not phrase.lengths:
            _tails(phrase, text)
    return done


def _tails(phrase: Phrase, text: str) -> None:
    if text[phrase.end : phrase.end + 1] not in TAIL_HEADS:
        return
    if phrase.rank in (CENTURY, YEAR) and phrase.part is None:
        year_tail(phrase, text)
    elif phrase.rank == MONTH and not phrase.tenday and phrase.month:
        if phrase.calendar == "lunar":
            lunar_tail(phrase, text)
        if phrase.rank == MONTH:
            month_tail(phrase, text)


def _number(phrase: Phrase, token: Token, text: str, following: Token | None) -> bool:
    unit = token.value[2]
    kind, _, _ = UNITS[plain_unit(unit)[0]]
    fill = NUMBER_SLOTS.get(kind)
    if phrase.lengths:
        return kind in ("length", "year", "day", "month", "second", "minute") and measure(phrase, token, text)
    if fill is not None and fill(phrase, token, text, following):
        return True
    return phrase.rank == 0 and not phrase.era and measure(phrase, token, text)
