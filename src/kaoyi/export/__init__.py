"""The record as files for people and other programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

from sqlalchemy import Connection

from kaoyi.errors import UsageError
from kaoyi.export.kinds import KINDS, lines

__all__ = ["FORMATS", "KINDS", "export"]

FORMATS = ("jsonl", "csv", "parquet")


def export(connection: Connection, what: str, form: str, out: IO[bytes]) -> int:
    """Write every row of a kind to a binary file in a format; return how many there were.

    Rows stand in the order of their documents' names and their place in them. Raises UsageError for an unknown
    kind or format, or for a format whose package is not installed.
    """
    if what not in KINDS:
        raise UsageError(f"there is no kind of row called {what}; there are {', '.join(KINDS)}")
    if form not in FORMATS:
        raise UsageError(f"there is no format called {form}; there are {', '.join(FORMATS)}")
    writer: Callable[[Iterator[bytes], str, IO[bytes]], int]
    if form == "jsonl":
        from kaoyi.export.jsonl import write as writer
    elif form == "csv":
        from kaoyi.export.csv import write as writer
    else:
        from kaoyi.export.parquet import write as writer
    return writer(lines(connection, what), what, out)
