"""The inside of a Markdown paragraph: emphasis, links, images, escapes, entities, script variants, note marks.

One regular expression finds the next character that may be markup. Brackets are matched beforehand,
so links and ``-{...}-`` may nest to any depth in linear time: an open one is a frame, not a call.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from msgspec import Struct

from kaoyi.documents.html import entity
from kaoyi.documents.sheet import Sheet
from kaoyi.documents.tags import TAG
from kaoyi.documents.targets import link_target
from kaoyi.documents.variants import shown_variant
from kaoyi.model import Frozen

_PLAIN: Final = re.compile(r"[\\*_\[\]!<&`\n]")
_WIKI: Final = re.compile(r"[\\*_\[\]!<&`\n\-{}（]")
_BRACKETS: Final = re.compile(r"\\(?:[^-]|-(?!\{))|\[|\]|-\{|\}-|\{\{|\}\}", re.S)
_ANY_BRACKET: Final = re.compile(r"\\?[\[\]]")
_LONE_VARIANT: Final = re.compile(r"-\{(?:[A-Za-z\-; ]{0,40}\|)?|\}-")
_DESTINATION: Final = re.compile(
    r"\([ \t]*(?:\r?\n[ \t]*)?(?:<([^<>\n]*)>|([^\s()\\]*(?:(?:\\.|\([^\s()]*\))[^\s()\\]*)*))"
    r"(?:[ \t\r\n]+(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'))?[ \t\r\n]*\)"
)
# A link without any markup in its anchor, no image, no category: nearly all of them.
_SIMPLE_LINK: Final = re.compile(
    r"\[([^\[\]\\`<>&*_!\n{}（:.]+)\]\(([^\s()\\<>]+(?:\([^\s()\\]*\)[^\s()\\]*)?)( \"wikilink\")?\)"
)
_ORDINARY: Final = re.compile(r"-(?!\{)|!(?!\[)|（(?![，、；,;：:\s）])")  # marks that are no markup where they stand
_LOOSE_DESTINATION: Final = re.compile(r"\((https?://[^\n()]*)\)")
_REFERENCE: Final = re.compile(r"\[([^\[\]\n]{0,80})\]")
_NOTE_MARK: Final = re.compile(
    r"\\?\[((?:[註注][ ]?|note |n )?[0-9]{1,4}|[a-z]{1,2}|[註注][一二三四五六七八九十]+)\\?\](?!\()", re.I
)
_FOOTNOTE: Final = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_STARS: Final = re.compile(r"([*_])\1*")
_SPACE_BEFORE: Final = re.compile(r"[ \t\r]*\Z")
_PREFIX: Final = re.compile(r"\n[ \t]*(?:>[ \t]?)*[ \t]*")
_EMPTY_BRACKET: Final = re.compile(r"（[，、；,;：:\s]*）")
_GAP_AFTER_BRACKET: Final = re.compile(r"（[，、；,;\s]+")
_IMAGE_NAME: Final = re.compile(
    r"(?:File|Image|文件|檔案|档案|圖像|图像)?:?[^\n]{0,200}\.(?:jpe?g|png|gif|svg|webp|tiff?|ogg|ogv)", re.I
)
_CODE: Final = re.compile(r"(`+)[^`](?:[^`]|(?!\1)`+)*?\1(?!`)")


Step: TypeAlias = "int | Callable[[], int] | None"
# What a handler says of the mark it looks at: where reading goes on; or a function that writes and
# then says where, run once the words before the mark are written; or None for an ordinary character.


class Style(Frozen, frozen=True):
    """What kind of Markdown this is: ``wiki`` has script variants and note marks; ``references`` are its link definitions."""

    wiki: bool
    references: Mapping[str, str] = {}


class _Frame(Struct, gc=False):
    """Something open: it ends at ``end``, reading goes on at ``resume``."""

    end: int
    resume: int
    target: str = ""
    wiki: bool = False
    text_start: int = 0


def write(sheet: Sheet, start: int, end: int, style: Style) -> None:
    """Write the words of the paragraph ``raw[start:end]`` on the sheet, without its markup."""
    token = _PLAIN
    if style.wiki:
        token = _WIKI
        start = _after_caption_remains(sheet, start, end)
    raw, search = sheet.raw, token.search
    position = written = start
    while match := search(raw, position, end):
        at = position = match.start()
        character = raw[at]
        if character == "[" and (link := _SIMPLE_LINK.match(raw, at, end)):
            sheet.words(written, at)
            anchor = sheet.visible()
            sheet.words(*link.span(1))
            target, wiki = link_target(link[2])
            sheet.link(anchor, target, wiki or link[3] is not None)
            position = written = link.end()
        elif character == "\\" and style.wiki and (mark := _NOTE_MARK.match(raw, at, end)):
            sheet.words(written, at)
            sheet.note_mark(mark[1])
            position = written = mark.end()
        elif _ORDINARY.match(raw, at, end):
            position = at + 1
        else:
            break
    else:
        sheet.words(written, end)
        return
    sheet.words(written, position)
    _Paragraph(sheet, style, position, end).run(position, end, token)


def _after_caption_remains(sheet: Sheet, start: int, end: int) -> int:
    """Where a paragraph begins when the tail of an image caption, up to a "]]" that nothing opens, was left before it."""
    tail = max(sheet.raw.rfind("\\]\\]", start, end) + 4, sheet.raw.rfind("]]", start, end) + 2)
    if tail < 4:
        return start
    depth = 0
    for match in _ANY_BRACKET.finditer(sheet.raw, start, tail):
        depth += 1 if match[0][-1] == "[" else -1
    if depth >= -1:
        return start
    sheet.leave_out(start, tail, "image caption remains")
    return tail


class _Paragraph:
    def __init__(self, sheet: Sheet, style: Style, start: int, end: int) -> None:
        self.sheet, self.raw, self.style = sheet, sheet.raw, style
        self.pairs: dict[int, int] | None = None
        self.dropped: dict[int, int] | None = None
        self.span = (start, end)
        self.frames: list[_Frame] = []
        self.html_links: list[tuple[int, str]] = []

    def run(self, start: int, end: int, token: re.Pattern[str]) -> None:
        sheet, raw, frames = self.sheet, self.raw, self.frames
        frames.append(_Frame(end, end))
        position = written = start
        while frames:
            limit = frames[-1].end
            match = token.search(raw, position, limit)
            if match is None:
                sheet.words(written, limit)
                frame = frames.pop()
                if frame.target:
                    sheet.link(frame.text_start, frame.target, frame.wiki)
                position = written = frame.resume
                continue
            at = match.start()
            after = self._mark(raw[at], at, limit, written)
            if after < 0:  # not markup after all
                position = at + 1
                continue
            position = written = after

    def _mark(self, character: str, at: int, limit: int, written: int) -> int:
        """Handle the mark at ``at``; return where reading goes on, or -1 when the character is an ordinary one."""
        if character in "*_":
            if self.dropped is None:
                self.dropped = _emphasis(self.raw, *self.span)
            if (size := self.dropped.get(at, 0)) and at + size <= limit:
                self.sheet.words(written, at)
                return at + size
            return -1
        step = _HANDLERS[character](self, at, limit)
        if step is None:
            return -1
        self.sheet.words(written, at)
        return step if isinstance(step, int) else step()

    def _brackets(self) -> dict[int, int]:
        if self.pairs is None:
            self.pairs = _pairs(self.raw, *self.span)
        return self.pairs

    def _newline(self, at: int, limit: int) -> Step:
        prefix = _PREFIX.match(self.raw, at, limit)
        after = prefix.end() if prefix else at + 1

        def go_on() -> int:
            if self.raw[at - 2 : at] == "  " or self.raw[at - 1] == "\\" or self.raw[max(0, at - 3) : at] == "  \r":
                self.sheet.close()
            else:
                self.sheet.trim_tail()
                self.sheet.line_end(at)
            return after

        return go_on

    def _escape(self, at: int, limit: int) -> Step:
        if self.style.wiki and (mark := _NOTE_MARK.match(self.raw, at, limit)):
            return self._note(mark[1], mark.end())
        following = self.raw[at + 1 : at + 2]
        if following == "-" and self.style.wiki:
            return at + 1
        if at + 1 >= limit or not following.isascii() or following.isalnum() or following in " \t":
            return None
        if following in "\r\n":
            return at + 1

        def literal() -> int:
            self.sheet.words(at + 1, at + 2)
            return at + 2

        return literal

    def _note(self, label: str, after: int) -> Step:
        def note() -> int:
            self.sheet.note_mark(label)
            return after

        return note

    def _open_bracket(self, at: int, limit: int) -> Step:
        raw = self.raw
        if raw.startswith("[^", at) and (mark := _FOOTNOTE.match(raw, at, limit)):
            return self._note(mark[1], mark.end())
        close = self._brackets().get(at, -1)
        if close < 0 or close >= limit:
            return None
        found = self._destination(close + 1, limit)
        if found is None:
            mark = _NOTE_MARK.match(raw, at, limit)
            return self._note(mark[1], mark.end()) if mark and self.style.wiki and mark.end() == close + 1 else None
        address, title, after = found
        if title.startswith("fig:") or (title == "wikilink" and _IMAGE_NAME.fullmatch(raw, at + 1, close)):
            return self._left_out(at, after, "image")
        if (
            title == "wikilink"
            and address.find("/Category:") >= 0
            and raw.startswith(("Category:", "分类:", "分類:"), at + 1)
        ):
            return self._left_out(at, after, "category")
        target, wiki = link_target(address)

        def anchor() -> int:
            frame = _Frame(close, after, target, wiki or title == "wikilink", self.sheet.visible())
            self.frames.append(frame)
            return at + 1

        return anchor

    def _destination(self, at: int, limit: int) -> tuple[str, str, int] | None:
        match = _DESTINATION.match(self.raw, at, limit)
        if match:
            return match[1] or match[2] or "", match[3] or match[4] or "", match.end()
        if match := _LOOSE_DESTINATION.match(self.raw, at, limit):
            return match[1], "", match.end()
        if self.style.references and (match := _REFERENCE.match(self.raw, at, limit)):
            address = self.style.references.get(match[1].lower())
            if address is not None:
                return address, "", match.end()
        return None

    def _left_out(self, at: int, after: int, reason: str) -> Step:
        def skip() -> int:
            self.sheet.leave_out(at, after, reason)
            return after

        return skip

    def _close_bracket(self, at: int, limit: int) -> Step:
        return None

    def _image(self, at: int, limit: int) -> Step:
        close = self._brackets().get(at + 1, -1)
        if close < 0 or close >= limit or self.raw[at + 1] != "[":
            return None
        found = self._destination(close + 1, limit)
        return self._left_out(at, found[2], "image") if found else None

    def _tag(self, at: int, limit: int) -> Step:
        raw = self.raw
        if raw.startswith(("<http://", "<https://"), at):
            return None
        match = TAG.match(raw, at, limit)
        if not match:
            return None
        tag = (match[2] or "").lower()
        if tag in ("script", "style"):
            close = raw.lower().find(f"</{tag}", at, limit) if limit - at < 100_000 else -1
            stop = raw.find(">", close, limit) + 1 if close >= 0 else match.end()
            return self._left_out(at, stop or limit, tag)
        if tag == "br":
            return lambda: self._break_line(match.end())
        if tag == "img":
            return self._left_out(at, match.end(), "image")
        if tag == "a":
            return lambda: self._html_link(match)
        return match.end()

    def _break_line(self, after: int) -> int:
        self.sheet.close()
        return after

    def _one(self, at: int, after: int) -> int:
        self.sheet.words(at, at + 1)
        return after

    def _html_link(self, match: re.Match[str]) -> int:
        if match[1]:
            if self.html_links:
                start, address = self.html_links.pop()
                self.sheet.link(start, *link_target(address))
        elif href := re.search(r"""\bhref\s*=\s*["']?([^"'\s>]+)""", match[3]):
            self.html_links.append((self.sheet.visible(), href[1]))
        return match.end()

    def _entity(self, at: int, limit: int) -> Step:
        match = TAG.match(self.raw, at, limit)
        if not match or not match[4]:
            return None

        def character() -> int:
            entity(self.sheet, match[4], at, match.end())
            return match.end()

        return character

    def _code(self, at: int, limit: int) -> Step:
        size = 1
        while at + size < limit and self.raw[at + size] == "`":
            size += 1
        return at + size

    def _dash(self, at: int, limit: int) -> Step:
        close = self._brackets().get(at, -1) if self.raw.startswith("-{", at) else -1
        if close < 0 or close + 2 > limit:
            lone = _LONE_VARIANT.match(self.raw, at, limit)
            return lone.end() if lone else None
        first, last = shown_variant(self.raw, at + 2, close, self._brackets())

        def variant() -> int:
            if first >= last:
                return close + 2
            self.frames.append(_Frame(last, close + 2))
            return first

        return variant

    def _brace(self, at: int, limit: int) -> Step:
        close = self._brackets().get(at, -1) if self.raw.startswith("{{", at) else -1
        return self._left_out(at, close + 2, "template") if close >= 0 and close + 2 <= limit else None

    def _round(self, at: int, limit: int) -> Step:
        if match := _EMPTY_BRACKET.match(self.raw, at, limit):
            return match.end()
        if match := _GAP_AFTER_BRACKET.match(self.raw, at, limit):
            return lambda: self._one(at, match.end())
        return None


_HANDLERS: dict[str, Callable[[_Paragraph, int, int], Step]] = {
    "\n": _Paragraph._newline, "\\": _Paragraph._escape, "[": _Paragraph._open_bracket, "]": _Paragraph._close_bracket, "!": _Paragraph._image, "<": _Paragraph._tag, "&": _Paragraph._entity,
    "`": _Paragraph._code,
    "}": _Paragraph._dash, "-": _Paragraph._dash, "{": _Paragraph._brace, "（": _Paragraph._round,
}  # fmt: skip


def _pairs(raw: str, start: int, end: int) -> dict[int, int]:
    """Where each bracket that opens in the paragraph closes; crossing ones stay unmatched."""
    pairs: dict[int, int] = {}
    stacks: dict[str, list[int]] = {"[": [], "-{": [], "{{": []}
    for match in _BRACKETS.finditer(raw, start, end):
        mark = match[0]
        if mark in stacks:
            stacks[mark].append(match.start())
        elif (opening := _OPENING.get(mark)) and stacks[opening]:
            pairs[stacks[opening].pop()] = match.start()
    return pairs


_OPENING: Final = {"]": "[", "}-": "-{", "}}": "{{"}


def _emphasis(raw: str, start: int, end: int) -> dict[int, int]:
    """Runs of ``*`` and ``_`` that are emphasis, by position, with how many characters of each are markup."""
    dropped: dict[int, int] = {}
    open_runs: dict[str, list[tuple[int, int]]] = {"*": [], "_": []}
    for match in _STARS.finditer(raw, start, end):
        at, after = match.span()
        if at > start and raw[at - 1] == "\\":
            continue
        before = raw[at - 1] if at > start else " "
        following = raw[after] if after < end else " "
        if match[0][0] == "_" and before.isalnum() and following.isalnum():
            continue
        runs = open_runs[match[0][0]]
        if runs and not before.isspace():
            opened, size = runs.pop()
            dropped[opened] = size
            dropped[at] = after - at
        elif not following.isspace():
            runs.append((at, after - at))
    return dropped
