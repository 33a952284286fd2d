"""The whole program in twenty lines: one source's bytes to everything it says. Read this first."""

from __future__ import annotations

from msgspec import Struct

from kaoyi import audits, claims, documents, events, mentions
from kaoyi.lexicon import Lexicon
from kaoyi.mentions import voices
from kaoyi.mentions.rows import name_rows, time_rows
from kaoyi.model import Audit, Claim, Document, Event, Mentions, NameRow, Relation, TimeRow


class Reading(Struct, frozen=True):
    """Everything one document gave. All rows are in source offsets; ``mentions`` are in text offsets."""

    document: Document
    mentions: Mentions
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    relations: tuple[Relation, ...]
    audits: tuple[Audit, ...]

    @property
    def times(self) -> tuple[TimeRow, ...]:
        """The time expressions as rows, made when asked for: the record keeps them as mentions."""
        return time_rows(self.document, self.mentions)

    @property
    def names(self) -> tuple[NameRow, ...]:
        """The named things as rows, made when asked for."""
        return name_rows(self.document, self.mentions)


def read_bytes(data: bytes, name: str, lexicon: Lexicon) -> Reading:
    """Read one source from its bytes. Raises SourceError when there is nothing to read."""
    return read_document(documents.read(data, name), lexicon)


def read_document(document: Document, lexicon: Lexicon) -> Reading:
    """Read one document. Pure: the same document and lexicon give the same reading, whatever was read before."""
    found = mentions.recognise(document, lexicon)
    heard = voices.read(document, found, lexicon)
    claimed = claims.assemble(document, found, lexicon, heard)
    happened, related = events.assemble(document, found, lexicon, heard)
    return Reading(document, found, claimed, happened, related, audits.audit(document, found, claimed))
