"""Where a figure stands, as the rules for its time ask: block, sentence, clause, and whether it sums up a whole happening."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims.surroundings import Surroundings
from kaoyi.model import Leaf

_TOTAL: Final = re.compile(
    r"共(?!产|和|识|同|有制|军|方|谍|党|事|存|享|鸣)|合计|总计|总数|总共|总战果|累计|全部|整个|全役|先后|前后|期间|以来|统计|历时|一共|总伤亡|总兵力|伤亡总"
)
"""The figure sums up a whole happening."""


class Spot(Leaf, frozen=True, gc=False):
    """A figure at text[start:end]: its block, sentence, the start of its clause, and whether it is a total."""

    number: int
    first: int
    last: int
    clause: int
    start: int
    end: int
    total: bool


def spot_of(around: Surroundings, start: int, end: int, total: bool) -> Spot:
    """Return where the figure at text[start:end] stands; total: it is known to be one."""
    number, first, last = around.sentence(start)
    if around.blocks[number].kind == "cell":
        first = max(first, around.text.rfind("；", first, start) + 1)
    clause = max(first, *(around.text.rfind(mark, first, start) + 1 for mark in "，；：。（"))
    total = total or _TOTAL.search(around.text, clause, start) is not None
    return Spot(number, first, last, clause, start, end, total)
