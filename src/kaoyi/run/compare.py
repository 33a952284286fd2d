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
    """Groups to compare: for each its name and which of the documents told have a claim in it."""

    groups: list[tuple[str, list[int]]]
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
    read = [_claims(rows) for rows in asked.told.claims]
    found: list[list[Made]] = []
    for name, documents in asked.groups:
        held = [claim for at in documents for claim in read[at]]
        found.append([made(name, one) for one in disputes.reconcile_group(name, held, families, words)])
    return msgspec.msgpack.encode(found)


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
