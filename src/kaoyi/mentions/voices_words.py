"""The words that introduce a voice: cues.csv and source_words.csv, compiled once for a lexicon.

Plain classes, not ``Frozen`` values: their attributes are what the readers of voices look up most.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import ahocorasick_rs

from kaoyi.lexicon import Lexicon, Row

CALLINGS: Final = "长员师家"
"""What words for a person's calling end with."""
_MARKED: Final = "》」”中里上内他她其们方家人我者此报台社网刊书文片道站志部局署处会党织构心司门院校团目论"
"""Ends of titles, quoted names and pronouns."""
_TRAITS: Final = frozenset(("closing", "giving", "speech", "narrating", "medium", "paper", "figures"))
_NO_NOUNS: Final = frozenset(
    (
        "adverb",
        "link",
        "suffix",
        "personsuffix",
        "nosuffix",
        "vague",
        "bare",
        "nolight",
        "headline",
        "pronoun",
        "referring",
    )
)
"""Kinds of rows in source_words.csv that are no nouns of sources."""


class CueWord:
    """A word that introduces a voice.

    form: the word as folded text; modality: how firmly it lets something be said
    kinds: what it can be (say show by cite learn report bare other)
    traits: closing (may end “…”X说。), giving (X公布的数字), speech (a verb of nothing but speech), narrating (据悉),
    medium, paper, figures (what a bare 报道, 声明 or 数据 before the verb stands for)
    """

    def __init__(self, form: str, kinds: frozenset[str], traits: frozenset[str], modality: str) -> None:
        self.form = form
        self.kinds = kinds
        self.traits = traits
        self.modality = modality


class Cue:
    """A cue word at text[start:end]."""

    def __init__(self, start: int, end: int, word: CueWord) -> None:
        self.start = start
        self.end = end
        self.form = word.form
        self.kinds = word.kinds
        self.traits = word.traits
        self.modality = word.modality


class CueWords:
    """All cue words as one automaton; words that only look like a cue are in it too, and swallow it."""

    def __init__(self, lexicon: Lexicon) -> None:
        kinds: dict[str, set[str]] = {}
        modalities: dict[str, str] = {}
        for row in lexicon.table("cues.csv"):
            kinds.setdefault(row["form"], set()).add(row["kind"])
            if row["kind"] not in _TRAITS:
                modalities.setdefault(row["form"], row["modality"])
        forms = sorted(kinds)
        self._automaton = ahocorasick_rs.AhoCorasick(
            forms,
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
            implementation=ahocorasick_rs.Implementation.DFA,
        )
        self._words: list[CueWord | None] = [
            _word(form, kinds[form], modalities.get(form) or "asserted") for form in forms
        ]

    def scan(self, text: str, start: int, end: int) -> list[Cue]:
        """Return the cues of text[start:end] in order, the longest where two begin together."""
        cues: list[Cue] = []
        number: int
        first: int
        last: int
        for number, first, last in self._automaton.find_matches_as_indexes(text[start:end]):
            word = self._words[number]
            if word is not None:
                cues.append(Cue(start + first, start + last, word))
        return cues


def _word(form: str, kinds: set[str], modality: str) -> CueWord | None:
    """A cue word; None for one that only looks like it."""
    firm = frozenset(kinds - _TRAITS)
    return None if "not" in kinds or not firm else CueWord(form, firm, frozenset(kinds & _TRAITS), modality)


class SourceWords:
    """The nouns a speaker's name may end with, and the words that may stand between the name and the verb.

    nouns: word -> person body medium document; adverbs;
    suffixes: endings of institutions' names (署, 本部) and of callings (者, 员);
    no_suffixes: words that end so and are none (机会);
    no_persons: cues and source nouns, never a person's name;
    vague: words after 据 that name nobody (初步); headlines: one character -> whom it names in a headline (官);
    pronouns, referring: word -> what it points to (person medium body nobody); bare: records that alone are nobody's;
    no_light: first two characters of words that open like an adverb (首相); links: the words that open a phrase between speaker and verb
    noun_lengths, suffix_lengths, pronoun_lengths, adverb_ends: last character -> how long the words are that end with it;
    adverb_starts: the same of first characters; the longest first
    endings: what a source may end with; title_ends: what a title right before a person's name may end with
    """

    def __init__(self, lexicon: Lexicon) -> None:
        table = lexicon.table("source_words.csv")
        forms: dict[str, set[str]] = {}
        nouns: dict[str, str] = {}
        for row in table:
            forms.setdefault(row["kind"], set()).add(row["form"])
            if row["kind"] not in _NO_NOUNS:
                nouns.setdefault(row["form"], row["kind"])
        bodies, callings = forms.get("suffix", set()), forms.get("personsuffix", set())
        suffixes = frozenset((*bodies, *callings))
        pronouns, adverbs = _canonical(table, "pronoun"), frozenset(forms.get("adverb", ()))
        openers = sorted(forms.get("link", ()), key=lambda form: (-len(form), form))
        self.nouns: dict[str, str] = nouns
        self.adverbs: frozenset[str] = adverbs
        self.suffixes: frozenset[str] = suffixes
        self.no_suffixes: frozenset[str] = frozenset(forms.get("nosuffix", ()))
        self.no_persons: frozenset[str] = frozenset((*nouns, *(row["form"] for row in lexicon.table("cues.csv"))))
        self.vague: frozenset[str] = frozenset(forms.get("vague", ()))
        self.bare: frozenset[str] = frozenset(forms.get("bare", ()))
        self.no_light: frozenset[str] = frozenset(form[:2] for form in forms.get("nolight", ()))
        self.headlines: dict[str, str] = _canonical(table, "headline")
        self.pronouns: dict[str, str] = pronouns
        self.referring: dict[str, str] = _canonical(table, "referring")
        self.links: re.Pattern[str] = re.compile("|".join(openers))
        self.noun_lengths: dict[str, tuple[int, ...]] = _lengths(nouns, -1)
        self.suffix_lengths: dict[str, tuple[int, ...]] = _lengths(suffixes, -1)
        self.pronoun_lengths: dict[str, tuple[int, ...]] = _lengths(pronouns, -1)
        self.adverb_ends: dict[str, tuple[int, ...]] = _lengths(adverbs, -1)
        self.adverb_starts: dict[str, tuple[int, ...]] = _lengths(adverbs, 0)
        self.endings: frozenset[str] = frozenset((*(word[-1] for word in (*nouns, *bodies)), *_MARKED))
        self.title_ends: frozenset[str] = frozenset((*self.noun_lengths, *CALLINGS))


@cache
def cue_words(lexicon: Lexicon) -> CueWords:
    """Return the cue words of a lexicon."""
    return CueWords(lexicon)


@cache
def source_words(lexicon: Lexicon) -> SourceWords:
    """Return the source words of a lexicon."""
    return SourceWords(lexicon)


def _lengths(words: Iterable[str], at: int) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = {}
    for word in words:
        lengths.setdefault(word[at], set()).add(len(word))
    return {character: tuple(sorted(found, reverse=True)) for character, found in lengths.items()}


def _canonical(table: Iterable[Row], kind: str) -> dict[str, str]:
    return {row["form"]: row["canonical"] for row in table if row["kind"] == kind}
