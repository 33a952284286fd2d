"""Happenings by grammar, by their page, and by what the text tells: own texts."""

from __future__ import annotations

import pytest

from kaoyi import documents, mentions
from kaoyi.lexicon import load


def happenings(text: str) -> list[str]:
    document = documents.read(text.encode(), "甲.md")
    return [name.name for name in mentions.recognise(document, load()).names if name.kind == "war"]


TOLD = [
    ("土耳其伊斯坦布尔周二晚发生严重爆炸事故，伤亡不明。", "伊斯坦布尔爆炸事故"),
    ("首都喀布尔昨日遭遇自杀式炸弹袭击，多人伤亡。", "喀布尔自杀式炸弹袭击"),
    ("上月在巴黎举行的反战示威有万人参加。", "巴黎反战示威"),
    ("「海燕号」渡轮在近海沉没，船上有四十人。", "海燕号沉没"),
    ("菲律宾东部一艘载有二百五十人的渡轮沉没。", "菲律宾渡轮沉没"),
    ("一架甲国军机和乌克兰客机在山区坠毁，无人生还。", "乌克兰客机坠毁"),
]
NOT_TOLD = [
    "喀布尔多次发生爆炸。",
    "若巴黎发生地震，后果严重。",
    "当局防止巴黎发生骚乱。",
    "全国各地发生多宗车祸。",
    "巴黎出现爆炸性增长。",
    "美国驻巴黎使馆遭到袭击威胁。",
]


@pytest.mark.parametrize(("text", "name"), TOLD)
def test_what_a_place_and_a_kind_tell_has_a_name(text: str, name: str) -> None:
    assert name in happenings(text)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_plural_denied_and_supposed_happenings_have_none(text: str) -> None:
    assert happenings(text) == []


def test_a_page_gives_the_other_names_of_its_happening() -> None:
    text = "青石岭战役，又称黑水河战役，是甲乙两军的一场交战。\n\n黑水河战役伤亡惨重。"
    assert set(happenings(text)) == {"青石岭战役"}


@pytest.mark.parametrize(
    ("title", "name"),
    [("【青湖雨灾】救援持续 多人失踪", "青湖雨灾"), ("青园烛光晚会　主办者：逾万人参加", "青园烛光晚会")],
)
def test_a_part_of_a_title_can_be_a_name(title: str, name: str) -> None:
    assert name in happenings(f"---\ntitle: {title}\ndate: 2019-03-08\n---\n\n# {title}\n\n当日有人参加。")


@pytest.mark.parametrize("title", ["乙方责甲方军演　称不会退让", "记录关键事件　追究责任", "专家漫谈疫情"])
def test_a_clause_of_a_title_is_no_name(title: str) -> None:
    assert happenings(f"---\ntitle: {title}\ndate: 2019-03-08\n---\n\n# {title}\n\n当日无事。") == []


@pytest.mark.parametrize(
    "text", ["总计战役前有二千人。", "但至战役结束时仅存半数。", "“美国战役纪念碑委员会”统计。", "这是一场舆论之战。"]
)
def test_words_before_a_kind_are_not_always_a_name(text: str) -> None:
    assert happenings(text) == []


def test_an_ordinal_belongs_to_the_name() -> None:
    assert happenings("第七次长沙会战中多人阵亡。") == ["第七次长沙会战"]
