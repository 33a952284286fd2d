"""Open a record: connect, bring its tables up to date, and refuse what is not one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, select
from sqlalchemy.exc import DatabaseError

from kaoyi.errors import RecordError
from kaoyi.store import dialect
from kaoyi.store.tables import meta

MIGRATIONS = ("0001_first.sql", "0002_lexicons.sql")
"""Schema scripts in the order they are applied. A script that was released is never edited: add another."""


_SQLITE = b"SQLite format 3\x00"


def open_record(url: str, create: bool = False) -> Engine:
    """Return an engine on a record whose tables are up to date.

    ``url`` is the path of a SQLite file or a database URL. Raises RecordError when there is no record (and
    ``create`` is false), when the file is something else, or when a newer Kaoyi wrote it.
    """
    if "://" not in url:
        _look(Path(url), create)
    engine = dialect.connect(url)
    try:
        _migrate(engine, dialect.shown(url), create)
    except (DatabaseError, RecordError) as error:
        engine.dispose()
        if isinstance(error, RecordError):
            raise
        why = " ".join(str(error.orig).split())
        raise RecordError(f"{dialect.shown(url)}: it cannot be opened as a record ({why})") from error
    return engine


def _look(path: Path, create: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path}: this is a folder; a record is a file")
    if path.exists():
        with path.open("rb") as file:
            begins = file.read(len(_SQLITE))
        if begins not in (b"", _SQLITE):  # checked here, for SQLite would take a very short file for an empty record
            raise RecordError(f"{path}: this file is not a record of Kaoyi")
        return
    if not create:
        raise RecordError(f"{path}: there is no record here; make one with: kaoyi read FOLDER --record {path}")
    if not path.absolute().parent.is_dir():
        raise RecordError(f"{path}: there is no folder {path.parent} to put a record in")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: all of it lands, or none."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        yield connection


def _migrate(engine: Engine, url: str, create: bool) -> None:
    with engine.connect() as connection:
        number = _number(connection, url)
        if not number and not create and dialect.is_shared(connection):
            raise RecordError(f"{url}: there is no record in this database yet; make one with: kaoyi read FOLDER")
    if number == len(MIGRATIONS):
        return
    with writing(engine) as connection:
        for at in range(_number(connection, url), len(MIGRATIONS)):
            _apply(connection, MIGRATIONS[at])
        connection.execute(meta.delete().where(meta.c.name == "schema"))
        connection.execute(meta.insert().values(name="schema", value=str(len(MIGRATIONS))))


def _apply(connection: Connection, script: str) -> None:
    text = files("kaoyi.store").joinpath("schema", script).read_text(encoding="utf-8")
    for statement in dialect.statements(connection, text):
        connection.exec_driver_sql(statement)
    if script == MIGRATIONS[0]:
        for statement in dialect.founding(connection):
            connection.exec_driver_sql(statement)


def _number(connection: Connection, url: str) -> int:
    """Return how many migrations the record has had."""
    tables = set(inspect(connection).get_table_names())
    if not tables:
        return 0
    if not {"meta", "bodies", "verdicts"} <= tables:
        raise RecordError(f"{url}: this is a database, but not a record of Kaoyi")
    number = int(connection.execute(select(meta.c.value).where(meta.c.name == "schema")).scalar() or 0)
    if number > len(MIGRATIONS):
        raise RecordError(f"{url}: a newer Kaoyi wrote this record; update kaoyi to open it")
    return number


def remembered(connection: Connection, name: str) -> str | None:
    """Return a value the record remembers about itself."""
    found = connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()
    return None if found is None else str(found)


def remember(connection: Connection, name: str, value: str | None) -> None:
    """Let the record remember a value about itself; None forgets it."""
    connection.execute(meta.delete().where(meta.c.name == name))
    if value is not None:
        connection.execute(meta.insert().values(name=name, value=value))
