"""The disputes: the list of them, and each with its plot, its accounts, its reason, its descent and its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from urllib.parse import quote

from fastapi import Request
from msgspec import Struct
from sqlalchemy import Connection

from kaoyi.errors import UsageError
from kaoyi.model import Claim, Dispute, Event, Verdict
from kaoyi.serve import views
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.narrow import filter_of, pager, whole
from kaoyi.serve.sides import Colour
from kaoyi.serve.visible import visible
from kaoyi.serve.wording import wording
from kaoyi.store import ask, ledger, tables
from kaoyi.store.ask import Cut, FamilyRow

SHOWN = 30
KINDS = ("scope", "side", "revision", "slip", "open")
SORTS = ("attention", "spread", "voices", "time")


class DisputeList(Struct, frozen=True):
    """Some disputes of those a filter keeps, with the addresses of the pages before and after."""

    heading: str
    disputes: tuple[views.DisputeLine, ...]
    total: int
    asked: dict[str, str]
    previous: str
    next: str


class Old(Struct, frozen=True):
    """A verdict of the past, with what it took in words."""

    words: str
    because: str
    by: str
    at: str


class Taken(Struct, frozen=True):
    """The standing verdict. look_again: the claims under it have changed since."""

    words: str
    because: str
    by: str
    at: str
    look_again: bool


class Choice(Struct, frozen=True):
    """An account a reader may take: a claim of it, the figure, who says it, and whether it stands taken."""

    claim: str
    value: str
    who: str
    taken: bool


class DisputePage(Struct, frozen=True):
    """One dispute in full. problem: why a verdict that was sent was not kept; draft: what was written in it."""

    heading: str
    dispute: Dispute
    reason: str
    evidence: tuple[tuple[str, str], ...]
    plot: views.Plot
    accounts: tuple[views.AccountView, ...]
    families: tuple[FamilyRow, ...]
    standing: Taken | None
    history: tuple[Old, ...]
    take: tuple[Choice, ...]
    problem: str = ""
    draft: dict[str, str] = {}


def add(pages: Pages) -> None:
    """Add the pages of this module."""
    engine = pages.settings.engine

    def disputes(request: Request) -> DisputeList:
        look, given = look_of(request), dict(request.query_params)
        offset = whole(given.get("offset"))
        agreeing = bool(given.get("agreements"))
        sort = given.get("sort", "") if given.get("sort") in SORTS else ""
        with engine.connect() as connection:
            found = ask.list_disputes(connection, filter_of(given, pages.alias), Cut(SHOWN, offset, sort), agreeing)
            lines = lines_of(connection, found.rows, look.language, pages.colours(connection))
        heading = wording(look.language)["agree" if agreeing else "disagree"]
        return DisputeList(heading, lines, found.total, given, *pager(request, offset, SHOWN, found.total))

    def dispute(request: Request) -> DisputePage:
        name, language = request.path_params["name"], look_of(request).language
        with engine.connect() as connection:
            make = partial(page_of, name=name, language=language, colour=pages.colours(connection))
            return pages.kept.get(connection, ("dispute", name, language), make)

    pages.add(
        "/disputes",
        "disputes.html",
        disputes,
        ("measure", "subject", "event", "kind", "since", "until", "sort", "agreements", "offset"),
    )
    pages.add("/dispute/{name}", "dispute.html", dispute, form=True)


def lines_of(
    connection: Connection, found: Sequence[Dispute], language: str, colour: Colour
) -> tuple[views.DisputeLine, ...]:
    """Return disputes as lines of a list."""
    verdicts = ledger.standing(connection)
    return tuple(views.line_of(one, colour, language, ledger.verdict_on(verdicts, one)) for one in found)


def find(connection: Connection, name: str) -> Dispute:
    """Return a dispute by its id. Raises UsageError when the record has none of that id."""
    found = ask.of_ids(connection, tables.disputes, [name], Dispute).get(name)
    if found is None:
        raise UsageError(f"the record has no dispute {name}; it may have been made anew since: see /disputes")
    return found


def page_of(connection: Connection, name: str, language: str, colour: Colour) -> DisputePage:
    """Return one dispute in full. Raises UsageError when the record has none of that id."""
    found = find(connection, name)
    claims = said_in(connection, [one for row in found.rows for one in row.claims])
    verdicts = ledger.standing(connection)
    standing = ledger.verdict_on(verdicts, found)
    accounts = [views.account_of(n, row, claims, colour) for n, row in enumerate(found.rows, 1)]
    value = views.adopted_value(standing, claims, found.measure)
    return DisputePage(
        views.asked(found, language), found, views.reason(found, language), _evidence(found, claims),
        views.plot_of(found, colour, value), tuple(sorted(accounts, key=lambda one: one.first)),
        _families(connection, found), _taken(verdicts, found, claims),
        tuple(_old(one, claims) for one in ledger.history(connection, found)), _choices(found, standing),
    )  # fmt: skip


def said_in(connection: Connection, names: Sequence[str]) -> dict[str, views.Said]:
    """Return the claims or event statements with these ids."""
    claims = ask.of_ids(connection, tables.claims, names, Claim)
    events = ask.of_ids(connection, tables.events, [name for name in names if name not in claims], Event)
    return {**claims, **events}


def _evidence(found: Dispute, claims: dict[str, views.Said]) -> tuple[tuple[str, str], ...]:
    """Where the words stand that the reason rests on, as (address, figure)."""
    told = (views.quote_of(claims[name]) for name in found.evidence if name in claims)
    return tuple((f"/document/{quote(one.document)}#q{one.figure_start}", one.figure) for one in told)


def _families(connection: Connection, found: Dispute) -> tuple[FamilyRow, ...]:
    """Documents of this dispute that carry one report, each family once."""
    names = sorted({name for row in found.rows for name in row.documents})[:60]
    met = {family.id: family for name in names for family in ask.families_of(connection, name)}
    present = set(names)
    return tuple(family for family in met.values() if len(present & set(family.documents)) > 1)


def _taken(
    verdicts: dict[ledger.Question, list[Verdict]], found: Dispute, claims: dict[str, views.Said]
) -> Taken | None:
    standing, adopted = ledger.verdict_on(verdicts, found), ledger.adopted(verdicts, found)
    if standing is None or adopted is None:
        return None
    words = views.adopted_words(standing, claims)
    return Taken(words, standing.because, standing.by, standing.at, adopted.look_again)


def _old(verdict: Verdict, claims: dict[str, views.Said]) -> Old:
    return Old(views.adopted_words(verdict, claims), verdict.because, verdict.by, verdict.at)


def _choices(found: Dispute, standing: Verdict | None) -> tuple[Choice, ...]:
    taken = standing.adopted.get("claim") if standing else None
    return tuple(
        Choice(row.claims[0], visible(row.value_text), "、".join(row.speakers[:4]), taken in row.claims)
        for row in found.rows
        if row.claims
    )
