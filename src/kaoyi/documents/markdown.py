"""Markdown to blocks, line by line: headings, quotes, lists, tables, paragraphs, and HTML where it stands between them."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.documents import html
from kaoyi.documents.inline import Style, write
from kaoyi.documents.sheet import Sheet
from kaoyi.documents.tags import BLOCK_TAGS

_BLANK: Final = re.compile(r"(?:[ \t\r\u3000\xa0]*\n)+")
_BLOCK_NAMES: Final = "|".join(sorted(BLOCK_TAGS - {"br", "center"}, key=len, reverse=True))
_HTML_LINE: Final = re.compile(
    rf"[ \t]*<(?:/?(?:{_BLOCK_NAMES}|script|style|iframe|img|center|link|meta|svg|video|ins)\b|!--|!)", re.I
)
_FIGURE: Final = re.compile(
    r"<figure>\s*(<img [^<>]*>)\s*(?:<figcaption>([^<>&\n]*)</figcaption>\s*)?</figure>[ \t\r]*(?=\n|\Z)"
)
# One line without any mark, then a blank line: most paragraphs of most posts.
_SIMPLE: Final = re.compile(r"(?!\d{1,9}[.)])[^\s#<>\-+*•_`~\[|=\\&!{（][^\n\\*_\[\]!<&`|{}]*(\n(?:\r?\n)+)")
_SIMPLE_WIKI: Final = re.compile(r"(?!\d{1,9}[.)])[^\s#<>\-+*•_`~\[|=\\&!{（][^\n\\*_\[\]!<&`|{}（]*(\n(?:\r?\n)+)")
_WIKI_MARKS: Final = ('"wikilink")', "-{}-", "-{zh", '"fig:')
_HEADING: Final = re.compile(
    r"[ ]{0,3}(#{1,6})(?:[ \t\u3000]+|(?<=##)(?=[^\s#]))([^\n]*)|[ ]{0,3}(#{1,6})[ \t\r]*(?=\n|\Z)"
)
_CLOSING_HASHES: Final = re.compile(r"[ \t]+#+[ \t\r]*\Z|[ \t\r]+\Z")
_RULE: Final = re.compile(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\r?(?=\n|\Z)")
_UNDERLINE: Final = re.compile(r"[ ]{0,3}(=+|-{2,})[ \t\r]*(?=\n|\Z)")
_FENCE: Final = re.compile(r"[ ]{0,3}(`{3,}|~{3,})[^\n]*")
_ITEM: Final = re.compile(r"([ \t]*)(?:[-*+•]|(\d{1,9})[.)])(?:[ \t]+|(?=\r?\n|\Z))")
_QUOTE: Final = re.compile(r"[ ]{0,3}>[ \t]?")
_DEFINITION: Final = re.compile(r"[ ]{0,3}\[([^\]\n]{1,80})\]:[ \t]*(\S+)[^\n]*")
_DEFINITIONS: Final = re.compile(r"^[ ]{0,3}\[([^\]\n^]{1,80})\]:[ \t]*<?([^\s>]+)", re.M)
_SHORTCODE: Final = re.compile(r"[ \t]*(?:\{\{<[^\n]*?>\}\}|\{%[^\n]*?%\}|\{\{%[^\n]*?%\}\})[ \t\r]*(?=\n|\Z)")
_NOTE: Final = re.compile(r"[ ]{0,3}\[\^([^\]\n]{1,40})\]:[ \t]*")
_DELIMITER: Final = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t\r]*(?=\n|\Z)")
_CELLS: Final = re.compile(r"(?:[^|\\\n]|\\.)+|\|")
# A paragraph ends before a blank line or a line that begins another kind of block.
_PARAGRAPH_END: Final = re.compile(
    r"\n(?=[ \t\r\u3000]*(?:\n|\Z)|[ ]{0,3}(?:#{1,6}[ \t]|>|`{3}|~{3}|[-*+•][ \t]+\S|1[.)][ \t]|=+[ \t\r]*(?:\n|\Z)|-{3,}[ \t\r]*(?:\n|\Z)"
    rf"|</?(?:{_BLOCK_NAMES}|script|style|iframe|ins)\b|<!--|\[[^\]\n]{{1,40}}\]:))",
    re.I,
)
_ITEM_END: Final = re.compile(
    r"\n(?=[ \t\r\u3000]*(?:\n|\Z)|[ \t]*(?:[-*+•]|\d{1,9}[.)])(?:[ \t]|\r?\n|\Z)|[ ]{0,3}(?:#{1,6}[ \t]|>|`{3}|<!--)|\[Category:|\*\*[^*\n]+\*\*[ \t\r]*\n)"
)
_QUOTE_END: Final = re.compile(r"\n(?![ ]{0,3}>[ \t]*[^\s>])")
_BRACES: Final = re.compile(r"\{\{|\}\}")
_BOLD_LINE: Final = re.compile(r"\*\*[^*\n]{1,60}\*\*[ \t\r]*\Z")
_LINE_END: Final = re.compile(r"\n|\Z")


def is_wiki(raw: str, start: int) -> bool:
    """Whether this Markdown was made from wiki pages."""
    return any(raw.find(mark, start, start + 50_000) >= 0 for mark in _WIKI_MARKS)


def scan(sheet: Sheet, start: int) -> None:
    """Write the Markdown from ``start`` to the end of the source on the sheet."""
    _Scanner(sheet, is_wiki(sheet.raw, start)).run(start)


class _Scanner:
    def __init__(self, sheet: Sheet, wiki: bool) -> None:
        self.sheet, self.raw, self.end = sheet, sheet.raw, len(sheet.raw)
        self.wiki = wiki
        references = (
            {} if wiki or "]:" not in sheet.raw else {m[1].lower(): m[2] for m in _DEFINITIONS.finditer(sheet.raw)}
        )
        self.style = Style(wiki, references)
        self.indents: list[int] = []

    def run(self, start: int) -> None:
        position = self._skip_infobox(start) if self.wiki else start
        raw, end = self.raw, self.end
        simple = _SIMPLE_WIKI.match if self.wiki else _SIMPLE.match
        while position < end:
            if match := simple(raw, position):
                self.indents.clear()
                self.sheet.whole("paragraph", position, match.start(1))
                position = match.end()
                continue
            if blank := _BLANK.match(raw, position):
                position = blank.end()
                continue
            position = self._block(position)
            while position < end and raw[position] == "\n":
                position += 1

    def _skip_infobox(self, start: int) -> int:
        """Where the article begins when the head of an infobox was cut away: after the last "}}" without a "{{"."""
        heading = self.raw.find("\n#", start)
        depth, after = 0, start
        for match in _BRACES.finditer(self.raw, start, heading if heading >= 0 else min(self.end, start + 20_000)):
            depth += 1 if match[0] == "{{" else -1
            if depth < 0:
                depth, after = 0, match.end()
        self.sheet.leave_out(start, after, "infobox remains")
        return after

    def _block(self, at: int) -> int:
        raw = self.raw
        first = raw[at]
        if first in " \t":
            stripped = at
            while stripped < self.end and raw[stripped] in " \t":
                stripped += 1
            first = raw[stripped : stripped + 1]
        handler = _BY_FIRST.get(first)
        after = handler(self, at) if handler else -1
        if after < 0 and first.isdigit():
            after = self._item(at)
        return after if after >= 0 else self._paragraph(at)

    # --- kinds of block; each returns where it ends, or -1 when it is not that kind ----------------

    def _heading(self, at: int) -> int:
        match = _HEADING.match(self.raw, at)
        if not match:
            return -1
        self.indents.clear()
        if match[1]:
            start, end = match.span(2)
            closing = _CLOSING_HASHES.search(self.raw, start, end) if self.raw[end - 1] in "# \t\r" else None
            self.sheet.begin("heading", len(match[1]))
            write(self.sheet, start, closing.start() if closing else end, self.style)
            self.sheet.begin("paragraph")
        return match.end()

    def _html(self, at: int) -> int:
        if not _HTML_LINE.match(self.raw, at):
            return -1
        if figure := _FIGURE.match(self.raw, at):
            self._figure(figure)
            return figure.end()
        return html.scan(self.sheet, at, self.end, goes_on=_HTML_LINE)

    def _figure(self, figure: re.Match[str]) -> None:
        """The plain figure of an image and a caption, which news posts have by the thousand."""
        self.sheet.leave_out(*figure.span(1), "image")
        if figure[2]:
            self.sheet.whole("caption", *figure.span(2))

    def _quote(self, at: int) -> int:
        opening = _QUOTE.match(self.raw, at)
        if not opening:
            return -1
        raw, start = self.raw, opening.end()
        while start < self.end and raw[start] in "> \t":
            start += 1
        match = _QUOTE_END.search(raw, start)
        end = match.start() if match else self.end
        self.sheet.begin("quote")
        write(self.sheet, start, end, self.style)
        self.sheet.begin("paragraph")
        return min(end + 1, self.end)

    def _item(self, at: int) -> int:
        raw = self.raw
        match = _ITEM.match(raw, at)
        if not match:
            return self._rule(at)
        if raw[at] in "-*" and (after := self._rule(at)) >= 0:
            return after
        indent = len(match[1].expandtabs(4))
        while self.indents and self.indents[-1] >= indent + 1:
            self.indents.pop()
        if not self.indents or self.indents[-1] < indent:
            self.indents.append(indent)
        ending = _ITEM_END.search(raw, match.end())
        end = ending.start() if ending else self.end
        self.sheet.begin("list_item", len(self.indents), match[2] or "")
        write(self.sheet, match.end(), end, self.style)
        self.sheet.begin("paragraph")
        return end + 1

    def _rule(self, at: int) -> int:
        match = _RULE.match(self.raw, at)
        return match.end() + 1 if match else -1

    def _fence(self, at: int) -> int:
        match = _FENCE.match(self.raw, at)
        if not match:
            return -1
        close = self.raw.find("\n" + match[1], match.end())
        if close < 0:
            return match.end()
        end = _LINE_END.search(self.raw, close + 1)
        stop = end.end() if end else self.end
        self.sheet.leave_out(at, stop, "code")
        return stop

    def _shortcode(self, at: int) -> int:
        match = _SHORTCODE.match(self.raw, at)
        if not match:
            return -1
        self.sheet.leave_out(at, match.end(), "embedded frame")
        return match.end()

    def _definition(self, at: int) -> int:
        if note := _NOTE.match(self.raw, at):
            ending = _PARAGRAPH_END.search(self.raw, note.end())
            end = ending.start() if ending else self.end
            self.sheet.begin("note", label=note[1])
            write(self.sheet, note.end(), end, self.style)
            self.sheet.begin("paragraph")
            return end
        match = _DEFINITION.match(self.raw, at)
        if not match:
            return -1
        self.sheet.leave_out(at, match.end(), "link address")
        return match.end()

    def _paragraph(self, at: int) -> int:
        raw = self.raw
        line = raw.find("\n", at)
        line = self.end if line < 0 else line
        if line + 1 < self.end and _DELIMITER.match(raw, line + 1) and "|" in raw[at:line]:
            return self._table(at, line)
        ending = _PARAGRAPH_END.search(raw, at)
        end = ending.start() if ending else self.end
        underline = _UNDERLINE.match(raw, end + 1) if end < self.end else None
        if underline and end - at < 1000:
            self.sheet.begin("heading", 1 if underline[1][0] == "=" else 2)
            write(self.sheet, at, end, self.style)
            self.sheet.begin("paragraph")
            return underline.end()
        if not (raw[at] in " \t" and self.indents):
            self.indents.clear()
        self.sheet.begin("paragraph")
        write(self.sheet, at, end, self.style)
        if raw[at] == "*" and _BOLD_LINE.match(raw, at, end):
            self.sheet.emphasised(self.sheet.block_start(), "bold")
        self.sheet.close()
        return end

    def _table(self, at: int, line: int) -> int:
        raw, sheet = self.raw, self.sheet
        number, row = sheet.next_table(), 0
        heads: dict[int, tuple[tuple[int, int], ...]] = {}
        while at < self.end:
            if row == 0 or "|" in raw[at:line]:
                self._row(at, line, (number, row), heads)
            else:
                break
            at = line + 1
            if row == 0:  # the delimiter row
                delimiter = raw.find("\n", at)
                at = self.end if delimiter < 0 else delimiter + 1
            line = raw.find("\n", at)
            line = self.end if line < 0 else line
            row += 1
        sheet.begin("paragraph")
        return at

    def _row(self, at: int, line: int, place: tuple[int, int], heads: dict[int, tuple[tuple[int, int], ...]]) -> None:
        number, row = place
        row_head: tuple[tuple[int, int], ...] = ()
        for column, (start, end) in enumerate(_cells(self.raw, at, line)):
            self.sheet.in_cell(number, row, column, (*heads.get(column, ()), *row_head) if row else ())
            before = len(self.sheet.blocks)
            write(self.sheet, start, end, self.style)
            self.sheet.close()
            if len(self.sheet.blocks) == before:
                continue
            span = (self.sheet.blocks[before].start, self.sheet.blocks[-1].end)
            if row == 0:
                heads[column] = (span,)
            elif column == 0:
                row_head = (span,)


_BY_FIRST: Final = {
    "#": _Scanner._heading, "<": _Scanner._html, ">": _Scanner._quote, "-": _Scanner._item, "*": _Scanner._item, "+": _Scanner._item,
    "•": _Scanner._item, "_": _Scanner._rule, "`": _Scanner._fence, "~": _Scanner._fence, "[": _Scanner._definition, "{": _Scanner._shortcode,
}  # fmt: skip


def _cells(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the cells of one row of a pipe table."""
    while start < end and raw[start] in " \t":
        start += 1
    if raw[start : start + 1] == "|":
        start += 1
    while end > start and raw[end - 1] in " \t\r":
        end -= 1
    cells: list[tuple[int, int]] = []
    first = start
    for match in _CELLS.finditer(raw, start, end):
        if match[0] == "|":
            cells.append((first, match.start()))
            first = match.end()
    if first < end:
        cells.append((first, end))
    return cells
