"""Statements of one happening joined, and the dates and places on which they differ.

Two statements are joined when they share a key: the happening's own name; or kind, day and place; or kind, day and the
same two sides. Dealings that happen once between the same sides (a treaty, a founding, a death) are joined within a year,
which is how a treaty "of June" for one and "of last November" for another is seen to be one treaty. Keys make this a
group-by, so it stays linear in the number of statements and can be spread over machines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from kaoyi.disputes.question import question
from kaoyi.mentions import edtf
from kaoyi.model import Account, Dispute, Event
from kaoyi.text import identity
from kaoyi.version import VERSION

_ONCE: Final = frozenset({"agreement", "founding", "death", "massacre", "landing"})
_AT_ONE_TIME: Final = _ONCE | {
    "resolution",
    "appointment",
    "dismissal",
    "capture_of_place",
    "accident",
    "visit",
    "ceremony",
}
# What these words report happens every day between the same sides; only a shared name joins such statements.
_EVERYDAY: Final = frozenset({"statement", "other", "order", "aid", "advance", "withdrawal"})

Key = tuple[str, ...]


def keys(event: Event) -> tuple[Key, ...]:
    """Return the keys under which a statement may be joined with others; none when it says too little."""
    day = _day(event.time)
    found: list[Key] = []
    if event.name:
        found.append(("name", event.kind, event.name))
    if event.kind not in _EVERYDAY and day:
        if event.place:
            found.append(("place", event.kind, day, event.place))
        sides = _sides(event)
        if len(sides) >= 2:
            found.append(("sides", event.kind, day, *sides))
    if event.kind in _ONCE and event.time:
        sides = _sides(event)
        year = event.time.lstrip("./")[:4]
        if len(sides) >= 2 and year.isdigit():
            found.append(("once", event.kind, year, *sides))
    return tuple(found)


def _day(time: str | None) -> str | None:
    """The day of an EDTF date that is known to the day, else None."""
    return time[:10] if time and len(time) >= 10 and "/" not in time and time[:10].count("-") == 2 else None


def _sides(event: Event) -> tuple[str, ...]:
    return tuple(sorted({p.actor for p in event.participants if p.actor and p.role in ("party", "agent", "target")}))


def join(events: Iterable[Event]) -> dict[str, str]:
    """Return event id -> happening id for every event; an event that joins no other is a happening of its own."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    first: dict[Key, str] = {}
    for event in events:
        parent.setdefault(event.id, event.id)
        for key in keys(event):
            one, other = root(first.setdefault(key, event.id)), root(event.id)
            parent[max(one, other)] = min(one, other)
    return {event: identity("happening", root(event)) for event in parent}


def differences(events: Sequence[Event], happening: str) -> tuple[Dispute, ...]:
    """Return the disputes of date and of place among the statements of one happening."""
    found = []
    # A war or a round of talks has many days; only what happens at one time can be misdated.
    dated = [e for e in events if e.time and e.kind in _AT_ONE_TIME and ".." not in e.time]
    if len({e.time for e in dated}) > 1 and not _one_time([e.time for e in dated if e.time]):
        found.append(_dispute("date", events, happening, [(e.time or "", e) for e in dated]))
    placed = [e for e in events if e.place and e.kind not in ("statement", "meeting")]
    if len({e.place for e in placed}) > 1 and any(e.name for e in events):
        found.append(_dispute("place", events, happening, [(e.place or "", e) for e in placed]))
    return tuple(found)


def _one_time(times: list[str]) -> bool:
    """Whether some time lies within what every statement gives: 1950-06 and 1950-06-25 do not differ."""
    return all(edtf.overlaps(a, b) for i, a in enumerate(times) for b in times[i + 1 :])


def _dispute(measure: str, events: Sequence[Event], happening: str, values: list[tuple[str, Event]]) -> Dispute:
    by_value: dict[str, list[Event]] = defaultdict(list)
    for value, event in values:
        by_value[value].append(event)
    rows = tuple(_account(value, held) for value, held in sorted(by_value.items()))
    name = next((e.name for e in events if e.name), None)
    sides = _sides(events[0])
    documents = sorted({e.document for e in events})
    kind = "slip" if len(documents) == 1 and all(not row.speakers for row in rows) else "open"
    what = "日期" if measure == "date" else "地点"
    why = f"同一事件的{what}，{'、'.join(row.value_text for row in rows)}，各记不同。"
    subject = "与".join(sides) or None
    key = identity("dispute", measure, happening, *(row.value_text for row in rows))
    called = name or f"{'与'.join(sides[:2])}{events[0].trigger.text}"
    asked, asked_en = question(measure, "", None, called)
    return Dispute(
        key, measure, subject, name, None, kind, why, tuple(e.id for e in events), None, rows, VERSION,
        question=asked, question_en=asked_en,
    )  # fmt: skip


def _account(value: str, events: list[Event]) -> Account:
    speakers = tuple(sorted({e.speaker for e in events if e.speaker}))
    documents = tuple(sorted({e.document for e in events}))
    return Account(
        low=None,
        high=None,
        approx=False,
        value_text=value,
        speakers=speakers,
        voices=speakers or documents,
        documents=documents,
        claims=tuple(sorted(e.id for e in events)),
        quotes=tuple(sorted({e.quote for e in events})),
        said_on=(),
    )
