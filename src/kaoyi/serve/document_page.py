"""The document page: the text as its author would want it read, with notes in the margin."""

from __future__ import annotations

from functools import cache
from typing import Any

from fastapi import Request
from msgspec import Struct

from kaoyi.model import Claim, Document
from kaoyi.serve import marks
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.visible import visible
from kaoyi.serve.wording import wording
from kaoyi.store import ask
from kaoyi.store.ask import Opened

SCRIPTS = {"s": "t2s", "t": "s2t"}


class Piece(Struct, frozen=True):
    """A run of text under one set of marks. kind: the classes of its marks; start: its place in the source; card: its claim."""

    text: str
    kind: str
    start: int
    end: int
    card: str
    title: str


class Card(Struct, frozen=True):
    """A claim in the margin."""

    id: str
    value: str
    measure: str
    subject: str | None
    speaker: str | None
    time: str | None
    event: str | None
    disputes: tuple[str, ...]


class Line(Struct, frozen=True):
    """A block of the text with the cards of its claims."""

    kind: str
    level: int
    pieces: tuple[Piece, ...]
    cards: tuple[Card, ...]


class DocumentPage(Struct, frozen=True):
    """One document to be read."""

    heading: str
    name: str
    metadata: Any
    path: str
    lines: tuple[Line, ...]
    script: str
    notes: bool
    left_out: tuple[tuple[str, str], ...]
    show_left_out: bool
    families: tuple[Any, ...]
    audits: tuple[Any, ...]
    claims: int
    events: int


def add(pages: Pages) -> None:
    """Add the pages of this module."""
    engine = pages.settings.engine

    def document(request: Request) -> DocumentPage:
        given = request.query_params
        with engine.connect() as connection:
            opened = ask.open_document(connection, request.path_params["name"])
        words = wording(look_of(request).language)
        script = given.get("script", "") if given.get("script") in SCRIPTS else ""
        return page_of(opened, words, script, given.get("notes") == "1", given.get("left") == "1")

    pages.add("/document/{name:path}", "document.html", document)


def page_of(opened: Opened, words: dict[str, str], script: str, notes: bool, left: bool) -> DocumentPage:
    """Return the page of a document that was opened."""
    document = opened.document
    rows = marks.laid(document, marks_of(opened))
    held = marks.blocks_with(rows, document.blocks)
    cards = {claim.id: card_of(claim, opened, words) for claim in opened.claims}
    turn = _converter(script)
    lines = []
    for block, inside in zip(document.blocks, held, strict=True):
        if block.kind == "note" and not notes:
            continue
        pieces = tuple(_piece(segment, turn) for segment in marks.segments(document, block, inside))
        starts = {mark.row: None for start, _, mark in inside if mark.kind.startswith("fig") and start >= block.start}
        lines.append(Line(block.kind, block.level, pieces, tuple(cards[row] for row in starts)))
    out = tuple((document.raw[part.start : part.end][:2000], part.reason) for part in document.left_out) if left else ()
    return DocumentPage(
        document.metadata.title or document.name, document.name, document.metadata, opened.path, tuple(lines), script,
        notes, out, left, opened.families, tuple(a for a in opened.audits), len(opened.claims), len(opened.events),
    )  # fmt: skip


def marks_of(opened: Opened) -> list[marks.Mark]:
    """Return every mark of a document: figures, times and names, in source offsets."""
    disputed = opened.disputes
    found = [
        marks.Mark(claim.number.start, claim.number.end, "fig disputed" if claim.id in disputed else "fig", claim.id)
        for claim in opened.claims
    ]
    found += [marks.Mark(t.start, t.end, "time", t.id, t.edtf or "?") for t in opened.times]
    found += [marks.Mark(n.start, n.end, "name", n.id, n.name) for n in opened.names if n.name]
    return found


def card_of(claim: Claim, opened: Opened, words: dict[str, str]) -> Card:
    """Return the margin card of a claim."""
    return Card(
        claim.id, visible(claim.number.text), words.get(f"measure.{claim.measure}", claim.measure), claim.subject,
        claim.speaker, claim.time, claim.event, opened.disputes.get(claim.id, ()),
    )  # fmt: skip


def _piece(segment: marks.Segment, turn: Any) -> Piece:
    kinds = sorted({kind for mark in segment.marks for kind in mark.kind.split()})
    card = next((mark.row for mark in segment.marks if mark.kind.startswith("fig")), "")
    title = "；".join(mark.title for mark in segment.marks if mark.title)
    return Piece(turn(segment.text), " ".join(kinds), segment.start, segment.end, card, title)


@cache
def _converter(script: str) -> Any:
    if not script:
        return str
    from opencc import OpenCC

    return OpenCC(SCRIPTS[script]).convert


def text_of(document: Document, start: int, end: int) -> str:
    """Return a document's source words, for a citation."""
    return document.raw[start:end]
