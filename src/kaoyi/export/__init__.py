"""The record as files for people and other programs."""

from __future__ import annotations

from typing import IO

from sqlalchemy import Connection

from kaoyi.errors import UsageError
from kaoyi.store.dump import KINDS, lines

__all__ = ["FORMATS", "KINDS", "export"]

FORMATS = ("jsonl", "csv", "parquet")


def export(connection: Connection, what: str, form: str, out: IO[bytes]) -> int:
    """Write every row of a kind to a binary file in a format; return how many there were.

    Rows stand in the order of their documents' names and their place in them. Raises UsageError for an unknown
    kind or format, or for a format whose package is not installed.
    """
    if what not in KINDS:
        raise UsageError(f"there is no kind of row called {what}; there are {', '.join(KINDS)}")
    if form == "jsonl":
        from kaoyi.export import jsonl

        return jsonl.write(lines(connection, what), what, out)
    if form == "csv":
        from kaoyi.export import sheet

        return sheet.write(lines(connection, what), what, out)
    if form == "parquet":
        from kaoyi.export import parquet

        return parquet.write(lines(connection, what), what, out)
    raise UsageError(f"there is no format called {form}; there are {', '.join(FORMATS)}")
