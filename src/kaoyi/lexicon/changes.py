"""What one state of the word tables has that another has not: rows added, removed, changed or moved."""

from __future__ import annotations

from difflib import SequenceMatcher

from kaoyi.lexicon.tables import Row, Tables, key_of

_FOR_PEOPLE = frozenset(("@line", "example", "counterexample", "source"))
"""Cells no reading asks: where a row stands, what it rests on, and the sentences it is tried with."""
_NOTES_ASKED = frozenset(("event_words.csv",))
"""Tables whose ``note`` says something to the program too."""

Changes = dict[str, tuple[Row, ...]]
"""Rows that differ by their table: both forms of a row that changed, each row once."""


def lean(name: str, row: Row) -> Row:
    """Return a row with only the cells that a reading may ask; the first, which makes it itself, is always one."""
    left_out = _FOR_PEOPLE if name in _NOTES_ASKED else _FOR_PEOPLE | {"note"}
    first = next(iter(row))
    return {cell: words for cell, words in row.items() if cell == first or cell not in left_out}


def lean_tables(tables: Tables) -> dict[str, tuple[Row, ...]]:
    """Return tables with only the cells that a reading may ask."""
    return {name: tuple(lean(name, row) for row in rows) for name, rows in tables.items()}


def changes(then: Tables, now: Tables) -> Changes:
    """Return the rows that one state has and the other has not, in lean form.

    A row that stands elsewhere among the same neighbours counts too, for the order of rows decides between equals.
    """
    found = {}
    for name in sorted({*then, *now}):
        before, after = ([lean(name, row) for row in tables.get(name, ())] for tables in (then, now))
        if before != after and (rows := _differing(before, after)):
            found[name] = rows
    return found


def _differing(before: list[Row], after: list[Row]) -> tuple[Row, ...]:
    was, is_now = ([tuple(row.items()) for row in rows] for rows in (before, after))
    found: dict[tuple[tuple[str, str], ...], None] = {}
    for what, a, b, c, d in SequenceMatcher(None, was, is_now, autojunk=False).get_opcodes():
        if what != "equal":
            found |= dict.fromkeys((*was[a:b], *is_now[c:d]))
    return tuple(dict(row) for row in found)


def count(rows: tuple[Row, ...]) -> int:
    """Return how many rows changed: one whose cells changed is one row."""
    return len({key_of(row) for row in rows})
