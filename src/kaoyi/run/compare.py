"""What a worker does after reading: claims to the groups they are compared in, groups to disputes. Bytes to bytes.

The record is the exchange between the two steps: the one writer keeps each claim's group beside it, and the index of
that column gathers a group's claims from all their documents. Both steps are pure, so any machine may do any batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kaoyi import disputes
from kaoyi.lexicon import Lexicon, load
from kaoyi.model import Claim, Dispute
from kaoyi.store.rows import bounds


class Told(Struct, array_like=True, gc=False):
    """Some documents: their claims as the record's JSON, and what tells copies and versions among them.

    families: pairs of a family and the documents, of these, that belong to it
    """

    claims: list[list[bytes]]
    facts: list[disputes.DocumentFacts]
    families: list[tuple[disputes.Family, list[str]]]


class Groups(Struct, array_like=True, gc=False):
    """Groups to compare, by name, and all documents that have a claim in one of them."""

    names: list[str]
    told: Told


class Made(Struct, array_like=True, gc=False):
    """A dispute as a row of the record without its key, and (account, claim) for every claim in it."""

    row: tuple[Any, ...]
    members: list[tuple[int, str]]


def tell(names: Sequence[str], claims: dict[str, list[bytes]], families: disputes.Families) -> Told:
    """Return what must be known of these documents to compare their claims; signatures have done their work and stay."""
    facts = [msgspec.structs.replace(families.facts[name], signature=b"") for name in names if name in families.facts]
    members: dict[str, tuple[disputes.Family, list[str]]] = {}
    for name in names:
        if (family := families.family_of.get(name)) is not None:
            lean = msgspec.structs.replace(family, documents=())
            members.setdefault(family.id, (lean, []))[1].append(name)
    return Told([claims[name] for name in names], facts, list(members.values()))


def families_told(told: Told) -> disputes.Families:
    """Return the families of the documents told, as far as comparing needs them."""
    of = {name: family for family, names in told.families for name in names}
    return disputes.Families((), of, {one.name: one for one in told.facts})


def assign(work: bytes, lexicon: str | None) -> bytes:
    """Documents told -> claim id -> name of its group."""
    told, words = msgspec.msgpack.decode(work, type=Told), _lexicon(lexicon)
    families = families_told(told)
    found: dict[str, str] = {}
    for rows in told.claims:
        found |= disputes.keys(_claims(rows), families, words)
    return msgspec.msgpack.encode(found)


def compare(work: bytes, lexicon: str | None) -> bytes:
    """Groups -> for each, in order, the disputes and agreements in it."""
    asked, words = msgspec.msgpack.decode(work, type=Groups), _lexicon(lexicon)
    families = families_told(asked.told)
    inside: dict[str, list[disputes.Frame]] = {name: [] for name in asked.names}
    for rows in asked.told.claims:  # a document's claims are placed once, for all groups they are in
        for name, one in disputes.placed(_claims(rows), families, words):
            if name in inside:
                inside[name].append(one)
    return msgspec.msgpack.encode(
        [
            [made(name, one) for one in disputes.compare_group(name, frames, families, words)]
            for name, frames in inside.items()
        ]
    )


def made(group: str, dispute: Dispute) -> Made:
    """Return a dispute as the record keeps it."""
    voices = len({voice for row in dispute.rows for voice in row.voices})
    row = (
        dispute.id, group, dispute.measure, dispute.subject, dispute.event, *bounds(dispute.time), dispute.kind,
        dispute.spread, voices, len(dispute.rows), disputes.attention(dispute), msgspec.json.encode(dispute),
    )  # fmt: skip
    return Made(row, [(account, claim) for account, one in enumerate(dispute.rows) for claim in one.claims])


def _claims(rows: Iterable[bytes]) -> list[Claim]:
    decode = msgspec.json.Decoder(Claim).decode
    return [decode(row) for row in rows]


@cache
def _lexicon(folder: str | None) -> Lexicon:
    return load(Path(folder) if folder else None)
