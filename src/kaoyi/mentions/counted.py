"""What stands after a number: a counter, a unit, a counted noun, or a word that makes it a label (号, 室, 年)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from typing import Final, NamedTuple, TypeAlias

from kaoyi.lexicon import Lexicon
from kaoyi.model import Leaf
from kaoyi.text import fold

COUNTER, UNIT, NOUN, LABEL = 0, 1, 2, 3


class Follower(Leaf, frozen=True, gc=False):
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


# First character -> second character ("" where the form has one) -> what may stand there, longest first.
Followers: TypeAlias = dict[str, dict[str, tuple[Follower, ...]]]


class Vocabulary(NamedTuple):
    """The tables in the shape the scanner asks them in."""

    followers: Followers
    noun_units: dict[str, str]
    nouns_after: dict[str, tuple[str, ...]]  # by first character, longest first
    nouns_before: dict[str, tuple[str, ...]]  # by last character, longest first
    money_before: dict[str, tuple[tuple[str, str], ...]]  # by last character: form, ISO 4217 code
    firsts: str  # every first character of a follower, for the scanner's character class


@cache
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """Return counters.csv, units.csv and the labels of not_numbers.csv, compiled once for each lexicon."""
    entries: list[Follower] = []  # labels, units, counters: of one length, the first fits
    noun_units: dict[str, str] = {}
    for row in lexicon.table("not_numbers.csv"):
        if row["kind"] == "after":
            entries.append(Follower(fold(row["form"]), LABEL, ""))
    entries += [_unit(fold(row["form"]), row) for row in lexicon.table("units.csv")]
    money = {f.form: f.unit for f in entries if f.kind == "money" and len(f.form) > 1 and "/" not in f.unit}
    for row in lexicon.table("counters.csv"):
        form, unless = fold(row["form"]), frozenset(fold(row["unless_before"]).split())
        if row["kind"] == "noun":
            noun_units[form] = row["unit"]
            entries.append(Follower(form, NOUN, row["unit"], unless))
        else:
            nouns = frozenset(row["noun_units"].split())
            entries.append(Follower(form, COUNTER, row["unit"], unless, nouns, ascii=form.isascii()))
    money |= {"$": "USD", "US$": "USD", "HK$": "HKD", "NT$": "TWD", "￥": "CNY", "¥": "CNY", "€": "EUR", "£": "GBP"}
    return Vocabulary(
        _index(entries),
        noun_units,
        {first: tuple(forms) for first, forms in _by_character(noun_units, 0).items()},
        {last: tuple(forms) for last, forms in _by_character(noun_units, -1).items()},
        {last: tuple((form, money[form]) for form in forms) for last, forms in _by_character(money, -1).items()},
        "".join(sorted({entry.form[0] for entry in entries})),
    )


def _index(entries: list[Follower]) -> Followers:
    """Index by two characters; a form of one character stands under every second character of its group too."""
    groups: dict[str, list[Follower]] = {}
    for entry in sorted(entries, key=lambda entry: -len(entry.form)):
        groups.setdefault(entry.form[0], []).append(entry)
    index: Followers = {}
    for first, group in groups.items():
        seconds = {entry.form[1:2] for entry in group} | {""}
        index[first] = {s: tuple(e for e in group if e.form[1:2] in (s, "")) for s in seconds}
    return index


def _unit(form: str, row: dict[str, str]) -> Follower:
    parts = []
    for cell in row["parts"].split():
        name, _, size = cell.partition("=")
        parts.append((fold(name), Fraction(size)))
    unless = frozenset(fold(row["unless_before"]).split())
    return Follower(form, UNIT, row["symbol"], unless, frozenset(), row["quantity"], tuple(parts), form.isascii())


def _by_character(forms: Iterable[str], at: int) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        groups.setdefault(form[at], []).append(form)
    return groups


def follower(text: str, at: int, followers: Followers) -> Follower | None:
    """Return the longest word of the tables that stands at ``at``, or None."""
    group = followers.get(text[at : at + 1])
    if group is None:
        return None
    for entry in group.get(text[at + 1 : at + 2]) or group[""]:
        form = entry.form
        if len(form) > 2 and not text.startswith(form, at):
            continue
        if entry.unless or entry.ascii:
            following = text[at + len(form) : at + len(form) + 1]
            if following in entry.unless or (entry.ascii and following.isascii() and following.isalnum()):
                continue
        return entry
    return None


_NOT_ONE_OF_THEM: Final = frozenset("兵会组团营连师旅排班队证权部院校社党营局署处厅方军员器场站库")
_CLAUSE: Final = re.compile('[，。；：！？、（）\n"“”「」]')


def by_noun(text: str, start: int, end: int, word: Follower, words: Vocabulary) -> tuple[str, str]:
    """Return the unit of a counter and the counted noun, where a noun beside it says more than the counter.

    Directly before the number (坦克20辆), directly after the counter, then within the clause after it, then before it.
    """
    noun = noun_before(text, start, words)
    if noun and words.noun_units[noun] in word.nouns:
        return words.noun_units[noun], noun
    at = end + (text[end : end + 1] in " 的")
    after = noun_after(text, at, len(text), words)
    if after and text[at + len(after) : at + len(after) + 1] not in _NOT_ONE_OF_THEM:
        unit = words.noun_units[after]
        return (unit if unit in word.nouns else word.unit), after
    if not word.nouns or word.form in ("个", "名", "次", "批"):
        return word.unit, ""
    return _near(text, start, end, word, words)


def _near(text: str, start: int, end: int, word: Follower, words: Vocabulary) -> tuple[str, str]:
    stop = _CLAUSE.search(text, end, end + 14)
    for noun in _nouns(text, end, stop.start() if stop else min(len(text), end + 14), words):
        if words.noun_units[noun] in word.nouns:
            return words.noun_units[noun], noun
    begin = max(0, start - 16)
    for mark in _CLAUSE.finditer(text, begin, start):
        begin = mark.end()
    nouns = [noun for noun in _nouns(text, begin, start, words) if words.noun_units[noun] in word.nouns]
    return (words.noun_units[nouns[-1]], nouns[-1]) if nouns else (word.unit, "")


def _nouns(text: str, start: int, end: int, words: Vocabulary) -> list[str]:
    """The nouns that stand in text[start:end], in order and apart."""
    found = []
    while start < end:
        noun = noun_after(text, start, end, words)
        if noun:
            found.append(noun)
        start += len(noun) or 1
    return found


def noun_after(text: str, start: int, end: int, words: Vocabulary) -> str:
    """Return the longest noun that begins at ``start`` and ends within ``end``, "" if none does."""
    for form in words.nouns_after.get(text[start : start + 1], ()):
        stop = start + len(form)
        if stop <= end and text[start:stop] == form:
            return form
    return ""


def noun_before(text: str, start: int, words: Vocabulary) -> str:
    """Return the noun that ends where a number begins, "" if none does."""
    for form in words.nouns_before.get(text[start - 1 : start], ()):
        if start >= len(form) and text.startswith(form, start - len(form)):
            return form
    return ""
