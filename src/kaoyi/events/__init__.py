"""Mentions to events and relations: what happened, and how actors stand to each other."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from kaoyi.events import dating, pairs, participants, relations, triggers, unnamed
from kaoyi.events.ground import Ground
from kaoyi.events.words import Trigger
from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import things
from kaoyi.mentions import voices
from kaoyi.model import Document, Event, Mentions, Name, Participant, Relation
from kaoyi.offsets import first_from
from kaoyi.text import clause_ends, identity, places_of
from kaoyi.version import VERSION

_YEAR: Final = re.compile(r"\d{4}(?:-\d\d)?")
_MAKING: Final = frozenset({"agreement", "talks", "meeting", "resolution", "attack"})
_BOTH: Final = re.compile(r"双方|两国|两军")
_SHE_OR_HE: Final = re.compile(r"\s*(?:而|但|不过|随后|其后|之后)?(?P<who>[他她])(?![们的])")


def assemble(
    document: Document, mentions: Mentions, lexicon: Lexicon, heard: voices.Voices | None = None
) -> tuple[tuple[Event, ...], tuple[Relation, ...]]:
    """Return the events and relations of a document, in source order; `heard` are its voices, if they have been read."""
    heard = heard or voices.read(document, mentions, lexicon)
    ground = Ground(document, mentions)
    scene = _Scene(ground, lexicon, heard)
    happened = tuple([event for t in scene.found if (event := scene.event(t)) is not None])
    return happened, relations.find(ground, heard)


class _Scene:
    """One document with what its events are read from; made once per document."""

    def __init__(self, ground: Ground, lexicon: Lexicon, heard: voices.Voices) -> None:
        self.ground = ground
        self.text = ground.text
        self.clause_ends = clause_ends(ground.text)
        self.sentence_ends = tuple(places_of(ground.text, dating.SENTENCE_MARKS))
        self.calendar = dating.Calendar(ground.document, ground.times)
        self.things = things(lexicon)
        self.voices = heard
        self.found = triggers.find(ground, lexicon, self.calendar)
        self.triggers = tuple([t.start for t in self.found])
        self.lexicon = lexicon

    def event(self, trigger: Trigger) -> Event | None:
        """Return the statement a trigger makes; None where nothing dates it: an undated verb is no row of a timeline."""
        ground, text, word = self.ground, self.text, trigger.word
        number = ground.block_at(trigger.start)
        block = ground.blocks[number]
        within = block.start, block.end
        sentence = _around(self.sentence_ends, within, trigger.start, trigger.end)
        clause = _around(self.clause_ends, within, trigger.start, trigger.end)
        reach = sentence if trigger.defines else clause
        when = self.calendar.of((trigger.start, trigger.end), reach, sentence, number, word.kind)
        if when.edtf is None:
            return None
        if word.kind != "statement" and _YEAR.fullmatch(when.edtf) and self.said_in(trigger, when.edtf):
            return None
        names = ground.names_between(clause[0], clause[1])
        roles = self.roles(trigger, sentence, clause, names)
        if not when.carries(word.kind, bool(roles), ground.document.metadata.published is None):
            return None
        place = dating.place_of(names, text, (trigger.start, trigger.end), word.frame in ("AL", "AT"))
        voice = self.voices.at(trigger.start)
        name = trigger.name or _named_by(trigger, names)
        quote, document = ground.source(clause[0], clause[1]), ground.document
        return Event(
            id=identity("event", document.name, document.sha256, trigger.start, trigger.end),
            document=document.name,
            quote=quote.text,
            start=quote.start,
            end=quote.end,
            kind=word.kind,
            trigger=ground.source(trigger.start, trigger.end),
            name=name,
            time=when.edtf,
            time_mention=ground.source(when.mention.start, when.mention.end) if when.mention else None,
            place=place.name if place else None,
            participants=tuple([self.participant(role) for role in roles]),
            parent=self.parent(name),
            happening=None,
            speaker=voice.speaker,
            attribution=voice.chain,
            modality=voice.modality,
            rules={"kind": f"event_words.csv {word.form}", "time": when.rule},
            tool=VERSION,
        )

    def roles(
        self, trigger: Trigger, sentence: tuple[int, int], clause: tuple[int, int], names: list[Name]
    ) -> list[participants.Role]:
        """Return who takes part in an event; names: those of its clause."""
        text = self.text
        if trigger.defines:
            return self.sides_told(trigger, sentence)
        frame = trigger.word.frame
        if frame == "P" and (sides := self.both_sides(trigger, sentence, clause)):
            return sides
        roles: list[participants.Role] = []
        if frame != "I":  # that nobody does
            earlier = [n for n in self.ground.names_between(sentence[0], clause[0]) if self.leads_its_clause(n)]
            roles = participants.assign(text, clause, trigger, unnamed.find(text, clause[0], clause[1], names), earlier)
        return roles or self.pronoun(trigger, clause)

    def sides_told(self, trigger: Trigger, sentence: tuple[int, int]) -> list[participants.Role]:
        """Return the two sides a defining sentence names: its two armies, or the two states between whom it was."""
        if trigger.word.kind != "battle":
            return []
        text, names = self.text, self.ground.names_between(trigger.end, sentence[1])
        armies = {n.name: n for n in names if n.kind in ("army", "bloc") and n.name}
        for one, other in pairwise(names):
            if text[one.end : other.start] in ("和", "与", "同") and text.startswith("之间", other.end):
                armies = {one.name: one, other.name: other}
        return [participants.Role("party", n) for n in armies.values()] if len(armies) == 2 else []

    def leads_its_clause(self, name: Name) -> bool:
        """Whether no event word stands before a name in its clause: a name behind one is no subject to go on with."""
        start = name.start
        index = first_from(self.clause_ends, start) - 1
        opened = self.clause_ends[index] + 1 if index >= 0 else 0
        return first_from(self.triggers, opened) == first_from(self.triggers, start)

    def pronoun(self, trigger: Trigger, clause: tuple[int, int]) -> list[participants.Role]:
        """Return the role of 双方 before a verb of dealing or saying, whoever they are, or of 他 whose words follow."""
        text, kind = self.text, trigger.word.kind
        before = text[clause[0] : trigger.start]
        if (sides := _BOTH.search(before)) and kind != "order":
            role = "party" if trigger.word.frame == "P" or kind in participants.DEALINGS else "agent"
            at = clause[0] + sides.start()
            return [participants.Role(role, Name(at, clause[0] + sides.end(), None, "", "pronoun", None, "both sides"))]
        if kind != "statement" or not (said := _SHE_OR_HE.match(before)):
            return []
        voice = self.voices.at(trigger.end)
        if voice.speaker is None or voice.speaker == self.voices.at(trigger.start).speaker:
            return []
        at = clause[0] + said.start("who")
        name = Name(at, clause[0] + said.end("who"), None, voice.speaker, "pronoun", None, "speaker")
        return [participants.Role("agent", name)]

    def both_sides(
        self, trigger: Trigger, sentence: tuple[int, int], clause: tuple[int, int]
    ) -> list[participants.Role]:
        """Return the two parties that 双方 or 两国 in the clause stands for, where that is clear."""
        opened = first_from(self.sentence_ends, max(0, sentence[0] - 1)) - 1
        before = self.ground.names_between(self.sentence_ends[opened] if opened >= 0 else 0, sentence[0])
        within = self.ground.names_between(sentence[0], trigger.start)
        two = pairs.pair(self.text, (clause[0], trigger.start), within, before, self.lexicon)
        return [participants.Role("party", name) for name in two]

    def said_in(self, trigger: Trigger, edtf: str | None) -> bool:
        """Whether a year or month is when somebody said this: 据某馆2010年公布的统计 dates no death."""
        voice = self.voices.at(trigger.start)
        return voice.speaker is not None and voice.said_on == edtf

    def parent(self, name: str | None) -> str | None:
        """The war or campaign a named happening belongs to, as the lexicon knows it."""
        thing = self.things.by_name.get(name) if name else None
        return thing.parent or None if thing else None

    def participant(self, role: participants.Role) -> Participant:
        name = role.name
        return Participant(role.role, name.name or None, self.ground.source(name.start, name.end))


def _named_by(trigger: Trigger, names: list[Name]) -> str | None:
    """A happening named right behind the verb that makes it: 签署朝鲜停战协定, 发动春季攻势."""
    if trigger.word.kind not in _MAKING:
        return None
    return next((n.name for n in names if n.kind == "war" and n.name and 0 <= n.start - trigger.end <= 12), None)


def _around(ends: tuple[int, ...], block: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """Return the stretch around text[start:end] between the nearest of `ends` on either side, inside its block."""
    left = first_from(ends, start) - 1
    right = first_from(ends, end)
    low = ends[left] + 1 if left >= 0 else 0
    high = ends[right] if right < len(ends) else block[1]
    return (low if low > block[0] else block[0]), (high if high < block[1] else block[1])
