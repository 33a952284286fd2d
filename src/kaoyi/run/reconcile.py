"""After reading: which claims stand against each other. Only what gained or lost a member is made anew.

Each step is a transaction that takes its work off the list of what is stale, so a killed run goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, Engine, Row, bindparam, func, select

from kaoyi import disputes
from kaoyi.disputes import happenings
from kaoyi.lexicon import Lexicon
from kaoyi.model import Claim, Dispute, Event
from kaoyi.store import dialect, tables
from kaoyi.store.join import join
from kaoyi.store.open import remember, remembered, writing
from kaoyi.store.rows import bounds
from kaoyi.store.tables import bodies, claims, documents, events, families, joins, stale
from kaoyi.store.write import DUE, Keys

BATCH = 500
DISPUTE = (
    "dispute", "id", "compared", "measure", "subject", "event", "since", "until", "kind", "spread", "voices", "accounts",
    "attention", "json",
)  # fmt: skip

T = TypeVar("T")


def reconcile(engine: Engine, lexicon: Lexicon) -> None:
    """Bring the record's families, happenings, disputes and agreements up to date with its documents."""
    with engine.connect() as connection:
        if remembered(connection, DUE) is None:
            return
    grouped = _families(engine)
    _assign(engine, grouped, lexicon)
    _happenings(engine)
    _groups(engine, grouped, lexicon)
    with writing(engine) as connection:
        remember(connection, DUE, None)


def _families(engine: Engine) -> disputes.Families:
    """Find copies and versions anew; claims of documents whose family changed are compared again."""
    with writing(engine) as connection:
        facts = connection.execute(select(bodies.c.facts).order_by(bodies.c.document)).scalars()
        decoder = msgspec.msgpack.Decoder(disputes.DocumentFacts)
        grouped = disputes.group(sorted((decoder.decode(row) for row in facts), key=lambda one: one.name))
        before = {row.document: row.id for row in connection.execute(select(families.c.document, families.c.id))}
        changed = {name for name in {*before, *grouped.family_of} if before.get(name) != grouped.family_of.get(name)}
        if changed:
            connection.execute(families.delete())
            members = [(one.id, name, one.kind, one.why) for one in grouped.families for name in one.documents]
            dialect.insert(connection, "families", ("id", "document", "kind", "why"), members)
            _note(connection, "document", changed)
        return grouped


def _note(connection: Connection, kind: str, names: Iterable[str]) -> None:
    dialect.insert(connection, "stale", ("kind", "name"), [(kind, name) for name in sorted(set(names))])


def _noted(connection: Connection, kind: str) -> list[str]:
    return sorted(set(connection.execute(select(stale.c.name).where(stale.c.kind == kind)).scalars()))


def _assign(engine: Engine, grouped: disputes.Families, lexicon: Lexicon) -> None:
    """Find the group of every claim of new documents and of those whose family changed."""
    with engine.connect() as connection:
        names = _noted(connection, "document")
    for some in _batches(names):
        with writing(engine) as connection:
            of_these = select(documents.c.document).where(documents.c.name.in_(some))
            query = select(claims.c.id, claims.c.compared, claims.c.json).where(claims.c.document.in_(of_these))
            query = query.order_by(claims.c.claim)
            told: dict[str, list[Claim]] = defaultdict(list)
            before: dict[str, str | None] = {}
            for name, compared, row in connection.execute(query):
                claim = msgspec.json.decode(row, type=Claim)
                told[claim.document].append(claim)
                before[name] = compared
            now: dict[str, str] = {}
            for name in sorted(told):
                now |= disputes.keys(told[name], grouped, lexicon)
            moved = [{"moved": name, "group": now.get(name)} for name in before if now.get(name) != before[name]]
            if moved:
                update = claims.update().where(claims.c.id == bindparam("moved")).values(compared=bindparam("group"))
                connection.execute(update, moved)
            _note(connection, "group", {name for name in (*before.values(), *now.values()) if name})
            connection.execute(stale.delete().where(stale.c.kind == "document", stale.c.name.in_(some)))


def _happenings(engine: Engine) -> None:
    """Join the statements of one happening: those that are new, with all that share a key with them."""
    with writing(engine) as connection:
        lost = set(connection.execute(select(stale.c.name).where(stale.c.kind == "happening")).scalars())
        told = _touched(connection, lost)
        joined = join((row.id, row.shared) for row in told)
        before = {row.id: row.happening for row in told}
        moved = sorted(name for name in joined if joined[name] != before[name])
        lost.update(before[name] for name in moved)
        _move(connection, {name: joined[name] for name in moved})
        members = Counter(joined.values())
        touched = lost | {joined[name] for name in moved}
        for some in _batches(sorted(touched)):
            told_of = _statements(connection, [name for name in some if members[name] > 1])
            remade = {f"happening {name}": tuple(_differences(name, told_of.get(name, []))) for name in some}
            _replace(connection, remade)
        connection.execute(stale.delete().where(stale.c.kind == "happening"))


def _touched(connection: Connection, noted: set[str]) -> list[Row[tuple[str, str, str]]]:
    """Return (id, shared, happening) of every statement of these happenings and of those that share a key with them."""
    near: set[str] = set(noted)
    for some in _batches(sorted(noted)):
        within = select(events.c.event).where(events.c.happening.in_(some))
        shared = select(joins.c.shared).where(joins.c.event.in_(within))
        others = select(joins.c.event).where(joins.c.shared.in_(shared))
        near.update(
            connection.execute(select(events.c.happening).where(events.c.event.in_(others)).distinct()).scalars()
        )
    found: list[Row[tuple[str, str, str]]] = []
    for some in _batches(sorted(near)):
        query = select(events.c.id, joins.c.shared, events.c.happening).join(joins, joins.c.event == events.c.event)
        found += connection.execute(query.where(events.c.happening.in_(some)).order_by(events.c.id, joins.c.shared))
    return found


def _move(connection: Connection, joined: dict[str, str]) -> None:
    """Give statements the happening they now belong to."""
    update = events.update().where(events.c.id == bindparam("moved"))
    update = update.values(happening=bindparam("joined"), json=bindparam("whole"))
    for some in _batches(joined):
        rows = connection.execute(select(events.c.id, events.c.json).where(events.c.id.in_(some))).all()
        moved = []
        for name, row in rows:
            event = msgspec.structs.replace(msgspec.json.decode(row, type=Event), happening=joined[name])
            moved.append({"moved": name, "joined": joined[name], "whole": msgspec.json.encode(event)})
        connection.execute(update, moved)


def _statements(connection: Connection, names: Sequence[str]) -> dict[str, list[Event]]:
    """Return the statements of these happenings."""
    found: dict[str, list[Event]] = defaultdict(list)
    for row in connection.execute(select(events.c.json).where(events.c.happening.in_(names))).scalars():
        event = msgspec.json.decode(row, type=Event)
        found[event.happening or ""].append(event)
    return found


def _differences(name: str, held: list[Event]) -> Iterator[Dispute]:
    if len(held) > 1:
        yield from happenings.differences(sorted(held, key=lambda one: (one.document, one.start, one.id)), name)


def _groups(engine: Engine, grouped: disputes.Families, lexicon: Lexicon) -> None:
    """Compare the claims of every group that gained or lost one."""
    with engine.connect() as connection:
        names = _noted(connection, "group")
    for some in _batches(names):
        with writing(engine) as connection:
            found = _group_claims(connection, some)
            remade = {
                name: disputes.reconcile_group(name, found[name], grouped, lexicon) if name in found else ()
                for name in some
            }
            _replace(connection, remade)
            connection.execute(stale.delete().where(stale.c.kind == "group", stale.c.name.in_(some)))


def _group_claims(connection: Connection, names: Sequence[str]) -> dict[str, list[Claim]]:
    """Return, for every group of more than one claim, all claims of the documents that have one in it."""
    query = select(claims.c.compared, claims.c.document, func.count()).where(claims.c.compared.in_(names))
    members: dict[str, dict[int, int]] = defaultdict(dict)
    for name, document, count in connection.execute(query.group_by(claims.c.compared, claims.c.document)):
        members[name][document] = count
    members = {name: counts for name, counts in members.items() if sum(counts.values()) > 1}
    told: dict[int, list[Claim]] = defaultdict(list)
    for some in _batches(sorted({document for counts in members.values() for document in counts})):
        within = select(claims.c.document, claims.c.json).where(claims.c.document.in_(some))
        for document, row in connection.execute(within.order_by(claims.c.claim)):
            told[document].append(msgspec.json.decode(row, type=Claim))
    return {name: [claim for document in counts for claim in told[document]] for name, counts in members.items()}


def _replace(connection: Connection, remade: dict[str, tuple[Dispute, ...]]) -> None:
    """Put the disputes of these groups in the place of those they had."""
    table, members = tables.disputes, tables.disputed
    for some in _batches(sorted(remade)):
        old = select(table.c.dispute).where(table.c.compared.in_(some))
        connection.execute(members.delete().where(members.c.dispute.in_(old)))
        connection.execute(table.delete().where(table.c.compared.in_(some)))
    keys = Keys(connection)
    made = [(name, dispute) for name in sorted(remade) for dispute in remade[name]]
    first = keys.take("disputes", len(made))
    rows = [(first + at, *_row(name, dispute)) for at, (name, dispute) in enumerate(made)]
    dialect.insert(connection, "disputes", DISPUTE, rows)
    disputed = [
        (first + at, account, claim)
        for at, (_, dispute) in enumerate(made)
        for account, row in enumerate(dispute.rows)
        for claim in row.claims
    ]
    dialect.insert(connection, "disputed", ("dispute", "account", "claim"), disputed)
    keys.keep(connection)


def _row(group: str, dispute: Dispute) -> tuple[object, ...]:
    voices = len({voice for row in dispute.rows for voice in row.voices})
    return (
        dispute.id, group, dispute.measure, dispute.subject, dispute.event, *bounds(dispute.time), dispute.kind,
        dispute.spread, voices, len(dispute.rows), disputes.attention(dispute), msgspec.json.encode(dispute),
    )  # fmt: skip


def _batches(names: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(names)
    while some := list(islice(rest, BATCH)):
        yield some
