"""The ledger: what people took, and why. Rows are only added.

A verdict is tied to what its dispute is about (measure, subject, event) and to the quotes it was taken over, so it
still applies, or is shown as needing another look, after the documents are read again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from kaoyi.errors import UsageError
from kaoyi.model import Dispute, Verdict
from kaoyi.store import tables
from kaoyi.store.write import Keys
from kaoyi.text import identity


class Adopted(Struct, frozen=True):
    """What stands adopted of a dispute. look_again: the claims have changed since it was taken."""

    verdict: str
    adopted: dict[str, str]
    because: str
    by: str
    at: str
    look_again: bool


class Entry(Struct, frozen=True):
    """A line of the ledger. standing: no later one supersedes it; applies: its dispute is in the record as it was."""

    verdict: Verdict
    standing: bool
    applies: bool


Question = tuple[str, str | None, str | None]
"""What a dispute is about: measure, subject, event."""


def quotes_of(dispute: Dispute) -> tuple[str, ...]:
    """Return the quotes a dispute rests on, each once, sorted."""
    return tuple(sorted({quote for row in dispute.rows for quote in row.quotes}))


def read(connection: Connection) -> list[Verdict]:
    """Return every verdict in the order they were taken."""
    rows = connection.execute(select(tables.verdicts.c.json).order_by(tables.verdicts.c.verdict)).scalars()
    return [msgspec.json.decode(row, type=Verdict) for row in rows]


def standing(connection: Connection) -> dict[Question, list[Verdict]]:
    """Return the verdicts no later one supersedes, by what they are about."""
    every = read(connection)
    superseded = {verdict.supersedes for verdict in every}
    found: dict[Question, list[Verdict]] = {}
    for verdict in every:
        if verdict.id not in superseded:
            found.setdefault((verdict.measure, verdict.subject, verdict.event), []).append(verdict)
    return found


def verdict_on(verdicts: dict[Question, list[Verdict]], dispute: Dispute) -> Verdict | None:
    """Return the standing verdict on a dispute: the one with its id, else the one on most of its quotes."""
    about = verdicts.get((dispute.measure, dispute.subject, dispute.event), [])
    for verdict in about:
        if verdict.dispute == dispute.id:
            return verdict
    quotes = set(quotes_of(dispute))
    shared = [(len(quotes & set(verdict.quotes)), verdict) for verdict in about]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def adopted(verdicts: dict[Question, list[Verdict]], dispute: Dispute) -> Adopted | None:
    """Return what stands adopted of a dispute; None when nobody took anything, or took it back."""
    verdict = verdict_on(verdicts, dispute)
    if verdict is None or not verdict.adopted:
        return None
    again = set(verdict.quotes) != set(quotes_of(dispute))
    return Adopted(verdict.id, verdict.adopted, verdict.because, verdict.by, verdict.at, again)


def entries(connection: Connection) -> list[Entry]:
    """Return the whole ledger, oldest first."""
    rows = connection.execute(select(tables.disputes.c.json).order_by(tables.disputes.c.id)).scalars()
    last = standing(connection)
    applying = {
        verdict.id
        for dispute in (msgspec.json.decode(row, type=Dispute) for row in rows)
        if (verdict := verdict_on(last, dispute)) and set(verdict.quotes) == set(quotes_of(dispute))
    }
    kept = {verdict.id for verdicts in last.values() for verdict in verdicts}
    return [Entry(verdict, verdict.id in kept, verdict.id in applying) for verdict in read(connection)]


def history(connection: Connection, dispute: Dispute) -> list[Verdict]:
    """Return the verdicts on a dispute and those they superseded, newest first."""
    every = {verdict.id: verdict for verdict in read(connection)}
    at = verdict_on(standing(connection), dispute)
    found = []
    while at is not None:
        found.append(at)
        at = every.get(at.supersedes) if at.supersedes else None
    return found


def add(connection: Connection, dispute: Dispute, taken: dict[str, str], because: str, by: str) -> Verdict:
    """Add a verdict; it supersedes the standing one on the dispute. ``taken`` is {"claim": id}, {"value": text} or {}.

    Raises UsageError when no reason is given, or when the claim is none of the dispute's.
    """
    if not because.strip():
        raise UsageError("a verdict needs a reason: --because TEXT")
    claims = {claim for row in dispute.rows for claim in row.claims}
    if "claim" in taken and taken["claim"] not in claims:
        raise UsageError(f"{taken['claim']} is none of the claims of dispute {dispute.id}")
    before = verdict_on(standing(connection), dispute)
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    supersedes = before.id if before else None
    name = identity("verdict", dispute.id, supersedes, *(f"{k}={v}" for k, v in taken.items()), because, by, at)
    verdict = Verdict(
        name, dispute.id, taken, because, by, at, supersedes, dispute.measure, dispute.subject, dispute.event,
        quotes_of(dispute),
    )  # fmt: skip
    _write(connection, verdict)
    return verdict


def _write(connection: Connection, verdict: Verdict) -> None:
    keys = Keys(connection)
    row = tables.verdicts.insert().values(
        verdict=keys.take("verdicts", 1), id=verdict.id, dispute=verdict.dispute, measure=verdict.measure,
        subject=verdict.subject, event=verdict.event, supersedes=verdict.supersedes, json=msgspec.json.encode(verdict),
    )  # fmt: skip
    connection.execute(row)
    keys.keep(connection)


def of_many(verdicts: dict[Question, list[Verdict]], disputes: Iterable[Dispute]) -> dict[str, Adopted]:
    """Return what stands adopted, by dispute id."""
    found = {dispute.id: adopted(verdicts, dispute) for dispute in disputes}
    return {name: one for name, one in found.items() if one is not None}
