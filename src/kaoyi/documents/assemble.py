"""Decoded text to Document: which kind it is, the scanner for that kind, and the metadata."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.documents import html, markdown, plain
from kaoyi.documents.datelines import edtf, edtf_of_stamp
from kaoyi.documents.front_matter import FrontMatter, read_front_matter
from kaoyi.documents.infobox import with_sides
from kaoyi.documents.main_part import main_part, said_by_head
from kaoyi.documents.metadata import address_of_fields, outlet_in_lead, outlet_of_address, outlet_of_fields
from kaoyi.documents.sheet import Sheet
from kaoyi.documents.targets import original_address
from kaoyi.errors import SourceError
from kaoyi.model import Document, LeftOut, Metadata
from kaoyi.text import fold

_PAGE: Final = re.compile(
    r"\ufeff?\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_MARKDOWN: Final = re.compile(
    r"^(?:#{1,6}[ \t]|<(?:p|div|figure|table|!--)|\|.*\|[ \t\r]*$|[ ]{0,3}>[ \t]|={4,}[ \t\r]*$|-{4,}[ \t\r]*$)|\]\([^\s()]+(?:\)| \")|\*\*\S",
    re.M | re.I,
)


def document_of(raw: str, name: str, encoding: str, sha256: str) -> Document:
    """The document this decoded source is. Raises SourceError when there are no words in it."""
    front = read_front_matter(raw)
    sheet, kind = _scanned(raw, front, keep_furniture=False)
    if (
        sheet.length < _TOO_LITTLE
        and sum(left.end - left.start for left in sheet.left_out if left.reason in _FURNITURE) > 10 * _TOO_LITTLE
    ):
        fuller, _ = _scanned(raw, front, keep_furniture=True)  # a page whose article is named like furniture
        sheet = fuller if fuller.length > 3 * sheet.length else sheet
    if not sheet.blocks and front and "title" in front.fields:
        _, start, end = front.fields["title"]
        sheet.begin("title")
        sheet.line(start, end)
    if not sheet.blocks:
        raise SourceError(name, "there is no text in it")
    return Document(
        name=name,
        kind=kind,
        encoding=encoding,
        sha256=sha256,
        raw=raw,
        text=(text := "".join(sheet.texts)),
        folded=(folded := fold(text)),
        text_starts=sheet.offsets(),
        source_starts=tuple(sheet.starts),
        source_ends=tuple(sheet.ends),
        blocks=with_sides(sheet.blocks, folded),
        links=tuple(sheet.links),
        note_marks=tuple(sheet.note_marks),
        left_out=tuple(sorted(sheet.left_out, key=_place)),
        metadata=_metadata(sheet, front, kind, text),
    )


_TOO_LITTLE: Final = 150
_FURNITURE: Final = frozenset(
    ("advert", "subscription", "share bar", "related articles", "comments", "navigation", "hidden")
)


def _scanned(raw: str, front: FrontMatter | None, keep_furniture: bool) -> tuple[Sheet, str]:
    sheet = Sheet(raw, keep_furniture)
    sheet.title = front.get("title") if front else ""
    return sheet, _scan(sheet, front)


def _place(left_out: LeftOut) -> tuple[int, int]:
    return left_out.start, left_out.end


def _scan(sheet: Sheet, front: FrontMatter | None) -> str:
    raw = sheet.raw
    if front:
        markdown.scan(sheet, front.body)
        return "post"
    if _PAGE.match(raw):
        _scan_page(sheet)
        return "page"
    if _MARKDOWN.search(raw):
        markdown.scan(sheet, 0)
        return "wiki" if markdown.is_wiki(raw, 0) else "post"
    plain.scan(sheet)
    return "plain"


def _scan_page(sheet: Sheet) -> None:
    raw = sheet.raw
    said = said_by_head(raw)
    sheet.title, sheet.outlet, sheet.author = said.get("title", ""), said.get("outlet", ""), said.get("author", "")
    sheet.url = original_address(said["url"]) if said.get("url", "").startswith(("http", "/web/")) else None
    sheet.published, sheet.updated = edtf(said.get("published", "")), edtf(said.get("updated", ""))
    part = main_part(raw)
    if part is None:
        html.scan(sheet, 0, len(raw))
        return
    start = 0
    for first, last in filter(None, (part.heading, part.body)):
        sheet.leave_out(start, first, "outside the article")
        html.scan(sheet, first, last)
        start = last
    sheet.leave_out(start, len(raw), "outside the article")


def _metadata(sheet: Sheet, front: FrontMatter | None, kind: str, text: str) -> Metadata:
    """What the front matter says, else the page's head, else the first lines."""
    said = front.get if front else _silent
    url = address_of_fields(front) if front else sheet.url
    title = said("title") or sheet.title or (_first_bold(sheet) if kind == "wiki" else None)
    published = edtf(said("date", "published", "pubdate", "created")) or sheet.published
    if published is None and sheet.stamp:
        published = edtf_of_stamp(sheet.stamp)
    outlet: str | None = (
        (outlet_of_address(url) if url else None) or (outlet_of_fields(front) if front else None) or sheet.outlet
    )
    if not outlet:
        outlet = WIKI_OUTLET if kind == "wiki" else _outlet_in_leads(sheet, text)
    author = said("author", "authors", "byline") or sheet.author
    return Metadata(
        title or None, outlet or None, author or None, url, published, edtf(said(*_UPDATED)) or sheet.updated
    )


WIKI_OUTLET: Final = "维基百科"
_UPDATED: Final = ("updated", "last_modified_at", "lastmod", "modified")
_BOLD: Final = re.compile(r"\*\*([^*\n]{1,60})\*\*")


def _silent(*names: str) -> str:
    return ""


def _first_bold(sheet: Sheet) -> str | None:
    """The first bold words of a wiki article are its title."""
    first = sheet.blocks[0]
    match = _BOLD.search(sheet.raw, sheet.starts[0] - 3 if sheet.starts[0] > 3 else 0, sheet.starts[0] + 2000)
    words = sheet.texts[0] if first.start == 0 else ""
    return _VARIANT_MARKS.sub("", match[1]) if match else (words if len(words) < 40 else None)


_VARIANT_MARKS: Final = re.compile(r"-\{\}-|-\{|\}-|zh-\w+:|[;\[\]].*")


def _outlet_in_leads(sheet: Sheet, text: str) -> str | None:
    for block in sheet.blocks[:4]:
        if block.kind == "paragraph" and (outlet := outlet_in_lead(text[block.start : block.start + 60])):
            return outlet
    return None
