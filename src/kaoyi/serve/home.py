"""Home: what was read, what failed, the disputes that most deserve a look, the span of time, the documents."""

from __future__ import annotations

from fastapi import Request
from msgspec import Struct
from sqlalchemy import Connection

from kaoyi.serve import strip, views
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.disputes import lines_of
from kaoyi.serve.timeline import strip_of
from kaoyi.serve.wording import wording
from kaoyi.store import ask
from kaoyi.store.ask import Cut, Filter, Overview, spans
from kaoyi.store.dump import DocumentRow

DISPUTES, DOCUMENTS = 5, 12


class Home(Struct, frozen=True):
    """What was read, and where to begin."""

    heading: str
    overview: Overview
    failed: tuple[ask.Failed, ...]
    disputes: tuple[views.DisputeLine, ...]
    strip: strip.Strip
    documents: tuple[DocumentRow, ...]


def add(pages: Pages) -> None:
    """Add the page of this module."""

    def home(request: Request) -> Home:
        language = look_of(request).language
        with pages.settings.engine.connect() as connection:
            return pages.kept.get(connection, ("home", language), lambda held: _home(pages, held, language))

    pages.add("/", "home.html", home)


def _home(pages: Pages, connection: Connection, language: str) -> Home:
    found = ask.list_disputes(connection, Filter(), Cut(DISPUTES)).rows
    return Home(
        wording(language)["home"], ask.overview(connection), ask.failures(connection),
        lines_of(connection, found, language, pages.colours(connection)), strip_of(pages, connection, spans.Window("", "")),
        ask.list_documents(connection, Filter(), Cut(DOCUMENTS, sort="figures")).rows,
    )  # fmt: skip
