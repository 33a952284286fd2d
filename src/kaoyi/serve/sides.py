"""Which side a speaker belongs to: the state or bloc at the end of what it belongs to."""

from __future__ import annotations

from collections.abc import Callable

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import things


def sides(lexicon: Lexicon) -> Callable[[str], str]:
    """Return a function from a name to its side: 美军第2师 -> 美国, 徐焰 -> 中国; a name nobody knows is a side of its own."""
    known = things(lexicon).by_name

    def side(name: str) -> str:
        seen: set[str] = set()
        while name in known and known[name].owner and name not in seen:
            seen.add(name)
            name = known[name].owner
        return name

    return side
