"""Event, time and place of a claim: from the clause, the sentence, the headings and the title, nearest first."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct

from kaoyi.lexicon import Lexicon
from kaoyi.mentions.voices import Voices
from kaoyi.model import Document, Mentions


class Found(Struct, frozen=True, gc=False):
    """A value and the rule that gave it; both None and "" when the text does not say."""

    value: str | None
    rule: str


NOTHING = Found(None, "")


class Context:
    """The happenings, times and places of one document; ask for those of any text offset."""

    def __init__(self, document: Document, mentions: Mentions, voices: Voices) -> None:
        self._document = document
        self._times = [time for time in mentions.times if time.edtf and time.kind in ("date", "interval")]
        self._time_starts = [time.start for time in self._times]
        self._wars = [name for name in mentions.names if name.kind == "war"]
        self._war_starts = [name.start for name in self._wars]
        self._voices = voices

    def event_at(self, offset: int) -> Found:
        """Return the happening (canonical name) the words at a text offset belong to."""
        index = bisect_right(self._war_starts, offset) - 1
        return Found(self._wars[index].name, "nearest before") if index >= 0 else NOTHING

    def time_at(self, start: int, end: int, total: bool = False) -> Found:
        """Return when the thing counted at text[start:end] happened (EDTF). total: the figure sums up a whole happening."""
        index = bisect_right(self._time_starts, start) - 1
        if index >= 0:
            return Found(self._times[index].edtf, "nearest before")
        published = self._document.metadata.published
        return Found(published[:10], "document date") if published else NOTHING

    def place_at(self, offset: int) -> Found:
        """Return the place (canonical name) the words at a text offset are about."""
        return NOTHING


def settle(document: Document, mentions: Mentions, voices: Voices, lexicon: Lexicon) -> Context:
    """Return the context of a document; voices tell which dates are dates of saying."""
    return Context(document, mentions, voices)
