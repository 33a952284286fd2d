"""How firmly a figure is said, and the works that stand behind it."""

from __future__ import annotations

import pytest

from kaoyi import documents, mentions
from kaoyi.claims.attribution import Said, attribute
from kaoyi.lexicon import load
from kaoyi.mentions import voices


def said_of(marked: str, name: str = "甲.txt") -> Said:
    """The attribution of the figure in {braces}."""
    figure = marked[marked.index("{") + 1 : marked.index("}")]
    document = documents.read(marked.replace("{", "").replace("}", "").encode(), name)
    found = mentions.recognise(document, load())
    at = document.text.index(figure)
    return attribute(document, voices.read(document, found, load()), at, at + len(figure), load())


FIRMNESS = [
    ("敌军伤亡总数估计为{3600人}。", "estimated"),
    ("大雪可能压死{200头}牛。", "estimated"),
    ("估算截至年底，全城已有{25000宗}确诊。", "estimated"),
    ("疑似病例{逾千宗}。", "alleged"),
    ("据称有{50人}被埋。", "alleged"),
    ("船上有{30人}失踪，未经证实。", "asserted"),
    ("船上{30人}失踪未经证实。", "alleged"),
    ("计划派出{2万人}。", "planned"),
    ("该国愿意派出{2千名}士兵。", "planned"),
    ("村民愿意作证，死者达{30人}。", "asserted"),
    ("那里死了{30万人}的说法没有根据。", "denied"),
    ("他毫无疑问救了{12人}。", "asserted"),
    ("全镇{300人}被埋。", "asserted"),
]


@pytest.mark.parametrize(("sentence", "modality"), FIRMNESS)
def test_words_beside_a_figure_weaken_it(sentence: str, modality: str) -> None:
    assert said_of(sentence).modality == modality


def test_a_weak_word_never_makes_a_denial_firmer() -> None:
    assert said_of("外交部否认可能有{30名}公民被扣。").modality == "denied"


def hedges(modality: str, side: str) -> list[str]:
    return [row["form"] for row in load().table("modality.csv") if (row["modality"], row["kind"]) == (modality, side)]


@pytest.mark.parametrize("modality", ["estimated", "alleged", "planned", "denied"])
def test_every_word_of_the_table_weakens_the_figure_behind_it(modality: str) -> None:
    for form in hedges(modality, "before"):
        assert said_of(f"山中{form}藏有{{300人}}。").modality in ("planned", "estimated", "alleged", "denied"), form


SCOPE = [
    ("初步估计，该队阵亡20人、负伤130人，并有{36人}被俘。", "estimated"),
    ("初步估计，该队阵亡20人，而敌军有{36人}被俘。", "asserted"),
    ("警方称涉嫌纵火的{3人}均为学生。", "asserted"),
    ("战报称击毙了{5位}联队长，但实际上并无此事。", "alleged"),
    ("如果战争爆发，将有{30万人}死亡。", "planned"),
    ("若堤坝溃决，{5万名}居民须撤离。", "planned"),
    ("当局或将疏散{2万人}。", "planned"),
    ("若堤坝溃决则须撤离。" + "守军，" * 60 + "共有{2万人}。", "asserted"),
    ("若干部队已到，共有{2万人}。", "asserted"),
    ("若每天发放500个，12天发出{6000个}。", "asserted"),
    ("按计划为牵制敌军，{3000余人}已发起进攻。", "asserted"),
]


@pytest.mark.parametrize(("sentence", "modality"), SCOPE)
def test_how_far_a_weakening_word_reaches(sentence: str, modality: str) -> None:
    assert said_of(sentence).modality == modality
