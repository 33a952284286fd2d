"""After reading: which claims stand against each other. Only what gained or lost a member is made anew.

Each step is a transaction that takes its work off the list of what is stale, so a killed run goes on where it stopped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import Connection, Engine, Row, bindparam, literal, select

from kaoyi import disputes, fleet
from kaoyi.disputes import happenings
from kaoyi.fleet.processes import Processes
from kaoyi.lexicon import Lexicon
from kaoyi.model import Event
from kaoyi.run.compare import Made, made
from kaoyi.run.groups import Hand, assign, batches, note, regroup, replace
from kaoyi.store import dialect
from kaoyi.store.join import join
from kaoyi.store.open import remember, remembered, writing
from kaoyi.store.tables import bodies, documents, events, families, joins, stale
from kaoyi.store.write import DUE

_COMPARED = "compared with"


def reconcile(engine: Engine, lexicon: Lexicon, crew: fleet.Crew | None = None) -> None:
    """Bring the record's families, happenings, disputes and agreements up to date with its documents."""
    with engine.connect() as connection:
        if remembered(connection, DUE) is None:
            return
    hand = Hand(crew or Processes(1), lexicon, _families(engine))
    assign(engine, hand)
    _happenings(engine)
    regroup(engine, hand)
    with writing(engine) as connection:
        remember(connection, DUE, None)


def renew(engine: Engine, mark: str) -> str:
    """Note everything for comparing again when the code or words it was compared with were others; say why, or "".

    ``mark`` is the comparing stamp of now.
    """
    with writing(engine) as connection:
        before = remembered(connection, _COMPARED)
        if before == mark:
            return ""
        remember(connection, _COMPARED, mark)
        if connection.execute(select(documents.c.document).limit(1)).first() is None:
            return ""
        remember(connection, DUE, "yes")
        noted = stale.insert().from_select
        connection.execute(noted(["kind", "name"], select(literal("document"), documents.c.name)))
        told = select(literal("happening"), events.c.happening).where(events.c.happening.is_not(None)).distinct()
        connection.execute(noted(["kind", "name"], told))
    words = before is None or before.rsplit(" ", 1)[1] != mark.rsplit(" ", 1)[1]
    return "the words have changed" if words else "another version of the program compared them"


def _families(engine: Engine) -> disputes.Families:
    """Find copies and versions anew; claims of documents whose family changed are compared again."""
    with writing(engine) as connection:
        facts = connection.execute(select(bodies.c.facts).order_by(bodies.c.document)).scalars()
        decoder = msgspec.msgpack.Decoder(disputes.DocumentFacts)
        grouped = disputes.group(sorted((decoder.decode(row) for row in facts), key=lambda one: one.name))
        before = {row.document: row.id for row in connection.execute(select(families.c.document, families.c.id))}
        now = {name: family.id for name, family in grouped.family_of.items()}
        changed = {name for name in {*before, *now} if before.get(name) != now.get(name)}
        if changed:
            connection.execute(families.delete())
            members = [(one.id, name, one.kind, one.why) for one in grouped.families for name in one.documents]
            dialect.insert(connection, "families", ("id", "document", "kind", "why"), members)
            note(connection, "document", changed)
        return grouped


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
        for some in batches(sorted(touched)):
            told_of = _statements(connection, [name for name in some if members[name] > 1])
            remade = {f"happening {name}": list(_differences(name, told_of.get(name, []))) for name in some}
            replace(connection, remade)
        connection.execute(stale.delete().where(stale.c.kind == "happening"))


def _touched(connection: Connection, noted: set[str]) -> list[Row[tuple[str, str, str]]]:
    """Return (id, shared, happening) of every statement of these happenings and of those that share a key with them."""
    near: set[str] = set(noted)
    for some in batches(sorted(noted)):
        within = select(events.c.event).where(events.c.happening.in_(some))
        shared = select(joins.c.shared).where(joins.c.event.in_(within))
        others = select(joins.c.event).where(joins.c.shared.in_(shared))
        near.update(
            connection.execute(select(events.c.happening).where(events.c.event.in_(others)).distinct()).scalars()
        )
    found: list[Row[tuple[str, str, str]]] = []
    for some in batches(sorted(near)):
        query = select(events.c.id, joins.c.shared, events.c.happening).join(joins, joins.c.event == events.c.event)
        found += connection.execute(query.where(events.c.happening.in_(some)).order_by(events.c.id, joins.c.shared))
    return found


def _move(connection: Connection, joined: dict[str, str]) -> None:
    """Give statements the happening they now belong to."""
    update = events.update().where(events.c.id == bindparam("moved"))
    update = update.values(happening=bindparam("joined"), json=bindparam("whole"))
    for some in batches(joined):
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


def _differences(name: str, held: list[Event]) -> Iterator[Made]:
    if len(held) > 1:
        ordered = sorted(held, key=lambda one: (one.document, one.start, one.id))
        yield from (made(f"happening {name}", one) for one in happenings.differences(ordered, name))
