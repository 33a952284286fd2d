"""Full text: documents that hold every word asked for, in either script, with the places where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Connection, func, select

from kaoyi.errors import UsageError
from kaoyi.model import Document
from kaoyi.store import dialect
from kaoyi.store.ask.filters import EVERYTHING, FEW, Cut, Filter, overlapping
from kaoyi.store.packed import unsqueeze
from kaoyi.store.tables import bodies, documents
from kaoyi.store.words import asked, plain, tokens
from kaoyi.text import fold

BEFORE, AFTER = 24, 60
SNIPPETS = 3


class Snippet(Struct, frozen=True):
    """Words around a hit, as a reader sees them and as they stand in the source.

    text: the words without markup, marks: (start, end) of the hits in them; quote: the same stretch of the source,
    ``raw[start:end] == quote``; spans: where each hit stands in the source
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    quote: str
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]


class Hit(Struct, frozen=True):
    """A document that holds every word. count: how often the words stand in it."""

    document: str
    title: str | None
    outlet: str | None
    published: str | None
    kind: str
    count: int
    snippets: tuple[Snippet, ...]


class Facet(Struct, frozen=True):
    """A value the found documents share, and how many do."""

    value: str
    documents: int


class Found(Struct, frozen=True):
    """A page of hits, how many documents there are in all, and how they divide by kind, outlet and year."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]
    total: int
    facets: dict[str, tuple[Facet, ...]]


def search(connection: Connection, query: str, chosen: Filter = EVERYTHING, page: Cut = FEW) -> Found:
    """Return the documents that hold every word of a query, the newest first (``page.sort`` "oldest", "name").

    Words are told apart by spaces; words in straight quotes stay together. Either script finds both.
    Raises UsageError for a query without words.
    """
    words = asked(query)
    if not words:
        raise UsageError("search needs at least one word")
    where = _where(connection, words, chosen)
    orders: dict[str, list[Any]] = {
        "": [documents.c.since.desc().nulls_last(), documents.c.name],
        "oldest": [documents.c.since.is_(None), documents.c.since, documents.c.name],
        "name": [documents.c.name],
    }
    if page.sort not in orders:
        raise UsageError(f"there is no order called {page.sort}; there are: oldest, name")
    columns = [documents.c[name] for name in ("document", "name", "title", "outlet", "published", "kind")]
    found = select(*columns).where(*where).order_by(*orders[page.sort]).offset(page.offset)
    rows = list(connection.execute(found.limit(page.limit) if page.limit else found))
    total, facets = _facets(connection, where)
    return Found(words, tuple(_hits(connection, rows, words)), total, facets)


def _where(connection: Connection, words: Sequence[str], chosen: Filter) -> list[ColumnElement[bool]]:
    """The live documents that hold every word; the index also knows dead versions."""
    runs = [tokens(word) for word in words]
    where: list[ColumnElement[bool]] = [dialect.matching(connection, documents.c.document, runs)]
    if chosen.kind is not None:
        where.append(documents.c.kind == chosen.kind)
    if chosen.speaker is not None:
        where.append(documents.c.outlet == chosen.speaker)
    if chosen.document is not None:
        where.append(documents.c.name == chosen.document)
    if chosen.since is not None or chosen.until is not None:
        where.append(overlapping(documents, chosen.since, chosen.until))
    return where


def _hits(connection: Connection, rows: Iterable[Any], words: Sequence[str]) -> Iterable[Hit]:
    pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    for row in rows:
        body = connection.execute(select(bodies.c.body).where(bodies.c.document == row.document)).scalar_one()
        document = unsqueeze(body, Document)
        spans = [match.span() for match in pattern.finditer(plain(fold(document.text)))]
        snippets = tuple(_snippets(document, spans))
        yield Hit(row.name, row.title, row.outlet, row.published, row.kind, len(spans), snippets)


def _snippets(document: Document, spans: Sequence[tuple[int, int]]) -> Iterable[Snippet]:
    """The first few stretches of text that hold hits, without those that stand in an earlier one."""
    given = reach = 0
    for start, end in spans:
        if given == SNIPPETS:
            return
        if end <= reach:
            continue
        left = max(start - BEFORE, document.text.rfind("\n", 0, start) + 1, reach)
        line_end = document.text.find("\n", end)
        reach = min(end + AFTER, line_end if line_end >= 0 else len(document.text))
        within = [span for span in spans if left <= span[0] and span[1] <= reach]
        marks = tuple((a - left, b - left) for a, b in within)
        first, last = document.source(left, reach)
        given += 1
        yield Snippet(
            document.text[left:reach], marks, document.raw[first:last], first, last,
            tuple(document.source(*span) for span in within),
        )  # fmt: skip


def _facets(connection: Connection, where: Sequence[ColumnElement[bool]]) -> tuple[int, dict[str, tuple[Facet, ...]]]:
    """How many documents there are, and how they divide."""
    year = func.substr(documents.c.since, 1, 4)
    query = select(documents.c.kind, documents.c.outlet, year, func.count()).where(*where)
    counted: dict[str, Counter[str]] = {"kind": Counter(), "outlet": Counter(), "year": Counter()}
    total = 0
    for *values, count in connection.execute(query.group_by(documents.c.kind, documents.c.outlet, year)):
        total += count
        for name, value in zip(counted, values, strict=True):
            if value is not None:
                counted[name][value] += count
    facets = {
        name: tuple(
            Facet(value, count) for value, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:20]
        )
        for name, counts in counted.items()
    }
    return total, facets
