"""Pages of one name: an actor, a source, a happening. What it is, what is said of it, where the sources disagree."""

from __future__ import annotations

import re

from fastapi import Request
from msgspec import Struct
from sqlalchemy import Connection

from kaoyi.errors import UsageError
from kaoyi.lexicon.things import Thing, owners, things
from kaoyi.serve import scatter, statements, views
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.disputes import lines_of
from kaoyi.store.ask import Edge, portraits

FIGURES, HAPPENINGS, DISPUTES, ALONE = 400, 80, 12, 20
_HAPPENING = re.compile(r"[0-9a-f]{12,64}")


class About(Struct, frozen=True):
    """What the lexicon knows of a name. aliases: (form, region where it is used or "")."""

    kind: str
    aliases: tuple[tuple[str, str], ...]
    owners: tuple[str, ...]
    time: str
    place: str
    parties: tuple[str, ...]
    parent: str
    office: str


class ActorPage(Struct, frozen=True):
    """An actor."""

    heading: str
    about: About
    named: portraits.Named
    disputes: tuple[views.DisputeLine, ...]
    plots: tuple[scatter.Scatter, ...]
    figures: tuple[statements.ClaimLine, ...]
    figures_total: int
    events: tuple[statements.EventLine, ...]
    relations: tuple[Edge, ...]


class SourcePage(Struct, frozen=True):
    """One who says things. alone: what nobody else gives a figure for."""

    heading: str
    about: About
    speaking: portraits.Speaking
    disputes: tuple[views.DisputeLine, ...]
    alone: tuple[statements.ClaimLine, ...]


class EventPage(Struct, frozen=True):
    """A happening: one with a name, with what is part of it, or one that several statements tell of."""

    heading: str
    about: About
    disputes: tuple[views.DisputeLine, ...]
    plots: tuple[scatter.Scatter, ...]
    figures: tuple[statements.ClaimLine, ...]
    figures_total: int
    events: tuple[statements.EventLine, ...]
    told: tuple[statements.EventLine, ...]


def add(pages: Pages) -> None:
    """Add the pages of this module."""
    engine = pages.settings.engine

    def actor(request: Request) -> ActorPage:
        language, name = look_of(request).language, request.path_params["name"]
        with engine.connect() as connection:
            return pages.kept.get(
                connection, ("actor", name, language), lambda held: _actor(pages, held, name, language)
            )

    def source(request: Request) -> SourcePage:
        language, name = look_of(request).language, request.path_params["name"]
        with engine.connect() as connection:
            return pages.kept.get(
                connection, ("source", name, language), lambda held: _source(pages, held, name, language)
            )

    def event(request: Request) -> EventPage:
        language, name = look_of(request).language, request.path_params["name"]
        with engine.connect() as connection:
            return pages.kept.get(
                connection, ("event", name, language), lambda held: _event(pages, held, name, language)
            )

    pages.add("/actor/{name:path}", "actor.html", actor)
    pages.add("/source/{name:path}", "source.html", source)
    pages.add("/event/{name:path}", "event.html", event)


def about(pages: Pages, name: str, kind: str = "") -> About:
    """Return what the lexicon knows of a name; a name it does not know has only its kind."""
    lexicon = pages.settings.lexicon
    thing = things(lexicon).by_name.get(name) or Thing("", name, kind)
    aliases = tuple(zip(thing.aliases, thing.regions, strict=False)) if thing.regions else ()
    above = owners(lexicon, name) if thing.kind not in ("war", "place") else ()
    return About(
        thing.kind, aliases or tuple((form, "") for form in thing.aliases), above, thing.time, thing.place,
        thing.parties, thing.parent, thing.office,
    )  # fmt: skip


def _canonical(pages: Pages, name: str) -> str:
    return pages.alias(name) or name


def _known(pages: Pages, name: str) -> bool:
    return name in things(pages.settings.lexicon).by_name


def _actor(pages: Pages, connection: Connection, name: str, language: str) -> ActorPage:
    named = portraits.named(connection, name)
    if not named.times and (known := _canonical(pages, name)) != name:
        name, named = known, portraits.named(connection, known)
    figures, total = portraits.claims_of(connection, FIGURES, subject=name)
    colour = pages.colours(connection)
    page = ActorPage(
        name, about(pages, name, named.kind), named,
        lines_of(connection, portraits.disputes_of(connection, DISPUTES, subject=name), language, colour),
        scatter.of_claims(figures, colour), statements.claim_lines(figures[:30]), total,
        statements.event_lines(portraits.events_of_actor(connection, name, HAPPENINGS)),
        portraits.edges_of(connection, name, 40),
    )  # fmt: skip
    if not (named.times or total or page.events or page.relations or _known(pages, name)):
        raise UsageError(f"the record names nobody called {name}")
    return page


def _source(pages: Pages, connection: Connection, name: str, language: str) -> SourcePage:
    speaking = portraits.speaking(connection, name)
    if not speaking.claims and (known := _canonical(pages, name)) != name:
        name, speaking = known, portraits.speaking(connection, known)
    if not speaking.claims:
        raise UsageError(f"nobody called {name} gives a figure in this record")
    found = portraits.disputes_with(connection, name, DISPUTES)
    return SourcePage(
        name, about(pages, name), speaking, lines_of(connection, found, language, pages.colours(connection)),
        statements.claim_lines(portraits.alone_in_saying(connection, name, ALONE)),
    )  # fmt: skip


def _event(pages: Pages, connection: Connection, name: str, language: str) -> EventPage:
    if _HAPPENING.fullmatch(name):
        return _happening(pages, connection, name)
    events = portraits.events_of_name(connection, name, HAPPENINGS)
    figures, total = portraits.claims_of(connection, FIGURES, event=name)
    if not events and not total:
        known = _canonical(pages, name)
        if known != name:
            return _event(pages, connection, known, language)
        if not _known(pages, name):
            raise UsageError(f"the record tells of nothing called {name}")
    colour = pages.colours(connection)
    found = portraits.disputes_of(connection, DISPUTES, event=name)
    return EventPage(
        name, about(pages, name), lines_of(connection, found, language, colour), scatter.of_claims(figures, colour),
        statements.claim_lines(figures[:30]), total, statements.event_lines(events), (),
    )  # fmt: skip


def _happening(pages: Pages, connection: Connection, happening: str) -> EventPage:
    told = portraits.events_of_happening(connection, happening)
    if not told:
        raise UsageError(f"the record has no happening {happening}; it may have been made anew since: see /events")
    name = next((event.name for event in told if event.name), "")
    lines = tuple(line for event in told for line in statements.event_lines([event]))
    heading = name or lines[0].quote.figure
    return EventPage(heading, about(pages, name), (), (), (), 0, (), lines)
