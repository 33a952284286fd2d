"""Script variants of wiki text, ``-{zh-hans:…;zh-hant:…}-``: which words a reader in the mainland sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_FLAGS: Final = re.compile(r"\s*([A-Za-z\-;\s]{0,40})\|")
_VARIANT: Final = re.compile(r"\s*(?:[^:;{}=]{0,40}=>\s*)?(zh(?:-[a-zA-Z]+)*)\s*:")
_STOPS: Final = re.compile(r";|-\{|&#?\w{1,8};")
_ORDER: Final = ("zh-hans", "zh-cn", "zh", "zh-sg", "zh-my", "zh-hant", "zh-tw", "zh-hk", "zh-mo")
_HIDDEN_FLAGS: Final = frozenset("HT-N")


def shown_variant(raw: str, start: int, end: int, pairs: Mapping[int, int]) -> tuple[int, int]:
    """The span of ``raw[start:end]``, the inside of ``-{...}-``, that is shown; an empty span when nothing is.

    ``pairs`` tells where an inner ``-{`` ends.

    >>> text = "zh-hans:朝鲜;zh-hant:北韓"
    >>> text[slice(*shown_variant(text, 0, len(text), {}))]
    '朝鲜'
    """
    flags = _FLAGS.match(raw, start, end)
    if flags:
        names = {flag.strip() for flag in flags[1].split(";")}
        if names & _HIDDEN_FLAGS:
            return start, start
        start = flags.end()
    choices: dict[str, tuple[int, int]] = {}
    for first, last in _parts(raw, start, end, pairs):
        if variant := _VARIANT.match(raw, first, last):
            choices.setdefault(variant[1].lower(), (variant.end(), last))
    if not choices:
        return start, end
    for name in _ORDER:
        if name in choices and choices[name][0] < choices[name][1]:
            return choices[name]
    return next(iter(choices.values()))


def _parts(raw: str, start: int, end: int, pairs: Mapping[int, int]) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    first = position = start
    while (stop := _STOPS.search(raw, position, end)) is not None:
        position = stop.end()
        if stop[0] == ";":
            parts.append((first, stop.start()))
            first = stop.end()
        elif stop[0] == "-{":
            position = max(position, min(pairs.get(stop.start(), position), end))
    parts.append((first, end))
    return parts
