"""Which side a speaker belongs to, and which colour that side has on every page.

A side is the state or bloc at the end of what a speaker belongs to. The sides that meet most often in disputes get
their colours first; a side takes a colour that none of those it meets already has, so two sides of one dispute differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, select, union

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import side_of
from kaoyi.store.tables import claims, disputed, events

COLOURS = 6
GREY = COLOURS
"""The colour number of a document's own voice, and of a side for which no colour is left."""

Colour = Callable[[str], int]
"""Speaker -> colour number, the same on every page."""


class Sides:
    """Sides of speakers, each looked up once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, str] = {}

    def __call__(self, name: str) -> str:
        """Return the side of a speaker: 美军第2师 -> 美国; a name nobody knows is a side of its own."""
        if name not in self._known:
            self._known[name] = side_of(self._lexicon, name) or name
        return self._known[name]

    def colours(self, connection: Connection) -> dict[str, int]:
        """Return side -> colour number for every side that speaks in a dispute of the record."""
        spoken = [
            select(disputed.c.dispute, table.c.speaker)
            .join(table, table.c.id == disputed.c.claim)
            .where(table.c.speaker.is_not(None))
            for table in (claims, events)
        ]
        meeting: dict[int, set[str]] = defaultdict(set)
        for number, speaker in connection.execute(union(*spoken)):
            meeting[number].add(self(speaker))
        return colours(meeting.values())


def colours(meetings: Iterable[Iterable[str]]) -> dict[str, int]:
    """Give colours to sides, those that speak most often first.

    >>> colours([{"中", "美"}, {"中", "美"}, {"美", "韩"}, {"朝"}])
    {'美': 0, '中': 1, '朝': 2, '韩': 3}
    """
    together: dict[str, set[str]] = defaultdict(set)
    spoken: Counter[str] = Counter()
    for sides in meetings:
        present = set(sides)
        spoken.update(present)
        for side in present:
            together[side] |= present - {side}
    found: dict[str, int] = {}
    used: Counter[int] = Counter()
    for side in sorted(spoken, key=lambda name: (-spoken[name], name)):
        taken = {found[other] for other in together[side] if other in found}
        free = [number for number in range(COLOURS) if number not in taken]
        number = min(free, key=lambda one: (used[one], one), default=GREY)
        found[side] = number
        used[number] += 1
    return found
