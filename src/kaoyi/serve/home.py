"""Home, and the disputes: the list of them, and each with its plot, its accounts, its reason and its verdict."""

from __future__ import annotations

from fastapi import Request
from msgspec import Struct
from sqlalchemy import Connection

from kaoyi.errors import UsageError
from kaoyi.model import Claim, Dispute, Verdict
from kaoyi.serve import views
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.narrow import filter_of, pager, whole
from kaoyi.serve.sides import sides
from kaoyi.serve.wording import wording
from kaoyi.store import ask, ledger, tables
from kaoyi.store.ask import Cut, Filter, Overview

SHOWN = 30


class Home(Struct, frozen=True):
    """What was read, and the disputes that most deserve a look."""

    heading: str
    overview: Overview
    failed: tuple[ask.Failed, ...]
    disputes: tuple[views.DisputeLine, ...]
    documents: tuple[ask.Page[object], ...] = ()


class DisputeList(Struct, frozen=True):
    """Some disputes of those a filter keeps, with the addresses of the pages before and after."""

    heading: str
    disputes: tuple[views.DisputeLine, ...]
    total: int
    asked: dict[str, str]
    previous: str
    next: str


class DisputePage(Struct, frozen=True):
    """One dispute in full. take: the claims a reader may adopt, as (claim id, words)."""

    heading: str
    dispute: Dispute
    plot: views.Plot
    accounts: tuple[views.AccountView, ...]
    standing: Verdict | None
    look_again: bool
    history: tuple[Verdict, ...]
    take: tuple[tuple[str, str], ...]


def add(pages: Pages) -> None:
    """Add the pages of this module."""
    engine = pages.settings.engine
    side = sides(pages.settings.lexicon)

    def home(request: Request) -> Home:
        look = look_of(request)
        with engine.connect() as connection:
            found = ask.list_disputes(connection, Filter(), Cut(5)).rows
            lines = lines_of(connection, found, look.language, side)
            return Home(wording(look.language)["home"], ask.overview(connection), ask.failures(connection), lines)

    def disputes(request: Request) -> DisputeList:
        look, given = look_of(request), dict(request.query_params)
        chosen = filter_of(given)
        offset = whole(given.get("offset"))
        with engine.connect() as connection:
            page = ask.list_disputes(
                connection, chosen, Cut(SHOWN, offset, given.get("sort", "")), bool(given.get("agreements"))
            )
            lines = lines_of(connection, page.rows, look.language, side)
        heading = wording(look.language)["agree" if given.get("agreements") else "disagree"]
        before, after = pager(request, offset, SHOWN, page.total)
        return DisputeList(heading, lines, page.total, given, before, after)

    def dispute(request: Request) -> DisputePage:
        with engine.connect() as connection:
            return page_of(connection, request.path_params["name"], look_of(request).language, side)

    pages.add("/", "home.html", home)
    pages.add("/disputes", "disputes.html", disputes)
    pages.add("/dispute/{name}", "dispute.html", dispute)


def claims_of(connection: Connection, found: Dispute) -> dict[str, Claim]:
    """Return the claims a dispute rests on, by id."""
    names = [claim for row in found.rows for claim in row.claims]
    return ask.of_ids(connection, tables.claims, names, Claim)


def lines_of(
    connection: Connection, found: tuple[Dispute, ...], language: str, side: views.Side
) -> tuple[views.DisputeLine, ...]:
    """Return disputes as lines of a list; one question to the record for all of them."""
    firsts = {d.id: d.rows[0].claims[0] for d in found if d.rows and d.rows[0].claims}
    units = ask.of_ids(connection, tables.claims, list(firsts.values()), Claim)

    return tuple(
        views.line_of(d, units[firsts[d.id]].unit if firsts.get(d.id) in units else "person", side, language)
        for d in found
    )


def page_of(connection: Connection, name: str, language: str, side: views.Side) -> DisputePage:
    """Return one dispute in full. Raises UsageError when the record has none of that id."""
    found = ask.of_ids(connection, tables.disputes, [name], Dispute).get(name)
    if found is None:
        raise UsageError(f"the record has no dispute {name}; it may have been made anew since: see /disputes")
    claims = claims_of(connection, found)
    standing = ledger.verdict_on(ledger.standing(connection), found)
    adopted = ledger.adopted(ledger.standing(connection), found)
    unit = next((claim.unit for claim in claims.values()), "person")
    accounts = tuple(views.account_of(n, row, claims, side) for n, row in enumerate(found.rows, 1))
    take = tuple(
        (row.claims[0], f"{row.value_text} — {'、'.join(row.speakers) or '…'}") for row in found.rows if row.claims
    )
    return DisputePage(
        views.asked(found, unit, language), found, views.plot_of(found, side, views.adopted_value(standing, claims)),
        accounts, standing if adopted else None, bool(adopted and adopted.look_again),
        tuple(ledger.history(connection, found)), take,
    )  # fmt: skip
