"""Who is tied to whom: actors by their relations and by what one does to another, for pictures of the whole record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, func, select

from kaoyi.store.tables import events, participants, relations

BETWEEN_ACTORS = ("ally_of", "at_war_with", "part_of", "commands", "supplies", "recognises", "succeeds")
AGAINST = ("attack", "bombing", "massacre", "battle", "sanction", "capture_of_place")
TOGETHER = ("talks", "agreement", "meeting", "visit", "aid", "ceremony", "exchange")


class Tie(Struct, frozen=True):
    """How often one actor is tied to another. kind: a relation's name, or "against", "with", "towards"."""

    source: str
    target: str
    kind: str
    count: int


def ties_of_relations(connection: Connection) -> tuple[Tie, ...]:
    """Return the relations between actors, each pair and kind with how often it is told."""
    columns = (relations.c.subject, relations.c.object, relations.c.kind)
    query = select(*columns, func.count()).where(relations.c.kind.in_(BETWEEN_ACTORS)).group_by(*columns)
    return tuple(Tie(*row) for row in connection.execute(query.order_by(*columns)))


def ties_of_events(connection: Connection) -> tuple[Tie, ...]:
    """Return who does something to whom, and who meets whom, with how often it is told.

    One walk over all who take part: joining the table with itself takes several times as long.
    """
    query = (
        select(participants.c.event, participants.c.role, participants.c.actor, events.c.kind)
        .join(events, events.c.event == participants.c.event)
        .where(participants.c.role.in_(("agent", "target", "party")))
        .order_by(participants.c.event)
    )
    counted: Counter[tuple[str, str, str]] = Counter()
    for _, rows in groupby(connection.execute(query), key=itemgetter(0)):
        told = list(rows)
        if len(told) > 1:
            counted.update(_pairs(told))
    return tuple(Tie(*pair, count) for pair, count in sorted(counted.items()))


def _pairs(told: Sequence[Any]) -> Iterator[tuple[str, str, str]]:
    """The ties one statement tells of: (from, to, kind)."""
    kind = "against" if told[0].kind in AGAINST else "with" if told[0].kind in TOGETHER else "towards"
    by_role: dict[str, set[str]] = {"agent": set(), "target": set(), "party": set()}
    for row in told:
        by_role[row.role].add(row.actor)
    for agent in by_role["agent"]:
        yield from ((agent, target, kind) for target in by_role["target"] if target != agent)
    yield from ((one, other, kind) for one, other in combinations(sorted(by_role["party"]), 2))
