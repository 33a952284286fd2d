"""Copies of one report and editions of one article; texts are invented."""

from __future__ import annotations

from kaoyi import disputes, documents

REPORT = (
    "港务局昨日发表通报，说停在三号码头的一艘货船凌晨起火，火势蔓延到仓库，消防员用了六个小时才把火扑灭。"
    "通报说，船上装的是棉花和油料，起火的原因还在调查。附近的居民说听到两声巨响，窗户的玻璃都碎了。"
    "市长到现场看望伤者，答应在一个月内公布调查的结果，并且请各码头检查存放的货物，免得再出这样的事。"
)
OTHER = (
    "河边的老茶馆下个月要拆了。掌柜姓林，在这里卖了四十年的茶，他说舍不得的不是房子，是每天来下棋的几位老人。"
    "街坊想把茶馆的桌椅送到文化馆去，也有人提议在新楼的底层留一间，照旧卖茶。设计的人说可以商量，但要看消防的规定。"
    "林掌柜听了只是笑，给每个人的杯子里又添了一回水，说明天早上照常开门，后天也开，开到不能开的那一天。"
)


def told(name: str, text: str, title: str, url: str, date: str = "2001-02-03") -> disputes.DocumentFacts:
    head = f"---\ntitle: {title}\ndate: {date}\nurl: {url}\n---\n\n"
    return disputes.facts(documents.read((head + text + "\n").encode(), name))


def test_a_copy_in_another_outlet_is_found_and_another_story_is_not() -> None:
    first = told("a.md", REPORT, "码头起火", "https://one.example/1")
    copy = told("b.md", REPORT + "本报综合。", "三号码头大火", "https://two.example/9")
    other = told("c.md", OTHER, "茶馆", "https://one.example/2")
    found = disputes.group([other, copy, first])
    assert [(one.kind, one.documents) for one in found.families] == [("copies", ("a.md", "b.md"))]
    assert found.of("a.md") == found.of("b.md")
    assert found.of("c.md") == "c.md"


def test_editions_of_one_article_stand_in_order() -> None:
    late = told("article_12.md", REPORT.replace("两声", "三声"), "码头起火 12人受伤", "https://one.example/12")
    early = told("article_9.md", REPORT, "码头起火 至少3人受伤", "https://one.example/9")
    (family,) = disputes.group([late, early]).families
    assert family.kind == "versions"
    assert family.documents == ("article_9.md", "article_12.md")


def test_a_document_too_short_to_tell_has_no_family() -> None:
    pair = [told(name, "今日无事。", name, f"https://one.example/{name}") for name in ("a.md", "b.md")]
    assert not disputes.group(pair).families


def test_a_paragraph_shared_by_two_documents_is_recognised() -> None:
    one = told("a.md", REPORT + "\n\n" + OTHER, "甲", "https://one.example/1")
    two = told("b.md", OTHER, "乙", "https://two.example/2")
    shared = {mark for passage in one.passages for mark in passage[2:]} & {m for p in two.passages for m in p[2:]}
    assert shared
