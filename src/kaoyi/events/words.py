"""The words that report a happening, with their kinds and frames, and such a word where it stands in a text.

The words live in lexicon/event_words.csv. Columns: form; kind (the record's event kinds); frame, how its participants
stand: AT agent-verb-target, A agent alone, AL agent-verb-place, P two parties, N a noun that reports a happening only
beside a light verb or a date, T a verb whose subject it happens to (被捕, 丧生), I one that nobody does (爆发), L a light verb that reports only where its clause has no other event word; needs, words one
of which must follow in the clause (通过 … 决议); not_after, characters that make it part of another word when they follow;
a note "descriptive before a noun" marks verbs that describe a noun right behind them (参战部队) instead of reporting.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kaoyi.lexicon import Lexicon


class EventWord:
    """One row of event_words.csv."""

    def __init__(self, form: str, kind: str, frame: str, row: Mapping[str, str] = {}) -> None:
        self.form = form
        self.kind = kind
        self.frame = frame
        self.not_after = row.get("not_after", "")
        self.needs = tuple(row.get("needs", "").split())
        self.descriptive = "descriptive" in row.get("note", "")


class Trigger:
    """An event word where it stands (text offsets). name: the happening's own name where the trigger is one.

    defines: it is what its sentence, the first of a text, says something about: 莱芜战役是1947年2月…的一场战役.
    """

    def __init__(self, start: int, end: int, word: EventWord, name: str | None = None, defines: bool = False) -> None:
        self.start = start
        self.end = end
        self.word = word
        self.name = name
        self.defines = defines


@cache
def compiled(lexicon: Lexicon) -> tuple[AhoCorasick, tuple[EventWord, ...], dict[str, EventWord]]:
    """Return what finds the words, the words in its order, and each by its form."""
    rows = lexicon.table("event_words.csv")
    words = tuple(EventWord(row["form"], row["kind"], row["frame"], row) for row in rows)
    by_form = {word.form: word for word in words}
    forms = [word.form for word in words]
    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA), words, by_form
