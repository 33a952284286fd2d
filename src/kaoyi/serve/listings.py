"""The long lists: figures, events, actors, sources, relations, each narrowed by a form and a page at a time."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from msgspec import Struct

from kaoyi.serve import statements
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.narrow import filter_of, pager, whole
from kaoyi.serve.wording import wording
from kaoyi.store import ask
from kaoyi.store.ask import Cut

SHOWN = 40


class Listing(Struct, frozen=True):
    """A page of a list. fields: what its form narrows by."""

    heading: str
    what: str
    rows: tuple[Any, ...]
    total: int
    asked: dict[str, str]
    previous: str
    next: str
    fields: tuple[str, ...]


FIELDS = {
    "figures": ("measure", "subject", "event", "speaker", "since", "until", "document"),
    "events": ("kind", "event", "subject", "since", "until", "document"),
    "actors": ("subject", "kind"),
    "sources": ("speaker",),
    "relations": ("subject", "since", "until"),
}
KINDS = {
    "events": "event.",
    "actors": "thing.",
}
"""Where the choices of a list's field "kind" stand in the wording."""


def add(pages: Pages) -> None:
    """Add the pages of this module."""
    for what in FIELDS:
        _add(pages, what)


def _add(pages: Pages, what: str) -> None:
    def listing(request: Request) -> Listing:
        given = {key: value for key, value in request.query_params.items() if key in (*FIELDS[what], "offset", "sort")}
        offset = whole(given.get("offset"))
        with pages.settings.engine.connect() as connection:
            rows, total = _rows(pages, connection, what, given, offset)
        heading = wording(look_of(request).language)[{"figures": "claims"}.get(what, what)]
        return Listing(heading, what, rows, total, given, *pager(request, offset, SHOWN, total), FIELDS[what])

    pages.add(f"/{what}", f"{what}.html", listing, (*FIELDS[what], "offset"))


def _rows(pages: Pages, connection: Any, what: str, given: dict[str, str], offset: int) -> tuple[tuple[Any, ...], int]:
    chosen, page = filter_of(given, pages.alias), Cut(SHOWN, offset)
    if what == "figures":
        figures = ask.list_claims(connection, chosen, page)
        return statements.claim_lines(figures.rows), figures.total
    if what == "events":
        events = ask.list_events(connection, chosen, Cut(SHOWN, offset, "time"))
        return statements.event_lines(events.rows), events.total
    if what == "relations":
        edges = ask.list_edges(connection, chosen, page)
        return edges.rows, edges.total
    key = (what, tuple(sorted(given.items())))
    if what == "actors":
        actors = pages.kept.get(connection, key, lambda held: ask.list_actors(held, chosen, page))
        return actors.rows, actors.total
    sources = pages.kept.get(connection, key, lambda held: ask.list_sources(held, chosen, page))
    return sources.rows, sources.total
