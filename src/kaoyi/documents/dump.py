"""MediaWiki XML dumps, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kaoyi.documents.limits import Limits
from kaoyi.model import Document


def is_dump(path: Path) -> bool:
    return False


def read_pages(path: Path, name: str, limits: Limits) -> Iterator[Document]:
    yield from ()
