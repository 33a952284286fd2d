"""Mentions to claims: whose, how many, by whom, said by whom, about what, when."""

from __future__ import annotations

from kaoyi.lexicon import Lexicon
from kaoyi.model import Claim, Document, Mentions


def assemble(document: Document, mentions: Mentions, lexicon: Lexicon) -> tuple[Claim, ...]:
    """Return the figure claims of a document, in source order."""
    return ()
