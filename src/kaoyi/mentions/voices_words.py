"""The words that introduce a voice: cues.csv and source_words.csv, compiled once for a lexicon."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import ahocorasick_rs

from kaoyi.lexicon import Lexicon, Row
from kaoyi.model import Frozen, Leaf


class Cue(Leaf, frozen=True, gc=False):
    """A cue word at text[start:end].

    form: the word as folded text; modality: how firmly it lets something be said
    kinds: what it can be (say show by cite learn report bare other)
    traits: closing (may end “…”X说。), giving (X公布的数字), speech (a verb of nothing but speech), narrating (据悉),
    medium, paper, figures (what a bare 报道, 声明 or 数据 before the verb stands for)
    """

    start: int
    end: int
    form: str
    kinds: frozenset[str]
    traits: frozenset[str]
    modality: str


_MARKED: Final = "》」”中里上内他她其们方家人我者此报台社网刊书文片道站志部局署处会党织构心司门院校团目论"
"""Ends of titles, quoted names and pronouns."""
_TRAITS: Final = frozenset(("closing", "giving", "speech", "narrating", "medium", "paper", "figures"))


class CueWords(Frozen, frozen=True):
    """All cue words as one automaton; words that only look like a cue are in it too, and swallow it."""

    automaton: ahocorasick_rs.AhoCorasick
    forms: tuple[str, ...]
    kinds: tuple[frozenset[str], ...]
    traits: tuple[frozenset[str], ...]
    modalities: tuple[str, ...]

    def scan(self, text: str) -> list[Cue]:
        """Return the cues of a text in order, the longest where two begin together."""
        found = self.automaton.find_matches_as_indexes(text)
        return [
            Cue(first, last, self.forms[number], self.kinds[number], self.traits[number], self.modalities[number])
            for number, first, last in found
            if self.kinds[number]
        ]


class SourceWords(Frozen, frozen=True):
    """The nouns a speaker's name may end with, and the words that may stand between the name and the verb.

    nouns: word -> person body medium document; adverbs;
    suffixes: endings of institutions' names (署, 本部) and of callings (者, 员) -> body or person,
    no_suffixes: words that end so and are none (机会);
    no_persons: cues and source nouns, never a person's name;
    vague: words after 据 that name nobody (初步); headlines: one character -> whom it names in a headline (官);
    pronouns, referring: word -> what it points to (person medium body nobody); bare: records that alone are nobody's;
    no_light: first two characters of words that open like an adverb (首相); links: the words that open a phrase between speaker and verb
    """

    nouns: dict[str, str]
    adverbs: frozenset[str]
    suffixes: dict[str, str]
    no_suffixes: frozenset[str]
    no_persons: frozenset[str]
    vague: frozenset[str]
    bare: frozenset[str]
    no_light: frozenset[str]
    headlines: dict[str, str]
    pronouns: dict[str, str]
    referring: dict[str, str]
    links: re.Pattern[str]
    noun_lengths: dict[str, tuple[int, ...]]
    adverb_ends: dict[str, tuple[int, ...]]
    adverb_starts: dict[str, tuple[int, ...]]
    endings: frozenset[str]


@cache
def cue_words(lexicon: Lexicon) -> CueWords:
    """Return the cue words of a lexicon."""
    kinds: dict[str, set[str]] = {}
    modalities: dict[str, str] = {}
    for row in lexicon.table("cues.csv"):
        kinds.setdefault(row["form"], set()).add(row["kind"])
        if row["kind"] not in _TRAITS:
            modalities.setdefault(row["form"], row["modality"])
    forms = tuple(sorted(kinds))
    return CueWords(
        ahocorasick_rs.AhoCorasick(
            forms,
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.DFA,
        ),
        forms,
        tuple(frozenset() if "not" in kinds[form] else frozenset(kinds[form] - _TRAITS) for form in forms),
        tuple(frozenset(kinds[form] & _TRAITS) for form in forms),
        tuple(modalities.get(form) or "asserted" for form in forms),
    )


@cache
def source_words(lexicon: Lexicon) -> SourceWords:
    """Return the source words of a lexicon."""
    nouns: dict[str, str] = {}
    adverbs: set[str] = set()
    links: set[str] = set()
    suffixes: set[str] = set()
    no_suffixes: set[str] = set()
    vague: set[str] = set()
    bare: set[str] = set()
    no_light: set[str] = set()
    table = lexicon.table("source_words.csv")
    person_suffixes: set[str] = set()
    groups = {
        "personsuffix": person_suffixes,
        "adverb": adverbs,
        "link": links,
        "suffix": suffixes,
        "nosuffix": no_suffixes,
        "vague": vague,
        "bare": bare,
        "nolight": no_light,
    }
    for row in table:
        if row["kind"] in groups:
            groups[row["kind"]].add(row["form"])
        elif row["kind"] not in ("headline", "pronoun", "referring"):
            nouns.setdefault(row["form"], row["kind"])
    openers = "|".join(sorted(links, key=lambda form: (-len(form), form)))
    cue_forms = {row["form"] for row in lexicon.table("cues.csv")}
    return SourceWords(
        nouns=nouns,
        adverbs=frozenset(adverbs),
        suffixes=dict.fromkeys(sorted(suffixes), "body") | dict.fromkeys(sorted(person_suffixes), "person"),
        no_suffixes=frozenset(no_suffixes),
        no_persons=frozenset((*nouns, *cue_forms)),
        vague=frozenset(vague),
        bare=frozenset(bare),
        no_light=frozenset(form[:2] for form in no_light),
        headlines=_canonical(table, "headline"),
        pronouns=_canonical(table, "pronoun"),
        referring=_canonical(table, "referring"),
        links=re.compile(openers),
        noun_lengths=_lengths(nouns, -1),
        adverb_ends=_lengths(adverbs, -1),
        adverb_starts=_lengths(adverbs, 0),
        endings=frozenset((*(word[-1] for word in (*nouns, *suffixes)), *_MARKED)),
    )


def _lengths(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[at], set()).add(len(word))
    return {character: tuple(sorted(found, reverse=True)) for character, found in lengths.items()}


def _canonical(table: Iterable[Row], kind: str) -> dict[str, str]:
    return {row["form"]: row["canonical"] for row in table if row["kind"] == kind}
