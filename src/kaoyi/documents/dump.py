"""MediaWiki XML dumps, plain or bz2, page by page: only one page is ever held.

A page's ``raw`` is its ``<page>`` element as it stands in the decoded dump, entities included;
``base`` tells where in the dump it begins.
"""

from __future__ import annotations

import bz2
import codecs
import hashlib
import re
from bisect import bisect_right
from collections.abc import Generator, Iterator
from html import unescape
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote

from msgspec import Struct

from kaoyi.documents import wikitext
from kaoyi.documents.infobox import with_sides
from kaoyi.documents.limits import Limits
from kaoyi.documents.sheet import Sheet
from kaoyi.errors import SourceError
from kaoyi.model import Document, LeftOut, Metadata
from kaoyi.text import fold

_CHUNK = 1 << 20
_FIELD = re.compile(r"<(title|ns|timestamp)>([^<]*)</\1>")
_TEXT = re.compile(r"<text\b[^<>]*>")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_SITE = re.compile(r"<(sitename|base)>([^<]*)</\1>")
_REDIRECT = re.compile(r"\s*#\s*(?:redirect|重定向)", re.I)


class _Site(Struct, frozen=True):
    name: str
    base: str


def is_dump(path: Path) -> bool:
    """Whether a file is a MediaWiki dump: its name ends in .xml or .xml.bz2 and its root says so. May raise OSError."""
    if not path.name.lower().endswith((".xml", ".xml.bz2")):
        return False
    try:
        with _open(path) as file:
            return b"<mediawiki" in file.read(4096)
    except (EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        return path.name.lower().endswith(".bz2")


def _open(path: Path) -> BinaryIO:
    return bz2.open(path, "rb") if path.name.lower().endswith(".bz2") else path.open("rb")  # type: ignore[return-value]


def read_pages(path: Path, name: str, limits: Limits) -> Iterator[Document]:
    """Yield a Document for every article of the dump, named ``dump.xml#Title``; redirects and other namespaces are passed over.

    Raises SourceError after the last whole page when the dump is cut off or damaged.
    """
    site = _Site("", "")
    for page, base in _elements(path, name, limits):
        if page.startswith("<page"):
            document = _document(page, base, name, site)
            if document is not None:
                yield document
        else:
            found = dict(_SITE.findall(page))
            site = _Site(unescape(found.get("sitename", "")), found.get("base", ""))


def _elements(path: Path, name: str, limits: Limits) -> Iterator[tuple[str, int]]:
    """The dump's head, then each page element, with its offset in the decoded dump."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    held, base, in_head = "", 0, True
    try:
        with _open(path) as file:
            while True:
                data = file.read(_CHUNK)
                held += decoder.decode(data, final=not data)
                if in_head and (first := held.find("<page>")) >= 0:
                    yield held[:first], 0
                    in_head = False
                held, base = yield from _whole_pages(held, base)
                if not data:
                    break
                if len(held) > limits.max_bytes:
                    raise SourceError(
                        name, f"a page of the dump, at offset {base}, is larger than {limits.max_bytes:,} bytes"
                    )
    except (EOFError, UnicodeDecodeError) as error:
        raise SourceError(name, f"the dump is cut off or damaged after offset {base}") from error
    except OSError as error:
        raise SourceError(name, error.strerror or f"the dump is damaged after offset {base}") from error
    if "<page>" in held or "</mediawiki>" not in held:
        raise SourceError(name, f"the dump ends in the middle, after offset {base}")


def _whole_pages(held: str, base: int) -> Generator[tuple[str, int], None, tuple[str, int]]:
    """Yield the pages that are whole; return what is left, and its offset."""
    position = 0
    while (first := held.find("<page>", position)) >= 0:
        last = held.find("</page>", first)
        if last < 0:
            position = first
            break
        yield held[first : last + 7], base + first
        position = last + 7
    else:
        position = max(position, len(held) - 20)  # the mark of a page may be cut in two
    return held[position:], base + position


def _document(page: str, base: int, name: str, site: _Site) -> Document | None:
    text_tag = _TEXT.search(page)
    fields = {
        key: unescape(value)
        for key, value in reversed(_FIELD.findall(page, 0, text_tag.start() if text_tag else len(page)))
    }
    if not text_tag or fields.get("ns", "0") != "0":
        return None
    start, end = text_tag.end(), page.rfind("</text>")
    plain, map_ = _unescaped(page, start, end if end >= start else start)
    if _REDIRECT.match(plain):
        return None
    sheet = Sheet(plain)
    sheet.title = title = fields.get("title", "")
    wikitext.scan(sheet, 0, len(plain))
    return _assembled(sheet, map_, page, base, (name, title, fields.get("timestamp"), site)) if sheet.blocks else None


def _assembled(sheet: Sheet, map_: _Map, page: str, base: int, about: tuple[str, str, str | None, _Site]) -> Document:
    name, title, timestamp, site = about
    starts: list[int] = []
    firsts: list[int] = []
    lasts: list[int] = []
    for at, piece, first, last in zip(sheet.offsets(), sheet.texts, sheet.starts, sheet.ends, strict=True):
        for step, a, b in map_.pieces(first, last, len(piece) == last - first):
            starts.append(at + step)
            firsts.append(a)
            lasts.append(b)
    text = "".join(sheet.texts)
    address = site.base.rpartition("/")[0] + "/" + quote(title.replace(" ", "_")) if site.base else None
    left_out = sorted({(map_.source(left.start), map_.source(left.end), left.reason) for left in sheet.left_out})
    return Document(
        name=f"{name}#{title}",
        kind="wikitext",
        encoding="utf-8",
        sha256=hashlib.sha256(page.encode()).hexdigest(),
        raw=page,
        text=text,
        folded=(folded := fold(text)),
        text_starts=tuple(starts),
        source_starts=tuple(firsts),
        source_ends=tuple(lasts),
        blocks=with_sides(sheet.blocks, folded),
        links=tuple(sheet.links),
        note_marks=tuple(sheet.note_marks),
        left_out=tuple(LeftOut(a, b, reason) for a, b, reason in left_out if a < b),
        metadata=Metadata(title=title or None, outlet=site.name or None, url=address, updated=timestamp),
        base=base,
    )


class _Map(Struct):
    """From offsets of the unescaped wikitext to offsets of the page: where each entity stands in both."""

    start: int
    plain: list[int]
    written: list[tuple[int, int]]

    def source(self, at: int) -> int:
        """Where the character at ``at`` of the wikitext begins in the page."""
        index = bisect_right(self.plain, at) - 1
        if index < 0:
            return self.start + at
        if self.plain[index] == at:
            return self.written[index][0]
        return self.written[index][1] + at - self.plain[index] - 1

    def end(self, at: int) -> int:
        """Where the character before ``at`` ends in the page."""
        index = bisect_right(self.plain, at - 1) - 1
        if index >= 0 and self.plain[index] == at - 1:
            return self.written[index][1]
        return self.source(at - 1) + 1

    def pieces(self, first: int, last: int, literal: bool) -> Iterator[tuple[int, int, int]]:
        """Steps into a piece and spans of the page: a literal piece is cut at the entities in it."""
        if not literal:
            yield 0, self.source(first) if first < last else self.end(first), self.end(last)
            return
        index = bisect_right(self.plain, first - 1)
        step = first
        while index < len(self.plain) and self.plain[index] < last:
            at = self.plain[index]
            if at > step:
                yield step - first, self.source(step), self.written[index][0]
            yield at - first, *self.written[index]
            step = at + 1
            index += 1
        if step < last:
            begin = self.source(step)
            yield step - first, begin, begin + last - step


def _unescaped(page: str, start: int, end: int) -> tuple[str, _Map]:
    map_ = _Map(start, [], [])
    parts: list[str] = []
    position, length = start, 0
    for match in _ENTITY.finditer(page, start, end):
        parts.append(page[position : match.start()])
        length += match.start() - position
        character = unescape(match[0])[:1] or " "
        parts.append(character)
        map_.plain.append(length)
        map_.written.append(match.span())
        length += 1
        position = match.end()
    parts.append(page[position:end])
    return "".join(parts), map_
