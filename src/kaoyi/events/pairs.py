"""Whom 双方, 两国 and 这两个盟友 mean: the only two states or sides that what stands right before names.

Read only where exactly two are named, in the sentence before the word or coordinated (甲和乙) in the sentence before that
one; with three or more, or one, nobody can tell, and nothing is said.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import things
from kaoyi.model import Name

_WORD: Final = re.compile(
    r"双方|两国|两军|二国|两方|这?两个[^，。；：！？]{0,10}(?:盟友|国家|邻国|大国|政权|阵营|盟国)"
)
_SIDES: Final = frozenset({"state", "army", "organisation", "bloc"})
_BESIDE: Final = re.compile(r"(?:之外|以外|境内|除外)")
_WITH: Final = re.compile(r"(?:与|和|同|跟|及|、)")


@cache
def _capitals(lexicon: Lexicon) -> dict[str, str]:
    """Capital -> state, for sentences in which the capital stands for its government."""
    states = [thing for thing in things(lexicon).by_id.values() if thing.kind == "state" and thing.place]
    # A state that is no more (苏联) is not meant where one that is has the same capital.
    return {thing.place: thing.name for thing in sorted(states, key=lambda thing: not thing.time)}


def pair(text: str, span: tuple[int, int], within: list[Name], before: list[Name], lexicon: Lexicon) -> list[Name]:
    """Return the two names a pair word in text[span] means, each over the words of the pair; [] where nobody can tell.

    within: names of the sentence before the span's end; before: names of the sentence before it.
    """
    word = _WORD.search(text, *span)
    if word is None:
        return []
    sides = _sides(text, [n for n in within if n.end <= word.start()], lexicon)
    if len(sides) != 2:
        sides = _coordinated(text, before, lexicon)
    return [replace(n, start=word.start(), end=word.end()) for n in sides] if len(sides) == 2 else []


def _sides(text: str, names: list[Name], lexicon: Lexicon) -> list[Name]:
    found: dict[str, Name] = {}
    for name in names:
        side = _side(name, lexicon)
        if side is not None and not _BESIDE.match(text, name.end):
            found.setdefault(side.name, side)
    return list(found.values())


def _coordinated(text: str, names: list[Name], lexicon: Lexicon) -> list[Name]:
    """The sides of the one 甲和乙 of a sentence."""
    pairs = [
        [one, other]
        for left, right in pairwise(names)
        if _WITH.fullmatch(text[left.end : right.start])
        and (one := _side(left, lexicon)) is not None
        and (other := _side(right, lexicon)) is not None
        and one.name != other.name
    ]
    return pairs[0] if len(pairs) == 1 else []


def _side(name: Name, lexicon: Lexicon) -> Name | None:
    if name.kind in _SIDES and name.name:
        return name
    state = _capitals(lexicon).get(name.name) if name.kind == "place" else None
    return replace(name, name=state, kind="state", id=f"state:{state}") if state else None
