"""Names: the actors, places, sources and happenings that a document names, each with its canonical thing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from kaoyi.lexicon import Lexicon
from kaoyi.mentions.names_forms import compiled
from kaoyi.mentions.names_join import named
from kaoyi.mentions.units import units
from kaoyi.model import Document, Name, Quantity, Time


def find(
    document: Document, lexicon: Lexicon, times: Sequence[Time] = (), quantities: Sequence[Quantity] = ()
) -> tuple[Name, ...]:
    """Return the names of a document in text offsets, sorted, without overlaps.

    A name cut by a time (3日本報訊) is no name; a longer name wins over a shorter one.
    """
    text = document.folded
    forms = compiled(lexicon)
    plain = named(text, forms, lexicon)
    return tuple(longest((*units(text, plain, lexicon), *outside(plain, times))))


def outside(names: Iterable[Name], times: Sequence[Time]) -> list[Name]:
    """Drop the names that a time expression covers or cuts, unless the name is a happening (朝鲜战争期间)."""
    starts = [time.start for time in times]
    kept = []
    for name in names:
        after = bisect_left(starts, name.end)
        cut = after > 0 and times[after - 1].end > name.start
        if not cut or name.kind == "war":
            kept.append(name)
    return kept


def longest(names: Iterable[Name]) -> list[Name]:
    """Keep, of names that overlap, the longest (of equal ones the first given), sorted by start."""
    kept: list[Name] = []
    for name in sorted(names, key=lambda each: each.start):
        if kept and name.start < kept[-1].end:
            if name.end - name.start > kept[-1].end - kept[-1].start:
                kept[-1] = name
        else:
            kept.append(name)
    return kept
