"""A record as bytes, for tests that say two records are the same."""

from __future__ import annotations

import io

from kaoyi.export import KINDS, export
from kaoyi.store.open import open_record


def exported(record: str) -> dict[str, bytes]:
    """Return everything of every kind, one row a line."""
    engine = open_record(record)
    found = {}
    with engine.connect() as connection:
        for what in KINDS:
            out = io.BytesIO()
            export(connection, what, "jsonl", out)
            found[what] = out.getvalue()
    engine.dispose()
    return found
