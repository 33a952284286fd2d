"""What the pages show: values of the record turned into lines, quotes with their figure marked, and plots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from kaoyi.disputes.question import question
from kaoyi.mentions import edtf
from kaoyi.model import Account, Claim, Dispute, Event, Verdict
from kaoyi.serve import descent, plot
from kaoyi.serve.sides import GREY, Colour
from kaoyi.serve.visible import visible


class Quote(Struct, frozen=True):
    """A quote with its figure: what a reader sees of the source's words, and where they stand."""

    before: str
    figure: str
    after: str
    document: str
    start: int
    end: int
    figure_start: int


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
    """One account in full: who, in which words, and how it came down.

    said: from when to when it was given; first: the day it was first given, which orders the accounts
    """

    anchor: str
    side: int
    value: str
    speakers: tuple[str, ...]
    voices: int
    documents: tuple[str, ...]
    said: str
    quotes: tuple[Quote, ...]
    descent: tuple[descent.Step, ...]
    claims: tuple[str, ...]
    first: str


class DisputeLine(Struct, frozen=True):
    """A dispute in a list: its question, what it is, its plot, and whether somebody has taken a side."""

    id: str
    question: str
    kind: str
    why: str
    voices: int
    documents: int
    plot: Plot
    taken: bool


Said = Claim | Event
"""What an account rests on: a claim, or for a dispute of dates and places a statement of what happened."""


def quote_of(said: Said) -> Quote:
    """Return a quote with its figure (or the word that tells of the happening) marked, as a reader sees it."""
    marked = said.number if isinstance(said, Claim) else said.trigger
    cut, end = marked.start - said.start, marked.end - said.start
    before, after = visible(said.quote[:cut]), visible(said.quote[end:])
    return Quote(before, visible(marked.text), after, said.document, said.start, said.end, marked.start)


def colour(row: Account, colour_of: Colour) -> int:
    """The colour number of an account: by its first voice's side; grey for a document's own voice."""
    return colour_of(row.speakers[0]) if row.speakers else GREY


def plot_of(dispute: Dispute, colour_of: Colour, adopted: float | None = None) -> Plot:
    """Return the plot of a dispute."""
    reaches = [plot.reach(dispute.measure, row) for row in dispute.rows]
    axis = plot.axis_of(dispute.measure, reaches, adopted)
    rows = tuple(
        Row(
            who="、".join(row.speakers[:3]), said="；".join(day[:10] for day in row.said_on[:2]),
            value=visible(row.value_text), side=colour(row, colour_of), mark=plot.mark(axis, one),
            documents=len(row.documents), anchor=f"account-{number}",
        )
        for number, (row, one) in enumerate(zip(dispute.rows, reaches, strict=True), 1)
    )  # fmt: skip
    return Plot(axis, rows, plot.at(axis, adopted) if adopted is not None and axis.kind != "none" else "")


def asked(dispute: Dispute, language: str) -> str:
    """The dispute's question in words."""
    kept = dispute.question if language == "zh" else dispute.question_en
    about = dispute.event
    if dispute.measure in ("date", "place") and not (about or dispute.subject):
        about = "此事" if language == "zh" else "this"
    words = question(dispute.measure, dispute.unit or "", dispute.subject, about)
    return kept or words[0 if language == "zh" else 1]


def reason(dispute: Dispute, language: str) -> str:
    """Why the accounts differ (or agree), in one sentence."""
    return dispute.why if language == "zh" else dispute.why_en or dispute.why


def line_of(dispute: Dispute, colour_of: Colour, language: str, adopted: Verdict | None = None) -> DisputeLine:
    """Return a dispute as a line of a list."""
    voices = len({voice for row in dispute.rows for voice in row.voices})
    documents = len({name for row in dispute.rows for name in row.documents})
    taken = adopted is not None and bool(adopted.adopted)
    return DisputeLine(
        dispute.id, asked(dispute, language), dispute.kind, reason(dispute, language), max(voices, 1), documents,
        plot_of(dispute, colour_of), taken,
    )  # fmt: skip


def account_of(number: int, row: Account, claims: Mapping[str, Said], colour_of: Colour) -> AccountView:
    """Return an account with the words of each of its claims, each quote of a document once."""
    held = [claims[name] for name in row.claims if name in claims]
    quotes = {(quote.document, quote.start, quote.figure_start): quote for quote in map(quote_of, held)}
    said = sorted(day[:10] for day in row.said_on)
    return AccountView(
        f"account-{number}", colour(row, colour_of), visible(row.value_text), row.speakers, len(row.voices), row.documents,
        held_from(said), tuple(quotes.values()), descent.tree(held), row.claims, said[0] if said else "~",
    )  # fmt: skip


def held_from(said: Sequence[str]) -> str:
    """When an account was given, from the first time to the last.

    >>> held_from(["2010-06-26", "2021-10-26"]), held_from(["2010"]), held_from([])
    ('2010-06-26 – 2021-10-26', '2010', '')
    """
    if not said:
        return ""
    return said[0] if said[0] == said[-1] else f"{said[0]} – {said[-1]}"


def adopted_value(verdict: Verdict | None, claims: Mapping[str, Said], measure: str) -> float | None:
    """Where a standing verdict stands on its dispute's axis; None when it takes nothing, or a text."""
    if verdict is None or not verdict.adopted:
        return None
    claim = claims.get(verdict.adopted.get("claim", ""))
    if measure == "date":
        days = edtf.bounds(claim.time if claim else verdict.adopted.get("value"))
        return days.first.toordinal() if days and days.first else None
    if isinstance(claim, Claim):
        return claim.value.low if claim.value.low is not None else claim.value.high
    text = verdict.adopted.get("value", "").replace(",", "").replace("，", "")
    try:
        return float(text)
    except ValueError:
        return None


def adopted_words(verdict: Verdict, claims: Mapping[str, Said]) -> str:
    """What a verdict takes, as it was written; "" when it takes nothing."""
    claim = claims.get(verdict.adopted.get("claim", ""))
    if claim is not None:
        words = visible(claim.number.text) if isinstance(claim, Claim) else claim.time or claim.place or ""
        return words + (f"（{claim.speaker}）" if claim.speaker else "")
    return verdict.adopted.get("value", "")
