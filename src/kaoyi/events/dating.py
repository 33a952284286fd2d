"""When and where an event happened: the sentence's own words first, then what the paragraph has set.

A date of saying (据…2010年6月的报告) belongs to the statement, not to what it states; a date carried over from an earlier
sentence holds only inside its paragraph, where a narrative goes on from it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from kaoyi.model import Block, Document, Leaf, Name, Time

_DATED: Final = frozenset({"date", "interval", "time"})


class Dating(Leaf, frozen=True, gc=False):
    """The time of an event: its EDTF, the expression it rests on if it stands in the sentence, and the rule."""

    edtf: str | None
    mention: Time | None
    rule: str


class Calendar:
    """The resolved times of one document, to be asked for those around a text offset."""

    def __init__(self, document: Document, times: tuple[Time, ...]) -> None:
        self._text = document.folded
        self._times = [t for t in times if t.edtf and t.kind in _DATED and "T" not in t.edtf[:4]]
        self._starts = [t.start for t in self._times]
        self._published = (document.metadata.published or "")[:10] or None

    def between(self, start: int, end: int) -> list[Time]:
        """Return the times that begin in text[start:end]."""
        return self._times[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def of(self, trigger: tuple[int, int], clause: tuple[int, int], sentence: tuple[int, int], block: Block) -> Dating:
        """Return when the event whose word stands at `trigger` happened."""
        own = self.between(*sentence)
        before = [t for t in own if t.end <= trigger[0] and not self._bracketed(t, trigger[0])]
        if before:
            return Dating(_day(before[-1]), before[-1], "time before in the sentence")
        after = [t for t in own if t.start >= trigger[1] and t.start < clause[1]]
        if after:
            return Dating(_day(after[0]), after[0], "time after in the clause")
        index = bisect_right(self._starts, sentence[0]) - 1
        if index >= 0 and self._times[index].start >= block.start:
            return Dating(_day(self._times[index]), None, "time set earlier in the paragraph")
        return Dating(None, None, "")

    def _bracketed(self, time: Time, at: int) -> bool:
        """A date inside brackets that close before the trigger belongs to what the brackets explain."""
        opened = self._text.rfind("（", max(0, time.start - 40), time.start)
        return opened >= 0 and "）" not in self._text[opened : time.start] and "）" in self._text[time.end : at]


def _day(time: Time) -> str | None:
    """An event's time keeps the day; the hour stays with the time expression."""
    edtf = time.edtf or ""
    return edtf.split("T")[0] if "T" in edtf and "/" not in edtf else edtf or None


def place_of(names: list[Name], text: str, trigger: tuple[int, int], takes_place: bool) -> Name | None:
    """Return the place of an event: the place the verb takes (占领平壤), else one after 在/于 in the clause."""
    if takes_place:
        for name in names:
            if name.kind in ("place", "state") and 0 <= name.start - trigger[1] <= 4:
                return name
    for name in names:
        if name.kind in ("place", "state") and text[max(0, name.start - 1) : name.start] in ("在", "于"):
            return name
    return None
