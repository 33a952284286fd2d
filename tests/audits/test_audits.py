"""Arithmetic in sentences of our own: what holds, what fails, and what must stay silent."""

from __future__ import annotations

import pytest

from kaoyi import audits, documents, lexicon, mentions
from kaoyi.model import Audit


def audited(text: str, date: str = "2024-03-05") -> tuple[Audit, ...]:
    head = f"---\ntitle: 备忘\ndate: {date}\n---\n\n"
    document = documents.read((head + text + "\n").encode(), "a.md")
    found = audits.audit(document, mentions.recognise(document, lexicon.load()))
    for one in found:
        assert all(document.raw[start:end] == quote for (start, end), quote in zip(one.spans, one.quotes, strict=True))
    return found


def told(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.verdict) for one in audited(text)]


@pytest.mark.parametrize(
    ("text", "kind", "verdict"),
    [
        ("守军战死120人、负伤340人、失踪15人，共计475人。", "sum", "holds"),
        ("守军战死120人、负伤340人、失踪15人，共计480人。", "sum", "fails"),
        ("移交的俘虏有900人（其中东军俘虏650人、西军俘虏250人）。", "sum", "holds"),
        ("共损失飞机约40架，包括战斗机18架、轰炸机21架。", "sum", "holds"),
        ("河堤缺口50处，其中30处已经堵上，余下20处还在抢修。", "sum", "holds"),
        ("收到问卷680份，当中478份有效，余下191份作废。", "sum", "fails"),
        ("甲船及乙船各3人、丙船4人，共计10人。", "sum", "holds"),
        ("参加的有30人，其中45人来自外地。", "part", "fails"),
        ("1950年6月25日（星期日）凌晨开战。", "weekday", "holds"),
        ("1950年6月25日（星期一）凌晨开战。", "weekday", "fails"),
        ("展览从2023年5月1日至5月20日，历时20天。", "duration", "holds"),
        ("展览从2023年5月1日至5月20日，历时35天。", "duration", "fails"),
        ("由法国、德国、意大利三国组成的委员会今天开会。", "count", "holds"),
        ("由法国、德国、意大利四国组成的委员会今天开会。", "count", "fails"),
        ("学堂有200人，其中50人学医，占总数的25%。", "ratio", "holds"),
        ("学堂有200人，其中50人学医，占总数的35%。", "ratio", "fails"),
        ("这所学堂1904年创办，2004年庆祝了百年，即100周年。", "anniversary", "holds"),
        ("此役西军夺取阵地240公里。", "unit", "fails"),
    ],
)
def test_arithmetic_is_checked(text: str, kind: str, verdict: str) -> None:
    assert (kind, verdict) in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "警方拘捕12人，另有5人自首，至今共拘捕40人。",  # others were told of before
        "昨日新增10例，治愈5例，累计1200例。",  # not parts of the total
        "货栈存有30箱茶、20匹布，共5家商号。",  # other things
        "23人受伤送医，其中13人仍留医，其中2人重伤，其余10人已经出院。",  # the rest is the rest of 23
        "法国、德国、意大利等十个国家的代表到会。",  # the list says that it goes on
        "二月三日（周五）开会。",  # no year: the year may be another
        "4月1日至6月30日，共开庭25天。",  # not on every day
        "5人报称没有工作，警方说有12人，当中9人受伤。",
        "公司有六名董事和三名独立董事，其中四名董事由大股东提名。",
        "亏损4万元，其中开支达527万元。",
        "队伍沿公路推进了24公里。",
    ],
)
def test_what_is_not_put_together_is_not_called_wrong(text: str) -> None:
    assert "fails" not in [verdict for _, verdict in told(text)]


def test_shares_told_by_name_are_checked_against_the_whole_told_before() -> None:
    text = (
        "余下的不愿回乡的900名俘虏（其中东军俘虏650人、西军俘虏250人）交给委员会。"
        "\n\n年底，不愿回乡的俘虏的去向分别为：东军俘虏120人留下，500人渡海，10人去了邻国；西军俘虏50人留下，200人渡海。"
    )
    sums = [one for one in audited(text) if one.kind == "sum"]
    assert [(one.total, one.computed, one.difference, one.verdict) for one in sums] == [
        (900, 900, 0, "holds"),
        (650, 630, 20, "fails"),
        (250, 250, 0, "holds"),
    ]


def test_a_rounded_total_holds_and_says_so() -> None:
    (found,) = list(audited("收入1,433万元，当中989.6万元来自捐款，386.8万元来自会费，其余56.3万元是利息。"))
    assert found.verdict == "holds"
    assert "四舍五入" in found.why


def test_an_anniversary_is_checked_against_the_day_told_elsewhere() -> None:
    text = "昨日是建港20周年。\n\n港口在2004年3月4日动工。"
    assert ("anniversary", "holds") in told(text)


def test_the_same_document_gives_the_same_audits() -> None:
    text = "守军战死120人、负伤340人，共计460人。1950年6月25日（星期日）开战。"
    assert audited(text) == audited(text)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("每个营约四五百人，3个营共约1400人。", "holds"),
        ("每个营约四五百人，3个营共约1900人。", "fails"),
        ("西军伤亡近2000人（死365人，伤1,174人）。", "fails"),
        ("西军伤亡近2000人（死665人，伤1,274人）。", "holds"),
        ("西军伤亡约14万人。其中阵亡36,000人，负伤10万余人。", "holds"),
    ],
)
def test_each_and_together_and_the_dead_and_wounded_of_casualties(text: str, verdict: str) -> None:
    assert ("sum", verdict) in told(text)


def test_short_names_are_counted() -> None:
    assert ("count", "holds") in told("会议由英、法、德三国召开。")
    assert "fails" not in [verdict for _, verdict in told("会议由英、法、德四国召开。")]
