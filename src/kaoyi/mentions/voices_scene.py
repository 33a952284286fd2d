"""What the readers of voices look at: a document's text with its names, times and light words indexed by place."""

from __future__ import annotations

from typing import Final

from kaoyi.mentions.voices_words import SourceWords
from kaoyi.model import Document, Mentions, Name
from kaoyi.offsets import first_from
from kaoyi.text import clause_ends, places_of

_MORE_MARKS: Final = ",;:!?「“『」”』（）()"
"""Marks that may end a clause, beside those of ``clause_ends``."""
_CLOSERS: Final = {"）": "（", ")": "("}
_GAPS: Final = " ,，、"
_MANNER: Final = 3


class Scene:
    """A document's mentions, indexed for reading its voices.

    folded, text: the document's, folded and as written
    names: with where each begins and ends; name_ends: where a name ends -> the name
    time_from, time_ends: where a time expression begins or ends -> the expression
    marks: where the marks stand that may end a clause
    """

    def __init__(self, document: Document, mentions: Mentions, words: SourceWords) -> None:
        folded = document.folded
        self.document = document
        self.folded: str = folded
        self.text: str = document.text
        self.words = words
        self.names: list[Name] = []
        self.name_ends: dict[int, Name] = {}
        starts: list[int] = []
        stops: list[int] = []
        for name in mentions.names:
            start, end = name.start, name.end
            if name.kind != "person" or folded[start:end] not in words.no_persons:
                self.names.append(name)
                starts.append(start)
                stops.append(end)
                self.name_ends[end] = name
        self.name_starts, self.name_stops = tuple(starts), tuple(stops)
        self.times = [time for time in mentions.times if time.kind in ("date", "interval", "time")]
        self.time_starts = tuple([time.start for time in self.times])
        self.time_from = {time.start: time for time in self.times}
        self.time_ends = {time.end: time for time in self.times}
        self.figure_starts = frozenset(
            [quantity.start for quantity in mentions.quantities if quantity.low != 1 or quantity.high != 1]
        )
        self.marks = tuple(sorted([*clause_ends(folded), *places_of(folded, _MORE_MARKS)]))

    def name_covering(self, offset: int) -> Name | None:
        """Return the name that holds the character at an offset."""
        index = first_from(self.name_starts, offset + 1) - 1
        return self.names[index] if index >= 0 and self.name_stops[index] > offset else None

    def name_across(self, offset: int) -> Name | None:
        """Return the name that an offset would cut in two."""
        index = first_from(self.name_starts, offset) - 1
        return self.names[index] if index >= 0 and self.name_stops[index] > offset else None

    def last_time_end(self, start: int, end: int) -> int:
        """Return the end of the last time expression that ends inside text[start:end], or start."""
        index = first_from(self.time_starts, end + 1) - 1
        while index >= 0 and self.time_starts[index] >= start - 20:
            time_end = self.times[index].end
            if start < time_end <= end:
                return time_end
            index -= 1
        return start


def step_left(scene: Scene, left: int, end: int) -> int:
    """Return where the light word, time, bracket or space that ends at ``end`` begins; ``end`` if there is none."""
    text = scene.folded
    time = scene.time_ends.get(end)
    if time is not None and time.start >= left:
        return time.start
    last = text[end - 1]
    if last in "间许时前后" and end - 1 in scene.time_ends and end - 1 > left:
        return end - 1
    if last in " \u200b":
        return end - 1
    if last in _CLOSERS:
        opened = text.rfind(_CLOSERS[last], left, end)
        return opened if opened >= 0 else end
    for length in scene.words.adverb_ends.get(last, ()):
        if end - length >= left and text[end - length : end] in scene.words.adverbs:
            return end - length
    if last != "地":
        return end
    # 坦率地, 语重心长地
    if text.endswith("性地", left, end) and end - 4 >= left:
        return end - 4  # 系统性地
    return end - _MANNER if end - _MANNER > left and text[end - 2] not in "当本该各外内" else end


def is_light(scene: Scene, left: int, right: int) -> bool:
    """Return whether text[left:right] holds nothing but adverbs, times, brackets and spaces."""
    end = right
    while end > left:
        shorter = step_left(scene, left, end)
        if shorter == end:
            return False
        end = shorter
    return True


def skip_light(scene: Scene, left: int, right: int) -> int:
    """Return where the first word that is not light begins in text[left:right]: after adverbs, times and spaces."""
    text, words, start = scene.folded, scene.words, left
    while start < right:
        time = scene.time_from.get(start)
        if time is not None:
            time_end = time.end
            if time_end <= right:
                start = time_end
                continue
        first = text[start]
        gap, lengths = first in _GAPS, words.adverb_starts.get(first, ())
        if not gap and not lengths:
            return start
        name = scene.name_covering(start)
        if name is not None and name.kind != "war":
            return start
        if gap:
            start += 1
            continue
        two = text[start : start + 2]
        if two in words.no_light and two not in words.adverbs:
            return start
        for length in lengths:
            if start + length <= right and text[start : start + length] in words.adverbs:
                break
        else:
            return start
        start += length
    return start
