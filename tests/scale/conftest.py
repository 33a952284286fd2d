"""Documents enough that several workers have something to do."""

from __future__ import annotations

from pathlib import Path

import pytest

FILLER = "当地居民说，湖水在夜里漫过堤岸，许多房屋被冲走，道路中断，救援人员第二天清晨才赶到。" * 12


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Three hundred articles on a few floods and battles, which disagree."""
    place = tmp_path / "articles"
    for at in range(300):
        town, day, killed = "东江西河南湖北川"[at % 4 * 2 :][:2], at % 5 + 1, 11 + at * at % 7
        path = place / f"{at % 10}" / f"{at:03}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f"# {town}洪水（{at}）\n\n2020年7月{day}日\n\n据新华社报道，{town}洪水造成{killed}名居民死亡、{at + 3}人受伤。\n\n"
            f"1951年{day}月，志愿军在{town}战役中歼灭美军{killed * 10}余人。\n\n{FILLER}\n",
            encoding="utf-8",
        )
    return place
