"""Does every quote still stand in its source, and is every source as it was?"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, select

from kaoyi import documents
from kaoyi.errors import SourceError
from kaoyi.model import Audit, Claim, Document, Event, Relation
from kaoyi.run.objects import is_object, on_disk
from kaoyi.run.read import hash_file
from kaoyi.run.sources import Failure, why
from kaoyi.store import tables
from kaoyi.store.packed import unsqueeze

Span = tuple[str, int, int]
"""Words, and the source offsets where they are said to stand."""


class Verified(Struct, frozen=True):
    """What was checked, and what does not hold, sorted by path."""

    files: int
    documents: int
    spans: int
    failures: tuple[Failure, ...]


def verify(connection: Connection, progress: Callable[[int, int], None] | None = None) -> Verified:
    """Check every file of the record on disk: its hash, and every span the record took from it."""
    files, stored = tables.files, tables.documents
    query = select(files.c.file, files.c.path, files.c.name, files.c.sha256, files.c.state).order_by(files.c.path)
    every = list(connection.execute(query.where(files.c.state != "removed")))
    failures: list[Failure] = []
    counted = [0, 0]
    for at, row in enumerate(every):
        keys = connection.execute(
            select(stored.c.document, stored.c.name).where(stored.c.file == row.file).order_by(stored.c.document)
        ).all()
        if row.state == "read" or keys:
            failures += _file(connection, row, {name: key for key, name in keys}, counted)
        if progress:
            progress(at + 1, len(every))
    return Verified(len(every), counted[0], counted[1], tuple(sorted(failures)))


def _file(connection: Connection, row: Any, keys: dict[str, int], counted: list[int]) -> Iterator[Failure]:
    if not is_object(row.path) and not os.path.exists(row.path):
        yield Failure(row.path, "the source is missing")
        return
    try:
        with on_disk(row.path) as path:
            if hash_file(path) != row.sha256:
                yield Failure(row.path, "the source has changed since it was read; kaoyi read it again")
                return
            for document in documents.read_file(Path(path), row.name):
                if (key := keys.pop(document.name, None)) is None:
                    yield Failure(row.path, f"the record does not have its document {document.name}")
                    continue
                counted[0] += 1
                yield from (Failure(row.path, reason) for reason in _document(connection, key, document, counted))
    except SourceError as error:
        yield Failure(row.path, error.reason)
        return
    except OSError as error:
        yield Failure(row.path, why(error))
        return
    for name in keys:
        yield Failure(row.path, f"the document {name} is no longer in it")


def _document(connection: Connection, key: int, document: Document, counted: list[int]) -> Iterator[str]:
    raw = document.raw
    body = connection.execute(select(tables.bodies.c.body).where(tables.bodies.c.document == key)).scalar_one()
    if unsqueeze(body, Document).raw != raw:
        yield f"{document.name}: the record's copy differs from the source"
    for words, start, end in _spans(connection, key):
        counted[1] += 1
        if raw[start:end] != words:
            yield f"{document.name}: {words!r} does not stand at {start}:{end}"


def _spans(connection: Connection, key: int) -> Iterator[Span]:
    """Yield every span the record's rows claim to have from a document."""
    for claim in _rows(connection, tables.claims, key, Claim):
        yield claim.quote, claim.start, claim.end
        yield from _pieces((claim.number, claim.subject_mention))
    for event in _rows(connection, tables.events, key, Event):
        yield event.quote, event.start, event.end
        yield from _pieces((event.trigger, event.time_mention, *(one.mention for one in event.participants)))
    for relation in _rows(connection, tables.relations, key, Relation):
        yield relation.quote, relation.start, relation.end
    for audit in _rows(connection, tables.audits, key, Audit):
        for quote, (start, end) in zip(audit.quotes, audit.spans, strict=False):
            yield quote, start, end


def _pieces(pieces: Iterable[Any]) -> Iterator[Span]:
    for piece in pieces:
        if piece is not None:
            yield piece.text, piece.start, piece.end


def _rows(connection: Connection, table: Table, key: int, kind: Any) -> Iterator[Any]:
    for row in connection.execute(select(table.c.json).where(table.c.document == key)).scalars():
        yield msgspec.json.decode(row, type=kind)
