"""HTML to blocks: one pass over the tags, a stack of what is open, no tree and no recursion.

What is not text (scripts, adverts, share bars, hidden pieces) is left out with its reason. Every
character keeps the place it has in the file.
"""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from msgspec import Struct

from kaoyi.documents.furniture import reason_for_attributes
from kaoyi.documents.sheet import Sheet
from kaoyi.documents.tags import BLOCK_TAGS, CLOSED_BY, EMPHASIS, KIND_TAGS, RAW_TEXT, TAG, UNSEEN, VOID
from kaoyi.documents.targets import link_target

_STAMP: Final = re.compile(r"<!--\s*(\d{12,13})\s*-->")
_HREF: Final = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
_SPAN: Final = re.compile(r"""\b(col|row)span\s*=\s*["']?(\d{1,3})""", re.I)
_DISTINCT_NOTE: Final = re.compile(r"""\bclass\s*=\s*["'][^"']*\b(?:reference|footnote-ref|noteref)\b""", re.I)

_CAPTION: Final = re.compile(
    r"""\b(?:class|id)\s*=\s*["']?(?:[^"'>]*[\s_-])?(?:caption(?:-text)?|aesop-cap\w*(?:-\w+)*|pic-?desc\w*|img-?desc\w*|photo-?credit|image-source|imgtext|thumbcaption)(?=["'\s>])""",
    re.I,
)


class _Open(Struct, gc=False):
    """An element that is open: its tag, where its text begins, and the link it is, if any."""

    tag: str
    text_start: int
    target: str = ""


class _Table(Struct):
    """A table that is open: where we are in it and the heads found so far."""

    number: int
    row: int = -1
    column: int = 0
    heads: dict[int, list[tuple[int, int]]] = {}
    row_head: tuple[int, int] | None = None
    row_head_until: int = 0
    is_head: bool = False
    all_heads: bool = True
    spanned: dict[int, int] = {}
    width: int = 1


def scan(sheet: Sheet, start: int, end: int, goes_on: re.Pattern[str] | None = None) -> int:
    """Write the HTML at ``raw[start:end]`` on the sheet and return where it ended.

    With ``goes_on`` the HTML stands in Markdown: it ends after a line that leaves no block open,
    unless ``goes_on`` matches the next line.
    """
    return _Scanner(sheet, goes_on).run(start, end)


class _Scanner:
    def __init__(self, sheet: Sheet, goes_on: re.Pattern[str] | None) -> None:
        self.goes_on = goes_on
        self.open_blocks = 0
        self.caption_depth = 0
        self.sheet = sheet
        self.raw = sheet.raw
        self.stack: list[_Open] = []
        self.open: dict[str, int] = {}
        self.tables: list[_Table] = []
        self.unseen_from = 0
        self.unseen_depth = 0
        self.unseen_why = ""
        self.reasons: dict[str, str | None] = {}

    def run(self, start: int, end: int) -> int:
        sheet, raw = self.sheet, self.raw
        self._kind()
        position, search = start, TAG.search
        while position < end:
            match = search(raw, position, end)
            at = match.start() if match else end
            if self.goes_on and self.open_blocks <= 0 and (stop := self._markdown_again(position, at)):
                sheet.flow(position, stop)
                end = stop
                break
            if at > position and not self.unseen_depth:
                sheet.flow(position, at)
            if match is None:
                break
            position = match.end()
            if match.lastindex == 4:
                if not self.unseen_depth:
                    entity(sheet, match[4], at, position)
            elif match.lastindex:
                tag = match[2].lower()
                if match[1]:
                    self._end(tag, at, position)
                else:
                    position = self._start(tag, match[3], at, position, end)
            elif stamp := _STAMP.match(raw, at):
                sheet.stamp = sheet.stamp or int(stamp[1])
        self._finish(end)
        return end

    def _markdown_again(self, start: int, end: int) -> int:
        """The line end before ``end`` after which there is no HTML, or 0."""
        line_end = self.raw.find("\n", start, end)
        if line_end < 0 or (self.goes_on and self.goes_on.match(self.raw, line_end + 1)):
            return 0
        return line_end + 1

    # --- tags ------------------------------------------------------------------------------------

    def _start(self, tag: str, attributes: str, at: int, after: int, end: int) -> int:
        stack = self.stack
        if tag == "body" and self.unseen_why == "page head":
            while stack:
                self._pop(at)
        while stack and stack[-1].tag in CLOSED_BY and tag in CLOSED_BY[stack[-1].tag]:
            self._pop(at)
        if self.unseen_depth:
            if tag not in VOID:
                self._push(tag)
            return after
        if tag in RAW_TEXT and tag != "title":
            return self._skip_raw_text(tag, at, after, end)
        if tag == "br":
            self._break_line()
            return after
        if tag in VOID:
            if tag == "img":
                self.sheet.leave_out(at, after, "image")
            elif tag == "hr":
                self.sheet.close()
            return after
        why = UNSEEN.get(tag) or (self._furniture(tag, attributes) if attributes else None)
        if why == "navigation" and self.sheet.keep_furniture:
            why = None
        self._push(tag)
        if why:
            self._note_mark(tag, attributes, after, end)
            self.unseen_depth, self.unseen_from, self.unseen_why = len(stack), at, why
            return after
        if attributes and not self.caption_depth and _CAPTION.search(attributes):
            self.caption_depth = len(stack)
            self._kind()
        if tag in BLOCK_TAGS:
            self._start_block(tag, attributes)
        elif tag in EMPHASIS:
            stack[-1].text_start = self.sheet.visible()
        elif tag == "a" and (href := _HREF.search(attributes)):
            stack[-1].text_start = self.sheet.visible()
            stack[-1].target = href[href.lastindex or 1]
        return after

    def _skip_raw_text(self, tag: str, at: int, after: int, end: int) -> int:
        close = RAW_TEXT[tag].search(self.raw, after, end)
        if close is None and tag in ("noscript", "template", "svg", "iframe"):
            return after
        stop = close.end() if close else end
        self.sheet.leave_out(at, stop, UNSEEN[tag])
        return stop

    def _furniture(self, tag: str, attributes: str) -> str | None:
        if self.sheet.keep_furniture:
            return None
        key = tag + attributes if len(attributes) < 300 else ""
        if key and key in self.reasons:
            return self.reasons[key]
        reason = reason_for_attributes(tag, attributes)
        if key:
            self.reasons[key] = reason
        return reason

    def _note_mark(self, tag: str, attributes: str, after: int, end: int) -> None:
        if tag == "sup":
            label = re.compile(r"[^<]{0,40}(?:<[^<>]*>[^<\[]{0,4})*\[?([\w ]{1,12})\]?").match(
                self.raw, after, min(end, after + 300)
            )
            if label:
                self.sheet.note_mark(label[1])

    def _end(self, tag: str, at: int, after: int) -> None:
        if not self.open.get(tag):
            if tag in BLOCK_TAGS and not self.unseen_depth and tag not in ("tbody", "thead"):
                self.sheet.close()
            return
        while self.stack:
            last = self.stack[-1].tag
            self._pop(after if last == tag else at)
            if last == tag:
                break

    def _push(self, tag: str) -> None:
        self.stack.append(_Open(tag, 0))
        self.open[tag] = self.open.get(tag, 0) + 1
        self.open_blocks += tag in BLOCK_TAGS

    def _pop(self, after: int) -> None:
        element = self.stack.pop()
        tag = element.tag
        self.open[tag] -= 1
        self.open_blocks -= tag in BLOCK_TAGS
        if self.unseen_depth:
            if len(self.stack) < self.unseen_depth:
                self.sheet.leave_out(self.unseen_from, after, self.unseen_why)
                self.unseen_depth = 0
            return
        if element.target:
            target, wiki = link_target(element.target)
            self.sheet.link(element.text_start, target, wiki)
        if tag in EMPHASIS:
            self.sheet.emphasised(element.text_start, EMPHASIS[tag])
        elif tag in BLOCK_TAGS:
            self._end_block(tag)
        if len(self.stack) < self.caption_depth:
            self.caption_depth = 0
            self._kind()

    def _finish(self, end: int) -> None:
        if self.unseen_depth:
            self.sheet.leave_out(self.unseen_from, end, self.unseen_why)
        self.sheet.close()
        self.sheet.begin("paragraph")

    # --- blocks ----------------------------------------------------------------------------------

    def _break_line(self) -> None:
        if self.sheet.kind == "heading":
            self.sheet.line_end(0)
        else:
            self.sheet.close()

    def _start_block(self, tag: str, attributes: str) -> None:
        if tag == "table":
            self.sheet.close()
            self.tables.append(_Table(self.sheet.next_table()))
        elif tag == "tr" and self.tables:
            self._start_row()
        elif tag in ("td", "th") and self.tables:
            self._start_cell(tag, attributes)
        elif tag in KIND_TAGS:
            self._kind()
        else:
            self.sheet.close()

    def _kind(self) -> None:
        """Begin the block the open elements call for."""
        sheet, is_open = self.sheet, self.open.get
        for level in range(1, 7):
            if is_open(f"h{level}"):
                sheet.begin("heading", level)
                return
        if self.caption_depth or is_open("figcaption") or is_open("caption"):
            sheet.begin("caption")
        elif self.tables and self.tables[-1].row >= 0 and (is_open("td") or is_open("th")):
            self._cell()
        elif is_open("blockquote"):
            sheet.begin("quote")
        elif is_open("li") or is_open("dd") or is_open("dt"):
            sheet.begin("list_item", max(1, is_open("ul", 0) + is_open("ol", 0)))
        else:
            sheet.begin("paragraph")

    def _end_block(self, tag: str) -> None:
        if tag in ("td", "th") and self.tables:
            self._end_cell(tag)
        elif tag == "tr" and self.tables:
            self.sheet.close()
            table = self.tables[-1]
            table.is_head = False
        elif tag == "table" and self.tables:
            self.sheet.close()
            self.tables.pop()
        elif tag == "thead" and self.tables:
            self.tables[-1].is_head = False
        if tag in KIND_TAGS:
            self._kind()
        else:
            self.sheet.close()

    def _start_row(self) -> None:
        table = self.tables[-1]
        self.sheet.close()
        table.row += 1
        table.column = 0
        if table.row >= table.row_head_until:
            table.row_head = None
        table.all_heads = True

    def _start_cell(self, tag: str, attributes: str) -> None:
        table = self.tables[-1]
        if table.row < 0:
            self._start_row()
        while table.spanned.get(table.column, 0) > table.row:
            table.column += 1
        spans = {kind.lower(): max(1, int(number)) for kind, number in _SPAN.findall(attributes)} if attributes else {}
        table.width = min(spans.get("col", 1), 200)
        if spans.get("row", 1) > 1:
            for column in range(table.column, table.column + table.width):
                table.spanned[column] = table.row + spans["row"]
        table.is_head = tag == "th" or bool(self.open.get("thead"))
        self._cell()

    def _cell(self) -> None:
        table = self.tables[-1]
        self.sheet.in_cell(table.number, table.row, table.column, self._heads(table))

    def _heads(self, table: _Table) -> tuple[tuple[int, int], ...]:
        heads = (
            tuple(span for span in table.heads.get(table.column, ())) if not (table.is_head and table.column) else ()
        )
        if table.row_head and table.column:
            heads = (*heads, table.row_head)
        return heads

    def _end_cell(self, tag: str) -> None:
        table, sheet = self.tables[-1], self.sheet
        span = sheet.close()
        if span is None and sheet.blocks and sheet.blocks[-1].table == table.number:
            last = sheet.blocks[-1]
            span = (last.start, last.end) if (last.row, last.column) == (table.row, table.column) else None
        if span and (table.is_head or table.row == 0) and (table.column or table.row == 0 or table.all_heads):
            for column in range(table.column, table.column + table.width):
                if table.row == 0 or (column in table.heads or table.all_heads):
                    table.heads.setdefault(column, []).append(span)
        if span and table.column == 0 and table.row > 0:
            table.row_head = span
            table.row_head_until = max(table.spanned.get(0, 0), table.row + 1)
        table.all_heads = table.all_heads and table.is_head
        table.column += table.width


def entity(sheet: Sheet, written: str, start: int, end: int) -> None:
    """Write a character reference as the character it stands for."""
    text = unescape(written)
    if text == written and not text.startswith("&#"):
        sheet.words(start, end)
    elif text.isspace() or not text.isprintable():
        sheet.stands_for(" " if text.isspace() else "", start, end)
    else:
        sheet.stands_for(text, start, end)
