"""The printable page of a dispute."""

from __future__ import annotations

import pytest

from kaoyi import disputes
from kaoyi.disputes import page
from kaoyi.model import Verdict
from tests.disputes.claims import claim, facts

A = claim("蓝军阵亡300人 & 余部退走", "300人", 300, speaker="甲史")
B = claim("蓝军阵亡900人", "900人", 900, speaker="乙史", document="b.md")
(DISPUTE,) = disputes.reconcile([A, B], facts("a.md", "b.md")).disputes
TAKEN = Verdict("v2", DISPUTE.id, {"claim": B.id}, "有名册可查", "林", "2001-02-03T04:05:06Z", "v1")
BEFORE = Verdict("v1", DISPUTE.id, {"value": "约600"}, "折中", "陈", "2001-02-02T04:05:06Z", None)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_shows_question_accounts_reason_and_what_was_taken(language: str) -> None:
    text = page.markdown(DISPUTE, [TAKEN, BEFORE], language)
    for shown in ("甲史", "乙史", "蓝军阵亡900人", "有名册可查", "折中", "b.md"):
        assert shown in text
    assert (DISPUTE.question if language == "zh" else DISPUTE.question_en) in text


def test_the_html_page_escapes_what_sources_say_and_needs_nothing_else() -> None:
    text = page.html(DISPUTE, [TAKEN])
    assert "300人 &amp; 余部" in text
    assert "300人 & 余部" not in text
    assert "http" not in text


def test_a_page_without_a_verdict_says_so() -> None:
    assert "尚无人取舍" in page.markdown(DISPUTE)
    undone = Verdict("v3", DISPUTE.id, {}, "再看", "林", "2001-02-04T00:00:00Z", "v2")
    assert "已撤回" in page.markdown(DISPUTE, [undone])
