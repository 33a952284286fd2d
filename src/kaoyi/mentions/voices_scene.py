"""What the readers of voices look at: a document's text with its names, times and light words indexed by place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Final

from kaoyi.mentions.voices_words import SourceWords
from kaoyi.model import Document, Mentions, Name, Time

_CLOSERS: Final = {"）": "（", ")": "("}
_MANNER: Final = 3


class Scene:
    """A document's mentions, indexed for reading its voices."""

    def __init__(self, document: Document, mentions: Mentions, words: SourceWords) -> None:
        text = document.folded
        self.document = document
        self.folded = text
        self.words = words
        self.names = tuple(
            name
            for name in mentions.names
            if name.kind != "person" or text[name.start : name.end] not in words.no_persons
        )
        self.name_starts = [name.start for name in self.names]
        self.name_ends = {name.end: name for name in self.names}
        self.times = tuple(time for time in mentions.times if time.kind in ("date", "interval", "time"))
        self.time_starts = [time.start for time in self.times]
        self.time_ends = {time.end: time for time in self.times}
        self.figure_starts = frozenset(
            quantity.start for quantity in mentions.quantities if quantity.low != 1 or quantity.high != 1
        )

    def name_covering(self, offset: int) -> Name | None:
        """Return the name that holds the character at an offset."""
        index = bisect_right(self.name_starts, offset) - 1
        return self.names[index] if index >= 0 and self.names[index].end > offset else None

    def name_across(self, offset: int) -> Name | None:
        """Return the name that an offset would cut in two."""
        name = self.name_covering(offset)
        return name if name is not None and name.start < offset else None

    def time_from(self, offset: int) -> Time | None:
        """Return the time expression that starts at an offset."""
        index = bisect_left(self.time_starts, offset)
        return self.times[index] if index < len(self.times) and self.time_starts[index] == offset else None

    def last_time_end(self, start: int, end: int) -> int:
        """Return the end of the last time expression that ends inside text[start:end], or start."""
        index = bisect_right(self.time_starts, end) - 1
        while index >= 0 and self.time_starts[index] >= start - 20:
            if start < self.times[index].end <= end:
                return self.times[index].end
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
    # 坦率地, 语重心长地
    return end - _MANNER if last == "地" and end - _MANNER > left and text[end - 2] not in "当本该各外内" else end


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
    text, start = scene.folded, left
    while start < right:
        time = scene.time_from(start)
        if time is not None and time.end <= right:
            start = time.end
            continue
        name = scene.name_covering(start)
        if name is not None and name.kind != "war":
            return start
        if text[start] in " ,，、":
            start += 1
            continue
        if text[start : start + 2] in scene.words.no_light and text[start : start + 2] not in scene.words.adverbs:
            return start
        for length in scene.words.adverb_starts.get(text[start], ()):
            if start + length <= right and text[start : start + length] in scene.words.adverbs:
                break
        else:
            return start
        start += length
    return start
