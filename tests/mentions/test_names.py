"""Names in running text: what is found, what it stands for, and what is left alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kaoyi.lexicon import load
from kaoyi.mentions.named_lines import read_line
from kaoyi.model import Name

CASES = (
    ("北韓宣布，南韓回应", "北韓=朝鲜 南韓=韩国"),
    ("韩国国防部与俄外交部先后回应", "韩国国防部=韩国国防部 俄外交部=俄罗斯外交部"),
    ("美军第2师23团遭到攻击", "美军第2师23团=美军第23团"),
    ("志愿军第60军180师突围", "志愿军第60军180师=志愿军第180师"),
    ("独立第64军、一一二师、第三战区", "独立第64军=独立第64军 一一二师=第112师 第三战区=第3战区"),
    ("基辅方面称击退俄军", "基辅方面=乌克兰 俄军=俄军"),
    ("发言人马晓光表示", "马晓光=马晓光"),
    ("国防部长林大海指出", "林大海=林大海"),
    ("据徐焰少将统计", "徐焰=徐焰"),
    ("学者阿尔方索·马丁认为", "阿尔方索·马丁=阿尔方索·马丁"),
    ("莱芜战役之后，中印冲突加剧", "莱芜战役=莱芜战役 中印冲突=中印冲突"),
    ("「铁拳」行动开始", "「铁拳」行动=铁拳行动"),
    ("驻韩美军听命于联合国军", "驻韩美军=驻韩美军 联合国军=联合国军"),
    ("2日俄军发动进攻", "俄军=俄军"),
    ("伊朗宣布，伊军已经反击", "伊朗=伊朗 伊军=伊军"),
    ("据路透社和韓聯社報道", "路透社=路透社 韓聯社=韩联社"),
    ("美国会谈结束", "美国=美国"),
    ("伊朗军方否认", "伊朗军方=伊朗军"),
    ("志愿军第38军、39军参战", "志愿军第38军=志愿军第38军 39军=志愿军第39军"),
    ("总统特朗普与川普", "特朗普=特朗普 川普=特朗普"),
    ("该报告用中文写成", ""),
    ("可以军事手段解决", ""),
    ("今日方才知道", ""),
    ("一连三天大雨，一团乱麻", ""),
    ("活动有500师生参加", ""),
    ("总统多次表示遗憾", ""),
    ("外国军队撤出", ""),
    ("有关岛屿和沿海地区", ""),
    ("列车由昆明至广州途中停驶", "昆明=昆明 广州=广州"),
    ("其中国际学生最多", ""),
)


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_names_of_a_line(text: str, expected: str) -> None:
    found = " ".join(f"{text[name.start : name.end]}={name.name}" for name in _named(text))
    assert found == expected


def _named(text: str) -> list[Name]:
    return [name for name in read_line(text, load()) if name.kind != "pronoun"]


def test_a_unit_without_its_army_gets_the_one_the_document_gives_it() -> None:
    names = _named("志愿军第119师发起进攻。守军后退，119师伤亡很大。")
    assert [(name.name, name.owner) for name in names] == [("志愿军第119师", "志愿军")] * 2


def test_a_form_with_two_meanings_waits_for_the_document() -> None:
    (alone,) = _named("停战协定签订。")
    assert alone.id is None
    inside = _named("朝鲜战争打了三年，停战协定签订。")
    assert [name.name for name in inside] == ["朝鲜战争", "朝鲜停战协定"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("韩国和朝鲜开战，双方损失惨重。", "韩国和朝鲜"),
        ("南北双方都受损。", ""),
        ("韩国、朝鲜、美国开会，双方让步。", ""),
        ("第119师进攻，该师撤退。", "第119师"),
        ("敌军撤退。", ""),
    ],
)
def test_pronouns_are_resolved_where_one_reading_is_left(text: str, meant: str) -> None:
    words = [name for name in read_line(text, load()) if name.kind == "pronoun"]
    assert [name.name for name in words] == [meant]
    assert all((name.id is None) == (not meant) for name in words)


def test_names_are_sorted_and_do_not_overlap() -> None:
    text = "韩国国防部长林大海与美国总统特朗普谈志愿军第60军180师、砥平里战斗和板门店谈判，双方同意。"
    names = read_line(text, load())
    assert all(before.end <= after.start for before, after in pairwise(names))
