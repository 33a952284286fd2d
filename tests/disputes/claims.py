"""Claims made by hand, to put side by side."""

from __future__ import annotations

from typing import Any

from kaoyi.disputes import DocumentFacts
from kaoyi.model import Claim, Piece, Value
from kaoyi.text import identity


def claim(quote: str, number: str, value: int | tuple[int | None, int | None], **told: Any) -> Claim:
    """A claim of a sentence; ``told`` fills or replaces its fields. ``at`` is where the sentence stands."""
    start = int(told.pop("at", 0) or 0)
    at = start + quote.index(number)
    low, high = value if isinstance(value, tuple) else (value, value)
    document = str(told.pop("document", "a.md"))
    subject = told.pop("subject", "蓝军")
    speaker = told.pop("speaker", None)
    fields: dict[str, Any] = {
        "measure": "killed",
        "unit": "person",
        "event": "青石岭之战",
        "time": "1938-03",
        "place": None,
        "said_on": None,
    }
    fields.update(told)
    return Claim(
        id=identity(document, quote, number, start),
        document=document,
        quote=quote,
        start=start,
        end=start + len(quote),
        number=Piece(number, at, at + len(number)),
        value=Value(low, high, any(word in number for word in "约余近多数")),
        subject=None if subject is None else str(subject),
        subject_mention=None,
        agent=None,
        speaker=None if speaker is None else str(speaker),
        attribution=(),
        modality=str(fields.pop("modality", "asserted")),
        **fields,
    )


def facts(*names: str) -> list[DocumentFacts]:
    """Facts of documents with nothing in common but what they are about."""
    return [DocumentFacts(name, identity(name), title="青石岭之战始末") for name in names]
