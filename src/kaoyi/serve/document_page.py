"""The document page: the text as its author would want it read, with notes in the margin; and how a mark was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from fastapi import Request
from msgspec import Struct

from kaoyi.model import Block, Claim, Document, Metadata
from kaoyi.path import Reading
from kaoyi.run.explain import Explained, explain
from kaoyi.serve import marks
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.narrow import whole
from kaoyi.serve.visible import visible
from kaoyi.serve.wording import wording
from kaoyi.store import ask
from kaoyi.store.ask import FamilyRow, Opened

SCRIPTS = {"s": "t2s", "t": "s2t"}
LONGEST_LEFT_OUT = 700
Turn = Callable[[str], str]


class Card(Struct, frozen=True):
    """A claim in the margin. at: where its figure stands in the source; disputes, agreements: ids of those it is in."""

    id: str
    at: int
    value: str
    measure: str
    subject: str | None
    speaker: str | None
    time: str | None
    event: str | None
    modality: str
    disputes: tuple[str, ...]
    agreements: tuple[str, ...]


class Piece(Struct, frozen=True):
    """A run of text under one set of marks. kind: the classes of its marks; start, end: its place in the source;
    anchor: whether a claim's figure begins here; card: the claim it belongs to; cards: the margin notes that begin here;
    even: its code points stand one by one in the source."""

    text: str
    kind: str
    start: int
    end: int
    card: str
    anchor: bool
    title: str
    cards: tuple[Card, ...]
    even: bool


class Line(Struct, frozen=True):
    """A block of the text, a whole table (``rows`` of cells of pieces), or a stretch left out (``words``)."""

    kind: str
    level: int
    start: int
    pieces: tuple[Piece, ...] = ()
    label: str = ""
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()
    cards: tuple[Card, ...] = ()
    words: str = ""


class DocumentPage(Struct, frozen=True):
    """One document to be read."""

    heading: str
    name: str
    metadata: Metadata
    lines: tuple[Line, ...]
    contents: tuple[tuple[int, str, int], ...]
    script: str
    notes: bool
    show_left_out: bool
    has_notes: bool
    has_left_out: bool
    families: tuple[FamilyRow, ...]
    failing: tuple[str, ...]
    claims: int
    events: int


class ExplainPage(Struct, frozen=True):
    """How what stands at one place was read."""

    heading: str
    name: str
    at: int
    before: str
    here: str
    after: str
    found: tuple[Explained, ...]


def add(pages: Pages) -> None:
    """Add the pages of this module."""
    engine = pages.settings.engine

    def document(request: Request) -> DocumentPage:
        given = request.query_params
        with engine.connect() as connection:
            opened = ask.open_document(connection, request.path_params["name"])
            ids = sorted({name for names in opened.disputes.values() for name in names})
            kinds = ask.kinds_of(connection, ids)
        words = wording(look_of(request).language)
        script = given.get("script", "") if given.get("script") in SCRIPTS else ""
        shown = Shown(opened, kinds, words, _converter(script))
        return shown.page(script, given.get("notes") == "1", given.get("left") == "1")

    def explained(request: Request) -> ExplainPage:
        name, at = request.path_params["name"], whole(request.query_params.get("at"))
        with engine.connect() as connection:
            opened = ask.open_document(connection, name)
        heading = wording(look_of(request).language)["explain"]
        raw = opened.document.raw
        found = explain(reading_of(opened), at, pages.settings.lexicon)
        return ExplainPage(heading, name, at, raw[max(0, at - 40) : at], raw[at : at + 1], raw[at + 1 : at + 60], found)

    pages.add("/document/{name:path}", "document.html", document, ("script", "notes", "left"))
    pages.add("/explain/{name:path}", "explain.html", explained, ("at",))


def reading_of(opened: Opened) -> Reading:
    """Return what was read in a document as the reader made it."""
    return Reading(
        opened.document, opened.mentions, opened.claims, opened.events, opened.relations, opened.audits
    )  # fmt: skip


class Shown:
    """A document being laid out: its marks, its margin cards, and the script it is shown in."""

    def __init__(self, opened: Opened, kinds: dict[str, str], words: dict[str, str], turn: Turn) -> None:
        self.opened = opened
        self.document: Document = opened.document
        self.kinds = kinds
        self.words = words
        self.turn = turn
        self.cards = {claim.id: self._card(claim) for claim in opened.claims}

    def page(self, script: str, notes: bool, left: bool) -> DocumentPage:
        """Return the page."""
        document = self.document
        lines = list(self.lines(notes))
        if left:
            out = [
                Line("left-out", 0, part.start, label=part.reason, words=_short(document.raw[part.start : part.end]))
                for part in document.left_out
            ]
            lines = sorted([*lines, *out], key=lambda line: line.start)
        failing = tuple(visible(audit.why) for audit in self.opened.audits if audit.verdict == "fails")
        return DocumentPage(
            self.turn(document.metadata.title or document.name), document.name, document.metadata, tuple(lines),
            tuple(_contents(lines)), script, notes, left, any(block.kind == "note" for block in document.blocks),
            bool(document.left_out), self.opened.families, failing, len(self.opened.claims), len(self.opened.events),
        )  # fmt: skip

    def lines(self, notes: bool) -> Iterator[Line]:
        """Yield the blocks in order, the cells of a table together."""
        document = self.document
        rows = marks.laid(document, marks_of(self.opened, self.kinds))
        held = marks.blocks_with(rows, document.blocks)
        together = groupby(
            zip(document.blocks, held, strict=True), key=lambda pair: (pair[0].table, pair[0].kind == "cell")
        )
        for (_, in_table), blocks in together:
            if in_table:
                yield self._table(list(blocks))
                continue
            for block, inside in blocks:
                if (block.kind == "note" and not notes) or block.kind == "title":
                    continue
                pieces = tuple(self._pieces(block, inside))
                start = pieces[0].start if pieces else 0
                yield Line(block.kind, block.level, start, pieces, block.label)

    def _table(self, blocks: list[tuple[Block, marks.Rows]]) -> Line:
        rows = []
        cards: list[Card] = []
        for _, cells in groupby(blocks, key=lambda pair: pair[0].row):
            row = []
            for block, inside in cells:
                pieces = tuple(self._pieces(block, inside))
                cards.extend(card for piece in pieces for card in piece.cards)
                row.append(pieces)
            rows.append(tuple(row))
        start = next((piece.start for row in rows for cell in row for piece in cell), 0)
        return Line("table", 0, start, rows=tuple(rows), cards=tuple(cards))

    def _pieces(self, block: Block, inside: marks.Rows) -> Iterator[Piece]:
        begun = {mark.row for start, _, mark in inside if mark.kind.startswith("fig") and start < block.start}
        for segment in marks.segments(self.document, block, inside):
            figures = [mark for mark in segment.marks if mark.kind.startswith("fig")]
            fresh = [mark for mark in figures if mark.row not in begun]
            begun.update(mark.row for mark in fresh)
            kinds = sorted({kind for mark in segment.marks for kind in mark.kind.split()})
            title = "；".join(dict.fromkeys(mark.title for mark in segment.marks if mark.title))
            text = self.turn(segment.text)
            yield Piece(
                text, " ".join(kinds), segment.start, segment.end, figures[0].row if figures else "",
                bool(fresh), title, tuple(self.cards[mark.row] for mark in fresh),
                len(text) == segment.end - segment.start,
            )  # fmt: skip

    def _card(self, claim: Claim) -> Card:
        names = self.opened.disputes.get(claim.id, ())
        agreed = tuple(name for name in names if self.kinds.get(name) == "agreement")
        return Card(
            claim.id, claim.number.start, visible(claim.number.text),
            self.words.get(f"measure.{claim.measure}", claim.measure), claim.subject, claim.speaker, claim.time,
            claim.event, claim.modality, tuple(name for name in names if name not in agreed), agreed,
        )  # fmt: skip


def marks_of(opened: Opened, kinds: dict[str, str]) -> list[marks.Mark]:
    """Return every mark of a document: figures, times, names and those who speak, in source offsets."""
    found = [
        marks.Mark(claim.number.start, claim.number.end, _figure(opened.disputes.get(claim.id, ()), kinds), claim.id)
        for claim in opened.claims
    ]
    found += [marks.Mark(t.start, t.end, "time", t.id, t.edtf or "?") for t in opened.times]
    found += [marks.Mark(n.start, n.end, "name", n.id, n.name) for n in opened.names if n.name]
    found += [*_voices(opened.document.raw, opened.claims)]
    return found


def _figure(names: Iterable[str], kinds: dict[str, str]) -> str:
    met = {kinds.get(name) for name in names}
    if met - {"agreement", None}:
        return "fig disputed"
    return "fig agreed" if met else "fig"


def _voices(raw: str, claims: Sequence[Claim]) -> Iterator[marks.Mark]:
    """The words that name a speaker, where they stand in the sentence that is quoted."""
    seen = set()
    for claim in claims:
        for link in claim.attribution:
            at = raw.find(link.mention, claim.start, claim.end) if link.mention else -1
            if link.mention and at >= 0 and at not in seen:
                seen.add(at)
                yield marks.Mark(at, at + len(link.mention), "said", f"said-{at}", link.name)


def _contents(lines: Iterable[Line]) -> Iterator[tuple[int, str, int]]:
    for line in lines:
        if line.kind == "heading" and line.pieces:
            yield line.level, "".join(piece.text for piece in line.pieces), line.start


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_LEFT_OUT else f"{words[:LONGEST_LEFT_OUT]} …（{len(words):,}）"


@cache
def _converter(script: str) -> Turn:
    if not script:
        return str
    from opencc import OpenCC

    convert: Turn = OpenCC(SCRIPTS[script]).convert
    return convert
