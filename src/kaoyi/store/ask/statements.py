"""Claims, event statements, relations and audits, listed and narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Column, ColumnElement, Connection, Select, Table, select

from kaoyi.model import Audit, Claim, Event, Relation
from kaoyi.store.ask.filters import FIRST, Cut, Filter, Page, cut, names_like, tests
from kaoyi.store.tables import attributions, audits, claims, events, participants, relations

T = TypeVar("T")


def list_claims(connection: Connection, chosen: Filter, page: Cut = FIRST) -> Page[Claim]:
    """Return the claims a filter keeps, in the order of reading; sort "value" puts the largest first."""
    where = tests(connection, claims, chosen, (("subject", "subject"), ("event", "event")))
    if chosen.speaker is not None:
        where.append(_voiced(connection, claims.c.claim, chosen))
    order = [claims.c.high.desc().nulls_last(), claims.c.low.desc().nulls_last()] if page.sort == "value" else []
    return _page(connection, _query(claims, where, *order), page, Claim)


def list_events(connection: Connection, chosen: Filter, page: Cut = FIRST) -> Page[Event]:
    """Return the event statements a filter keeps, in the order of reading; sort "time" puts the earliest first."""
    where = event_tests(connection, chosen)
    order = [events.c.since.is_(None), events.c.since, events.c.until.nulls_first()] if page.sort == "time" else []
    return _page(connection, _query(events, where, *order), page, Event)


def event_tests(connection: Connection, chosen: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions a filter sets on event statements."""
    where = tests(connection, events, chosen, ())
    if chosen.event is not None:
        like = names_like(connection, events.c.name, chosen.event, chosen.aliases)
        parents = names_like(connection, events.c.parent, chosen.event, chosen.aliases)
        where.append(events.c.name.in_(like) | events.c.parent.in_(parents))
    if chosen.subject is not None:
        like = names_like(connection, participants.c.actor, chosen.subject, chosen.aliases)
        taking_part = select(participants.c.event).where(participants.c.actor.in_(like))
        where.append(events.c.event.in_(taking_part))
    if chosen.speaker is not None:
        where.append(_voiced(connection, events.c.event, chosen))
    return where


def list_relations(connection: Connection, chosen: Filter, page: Cut = FIRST) -> Page[Relation]:
    """Return the relations a filter keeps; ``subject`` names either side."""
    where = tests(connection, relations, chosen, ())
    if chosen.subject is not None:
        left = names_like(connection, relations.c.subject, chosen.subject, chosen.aliases)
        right = names_like(connection, relations.c.object, chosen.subject, chosen.aliases)
        where.append(relations.c.subject.in_(left) | relations.c.object.in_(right))
    return _page(connection, _query(relations, where), page, Relation)


def list_audits(connection: Connection, chosen: Filter, page: Cut = FIRST) -> Page[Audit]:
    """Return the audits a filter keeps: what fails first, then what cannot be told, then what holds."""
    where = tests(connection, audits, msgspec.structs.replace(chosen, since=None, until=None), ())
    order = [audits.c.verdict == "holds", audits.c.verdict == "cannot_tell"]
    return _page(connection, _query(audits, where, *order), page, Audit)


def of_ids(connection: Connection, table: Table, ids: Sequence[str], kind: type[T]) -> dict[str, T]:
    """Return rows of a table by id; ids the record does not have are left out."""
    found: dict[str, T] = {}
    for at in range(0, len(ids), 500):
        some = select(table.c.id, table.c.json).where(table.c.id.in_(ids[at : at + 500]))
        found |= {row.id: msgspec.json.decode(row.json, type=kind) for row in connection.execute(some)}
    return found


def _voiced(connection: Connection, key: Column[int], chosen: Filter) -> ColumnElement[bool]:
    """Statements with a name in the chain of who says so. The key column is called as the statement is."""
    like = names_like(connection, attributions.c.name, chosen.speaker or "", chosen.aliases)
    said = select(attributions.c.number).where(attributions.c.statement == key.name, attributions.c.name.in_(like))
    return key.in_(said)


def _page(connection: Connection, query: Select[Any], page: Cut, kind: type[T]) -> Page[T]:
    rows, total = cut(connection, query, page)
    return Page(tuple(msgspec.json.decode(row.json, type=kind) for row in rows), total)


def _query(table: Table, where: Sequence[ColumnElement[bool]], *order: Any) -> Select[Any]:
    """In the order of reading, which an index gives without sorting everything."""
    return select(table.c.json).where(*where).order_by(*order, table.c.document, table.c.start, table.c.id)
