"""Claims side by side: which measure the same thing, whether they agree, and why not.

``reconcile(claims, documents, events)`` gives everything at once. For a large record, group-wise:

* ``families = families.group(facts of all documents)`` (about a second for 50,000);
* ``key(claim, families)`` names the group a claim belongs to (store it with the claim);
* ``reconcile_group(claims of one key, families, events)`` is pure: adding a document redoes only the
  groups whose key its claims have now or had before, and those of documents whose family changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kaoyi.disputes.families import DocumentFacts, Families, Family, facts, group
from kaoyi.model import Account, Claim, Dispute, Event
from kaoyi.text import identity

__all__ = [
    "DocumentFacts",
    "Families",
    "Family",
    "Reconciliation",
    "facts",
    "group",
    "key",
    "reconcile",
    "reconcile_group",
]


class Reconciliation(Struct, frozen=True):
    """What all claims together show. ``agreements`` are disputes of kind "agreement"."""

    disputes: tuple[Dispute, ...]
    agreements: tuple[Dispute, ...]
    families: tuple[Family, ...]


def key(claim: Claim, families: Families) -> str | None:
    """Return the name of the group a claim is compared in; None when it can be compared with nothing."""
    if claim.subject is None or claim.event is None:
        return None
    return "|".join((claim.measure, claim.unit, claim.subject, claim.event))


def reconcile_group(claims: Sequence[Claim], families: Families, events: Iterable[Event] = ()) -> tuple[Dispute, ...]:
    """Return the disputes and agreements among the claims of one group."""
    values = {(claim.value.low, claim.value.high): claim for claim in sorted(claims, key=lambda c: c.id)}
    if len(values) < 2:
        return ()
    rows = tuple(
        Account(
            c.value.low, c.value.high, c.value.approx, c.number.text, (), (), (c.document,), (c.id,), (c.quote,), ()
        )
        for _, c in sorted(values.items(), key=str)
    )
    first = claims[0]
    name = identity("dispute", *(c.id for c in values.values()))
    return (Dispute(name, first.measure, first.subject, first.event, first.time, "open", "", (), None, rows),)


def reconcile(
    claims: Iterable[Claim], documents: Iterable[DocumentFacts], events: Iterable[Event] = ()
) -> Reconciliation:
    """Put all claims side by side. Independent of the order of its input."""
    families = group(documents)
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if (name := key(claim, families)) is not None:
            groups[name].append(claim)
    found = [dispute for name in sorted(groups) for dispute in reconcile_group(groups[name], families, events)]
    found.sort(key=lambda dispute: dispute.id)
    return Reconciliation(
        tuple(d for d in found if d.kind != "agreement"),
        tuple(d for d in found if d.kind == "agreement"),
        families.families,
    )
