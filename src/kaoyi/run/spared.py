"""Which files need not be read again although the words have changed, and why the others must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from sqlalchemy import Connection

from kaoyi import path
from kaoyi.errors import LexiconError
from kaoyi.lexicon import Lexicon
from kaoyi.run.stamp import parts
from kaoyi.run.touched import Touched, touched
from kaoyi.store import lexicons
from kaoyi.store.holding import files_holding, files_naming

CHANGED = "the words have changed"


class Spared(Struct, frozen=True):
    """files: keys of those whose reading the new words leave as it is; why: words' digest -> why the others, read with
    those words, must be read again; rows: what changed, in words"""

    files: frozenset[int] = frozenset()
    why: Mapping[str, str] = {}
    rows: str = ""


def spare(connection: Connection, read: Iterable[tuple[int, str]], stamp: str, lexicon: Lexicon) -> Spared:
    """Say which of the files read with other words than now's need not be read again.

    ``read`` gives the key and stamp of each file that was read. Other code may read anything otherwise: it spares none.
    Raises LexiconError when the words of now cannot be used.
    """
    code, words = parts(stamp)
    lagging: dict[str, set[int]] = {}
    for file, mark in read:
        if parts(mark)[0] == code and parts(mark)[1] != words:
            lagging.setdefault(parts(mark)[1], set()).add(file)
    if not lagging or not _usable(lexicon):
        return Spared()
    spared: set[int] = set()
    why: dict[str, str] = {}
    told: list[str] = []
    for then, files in sorted(lagging.items()):
        before = lexicons.recall(connection, then)
        found = _compared(before, lexicon) if before is not None else None
        if found is None:
            why[then] = CHANGED
            continue
        told.append(_told(found.rows))
        if found.unclear:
            why[then] = f"{CHANGED} ({told[-1]}); which documents {' and '.join(found.unclear)} can touch is not known"
            continue
        why[then] = f"they hold words that changed ({told[-1]})"
        spared |= files - _held(connection, files, found)
    return Spared(frozenset(spared), why, "; ".join(dict.fromkeys(filter(None, told))))


def _compared(before: Lexicon, now: Lexicon) -> Touched | None:
    """What the difference touches; None where either cannot be compiled."""
    try:
        return touched(before, now)
    except (LexiconError, ValueError, KeyError, IndexError):
        return None


def _held(connection: Connection, files: set[int], found: Touched) -> set[int]:
    naming = files_naming(connection, files, found.names)
    return naming | files_holding(connection, files - naming, found.words)


def _usable(lexicon: Lexicon) -> bool:
    """Whether the words can be compiled; where they cannot, reading every document tells what is the matter."""
    try:
        path.read_bytes("2020年5月17日，约三百人死亡。".encode(), "words.txt", lexicon)
    except LexiconError:
        raise
    except Exception:  # whatever a faulty cell does to a recogniser
        return False
    return True


def _told(rows: Mapping[str, int]) -> str:
    """What changed, in words; "" where only notes and examples did.

    >>> _told({"actors.csv": 3, "places.csv": 1})
    'actors.csv: 3 rows, places.csv: 1 row'
    """
    return ", ".join(f"{table}: {number} row{'s' * (number != 1)}" for table, number in rows.items())
