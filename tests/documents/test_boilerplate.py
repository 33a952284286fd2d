"""Every rule's own examples, run."""

from __future__ import annotations

import re

import pytest

from kaoyi.documents.boilerplate import RULES, Rule, reason_to_leave_out, related_opening
from kaoyi.documents.furniture import reason_for_attributes


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.reason)
def test_a_rule_leaves_out_its_lines_and_no_others(rule: Rule) -> None:
    assert [reason_to_leave_out(line) for line in rule.finds] == [rule.reason] * len(rule.finds)
    assert [reason_to_leave_out(line) for line in rule.leaves] == [None] * len(rule.leaves)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.opens], ids=lambda rule: rule.reason)
def test_no_line_of_a_rule_begins_otherwise_than_it_says(rule: Rule) -> None:
    firsts = {line.lstrip("[(【（")[0].lower() for line in rule.finds}
    assert firsts <= set(rule.opens)
    others = [chr(point) for point in range(0x4E00, 0x9FFF) if chr(point) not in rule.opens]
    rests = [line[at:] for line in rule.finds for at in (0, 1, 2)]
    assert not [first + rest for first in others[::97] for rest in rests if re.match(rule.pattern, first + rest, re.I)]


@pytest.mark.parametrize(
    "line",
    [
        "三人死亡。",
        "微博用户称有三百人受伤",
        "首页",
        "广告公司有五人被捕。",
        "编辑部声明",
        "Facebook 称已删除 300 个帐号",
        "更多平民在袭击中死亡",
    ],
)
def test_words_about_people_stay(line: str) -> None:
    assert reason_to_leave_out(line) is None or line == "首页"
    assert related_opening(line) == 0


@pytest.mark.parametrize(
    ("attributes", "reason"),
    [
        (' class="ad"', "advert"), (' id="div-gpt-ad-1"', "advert"), (' class="share-buttons"', "share bar"), (' class="related-posts"', "related articles"),
        (' style="display:none"', "hidden"), (' class="post-comments"', None), (' class="comments-area"', "comments"), (' class="breadcrumb"', "navigation"),
        (' class="header-advertorial"', None), (' class="node-promoted has-sidebar tag-politics"', None), (' class="article-content shared"', None),
    ],
)  # fmt: skip
def test_an_element_is_furniture_by_a_whole_name_only(attributes: str, reason: str | None) -> None:
    assert reason_for_attributes("div", attributes) == reason
