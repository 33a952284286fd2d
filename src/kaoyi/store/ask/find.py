"""One thing of the record by its id, the beginning of its id, or its name."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, select

from kaoyi.errors import UsageError
from kaoyi.model import Audit, Claim, Dispute, Event, Relation, Verdict
from kaoyi.store import tables
from kaoyi.store.ask.filters import Aliases, Cut, Filter
from kaoyi.store.ask.names import list_actors

KINDS: tuple[tuple[str, Table, Any], ...] = (
    ("dispute", tables.disputes, Dispute),
    ("claim", tables.claims, Claim),
    ("event", tables.events, Event),
    ("audit", tables.audits, Audit),
    ("relation", tables.relations, Relation),
    ("verdict", tables.verdicts, Verdict),
)
SHORTEST = 4
"""Fewest letters of an id that may stand for the whole."""


class Thing(Struct, frozen=True):
    """What an id or name stands for. kind: dispute claim event audit relation verdict document actor."""

    kind: str
    value: Any


def find(connection: Connection, name: str, aliases: Aliases | None = None) -> Thing:
    """Return the thing with this id (or its first letters), or the document or actor of this name.

    Raises UsageError when there is none, or when the first letters begin several ids.
    """
    found = _by_id(connection, name)
    if len({(thing.kind, thing.value.id) for thing in found}) > 1:
        several = ", ".join(f"{thing.kind} {thing.value.id}" for thing in found[:6])
        raise UsageError(f"{name} begins several ids: {several}")
    if found:
        return found[0]
    documents = tables.documents
    if connection.execute(select(documents.c.document).where(documents.c.name == name)).first():
        return Thing("document", name)
    actors = list_actors(connection, Filter(subject=name.partition(":")[2] or name, aliases=aliases), Cut(10)).rows
    exact = [actor for actor in actors if name in (actor.id, actor.name)]
    if exact or len(actors) == 1:
        return Thing("actor", (exact or list(actors))[0])
    if actors:
        raise UsageError(f"{name} may be any of: {', '.join(actor.name for actor in actors)}")
    raise UsageError(f"the record has nothing called {name}")


def _by_id(connection: Connection, name: str) -> list[Thing]:
    for exact in (True, False):
        if not exact and len(name) < SHORTEST:
            break
        found = []
        for kind, table, value in KINDS:
            same = table.c.id == name if exact else (table.c.id >= name) & (table.c.id < name + "\U0010ffff")
            for row in connection.execute(select(table.c.json).where(same).limit(6)).scalars():
                found.append(Thing(kind, msgspec.json.decode(row, type=value)))
        if found:
            return found
    return []
