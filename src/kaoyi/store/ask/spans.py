"""When things happen: the days of all statements for counting, the statements of one window for reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from kaoyi.model import Event
from kaoyi.store.ask.filters import Cut, Page
from kaoyi.store.tables import claims, documents, events, participants


class Window(Struct, frozen=True):
    """What is looked at: days as text, and what the statements are narrowed to."""

    since: str
    until: str
    kind: str | None = None
    actor: str | None = None
    document: str | None = None
    place: str | None = None


def narrowed(window: Window) -> list[ColumnElement[bool]]:
    """Return the conditions of a window, its days aside."""
    where: list[ColumnElement[bool]] = []
    if window.kind:
        where.append(events.c.kind == window.kind)
    if window.place:
        where.append(events.c.place == window.place)
    if window.actor:
        where.append(events.c.event.in_(select(participants.c.event).where(participants.c.actor == window.actor)))
    if window.document:
        where.append(events.c.document.in_(select(documents.c.document).where(documents.c.name == window.document)))
    return where


def touching(window: Window) -> ColumnElement[bool]:
    """Statements that may lie in a window."""
    begun = and_(events.c.since.is_not(None), events.c.since <= window.until)
    return and_(
        begun, or_(events.c.until >= window.since, and_(events.c.until.is_(None), events.c.since >= window.since))
    )


def days_of(connection: Connection, window: Window, lane: str) -> Iterator[tuple[str, str, str | None]]:
    """Yield (lane, first day, last day or None) of every dated statement; the window's own days do not matter.

    lane: "kind", or "actor" for a row for each who takes part.
    """
    name = participants.c.actor if lane == "actor" else events.c.kind
    query = select(name, events.c.since, events.c.until).where(events.c.since.is_not(None), *narrowed(window))
    if lane == "actor":
        query = query.join(participants, participants.c.event == events.c.event)
    for row in connection.execute(query):
        yield row[0], row[1], row[2]


def on_days(connection: Connection, window: Window, limit: int) -> tuple[Event, ...]:
    """Return the statements of a window whose day is known, in the order of time."""
    where = [events.c.since == events.c.until, events.c.since >= window.since, events.c.since <= window.until]
    query = select(events.c.json).where(*where, *narrowed(window)).order_by(events.c.since, events.c.event)
    rows = connection.execute(query.limit(limit)).scalars()
    return tuple(msgspec.json.decode(row, type=Event) for row in rows)


def told(connection: Connection, window: Window, page: Cut) -> Page[Event]:
    """Return statements of a window: first what begins in it, in the order of time, then what began before."""
    where = [touching(window), *narrowed(window)]
    order = [events.c.since < window.since, events.c.since, events.c.until.is_(None), events.c.until, events.c.event]
    query = select(events.c.json).where(*where).order_by(*order).limit(page.limit).offset(page.offset)
    rows = tuple(msgspec.json.decode(row, type=Event) for row in connection.execute(query).scalars())
    total = connection.execute(select(func.count()).select_from(events).where(*where)).scalar_one()
    return Page(rows, total)


def months(connection: Connection, window: Window) -> list[tuple[str, int]]:
    """Return every month something is told of, with how many statements begin in it; the window's days do not matter."""
    month = func.substr(events.c.since, 1, 7).label("month")
    query = select(month, func.count()).where(events.c.since.is_not(None), *narrowed(window)).group_by("month")
    return [(str(name), count) for name, count in connection.execute(query.order_by("month"))]


class PlaceCount(Struct, frozen=True):
    """A place with the statements told of it in a window, and the largest figure of the measure asked for."""

    name: str
    events: int
    figures: int
    largest: float | None


def places(connection: Connection, since: str | None, until: str | None, measure: str | None) -> tuple[PlaceCount, ...]:
    """Count what is told of every place between two days (None: at any time), most first."""
    counted: dict[str, list[Any]] = {}
    for at, table in enumerate((events, claims)):
        columns: list[ColumnElement[Any]] = [table.c.place, func.count()]
        where: list[ColumnElement[bool]] = [table.c.place.is_not(None)]
        if table is claims:
            columns.append(func.max(func.coalesce(claims.c.low, claims.c.high)))
            if measure:
                where.append(claims.c.measure == measure)
        if since:
            where.append(func.coalesce(table.c.until, table.c.since) >= since)
        if until:
            where.append(table.c.since <= until)
        for row in connection.execute(select(*columns).where(*where).group_by(table.c.place)):
            held = counted.setdefault(str(row[0]), [0, 0, None])
            held[at] = row[1]
            if table is claims:
                held[2] = row[2]
    found = (PlaceCount(name, *held) for name, held in counted.items())
    return tuple(sorted(found, key=lambda one: (-one.events - one.figures, one.name)))
