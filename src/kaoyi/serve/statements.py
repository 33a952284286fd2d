"""Event statements and claims as lines of a list: when, what, who says so, and the words with a way to their place."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, structs

from kaoyi.model import Claim, Event
from kaoyi.serve import views
from kaoyi.serve.visible import visible

LONGEST = 160


class EventLine(Struct, frozen=True):
    """One happening in a list: its earliest statement's words, and in how many documents it is told."""

    happening: str
    time: str
    kind: str
    name: str
    place: str
    actors: tuple[str, ...]
    quote: views.Quote
    documents: int
    speaker: str


class ClaimLine(Struct, frozen=True):
    """One figure in a list."""

    value: str
    measure: str
    subject: str
    time: str
    event: str
    speaker: str
    quote: views.Quote


def event_lines(events: Iterable[Event]) -> tuple[EventLine, ...]:
    """Return a line for every happening among these statements, in their order."""
    together: dict[str, list[Event]] = {}
    for event in events:
        together.setdefault(event.happening or event.id, []).append(event)
    return tuple(_event_line(name, told) for name, told in together.items())


def _event_line(happening: str, told: list[Event]) -> EventLine:
    first = told[0]
    actors = dict.fromkeys(one.actor for event in told for one in event.participants if one.actor)
    place = next((event.place for event in told if event.place), "")
    name = next((event.name for event in told if event.name), "")
    documents = len({event.document for event in told})
    return EventLine(
        happening, _times(told), first.kind, name or "", place or "", tuple(actors), quote_of(first), documents,
        first.speaker or "",
    )  # fmt: skip


def _times(told: list[Event]) -> str:
    return " / ".join(list(dict.fromkeys(event.time for event in told if event.time))[:2])


def quote_of(event: Event) -> views.Quote:
    """Return an event statement's words with its trigger marked, cut to what a list has room for."""
    whole = views.quote_of(event)
    before, after = whole.before, whole.after
    if len(before) > LONGEST // 2:
        before = "…" + before[-LONGEST // 2 :]
    if len(after) > LONGEST // 2:
        after = after[: LONGEST // 2] + "…"
    return structs.replace(whole, before=before, after=after)


def claim_lines(claims: Iterable[Claim]) -> tuple[ClaimLine, ...]:
    """Return a line for every claim."""
    return tuple(
        ClaimLine(
            visible(claim.number.text), claim.measure, claim.subject or "", claim.time or "", claim.event or "",
            claim.speaker or "", views.quote_of(claim),
        )
        for claim in claims
    )  # fmt: skip
