"""Event, time and place of a claim: from the clause, the sentence, the headings and the title, nearest first."""

from __future__ import annotations

from kaoyi.claims.dating import Dating
from kaoyi.claims.happenings import near_in_time, years_after
from kaoyi.claims.surroundings import NAMED_IN_PARAGRAPH, NAMED_IN_SENTENCE, NOTHING, Found, Surroundings
from kaoyi.lexicon import Lexicon
from kaoyi.mentions.voices import Voices
from kaoyi.model import Document, Mentions

__all__ = ["Context", "Found", "settle"]


class Context:
    """The happenings, times and places of one document; ask for those of any text offset."""

    def __init__(self, around: Surroundings, voices: Voices) -> None:
        self._around = around
        self._dating = Dating(around, voices)

    def event_at(self, offset: int) -> Found:
        """Return the happening (canonical name) the words at a text offset belong to."""
        return self._around.event_at(offset)

    def agreed(self, event: Found, time: Found) -> tuple[Found, Found]:
        """Leave out what cannot both be true: a happening that was long over, or not begun, at the figure's time.

        A happening named in the sentence stands and a time carried from elsewhere goes; likewise where a date years later
        was carried along the paragraph that names the happening: it dates a book or a speech. Any other happening goes.
        """
        span = self._around.spans.get(event.value or "")
        if span is None or time.value is None or near_in_time(span, time.value, self._around.weight(event.value or "")):
            return event, time
        undated = time.rule.startswith("without a year") and not self._around.published
        if undated and event.value == self._around.topic and years_after(span, time.value):
            return event, NOTHING  # 6月29日 after a paragraph about other years: whose year it is nobody says
        carried = not time.rule.endswith(("in the sentence", "in the clause", "present of the document"))
        if event.rule == NAMED_IN_SENTENCE:
            return event, NOTHING if carried else time
        news = self._around.published is not None and time.value[:4] == self._around.published[:4]
        if news and event.rule == NAMED_IN_PARAGRAPH and years_after(span, time.value):
            return NOTHING, time  # 六四纪念馆: news of the day names what was long over only in passing
        if carried and event.rule == NAMED_IN_PARAGRAPH and years_after(span, time.value):
            return event, Found(span, f"when {event.value} took place")
        return NOTHING, time

    def time_at(self, start: int, end: int, total: bool = False) -> Found:
        """Return when the thing counted at text[start:end] happened (EDTF). total: the figure sums up a whole happening."""
        return self._dating.time_at(start, end, total)

    def place_at(self, offset: int) -> Found:
        """Return the place (canonical name) the words at a text offset are about."""
        return self._around.place_at(offset)


def settle(document: Document, mentions: Mentions, voices: Voices, lexicon: Lexicon) -> Context:
    """Return the context of a document; voices tell which dates are dates of saying."""
    return Context(Surroundings(document, mentions, lexicon), voices)
