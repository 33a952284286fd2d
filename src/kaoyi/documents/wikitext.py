"""Wikitext, the source of MediaWiki pages, to blocks.

Brackets are matched once for the whole page; open ones are frames on a stack, so nesting costs nothing.
Templates are left out, but for those that only wrap words.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from kaoyi.documents.html import entity
from kaoyi.documents.sheet import Sheet
from kaoyi.documents.tags import TAG
from kaoyi.documents.variants import shown_variant

_BRACKETS: Final = re.compile(r"\{\{|\}\}|\[\[|\]\]|-\{|\}-|^[ \t:]*\{\||^[ \t]*\|\}", re.M)
_OPENING: Final = {"}}": "{{", "]]": "[[", "}-": "-{", "|}": "{|"}
_TOKEN: Final = re.compile(r"[\[\]{}<&'\n_\-（]")
_LINE_MARK: Final = re.compile(r"(=+)(.*?)=+[ \t]*(?:<!--.*?-->)?[ \t\r]*(?=\n|\Z)|([*#:;]+)[ \t]*|(-{4,})")
_PLAIN_LINE: Final = re.compile(r"\n(?![ \t\r]*\n|[*#:;=|!]|-{4}|\{\||[ \t]*\Z)")
_REF: Final = re.compile(r"<ref\b(?:[^<>]*/>|(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>.*?(?:</ref\s*>|\Z))", re.S | re.I)
_UNSEEN: Final = re.compile(
    r"<(gallery|math|timeline|score|syntaxhighlight|source|references|imagemap|graph|nowiki|noinclude|includeonly|templatestyles|indicator)\b[^<>]*?(?:/>|>(?:.*?</\1\s*>)?)",
    re.S | re.I,
)
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_FILE: Final = re.compile(r"[ :]*(?:File|Image|文件|檔案|档案|图像|圖像|圖片|图片)[ ]*:", re.I)
_SIDE_LINK: Final = re.compile(r"[ ]*(?:(?:Category|分类|分類)[ ]*:|[a-z]{2,3}(?:-[a-z-]+)?:)", re.I)
_EXTERNAL: Final = re.compile(r"\[((?:https?:)?//[^\s\[\]]+)[ \t]*")
_SWITCH: Final = re.compile(r"__[A-Z]{2,20}__")
_EMPTY_BRACKET: Final = re.compile(r"（[，、；,;：:\s]*）")
_WORDS_OF: Final = {  # templates that only wrap words, and which of their arguments a reader sees (-1: the last)
    "lang": -1, "nowrap": 1, "nobr": 1, "le": 1, "tsl": -1, "link-en": 1, "link-ja": 1, "link-ko": 1, "link-ru": 1, "internal link helper": 1,
    "small": 1, "quote": 1, "cquote": 1, "bq": 1, "ruby": 1, "ruby-zh-p": 1, "kor": 1, "jpn": 1, "rus": 1, "color": -1, "fontcolor": -1, "nihongo": 1,
    "flag": 1, "flagcountry": 1, "flagu": 1, "ill": 1, "ilh": 1, "illm": 1, "abbr": 1, "tooltip": 1, "noflag": 1, "scr": 1, "langx": -1,
}  # fmt: skip
_ATTRIBUTES: Final = re.compile(r"""[ \t]*(?:[a-z-]+\s*=\s*(?:"[^"\n|]*"|'[^'\n|]*'|[^\s|"']+)\s*)+\|(?!\|)""", re.I)
_SPAN: Final = re.compile(r"""\b(col|row)span\s*=\s*["']?(\d{1,3})""", re.I)


class _Frame(Struct, gc=False):
    end: int
    resume: int
    target: str = ""
    text_start: int = 0


def scan(sheet: Sheet, start: int, end: int) -> None:
    """Write the wikitext at ``raw[start:end]`` on the sheet."""
    _Page(sheet, start, end).run(start, end)


class _Page:
    def __init__(self, sheet: Sheet, start: int, end: int) -> None:
        self.sheet, self.raw = sheet, sheet.raw
        self.pairs = _pairs(sheet.raw, start, end)
        self.notes = 0

    def run(self, start: int, end: int) -> None:
        """Line by line; whatever spans lines (a template, a table) is taken whole."""
        raw, position = self.raw, start
        while position < end:
            mark = _LINE_MARK.match(raw, position, end)
            table = self._table_at(position, end)
            box = _BOX.match(raw, position, end) if raw.startswith("{{", position) else None
            if table:
                position = self._table(table, self.pairs[table])
            elif box and position in self.pairs:
                position = self._box(position, self.pairs[position])
            elif mark and mark[1]:
                self.sheet.begin("heading", min(len(mark[1]), 6))
                self._write(mark.start(2), mark.end(2), False)
                self.sheet.begin("paragraph")
                position = mark.end()
            elif mark and mark[4]:
                position = mark.end()
            elif mark:
                kind = "paragraph" if set(mark[3]) == {":"} else "list_item"
                self.sheet.begin(kind, len(mark[3]) if kind == "list_item" else 0)
                position = self._write(mark.end(), end, True)
            else:
                self.sheet.begin("paragraph")
                position = self._write(position, end, True)
            self.sheet.begin("paragraph")
            if position < end and raw[position] == "\n":
                position += 1

    def _table_at(self, position: int, end: int) -> int:
        while position < end and self.raw[position] in " \t:":
            position += 1
        return position if self.raw.startswith("{|", position) and position in self.pairs else 0

    def _write(self, start: int, end: int, to_line_end: bool) -> int:
        """Write inline wikitext until the line ends outside every bracket; return where that is."""
        sheet, raw = self.sheet, self.raw
        frames = [_Frame(end, end)]
        position = written = start
        while frames:
            limit = frames[-1].end
            match = _TOKEN.search(raw, position, limit)
            at = match.start() if match else limit
            if match is None:
                sheet.words(written, limit)
                frame = frames.pop()
                if frame.target:
                    sheet.link(frame.text_start, frame.target, not frame.target.startswith(("http", "//")))
                position = written = frame.resume
                continue
            if raw[at] == "\n":
                sheet.words(written, at)
                sheet.trim_tail()
                if (
                    to_line_end
                    and len(frames) == 1
                    and not (sheet.block_start() >= 0 and _PLAIN_LINE.match(raw, at, end))
                ):
                    return at
                sheet.line_end(at)
                position = written = at + 1
                continue
            after = self._mark(raw[at], at, limit, (written, frames))
            position = at + 1 if after < 0 else after
            written = written if after < 0 else after
        return end

    def _mark(self, character: str, at: int, limit: int, state: tuple[int, list[_Frame]]) -> int:
        """Handle the mark at ``at``; return where reading goes on, -1 for an ordinary character."""
        written, frames = state
        found = self._look(character, at, limit)
        if found is None:
            return -1
        self.sheet.words(written, at)
        after, why, frame = found
        if why == "note mark":
            self.notes += 1
            self.sheet.note_mark(str(self.notes))
            why = "reference"
        if why == "line":
            self.sheet.close()
        elif why.startswith("&"):
            entity(self.sheet, why, at, after)
        elif why:
            self.sheet.leave_out(at, after, why)
        if frame is not None:
            frame.text_start = self.sheet.visible()
            frames.append(frame)
        return after

    def _look(self, character: str, at: int, limit: int) -> tuple[int, str, _Frame | None] | None:
        """What stands at ``at``: where to go on, why it is left out ("" if it is not), and the frame it opens."""
        raw = self.raw
        if character == "'":
            size = len(raw[at : at + 6]) - len(raw[at : at + 6].lstrip("'"))
            return (at + size, "", None) if size > 1 else None
        if character == "_":
            switch = _SWITCH.match(raw, at, limit)
            return (switch.end(), "template", None) if switch else None
        if character == "（":
            empty = _EMPTY_BRACKET.match(raw, at, limit)
            return (empty.end(), "", None) if empty else None
        if character in "<&":
            return self._tag(at, limit)
        if raw.startswith(("}-", "]]", "}}"), at):
            return at + 2, "", None
        close = self.pairs.get(at, -1)
        if close < 0 or close + 2 > limit:
            external = _EXTERNAL.match(raw, at, limit) if character == "[" else None
            closing = raw.find("]", external.end(), min(limit, external.end() + 2000)) if external else -1
            return (
                (external.end(), "", _Frame(closing, closing + 1, external[1])) if external and closing >= 0 else None
            )
        if character == "-":
            first, last = shown_variant(raw, at + 2, close, self.pairs)
            return (first, "", _Frame(last, close + 2)) if first < last else (close + 2, "", None)
        return self._template(at, close) if character == "{" else self._link(at, close)

    def _template(self, at: int, close: int) -> tuple[int, str, _Frame | None]:
        parts = self._parts(at + 2, close)
        name = self.raw[slice(*parts[0])].strip().lower()
        wanted = _WORDS_OF.get(name, 0)
        arguments = parts[1:]
        if not wanted or len(arguments) < abs(wanted):
            return close + 2, "template", None
        first, last = arguments[wanted - 1 if wanted > 0 else -1]
        named = re.compile(r"\s*\d\s*=").match(self.raw, first, last)
        return named.end() if named else first, "", _Frame(last, close + 2)

    def _link(self, at: int, close: int) -> tuple[int, str, _Frame | None]:
        raw = self.raw
        if _FILE.match(raw, at + 2, close):
            return close + 2, "image", None
        if _SIDE_LINK.match(raw, at + 2, close):
            return close + 2, "category", None
        bar = raw.find("|", at + 2, close)
        target = raw[at + 2 : bar if bar >= 0 else close].strip(": ").partition("#")[0].replace("_", " ")
        return (bar + 1 if bar >= 0 else at + 2), "", _Frame(close, close + 2, target)

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The spans between the bars of a template, inner brackets skipped; at most the first sixty."""
        parts: list[tuple[int, int]] = []
        first = position = start
        while len(parts) < 60 and (bar := _BAR.search(self.raw, position, end)) is not None:
            position = bar.end()
            if bar[0] == "|":
                parts.append((first, bar.start()))
                first = bar.end()
            else:
                position = max(position, min(self.pairs.get(bar.start(), position), end))
        parts.append((first, end))
        return parts

    def _tag(self, at: int, limit: int) -> tuple[int, str, _Frame | None] | None:
        raw = self.raw
        for pattern, why in ((_REF, "note mark"), (_COMMENT, "comment"), (_UNSEEN, "template")):
            if raw[at] == "<" and (match := pattern.match(raw, at, limit)):
                return match.end(), why, None
        match = TAG.match(raw, at, limit)
        if not match:
            return None
        if match[4]:
            return match.end(), match[4], None
        return (
            match.end(),
            "line" if (match[2] or "").lower() in ("br", "p", "div", "blockquote", "center", "li") else "",
            None,
        )

    def _box(self, at: int, close: int) -> int:
        """The sides of a battle, and each side's strength and losses: cells under the name of their field."""
        sides: dict[str, tuple[tuple[int, int], ...]] = {}
        number, row = self.sheet.next_table(), -1
        for first, last in self._parts(at + 2, close)[1:]:
            field = _BOX_FIELD.match(self.raw, first, last)
            if field is None:
                continue
            row, column = row + 1, int(field["side"] or 0)
            name = self._cell((number, row, 0, ()), field.start("name"), field.end("name"))
            heads = (*name, *(sides.get(field["side"], ()) if field["name"].lower() != "combatant" else ()))
            spans = self._cell((number, row, column, heads), field.end(), last)
            if field["name"].lower() == "combatant":
                sides[field["side"]] = spans
        return close + 2

    def _cell(
        self, place: tuple[int, int, int, tuple[tuple[int, int], ...]], start: int, end: int
    ) -> tuple[tuple[int, int], ...]:
        """Write a cell; the spans of its lines."""
        self.sheet.in_cell(*place)
        before = len(self.sheet.blocks)
        self._write(start, end, False)
        self.sheet.close()
        return tuple((block.start, block.end) for block in self.sheet.blocks[before:])

    # --- tables ----------------------------------------------------------------------------------

    def _table(self, start: int, close: int) -> int:
        """The cells of a table, each with the heads that govern it."""
        number, row = self.sheet.next_table(), -1
        heads: dict[int, tuple[tuple[int, int], ...]] = {}
        row_head: tuple[tuple[int, int], ...] = ()
        column = 0
        for kind, first, last in self._table_parts(start, close):
            if kind == "|-" or row < 0:
                row, column, row_head = row + 1, 0, ()
            if kind in ("|-", "|+"):
                if kind == "|+":
                    self.sheet.begin("caption")
                    self._write(first, last, False)
                continue
            begin, width = self._cell_begin(first, last)
            self.sheet.in_cell(number, row, column, (*heads.get(column, ()), *row_head) if row else ())
            before = len(self.sheet.blocks)
            self._write(begin, last, False)
            self.sheet.close()
            if len(self.sheet.blocks) > before:
                span = (self.sheet.blocks[before].start, self.sheet.blocks[-1].end)
                if row == 0:
                    heads.update({column + step: (span,) for step in range(width)})
                elif column == 0:
                    row_head = (span,)
            column += width
        return close + 2

    def _table_parts(self, start: int, close: int) -> list[tuple[str, int, int]]:
        """The rows, captions and cells of a table in order: their mark, and the span of their words."""
        parts: list[tuple[str, int, int]] = []
        first_line = self.raw.find("\n", start, close)
        position = mark_end = first_line if first_line >= 0 else close
        kind, is_head = "", False
        while position < close:
            match = _TABLE_MARK.search(self.raw, position, close)
            at = match.start() if match else close
            if match and match[2]:  # an inner bracket
                position = max(match.end(), min(self.pairs.get(at, match.end()), close))
                continue
            if match and (match[0] == "||" or (match[0] == "!!" and is_head)) and kind in ("", "|-"):
                position = match.end()
                continue
            if match and match[0] == "!!" and not is_head:
                position = match.end()
                continue
            if kind:
                parts.append((kind, mark_end, at))
            if match is None:
                break
            kind = match[1].strip() if match[1] else match[0]
            is_head = kind == "!" or (kind == "!!" and is_head)
            position = mark_end = match.end()
            if kind == "|-":  # what follows on its line are attributes
                line = self.raw.find("\n", position, close)
                position = mark_end = line if line >= 0 else close
        return parts

    def _cell_begin(self, first: int, last: int) -> tuple[int, int]:
        attributes = _ATTRIBUTES.match(self.raw, first, last)
        if not attributes:
            return first, 1
        spans = {kind.lower(): int(number) for kind, number in _SPAN.findall(attributes[0])}
        return attributes.end(), max(1, min(spans.get("col", 1), 200))


_BOX: Final = re.compile(
    r"\{\{\s*(?:infobox[ _](?:military[ _]conflict|military[ _]operation|civil[ _]conflict)|military[ _]conflict|warbox|battlebox|战争|戰爭)\s*(?:<!--.*?-->\s*)?\|",
    re.I,
)
_BOX_FIELD: Final = re.compile(r"\s*(?P<name>combatant|strength|casualties)(?P<side>[1-4]?)\s*=\s*", re.I)
_BAR: Final = re.compile(r"\||\{\{|\[\[|-\{")
_TABLE_MARK: Final = re.compile(r"(\n[ \t]*(?:\|-|\|\+|\||!))|\|\||!!|(\{\{|\[\[|\{\|)")


def _pairs(raw: str, start: int, end: int) -> dict[int, int]:
    pairs: dict[int, int] = {}
    stacks: dict[str, list[int]] = {"{{": [], "[[": [], "-{": [], "{|": []}
    for match in _BRACKETS.finditer(raw, start, end):
        mark = match[0].lstrip(" \t:")
        if mark in stacks:
            stacks[mark].append(match.end() - 2)
        elif stacks[_OPENING[mark]]:
            pairs[stacks[_OPENING[mark]].pop()] = match.end() - 2
    return pairs
