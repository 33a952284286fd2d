"""What is kept of documents to tell copies and versions, and what came of it. Unpacked by their types, so not compiled."""

from __future__ import annotations

from msgspec import Struct


class DocumentFacts(Struct, frozen=True, gc=False):
    """What is kept of a document to tell copies and versions: its metadata and MinHash signatures.

    signature: 64 little-endian unsigned 32-bit minima; b"" for a document too short to tell
    passages: (source start, source end, fingerprint, fingerprint) of each longer paragraph; two
    paragraphs that share a fingerprint are (nearly) the same words
    """

    name: str
    sha256: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    signature: bytes = b""
    passages: tuple[tuple[int, int, int, int], ...] = ()


class Family(Struct, frozen=True, gc=False):
    """Documents that carry one report, earliest first.

    kind: "versions" (one outlet, later editions of one article) or "copies" (several outlets)
    """

    id: str
    kind: str
    documents: tuple[str, ...]
    why: str


class Families(Struct, frozen=True):
    """All families of more than one document, and what is known of each document."""

    families: tuple[Family, ...]
    family_of: dict[str, Family]
    facts: dict[str, DocumentFacts]

    def of(self, document: str) -> str:
        """Return the id of the document's family; a document alone is its own family."""
        family = self.family_of.get(document)
        return family.id if family else document

    def passage(self, document: str, start: int) -> tuple[int, int] | None:
        """Return the fingerprints of the paragraph that holds a source offset."""
        known = self.facts.get(document)
        for first, last, one, other in known.passages if known else ():
            if first <= start < last:
                return one, other
        return None
