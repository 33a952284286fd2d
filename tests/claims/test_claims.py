"""What is read from whole sentences: measure, subject and agent, and what every claim must hold to."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaoyi import documents, mentions
from kaoyi.claims import assemble
from kaoyi.lexicon import load

from .examples import read

CASES = Path(__file__).parents[1] / "cases" / "claims.csv"
PIECES = [
    "志愿军",
    "毙伤美军",
    "300人",
    "，俘",
    "20",
    "。",
    "车祸造成",
    "5死12伤",
    "（其中",
    "3名矿工",
    "）死亡",
    "、",
    "据称",
    "约",
    "2,006辆",
    "\n",
    "## ",
    "被警方拘捕",
    "双方",
    "共计",
]


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8-sig", newline="") as lines:
        return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(lines)]


@pytest.mark.parametrize("case", _cases(), ids=lambda case: f"{case['text'][:24]}-{case['number']}")
def test_a_sentence_is_read_as_a_careful_reader_would(case: dict[str, str]) -> None:
    number = case["number"].split("→")[-1]
    found = [claim for claim in read(case["text"]) if claim.number.text == number]
    if not case["measure"]:
        assert not found
        return
    (claim,) = found
    assert claim.measure == case["measure"]
    if case["subject"] == "-":
        assert claim.subject is None
    elif case["subject"]:
        mention = claim.subject_mention.text if claim.subject_mention else None
        assert case["subject"] in (claim.subject, mention)
    if case["agent"]:
        assert claim.agent == case["agent"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_every_quote_stands_in_the_source_and_holds_its_number(text: str) -> None:
    document = documents.read(f"甲乙。{text}".encode(), "any.txt")
    for claim in assemble(document, mentions.recognise(document, load()), load()):
        assert document.raw[claim.start : claim.end] == claim.quote
        assert document.raw[claim.number.start : claim.number.end] == claim.number.text
        assert claim.start <= claim.number.start < claim.number.end <= claim.end
        if claim.subject_mention:
            assert document.raw[claim.subject_mention.start : claim.subject_mention.end] == claim.subject_mention.text


def test_the_same_text_gives_the_same_claims() -> None:
    text = "志愿军毙伤美军300人，俘20。警方当晚拘捕示威者30人。"
    assert read(text) == read(text)


def test_every_claim_says_by_which_rule_it_was_read() -> None:
    for claim in read("志愿军毙伤美军300人，俘20。"):
        assert claim.rules["measure"]
        assert claim.rules["subject"]


BOX = """# 青石战役

青石战役 | |
---|---|
参战方 | |
法国 | 德国 |
兵力 | |
3,000人 12辆坦克 | 5,200人 |
伤亡与损失 | |
400人阵亡 7辆坦克 德国方面宣称：900人 | 610人受伤 |

青石战役是一场战役。
"""


def test_the_box_of_a_battle_says_what_is_counted_and_whose() -> None:
    document = documents.read(BOX.encode(), "a.md")
    found = {
        claim.number.text: (claim.measure, claim.subject)
        for claim in assemble(document, mentions.recognise(document, load()), load())
    }
    assert found == {
        "3,000人": ("strength", "法国"),
        "12辆": ("equipment_strength", "法国"),
        "5,200人": ("strength", "德国"),
        "400人": ("killed", "法国"),
        "7辆": ("destroyed", "法国"),
        "900人": ("casualties", "法国"),
        "610人": ("wounded", "德国"),
    }
