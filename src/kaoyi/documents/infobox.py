"""The box at the head of a page on a battle: which of its cells belong to which side.

A box is a table of sections. A cell alone in its row names the section (参战方, 兵力, 伤亡与损失); the rows under it
have one cell for each side, and the row under 参战方 says who the sides are. No head stands above a column, so the
heads of a cell are its section and its side.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import structs

from kaoyi.model import Block

Span = tuple[int, int]

_NOTE: Final = r"(?:\s*\[[^\]]{1,8}\])*\s*"
_SIDES: Final = re.compile(rf"(?:参战各?方|交战各?方|参战双方|交战双方){_NOTE}")
_SECTION: Final = re.compile(
    rf"(?:参战|投入)?(?:兵力|军力|实力)(?:对比)?{_NOTE}|伤亡(?:与|和|及|/|、)?(?:损失|情况|人数)?{_NOTE}|损失(?:情况)?{_NOTE}"
)
_OTHER: Final = re.compile(
    rf"(?:指挥官|领导者|将领|主帅|参战部队|部队|单位|序列)(?:与|和|及)?(?:领导者|领导人|部队)?{_NOTE}"
)


def with_sides(blocks: Sequence[Block], folded: str) -> tuple[Block, ...]:
    """Return the blocks, those in the boxes of battles with their section and side for heads."""
    if not any(block.table >= 0 for block in blocks) or ("参战" not in folded and "交战" not in folded):
        return tuple(blocks)
    tables: dict[int, dict[int, dict[int, list[int]]]] = {}
    for number, block in enumerate(blocks):
        if block.table >= 0:
            tables.setdefault(block.table, {}).setdefault(block.row, {}).setdefault(block.column, []).append(number)
    changed = list(blocks)
    for rows in tables.values():
        for number, heads in _heads(blocks, folded, rows):
            changed[number] = structs.replace(blocks[number], heads=heads)
    return tuple(changed)


def _heads(
    blocks: Sequence[Block], folded: str, rows: dict[int, dict[int, list[int]]]
) -> list[tuple[int, tuple[Span, ...]]]:
    """The heads of the cells of one table, if it is a box: its sections are walked in order."""
    sides: dict[int, tuple[Span, ...]] = {}
    section: Span | None = None
    naming = False
    found: list[tuple[int, tuple[Span, ...]]] = []
    for row in sorted(rows):
        cells = rows[row]
        alone = next(iter(cells.values())) if len(cells) == 1 else []
        if len(alone) == 1:
            block = blocks[alone[0]]
            if _SIDES.fullmatch(folded, block.start, block.end):
                naming, section = True, None
                continue
            if _SECTION.fullmatch(folded, block.start, block.end):
                naming, section = False, (block.start, block.end)
                continue
            if _OTHER.fullmatch(folded, block.start, block.end):
                naming, section = False, None
                continue
        if naming and len(cells) > 1:
            sides = {column: tuple((blocks[n].start, blocks[n].end) for n in cells[column]) for column in cells}
            naming = False
        elif section is not None and sides:
            for column, numbers in cells.items():
                heads = (section, *sides.get(column, ())) if len(cells) > 1 else (section,)
                found += [(number, heads) for number in numbers]
    return found
