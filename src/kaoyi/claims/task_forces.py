"""Forces named after a person or a place, which no lexicon holds: 史密斯特遣队, 张家口守备队, 松井支队.

The words that such names end in are few. Where the name begins is settled by what stands before it: a cut, or a word
that can only end before a name.
"""

from __future__ import annotations

import re
from typing import Final

_ENDS: Final = "特遣部队|特遣舰队|特遣队|特混舰队|战斗群|战斗队|支队|突击队|别动队|守备队|讨伐队|先遣队|游击队|敢死队|义勇队|远征队|战队"
_OPENS: Final = (
    r"(?<=[，。；：、！？（）()「」“”《》\s0-9])|^|(?<=[的与和及由令向对于在被])|(?<=以及)|(?<=隶属)|(?<=支援)|(?<=组成)|(?<=指挥)|(?<=命令)"
    r"|(?<=遭遇)|(?<=攻击)|(?<=击溃)|(?<=估计)|(?<=其中)|(?<=当时)|(?<=此时)|(?<=而)"
)
# What a name does not begin with or hold: function words, and common nouns that are no names.
_NO_NAME: Final = re.compile(
    "^[这那该此各其本每某另一两三四五六七八九十数多整个支]|[的了在是有被把将向对和与及由从]|^(?:一支|装甲|步兵|坦克|空降|美军|日军|敌军|我军|联军|海军|空军|陆军|志愿军|解放军)$"
)
_FORCE: Final = re.compile(rf"(?:{_OPENS})(?P<name>[一-鿿·]{{2,6}}?)(?P<end>{_ENDS})")


def find(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans of such names in folded[start:end].

    >>> text = "当日，史密斯特遣队阵亡二十人。"
    >>> [text[a:b] for a, b in find(text, 0, len(text))]
    ['史密斯特遣队']
    >>> find("当日，一支装甲突击队阵亡二十人。", 0, 15)
    []
    """
    if folded.find("队", start, end) < 0 and folded.find("群", start, end) < 0:  # which all of _ENDS end with
        return []
    return [match.span() for match in _FORCE.finditer(folded, start, end) if not _NO_NAME.search(match["name"])]
