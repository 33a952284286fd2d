"""Smaller places no table holds, read where they follow the state or place they lie in: 俄罗斯奥伦堡州, 海地莱凯市."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kaoyi.lexicon.things import identify
from kaoyi.model import Name

_NO_PART: Final = "的香港采取经济业州金融楼联洋各多两全该某一几每本当同是在有和与及对向从为被将了等于也都就个人民军国政中大小新旧主要内外上下东西南北城都地灾疫社战景选辖部省市县区"
_LOCALITY: Final = re.compile(
    rf"((?:(?![{_NO_PART}])[\u4e00-\u9fff]){{2,4}}?)(自治区|自治州|省|州|市|县|镇|村|郡|机场)"
)
_PEOPLES: Final = re.compile("(?:回族|壮族|藏族|彝族|苗族|维吾尔|蒙古族|朝鲜族)?自治")
"""宁夏回族自治区 is 宁夏 in full, not a place within it."""
_ON_THE_WAY: Final = re.compile("[至往到赴抵]|[开飞驶前运逃撤返送]往|[飞开]赴|途经|经由|飞抵")
"""昆明至广州, 北京开往广州: the place the way leads to, not one within the other."""
_AFTER: Final = frozenset("长委民内场容政值压")
"""What may not follow: 市长, 市委, 村民, 省内, 镇压 name no place of their own."""


def localities(text: str, names: Sequence[Name]) -> list[Name]:
    """Return the places that stand right after the name of the state or place they lie in."""
    found = []
    length = len(text)
    for name in names:
        end = name.end
        if name.kind not in ("state", "place") or end == length or text[end] in _NO_PART or text[end - 1] in "方面":
            continue
        match = _LOCALITY.match(text, end)
        if (
            match is None
            or _ON_THE_WAY.match(match[0])
            or _PEOPLES.match(match[0])
            or text[match.end() : match.end() + 1] in _AFTER
        ):
            continue
        found.append(
            Name(*match.span(), identify("place", match[0]), match[0], "place", name.name, f"locality in {name.name}")
        )
    return found
