"""The lexicon: every word list, as CSV tables a historian can edit."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from kaoyi.lexicon.tables import HERE, Row, read_table

__all__ = ["Lexicon", "Row", "load"]


class Lexicon:
    """All tables, each read once when first asked for. Recognisers compile what they need with a cached pure function of it."""

    def __init__(self, extra: Path | None = None) -> None:
        self.extra = extra
        self._tables: dict[str, tuple[Row, ...]] = {}

    def table(self, name: str) -> tuple[Row, ...]:
        """Return the rows of one table (``"actors.csv"``). Raises LexiconError for faulty rows."""
        if name not in self._tables:
            self._tables[name] = read_table(name, self.extra)
        return self._tables[name]

    def digest(self, without: frozenset[str] = frozenset()) -> str:
        """A hash of every table's bytes, some left out: part of what decides whether a document must be read again."""
        total = hashlib.sha256()
        for folder in (HERE, *([self.extra] if self.extra else [])):
            for path in sorted(folder.glob("*.csv")):
                if path.name in without:
                    continue
                total.update(path.name.encode())
                total.update(path.read_bytes())
        return total.hexdigest()[:16]


@cache
def load(extra: Path | None = None) -> Lexicon:
    """Return the built-in lexicon, with the tables of ``extra`` added."""
    return Lexicon(extra)
