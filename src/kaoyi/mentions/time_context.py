"""What a reader of a document knows when an expression of time comes: the date just mentioned, the period, the post's date."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from kaoyi.mentions.edtf import write


class Day(NamedTuple):
    """A date of year, month or day precision."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def edtf(self) -> str:
        return write(self.year, self.month, self.day)

    def as_date(self) -> date | None:
        return calendar_day(self.year, self.month, self.day) if self.month and self.day else None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """The day, or None when the calendar has none (2021-02-30)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: Day, unit: str, count: int) -> Day | None:
    """Move a date by so many years, months, weeks or days, keeping its precision."""
    if unit == "Y":
        return day._replace(year=day.year + count) if 0 < day.year + count < 9999 else None
    if unit == "M" and day.month:
        months = day.year * 12 + day.month - 1 + count
        if not 12 <= months < 9999 * 12:
            return None
        year, month = divmod(months, 12)
        return Day(year, month + 1, min(day.day, monthrange(year, month + 1)[1]) if day.day else None)
    whole = day.as_date()
    if unit not in "WD" or whole is None or abs(count) > 10**6:
        return None
    try:
        moved = whole + timedelta(count * (7 if unit == "W" else 1))
    except OverflowError:
        return None
    return Day(moved.year, moved.month, moved.day)


@dataclass(slots=True)
class Anchor:
    """The date just mentioned and where."""

    day: Day
    at: int
    moment: str = ""  # its clock time, "T10:30"


@dataclass(slots=True)
class Context:
    """The state of a walk through one text. ``line`` reads one line against a reference: years stay the reference's."""

    text: str
    reference: datetime | None
    line: bool = False
    narrative: bool = False
    anchor: Anchor | None = None
    fine: Anchor | None = None  # the last date of month or day precision
    topic: Anchor | None = (
        None  # the last date of month or day precision, or a year that heads its sentence: "1952年，"
    )
    lead: tuple[date, date] | None = None  # the days the article says at its head it is about
    vague_at: int = -1000  # where a loose 两年多前 stands: what follows in its sentence has no known year
    period: Day | None = None  # what the section's headings or the article's title date
    days: dict[int, tuple[Day, int]] = field(default_factory=dict)
    dates: dict[tuple[int, int], int] = field(default_factory=dict)  # (month, day) -> the year it had
    fresh: bool = False  # a new section, with no date in it yet

    @property
    def today(self) -> Day | None:
        return Day(self.reference.year, self.reference.month, self.reference.day) if self.reference else None

    def note(self, day: Day, at: int, moment: str = "", topical: bool = False) -> None:
        """Remember a date just mentioned; a topical one heads its sentence."""
        self.anchor = Anchor(day, at, moment)
        if day.month:
            self.fine = self.anchor
        if day.month or topical or self.topic is None:
            self.topic = self.anchor
        self.fresh = False
        if day.day and day.month:
            self.days[day.day] = (day, at)
            self.dates[day.month, day.day] = day.year

    def said(self, edtf: str) -> None:
        """Remember which year a month and day had."""
        if _FULL.match(edtf):
            self.dates[int(edtf[5:7]), int(edtf[8:10])] = int(edtf[:4])

    def same_sentence(self, anchor: Anchor, at: int) -> bool:
        return at - anchor.at < 300 and _SENTENCE_END.search(self.text, anchor.at, at) is None

    def same_paragraph(self, anchor: Anchor, at: int) -> bool:
        return at - anchor.at < 3000 and self.text.find("\n", anchor.at, at) < 0

    def future(self, at: int, end: int) -> bool:
        """Whether the clause says the time is still to come."""
        return bool(_FUTURE.search(self.text, max(0, at - 14), at) or _FUTURE_AFTER.match(self.text, end))

    def so_far(self, at: int) -> bool:
        """Whether the words before count up to this time: 截至周日凌晨 in a text dated Saturday was added on Sunday."""
        return self.text.endswith(_SO_FAR, 0, at)


_SO_FAR: Final = ("截至", "截止", "截至当地", "截至当地时间", "截至本港时间", "迄至")
_FULL: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SENTENCE_END: Final = re.compile("[。！？\n]")
_FUTURE: Final = re.compile(
    "(?:将|定于|预计|预定|计划|拟|即将|有望|打算|可望|截止|须在|需在|最迟|不迟于)[^。，；！？\n]{0,12}$"
)
_FUTURE_AFTER: Final = re.compile("[^。，；！？\n]{0,10}(?:将[^军领士官要校]|预计|拟(?!定)|即将|有望)")
