"""The group-by: every claim to its group, every group to its disputes, done by a crew and written by one writer.

Groups are uneven: most hold one claim, a war's dead thousands. Groups of one are settled here; the others go out in
batches of about equal numbers of claims, the largest first, so that none is begun when all others are done.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine, bindparam, func, select

from kaoyi import disputes, fleet
from kaoyi.lexicon import Lexicon
from kaoyi.run import compare
from kaoyi.run.compare import Groups, Made
from kaoyi.store import dialect, tables
from kaoyi.store.open import writing
from kaoyi.store.tables import claims, documents, stale
from kaoyi.store.write import Keys

BATCH = 500
BATCH_CLAIMS = 20_000
DISPUTE = (
    "dispute", "id", "compared", "measure", "subject", "event", "since", "until", "kind", "spread", "voices", "accounts",
    "attention", "json",
)  # fmt: skip

T = TypeVar("T")


class Hand(Struct, frozen=True):
    """What comparing needs: who does it, with which words, knowing which documents are copies."""

    crew: fleet.Crew
    lexicon: Lexicon
    families: disputes.Families

    def do(self, function: Callable[..., bytes], work: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the answers to packed work, in order; what no worker lives through is done here."""
        folder = str(self.lexicon.extra) if self.lexicon.extra else None
        apply = partial(function, lexicon=folder)
        for packed, answer in self.crew.apply(apply, work):
            yield apply(packed) if isinstance(answer, fleet.Lost) else answer


def noted(connection: Connection, kind: str) -> list[str]:
    """Return what is stale of a kind, sorted."""
    return sorted(set(connection.execute(select(stale.c.name).where(stale.c.kind == kind)).scalars()))


def note(connection: Connection, kind: str, names: Iterable[str]) -> None:
    """Note things as stale."""
    dialect.insert(connection, "stale", ("kind", "name"), [(kind, name) for name in sorted(set(names))])


def batches(names: Iterable[T]) -> Iterator[list[T]]:
    """Yield the names some at a time."""
    rest = iter(names)
    while some := list(islice(rest, BATCH)):
        yield some


def assign(engine: Engine, hand: Hand) -> None:
    """Find the group of every claim of new documents and of those whose family changed."""
    with engine.connect() as connection:
        names = noted(connection, "document")
    waiting: deque[tuple[list[str], dict[str, str | None]]] = deque()

    def work() -> Iterator[bytes]:
        for some in batches(names):
            with engine.connect() as connection:
                told, before = _claims_of(connection, some)
            waiting.append((some, before))
            yield msgspec.msgpack.encode(compare.tell(sorted(told), told, hand.families))

    for answer in hand.do(compare.assign, work()):
        some, before = waiting.popleft()
        now = msgspec.msgpack.decode(answer, type=dict[str, str])
        with writing(engine) as connection:
            moved = [{"moved": name, "group": now.get(name)} for name in before if now.get(name) != before[name]]
            if moved:
                update = claims.update().where(claims.c.id == bindparam("moved")).values(compared=bindparam("group"))
                connection.execute(update, moved)
            note(connection, "group", {name for name in (*before.values(), *now.values()) if name})
            connection.execute(stale.delete().where(stale.c.kind == "document", stale.c.name.in_(some)))


def _claims_of(connection: Connection, names: Sequence[str]) -> tuple[dict[str, list[bytes]], dict[str, str | None]]:
    """Return the claims of these documents, and the group each has now."""
    query = (
        select(documents.c.name, claims.c.id, claims.c.compared, claims.c.json)
        .join(documents, claims.c.document == documents.c.document)
        .where(documents.c.name.in_(names))
    )
    told: dict[str, list[bytes]] = defaultdict(list)
    before: dict[str, str | None] = {}
    for document, name, group, row in connection.execute(query.order_by(claims.c.claim)):
        told[document].append(row)
        before[name] = group
    return told, before


def regroup(engine: Engine, hand: Hand) -> None:
    """Compare the claims of every group that gained or lost one."""
    with engine.connect() as connection:
        names = noted(connection, "group")
        sizes = _sizes(connection, names)
    _settle(engine, {name: [] for name in names if sizes.get(name, 0) < 2})
    waiting: deque[list[str]] = deque()

    def work() -> Iterator[bytes]:
        for some in _even(sizes):
            with engine.connect() as connection:
                asked = _gathered(connection, some, hand.families)
            waiting.append(some)
            yield msgspec.msgpack.encode(asked)

    for answer in hand.do(compare.compare, work()):
        made = msgspec.msgpack.decode(answer, type=list[list[Made]])
        _settle(engine, dict(zip(waiting.popleft(), made, strict=True)))


def _sizes(connection: Connection, names: Sequence[str]) -> dict[str, int]:
    """Return how many claims each group of these holds."""
    found: dict[str, int] = {}
    for some in batches(names):
        query = select(claims.c.compared, func.count()).where(claims.c.compared.in_(some)).group_by(claims.c.compared)
        found.update((name, count) for name, count in connection.execute(query))
    return found


def _even(sizes: dict[str, int]) -> Iterator[list[str]]:
    """Yield groups of more than one claim in batches of about as many claims, the largest first."""
    some: list[str] = []
    held = 0
    for name in sorted(sizes, key=lambda name: (-sizes[name], name)):
        if sizes[name] < 2:
            break
        if some and (len(some) >= BATCH or held + sizes[name] > BATCH_CLAIMS):
            yield some
            some, held = [], 0
        some.append(name)
        held += sizes[name]
    if some:
        yield some


def _gathered(connection: Connection, names: Sequence[str], families: disputes.Families) -> Groups:
    """Return groups with all claims of every document that has one in them."""
    inside = select(documents.c.name).join(claims, claims.c.document == documents.c.document)
    members = connection.execute(inside.where(claims.c.compared.in_(names)).distinct()).scalars()
    told: dict[str, list[bytes]] = {}
    for some in batches(sorted(members)):
        told |= _claims_of(connection, some)[0]
    return Groups(list(names), compare.tell(sorted(told), told, families))


def _settle(engine: Engine, remade: dict[str, list[Made]]) -> None:
    """Write what came of some groups and take them off the list."""
    for some in batches(remade):
        with writing(engine) as connection:
            replace(connection, {name: remade[name] for name in some})
            connection.execute(stale.delete().where(stale.c.kind == "group", stale.c.name.in_(some)))


def replace(connection: Connection, remade: dict[str, list[Made]]) -> None:
    """Put the disputes of these groups in the place of those they had."""
    table, members = tables.disputes, tables.disputed
    for some in batches(sorted(remade)):
        old = select(table.c.dispute).where(table.c.compared.in_(some))
        connection.execute(members.delete().where(members.c.dispute.in_(old)))
        connection.execute(table.delete().where(table.c.compared.in_(some)))
    keys = Keys(connection)
    every = [one for name in sorted(remade) for one in remade[name]]
    first = keys.take("disputes", len(every))
    dialect.insert(connection, "disputes", DISPUTE, [(first + at, *one.row) for at, one in enumerate(every)])
    disputed = [(first + at, *member) for at, one in enumerate(every) for member in one.members]
    dialect.insert(connection, "disputed", ("dispute", "account", "claim"), disputed)
    keys.keep(connection)
