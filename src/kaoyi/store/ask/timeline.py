"""Happenings in time, on the map and among actors: statements of one happening taken together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, select

from kaoyi.model import Event
from kaoyi.store.ask.filters import EVERYTHING, FIRST, MANY, Cut, Filter, Page, cut, tests
from kaoyi.store.ask.statements import event_tests
from kaoyi.store.tables import claims, events, relations


class Happening(Struct, frozen=True):
    """One happening with its statements. time: as the most precise of its statements dates it; times: all they give."""

    id: str
    kind: str
    name: str | None
    time: str | None
    times: tuple[str, ...]
    places: tuple[str, ...]
    actors: tuple[str, ...]
    documents: tuple[str, ...]
    statements: tuple[Event, ...]


class Place(Struct, frozen=True):
    """A place with what is told of it."""

    name: str
    events: int
    claims: int
    first: str | None
    last: str | None


class Edge(Struct, frozen=True):
    """A relation between two actors, with how many statements and documents tell it."""

    subject: str
    relation: str
    object: str
    statements: int
    documents: int
    first: str | None
    last: str | None


def list_happenings(connection: Connection, chosen: Filter = EVERYTHING, page: Cut = FIRST) -> Page[Happening]:
    """Return happenings, with all their statements, in the order of time; those whose time nobody tells come last."""
    where = event_tests(connection, chosen)
    total = connection.execute(select(func.count(events.c.happening.distinct())).where(*where)).scalar_one()
    names = list(_in_time(connection, where, page))
    told: dict[str, list[Event]] = defaultdict(list)
    for at in range(0, len(names), 500):
        query = select(events.c.json).where(events.c.happening.in_(names[at : at + 500]))
        for row in connection.execute(query.order_by(events.c.document, events.c.start, events.c.id)).scalars():
            event = msgspec.json.decode(row, type=Event)
            told[event.happening or ""].append(event)
    return Page(tuple(_happening(name, told[name]) for name in names), total)


def _in_time(connection: Connection, where: Sequence[ColumnElement[bool]], page: Cut) -> Iterator[str]:
    """Yield the ids of a page of happenings. Statements stream in the order of an index; each happening counts once."""
    seen: set[str] = set()
    for dated in (events.c.since.is_not(None), events.c.since.is_(None)):
        query = select(events.c.happening).where(dated, *where)
        query = query.order_by(events.c.since, events.c.until.nulls_first(), events.c.happening)
        with connection.execute(query.execution_options(yield_per=1000)) as rows:
            for name in rows.scalars():
                if name in seen:
                    continue
                seen.add(name)
                if len(seen) > page.offset:
                    yield name
                if page.limit and len(seen) == page.offset + page.limit:
                    return


def _happening(name: str, told: Sequence[Event]) -> Happening:
    times = Counter(event.time for event in told if event.time)
    time = min(times, key=lambda edtf: (-len(edtf.split("/", maxsplit=1)[0]), -times[edtf], edtf), default=None)
    actors = Counter(one.actor for event in told for one in event.participants if one.actor)
    places = Counter(event.place for event in told if event.place)
    called = Counter(event.name for event in told if event.name)
    return Happening(
        name, told[0].kind, _first(called), time, tuple(sorted(times)), _by_count(places), _by_count(actors),
        tuple(sorted({event.document for event in told})), tuple(told),
    )  # fmt: skip


def _by_count(counted: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(counted, key=lambda name: (-counted[name], name)))


def _first(counted: Counter[str]) -> str | None:
    return next(iter(_by_count(counted)), None)


def list_places(connection: Connection, chosen: Filter = EVERYTHING) -> tuple[Place, ...]:
    """Return places with the events and claims told of them, those with most first."""
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    spans: dict[str, list[str]] = defaultdict(list)
    for at, table in enumerate((events, claims)):
        where = tests(connection, table, msgspec.structs.replace(chosen, subject=None, event=None), ())
        query = (
            select(table.c.place, func.count().label("told"), func.min(table.c.since), func.max(table.c.until))
            .where(table.c.place.is_not(None), *where)
            .group_by(table.c.place)
        )
        for name, told, first, last in connection.execute(query):
            counted[name][at] = told
            spans[name] += [day for day in (first, last) if day]
    found = [
        Place(name, told[0], told[1], min(spans[name], default=None), max(spans[name], default=None))
        for name, told in counted.items()
    ]
    return tuple(sorted(found, key=lambda place: (-place.events - place.claims, place.name)))


def list_edges(connection: Connection, chosen: Filter = EVERYTHING, page: Cut = MANY) -> Page[Edge]:
    """Return relations between actors, each pair and kind once, the most often told first."""
    where = tests(connection, relations, chosen, ())
    told = func.count().label("told")
    query = (
        select(
            relations.c.subject, relations.c.kind, relations.c.object, told, func.count(relations.c.document.distinct()),
            func.min(relations.c.since), func.max(relations.c.until),
        )
        .where(*where)
        .group_by(relations.c.subject, relations.c.kind, relations.c.object)
        .order_by(told.desc(), relations.c.subject, relations.c.kind, relations.c.object)
    )  # fmt: skip
    rows, total = cut(connection, query, page)
    return Page(tuple(Edge(*row) for row in rows), total)
