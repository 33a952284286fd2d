"""Claims side by side: which measure the same thing, whether they agree, and why not.

``reconcile(claims, documents, events)`` gives everything at once. For a large record, group-wise:

* ``families = group(facts of all documents)`` (about a second for 50,000);
* ``keys(claims of one document, families)`` names the group each claim is compared in (store it with the claim);
* ``reconcile_group(name, claims, families)`` is pure: adding a document redoes only the groups its
  claims are in now or were in before, and those of documents whose family changed.
  ``Dispute.group`` is that name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from kaoyi import lexicon as words
from kaoyi.disputes import align, happenings
from kaoyi.disputes.accounts import accounts
from kaoyi.disputes.compare import spread
from kaoyi.disputes.facts import DocumentFacts, Families, Family
from kaoyi.disputes.families import facts, facts_of, group
from kaoyi.disputes.frame import Frame, complete, frame
from kaoyi.disputes.parties import Parties, parties
from kaoyi.disputes.question import attention, question
from kaoyi.disputes.reasons import agreement, reason
from kaoyi.disputes.scope import codes, noun
from kaoyi.lexicon import Lexicon
from kaoyi.model import Claim, Dispute, Event, Frozen
from kaoyi.text import fold, identity
from kaoyi.version import VERSION

__all__ = [
    "DocumentFacts",
    "Families",
    "Family",
    "Frame",
    "Reconciliation",
    "attention",
    "compare_group",
    "facts",
    "facts_of",
    "group",
    "keys",
    "placed",
    "reconcile",
    "reconcile_group",
]


class Reconciliation(Frozen, frozen=True):
    """What all claims together show. ``agreements`` are disputes of kind "agreement"."""

    disputes: tuple[Dispute, ...]
    agreements: tuple[Dispute, ...]
    families: tuple[Family, ...]


def keys(claims: Sequence[Claim], families: Families, lexicon: Lexicon | None = None) -> dict[str, str]:
    """Return claim id -> name of the group it is compared in, for all claims of one document.

    A claim that can be compared with nothing is left out. Depends on the document's claims and its family alone.
    """
    return {one.claim.id: name for name, one in placed(claims, families, lexicon or words.load())}


def placed(claims: Sequence[Claim], families: Families, lexicon: Lexicon) -> list[tuple[str, Frame]]:
    """Return, for each claim of one document that can be compared, the name of its group and the question it answers."""
    asked = [(_key(one, families), one) for one in _frames(claims, families, lexicon)]
    return [(name, one) for name, one in asked if name is not None]


def _frames(claims: Sequence[Claim], families: Families, lexicon: Lexicon) -> list[Frame]:
    """The questions the claims of one document answer."""
    who = parties(lexicon)
    known = families.facts.get(claims[0].document) if claims else None
    title = fold(known.title or "") if known else ""
    frames = [frame(claim, who, lexicon) for claim in claims]
    return complete(frames, who, title, codes(title, "", lexicon)["disaster"])


def _key(one: Frame, families: Families) -> str | None:
    where = align.bucket(one, families.of(one.claim.document))
    if where is None or one.claim.modality == "denied":
        return None
    return "|".join((align.family(one.measure), one.unit, *where))


def reconcile_group(
    name: str, claims: Iterable[Claim], families: Families, lexicon: Lexicon | None = None
) -> tuple[Dispute, ...]:
    """Return the disputes and agreements of the group ``name``, independent of the claims' order.

    ``claims``: all claims of every document that has a claim in the group (the others are left aside;
    they tell what a claim itself leaves out).
    """
    lexicon = lexicon or words.load()
    documents: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        documents[claim.document].append(claim)
    frames = [one for told in documents.values() for at, one in placed(told, families, lexicon) if at == name]
    return compare_group(name, frames, families, lexicon)


def compare_group(name: str, frames: Sequence[Frame], families: Families, lexicon: Lexicon) -> tuple[Dispute, ...]:
    """The same from the frames of its claims, for who has placed the claims of many groups at once."""
    who = parties(lexicon)
    ordered = sorted(frames, key=lambda one: (one.claim.document, one.claim.number.start, one.claim.id))
    kept = align.settled(ordered)
    asked = align.questions([*kept, *align.sums(kept)])
    made = (_dispute(told, families, who) for told in asked)
    return tuple(sorted((replace(one, group=name) for one in made if one), key=lambda one: one.id))


def _dispute(frames: list[Frame], families: Families, who: Parties) -> Dispute | None:
    told = align.one_answer_each(frames)
    if len({claim.id for one in told for claim in one.claims}) < 2 or all(len(one.claims) > 1 for one in told):
        return None
    figures = list({one.figure[:3]: one.figure for one in told}.values())
    rows = accounts(told, families, who)
    first = told[0]
    agree = align.agreed(figures)
    if agree and len({voice for row in rows for voice in row.voices}) < 2:
        return None
    because = agreement(told) if agree else reason(told, families, who)
    event = (
        next((one.claim.event for one in told if one.claim.event), None) or (first.event or "").replace("·", "") or None
    )
    whose = first.claim.subject if first.subject or first.scope.classes else None
    people = noun(first.scope.classes, words.load())
    if whose and people and people not in fold(whose):
        whose = f"{whose}的{people}"
    asked, asked_en = question(first.measure, first.unit, whose, event)
    return Dispute(
        id=identity("dispute", *sorted(claim.id for one in told for claim in one.claims)),
        measure=first.measure, subject=first.claim.subject, event=event, time=_time(told),
        kind=because.kind, why=because.why, evidence=because.evidence, spread=spread(figures), rows=rows,
        tool=VERSION, unit=first.unit, question=asked, question_en=asked_en, why_en=because.why_en,
    )  # fmt: skip


def _time(frames: Sequence[Frame]) -> str | None:
    """The time most of the figures carry, the earliest among equals."""
    counted: dict[str, int] = defaultdict(int)
    for one in frames:
        if one.claim.time:
            counted[one.claim.time] += 1
    return min(counted, key=lambda time: (-counted[time], time)) if counted else None


def _of_happenings(events: Iterable[Event]) -> Iterable[Dispute]:
    """What the statements of each happening disagree on: its date or its place."""
    told = sorted(events, key=lambda one: (one.document, one.start, one.id))
    joined = happenings.join(told)
    statements: dict[str, list[Event]] = defaultdict(list)
    for event in told:
        statements[joined[event.id]].append(event)
    for happening in sorted(statements):
        if len(statements[happening]) > 1:
            yield from happenings.differences(statements[happening], happening)


def reconcile(
    claims: Iterable[Claim],
    documents: Iterable[DocumentFacts],
    events: Iterable[Event] = (),
    lexicon: Lexicon | None = None,
) -> Reconciliation:
    """Put all claims side by side, and the dates and places of each happening. Independent of the input's order."""
    lexicon = lexicon or words.load()
    families = group(documents)
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        told[claim.document].append(claim)
    groups: dict[str, list[Frame]] = defaultdict(list)
    for document in sorted(told):
        for name, one in placed(told[document], families, lexicon):
            groups[name].append(one)
    found = [
        d
        for name in sorted(groups)
        if len(groups[name]) > 1
        for d in compare_group(name, groups[name], families, lexicon)
    ]
    found.extend(_of_happenings(events))
    found.sort(key=lambda dispute: dispute.id)
    return Reconciliation(
        tuple(one for one in found if one.kind != "agreement"),
        tuple(one for one in found if one.kind == "agreement"),
        families.families,
    )
