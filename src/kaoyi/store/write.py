"""The one writer: rows into the record, in big transactions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, literal, select

from kaoyi.store import dialect
from kaoyi.store.open import remember
from kaoyi.store.packed import Packed
from kaoyi.store.rows import CHILDREN, COLUMNS, DOCUMENT
from kaoyi.store.tables import (
    appearances,
    attributions,
    audits,
    bodies,
    claims,
    documents,
    events,
    joins,
    meta,
    participants,
    relations,
    stale,
)

_NEXT = "next "
DUE = "disputes are due"
"""Remembered while the record's disputes lag behind its documents."""
KEYED = {"claims": "claim", "events": "event", "relations": "relation", "audits": "audit"}
OF_DOCUMENT = (claims, attributions, events, participants, joins, relations, audits, appearances, bodies, documents)

_STALE_GROUPS = stale.insert().from_select(
    ["kind", "name"],
    select(literal("group"), claims.c.compared)
    .distinct()
    .where(claims.c.document == bindparam("touched"), claims.c.compared.is_not(None)),
)
_STALE_HAPPENINGS = stale.insert().from_select(
    ["kind", "name"],
    select(literal("happening"), events.c.happening)
    .distinct()
    .where(events.c.document == bindparam("touched"), events.c.happening.is_not(None)),
)


class Keys:
    """Sequential keys, remembered in the record so that none is ever used twice."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(select(meta.c.name, meta.c.value).where(meta.c.name.startswith(_NEXT))).all()
        self._next = {str(name).removeprefix(_NEXT): int(value) for name, value in rows}

    def take(self, table: str, count: int) -> int:
        """Return the first of ``count`` fresh keys of a table."""
        first = self._next.get(table, 1)
        self._next[table] = first + count
        return first

    def keep(self, connection: Connection) -> None:
        """Remember how far the keys have gone, in the transaction that used them."""
        connection.execute(meta.delete().where(meta.c.name.startswith(_NEXT)))
        rows = [(f"{_NEXT}{table}", str(following)) for table, following in sorted(self._next.items())]
        dialect.insert(connection, "meta", ("name", "value"), rows)


def add_documents(connection: Connection, keys: Keys, packed: Sequence[tuple[int, Packed]]) -> None:
    """Write documents with the keys of the files they come from, and everything read in them."""
    if not packed:
        return
    remember(connection, DUE, "yes")
    first = keys.take("documents", len(packed))
    numbered = [(first + at, file, one) for at, (file, one) in enumerate(packed)]
    told = [(key, file, *one.document) for key, file, one in numbered]
    dialect.insert(connection, "documents", ("document", "file", *DOCUMENT), told)
    whole = [(key, one.body, one.mentions, one.facts) for key, _, one in numbered]
    dialect.insert(connection, "bodies", ("document", "body", "mentions", "facts"), whole)
    begins = {table: _add_rows(connection, keys, table, numbered) for table in COLUMNS}
    for kind, (table, parent, columns) in CHILDREN.items():
        number = KEYED[parent] if table != "attributions" else "number"
        rows = [
            (key, begin + row[0], *row[1:])
            for (key, _, one), begin in zip(numbered, begins[parent], strict=True)
            for row in one.rows.get(kind, ())
        ]
        dialect.insert(connection, table, ("document", number, *columns), rows)
    _note_new(connection, [one for _, _, one in numbered])
    dialect.index(connection, [(key, one.tokens) for key, _, one in numbered])


def _note_new(connection: Connection, packed: Sequence[Packed]) -> None:
    """Note the documents whose claims must find their groups, and the happenings that gained a statement."""
    happening = COLUMNS["events"].index("happening")
    joined = {one.rows["events"][row[0]][happening] for one in packed for row in one.rows.get("joins", ())}
    noted = [("document", one.document[0]) for one in packed if one.rows.get("claims")]
    noted += [("happening", name) for name in sorted(joined)]
    dialect.insert(connection, "stale", ("kind", "name"), noted)


def _add_rows(connection: Connection, keys: Keys, table: str, numbered: Sequence[tuple[int, int, Packed]]) -> list[int]:
    """Write one table's rows; return, for each document, the key of its first."""
    begins: list[int] = []
    rows: list[tuple[Any, ...]] = []
    own = KEYED.get(table)
    for key, _, one in numbered:
        given = one.rows.get(table, ())
        begin = keys.take(table, len(given)) if own else 0
        begins.append(begin)
        if own:
            rows.extend((begin + at, key, *row) for at, row in enumerate(given))
        else:
            rows.extend((key, *row) for row in given)
    columns = (*((own,) if own else ()), "document", *COLUMNS[table])
    dialect.insert(connection, table, columns, rows)
    return begins


def remove_documents(connection: Connection, dead: Sequence[int]) -> None:
    """Take documents and all that was read in them out of the record; verdicts stay.

    The groups their claims were compared in are noted: their disputes must be made anew.
    """
    if not dead:
        return
    remember(connection, DUE, "yes")
    touched = [{"touched": key} for key in dead]
    connection.execute(_STALE_GROUPS, touched)
    connection.execute(_STALE_HAPPENINGS, touched)
    rows = [{"dead": key} for key in dead]
    for table in OF_DOCUMENT:
        connection.execute(table.delete().where(table.c.document == bindparam("dead")), rows)


def documents_of(connection: Connection, files: Sequence[int]) -> list[int]:
    """Return the documents that came from these files."""
    found: list[int] = []
    for file in files:
        found += connection.execute(select(documents.c.document).where(documents.c.file == file)).scalars()
    return found
