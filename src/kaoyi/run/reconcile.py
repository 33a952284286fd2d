"""After reading: which claims of the record stand against each other."""

from __future__ import annotations

import msgspec
from sqlalchemy import Engine

from kaoyi import disputes
from kaoyi.model import Claim, Dispute, Event
from kaoyi.store import dialect
from kaoyi.store.rows import bounds, unsqueeze
from kaoyi.store.write import Keys


def reconcile(engine: Engine, stamp: str) -> int:
    """Make the record's disputes, agreements and families anew; return how many disputes there are."""
    with engine.connect() as connection:
        claims = [
            msgspec.json.decode(row, type=Claim)
            for row in connection.exec_driver_sql("select json from claims").scalars()
        ]
        events = [
            msgspec.json.decode(row, type=Event)
            for row in connection.exec_driver_sql("select json from events").scalars()
        ]
        facts = [
            unsqueeze(row, disputes.DocumentFacts)
            for row in connection.exec_driver_sql("select facts from bodies").scalars()
        ]
    result = disputes.reconcile(claims, facts, events)
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        keys = Keys(connection)
        for table in ("disputes", "disputed", "families", "stale"):
            connection.exec_driver_sql(f"delete from {table}")
        everything = [*result.disputes, *result.agreements]
        first = keys.take("disputes", len(everything))
        rows = [(first + at, *_row(dispute)) for at, dispute in enumerate(everything)]
        columns = (
            "dispute", "id", "compared", "measure", "subject", "event", "since", "until", "kind", "spread", "voices",
            "accounts", "attention", "json",
        )  # fmt: skip
        dialect.insert(connection, "disputes", columns, rows)
        disputed = [
            (first + at, account, claim)
            for at, dispute in enumerate(everything)
            for account, row in enumerate(dispute.rows)
            for claim in row.claims
        ]
        dialect.insert(connection, "disputed", ("dispute", "account", "claim"), disputed)
        members = [(one.id, document, one.kind, one.why) for one in result.families for document in one.documents]
        dialect.insert(connection, "families", ("id", "document", "kind", "why"), members)
        keys.keep(connection)
    return len(result.disputes)


def _row(dispute: Dispute) -> tuple[object, ...]:
    voices = len({voice for row in dispute.rows for voice in row.voices})
    attention = float(voices) + (dispute.spread or 1.0)
    return (
        dispute.id, "", dispute.measure, dispute.subject, dispute.event, *bounds(dispute.time), dispute.kind,
        dispute.spread, voices, len(dispute.rows), attention, msgspec.json.encode(dispute),
    )  # fmt: skip
