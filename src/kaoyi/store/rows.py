"""One document's reading as rows of the record: made in the workers, written by the one writer.

A table's rows are tuples in the order of ``COLUMNS``, without their own key and the document's, which only
the writer knows; rows of ``CHILDREN`` begin with the position of their parent among the parent table's rows.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from threading import local
from typing import Any, TypeVar

import msgspec
import zstandard
from msgspec import Struct

from kaoyi import disputes
from kaoyi.disputes import happenings
from kaoyi.mentions.edtf import bounds as edtf_bounds
from kaoyi.model import Attribution, Audit, Claim, Document, Event, Mentions, Name, Quantity, Relation, Time
from kaoyi.path import Reading
from kaoyi.store.join import alone, join
from kaoyi.store.words import tokens
from kaoyi.text import identity
from kaoyi.version import VERSION

COLUMNS: dict[str, tuple[str, ...]] = {
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
CHILDREN: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "claim voices": ("attributions", "claims", ("statement", "position", "name", "mention", "cue")),
    "event voices": ("attributions", "events", ("statement", "position", "name", "mention", "cue")),
    "participants": ("participants", "events", ("role", "actor")),
    "joins": ("joins", "events", ("shared",)),
}
"""Kind of row -> (table, parent's table, columns)."""

DOCUMENT = (
    "name", "sha256", "kind", "encoding", "base", "title", "outlet", "author", "url", "published", "updated", "since",
    "until", "length", "figures", "happenings", "failing", "tool",
)  # fmt: skip


class Packed(Struct, array_like=True, gc=False):
    """Everything the record keeps of one document, ready to be written."""

    document: tuple[Any, ...]
    body: bytes
    mentions: bytes
    facts: bytes
    tokens: str
    rows: dict[str, list[tuple[Any, ...]]]


T = TypeVar("T")
_to_json = msgspec.json.Encoder().encode
_to_pack = msgspec.msgpack.Encoder().encode


class _Compressor(local):
    """A compressor for each thread: making one costs more than a small body."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(level=1).compress


_compressor = _Compressor()


def squeeze(value: Any) -> bytes:
    """Return a value packed and compressed, lightly: bodies are most of a record's bytes."""
    return _compressor.compress(_to_pack(value))


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
    body = squeeze(msgspec.structs.replace(document, folded=""))
    return Packed(
        (*_document(document), *counts, VERSION), body, squeeze_mentions(reading.mentions),
        _to_pack(facts), tokens(document.folded), rows,
    )  # fmt: skip


def _once(rows: Iterable[Any]) -> list[Any]:
    """One row per id: what would be the same statement twice is one statement."""
    return list({row.id: row for row in rows}.values())


def _joined(events: list[Event], shared: list[list[str]]) -> list[Event]:
    """Give every statement its happening, as far as this document tells; others may join later."""
    keyed = ((event.id, key) for event, keys in zip(events, shared, strict=True) for key in keys)
    joined = join(keyed)
    return [msgspec.structs.replace(event, happening=joined.get(event.id) or alone(event.id)) for event in events]


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


def _column(value: int | float | None) -> int | float | None:
    """A bound as a database can hold it."""
    return float(value) if _is_odd(value) and value is not None else value


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


def unsqueeze(packed: bytes, kind: type[T]) -> T:
    """Return the value ``squeeze`` packed; records of earlier days hold zlib."""
    plain = zstandard.decompress(packed) if packed.startswith(zstandard.FRAME_HEADER) else zlib.decompress(packed)
    return msgspec.msgpack.decode(plain, type=kind)


class _Mentions(Struct, array_like=True, gc=False):
    """Mentions as they are kept: what msgpack does not know, a fraction or a huge number, stands as "1/3"."""

    quantities: list[tuple[Any, ...]]
    times: tuple[Time, ...]
    names: tuple[Name, ...]


_LARGEST = 1 << 63
_LOW, _HIGH = (Quantity.__struct_fields__.index(name) for name in ("low", "high"))


def _is_odd(value: object) -> bool:
    """Whether a value is none that msgpack knows: a fraction, or a number of more than 64 bits."""
    return isinstance(value, Fraction) or (isinstance(value, int) and not -_LARGEST <= value < _LARGEST)


def _spelt(value: Any) -> str:
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else str(value)


def squeeze_mentions(mentions: Mentions) -> bytes:
    """Return mentions packed and compressed."""
    quantities = [msgspec.structs.astuple(one) for one in mentions.quantities]
    try:
        return squeeze(_Mentions(quantities, mentions.times, mentions.names))
    except (TypeError, OverflowError):  # some value is odd
        return squeeze(_Mentions(_without_odd(quantities), mentions.times, mentions.names))


def _without_odd(quantities: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    for at, row in enumerate(quantities):
        if _is_odd(row[_LOW]) or _is_odd(row[_HIGH]):
            quantities[at] = tuple(_spelt(value) if _is_odd(value) else value for value in row)
    return quantities


def unsqueeze_mentions(packed: bytes) -> Mentions:
    """Return the mentions ``squeeze_mentions`` packed."""
    kept = unsqueeze(packed, _Mentions)
    quantities = []
    for row in kept.quantities:
        values: list[Any] = [*row]
        for at in (_LOW, _HIGH):
            if isinstance(row[at], str):
                values[at] = Fraction(row[at]) if "/" in row[at] else int(row[at])
        quantities.append(Quantity(*values))
    return Mentions(tuple(quantities), kept.times, kept.names)
