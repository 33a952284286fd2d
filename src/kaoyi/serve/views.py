"""What the pages show: values of the record turned into lines, quotes with their figure marked, and plots."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from zlib import crc32

from msgspec import Struct

from kaoyi.disputes.question import question
from kaoyi.model import Account, Claim, Dispute, Verdict
from kaoyi.serve import plot
from kaoyi.serve.visible import visible

SIDES = 6


class Quote(Struct, frozen=True):
    """A quote with its figure: what a reader sees of the source's words, and where they stand."""

    before: str
    figure: str
    after: str
    document: str
    start: int
    end: int


class Row(Struct, frozen=True):
    """One account in a plot. side: colour number; anchor: of the account below the plot; documents: that carry it."""

    who: str
    said: str
    value: str
    side: int
    mark: plot.Mark
    documents: int
    anchor: str


class Plot(Struct, frozen=True):
    """A dispute's plot. adopted: where the adopted value stands on the axis, or ""."""

    axis: plot.Axis
    rows: tuple[Row, ...]
    adopted: str = ""


class AccountView(Struct, frozen=True):
    """One account in full: who, when, in which words, through which chain."""

    anchor: str
    side: int
    value: str
    voices: tuple[str, ...]
    documents: tuple[str, ...]
    said: str
    quotes: tuple[Quote, ...]
    chains: tuple[str, ...]
    claims: tuple[str, ...]


class DisputeLine(Struct, frozen=True):
    """A dispute in a list: its question, what it is, and its plot."""

    id: str
    question: str
    kind: str
    why: str
    voices: int
    documents: int
    plot: Plot


def quote_of(claim: Claim) -> Quote:
    """Return a claim's quote with its figure marked, as a reader sees it."""
    cut, end = claim.number.start - claim.start, claim.number.end - claim.start
    before, after = visible(claim.quote[:cut]), visible(claim.quote[end:])
    return Quote(before, visible(claim.number.text), after, claim.document, claim.start, claim.end)


Side = Callable[[str], str]
"""Speaker -> the side they belong to, a name."""


def colour(row: Account, side: Side) -> int:
    """The colour number of an account: by its first voice's side, the same on every page; grey for a document's own voice."""
    return crc32(side(row.speakers[0]).encode()) % SIDES if row.speakers else SIDES


def plot_of(dispute: Dispute, side: Side, adopted: float | None = None) -> Plot:
    """Return the plot of a dispute."""
    axis = plot.axis_of(dispute.rows, adopted)
    rows = tuple(
        Row(
            who="、".join(row.speakers[:3]), said="；".join(row.said_on[:2]), value=visible(row.value_text),
            side=colour(row, side), mark=plot.mark(axis, row), documents=len(row.documents), anchor=f"account-{number}",
        )
        for number, row in enumerate(dispute.rows, 1)
    )  # fmt: skip
    return Plot(axis, rows, plot.at(axis, adopted) if adopted is not None else "")


def asked(dispute: Dispute, unit: str, language: str) -> str:
    """The dispute's question in words."""
    return question(dispute.measure, unit, dispute.subject, dispute.event)[0 if language == "zh" else 1]


def line_of(dispute: Dispute, unit: str, side: Side, language: str) -> DisputeLine:
    """Return a dispute as a line of a list."""
    voices = len({voice for row in dispute.rows for voice in row.voices})
    documents = len({name for row in dispute.rows for name in row.documents})
    return DisputeLine(
        dispute.id,
        asked(dispute, unit, language),
        dispute.kind,
        dispute.why,
        voices,
        documents,
        plot_of(dispute, side),
    )


def account_of(number: int, row: Account, claims: Mapping[str, Claim], side: Side) -> AccountView:
    """Return an account with the words of each of its claims."""
    held = [claims[name] for name in row.claims if name in claims]
    chains = dict.fromkeys(" ← ".join(link.name for link in reversed(claim.attribution)) for claim in held)
    return AccountView(
        f"account-{number}", colour(row, side), visible(row.value_text), row.voices, row.documents,
        "；".join(row.said_on), tuple(quote_of(claim) for claim in held), tuple(c for c in chains if c), row.claims,
    )  # fmt: skip


def adopted_value(verdict: Verdict | None, claims: Mapping[str, Claim]) -> float | None:
    """The number a standing verdict takes, for the plot's vermilion line; None when it takes none or a text."""
    if verdict is None or not verdict.adopted:
        return None
    claim = claims.get(verdict.adopted.get("claim", ""))
    if claim is not None:
        return claim.value.low if claim.value.low is not None else claim.value.high
    text = verdict.adopted.get("value", "").replace(",", "").replace("，", "")
    try:
        return float(text)
    except ValueError:
        return None
