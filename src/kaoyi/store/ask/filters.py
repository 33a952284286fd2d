"""What a listing is narrowed to, and how the words of a person find the names of the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, Select, Table, and_, false, func, or_, select

from kaoyi.errors import UsageError
from kaoyi.mentions import edtf
from kaoyi.store.tables import documents
from kaoyi.text import fold

T = TypeVar("T")


Aliases = Callable[[str], str | None]
"""Name or alias -> canonical name, or None. Asked only when the record itself has no such name."""


class Filter(Struct, frozen=True):
    """What to keep of a listing; None keeps everything. Names may be written in either script, or be aliases.

    since, until: EDTF dates; what happened on any day between them is kept, what has no date is not
    kind: of a dispute (scope, side, revision, slip, open), an event or an audit; verdict: of an audit
    document: a document's name
    """

    measure: str | None = None
    subject: str | None = None
    event: str | None = None
    kind: str | None = None
    since: str | None = None
    until: str | None = None
    document: str | None = None
    speaker: str | None = None
    verdict: str | None = None
    aliases: Aliases | None = None


class Page(Struct, Generic[T], frozen=True):
    """Some of the rows that were asked for, and how many there are in all."""

    rows: tuple[T, ...]
    total: int


class Cut(Struct, frozen=True):
    """Which of the rows to give: ``limit`` rows (0: all) after the first ``offset``, in the order ``sort``."""

    limit: int = 50
    offset: int = 0
    sort: str = ""


EVERYTHING, FIRST, FEW, MANY = Filter(), Cut(), Cut(20), Cut(200)


def names_like(
    connection: Connection, column: ColumnElement[Any], words: str, aliases: Aliases | None = None
) -> list[str]:
    """Return the names in a column that a person means by ``words``: that name, else what it is another name for,
    else every name it is part of."""
    wanted = fold(words).lower()
    every = [str(name) for name in connection.execute(select(column).distinct()).scalars() if name is not None]
    folded = [(fold(name).lower(), name) for name in every]
    for test in (wanted, aliases and fold(aliases(words) or "").lower()):
        if test and (same := [name for plain, name in folded if plain == test]):
            return same
    return [name for plain, name in folded if wanted in plain]


def overlapping(table: Table, since: str | None, until: str | None) -> ColumnElement[bool]:
    """Rows that may have happened on some day from ``since`` to ``until``. Raises UsageError for what is no date."""
    tests: list[ColumnElement[bool]] = []
    if since is not None:
        first = _days(since)[0]
        tests.append(or_(table.c.until >= first, and_(table.c.until.is_(None), table.c.since.is_not(None))))
    if until is not None:
        last = _days(until)[1]
        tests.append(or_(table.c.since <= last, and_(table.c.since.is_(None), table.c.until.is_not(None))))
    return and_(*tests)


def _days(words: str) -> tuple[str, str]:
    found = edtf.bounds(words)
    if found is None or found.first is None or found.last is None:
        raise UsageError(f"{words} is not a date: write 1950, 1950-10 or 1950-10-25")
    return found.first.isoformat(), found.last.isoformat()


def tests(
    connection: Connection, table: Table, chosen: Filter, names: Sequence[tuple[str, str]]
) -> list[ColumnElement[bool]]:
    """Return the conditions a filter sets on a table. ``names``: (field of the filter, column) matched as names."""
    found: list[ColumnElement[bool]] = []
    for field in ("measure", "kind", "verdict"):
        if (value := getattr(chosen, field)) is not None and field in table.c:
            found.append(table.c[field] == value)
    for field, column in names:
        if (words := getattr(chosen, field)) is not None:
            like = names_like(connection, table.c[column], words, chosen.aliases)
            found.append(table.c[column].in_(like) if like else false())
    if chosen.since is not None or chosen.until is not None:
        found.append(overlapping(table, chosen.since, chosen.until))
    if chosen.document is not None:
        found.append(table.c.document.in_(select(documents.c.document).where(documents.c.name == chosen.document)))
    return found


def cut(connection: Connection, query: Select[Any], page: Cut) -> tuple[list[Any], int]:
    """Run a query for one page of it; return its rows and the number of all."""
    if page.limit:
        rows = list(connection.execute(query.limit(page.limit).offset(page.offset)))
        if page.offset == 0 and len(rows) < page.limit:
            return rows, len(rows)
        bare = query.order_by(None)
        if bare.selected_columns.values()[0].name != "json":
            return rows, connection.execute(select(func.count()).select_from(bare.subquery())).scalar_one()
        return rows, connection.execute(bare.with_only_columns(func.count())).scalar_one()
    rows = list(connection.execute(query.offset(page.offset) if page.offset else query))
    return rows, page.offset + len(rows)
