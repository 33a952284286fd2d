"""Decoded text to Document: which kind it is, the scanner for that kind, and the metadata."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from kaoyi.documents import html, markdown, plain
from kaoyi.documents.front_matter import FrontMatter, read_front_matter
from kaoyi.documents.metadata import (
    address_of_fields,
    edtf,
    edtf_of_stamp,
    outlet_in_lead,
    outlet_of_address,
    outlet_of_fields,
)
from kaoyi.documents.sheet import Sheet
from kaoyi.errors import SourceError
from kaoyi.model import Document, LeftOut, Metadata
from kaoyi.text import fold

_PAGE = re.compile(
    r"\ufeff?\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S
)
_MARKDOWN = re.compile(
    r"^(?:#{1,6}[ \t]|<(?:p|div|figure|table|!--)|\|.*\|[ \t\r]*$|[ ]{0,3}>[ \t]|={4,}[ \t\r]*$|-{4,}[ \t\r]*$)|\]\([^\s()]+(?:\)| \")|\*\*\S",
    re.M | re.I,
)


def document_of(raw: str, name: str, encoding: str, sha256: str) -> Document:
    """The document this decoded source is. Raises SourceError when there are no words in it."""
    front = read_front_matter(raw)
    sheet = Sheet(raw)
    if front:
        sheet.title = front.get("title")
    kind = _scan(sheet, front)
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
        folded=fold(text),
        text_starts=sheet.offsets(),
        source_starts=tuple(sheet.starts),
        source_ends=tuple(sheet.ends),
        blocks=tuple(sheet.blocks),
        links=tuple(sheet.links),
        note_marks=tuple(sheet.note_marks),
        left_out=tuple(sorted(sheet.left_out, key=_place)),
        metadata=_metadata(sheet, front, kind, name, text),
    )


def _place(left_out: LeftOut) -> tuple[int, int]:
    return left_out.start, left_out.end


def _scan(sheet: Sheet, front: FrontMatter | None) -> str:
    raw = sheet.raw
    if front:
        markdown.scan(sheet, front.body)
        return "post"
    if _PAGE.match(raw):
        html.scan(sheet, 0, len(raw))
        return "page"
    if _MARKDOWN.search(raw):
        markdown.scan(sheet, 0)
        return "wiki" if markdown.is_wiki(raw, 0) else "post"
    plain.scan(sheet)
    return "plain"


def _metadata(sheet: Sheet, front: FrontMatter | None, kind: str, name: str, text: str) -> Metadata:
    title = (front.get("title") if front else "") or sheet.title or None
    published = updated = author = url = outlet = None
    if front:
        published = edtf(front.get("date", "published", "pubdate", "created"))
        updated = edtf(front.get("updated", "last_modified_at", "lastmod", "modified"))
        author = front.get("author", "authors", "byline") or None
        url = address_of_fields(front)
        outlet = (outlet_of_address(url) if url else None) or outlet_of_fields(front)
    if published is None and sheet.stamp:
        published = edtf_of_stamp(sheet.stamp)
    return Metadata(title, outlet, author, url, published, updated)
