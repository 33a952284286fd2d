"""The lexicon: every word list, as CSV tables a historian can edit."""

from __future__ import annotations

import csv
import hashlib
from functools import cache
from pathlib import Path

from kaoyi.errors import LexiconError
from kaoyi.lexicon.tables import HERE, Row, Tables, read_table

__all__ = ["Lexicon", "Row", "Tables", "load"]


class Lexicon:
    """All tables, each read once when first asked for. Recognisers compile what they need with a cached pure function of it.

    extra: a folder of tables added to the built-in ones; tables: rows from elsewhere, then no file is read
    """

    def __init__(self, extra: Path | None = None, tables: Tables | None = None) -> None:
        self.extra = extra
        self._tables: dict[str, tuple[Row, ...]] = dict(tables or {})
        self._given = tables is not None

    def table(self, name: str) -> tuple[Row, ...]:
        """Return the rows of one table (``"actors.csv"``). Raises LexiconError for faulty rows."""
        if name not in self._tables:
            self._tables[name] = () if self._given else read_table(name, self.extra)
        return self._tables[name]

    def tables(self) -> Tables:
        """Return every table by its name, those asked by nobody too. Raises LexiconError for faulty rows.

        A file that is no table (of another encoding, or of a name nobody asks and with faults) is one row, its hash.
        """
        names = self._tables if self._given else {path.name for path in self._files()}
        return {name: self._rows(name) for name in sorted(names)}

    def _rows(self, name: str) -> tuple[Row, ...]:
        try:
            return self.table(name)
        except (UnicodeDecodeError, csv.Error):
            pass
        except LexiconError:
            if (HERE / name).exists():
                raise
        return ({"file": self.digest(only=frozenset((name,)))},)

    def digest(self, without: frozenset[str] = frozenset(), only: frozenset[str] | None = None) -> str:
        """A hash of the tables' bytes, of some alone where so said: part of what decides what must be done again."""
        total = hashlib.sha256()
        for path in self._files():
            if path.name not in without and (only is None or path.name in only):
                total.update(path.name.encode())
                total.update(path.read_bytes())
        return total.hexdigest()[:16]

    def _files(self) -> list[Path]:
        folders = (HERE, *([self.extra] if self.extra else []))
        return [path for folder in folders for path in sorted(folder.glob("*.csv"))]


@cache
def load(extra: Path | None = None) -> Lexicon:
    """Return the built-in lexicon, with the tables of ``extra`` added."""
    return Lexicon(extra)
