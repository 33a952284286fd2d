"""When and where an event happened: the sentence's own words first, then what the paragraph has set.

A date of saying (据…2010年6月的报告) belongs to the statement, not to what it states; a date carried over from an earlier
sentence holds only inside its paragraph, where a narrative goes on from it.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kaoyi.model import Document, Leaf, Name, Time
from kaoyi.offsets import first_from

SENTENCE_MARKS: Final = "。！？\n"
_DATED: Final = frozenset({"date", "interval", "time"})
# Kinds whose words speak of something: a date behind them belongs to that, not to them (宣布7月1日停火, 下令20日前撤离).
_SPEAKING: Final = frozenset({"statement", "order"})
# Kinds that are told of customs and states as often as of a day.
_TIMELESS: Final = frozenset({"order", "vote", "founding", "sanction", "aid"})
# Words right before a date that is not when anything here happened: 针对2014年的集会, 比2016年的选举低, 因去年的示威.
_ASIDE: Final = re.compile(
    r"(?:针对|有关|关于|涉及?|[就因较比]|因为|由于|相比|不同于|有别于|类似|如同|纪念|参照|适用于|参与|参加|出席|涉嫌)$"
)
_ASIDE_ENDS: Final = frozenset("对关于涉及就因较比为似同念照与加席嫌\n")  # what it ends in, seen at a glance
# What a date is part of right before: 1945年式步枪, 2000年或更早的装备.
_MODEL: Final = re.compile(r"式|型|款|版|或更[早晚]")
_SINCE: Final = re.compile(r"[^，。；：！？]{2,14}?以来")
# A story that has moved on to a later, unnamed time.
_LATER: Final = re.compile(r"后来|日后|多年[之以]?后|数年[之以]?后|战后|事后|如今|时至今日|至今|现时|目前|近年")
# How a paragraph begins that goes on with the day of the one before.
_GOES_ON: Final = re.compile(
    r"\s*(?:(?:随后|接着|不久|与此同时|同时|此时|这时|当时|当晚|当夜|晚间|晚上|入夜|傍晚|清晨|早晨|上午|中午|正午|下午|午后|黄昏|深夜|拂晓|黎明|凌晨|稍后|紧接着|另一方面|其间|期间|战斗中|撤退中|至此)|(?:在此|此次|这次)(?:期间|战斗|袭击|事件|事故))"
)
# Words that put a happening before or beside the day a report is about.
_BESIDE: Final = re.compile(
    r"曾|早前|此前|先前|之前|过去|以往|历来|多次|一直|经常|往年|每[年月周日次]|目前|现时|近年|当年|当时|原本|长期|多年|去年|一向|年前"
)
_OWN: Final = 2  # a date so near before a word is its own whatever stands before the date: 参加8月31日的游行
_SAME_DAY: Final = "天日晚夜晨午"  # 攻势的第三天（12月27日）: the bracket says the day again
# A report from a court tells of other days than its own.
_COURT: Final = re.compile(r"作供|供称|案情|控方|辩方|作证|忆述|庭上|审讯|聆讯")
_STORY_BLOCKS: Final = 14  # a report keeps to its day for about so many paragraphs
_SOME_DAYS: Final = 5
_MONTH: Final = re.compile(r"\d{4}-\d\d")
_SLOTS: Final = re.compile(r"\d{4}-\d\d-\d\d")


# Kinds that a narrative tells without saying who: 山坡上响起枪声，两辆坦克被击毁. The day of an earlier sentence says
# nothing of words that nobody has spoken.
_BLOWS: Final = frozenset(
    {"attack", "battle", "bombing", "accident", "disaster", "massacre", "death", "landing", "crossing", "advance"}
    | {"withdrawal", "capture_of_place", "deployment", "order"}
)


class Dating(Leaf, frozen=True, gc=False):
    """The time of an event: its EDTF, the expression it rests on if it stands in the sentence, and the rule."""

    edtf: str | None
    mention: Time | None
    rule: str

    def carries(self, kind: str, by_somebody: bool, in_a_history: bool) -> bool:
        """Whether a date carried over from an earlier sentence may stand for an event of a kind; any other date may.

        A year of an earlier sentence is the time of too much to be that of what follows; a month is in a history,
        whose sentences keep to their order.
        """
        if self.mention is not None or self.edtf is None:
            return True
        if _few_days(self.edtf):
            return by_somebody or kind in _BLOWS
        return by_somebody and in_a_history and _MONTH.fullmatch(self.edtf) is not None


def _few_days(edtf: str) -> bool:
    """Whether a date is a day or some days on end.

    >>> _few_days("1951-02-13"), _few_days("1951-02-13/1951-02-15"), _few_days("1951-02"), _few_days("1951-02-01/1951-02-10")
    (True, True, False, False)
    """
    first, _, last = edtf.replace("~", "").partition("/")
    if not _SLOTS.fullmatch(first):
        return False
    if not _SLOTS.fullmatch(last):
        return not last
    return (date.fromisoformat(last) - date.fromisoformat(first)).days <= _SOME_DAYS


_UNDATED: Final = Dating(None, None, "")
_STORY: Final = "the one day the report is about"


class Calendar:
    """The resolved times of one document, to be asked for those around a text offset."""

    def __init__(self, document: Document, times: tuple[Time, ...]) -> None:
        self._text = document.folded
        self._blocks = document.blocks
        self._times = [t for t in times if t.edtf and t.kind in _DATED and "T" not in t.edtf[:4]]
        self._starts = tuple([t.start for t in self._times])
        self._ends = tuple([t.end for t in self._times])
        self._carried: dict[int, Dating] = {}
        self._story: list[str | None] | None = None
        self._published = (document.metadata.published or "")[:10] or None

    def dated_from(self, number: int) -> int:
        """Return the offset from which on happenings of a block may be dated: no sentence before it has or inherits a date."""
        block, starts = self._blocks[number], self._starts
        begin, end = block.start, block.end
        first = first_from(starts, begin)
        opened = end
        if first < len(starts) and starts[first] < end:
            opened = begin
            for mark in SENTENCE_MARKS:
                opened = max(opened, self._text.rfind(mark, opened, starts[first]) + 1)
        brings = opened > begin and block.kind == "paragraph" and self._brought(number).edtf is not None
        return begin if brings else opened

    def of(
        self, trigger: tuple[int, int], clause: tuple[int, int], sentence: tuple[int, int], number: int, kind: str
    ) -> Dating:
        """Return when the event whose word stands at `trigger` happened. number: that of its block."""
        block, starts = self._blocks[number], self._starts
        low, high = first_from(starts, sentence[0]), first_from(starts, sentence[1])
        for index in range(high - 1, low - 1, -1):
            if self._ends[index] <= trigger[0]:
                time = self._times[index]
                if not self._bracketed(time, trigger[0]) and not self._aside(time, trigger[0]):
                    return Dating(None if self._to_come(time) else _day(time), time, "time before in the sentence")
        if kind not in _SPEAKING:
            for index in range(low, high):
                if trigger[1] <= starts[index] < clause[1] and not self._aside(self._times[index]):
                    if self._to_come(self._times[index]):
                        break
                    return Dating(_day(self._times[index]), self._times[index], "time after in the clause")
        earlier = self._narrative(block.start, sentence[0])
        if earlier is not None:
            later = _LATER.search(self._text, earlier.end, trigger[0])
            return _UNDATED if later else Dating(_day(earlier), None, "time set earlier in the paragraph")
        if block.kind != "paragraph" or kind in _TIMELESS or (low > 0 and starts[low - 1] >= block.start):
            return _UNDATED
        brought = self._brought(number)
        beside = brought.rule == _STORY and _BESIDE.search(self._text, clause[0], clause[1])
        return _UNDATED if beside else brought

    def _narrative(self, start: int, end: int) -> Time | None:
        """The last time in text[start:end] a narrative can go on from."""
        for index in range(first_from(self._starts, end) - 1, -1, -1):
            if self._starts[index] < start:
                return None
            time = self._times[index]
            if not self._aside(time) and not self._to_come(time) and not (time.edtf or "").endswith("/.."):
                return time
        return None

    def _brought(self, number: int) -> Dating:
        """The time that a paragraph which has set none brings along; the same for all its words."""
        if number not in self._carried:
            before = self._gone_on_with(number)
            if before is not None:
                rule = "time set in the paragraph this one goes on from"
                self._carried[number] = Dating(_day(before), None, rule)
            else:
                self._carried[number] = Dating(self._story_day(number), None, _STORY)
        return self._carried[number]

    def _gone_on_with(self, number: int) -> Time | None:
        """The last time of the paragraph before, where this one says that it goes on from it (晚间, 与此同时)."""
        for _ in range(3):
            block = self._blocks[number]
            if number == 0 or not _GOES_ON.match(self._text, block.start, block.end):
                return None
            number -= 1
            before = self._blocks[number]
            if before.kind != "paragraph" or before.path != block.path:
                return None
            if (time := self._narrative(before.start, before.end)) is not None:
                return time
        return None

    def _story_day(self, number: int) -> str | None:
        """The day of a report that has named one day so far, that of its date line or the one before."""
        if self._story is None:
            self._story = self._story_days()
        day = self._story[number] if number < len(self._story) else None
        return day if day is None or not _COURT.search(self._text, 0, self._blocks[number].end) else None

    def _story_days(self) -> list[str | None]:
        """For each of the first blocks the one day that the paragraphs before it name; none once they name another."""
        found: list[str | None] = []
        if self._published is None or not _SLOTS.fullmatch(self._published):
            return found
        day: str | None = None
        index, count = 0, len(self._times)
        for block in self._blocks[: _STORY_BLOCKS + 1]:
            found.append(day)
            start, end = block.start, block.end
            while index < count and self._starts[index] < end:
                if self._starts[index] >= start and block.kind == "paragraph":
                    told = _day(self._times[index])
                    if told != day and (day is not None or not self._is_news(told)):
                        return found
                    day = told
                index += 1
        return found

    def _is_news(self, day: str | None) -> bool:
        """Whether a day is that of a report's date line or the one before."""
        if day is None or self._published is None or not _SLOTS.fullmatch(day):
            return False
        return 0 <= (date.fromisoformat(self._published) - date.fromisoformat(day)).days <= 1

    def _to_come(self, time: Time) -> bool:
        """Whether a time begins after the text was published: nothing has happened then yet."""
        return self._published is not None and (time.edtf or "")[:10] > self._published

    def _aside(self, time: Time, at: int = -1) -> bool:
        """Whether a date only tells which happening another one has to do with, or since when something lasts.

        at: where the event word stands; a date right before it is its own.
        """
        text, start, end = self._text, time.start, time.end
        may_be = not 0 <= at - end <= _OWN and text[start - 1 : start] in _ASIDE_ENDS
        if (may_be and _ASIDE.search(text, max(0, start - 4), start)) or _MODEL.match(text, end):
            return True
        return text.find("以来", end, end + 16) >= 0 and _SINCE.match(text, end) is not None

    def _bracketed(self, time: Time, at: int) -> bool:
        """A date inside brackets that close before the trigger belongs to what the brackets explain."""
        opened = self._text.rfind("（", max(0, time.start - 40), time.start)
        if opened < 0 or "）" in self._text[opened : time.start] or "）" not in self._text[time.end : at]:
            return False
        return self._text[opened - 1] not in _SAME_DAY


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
