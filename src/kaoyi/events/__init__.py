"""Mentions to events and relations: what happened, and how actors stand to each other."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from kaoyi.events import dating, pairs, participants, relations, triggers, unnamed
from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import things
from kaoyi.mentions import voices
from kaoyi.model import Block, Document, Event, Mentions, Name, Participant, Piece, Relation
from kaoyi.text import clause_ends, identity
from kaoyi.version import VERSION

_YEAR: Final = re.compile(r"\d{4}(?:-\d\d)?")
_MAKING: Final = frozenset({"agreement", "talks", "meeting", "resolution", "attack"})
_BOTH: Final = re.compile(r"双方|两国|两军")
_SHE_OR_HE: Final = re.compile(r"\s*(?:而|但|不过|随后|其后|之后)?(?P<who>[他她])(?![们的])")
_SENTENCE_MARKS: Final = "。！？\n"


def assemble(
    document: Document, mentions: Mentions, lexicon: Lexicon, heard: voices.Voices | None = None
) -> tuple[tuple[Event, ...], tuple[Relation, ...]]:
    """Return the events and relations of a document, in source order; `heard` are its voices, if they have been read."""
    found = triggers.find(document, mentions, lexicon)
    scene = _Scene(document, mentions, lexicon, (heard or voices.read(document, mentions, lexicon), found))
    read = (scene.event(t) for t in found)
    happened = tuple(event for event in read if event is not None)
    return happened, relations.find(document, mentions, scene.voices)


class _Scene:
    """One document with what its events are read from; made once per document."""

    def __init__(
        self,
        document: Document,
        mentions: Mentions,
        lexicon: Lexicon,
        heard: tuple[voices.Voices, list[triggers.Trigger]],
    ) -> None:
        self.document = document
        self.names = mentions.names
        self.name_starts = [n.start for n in mentions.names]
        self.clause_ends = clause_ends(document.folded)
        self.sentence_ends = [at for at in self.clause_ends if document.folded[at] in _SENTENCE_MARKS]
        self.block_starts = [b.start for b in document.blocks]
        self.calendar = dating.Calendar(document, mentions.times)
        self.things = things(lexicon)
        self.voices = heard[0]
        self.triggers = [t.start for t in heard[1]]
        self.lexicon = lexicon

    def event(self, trigger: triggers.Trigger) -> Event | None:
        """Return the statement a trigger makes; None where nothing dates it: an undated verb is no row of a timeline."""
        document, text = self.document, self.document.folded
        block = document.blocks[bisect_right(self.block_starts, trigger.start) - 1]
        sentence = _around(self.sentence_ends, block, trigger.start, trigger.end)
        clause = _around(self.clause_ends, block, trigger.start, trigger.end)
        reach = sentence if trigger.defines else clause
        when = self.calendar.of((trigger.start, trigger.end), reach, sentence, block, trigger.word.kind)
        if trigger.word.kind != "statement" and _YEAR.fullmatch(when.edtf or "") and self.said_in(trigger, when.edtf):
            when = dating.Dating(None, None, "")
        if when.edtf is None:
            return None
        names = self._between(*clause)
        roles = self.roles(trigger, sentence, clause, names)
        if not when.carries(trigger.word.kind, bool(roles), document.metadata.published is None):
            return None
        place = dating.place_of(names, text, (trigger.start, trigger.end), trigger.word.frame in ("AL", "AT"))
        voice = self.voices.at(trigger.start)
        name = trigger.name or _named_by(trigger, names)
        start, end = document.source(*clause)
        return Event(
            id=identity("event", document.name, document.sha256, trigger.start, trigger.end),
            document=document.name,
            quote=document.raw[start:end],
            start=start,
            end=end,
            kind=trigger.word.kind,
            trigger=self.piece(trigger.start, trigger.end),
            name=name,
            time=when.edtf,
            time_mention=self.piece(when.mention.start, when.mention.end) if when.mention else None,
            place=place.name if place else None,
            participants=tuple(
                Participant(r.role, r.name.name or None, self.piece(r.name.start, r.name.end)) for r in roles
            ),
            parent=self.parent(name),
            happening=None,
            speaker=voice.speaker,
            attribution=voice.chain,
            modality=voice.modality,
            rules={"kind": f"event_words.csv {trigger.word.form}", "time": when.rule},
            tool=VERSION,
        )

    def roles(
        self, trigger: triggers.Trigger, sentence: tuple[int, int], clause: tuple[int, int], names: list[Name]
    ) -> list[participants.Role]:
        """Return who takes part in an event; names: those of its clause."""
        text = self.document.folded
        if trigger.defines:
            return self.sides_told(trigger, sentence)
        if trigger.word.frame == "P" and (sides := self.both_sides(trigger, sentence, clause)):
            return sides
        earlier = [n for n in self._between(sentence[0], clause[0]) if self.leads_its_clause(n)]
        roles = participants.assign(text, clause, trigger, unnamed.find(text, *clause, names), earlier)
        if not roles:
            roles = self.pronoun(trigger, clause)
        return roles

    def sides_told(self, trigger: triggers.Trigger, sentence: tuple[int, int]) -> list[participants.Role]:
        """Return the two sides a defining sentence names: its two armies, or the two states between whom it was."""
        if trigger.word.kind != "battle":
            return []
        text, names = self.document.folded, self._between(trigger.end, sentence[1])
        armies = {n.name: n for n in names if n.kind in ("army", "bloc") and n.name}
        for one, other in pairwise(names):
            if text[one.end : other.start] in ("和", "与", "同") and text.startswith("之间", other.end):
                armies = {one.name: one, other.name: other}
        return [participants.Role("party", n) for n in armies.values()] if len(armies) == 2 else []

    def leads_its_clause(self, name: Name) -> bool:
        """Whether no event word stands before a name in its clause: a name behind one is no subject to go on with."""
        index = bisect_left(self.clause_ends, name.start) - 1
        opened = self.clause_ends[index] + 1 if index >= 0 else 0
        return bisect_left(self.triggers, opened) == bisect_left(self.triggers, name.start)

    def pronoun(self, trigger: triggers.Trigger, clause: tuple[int, int]) -> list[participants.Role]:
        """Return the role of 双方 before a verb of dealing or saying, whoever they are, or of 他 whose words follow."""
        text, kind = self.document.folded, trigger.word.kind
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
        self, trigger: triggers.Trigger, sentence: tuple[int, int], clause: tuple[int, int]
    ) -> list[participants.Role]:
        """Return the two parties that 双方 or 两国 in the clause stands for, where that is clear."""
        opened = bisect_left(self.sentence_ends, max(0, sentence[0] - 1)) - 1
        before = self._between(self.sentence_ends[opened] if opened >= 0 else 0, sentence[0])
        within = self._between(sentence[0], trigger.start)
        two = pairs.pair(self.document.folded, (clause[0], trigger.start), within, before, self.lexicon)
        return [participants.Role("party", name) for name in two]

    def said_in(self, trigger: triggers.Trigger, edtf: str | None) -> bool:
        """Whether a year or month is when somebody said this: 据某馆2010年公布的统计 dates no death."""
        voice = self.voices.at(trigger.start)
        return voice.speaker is not None and voice.said_on == edtf

    def parent(self, name: str | None) -> str | None:
        """The war or campaign a named happening belongs to, as the lexicon knows it."""
        thing = self.things.by_name.get(name) if name else None
        return thing.parent or None if thing else None

    def piece(self, start: int, end: int) -> Piece:
        a, b = self.document.source(start, end)
        return Piece(self.document.raw[a:b], a, b)

    def _between(self, start: int, end: int) -> list[Name]:
        return list(self.names[bisect_left(self.name_starts, start) : bisect_left(self.name_starts, end)])


def _named_by(trigger: triggers.Trigger, names: list[Name]) -> str | None:
    """A happening named right behind the verb that makes it: 签署朝鲜停战协定, 发动春季攻势."""
    if trigger.word.kind not in _MAKING:
        return None
    return next((n.name for n in names if n.kind == "war" and n.name and 0 <= n.start - trigger.end <= 12), None)


def _around(ends: Sequence[int], block: Block, start: int, end: int) -> tuple[int, int]:
    """Return the stretch around text[start:end] between the nearest of `ends` on either side, inside its block."""
    left = bisect_left(ends, start) - 1
    right = bisect_left(ends, end)
    low = ends[left] + 1 if left >= 0 else 0
    high = ends[right] if right < len(ends) else block.end
    return (low if low > block.start else block.start), (high if high < block.end else block.end)
