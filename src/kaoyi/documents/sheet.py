"""The sheet a scanner writes on: text grows block by block, every piece with the place it came from.

Scanners go through the source once from front to back and call ``begin``, ``words``,
``stands_for`` and ``close``. The sheet joins lines, trims, drops boilerplate, and keeps the offset
map; the scanners know markup only.
"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.documents.boilerplate import is_subscription_address, reason_to_leave_out, related_opening
from kaoyi.documents.datelines import date_line
from kaoyi.documents.lines import heads_notes, note_label, same_words
from kaoyi.model import Block, LeftOut, Link, NoteMark

WHITE: Final = " \t\r\n\f\v\u3000\xa0\u200b\ufeff\u2002\u2003\u2009\u202f\u200e\u200f"
_LONGEST_BOILERPLATE: Final = 160
_LONGEST_HEADING: Final = 60
_FIRST_WIDE: Final = "\u2e80"


class Sheet:
    """The text of one document while it is being read. One sheet, one document, one pass."""

    def __init__(self, raw: str, keep_furniture: bool = False) -> None:
        self.raw = raw
        self.keep_furniture = keep_furniture
        self.texts: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.length = 0
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.note_marks: list[NoteMark] = []
        self.left_out: list[LeftOut] = []
        self.title = ""
        self.stamp: int | None = None
        self.published: str | None = None
        self.updated: str | None = None
        self.outlet = ""
        self.author = ""
        self.url: str | None = None
        self.emphasis = (-1, -1, "")
        self._headings: list[tuple[int, str]] = []
        self.path: tuple[str, ...] = ()
        self.notes_from = 0
        self.related = False
        self._tables = 0
        self._path_stale = False
        self._begun = -1
        self._first_piece = 0
        self._gap = -1
        self.begin("paragraph")

    # --- blocks ----------------------------------------------------------------------------------

    def begin(self, kind: str, level: int = 0, label: str = "") -> None:
        """Close what is open and say what the next words belong to."""
        self.close()
        self.kind, self.level, self.label = kind, level, label
        self.cell: tuple[int, int, int, tuple[tuple[int, int], ...]] | None = None

    def in_cell(self, table: int, row: int, column: int, heads: tuple[tuple[int, int], ...]) -> None:
        """The next words stand in a table cell, governed by these heads."""
        self.begin("cell")
        self.cell = (table, row, column, heads)

    def next_table(self) -> int:
        """The number of a table that begins here."""
        self._tables += 1
        return self._tables - 1

    def close(self) -> tuple[int, int] | None:
        """End the open block, if it has words, and return its span; the next words start another of its kind."""
        self._gap = -1
        if self._begun < 0:
            return None
        if self.texts[-1][-1] in WHITE:
            self._trim()
        start, end, first = self._begun, self.length, self._first_piece
        self._begun = -1
        if end <= start or (end - start <= _LONGEST_BOILERPLATE and self._dropped(start, end, first)):
            return None
        kind = self.kind
        if end - start > _LONGEST_BOILERPLATE:
            self.related = False
        if kind == "paragraph" and self.emphasis[0] == start and self.emphasis[1] >= end:
            kind = self._kind_by_emphasis(start, end)
        if kind == "heading" and end - start > _LONGEST_HEADING and self.blocks and not self._is_long_heading(first):
            kind, self.level = "paragraph", 0
        if kind == "heading":
            kind = self._heading(self.texts[first] if len(self.texts) == first + 1 else "".join(self.texts[first:]))
        elif kind != "cell" and (self.notes_from or self._is_note(first)):
            kind = "note"
        if self.cell is None:
            block = Block(kind, start, end, self.path, self.level or (6 if kind == "heading" else 0), label=self.label)
        else:
            block = Block(kind, start, end, self.path, self.level, *self.cell, self.label)
        self.blocks.append(block)
        return start, end

    def line(self, start: int, end: int) -> tuple[int, int] | None:
        """A whole block of literal words, ``raw[start:end]``; its span, as ``close`` gives it."""
        self.words(start, end)
        return self.close()

    def whole(self, kind: str, start: int, end: int) -> None:
        """A whole paragraph or caption of literal words: what ``begin`` and ``line`` do, at a fraction of the cost."""
        raw = self.raw
        short = end - start <= _LONGEST_BOILERPLATE and kind != "caption"
        if self._begun >= 0 or short or self.notes_from or raw[start] in WHITE or raw[end - 1] in WHITE:
            self.begin(kind)
            self.line(start, end)
            return
        texts, starts, ends = self.texts, self.starts, self.ends
        length = self.length
        if texts:
            after = ends[-1]
            texts.append("\n")
            starts.append(after)
            ends.append(after)
            length += 1
        else:
            length = 0
        texts.append(raw[start:end])
        starts.append(start)
        ends.append(end)
        self.related = False
        self.length = length + end - start
        self.kind, self.level, self.label, self.cell = kind, 0, "", None
        if self._path_stale:
            self._settle_path()
        self.blocks.append(Block(kind, length, self.length, self.path))

    def emphasised(self, start: int, how: str) -> None:
        """The words since text offset ``start`` are bold or small; a whole line of them is a heading or a caption."""
        if self._begun >= 0:
            self.emphasis = (start, self.length, how)

    def _heading(self, words: str) -> str:
        self._path_stale = True
        level = self.level or 6  # a bold line stands below every heading
        kept = [pair for pair in self._headings if pair[0] < level]
        is_title = not self.blocks and (level <= 2 or same_words(words, self.title))
        if self.notes_from and level <= self.notes_from:
            self.notes_from = 0
        if not self.notes_from and self.blocks and heads_notes(words):
            self.notes_from = level
        self.path = tuple(text for _, text in kept)
        if is_title or (len(self.blocks) < 3 and same_words(words, self.title)):
            self.title = self.title or words
            return "title"
        self._headings = [*kept, (level, words)]
        return "heading"

    def _is_long_heading(self, first: int) -> bool:
        words = "".join(self.texts[first:])
        return len(words) < 3 * _LONGEST_HEADING and sum(character >= _FIRST_WIDE for character in words) < 20

    def _is_note(self, first: int) -> bool:
        label = note_label(self.texts[first])
        if label:
            self.label = label
        return label is not None

    def _kind_by_emphasis(self, start: int, end: int) -> str:
        if self.emphasis[2] == "small":
            return "caption"
        return "paragraph" if end - start > 40 or self.texts[-1][-1] in "。！？，；：,;:)）" else "heading"

    def _dropped(self, start: int, end: int, first: int) -> bool:
        if self.kind == "cell":
            return False
        words = self.texts[first] if len(self.texts) == first + 1 else "".join(self.texts[first:])
        reason = reason_to_leave_out(words)
        if reason is None and end - start < 60 and len(self.blocks) < 6:
            reason = self._date_line(words)
        if reason is None and self.related:
            reason = "related articles" if self._links_from(start + 3, end) else None
        if (
            reason is None
            and self._links_from((start + end) // 2, end)
            and is_subscription_address(self.links[-1].target)
        ):
            reason = "subscription"
        opening = related_opening(words)
        if opening and opening < len(words) and not self._links_from(start + opening + 2, end):
            opening = 0
        if opening and opening < len(words):
            reason, opening = "related articles", 0
        self.related = bool(opening) or (self.related and reason is not None)
        if reason is None and not self.related:
            return False
        self._take_back(first, start, reason or "related articles")
        return True

    def _links_from(self, start: int, end: int) -> bool:
        """Whether a link covers the end of the block from ``start`` or before."""
        return bool(self.links) and self.links[-1].start <= start and self.links[-1].end >= end - 3

    def _date_line(self, words: str) -> str | None:
        found = date_line(words)
        if not found:
            return None
        if found[1]:
            self.updated = self.updated or found[0]
        else:
            self.published = self.published or found[0]
        self.outlet = self.outlet or found[2]
        return "date line"

    def _take_back(self, first: int, start: int, reason: str) -> None:
        self.leave_out(self.starts[first], self.ends[-1], reason)
        keep = first - 1 if first else 0  # the line end before it goes too
        del self.texts[keep:], self.starts[keep:], self.ends[keep:]
        self.length = start - 1 if first else 0
        while self.links and self.links[-1].end > self.length:
            self.links.pop()
        while self.note_marks and self.note_marks[-1].at > self.length:
            self.note_marks.pop()

    def _trim(self) -> None:
        texts = self.texts
        while len(texts) > self._first_piece:
            last = texts[-1]
            kept = last.rstrip(WHITE)
            if len(kept) == len(last):
                break
            cut = len(last) - len(kept)
            self.length -= cut
            if kept:
                texts[-1] = kept
                self.ends[-1] -= cut
                break
            del texts[-1], self.starts[-1], self.ends[-1]
        if self.length <= self._begun and texts:  # nothing but white space: its line end goes too
            del texts[self._first_piece - 1 :], self.starts[self._first_piece - 1 :], self.ends[self._first_piece - 1 :]
            self.length = self._begun = max(self._begun - 1, 0)
        while self.links and self.links[-1].end > self.length:
            link = self.links.pop()
            if link.start < self.length:
                self.links.append(Link(link.start, self.length, link.target, link.wiki))
        while self.note_marks and self.note_marks[-1].at > self.length:
            self.note_marks[-1] = NoteMark(self.length, self.note_marks[-1].label)
            break

    # --- words -----------------------------------------------------------------------------------

    def words(self, start: int, end: int) -> None:
        """Add ``raw[start:end]`` as it stands."""
        if start >= end:
            return
        piece = self.raw[start:end]
        if self._begun < 0:
            stripped = piece.lstrip(WHITE)
            if not stripped:
                return
            start = end - len(stripped)
            piece = stripped
            self._open(start)
        elif self._gap >= 0:
            self._fill_gap(piece[0])
        self.texts.append(piece)
        self.starts.append(start)
        self.ends.append(end)
        self.length += end - start

    def stands_for(self, text: str, start: int, end: int) -> None:
        """Add ``text``, which the source writes as ``raw[start:end]`` (an entity)."""
        if not text or start >= end:
            return
        if self._begun < 0:
            if not text.strip(WHITE):
                return
            self._open(start)
        elif self._gap >= 0:
            self._fill_gap(text[0])
        self.texts.append(text)
        self.starts.append(start)
        self.ends.append(end)
        self.length += len(text)

    def line_end(self, at: int) -> None:
        """The source breaks a line here and a reader does not: a space between narrow letters, else nothing."""
        if self._begun >= 0 and self._gap < 0:
            self._gap = at

    def trim_tail(self) -> None:
        """Take back the spaces just written, before a line end."""
        if self._begun >= 0 and self.texts[-1][-1] in " \t\r":
            cut = len(self.texts[-1]) - len(self.texts[-1].rstrip(" \t\r"))
            if cut < len(self.texts[-1]):
                self.texts[-1] = self.texts[-1][:-cut]
                self.ends[-1] -= cut
                self.length -= cut

    def flow(self, start: int, end: int) -> None:
        """Add HTML text: white space runs become one space, and none beside Chinese when they break a line."""
        chunk = self.raw[start:end]
        if chunk.isspace():
            self._space(start, end)
            return
        if "\n" not in chunk and "  " not in chunk:
            self.words(start, end)
            return
        inner = chunk.lstrip(" \t\r\n\f")
        if len(inner) < len(chunk):
            self._space(start, end - len(inner))
            start = end - len(inner)
        kept = inner.rstrip(" \t\r\n\f")
        if not kept:
            return
        if "\n" not in kept and "  " not in kept:
            self.words(start, start + len(kept))
        else:
            for match in _RUN.finditer(self.raw, start, start + len(kept)):
                if match.lastindex:
                    self.words(match.start(), match.end())
                else:
                    self._space(match.start(), match.end())
        if len(kept) < len(inner):
            self._space(start + len(kept), end)

    def _space(self, start: int, end: int) -> None:
        if self._begun < 0 or self._gap >= 0:
            return
        if "\n" in self.raw[start:end]:
            self._gap = start
        elif not self.texts[-1][-1].isspace():
            self.words(start, start + 1)

    def block_start(self) -> int:
        """The text offset at which the open block begins, -1 when none is open."""
        return self._begun

    def visible(self) -> int:
        """The text offset the next words will stand at, as far as it is known."""
        if self._begun < 0:
            return self.length + 1 if self.texts else 0
        return self.length

    def link(self, start: int, target: str, wiki: bool) -> None:
        """The words since text offset ``start`` are the anchor of a link."""
        if self._begun >= 0 and self.length > start:
            self.links.append(Link(max(start, self._begun), self.length, target, wiki))

    def note_mark(self, label: str) -> None:
        """A note mark stands here."""
        if self._begun >= 0:
            self.note_marks.append(NoteMark(self.length, label))

    def leave_out(self, start: int, end: int, reason: str) -> None:
        """``raw[start:end]`` is not text, and why."""
        if start < end:
            self.left_out.append(LeftOut(start, end, reason))

    def last_character(self) -> str:
        """The last character written in the open block, or ""."""
        return self.texts[-1][-1] if self._begun >= 0 and self.length > self._begun else ""

    def _open(self, start: int) -> None:
        if self._path_stale and self.kind != "heading":
            self._settle_path()
        if self.texts:
            end = self.ends[-1]
            self.texts.append("\n")
            self.starts.append(end)
            self.ends.append(end)
            self.length += 1
        self._begun = self.length
        self._first_piece = len(self.texts)
        self._gap = -1

    def _settle_path(self) -> None:
        self._path_stale = False
        self.path = tuple(text for _, text in self._headings) if self._headings else ()

    def _fill_gap(self, following: str) -> None:
        at, self._gap = self._gap, -1
        if self.texts[-1][-1] < _FIRST_WIDE and following < _FIRST_WIDE and not following.isspace():
            if self.texts[-1][-1].isspace():
                return
            self.texts.append(" ")
            self.starts.append(at)
            self.ends.append(at + 1)
            self.length += 1

    def offsets(self) -> tuple[int, ...]:
        """Where in the text each piece begins."""
        offsets: list[int] = []
        at = 0
        for text in self.texts:
            offsets.append(at)
            at += len(text)
        return tuple(offsets)


_RUN: Final = re.compile(r"([^ \t\r\n\f]+(?: [^ \t\r\n\f]+)*)|[ \t\r\n\f]+")
