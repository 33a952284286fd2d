"""Which documents of the record hold some words, anywhere a recogniser looks: text, headings, link targets, metadata.

One pass over the kept documents: the full-text index knows the text alone, and a rule for words that only a link or
an address holds needs more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from ahocorasick_rs import AhoCorasick
from msgspec import Struct
from sqlalchemy import Connection, select

from kaoyi.model import Metadata
from kaoyi.store.packed import unsqueeze
from kaoyi.store.tables import appearances, bodies, documents
from kaoyi.text import fold

_BATCH = 500

T = TypeVar("T")


class _Block(Struct, gc=False):
    path: tuple[str, ...] = ()
    label: str = ""


class _Link(Struct, gc=False):
    target: str


class _Document(Struct, gc=False):
    """Of a kept document, what may hold a word; its source and its offsets are skipped."""

    name: str
    text: str
    blocks: tuple[_Block, ...] = ()
    links: tuple[_Link, ...] = ()
    metadata: Metadata = Metadata()


def bare(words: str) -> str:
    """Return words as they are compared here: in one script and case, with one kind of dot, without white space.

    More may be found by this than stands there, never less.

    >>> bare("HONG Kong・韓戰")
    'hongkong·韩战'
    """
    lower = "".join(fold(words).lower().split())
    for dot in "・•‧∙":
        lower = lower.replace(dot, "·")
    return lower


class Words:
    """Words to look for, compiled. A blank in one may stand for the 日 of a date, which the rules for names blank."""

    def __init__(self, words: Collection[str]) -> None:
        self._plain = _automaton({bare(one) for one in words})
        self._blanked = _automaton({bare(one).replace("日", "") for one in words if any(map(str.isspace, one))})

    def stand_in(self, words: str) -> bool:
        """Whether one of them stands in these words."""
        told = bare(words)
        if self._plain is not None and self._plain.find_matches_as_indexes(told):
            return True
        return self._blanked is not None and bool(self._blanked.find_matches_as_indexes(told.replace("日", "")))


def _automaton(words: set[str]) -> AhoCorasick | None:
    return AhoCorasick(sorted(words)) if words else None


def files_holding(connection: Connection, files: Collection[int], words: Collection[str]) -> set[int]:
    """Return those of the files, by key, that have a document in which one of these words stands."""
    if not words:
        return set()
    wanted, found = Words(words), set[int]()
    for some in _batches(_documents(connection, files)):
        file_of = {document: file for document, file in some if file not in found}
        query = select(bodies.c.document, bodies.c.body).where(bodies.c.document.in_(list(file_of)))
        for document, body in connection.execute(query):
            if file_of[document] not in found and wanted.stand_in(_words_of(body)):
                found.add(file_of[document])
    return found


def _documents(connection: Connection, files: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the key of each document of these files, with its file's."""
    query = select(documents.c.document, documents.c.file).order_by(documents.c.document)
    yield from ((row.document, row.file) for row in connection.execute(query).all() if row.file in files)


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(things)
    while some := list(islice(rest, _BATCH)):
        yield some


def _words_of(body: bytes) -> str:
    document = unsqueeze(body, _Document)
    told = document.metadata
    headings = dict.fromkeys(words for block in document.blocks for words in (*block.path, block.label))
    targets = dict.fromkeys(link.target for link in document.links)
    said = (told.title, told.outlet, told.author, told.url, told.published, told.updated)
    return "\n".join((document.text, document.name, *headings, *targets, *(words for words in said if words)))


def files_naming(connection: Connection, files: Collection[int], names: Collection[str]) -> set[int]:
    """Return those of the files that have a document in which one of these canonical things was recognised."""
    found: set[int] = set()
    for some in _batches(sorted(names)):
        query = select(documents.c.file).join(appearances, appearances.c.document == documents.c.document)
        found.update(connection.execute(query.where(appearances.c.name.in_(some)).distinct()).scalars())
    return found & set(files)
