"""The whole program in twenty lines: one source's bytes to everything it says. Read this first."""

from __future__ import annotations

from collections.abc import Sequence

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
    return read_documents([document], lexicon)[0]


def read_documents(given: Sequence[Document], lexicon: Lexicon) -> list[Reading]:
    """Read each document as if alone. Stage by stage, so that the words of one stage stay near the processor."""
    found = mentions.recognise_all(given, lexicon)
    heard = [voices.read(*both, lexicon) for both in zip(given, found, strict=True)]
    known = list(zip(given, found, heard, strict=True))
    claimed = [claims.assemble(document, one, lexicon, voice) for document, one, voice in known]
    happened = [events.assemble(document, one, lexicon, voice) for document, one, voice in known]
    checked = [audits.audit(*three) for three in zip(given, found, claimed, strict=True)]
    rows = zip(given, found, claimed, happened, checked, strict=True)
    return [Reading(document, one, said, *told, sums) for document, one, said, told, sums in rows]
