"""Every row of the name tables reads its own example."""

from __future__ import annotations

from pathlib import Path

from kaoyi.lexicon import Lexicon, load
from kaoyi.lexicon.check import faults
from kaoyi.lexicon.things import owners, part_of, side_of, split_aliases, things
from kaoyi.mentions.named_lines import spans


def test_every_row_reads_its_own_example() -> None:
    lexicon = load()
    found = faults(lexicon, lambda text: spans(text, lexicon))
    assert not found, "\n".join(found)


def test_a_faulty_row_is_named_with_file_and_line(tmp_path: Path) -> None:
    table = tmp_path / "actors.csv"
    rows = ["name,kind,owner,aliases,example", "红岸营,unit,火星国,,{红岸营}抵达。", "山鹰队,unit,,,山鹰队抵达。"]
    table.write_text("\n".join(rows), encoding="utf-8")
    lexicon = Lexicon(tmp_path)
    found = faults(lexicon, lambda text: spans(text, lexicon))
    assert found == [
        "actors.csv line 3：「山鹰队」的例句「山鹰队抵达。」应当恰有一对花括号 {}",
        "actors.csv line 2：「红岸营」的 owner 栏写了「火星国」，但没有哪一行叫这个名字",
    ]


def test_one_thing_over_scripts_and_regions() -> None:
    known = things(load())
    for forms in (
        ("朝鲜", "北韓", "北朝鮮", "朝鲜民主主义人民共和国"),
        ("韩国", "南韓", "大韩民国", "南朝鲜"),
        ("斯大林", "史達林", "史太林"),
        ("首尔", "漢城"),
        ("特朗普", "川普"),
        ("朝鲜战争", "韓戰", "六二五", "抗美援朝"),
        ("老挝", "寮國"),
        ("新西兰", "紐西蘭"),
        ("沙特阿拉伯", "沙地阿拉伯"),
    ):
        assert {getattr(known.find(form), "name", None) for form in forms} == {forms[0]}


def test_what_belongs_to_what() -> None:
    lexicon = load()
    assert owners(lexicon, "志愿军第180师") == ("志愿军", "中国")
    assert part_of(lexicon, "美军第23团", "美国")
    assert not part_of(lexicon, "中国", "志愿军")
    assert side_of(lexicon, "乌军") == "乌克兰"
    assert side_of(lexicon, "没有的名字") is None


def test_places_have_coordinates() -> None:
    known = things(load()).by_name
    assert (known["基辅"].latitude, known["基辅"].longitude) == ("50.450", "30.524")
    assert known["汕头"].latitude


def test_aliases_carry_their_region() -> None:
    assert split_aliases("北韩(韩、台)；北朝鲜(日);朝") == (("北韩", "韩、台"), ("北朝鲜", "日"), ("朝", ""))
