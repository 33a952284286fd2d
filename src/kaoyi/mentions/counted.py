"""What stands after a number: a counter, a unit, a counted noun, or a word that makes it a label (号, 室, 年)."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from kaoyi.lexicon import Lexicon, load
from kaoyi.text import fold

COUNTER, UNIT, NOUN, LABEL = 0, 1, 2, 3


class Follower(NamedTuple):
    """One word that may follow a number.

    what: COUNTER, UNIT, NOUN or LABEL; unit: the record's unit or symbol ("" for a label)
    unless: characters that make another word of it when they come next (人 before 民币)
    nouns: units that a noun beside the counter may give instead (坦克 for 辆)
    kind: what a unit measures ("money", "length" ...), parts: its parts (斤: 两 is 1/10)
    """

    form: str
    what: int
    unit: str
    unless: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    kind: str = ""
    parts: tuple[tuple[str, Fraction], ...] = ()
    ascii: bool = False


class Vocabulary(NamedTuple):
    """The tables in the shape the scanner asks them in."""

    followers: dict[str, tuple[Follower, ...]]  # by first character, longest first
    noun_units: dict[str, str]
    nouns_after: re.Pattern[str]
    nouns_before: dict[str, tuple[str, ...]]  # by last character, longest first
    money_before: dict[str, tuple[tuple[str, str], ...]]  # by last character: form, ISO 4217 code
    firsts: str  # every first character of a follower, for the scanner's character class


@cache
def vocabulary() -> Vocabulary:
    """Return the built-in tables, compiled once."""
    return compile_tables(load())


def compile_tables(lexicon: Lexicon) -> Vocabulary:
    """Compile counters.csv, units.csv and the labels of not_numbers.csv."""
    entries: dict[str, Follower] = {}
    noun_units: dict[str, str] = {}
    for row in lexicon.table("not_numbers.csv"):
        if row["kind"] == "after":
            form = fold(row["form"])
            entries[form] = Follower(form, LABEL, "")
    for row in lexicon.table("units.csv"):
        form = fold(row["form"])
        entries.setdefault(form, _unit(form, row))
    for row in lexicon.table("counters.csv"):
        form, unless = fold(row["form"]), frozenset(fold(row["unless_before"]).split())
        if row["kind"] == "noun":
            noun_units[form] = row["unit"]
            entries.setdefault(form, Follower(form, NOUN, row["unit"]))
        elif form not in entries or entries[form].what != LABEL:
            entries[form] = Follower(form, COUNTER, row["unit"], unless, frozenset(row["noun_units"].split()))
    money = [(f.form, f.unit) for f in entries.values() if f.kind == "money" and len(f.form) > 1 and "/" not in f.unit]
    money += [
        ("$", "USD"),
        ("US$", "USD"),
        ("HK$", "HKD"),
        ("NT$", "TWD"),
        ("￥", "CNY"),
        ("¥", "CNY"),
        ("€", "EUR"),
        ("£", "GBP"),
    ]
    return Vocabulary(
        _by_character((f.form for f in entries.values()), entries, 0),
        noun_units,
        re.compile("|".join(map(re.escape, sorted(noun_units, key=len, reverse=True)))),
        {last: tuple(forms) for last, forms in _grouped(noun_units, -1).items()},
        {last: tuple((form, dict(money)[form]) for form in forms) for last, forms in _grouped(dict(money), -1).items()},
        "".join(sorted({form[0] for form in entries})),
    )


def _unit(form: str, row: dict[str, str]) -> Follower:
    parts = []
    for cell in row["parts"].split():
        name, _, size = cell.partition("=")
        parts.append((fold(name), Fraction(size)))
    unless = frozenset(fold(row["unless_before"]).split())
    return Follower(form, UNIT, row["symbol"], unless, frozenset(), row["quantity"], tuple(parts), form.isascii())


def _grouped(forms: dict[str, str], at: int) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        groups.setdefault(form[at], []).append(form)
    return groups


def _by_character(forms, entries: dict[str, Follower], at: int) -> dict[str, tuple[Follower, ...]]:  # type: ignore[no-untyped-def]
    groups = _grouped(dict.fromkeys(forms, ""), at)
    return {first: tuple(entries[form] for form in group) for first, group in groups.items()}


def follower(text: str, at: int, followers: dict[str, tuple[Follower, ...]]) -> Follower | None:
    """Return the longest word of the tables that stands at ``at``, or None."""
    for entry in followers.get(text[at : at + 1], ()):
        if text.startswith(entry.form, at):
            following = text[at + len(entry.form) : at + len(entry.form) + 1]
            if following in entry.unless or (entry.ascii and following.isascii() and following.isalnum()):
                continue
            return entry
    return None


_NOT_ONE_OF_THEM = frozenset("会组团营连师旅排班队证权部院校社党营局署处厅方军员器场站库")
_CLAUSE = re.compile('[，。；：！？、（）\n"“”「」]')


def by_noun(text: str, start: int, end: int, word: Follower, words: Vocabulary) -> tuple[str, str]:
    """Return the unit of a counter and the counted noun, where a noun beside it says more than the counter.

    Directly before the number (坦克20辆), directly after the counter, then within the clause after it, then before it.
    """
    noun = noun_before(text, start, words)
    if noun and words.noun_units[noun] in word.nouns:
        return words.noun_units[noun], noun
    at = end + (text[end : end + 1] in " 的")
    after = words.nouns_after.match(text, at)
    if after and text[after.end() : after.end() + 1] not in _NOT_ONE_OF_THEM:
        unit = words.noun_units[after[0]]
        return (unit if unit in word.nouns else word.unit), after[0]
    if not word.nouns or word.form in ("个", "名", "次", "批"):
        return word.unit, ""
    return _near(text, start, end, word, words)


def _near(text: str, start: int, end: int, word: Follower, words: Vocabulary) -> tuple[str, str]:
    stop = _CLAUSE.search(text, end, end + 14)
    for noun in words.nouns_after.finditer(text, end, stop.start() if stop else min(len(text), end + 14)):
        if words.noun_units[noun[0]] in word.nouns:
            return words.noun_units[noun[0]], noun[0]
    begin = max(0, start - 16)
    for mark in _CLAUSE.finditer(text, begin, start):
        begin = mark.end()
    nouns = [n[0] for n in words.nouns_after.finditer(text, begin, start) if words.noun_units[n[0]] in word.nouns]
    return (words.noun_units[nouns[-1]], nouns[-1]) if nouns else (word.unit, "")


def noun_before(text: str, start: int, words: Vocabulary) -> str:
    """Return the noun that ends where a number begins, "" if none does."""
    for form in words.nouns_before.get(text[start - 1 : start], ()):
        if start >= len(form) and text.startswith(form, start - len(form)):
            return form
    return ""
