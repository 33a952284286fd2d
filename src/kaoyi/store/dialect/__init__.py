"""What differs between databases: column types, bulk writing, the append-only ledger, full text, who may write.

All of it stands in this folder, one module for each database with the same functions; everything else in the store is
SQLAlchemy Core and works on either.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from types import ModuleType
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError

from kaoyi.errors import RecordError
from kaoyi.store.dialect import postgresql, sqlite

_MODULES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}


def _of(connection: Connection | Engine) -> ModuleType:
    return _MODULES[connection.dialect.name]


def connect(url: str) -> Engine:
    """Return an engine for a SQLite file given as a path, or for a ``postgresql://`` URL.

    Transactions begin where SQLAlchemy says so, DDL included. Raises RecordError for a URL of another kind.
    """
    if "://" not in url or url.startswith("sqlite://"):
        return sqlite.connect(url)
    if url.partition("://")[0].partition("+")[0] in ("postgresql", "postgres"):
        return postgresql.connect(url)
    raise RecordError(f"{shown(url)}: a record is a SQLite file or a postgresql:// URL")


def shown(url: str) -> str:
    """Return a record's address as it may be printed: without its password.

    >>> shown("postgresql://li:secret@host/war")
    'postgresql://li:***@host/war'
    """
    if "://" not in url:
        return url
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return url.partition("://")[0] + "://…"


def is_shared(connection: Connection) -> bool:
    """Whether the record is a database on a server, which exists before any record is in it."""
    return _of(connection) is postgresql


def statements(connection: Connection, script: str) -> Iterable[str]:
    """Yield the statements of a schema script in this database's spelling."""
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    for statement in "\n".join(lines).format(**_of(connection).TYPES).split(";"):
        if statement.strip():
            yield statement


def founding(connection: Connection) -> tuple[str, ...]:
    """Return the statements that make what only this database has: the full-text index, the ledger's guards."""
    module = _of(connection)
    return (*module.FULL_TEXT, *module.LEDGER)


def only_writer(engine: Engine, url: str) -> AbstractContextManager[None]:
    """Hold the right to read sources into a record; raises RecordError when another process has it.

    Released by the system when its holder dies.
    """
    held: AbstractContextManager[None] = _of(engine).only_writer(engine, url)
    return held


def insert(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write many rows at once, as tuples in the order of ``columns``."""
    if rows:
        _of(connection).insert(connection, table, columns, rows)


def expect_many(connection: Connection) -> None:
    """Prepare for a large read."""
    _of(connection).expect_many(connection)


def measure(engine: Engine) -> None:
    """After a large read: let the database learn how its rows are spread, where it must be told to."""
    _of(engine).measure(engine)


def index(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Add the token texts of documents to the full-text index."""
    if rows:
        _of(connection).index(connection, rows)


def matching(connection: Connection, column: ColumnElement[int], runs: Sequence[str]) -> ColumnElement[bool]:
    """Documents whose text holds every one of these runs of tokens. The index may know dead versions too."""
    found: ColumnElement[bool] = _of(connection).matching(column, runs)
    return found
