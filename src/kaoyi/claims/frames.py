"""The words that say what a figure counts: each with its measure and the voice it is used in.

The words are ``lexicon/measures.csv`` (and ``not_measures.csv`` for longer words that hold one of them and mean
something else: 死守, 伤心). How a voice may stand to its figure is grammar: ``fits.py``.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kaoyi.errors import LexiconError
from kaoyi.lexicon import Lexicon

VOICES: Final = frozenset(
    [
        "intransitive",
        "transitive",
        "noun",
        "body",
        "bare",
        "returned",
        "prisoners",
        "case",
        "joined",
        "crowd",
        "force",
        "troops",
        "hurt",
        "fired",
        "having",
        "soldiers",
        "sick",
    ]
)
KINDS: Final = ("people", "things", "ammunition")


class Sense:
    """What a word measures for one kind of counted thing, in which voice; row: its place in the table."""

    def __init__(self, measure: str, voice: str, row: str) -> None:
        self.measure = measure
        self.voice = voice
        self.row = row


class Frame:
    """A word and its senses; all None for a word that only looks like one. means: it has one."""

    def __init__(self, form: str, people: Sense | None, things: Sense | None, ammunition: Sense | None) -> None:
        self.form = form
        self.people = people
        self.things = things
        self.ammunition = ammunition
        self.means = people is not None or things is not None or ammunition is not None

    def sense(self, kind: str) -> Sense | None:
        """Return the sense for one kind of counted thing (one of KINDS)."""
        if kind == "people":
            return self.people
        return self.things if kind == "things" else self.ammunition


class Trigger:
    """A frame's word where it stands (text offsets)."""

    def __init__(self, start: int, end: int, frame: Frame) -> None:
        self.start = start
        self.end = end
        self.frame = frame


class Frames:
    """All words of the table, found in one pass."""

    def __init__(self, frames: tuple[Frame, ...]) -> None:
        self._frames = frames
        self._automaton = AhoCorasick(
            [frame.form for frame in frames], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
        )

    def find(self, folded: str, start: int, end: int) -> list[Trigger]:
        """Return the triggers in folded[start:end], longest at each place, look-alikes left out."""
        found = []
        for index, a, b in self._automaton.find_matches_as_indexes(folded[start:end]):
            frame = self._frames[index]
            if frame.means:
                found.append(Trigger(start + a, start + b, frame))
        return found


@cache
def frames(lexicon: Lexicon) -> Frames:
    """Return the compiled table. Raises LexiconError for rows with an unknown voice or kind."""
    senses: dict[str, dict[str, Sense]] = {}
    faults = []
    for row in lexicon.table("measures.csv"):
        if row["voice"] not in VOICES or row["kind"] not in KINDS:
            faults.append(f"{row['@line']}: voice {row['voice']}, kind {row['kind']}")
            continue
        senses.setdefault(row["form"], {})[row["kind"]] = Sense(
            row["measure"], row["voice"], f"measures.csv {row['form']}"
        )
    if faults:
        raise LexiconError(tuple(faults))
    for row in lexicon.table("not_measures.csv"):
        senses[row["form"]] = {}
    return Frames(
        tuple(Frame(form, k.get("people"), k.get("things"), k.get("ammunition")) for form, k in senses.items())
    )
