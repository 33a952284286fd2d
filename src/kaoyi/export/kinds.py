"""The kinds of rows that leave the record, each as an iterator of JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import Connection

from kaoyi.store import dump


def lines(connection: Connection, what: str) -> Iterator[bytes]:
    """Yield the rows of one kind as JSON, in the order of document name and offset."""
    return KINDS[what](connection)


KINDS: dict[str, Callable[[Connection], Iterator[bytes]]] = {
    "documents": dump.documents,
    "claims": dump.claims,
    "times": dump.times,
    "mentions": dump.mentions,
    "events": dump.events,
    "relations": dump.relations,
    "disputes": dump.disputes,
    "agreements": dump.agreements,
    "audits": dump.audits,
    "verdicts": dump.verdicts,
}
