"""Cues that stand together are one (统计表明, 报告显示); cues inside a title or a name are none."""

from __future__ import annotations

from typing import Final

from kaoyi.mentions.voices_state import Hearing
from kaoyi.mentions.voices_words import Cue

SAYING: Final = frozenset(("say", "show"))
"""Kinds of cues that let somebody say something."""
TELLING: Final = SAYING | {"report"}
"""The same with the words for what was said, as often nouns as verbs."""
_BETWEEN: Final = frozenset(("并", "也", "又", "亦", "则", "还", "的"))


def merged(hearing: Hearing, position: int, end: int) -> int:
    """Return the position after the cues that stand together with the one at a position."""
    cues, last = hearing.cues, position + 1
    while last < len(cues) and cues[last].end <= end and not cues[last].kinds.isdisjoint(TELLING):
        gap, start = cues[last - 1].end, cues[last].start
        if gap < start and hearing.text[gap:start] not in _BETWEEN:
            break
        last += 1
    return last


def in_title(hearing: Hearing, cue: Cue) -> bool:
    """Return whether a cue is part of a book's title or of a name."""
    start = cue.start
    opened = hearing.text.rfind("《", max(hearing.start, start - 30), start)
    if opened >= 0 and hearing.text.find("》", opened, start) < 0:
        return True
    name = hearing.scene.name_covering(start)
    return name is not None and name.end >= cue.end
