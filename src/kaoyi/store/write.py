"""The one writer: rows into the record, in big transactions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from kaoyi.store import dialect
from kaoyi.store.rows import CHILDREN, COLUMNS, DOCUMENT, Packed

KEYED = {"claims": "claim", "events": "event", "relations": "relation", "audits": "audit"}
OF_DOCUMENT = ("claims", "attributions", "events", "participants", "relations", "audits", "appearances", "bodies")


class Keys:
    """Sequential keys, remembered in the record so that none is ever used twice."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.exec_driver_sql("select name, value from meta where name like 'next %'").all()
        self._next = {str(name)[5:]: int(value) for name, value in rows}

    def take(self, table: str, count: int) -> int:
        """Return the first of ``count`` fresh keys of a table."""
        first = self._next.get(table, 1)
        self._next[table] = first + count
        return first

    def keep(self, connection: Connection) -> None:
        """Remember how far the keys have gone, in the transaction that used them."""
        connection.exec_driver_sql("delete from meta where name like 'next %'")
        rows = [(f"next {table}", str(following)) for table, following in sorted(self._next.items())]
        dialect.insert(connection, "meta", ("name", "value"), rows)


def add_documents(connection: Connection, keys: Keys, packed: Sequence[tuple[int, Packed]]) -> None:
    """Write documents with the keys of the files they come from, and everything read in them."""
    first = keys.take("documents", len(packed))
    numbered = [(first + at, file, one) for at, (file, one) in enumerate(packed)]
    documents = [(key, file, *one.document) for key, file, one in numbered]
    dialect.insert(connection, "documents", ("document", "file", *DOCUMENT), documents)
    bodies = [(key, one.body, one.mentions, one.facts) for key, _, one in numbered]
    dialect.insert(connection, "bodies", ("document", "body", "mentions", "facts"), bodies)
    begins = {table: _add_rows(connection, keys, table, numbered) for table in COLUMNS}
    for kind, (table, parent, columns) in CHILDREN.items():
        number = KEYED[parent] if table != "attributions" else "number"
        rows = [
            (key, begin + row[0], *row[1:])
            for (key, _, one), begin in zip(numbered, begins[parent], strict=True)
            for row in one.rows.get(kind, ())
        ]
        dialect.insert(connection, table, ("document", number, *columns), rows)
    dialect.index(connection, [(key, one.tokens) for key, _, one in numbered])


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


def remove_documents(connection: Connection, documents: Iterable[int]) -> None:
    """Take documents and all that was read in them out of the record; verdicts stay."""
    dead = [(key,) for key in documents]
    if dead:
        for table in (*OF_DOCUMENT, "documents"):
            connection.exec_driver_sql(f"delete from {table} where document = ?", dead)
