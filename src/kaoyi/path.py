"""The whole program in twenty lines: one source's bytes to everything it says. Read this first."""

from __future__ import annotations

from kaoyi import audits, claims, documents, events, mentions
from kaoyi.lexicon import Lexicon
from kaoyi.mentions import voices
from kaoyi.mentions.rows import name_rows, time_rows
from kaoyi.model import Document, Reading


def read_bytes(data: bytes, name: str, lexicon: Lexicon) -> Reading:
    """Read one source from its bytes. Raises SourceError when there is nothing to read."""
    return read_document(documents.read(data, name), lexicon)


def read_document(document: Document, lexicon: Lexicon) -> Reading:
    """Read one document. Pure: the same document and lexicon give the same reading, whatever was read before."""
    found = mentions.recognise(document, lexicon)
    heard = voices.read(document, found, lexicon)
    claimed = claims.assemble(document, found, lexicon, heard)
    happened, related = events.assemble(document, found, lexicon, heard)
    checked = audits.audit(document, found, claimed)
    return Reading(
        document, found, claimed, happened, related, checked, time_rows(document, found), name_rows(document, found)
    )
