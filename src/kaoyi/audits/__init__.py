"""Arithmetic that the text itself puts together, checked."""

from __future__ import annotations

from kaoyi.model import Audit, Claim, Document, Mentions


def audit(document: Document, mentions: Mentions, claims: tuple[Claim, ...]) -> tuple[Audit, ...]:
    """Return the checked arithmetic of one document."""
    return ()
