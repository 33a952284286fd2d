"""Bytes to document: what a source says of itself, its text, and where every character stands in the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from kaoyi.documents import dump
from kaoyi.documents.assemble import document_of
from kaoyi.documents.decoding import decode
from kaoyi.documents.limits import ORDINARY, Limits
from kaoyi.errors import SourceError
from kaoyi.model import Document

__all__ = ["Limits", "read", "read_file"]


def read(data: bytes, name: str, limits: Limits = ORDINARY) -> Document:
    """Read one source from its bytes.

    Raises SourceError, in one sentence, when it is too large, is no text, or has nothing to read in it.
    """
    if len(data) > limits.max_bytes:
        raise SourceError(name, limits.too_large(len(data)))
    raw, encoding = decode(data, name)
    return document_of(raw, name, encoding, hashlib.sha256(data).hexdigest())


def read_file(path: Path, name: str, limits: Limits = ORDINARY) -> Iterator[Document]:
    """Read every document of a file: one, or one for each page of a MediaWiki dump (``.xml``, ``.xml.bz2``), page by page.

    Raises SourceError when the file cannot be read, for a dump after the pages before the fault.
    """
    try:
        if dump.is_dump(path):
            yield from dump.read_pages(path, name, limits)
            return
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise SourceError(name, limits.too_large(size))
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(name, error.strerror or str(error)) from error
    yield read(data, name, limits)
