"""Everything of one kind in the record, as JSON lines in a fixed order: the source of every export."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import msgspec
from sqlalchemy import Connection, Table, select

from kaoyi.mentions.rows import name_rows, time_rows
from kaoyi.model import Dispute, Document, Mentions, Verdict
from kaoyi.store import ledger, tables
from kaoyi.store.packed import unsqueeze, unsqueeze_mentions
from kaoyi.store.tables import bodies, documents

_BATCH = 200


class DocumentRow(msgspec.Struct, frozen=True, gc=False):
    """A document as exported: what it says of itself, and how much was read in it.

    length: code points of its text; figures, happenings: claims and event statements; failing: sums that do not hold
    """

    document: str
    sha256: str
    kind: str
    encoding: str
    title: str | None
    outlet: str | None
    author: str | None
    url: str | None
    published: str | None
    updated: str | None
    length: int
    figures: int
    happenings: int
    failing: int
    tool: str


class DisputeRow(Dispute, frozen=True):
    """A dispute as exported: the machine's proposal, and apart from it what a person adopted, if anyone has."""

    adopted: ledger.Adopted | None = None


class VerdictRow(Verdict, frozen=True):
    """A verdict as exported. standing: it is the last word; applies: its dispute is still in the record as it was."""

    standing: bool = True
    applies: bool = True


def lines(connection: Connection, what: str) -> Iterator[bytes]:
    """Yield the rows of one kind (one of KINDS) as JSON, in the order of document name and offset."""
    return KINDS[what](connection)


def _statements(table: Table, connection: Connection) -> Iterator[bytes]:
    """Rows in the order of their documents' names, then as they stand there, some documents at a time."""
    names = list(connection.execute(select(documents.c.name).order_by(documents.c.name)).scalars())
    query = (
        select(table.c.json)
        .join(documents, table.c.document == documents.c.document)
        .order_by(documents.c.name, table.c.start, table.c.id)
    )
    before = ""
    for at in range(0, len(names), _BATCH):
        last = names[min(at + _BATCH, len(names)) - 1]
        within = query.where(documents.c.name > before, documents.c.name <= last)
        yield from list(connection.execute(within).scalars())
        before = last


def _compared(agreeing: bool, connection: Connection) -> Iterator[bytes]:
    table = tables.disputes
    chosen = table.c.kind == "agreement" if agreeing else table.c.kind != "agreement"
    verdicts = ledger.standing(connection)
    for row in connection.execute(select(table.c.json).where(chosen).order_by(table.c.id)).scalars():
        dispute = msgspec.json.decode(row, type=DisputeRow)
        adopted = ledger.adopted(verdicts, dispute)
        yield msgspec.json.encode(msgspec.structs.replace(dispute, adopted=adopted))


def _verdicts(connection: Connection) -> Iterator[bytes]:
    for entry in ledger.entries(connection):
        yield msgspec.json.encode(
            VerdictRow(**msgspec.structs.asdict(entry.verdict), standing=entry.standing, applies=entry.applies)
        )


def _documents(connection: Connection) -> Iterator[bytes]:
    columns = [documents.c.name, *(documents.c[name] for name in DocumentRow.__struct_fields__[1:])]
    for row in connection.execute(select(*columns).order_by(documents.c.name)):
        yield msgspec.json.encode(DocumentRow(*row))


def readings(connection: Connection) -> Iterator[tuple[Document, Mentions, str]]:
    """Yield every document, what was recognised in it and the version that did, by name; folded text is left out."""
    keys = connection.execute(select(documents.c.document, documents.c.tool).order_by(documents.c.name)).all()
    query = select(bodies.c.body, bodies.c.mentions)
    for key, tool in keys:
        body, found = connection.execute(query.where(bodies.c.document == key)).one()
        yield unsqueeze(body, Document), unsqueeze_mentions(found), tool


def _times(connection: Connection) -> Iterator[bytes]:
    for document, found, tool in readings(connection):
        for row in time_rows(document, found):
            yield msgspec.json.encode(msgspec.structs.replace(row, tool=tool))


def _mentions(connection: Connection) -> Iterator[bytes]:
    for document, found, tool in readings(connection):
        for row in name_rows(document, found):
            yield msgspec.json.encode(msgspec.structs.replace(row, tool=tool))


KINDS: dict[str, Callable[[Connection], Iterator[bytes]]] = {
    "documents": _documents,
    "claims": partial(_statements, tables.claims),
    "times": _times,
    "mentions": _mentions,
    "events": partial(_statements, tables.events),
    "relations": partial(_statements, tables.relations),
    "disputes": partial(_compared, False),
    "agreements": partial(_compared, True),
    "audits": partial(_statements, tables.audits),
    "verdicts": _verdicts,
}
