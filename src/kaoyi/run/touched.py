"""Which documents a change of the words can touch: the words that must stand in one for its reading to change.

A recogniser looks words up where they stand, so a row acts in no document that does not hold one of its forms. What a
row makes elsewhere is found by comparing what is compiled of the words then and now: forms built by rule (俄 + 国防部),
the army and the capital of a state, the first characters that open a scan. Where a table's rows act otherwise, or
nobody has looked, the answer is that every document may be touched. See docs/decisions/0007.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct, structs

from kaoyi.claims.happenings import known_spans
from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.changes import Changes, changes, count
from kaoyi.lexicon.things import Thing, things
from kaoyi.mentions.counted import vocabulary
from kaoyi.mentions.hedges import hedges
from kaoyi.mentions.names_forms import Form, army_of, capitals, compiled, shorts
from kaoyi.mentions.voices_words import source_words
from kaoyi.run.stamp import COMPARING_WORDS
from kaoyi.store.holding import bare


class Touched(Struct, frozen=True):
    """What marks a document whose reading may be another with the new words.

    rows: table -> how many of its rows changed; words: one of them stands in it; names: one of these canonical things was
    recognised in it; unclear: tables whose changes may touch any document
    """

    rows: dict[str, int]
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    unclear: tuple[str, ...] = ()


def touched(then: Lexicon, now: Lexicon) -> Touched:
    """Return what marks the documents that the difference between two states of the words can touch."""
    differing = changes(then.tables(), now.tables())
    for name in COMPARING_WORDS:
        differing.pop(name, None)
    rows = {name: count(found) for name, found in differing.items()}
    unclear = [name for name in differing if name not in RULES]
    words, names = set[str](), set[str]()
    for rule in dict.fromkeys(RULES[name] for name in differing if name in RULES):
        marks = rule(then, now, {name: found for name, found in differing.items() if RULES.get(name) is rule})
        words |= marks.words
        names |= marks.names
        unclear += marks.unclear
    if not all(map(bare, words)):
        unclear += [name for name in differing if name not in unclear]
    return Touched(rows, frozenset(words), frozenset(names), tuple(unclear))


class _Marks(Struct, frozen=True):
    words: set[str]
    names: set[str] = set()
    unclear: tuple[str, ...] = ()


Rule = Callable[[Lexicon, Lexicon, Changes], _Marks]


def _forms(_then: Lexicon, _now: Lexicon, rows: Changes) -> _Marks:
    """Rows that act only where their first cell stands."""
    return _Marks({next(iter(row.values())) for found in rows.values() for row in found})


def _numbers(then: Lexicon, now: Lexicon, rows: Changes) -> _Marks:
    """A Chinese numeral is looked at only before a character that a counter, unit or label may begin with."""
    firsts = _differing_sets(vocabulary(then).firsts, vocabulary(now).firsts)
    return _Marks(_forms(then, now, rows).words | firsts)


def _hedges(then: Lexicon, now: Lexicon, rows: Changes) -> _Marks:
    """A bare numeral stands for itself after the last character of a hedge."""
    lasts = _differing_sets(hedges(then).before, hedges(now).before)
    return _Marks(_forms(then, now, rows).words | lasts)


def _sources(then: Lexicon, now: Lexicon, rows: Changes) -> _Marks:
    """A speaker is looked for only before the last character of a source word; adverbs and 首相 go by two characters."""
    was, is_now = source_words(then), source_words(now)
    found = _forms(then, now, rows).words
    for name in ("endings", "no_light", "noun_lengths", "adverb_ends", "adverb_starts"):
        found |= _differing_sets(getattr(was, name), getattr(is_now, name))
    pattern_gone = bool(was.links.pattern) != bool(is_now.links.pattern)  # no links at all match everywhere
    return _Marks(found, unclear=tuple(rows) if pattern_gone else ())


def _names(then: Lexicon, now: Lexicon, _rows: Changes) -> _Marks:
    """Names: every form that stands for another thing than it did, and what is asked of a thing by its name."""
    forms = compiled(then).by_form, compiled(now).by_form
    states = _differing(army_of(then), army_of(now)) | _differing(capitals(then), capitals(now))
    words = _differing(*forms) | _differing(shorts(then), shorts(now))
    words |= {short for each in (then, now) for short, names in shorts(each).items() if not states.isdisjoint(names)}
    if states:
        words |= {form for table in forms for form, what in table.items() if not states.isdisjoint(_named(what))}
    asked = [(_known(each), known_spans(each), _seats(each)) for each in (then, now)]
    names = {name for was, is_now in zip(*asked, strict=True) for name in _differing(was, is_now)}
    return _Marks(words, names)


def _named(form: Form) -> Iterator[str]:
    """The canonical names that a form may give: its own, its owner's, and those of all it may stand for."""
    yield form.name
    yield form.owner or ""
    for other in (*form.choices, *((form.organ,) if form.organ else ())):
        yield from _named(other)


def _known(lexicon: Lexicon) -> dict[str, Thing]:
    """Things by name, without what acts only as a form of theirs, and without coordinates, which no reading asks."""
    lean = {"aliases": (), "regions": (), "context_aliases": (), "latitude": "", "longitude": ""}
    return {name: structs.replace(thing, **lean) for name, thing in things(lexicon).by_name.items()}


def _seats(lexicon: Lexicon) -> dict[str, list[tuple[str, str]]]:
    """Capital -> the states that have it, with their times: 双方 asks whom a capital stands for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for thing in things(lexicon).by_id.values():
        if thing.kind == "state" and thing.place:
            found.setdefault(thing.place, []).append((thing.name, thing.time))
    return found


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> set[str]:
    """The keys whose value is another, or that only one has."""
    return {key for key in {*then, *now} if then.get(key) != now.get(key)}


def _differing_sets(then: Any, now: Any) -> set[str]:
    return set(then) ^ set(now)


RULES: dict[str, Rule] = {
    **dict.fromkeys(
        (
            "states.csv", "actors.csv", "sources.csv", "persons.csv", "places.csv", "gazetteer.csv", "happenings.csv",
            "dynasties.csv", "organs.csv", "pairs.csv", "titles.csv", "not_names.csv",
        ),
        _names,
    ),
    **dict.fromkeys(("counters.csv", "units.csv", "not_numbers.csv"), _numbers),
    "hedges.csv": _hedges,
    "source_words.csv": _sources,
    **dict.fromkeys(
        (
            "cues.csv", "modality.csv", "measures.csv", "not_measures.csv", "people.csv", "event_words.csv",
            "time_words.csv", "eras.csv", "festivals.csv", "phases.csv", "not_persons.csv", "outlets_hosts.csv",
        ),
        _forms,
    ),
}  # fmt: skip
"""Table -> the rule that tells what its changed rows touch. A table that is not here may touch every document."""
