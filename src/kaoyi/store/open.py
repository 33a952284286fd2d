"""Open a record: connect, bring its tables up to date, and refuse what is not one."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from kaoyi.errors import RecordError
from kaoyi.store import dialect

MIGRATIONS = ("0001_first.sql",)
"""Schema scripts in the order they are applied. A script that was released is never edited: add another."""


def open_record(url: str, create: bool = False) -> Engine:
    """Return an engine on a record whose tables are up to date.

    ``url`` is the path of a SQLite file or a database URL. Raises RecordError when there is no record (and
    ``create`` is false), when the file is something else, or when a newer Kaoyi wrote it.
    """
    if "://" not in url and not Path(url).exists():
        if not create:
            raise RecordError(f"{url}: there is no record here; make one with: kaoyi read FOLDER --record {url}")
        if not Path(url).absolute().parent.is_dir():
            raise RecordError(f"{url}: there is no folder {Path(url).parent} to put a record in")
    engine = dialect.connect(url)
    try:
        _migrate(engine, url)
    except DatabaseError as error:
        engine.dispose()
        raise RecordError(f"{url}: it cannot be opened as a record ({error.orig})") from error
    return engine


def _migrate(engine: Engine, url: str) -> None:
    with engine.connect() as connection:
        number = _number(connection, url)
    if number == len(MIGRATIONS):
        return
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        for at in range(_number(connection, url), len(MIGRATIONS)):
            _apply(connection, MIGRATIONS[at])
        connection.exec_driver_sql("delete from meta where name = 'schema'")
        dialect.insert(connection, "meta", ("name", "value"), [("schema", str(len(MIGRATIONS)))])


def _apply(connection: Connection, script: str) -> None:
    text = files("kaoyi.store").joinpath("schema", script).read_text(encoding="utf-8")
    for statement in dialect.statements(text):
        connection.exec_driver_sql(statement)
    if script == MIGRATIONS[0]:
        for statement in (dialect.FULL_TEXT, *dialect.LEDGER):
            connection.exec_driver_sql(statement)


def _number(connection: Connection, url: str) -> int:
    """Return how many migrations the record has had."""
    from sqlalchemy import inspect

    tables = inspect(connection).get_table_names()
    if not tables:
        return 0
    if "meta" not in tables or "bodies" not in tables:
        raise RecordError(f"{url}: this is a database, but not a record of Kaoyi")
    number = int(connection.exec_driver_sql("select value from meta where name = 'schema'").scalar() or 0)
    if number > len(MIGRATIONS):
        raise RecordError(f"{url}: a newer Kaoyi wrote this record; update kaoyi to open it")
    return number
