"""The words a record was read with: kept as rows, so that later words can be compared with them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from kaoyi.lexicon import Lexicon, Row
from kaoyi.lexicon.changes import lean_tables
from kaoyi.store.packed import squeeze, unsqueeze
from kaoyi.store.tables import lexicons


def keep(connection: Connection, digest: str, lexicon: Lexicon) -> None:
    """Let the record remember the words that have this digest."""
    known = select(lexicons.c.digest).where(lexicons.c.digest == digest)
    if connection.execute(known).first() is None:
        packed = squeeze(lean_tables(lexicon.tables()))
        connection.execute(lexicons.insert().values(digest=digest, tables=packed))


def recall(connection: Connection, digest: str) -> Lexicon | None:
    """Return the words that have this digest, None when the record does not remember them."""
    packed = connection.execute(select(lexicons.c.tables).where(lexicons.c.digest == digest)).scalar()
    if packed is None:
        return None
    rows = unsqueeze(packed, dict[str, tuple[Row, ...]])
    return Lexicon(tables=rows)


def more_than_one(connection: Connection) -> bool:
    """Whether the record remembers words besides those of one state."""
    return len(connection.execute(select(lexicons.c.digest).limit(2)).all()) > 1


def forget(connection: Connection, but: Collection[str]) -> None:
    """Forget all words but those with one of these digests."""
    known = set(connection.execute(select(lexicons.c.digest)).scalars())
    for digest in sorted(known - set(but)):
        connection.execute(lexicons.delete().where(lexicons.c.digest == digest))
