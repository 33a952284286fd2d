"""What the record knows of one name: as an actor, as a source, as a happening."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Select, distinct, func, select

from kaoyi.model import Claim, Dispute, Event
from kaoyi.store.ask.names import Citing
from kaoyi.store.ask.timeline import Edge
from kaoyi.store.tables import (
    appearances,
    attributions,
    claims,
    disputed,
    disputes,
    documents,
    events,
    participants,
    relations,
)


class Named(Struct, frozen=True):
    """How often a name stands in the documents. members: names of what belongs to it, the most often named first."""

    kind: str
    times: int
    documents: tuple[tuple[str, str, int], ...]
    members: tuple[tuple[str, int], ...]


def named(connection: Connection, name: str) -> Named:
    """Return how often a name is met, in which documents (name, title, times), and what belongs to it."""
    query = (
        select(documents.c.name, documents.c.title, appearances.c.times, appearances.c.kind)
        .join(documents, appearances.c.document == documents.c.document)
        .where(appearances.c.name == name)
        .order_by(appearances.c.times.desc(), documents.c.name)
    )
    rows = connection.execute(query).all()
    kinds: dict[str, int] = {}
    for row in rows:
        kinds[row.kind] = kinds.get(row.kind, 0) + row.times
    times = func.sum(appearances.c.times)
    below = (
        select(appearances.c.name, times)
        .where(appearances.c.owner == name)
        .group_by(appearances.c.name)
        .order_by(times.desc(), appearances.c.name)
        .limit(30)
    )
    members = tuple((str(one), int(count)) for one, count in connection.execute(below))
    kind = max(sorted(kinds), key=lambda one: kinds[one], default="")
    return Named(kind, sum(kinds.values()), tuple((r.name, r.title or r.name, r.times) for r in rows), members)


def claims_of(connection: Connection, limit: int, **fields: str) -> tuple[tuple[Claim, ...], int]:
    """Return the earliest claims with these exact fields (subject, event), and how many there are."""
    where = [claims.c[field] == value for field, value in fields.items()]
    total = connection.execute(select(func.count()).select_from(claims).where(*where)).scalar_one()
    query = select(claims.c.json).where(*where).order_by(claims.c.since.is_(None), claims.c.since, claims.c.claim)
    return _decoded(connection, query.limit(limit), Claim), total


def disputes_of(connection: Connection, limit: int, **fields: str) -> tuple[Dispute, ...]:
    """Return the disputes with these exact fields (subject, event) that most deserve a look."""
    where = [disputes.c[field] == value for field, value in fields.items()]
    query = select(disputes.c.json).where(disputes.c.kind != "agreement", *where)
    return _decoded(connection, query.order_by(disputes.c.attention.desc(), disputes.c.id).limit(limit), Dispute)


def events_of_actor(connection: Connection, name: str, limit: int) -> tuple[Event, ...]:
    """Return the event statements an actor takes part in, the earliest first."""
    taking = select(participants.c.event).where(participants.c.actor == name)
    query = select(events.c.json).where(events.c.event.in_(taking))
    return _decoded(
        connection, query.order_by(events.c.since.is_(None), events.c.since, events.c.event).limit(limit), Event
    )


def events_of_name(connection: Connection, name: str, limit: int) -> tuple[Event, ...]:
    """Return the statements of a named happening and of what is part of it, the earliest first."""
    own = select(events.c.event).where(events.c.name == name)
    below = select(events.c.event).where(events.c.parent == name)
    query = select(events.c.json).where(events.c.event.in_(own.union(below)))
    return _decoded(
        connection, query.order_by(events.c.since.is_(None), events.c.since, events.c.event).limit(limit), Event
    )


def events_of_happening(connection: Connection, happening: str) -> tuple[Event, ...]:
    """Return the statements of one happening, in the order of their documents."""
    query = select(events.c.json).where(events.c.happening == happening).order_by(events.c.document, events.c.start)
    return _decoded(connection, query, Event)


def edges_of(connection: Connection, name: str, limit: int) -> tuple[Edge, ...]:
    """Return the relations a name stands in, on either side, the most often told first."""
    told = func.count().label("told")
    columns = (relations.c.subject, relations.c.kind, relations.c.object)
    query = (
        select(*columns, told, func.count(distinct(relations.c.document)), func.min(relations.c.since), func.max(relations.c.until))
        .where((relations.c.subject == name) | (relations.c.object == name))
        .group_by(*columns)
        .order_by(told.desc(), *columns)
        .limit(limit)
    )  # fmt: skip
    return tuple(Edge(*row) for row in connection.execute(query))


class Speaking(Struct, frozen=True):
    """How a source speaks: claims with it in the chain, and those it is nearest to; whom it passes on, who passes it on."""

    claims: int
    first_hand: int
    documents: int
    cites: tuple[Citing, ...]
    cited_by: tuple[Citing, ...]


def speaking(connection: Connection, name: str) -> Speaking:
    """Return how a source speaks in the record."""
    own = (attributions.c.statement == "claim") & (attributions.c.name == name)
    counted = select(
        func.count(distinct(attributions.c.number)), func.count().filter(attributions.c.position == 0),
        func.count(distinct(attributions.c.document)),
    ).where(own)  # fmt: skip
    row = connection.execute(counted).one()
    cites = tuple(Citing(name, other, count) for other, count in _beside(connection, name, -1))
    cited = tuple(Citing(other, name, count) for other, count in _beside(connection, name, 1))
    return Speaking(row[0], int(row[1] or 0), row[2], cites, cited)


def _beside(connection: Connection, name: str, step: int) -> list[tuple[str, int]]:
    """Names one step nearer to the fact (-1) or further from it (+1) than this one, with how often."""
    here, there = attributions.alias("here"), attributions.alias("there")
    together = (
        (here.c.document == there.c.document)
        & (here.c.statement == there.c.statement)
        & (here.c.number == there.c.number)
        & (there.c.position == here.c.position + step)
    )
    count = func.count().label("count")
    query = (
        select(there.c.name, count)
        .select_from(here.join(there, together))
        .where(here.c.name == name, here.c.statement == "claim", there.c.name != name)
        .group_by(there.c.name)
        .order_by(count.desc(), there.c.name)
        .limit(20)
    )
    return [(str(other), int(count)) for other, count in connection.execute(query)]


def _said_by(name: str) -> Select[Any]:
    return select(attributions.c.number).where(
        attributions.c.statement == "claim", attributions.c.name == name, attributions.c.position == 0
    )


def alone_in_saying(connection: Connection, name: str, limit: int) -> tuple[Claim, ...]:
    """Return the claims of a source that nobody else has anything to compare with, the largest first."""
    others = claims.alias("others")
    somebody = (
        select(others.c.claim)
        .where(others.c.compared == claims.c.compared, others.c.speaker.is_distinct_from(claims.c.speaker))
        .exists()
    )
    query = (
        select(claims.c.json)
        .where(claims.c.claim.in_(_said_by(name)), claims.c.compared.is_not(None), ~somebody)
        .order_by(claims.c.high.desc().nulls_last(), claims.c.claim)
        .limit(limit)
    )
    return _decoded(connection, query, Claim)


def disputes_with(connection: Connection, name: str, limit: int) -> tuple[Dispute, ...]:
    """Return the disputes in which a source speaks, those that most deserve a look first."""
    said = select(claims.c.id).where(claims.c.claim.in_(_said_by(name)))
    spoken = select(disputed.c.dispute).where(disputed.c.claim.in_(said))
    query = select(disputes.c.json).where(disputes.c.dispute.in_(spoken), disputes.c.kind != "agreement")
    return _decoded(connection, query.order_by(disputes.c.attention.desc(), disputes.c.id).limit(limit), Dispute)


def _decoded(connection: Connection, query: Select[Any], kind: Any) -> tuple[Any, ...]:
    return tuple(msgspec.json.decode(row, type=kind) for row in connection.execute(query).scalars())
