"""Disputes, agreements and families of documents, listed and narrowed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from kaoyi.model import Dispute
from kaoyi.store.ask.filters import FIRST, Cut, Filter, Page, cut, tests
from kaoyi.store.tables import disputed, disputes, families

SORTS = ("attention", "voices", "spread", "time", "measure")


def list_disputes(
    connection: Connection,
    chosen: Filter,
    page: Cut = FIRST,
    agreements: bool = False,
) -> Page[Dispute]:
    """Return the disputes (or agreements) a filter keeps, those that most deserve attention first.

    ``page.sort`` is one of SORTS.
    """
    if chosen.speaker is not None or chosen.document is not None:
        chosen = msgspec.structs.replace(chosen, speaker=None, document=None)
    where = tests(connection, disputes, chosen, (("subject", "subject"), ("event", "event")))
    if chosen.kind is None:
        where.append(disputes.c.kind == "agreement" if agreements else disputes.c.kind != "agreement")
    orders: dict[str, list[Any]] = {
        "attention": [disputes.c.attention.desc()],
        "voices": [disputes.c.voices.desc()],
        "spread": [disputes.c.spread.desc().nulls_last()],
        "time": [disputes.c.since.is_(None), disputes.c.since],
        "measure": [disputes.c.measure, disputes.c.subject.nulls_first()],
    }
    order = orders[page.sort or "attention"]
    query = select(disputes.c.json).where(*where).order_by(*order, disputes.c.id)
    rows, total = cut(connection, query, page)
    return Page(tuple(msgspec.json.decode(row.json, type=Dispute) for row in rows), total)


def disputes_of_claims(connection: Connection, claims: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return, for each of these claims that stands in a dispute or agreement, the ids of those."""
    found: dict[str, tuple[str, ...]] = {}
    for at in range(0, len(claims), 500):
        query = (
            select(disputed.c.claim, disputes.c.id)
            .join(disputes, disputed.c.dispute == disputes.c.dispute)
            .where(disputed.c.claim.in_(claims[at : at + 500]))
            .order_by(disputed.c.claim, disputes.c.id)
        )
        for row in connection.execute(query):
            found[row.claim] = (*found.get(row.claim, ()), row.id)
    return found


def kinds_of(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """Return the kind of each of these disputes and agreements."""
    query = select(disputes.c.id, disputes.c.kind).where(disputes.c.id.in_(ids))
    return {row.id: row.kind for row in connection.execute(query)}


class FamilyRow(msgspec.Struct, frozen=True):
    """Documents that carry one report, as the record keeps them."""

    id: str
    kind: str
    why: str
    documents: tuple[str, ...]


def families_of(connection: Connection, document: str) -> tuple[FamilyRow, ...]:
    """Return the families a document belongs to."""
    query = select(families.c.id).where(families.c.document == document)
    found = []
    for name in connection.execute(query).scalars().all():
        members = connection.execute(select(families).where(families.c.id == name).order_by(families.c.document)).all()
        found.append(FamilyRow(name, members[0].kind, members[0].why, tuple(row.document for row in members)))
    return tuple(found)
