"""The plain lists: documents, audits, search."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import Request
from msgspec import Struct

from kaoyi.errors import UsageError
from kaoyi.lexicon.things import things
from kaoyi.model import Audit
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.narrow import filter_of, pager, whole
from kaoyi.serve.visible import visible
from kaoyi.serve.wording import wording
from kaoyi.store import ask
from kaoyi.store.ask import Cut
from kaoyi.text import fold

SHOWN = 40
DOCUMENT_SORTS = ("name", "newest", "oldest", "figures", "failing")


class Documents(Struct, frozen=True):
    """Some of the documents."""

    heading: str
    documents: tuple[Any, ...]
    total: int
    asked: dict[str, str]
    previous: str
    next: str


class Sum(Struct, frozen=True):
    """An audit as it would be written on paper: parts, the line, the stated total, the difference, the quotes."""

    id: str
    kind: str
    verdict: str
    document: str
    parts: tuple[str, ...]
    total: str
    computed: str
    difference: str
    why: str
    quotes: tuple[str, ...]
    start: int
    end: int


class Audits(Struct, frozen=True):
    """Some of the audits, what fails first."""

    heading: str
    audits: tuple[Sum, ...]
    total: int
    asked: dict[str, str]
    previous: str
    next: str


class Stretch(Struct, frozen=True):
    """Words around hits: (text, is a hit) in order."""

    pieces: tuple[tuple[str, bool], ...]
    start: int
    end: int


class Result(Struct, frozen=True):
    """A document that holds every word."""

    document: str
    title: str
    outlet: str | None
    published: str | None
    count: int
    stretches: tuple[Stretch, ...]


class Search(Struct, frozen=True):
    """What was found. also: other names of what was asked for, each worth a search of its own; thing: its page."""

    heading: str
    words: str
    results: tuple[Result, ...]
    total: int
    facets: dict[str, tuple[ask.Facet, ...]]
    also: tuple[str, ...]
    problem: str
    asked: dict[str, str]
    previous: str
    next: str
    thing: str = ""


def add(pages: Pages) -> None:
    """Add the pages of this module."""
    engine = pages.settings.engine

    def documents(request: Request) -> Documents:
        given = dict(request.query_params)
        offset = whole(given.get("offset"))
        with engine.connect() as connection:
            page = ask.list_documents(connection, filter_of(given), Cut(SHOWN, offset, sort_of(given)))
        words = wording(look_of(request).language)
        return Documents(words["documents"], page.rows, page.total, given, *pager(request, offset, SHOWN, page.total))

    def audits(request: Request) -> Audits:
        given = dict(request.query_params)
        offset = whole(given.get("offset"))
        with engine.connect() as connection:
            page = ask.list_audits(connection, filter_of(given), Cut(SHOWN, offset))
        words = wording(look_of(request).language)
        sums = tuple(sum_of(audit) for audit in page.rows)
        return Audits(words["audits"], sums, page.total, given, *pager(request, offset, SHOWN, page.total))

    def search(request: Request) -> Search:
        return searched(pages, request)

    pages.add("/documents", "documents.html", documents, ("kind", "speaker", "since", "until", "sort", "offset"))
    pages.add("/audits", "audits.html", audits, ("verdict", "kind", "document", "offset"))
    pages.add(
        "/search", "search.html", search, ("q", "kind", "speaker", "document", "since", "until", "sort", "offset")
    )


def sort_of(given: dict[str, str]) -> str:
    """The order asked for, "" for one there is not."""
    sort = given.get("sort", "")
    return sort if sort in DOCUMENT_SORTS else ""


def sum_of(audit: Audit) -> Sum:
    """Return an audit with its numbers as a reader writes them."""
    return Sum(
        audit.id, audit.kind, audit.verdict, audit.document, tuple(_written(p) for p in audit.parts),
        _written(audit.total), _written(audit.computed), _written(audit.difference), audit.why,
        tuple(visible(quote) for quote in audit.quotes), *(audit.spans[0] if audit.spans else (0, 0)),
    )  # fmt: skip


def _written(value: float | str | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:,}"


def searched(pages: Pages, request: Request) -> Search:
    """Return the search page for what was asked."""
    given = dict(request.query_params)
    words, offset = given.get("q", "").strip(), whole(given.get("offset"))
    heading = wording(look_of(request).language)["search"]
    if not words:
        return Search(heading, "", (), 0, {}, (), "", given, "", "")
    try:
        with pages.settings.engine.connect() as connection:
            sort = given.get("sort", "") if given.get("sort") in ("oldest", "name") else ""
            found = ask.search(connection, words, filter_of(given), Cut(20, offset, sort))
    except UsageError as error:
        return Search(heading, words, (), 0, {}, (), str(error), given, "", "")
    results = tuple(_result(hit) for hit in found.hits)
    also = other_names(pages, words)
    return Search(
        heading, words, results, found.total, found.facets, also, "", given, *pager(request, offset, 20, found.total),
        page_of_thing(pages, words),
    )  # fmt: skip


def other_names(pages: Pages, words: str) -> tuple[str, ...]:
    """What else the thing asked for is called: 韩战 is also 朝鲜战争 and 六二五."""
    found = things(pages.settings.lexicon).by_form.get(fold(words), ())
    names = [name for thing in found[:1] for name in (thing.name, *thing.aliases)]
    return tuple(dict.fromkeys(name for name in names if fold(name) != fold(words)))[:8]


def page_of_thing(pages: Pages, words: str) -> str:
    """The address of the page of the thing these words name, "" when they name none."""
    thing = things(pages.settings.lexicon).find(words)
    if thing is None or thing.kind == "place":
        return ""
    return f"/{'event' if thing.kind == 'war' else 'actor'}/{quote(thing.name)}"


def _result(hit: ask.Hit) -> Result:
    stretches = tuple(_stretch(snippet) for snippet in hit.snippets)
    return Result(hit.document, hit.title or hit.document, hit.outlet, hit.published, hit.count, stretches)


def _stretch(snippet: ask.Snippet) -> Stretch:
    pieces, at = [], 0
    for start, end in snippet.marks:
        pieces += [(snippet.text[at:start], False), (snippet.text[start:end], True)]
        at = end
    pieces.append((snippet.text[at:], False))
    return Stretch(tuple(piece for piece in pieces if piece[0]), snippet.start, snippet.end)
