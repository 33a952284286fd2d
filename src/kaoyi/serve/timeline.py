"""The timeline: lanes of what happened, counted by the server for the stretch of time that is looked at.

Days that are known stand as bars on their day; months, years and stretches lie below as bars that fade at their ends.
Nothing is loaded one by one until a window is a few days wide, so a record of any size draws in the same time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from math import sqrt

from fastapi import Request
from msgspec import Struct, structs
from sqlalchemy import Connection

from kaoyi.mentions import edtf
from kaoyi.model import Event
from kaoyi.serve import statements, strip
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.columns import OPEN, Columns, Stretch
from kaoyi.serve.narrow import pager, whole
from kaoyi.serve.plot import time_ticks
from kaoyi.serve.wording import wording
from kaoyi.store.ask import Cut, spans

LANES, SHOWN, BINS = 10, 30, 150
CLOSE = 4.0
"""Days a window may have for its happenings to stand at their hour."""
TALL, FADED = 30, 40
"""Pixels of the tallest bar; uncertain stretches shown in one lane."""


class Mark(Struct, frozen=True):
    """A bar of a lane. left, width: percentages; top, height: pixels; certain: the day is known; since, until: to zoom."""

    left: str
    width: str
    top: int
    height: int
    certain: bool
    since: str
    until: str
    statements: int
    words: str = ""


class Lane(Struct, frozen=True):
    """What one kind of happening, or one actor, has in the window."""

    name: str
    marks: tuple[Mark, ...]


class Timeline(Struct, frozen=True):
    """The timeline of one window. first, span: its beginning and width in days, for the script that zooms it."""

    heading: str
    since: str
    until: str
    first: float
    span: float
    lane: str
    asked: dict[str, str]
    lanes: tuple[Lane, ...]
    ticks: tuple[tuple[str, str], ...]
    strip: strip.Strip
    window: tuple[str, str]
    steps: dict[str, tuple[str, str]]
    events: tuple[statements.EventLine, ...]
    total: int
    previous: str
    next: str


class Extent(Struct, frozen=True):
    """A stretch of time as days counted from year 1, with a fraction for the hour."""

    first: float
    last: float

    @property
    def span(self) -> float:
        """How many days it is wide."""
        return self.last - self.first

    def at(self, day: float) -> float:
        """Where a day lies, as a percentage."""
        return 100 * (day - self.first) / self.span

    def days(self) -> tuple[str, str]:
        """Its first and last day as text."""
        return _day(self.first), _day(max(self.first, self.last - 1e-6))


class Seen(Struct, frozen=True):
    """What is looked at: the window, what its lanes are, and its days as numbers."""

    window: spans.Window
    lane: str
    extent: Extent


def add(pages: Pages) -> None:
    """Add the page of this module."""

    def timeline(request: Request) -> Timeline:
        given = {key: value for key, value in request.query_params.items() if value and key in FIELDS}
        language = look_of(request).language
        with pages.settings.engine.connect() as connection:
            key = ("timeline", language, tuple(sorted(given.items())))
            page = pages.kept.get(connection, key, lambda held: _page(pages, held, given, language))
        before, after = pager(request, whole(given.get("offset")), SHOWN, page.total)
        return _paged(page, before, after)

    pages.add("/timeline", "timeline.html", timeline, FIELDS)


FIELDS = ("since", "until", "lane", "kind", "actor", "document", "place", "offset")


def _paged(page: Timeline, before: str, after: str) -> Timeline:
    return structs.replace(page, previous=before, next=after)


def _page(pages: Pages, connection: Connection, given: dict[str, str], language: str) -> Timeline:
    words = wording(language)
    lane = "actor" if given.get("lane") == "actor" else "kind"
    narrow = {field: given.get(field) for field in ("kind", "actor", "document", "place")}
    everything = spans.Window("", "", **narrow)
    whole_span = strip_of(pages, connection, everything)
    extent = extent_of(given.get("since"), given.get("until"), whole_span)
    since, until = extent.days()
    window = spans.Window(since, until, **narrow)
    key = ("columns", lane, tuple(narrow.values()))
    held = pages.kept.get(connection, key, lambda open_: Columns(spans.days_of(open_, everything, lane)))
    events = spans.told(connection, window, Cut(SHOWN, whole(given.get("offset"))))
    steps = {"in": (0.25, 0.75), "out": (-0.5, 1.5), "earlier": (-0.5, 0.5), "later": (0.5, 1.5)}
    return Timeline(
        words["timeline"], _text(extent.first), _until(extent.last), extent.first, extent.span, lane, given,
        tuple(lanes_of(connection, held, Seen(window, lane, extent))), ticks_of(extent), whole_span,
        _window_on(whole_span, extent), {name: _step(extent, *parts) for name, parts in steps.items()},
        statements.event_lines(events.rows), events.total, "", "",
    )  # fmt: skip


def strip_of(pages: Pages, connection: Connection, window: spans.Window) -> strip.Strip:
    """Return the strip of all that a window is narrowed to, made once for each state of the record."""
    key = ("strip", window.kind, window.actor, window.document, window.place)
    return pages.kept.get(connection, key, lambda held: strip.of_months(spans.months(held, window)))


def extent_of(since: str | None, until: str | None, known: strip.Strip) -> Extent:
    """Return the window asked for: EDTF dates or moments; what is not given, or no date, is that of the whole record."""
    first = _moment(since or known.since, False)
    last = _moment(until or known.until, True)
    if first is None:
        first = _moment(known.since, False)
    if last is None:
        last = _moment(known.until, True)
    if first is None or last is None:
        return Extent(1.0, 2.0)
    return Extent(min(first, last), max(last, min(first, last) + 1 / 24))


def _moment(words: str | None, end: bool) -> float | None:
    days = edtf.bounds(words)
    if words is None or days is None:
        return None
    clock = edtf.moment(words) if "T" in words and "/" not in words else None
    if clock is not None:
        return clock.toordinal() + (clock.hour * 60 + clock.minute) / 1440
    day = days.last if end else days.first
    return None if day is None else float(day.toordinal() + end)


def lanes_of(connection: Connection, held: Columns, seen: Seen) -> Iterable[Lane]:
    """Yield the lanes of a window, those with most in them first."""
    extent = seen.extent
    since, until = int(extent.first), max(int(extent.first), int(extent.last - 1e-6))
    names = held.busiest(since, until, LANES)
    marks: dict[str, list[Mark]] = defaultdict(list)
    if extent.span <= CLOSE:
        for name, mark in _close(connection, seen):
            marks[name].append(mark)
    else:
        bins = list(held.certain(since, until, names, max(1, round(extent.span / BINS))))
        tallest = max((one.statements for one in bins), default=1)
        for one in bins:
            height = max(4, round(TALL * sqrt(one.statements / tallest)))
            marks[one.lane].append(_mark(extent, one, (TALL - height, height), True))
    faded: dict[str, list[Stretch]] = defaultdict(list)
    for one in held.uncertain(since, until, names):
        faded[one.lane].append(one)
    for name in names:
        fading = sorted(faded[name], key=lambda one: (-one.statements, one.first, one.after))[:FADED]
        yield Lane(name, (*(_fading(one, extent) for one in fading), *marks[name]))


def _fading(one: Stretch, extent: Extent) -> Mark:
    if one.after == OPEN:
        one = structs.replace(one, after=int(one.first + extent.span / 25 + 1))
    days = one.after - one.first
    row = 0 if days <= 31 else 1 if days <= 366 else 2
    return _mark(extent, one, (TALL + 2 + 5 * row, 4), False)


def _mark(extent: Extent, one: Stretch, place: tuple[int, int], certain: bool) -> Mark:
    return _drawn(extent, (float(one.first), float(one.after)), place, (certain, one.statements, ""))


def _drawn(extent: Extent, days: tuple[float, float], place: tuple[int, int], told: tuple[bool, int, str]) -> Mark:
    left, right = max(-5.0, extent.at(days[0])), min(105.0, extent.at(days[1]))
    certain, count, words = told
    return Mark(
        f"{left:.2f}%", f"{max(0.3, right - left):.2f}%", *place, certain, _text(days[0]), _until(days[1]), count,
        words,
    )  # fmt: skip


def _close(connection: Connection, seen: Seen) -> Iterable[tuple[str, Mark]]:
    """Happenings of a few days one by one, at their hour where it is told."""
    for event in spans.on_days(connection, seen.window, 600):
        clock = edtf.moment(event.time)
        if clock is None or edtf.granularity(event.time) not in ("day", "moment"):
            continue
        first = clock.toordinal() + (clock.hour * 60 + clock.minute) / 1440
        last = first + (1 / 24 if "T" in (event.time or "") else 1)
        words = statements.quote_of(event).figure
        for name in _lanes_of(event, seen.lane):
            yield name, _drawn(seen.extent, (first, last), (TALL - 12, 12), (True, 1, words))


def _lanes_of(event: Event, lane: str) -> Iterable[str]:
    return [event.kind] if lane == "kind" else dict.fromkeys(one.actor for one in event.participants if one.actor)


def ticks_of(extent: Extent) -> tuple[tuple[str, str], ...]:
    """Return the ticks of a window: years, months, days or hours."""
    if extent.span > CLOSE:
        found = [(float(day.toordinal()), label) for day, label in time_ticks(int(extent.first), int(extent.last), 8)]
    else:
        step = next(hours for hours in (1, 2, 3, 6, 12) if extent.span * 24 / hours <= 10)
        begin = int(extent.first * 24 // step + 1) * step
        found = []
        for hour in range(begin, int(extent.last * 24) + 1, step):
            moment = datetime.fromordinal(hour // 24) + timedelta(hours=hour % 24)
            found.append((hour / 24, f"{moment:%m-%d}" if moment.hour == 0 else f"{moment:%H:%M}"))
    return tuple((f"{extent.at(day):.2f}%", label) for day, label in found)


def _window_on(known: strip.Strip, extent: Extent) -> tuple[str, str]:
    """Where the window lies on the strip of the whole record: left and width as percentages."""
    first, last = _moment(known.since, False), _moment(known.until, True)
    if first is None or last is None:
        return "0%", "100%"
    around = Extent(first, last)
    left, right = max(0.0, around.at(extent.first)), min(100.0, around.at(extent.last))
    return f"{left:.2f}%", f"{max(0.4, right - left):.2f}%"


def _step(extent: Extent, left: float, right: float) -> tuple[str, str]:
    first, last = extent.first + left * extent.span, extent.first + right * extent.span
    if last - first < 1 / 12:
        first, last = extent.first, extent.last
    if last - first > 2:
        first, last = float(int(first)), float(int(last + 0.5))
    return _text(max(1.0, first)), _until(min(last, 3652059.0))


def _day(day: float) -> str:
    return date.fromordinal(min(max(1, int(day)), date.max.toordinal())).isoformat()


def _text(day: float) -> str:
    """A moment as text: the day alone for midnight."""
    minutes = round((day - int(day)) * 1440)
    if minutes in (0, 1440):
        return _day(day + (minutes == 1440))
    return f"{_day(day)}T{minutes // 60:02d}:{minutes % 60:02d}"


def _until(day: float) -> str:
    """The end of a stretch as text: the last day itself where it ends at midnight."""
    return _text(day - 1) if abs(day - round(day)) < 1e-6 else _text(day)
