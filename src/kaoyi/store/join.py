"""Statements of one happening, joined by the keys they share."""

from __future__ import annotations

from collections.abc import Iterable

from kaoyi.text import identity


def alone(statement: str) -> str:
    """Return the id of the happening that one statement alone makes."""
    return identity("happening", statement)


def join(keyed: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return statement id -> happening id, for pairs of a statement's id and a key it shares with others.

    The happening is called after its smallest statement id, so the order of the pairs does not matter.

    >>> join([("a", "x"), ("b", "x"), ("c", "y")]) == {"a": alone("a"), "b": alone("a"), "c": alone("c")}
    True
    """
    above: dict[str, str] = {}
    first: dict[str, str] = {}

    def root(name: str) -> str:
        while above[name] != name:
            above[name] = above[above[name]]
            name = above[name]
        return name

    for statement, key in keyed:
        above.setdefault(statement, statement)
        one, other = root(first.setdefault(key, statement)), root(statement)
        above[max(one, other)] = min(one, other)
    return {statement: alone(root(statement)) for statement in above}
