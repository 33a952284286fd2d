"""Small folders of documents to read, in words of our own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples on every machine, and no clock: a slow machine is no failure.
settings.register_profile("kaoyi", deadline=None, derandomize=True)
settings.load_profile("kaoyi")

TEXTS = {
    "harbour.md": "---\ntitle: 港口爆炸\ndate: 2019-03-04\n---\n\n据消防部门通报，3月4日的港口爆炸造成17人死亡、52人受伤。\n",
    "harbour-later.txt": "2019年3月9日\n\n港口爆炸的死亡人数升至23人，另有52人受伤。市政府表示，约300名工人撤离。\n",
    "lake/flood.txt": "1931年8月，湖區洪水造成至少四百餘人遇難，三千戶被淹。\n\n縣志記載死者為四百一十二人。\n",
    "lake/march.html": "<html><body><h1>游行</h1><p>主办方称有一万两千人参加游行，警方估计为三千人。</p></body></html>",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of four documents in three formats."""
    place = tmp_path / "documents"
    for name, text in TEXTS.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def record(tmp_path: Path) -> str:
    """Where a record may be put."""
    return str(tmp_path / "kaoyi.db")
