"""One document's reading as rows of the record: made in the workers, written by the one writer.

A table's rows are tuples in the order of ``COLUMNS``, without their own key and the document's, which only
the writer knows; rows of ``CHILDREN`` begin with the position of their parent among the parent table's rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from kaoyi import disputes
from kaoyi.disputes import happenings
from kaoyi.mentions.edtf import bounds as edtf_bounds
from kaoyi.model import Attribution, Audit, Claim, Document, Event, Mentions, Relation
from kaoyi.path import Reading
from kaoyi.store.join import alone, join
from kaoyi.store.packed import Packed, is_odd, squeeze, squeeze_mentions, to_pack
from kaoyi.store.words import tokens
from kaoyi.text import identity
from kaoyi.version import VERSION

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "claims": (
        "id", "start", "measure", "unit", "subject", "agent", "speaker", "modality", "event", "place", "since", "until",
        "low", "high", "json",
    ),
    "events": (
        "id", "start", "kind", "name", "place", "since", "until", "parent", "happening", "speaker", "modality", "json",
    ),
    "relations": (
        "id", "start", "subject", "kind", "object", "since", "until", "speaker", "modality", "json",
    ),
    "audits": ("id", "start", "kind", "verdict", "json"),
    "appearances": ("actor", "name", "kind", "owner", "times"),
}  # fmt: skip
CHILDREN: Final[dict[str, tuple[str, str, tuple[str, ...]]]] = {
    "claim voices": ("attributions", "claims", ("statement", "position", "name", "mention", "cue")),
    "event voices": ("attributions", "events", ("statement", "position", "name", "mention", "cue")),
    "participants": ("participants", "events", ("role", "actor")),
    "joins": ("joins", "events", ("shared",)),
}
"""Kind of row -> (table, parent's table, columns)."""

DOCUMENT: Final = (
    "name", "sha256", "kind", "encoding", "base", "title", "outlet", "author", "url", "published", "updated", "since",
    "until", "length", "figures", "happenings", "failing", "tool",
)  # fmt: skip


_to_json: Final = msgspec.json.Encoder().encode


def pack(reading: Reading) -> Packed:
    """Return the rows of a document, with what its disputes will be found by."""
    return pack_all([reading])[0]


def pack_all(readings: Sequence[Reading]) -> list[Packed]:
    """Return the rows of each of some documents."""
    facts = disputes.facts_of([reading.document for reading in readings])
    return [_packed(reading, known) for reading, known in zip(readings, facts, strict=True)]


def _packed(reading: Reading, facts: disputes.DocumentFacts) -> Packed:
    document = reading.document
    claims, events = _once(reading.claims), _once(reading.events)
    shared = [[identity(*key) for key in happenings.keys(event)] for event in events]
    events = _joined(events, shared)
    relations, audits = _once(reading.relations), _once(reading.audits)
    rows = {
        "claims": [_claim(claim) for claim in claims],
        "events": [_event(event) for event in events],
        "relations": [_relation(relation) for relation in relations],
        "audits": [_audit(audit) for audit in audits],
        "appearances": _appearances(reading.mentions),
        "claim voices": _voices("claim", [claim.attribution for claim in claims]),
        "event voices": _voices("event", [event.attribution for event in events]),
        "participants": _participants(events),
        "joins": [(at, key) for at, keys in enumerate(shared) for key in keys],
    }
    counts = (len(document.text), len(claims), len(events), sum(audit.verdict == "fails" for audit in audits))
    body = squeeze(replace(document, folded=""))
    return Packed(
        (*_document(document), *counts, VERSION), body, squeeze_mentions(reading.mentions),
        to_pack(facts), tokens(document.folded), rows,
    )  # fmt: skip


def _once(rows: Iterable[Any]) -> list[Any]:
    """One row per id: what would be the same statement twice is one statement."""
    return list({row.id: row for row in rows}.values())


def _joined(events: list[Event], shared: list[list[str]]) -> list[Event]:
    """Give every statement its happening, as far as this document tells; others may join later."""
    joined = join([(event.id, key) for event, keys in zip(events, shared, strict=True) for key in keys])
    return [replace(event, happening=joined.get(event.id) or alone(event.id)) for event in events]


@lru_cache(maxsize=65536)
def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """Return the first and last day an EDTF date can mean, as text that sorts; None where it is open or unknown."""
    found = edtf_bounds(edtf)
    if found is None:
        return None, None
    first, last = found
    return first.isoformat() if first else None, last.isoformat() if last else None


def _document(document: Document) -> tuple[Any, ...]:
    told = document.metadata
    return (
        document.name, document.sha256, document.kind, document.encoding, document.base, told.title, told.outlet,
        told.author, told.url, told.published, told.updated, *bounds(told.published),
    )  # fmt: skip


def _claim(claim: Claim) -> tuple[Any, ...]:
    value = claim.value
    return (
        claim.id, claim.start, claim.measure, claim.unit, claim.subject, claim.agent, claim.speaker, claim.modality,
        claim.event, claim.place, *bounds(claim.time), _column(value.low), _column(value.high), _to_json(claim),
    )  # fmt: skip


def _column(value: Any) -> Any:
    """A bound as a database can hold it."""
    return float(value) if is_odd(value) else value


def _event(event: Event) -> tuple[Any, ...]:
    return (
        event.id, event.start, event.kind, event.name, event.place, *bounds(event.time), event.parent, event.happening,
        event.speaker, event.modality, _to_json(event),
    )  # fmt: skip


def _relation(row: Relation) -> tuple[Any, ...]:
    return (
        row.id, row.start, row.subject, row.relation, row.object, *bounds(row.time), row.speaker, row.modality,
        _to_json(row),
    )  # fmt: skip


def _audit(audit: Audit) -> tuple[Any, ...]:
    start = audit.spans[0][0] if audit.spans else 0
    return (audit.id, start, audit.kind, audit.verdict, _to_json(audit))


def _voices(statement: str, chains: Sequence[tuple[Attribution, ...]]) -> list[tuple[Any, ...]]:
    return [
        (at, statement, position, voice.name, voice.mention, voice.cue)
        for at, chain in enumerate(chains)
        for position, voice in enumerate(chain)
    ]


def _participants(events: Sequence[Event]) -> list[tuple[Any, ...]]:
    return [(at, one.role, one.actor) for at, event in enumerate(events) for one in event.participants if one.actor]


def _appearances(mentions: Mentions) -> list[tuple[Any, ...]]:
    told: dict[tuple[str, str], tuple[str | None, str | None, int]] = {}
    for name in mentions.names:
        thing = (name.name, name.kind)
        actor, owner, times = told.get(thing, (None, None, 0))
        told[thing] = actor or name.id, owner or name.owner, times + 1
    return [(actor, *thing, owner, times) for thing, (actor, owner, times) in told.items()]
