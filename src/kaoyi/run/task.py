"""What passes between the run and its workers: a file to read, and what came of it."""

from __future__ import annotations

from msgspec import Struct

from kaoyi.store.packed import Packed


class Task(Struct, array_like=True, frozen=True, gc=False):
    """One file to read. ``known`` is the hash of the bytes already in the record under this name, or ""."""

    path: str
    name: str
    size: int
    modified: int
    known: str = ""


class Outcome(Struct, array_like=True, gc=False):
    """What came of one file: its documents, or why there are none. ``same``: as the record has it.

    ``gone``: the file itself could not be opened, so an earlier reading of it may stand.
    """

    path: str
    sha256: str = ""
    documents: list[Packed] = []
    reason: str = ""
    same: bool = False
    gone: bool = False
