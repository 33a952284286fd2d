"""SQLite: the record as one file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Engine, Integer, create_engine, event, text

from kaoyi.errors import RecordError

TYPES = {"key": "integer primary key", "key_type": "integer", "blob": "blob", "real": "real", "text": "text"}

LEDGER = (
    """create trigger verdicts_stand before update on verdicts
    begin select raise(abort, 'a verdict is never changed: add one that supersedes it'); end""",
    """create trigger verdicts_stay before delete on verdicts
    begin select raise(abort, 'a verdict is never deleted: add one that supersedes it'); end""",
)

# One token per character, found by phrases: exact for words of any length, one character too, and several times
# cheaper than n-grams. Contentless: the text itself stands in `bodies`.
FULL_TEXT = ("create virtual table words using fts5(text, content='', columnsize=0, tokenize='ascii')",)

_ON_OPEN = (
    "pragma journal_mode = wal",
    "pragma synchronous = normal",
    "pragma busy_timeout = 30000",
    "pragma cache_size = -65536",
    "pragma temp_store = memory",
    "pragma mmap_size = 1073741824",
)


def connect(url: str) -> Engine:
    """Return an engine for a SQLite file given as a path or a ``sqlite://`` URL."""
    engine = create_engine(url if "://" in url else f"sqlite:///{url}")

    @event.listens_for(engine, "connect")
    def opened(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # else the driver begins transactions of its own
        for line in _ON_OPEN:
            connection.execute(line)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("begin immediate" if writing else "begin")

    return engine


@contextmanager
def only_writer(_engine: Engine, url: str) -> Iterator[None]:
    """Hold the right to read sources into a record: a lock file beside it."""
    try:
        import fcntl
    except ImportError:  # where there is none, SQLite's own locks still keep every transaction whole
        yield
        return
    path = f"{url.removeprefix('sqlite:///')}-lock"
    handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise RecordError(f"{url}: another kaoyi is reading into this record; wait until it is done") from error
        yield
        os.unlink(path)
    finally:
        os.close(handle)


def insert(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write many rows at once, as tuples in the order of ``columns``."""
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    connection.exec_driver_sql(f"insert into {table} ({names}) values ({marks})", list(rows))


def expect_many(connection: Connection) -> None:
    """Let full-text entries gather in memory before they are merged: a third faster for large reads.

    The file is not mapped into memory meanwhile, so that a writer's memory does not grow with the record.
    """
    connection.exec_driver_sql("pragma mmap_size = 0")
    connection.exec_driver_sql("insert into words (words, rank) values ('hashsize', 33554432)")


def index(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Add the token texts of documents to the full-text index."""
    connection.exec_driver_sql("insert into words (rowid, text) values (?, ?)", list(rows))


def measure(_engine: Engine) -> None:
    """SQLite plans well enough by its indexes alone."""


def matching(column: ColumnElement[int], runs: Sequence[str]) -> ColumnElement[bool]:
    """Documents whose text holds every one of these runs of tokens. The index knows dead versions too."""
    query = " AND ".join(f'"{run}"' for run in runs)
    found = text("select rowid from words where words match :query").bindparams(query=query)
    return column.in_(found.columns(Column("rowid", Integer)))
