"""The rows of a dispute: one per distinct value, with everyone who gives it and how many independent voices that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from kaoyi.disputes.facts import Families
from kaoyi.disputes.frame import Frame
from kaoyi.disputes.parties import Parties
from kaoyi.disputes.scope import plain
from kaoyi.model import Account, Claim, Exact

_HEARD: Final = 24  # reports a new one is held against, so that a much-copied figure costs linear time


def accounts(frames: Sequence[Frame], families: Families, parties: Parties) -> tuple[Account, ...]:
    """Return one row per distinct value, smallest first."""
    by_value: dict[tuple[object, ...], list[Frame]] = defaultdict(list)
    for one in frames:
        by_value[one.figure[:3]].append(one)
    ordered = sorted(by_value.values(), key=lambda group: _size(group[0]))
    return tuple(_account(group, families, parties) for group in ordered)


def _size(one: Frame) -> tuple[float, float, bool]:
    low, high, approx = one.figure[:3]
    least = low if low is not None else high
    return float(least or 0), float(high if high is not None else (low or 0)), approx


def _account(group: Sequence[Frame], families: Families, parties: Parties) -> Account:
    ordered = sorted(group, key=lambda one: (one.claim.said_on or "~", one.claim.document, one.claim.number.start))
    claims = [claim for one in ordered for claim in one.claims]
    first = ordered[0].figure
    return Account(
        low=_plain(first.low),
        high=_plain(first.high),
        approx=first.approx,
        value_text=first.text,
        speakers=_unique(claim.speaker for claim in claims),
        voices=_voices(claims, families, parties),
        documents=_unique(claim.document for claim in claims),
        claims=_unique(claim.id for claim in claims),
        quotes=_unique(claim.quote for claim in claims),
        said_on=_unique(claim.said_on for claim in claims),
    )


def _plain(number: Exact | None) -> int | float | None:
    return number if number is None or isinstance(number, int) else float(number)


def _unique(names) -> tuple[str, ...]:  # type: ignore[no-untyped-def]
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _voices(claims: Sequence[Claim], families: Families, parties: Parties) -> tuple[str, ...]:
    """Independent voices: a report that copies the words of one already heard is not another."""
    heard: list[Claim] = []
    for claim in claims:
        copy = claim.speaker is None and any(
            one.speaker is None and copied(one, claim, families) for one in heard[-_HEARD:]
        )
        if not copy:
            heard.append(claim)
    return _unique(voice(claim, families, parties) for claim in heard)


def voice(claim: Claim, families: Families, parties: Parties) -> str:
    """Whose voice a claim is: its speaker's, or else its report's, of which copies and editions are one."""
    if claim.speaker is not None:
        return parties.name(claim.speaker) or claim.speaker
    known = families.facts.get(claim.document)
    if claim.document in families.family_of:
        return families.of(claim.document)
    if known and known.outlet:
        return f"{known.outlet}: {known.title or claim.document}"
    return claim.document


def copied(one: Claim, other: Claim, families: Families) -> bool:
    """Whether two claims are the same words of one report: one family, one paragraph, or one sentence to the letter."""
    if one.document == other.document:
        return one.quote == other.quote
    if families.of(one.document) == families.of(other.document):
        return True
    mine, theirs = families.passage(one.document, one.start), families.passage(other.document, other.start)
    if mine and theirs and set(mine) & set(theirs):
        return True
    quote = plain(one.quote)
    return len(quote) >= 14 and quote == plain(other.quote)
