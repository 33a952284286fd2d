"""Everything of one kind in the record, as JSON lines in a fixed order: the source of every export."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import msgspec
from sqlalchemy import Connection

from kaoyi.mentions.rows import name_rows, time_rows
from kaoyi.model import Document, Mentions
from kaoyi.store.rows import unsqueeze

_BATCH = 200


def _of_documents(table: str, connection: Connection) -> Iterator[bytes]:
    """Rows in the order of their documents' names, then as they stand there, a batch of documents at a time."""
    query = (
        f"select json from {table} join documents using (document) where documents.name > ? and documents.name <= ?"
        f" order by documents.name, {table}.start, {table}.id"
    )
    names = list(connection.exec_driver_sql("select name from documents order by name").scalars())
    before = ""
    for at in range(0, len(names), _BATCH):
        last = names[min(at + _BATCH, len(names)) - 1]
        yield from list(connection.exec_driver_sql(query, (before, last)).scalars())
        before = last


claims = partial(_of_documents, "claims")
events = partial(_of_documents, "events")
relations = partial(_of_documents, "relations")
audits = partial(_of_documents, "audits")


def _disputes(condition: str, connection: Connection) -> Iterator[bytes]:
    query = f"select json from disputes where kind {condition} 'agreement' order by id"
    yield from connection.exec_driver_sql(query).scalars()


disputes = partial(_disputes, "<>")
agreements = partial(_disputes, "=")


def verdicts(connection: Connection) -> Iterator[bytes]:
    """Every verdict in the order of the ledger."""
    yield from connection.exec_driver_sql("select json from verdicts order by verdict").scalars()


def documents(connection: Connection) -> Iterator[bytes]:
    """What each document says of itself, and how much was read in it."""
    query = """select name as document, sha256, kind, encoding, title, outlet, author, url, published, updated,
        length, figures, happenings, failing, tool from documents order by name"""
    for row in connection.exec_driver_sql(query).mappings():
        yield msgspec.json.encode(dict(row))


def readings(connection: Connection) -> Iterator[tuple[Document, Mentions]]:
    """Yield every document with what was recognised in it, in the order of names. Folded text is left out."""
    query = "select body, mentions from bodies where document = ?"
    keys = list(connection.exec_driver_sql("select document from documents order by name").scalars())
    for key in keys:
        body, found = connection.exec_driver_sql(query, (key,)).one()
        yield unsqueeze(body, Document), unsqueeze(found, Mentions)


def times(connection: Connection) -> Iterator[bytes]:
    """Every time expression."""
    for document, found in readings(connection):
        for row in time_rows(document, found):
            yield msgspec.json.encode(row)


def mentions(connection: Connection) -> Iterator[bytes]:
    """Every named thing where it is named."""
    for document, found in readings(connection):
        for row in name_rows(document, found):
            yield msgspec.json.encode(row)
