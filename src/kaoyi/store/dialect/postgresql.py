"""PostgreSQL: the shared record. Many may read while one writes; text sorts by code point, as it does in SQLite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy
from sqlalchemy import Column, ColumnElement, Connection, Engine, Integer, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from kaoyi.errors import RecordError

_SORTED = 'text collate "C"'  # by code point, whatever language the server speaks
TYPES = {
    "key": "bigint primary key", "key_type": "bigint", "blob": "bytea", "real": "double precision", "text": _SORTED,
}  # fmt: skip

# Every character of a document and every pair of neighbours, as numbers: a word of one or two characters is found by
# the index alone, a longer one by its pairs and then in the text. A document's row goes when the document goes.
FULL_TEXT = (
    f"""create table words (
        document bigint primary key references documents on delete cascade, grams bigint[] not null, text {_SORTED} not null
    )""",
    "create index words_grams on words using gin (grams)",
    "create index events_in_time on events (since, until nulls first, happening)",
)

LEDGER = (
    """create function verdict_refused() returns trigger language plpgsql as $$
    begin
        raise exception 'a verdict is never %%: add one that supersedes it',
            case tg_op when 'UPDATE' then 'changed' else 'deleted' end;
    end $$""",
    "create trigger verdicts_stand before update on verdicts for each statement execute function verdict_refused()",
    "create trigger verdicts_stay before delete on verdicts for each statement execute function verdict_refused()",
    "create trigger verdicts_remain before truncate on verdicts for each statement execute function verdict_refused()",
)

_WRITING, _READING_IN = 0x6B616F, 0x6B6170
"""Keys of the advisory locks: one transaction writes at a time; one process reads sources in at a time."""

_PAIR = 21  # bits of a code point


def connect(url: str) -> Engine:
    """Return an engine for a ``postgresql://`` URL. Raises RecordError when the driver is not installed."""
    try:
        import psycopg
        from psycopg.types.numeric import IntLoader
    except ImportError as error:
        raise RecordError("a record in PostgreSQL needs the package psycopg: pip install 'kaoyi[postgres]'") from error
    try:
        address = make_url(url).set(drivername="postgresql+psycopg")
    except ArgumentError as error:
        raise RecordError(f"{url.partition('://')[0]}://…: this is not the address of a database") from error
    engine = create_engine(address, connect_args={"client_encoding": "utf8", "connect_timeout": 10}, pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def opened(connection: psycopg.Connection[Any], _record: Any) -> None:
        connection.adapters.register_loader("numeric", IntLoader)  # sums of whole numbers, and nothing else

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("writing", False):
            connection.exec_driver_sql(f"select pg_advisory_xact_lock({_WRITING})")
        elif options.get("isolation_level") != "AUTOCOMMIT":  # a reader sees one state of the record throughout
            connection.exec_driver_sql("set transaction isolation level repeatable read read only")

    return engine


@contextmanager
def only_writer(engine: Engine, url: str) -> Iterator[None]:
    """Hold the right to read sources into a record, on a connection of its own."""
    from kaoyi.store.dialect import shown

    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.exec_driver_sql(f"select pg_try_advisory_lock({_READING_IN})").scalar():
            raise RecordError(f"{shown(url)}: another kaoyi is reading into this record; wait until it is done")
        try:
            yield
        finally:
            connection.exec_driver_sql(f"select pg_advisory_unlock({_READING_IN})")


def insert(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Write many rows with COPY."""
    names = ", ".join(f'"{column}"' for column in columns)
    cursor = connection.connection.cursor()
    with cursor.copy(f"copy {table} ({names}) from stdin") as copy:
        for row in rows:
            copy.write_row(_storable(row))


def _storable(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row without NUL characters, which PostgreSQL's text cannot hold."""
    if any(isinstance(cell, str) and "\x00" in cell for cell in row):
        return tuple(cell.replace("\x00", "\ufffd") if isinstance(cell, str) else cell for cell in row)
    return row


def expect_many(connection: Connection) -> None:
    """Let commits of a large read not wait for the disk: what a crash loses is read again."""
    connection.exec_driver_sql("set local synchronous_commit = off")


def measure(engine: Engine) -> None:
    """Tell the planner about the rows of a large read now; the server itself would only in a minute."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("analyze")


def index(connection: Connection, rows: Sequence[tuple[int, str]]) -> None:
    """Add documents to the search column: their token texts without the spaces between tokens."""
    texts = ((key, spaced[::2]) for key, spaced in rows)
    found = [(key, "{" + ",".join(map(str, grams(plain))) + "}", plain) for key, plain in texts]
    insert(connection, "words", ("document", "grams", "text"), found)


def grams(plain: str) -> list[int]:
    """Return every character and every pair of neighbours as numbers, each once, sorted.

    >>> grams("aa") == [97, (97 << 21) + 97]
    True
    """
    points = numpy.frombuffer(plain.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(numpy.int64)
    pairs = (points[:-1] << _PAIR) + points[1:]
    return [int(number) for number in numpy.unique(numpy.concatenate((points, pairs))).tolist()]


def matching(column: ColumnElement[int], runs: Sequence[str]) -> ColumnElement[bool]:
    """Documents whose text holds every one of these runs of tokens."""
    plain = [run[::2] for run in runs]
    wanted = sorted({number for run in plain for number in _needed(run)})
    tests, told = ["grams @> cast(:grams as bigint[])"], {"grams": "{" + ",".join(map(str, wanted)) + "}"}
    for at, run in enumerate(plain):
        if len(run) > 2:
            tests.append(f"strpos(text, :run{at}) > 0")
            told[f"run{at}"] = run
    found = text(f"select document from words where {' and '.join(tests)}").bindparams(**told)
    return column.in_(found.columns(Column("document", Integer)))


def _needed(run: str) -> list[int]:
    """The numbers a text that holds this run must have: its pairs, or the one character it is."""
    found = grams(run)
    return found if len(run) == 1 else [number for number in found if number >> _PAIR]
