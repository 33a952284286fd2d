"""Who is tied to whom: actors by their relations and by what one does to another, for pictures of the whole record."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, case, func, or_, select

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
    """Return who does something to whom, and who meets whom, with how often it is told."""
    one, other = participants.alias("one"), participants.alias("other")
    kind = case((events.c.kind.in_(AGAINST), "against"), (events.c.kind.in_(TOGETHER), "with"), else_="towards")
    acting = (one.c.role == "agent") & (other.c.role == "target")
    meeting = (one.c.role == "party") & (other.c.role == "party") & (one.c.actor < other.c.actor)
    query = (
        select(one.c.actor.label("agent"), other.c.actor.label("target"), kind.label("look"), func.count())
        .select_from(one.join(other, (one.c.document == other.c.document) & (one.c.event == other.c.event)))
        .join(events, events.c.event == one.c.event)
        .where(or_(acting, meeting), one.c.actor != other.c.actor)
        .group_by("agent", "target", "look")
        .order_by("agent", "target", "look")
    )
    return tuple(Tie(*row) for row in connection.execute(query))
