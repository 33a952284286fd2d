"""CSV for spreadsheets: one column per value, lists and tables inside a cell as JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import IO, Any

import msgspec

from kaoyi.export.flat import ROWS, columns


def write(lines: Iterator[bytes], what: str, out: IO[bytes]) -> int:
    """Write the rows under a line of heads; return how many there were."""
    heads = list(columns(ROWS[what]))
    paths = [head.split(".") for head in heads]
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    sheet = csv.writer(text)
    sheet.writerow(heads)
    count = 0
    for line in lines:
        row = msgspec.json.decode(line)
        sheet.writerow([_cell(row, path) for path in paths])
        count += 1
    text.detach()
    return count


def _cell(row: Any, path: list[str]) -> Any:
    for name in path:
        row = row.get(name) if isinstance(row, dict) else None
    if isinstance(row, (list, dict)):
        return msgspec.json.encode(row).decode()
    if isinstance(row, bool):
        return "true" if row else "false"
    return row
