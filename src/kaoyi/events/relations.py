"""How two actors stand to each other, as a text says: office, command, membership, war, alliance, other names."""

from __future__ import annotations

from kaoyi.mentions.voices import Voices
from kaoyi.model import Document, Mentions, Relation


def find(document: Document, mentions: Mentions, voices: Voices) -> tuple[Relation, ...]:
    """Return the relations of a document, in source order."""
    return ()
