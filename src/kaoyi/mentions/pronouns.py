"""双方, 该师, 我军 …: words that stand for a name given before. Resolved only where one reading is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kaoyi.lexicon.things import identify
from kaoyi.model import Block, Name
from kaoyi.text import places_of

_OPENS: Final = "双两交我敌自己该其"
_WORDS: Final = re.compile(
    "双方|两[军国]|交战双方|[我敌][军方]|敌人|自身|己方"
    "|该(?:集团军|兵团|军|师|旅|团|营|连|部队|部|国|组织|机构|社|报|台|局|院|会|党|城|市|岛|省|县|镇|村)(?!事|人|长|门|署)"
    "|其(?<=[，。；：、\n]其)(?![中他它实余次间后一二三四五六七八九十0-9])"
)
_SIDES: Final = frozenset(("state", "army", "bloc", "organisation", "unit"))
_SPOKEN_OF: Final = _SIDES | {"person"}
_OF_KIND: Final = {
    "国": ("state",),
    "组织": ("organisation",),
    "机构": ("institution", "organisation"),
    "社": ("agency",),
    "报": ("outlet",),
    "台": ("outlet",),
    "局": ("institution",),
    "院": ("institution",),
    "会": ("institution", "organisation"),
    "党": ("organisation",),
    "部": ("institution",),
    "部队": ("army", "unit"),
    "城": ("place",),
    "市": ("place",),
    "岛": ("place",),
    "省": ("place",),
    "县": ("place",),
    "镇": ("place",),
    "村": ("place",),
}
_UNITS: Final = ("集团军", "兵团", "军", "师", "旅", "团", "营", "连")


def pronouns(text: str, blocks: Sequence[Block], names: Sequence[Name]) -> list[Name]:
    """Return a Name of kind "pronoun" for each such word; its name is "" where the text leaves more than one reading."""
    found = []
    position = 0
    before: list[Name] = []
    end = 0
    for at in places_of(text, _OPENS):
        match = _WORDS.match(text, at) if at >= end else None
        if match is None:
            continue
        start, end = match.span()
        while position < len(names) and names[position].end <= start:
            before.append(names[position])
            position += 1
        floor = _block_start(blocks, start)
        near = [name for name in before[-12:] if name.start >= floor and name.name and name.kind != "pronoun"]
        meant = _meant(match[0], near, text, start)
        if meant is None:
            found.append(Name(start, end, None, "", "pronoun", None, f"pronoun {match[0]}"))
        else:
            rule = f"pronoun {match[0]} <- {text[meant[2] : meant[3]]} at {meant[2]}"
            found.append(Name(start, end, meant[0], meant[1], "pronoun", None, rule))
    return found


def _block_start(blocks: Sequence[Block], at: int) -> int:
    low, high = 0, len(blocks)
    while low < high:
        middle = (low + high) // 2
        if blocks[middle].start <= at:
            low = middle + 1
        else:
            high = middle
    return blocks[low - 1].start if low else 0


def _meant(word: str, near: Sequence[Name], text: str, start: int) -> tuple[str | None, str, int, int] | None:
    """(id, canonical name, start, end of the words it goes back to)."""
    if word in ("双方", "两军", "两国", "交战双方"):
        return _both(near, text, start)
    if word.startswith("该"):
        return _that(word[1:], near, text)
    if word == "其":
        sentence = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
        sides = {name.name: name for name in near if name.start >= sentence and name.kind in _SPOKEN_OF}
        only = next(iter(sides.values()), None)
        if len(sides) == 1 and only is not None and only.start == sentence and only.kind != "person":
            return only.id, only.name, only.start, only.end
    return None


def _both(near: Sequence[Name], text: str, start: int) -> tuple[str | None, str, int, int] | None:
    """The two sides the same sentence names: one pair (中印) or exactly two actors of one kind, and nobody else."""
    sentence = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    if _OTHER_SIDES.search(text, sentence, start):
        return None
    sides = {name.name: name for name in near if name.start >= sentence and name.kind in _SIDES}
    found = [*sides.values()]
    if len(found) == 1 and found[0].rule.startswith("pairs.csv") and len(found[0].name) == 2:
        return found[0].id, found[0].name, found[0].start, found[0].end
    if len(found) == 2 and found[0].kind == found[1].kind != "bloc":
        joined = f"{found[0].name}和{found[1].name}"
        return identify("bloc", joined), joined, found[0].start, found[1].end
    return None


_OTHER_SIDES: Final = re.compile(
    r"(?:南北|控辩|劳资|男女|买卖|正反|官民|警民|左右|[、和与]..?)$|(?:南北|控辩|劳资|官民|警民)双方"
)


def _that(noun: str, near: Sequence[Name], text: str) -> tuple[str | None, str, int, int] | None:
    """The last name of the sort that 该 points to; 该师 goes back to a unit written with 师."""
    for name in reversed(near):
        if noun in _UNITS:
            fits = name.kind == "unit" and text[name.start : name.end].endswith(noun)
        else:
            fits = name.kind in _OF_KIND.get(noun, ())
        if fits:
            return name.id, name.name, name.start, name.end
    return None
