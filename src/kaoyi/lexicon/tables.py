"""Lexicon tables: CSV files a historian can open in a spreadsheet.

Read as UTF-8 with or without BOM. Every cell is text; the loader that asks for a table gives it
meaning. A folder given with ``--lexicon`` may hold files of the same names: their rows are added,
and a row whose first cell equals a built-in one replaces it.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from kaoyi.errors import LexiconError

HERE = Path(__file__).parent

Row = dict[str, str]

Tables = Mapping[str, tuple[Row, ...]]
"""Rows by the name of their table."""


def read_table(name: str, extra: Path | None = None) -> tuple[Row, ...]:
    """Return the rows of ``name`` (``"actors.csv"``), an added folder's rows last.

    Raises LexiconError, naming every faulty row, when a row has too many cells or an empty first cell.
    """
    rows: dict[str, Row] = {}
    faults: list[str] = []
    for folder in (HERE, *([extra] if extra else [])):
        path = folder / name
        if not path.exists():
            continue
        with path.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            for row in reader:
                if None in row:
                    faults.append(f"{name} line {reader.line_num}: more cells than columns")
                    continue
                cells = {key: (value or "").strip() for key, value in row.items()}
                first = next(iter(cells.values()), "")
                if not first:
                    if any(cells.values()):
                        faults.append(f"{name} line {reader.line_num}: the first cell is empty")
                    continue
                cells["@line"] = f"{name} line {reader.line_num}"
                rows[key_of(cells)] = cells
    if faults:
        raise LexiconError(tuple(faults))
    return tuple(rows.values())


def key_of(row: Row) -> str:
    """What makes a row itself: its first cell, and its ``kind`` cell if the table has one."""
    first = next(iter(row.values()))
    return f"{first}\t{row.get('kind', '')}"
