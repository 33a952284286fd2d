"""Bytes to document: what a source says of itself, its text, and where every character stands in the file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from kaoyi.errors import SourceError
from kaoyi.model import Block, Document, Metadata
from kaoyi.text import fold

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\n)---[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"^(\w+):[ \t]*(.*?)[ \t]*\r?$", re.M)
_MARKUP = re.compile(
    r"<(script|style)\b.*?</\1>|<!--.*?-->|</?(?:p|div|br|h\d|li|section|figure|figcaption|blockquote)\b[^<>]*>|\n|"
    r"<[^<>]*>|\]\((?:[^()\\]|\\.)*\)|\\\[\w+\\\]|-\{\}-|[\[*#>\\]+|^-{3,}$",
    re.S | re.M,
)
_BREAKS = re.compile(r"\n|</?(?:p|div|br|h\d|li|section|figure|figcaption|blockquote)\b")


def read(data: bytes, name: str) -> Document:
    """Read one source from its bytes. Raises SourceError when there is no text to read."""
    try:
        raw = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(name, "it is not UTF-8") from error
    front = _FRONT.match(raw)
    fields = {m[1]: m[2].strip("\"'") for m in _FIELD.finditer(front[1])} if front else {}
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    blocks: list[Block] = []
    length = begun = 0
    at = front.end() if front else 0

    def close() -> None:
        nonlocal length, begun
        if length > begun:
            blocks.append(Block("paragraph", begun, length))
            texts.append("\n")
            starts.append(ends[-1])
            ends.append(ends[-1])
            length += 1
            begun = length

    for match in [*_MARKUP.finditer(raw, at), None]:
        stop = match.start() if match else len(raw)
        piece = raw[at:stop]
        if piece.strip():
            first = at + len(piece) - len(piece.lstrip()) if length == begun else at
            texts.append(raw[first:stop])
            starts.append(first)
            ends.append(stop)
            length += stop - first
        if match:
            at = match.end()
            if _BREAKS.match(match[0]):
                close()
    close()
    if not blocks:
        raise SourceError(name, "there is no text in it")
    text = "".join(texts)
    offsets = [0]
    for piece in texts[:-1]:
        offsets.append(offsets[-1] + len(piece))
    metadata = Metadata(title=fields.get("title"), author=fields.get("author"), published=fields.get("date"))
    return Document(
        name=name, kind="post" if front else "text", encoding="utf-8", sha256=hashlib.sha256(data).hexdigest(), raw=raw,
        text=text, folded=fold(text), text_starts=tuple(offsets), source_starts=tuple(starts), source_ends=tuple(ends),
        blocks=tuple(blocks), metadata=metadata,
    )  # fmt: skip


def read_file(path: Path, name: str) -> Iterator[Document]:
    """Read every document of a file. Raises SourceError when it cannot be read."""
    yield read(path.read_bytes(), name)
