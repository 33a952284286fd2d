"""Actors and sources: what is named in the documents, and who says things in them."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, func, select

from kaoyi.store.ask.filters import EVERYTHING, FIRST, MANY, Cut, Filter, Page, cut, names_like
from kaoyi.store.tables import appearances, attributions, claims, documents


class Actor(Struct, frozen=True):
    """A named thing: how often and in how many documents it is named, and how many claims count it or its own."""

    id: str | None
    name: str
    kind: str
    owner: str | None
    times: int
    documents: int
    claims: int


class Source(Struct, frozen=True):
    """Who says things: in how many claims it stands anywhere in the chain, in how many it is nearest to the fact."""

    name: str
    claims: int
    first_hand: int
    documents: int


class Citing(Struct, frozen=True):
    """How often one source passes on what another says."""

    source: str
    cites: str
    claims: int


PLACES = ("place",)


def list_actors(connection: Connection, chosen: Filter = EVERYTHING, page: Cut = FIRST) -> Page[Actor]:
    """Return named things, the most often named first; ``kind`` narrows, ``subject`` finds by name."""
    where = [] if chosen.kind is None else [appearances.c.kind == chosen.kind]
    if chosen.subject is not None:
        where.append(appearances.c.name.in_(names_like(connection, appearances.c.name, chosen.subject, chosen.aliases)))
    if chosen.document is not None:
        within = select(documents.c.document).where(documents.c.name == chosen.document)
        where.append(appearances.c.document.in_(within))
    times = func.sum(appearances.c.times).label("times")
    columns = [
        func.max(appearances.c.actor).label("actor"), appearances.c.name, appearances.c.kind,
        func.max(appearances.c.owner).label("owner"), times, func.count().label("seen"),
    ]  # fmt: skip
    query = select(*columns).where(*where).group_by(appearances.c.name, appearances.c.kind)
    rows, total = cut(connection, query.order_by(times.desc(), appearances.c.name, appearances.c.kind), page)
    counted = _claims_about(connection, [row.name for row in rows])
    found = [
        Actor(row.actor, row.name, row.kind, row.owner, row.times, row.seen, counted.get(row.name, 0)) for row in rows
    ]
    return Page(tuple(found), total)


def _claims_about(connection: Connection, names: list[str]) -> dict[str, int]:
    counted: dict[str, int] = {}
    for at in range(0, len(names), 500):
        some = names[at : at + 500]
        query = select(claims.c.subject, func.count()).where(claims.c.subject.in_(some)).group_by(claims.c.subject)
        counted.update((row[0], row[1]) for row in connection.execute(query))
    return counted


def list_sources(connection: Connection, chosen: Filter = EVERYTHING, page: Cut = FIRST) -> Page[Source]:
    """Return who says things, those with most claims first; ``speaker`` finds by name."""
    where = [attributions.c.statement == "claim"]
    if chosen.speaker is not None:
        where.append(
            attributions.c.name.in_(names_like(connection, attributions.c.name, chosen.speaker, chosen.aliases))
        )
    count = func.count(attributions.c.number.distinct()).label("claims")
    nearest = func.count().filter(attributions.c.position == 0).label("nearest")
    seen = func.count(attributions.c.document.distinct()).label("seen")
    query = (
        select(attributions.c.name, count, nearest, seen)
        .where(*where)
        .group_by(attributions.c.name)
        .order_by(count.desc(), attributions.c.name)
    )
    rows, total = cut(connection, query, page)
    return Page(tuple(Source(row.name, row.claims, int(row.nearest), row.seen) for row in rows), total)


def who_cites_whom(connection: Connection, page: Cut = MANY) -> Page[Citing]:
    """Return pairs of sources, the one passing on what the other says, the most frequent first."""
    near, far = attributions.alias("near"), attributions.alias("far")
    together = (
        (near.c.statement == far.c.statement)
        & (near.c.number == far.c.number)
        & (near.c.document == far.c.document)
        & (far.c.position == near.c.position + 1)
    )
    count = func.count().label("times")
    query = (
        select(far.c.name, near.c.name, count)
        .select_from(near.join(far, together))
        .where(near.c.statement == "claim", near.c.name != far.c.name)
        .group_by(far.c.name, near.c.name)
        .order_by(count.desc(), far.c.name, near.c.name)
    )
    rows, total = cut(connection, query, page)
    return Page(tuple(Citing(*row) for row in rows), total)
