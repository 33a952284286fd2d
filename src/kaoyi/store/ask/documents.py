"""Documents: the list of them, one of them with everything read in it, and what the record holds in all."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, func, select

from kaoyi.errors import UsageError
from kaoyi.mentions.rows import name_rows, time_rows
from kaoyi.model import Audit, Claim, Document, Event, Mentions, NameRow, Relation, TimeRow
from kaoyi.store import tables
from kaoyi.store.ask.compared import FamilyRow, disputes_of_claims, families_of
from kaoyi.store.ask.filters import EVERYTHING, FIRST, Cut, Filter, Page, cut, overlapping
from kaoyi.store.dump import DocumentRow
from kaoyi.store.packed import unsqueeze, unsqueeze_mentions
from kaoyi.store.tables import bodies, documents, files
from kaoyi.text import fold


class Overview(Struct, frozen=True):
    """How much the record holds. first, last: the days its events span; failing: audits that do not hold."""

    documents: int
    claims: int
    events: int
    relations: int
    disputes: int
    agreements: int
    audits: int
    failing: int
    verdicts: int
    failed: int
    first: str | None
    last: str | None


class Failed(Struct, frozen=True):
    """A file that could not be read. state: failed, or removed from disk since."""

    path: str
    reason: str
    state: str


class Opened(Struct, frozen=True):
    """A document with everything read in it, all rows in source offsets.

    disputes: claim id -> ids of the disputes and agreements it stands in
    """

    document: Document
    mentions: Mentions
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
    audits: tuple[Audit, ...]
    times: tuple[TimeRow, ...]
    names: tuple[NameRow, ...]
    disputes: dict[str, tuple[str, ...]]
    families: tuple[FamilyRow, ...]
    path: str


def overview(connection: Connection) -> Overview:
    """Count everything."""
    audits, disputes, events = tables.audits, tables.disputes, tables.events
    agreements = _count(connection, disputes, disputes.c.kind == "agreement")
    first = connection.execute(select(func.min(events.c.since))).scalar()
    last = connection.execute(select(func.max(events.c.since))).scalar()
    return Overview(
        _count(connection, documents), _count(connection, tables.claims), _count(connection, events),
        _count(connection, tables.relations), _count(connection, disputes) - agreements, agreements,
        _count(connection, audits),
        _count(connection, audits, audits.c.verdict == "fails"), _count(connection, tables.verdicts),
        _count(connection, files, files.c.state == "failed"), first, last,
    )  # fmt: skip


def _count(connection: Connection, table: Table, *where: Any) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()


def failures(connection: Connection) -> tuple[Failed, ...]:
    """Return what could not be read when it was last tried, and what has been removed from disk."""
    query = select(files.c.path, files.c.reason, files.c.state).where(files.c.state != "read").order_by(files.c.path)
    return tuple(Failed(*row) for row in connection.execute(query))


SORTS = ("name", "newest", "oldest", "figures", "happenings", "failing")


def list_documents(connection: Connection, chosen: Filter = EVERYTHING, page: Cut = FIRST) -> Page[DocumentRow]:
    """Return documents by name (``page.sort`` is one of SORTS); since and until are of their publication."""
    where = [overlapping(documents, chosen.since, chosen.until)] if chosen.since or chosen.until else []
    if chosen.kind is not None:
        where.append(documents.c.kind == chosen.kind)
    if chosen.speaker is not None:
        where.append(documents.c.outlet == chosen.speaker)
    orders: dict[str, list[Any]] = {
        "name": [],
        "newest": [documents.c.since.desc().nulls_last()],
        "oldest": [documents.c.since.is_(None), documents.c.since],
        "figures": [documents.c.figures.desc()],
        "happenings": [documents.c.happenings.desc()],
        "failing": [documents.c.failing.desc()],
    }
    order = orders[page.sort or "name"]
    columns = [documents.c.name, *(documents.c[name] for name in DocumentRow.__struct_fields__[1:])]
    rows, total = cut(connection, select(*columns).where(*where).order_by(*order, documents.c.name), page)
    return Page(tuple(DocumentRow(*row) for row in rows), total)


def open_document(connection: Connection, name: str) -> Opened:
    """Return one document with everything read in it. Raises UsageError when the record has none of that name."""
    key, tool, path = _find(connection, name)
    body, found = connection.execute(select(bodies.c.body, bodies.c.mentions).where(bodies.c.document == key)).one()
    document, mentions = unsqueeze(body, Document), unsqueeze_mentions(found)
    document = msgspec.structs.replace(document, folded=fold(document.text))
    claims = _rows(connection, tables.claims, key, Claim)
    return Opened(
        document, mentions, claims, _rows(connection, tables.events, key, Event),
        _rows(connection, tables.relations, key, Relation), _rows(connection, tables.audits, key, Audit),
        tuple(msgspec.structs.replace(row, tool=tool) for row in time_rows(document, mentions)),
        tuple(msgspec.structs.replace(row, tool=tool) for row in name_rows(document, mentions)),
        disputes_of_claims(connection, [claim.id for claim in claims]), families_of(connection, document.name), path,
    )  # fmt: skip


def _find(connection: Connection, name: str) -> tuple[int, str, str]:
    query = (
        select(documents.c.document, documents.c.tool, files.c.path)
        .join(files, documents.c.file == files.c.file)
        .where(documents.c.name == name)
    )
    row = connection.execute(query).first()
    if row is None:
        raise UsageError(f"the record has no document called {name}")
    return row.document, row.tool, row.path


def _rows(connection: Connection, table: Table, key: int, kind: Any) -> tuple[Any, ...]:
    query = select(table.c.json).where(table.c.document == key).order_by(table.c.start, table.c.id)
    return tuple(msgspec.json.decode(row, type=kind) for row in connection.execute(query).scalars())
