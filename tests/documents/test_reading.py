"""What each kind of source reads as. The sentences are made up."""

from __future__ import annotations

from kaoyi import documents
from kaoyi.documents.invariants import broken_invariants
from kaoyi.model import Block, Document


def read(text: str, name: str = "a.md", encoding: str = "utf-8") -> Document:
    document = documents.read(text.encode(encoding), name)
    assert broken_invariants(document) == ()
    return document


def lines(document: Document, *kinds: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if not kinds or b.kind in kinds]


def block(document: Document, words: str) -> Block:
    return next(b for b in document.blocks if words in document.text[b.start : b.end])


def quoted(document: Document, words: str) -> str:
    at = document.text.index(words)
    first, last = document.source(at, at + len(words))
    return document.raw[first:last]


POST = """---
title: "某地暴雨致三十余人死亡"
date: 2021-07-21T10:39:52.682Z
author: 某某早报
from: https://web.archive.org/web/20210722000000/https://www.example.org/a
tags: [ 某某早报 ]
categories: [ 某某早报 ]
---
<!--1626863992000-->
[某地暴雨致三十余人死亡](https://www.example.org/a)
------

<div>
<p>市政府说，暴雨已造成<b>33</b>人死亡&nbsp;。</p><div id="dfp-ad-1">广告一则</div><p>另有<a href="https://x.org/">8人失踪</a>。</p>
<script>var a = "300人";</script><img src="a.jpg"><figure><figcaption>街道被淹。</figcaption></figure>
<p>延伸阅读：</p><ul><li><a href="/b">去年的洪水</a></li></ul>
</div>
"""


def test_a_post_keeps_its_text_and_leaves_out_what_is_not() -> None:
    document = read(POST)
    assert document.kind == "post"
    assert lines(document, "title") == ["某地暴雨致三十余人死亡"]
    assert lines(document, "paragraph") == ["市政府说，暴雨已造成33人死亡 。", "另有8人失踪。"]
    assert lines(document, "caption") == ["街道被淹。"]
    assert {left.reason for left in document.left_out} == {"advert", "script", "image", "related articles"}
    assert quoted(document, "造成33人死亡") == "造成<b>33</b>人死亡"
    assert [(document.text[link.start : link.end], link.target) for link in document.links][1] == (
        "8人失踪",
        "https://x.org/",
    )


def test_a_post_says_what_it_is() -> None:
    about = read(POST).metadata
    assert (about.title, about.outlet, about.author) == ("某地暴雨致三十余人死亡", "某某早报", "某某早报")
    assert about.url == "https://www.example.org/a"
    assert about.published == "2021-07-21T10:39:52Z"


def test_dates_come_from_stamps_and_date_lines() -> None:
    assert (
        read("<!--1600000000000-->\n[甲](http://a.org)\n------\n<p>乙。</p>").metadata.published
        == "2020-09-13T12:26:40Z"
    )
    assert (
        read(
            "某地火灾致二人死亡\n2009年5月1日 08:30\n\n昨日某地发生火灾，造成二人死亡，火势于夜间扑灭，起火原因仍在调查。"
        ).metadata.published
        == "2009-05-01T08:30"
    )
    assert read(" date 2025-09-01 某國領導人昨日抵達。").metadata.published == "2025-09-01"


def test_line_ends_stay_as_they_are_on_disk() -> None:
    document = read("---\r\ntitle: 甲\r\n---\r\n\r\n# 甲\r\n\r\n死亡三人，\r\n伤五人。\r\n\r\n完。\r\n")
    assert lines(document) == ["甲", "死亡三人，伤五人。", "完。"]
    assert quoted(document, "三人，伤五人") == "三人，\r\n伤五人"


WIKI = """|units2 = |casualties1 =900人陣亡 |campaignbox = }} **甲地戰役**（，，1950年7月）是[美軍與](https://zh.wikipedia.org/wiki/美軍 "wikilink")[乙軍](../Page/乙軍_\\(1950年\\).md "wikilink")的戰役\\[1\\]\\[注 2\\]。

## 经过

### -{zh-hans:朝中;zh-hant:北韓和中共}-方面

[A.JPG](https://zh.wikipedia.org/wiki/File:A.JPG "fig:A.JPG")左圖\\]\\] 北-{}-朝死亡3-{H|zh-cn:甲;zh-tw:乙}-00人（）。[-{zh-hans:斯大林;zh-hant:史達林;}-向](https://zh.wikipedia.org/wiki/斯大林 "wikilink")其致電。

  - 第一項
  - 第二項，
    接續

## 參考資料

1.

2. 某人，《某書》，第3頁。

[Category:1950年](https://zh.wikipedia.org/wiki/Category:1950年 "wikilink")
"""


def test_wiki_markdown_reads_as_a_reader_sees_it() -> None:
    document = read(WIKI, "甲地.md")
    assert document.kind == "wiki"
    assert lines(document, "paragraph") == [
        "甲地戰役（1950年7月）是美軍與乙軍的戰役。",
        "北朝死亡300人。斯大林向其致電。",
    ]
    assert lines(document, "heading") == ["经过", "朝中方面", "參考資料"]
    assert block(document, "北朝").path == ("经过", "朝中方面")
    assert lines(document, "list_item") == ["第一項", "第二項，接續"]
    assert [(b.label, document.text[b.start : b.end]) for b in document.blocks if b.kind == "note"] == [
        ("2", "某人，《某書》，第3頁。")
    ]
    assert {left.reason for left in document.left_out} >= {"infobox remains", "image caption remains", "category"}


def test_wiki_links_and_note_marks_keep_their_targets() -> None:
    document = read(WIKI)
    assert [(document.text[link.start : link.end], link.target, link.wiki) for link in document.links] == [
        ("美軍與", "美軍", True),
        ("乙軍", "乙軍 (1950年)", True),
        ("斯大林向", "斯大林", True),
    ]
    assert [mark.label for mark in document.note_marks] == ["1", "注 2"]
    assert quoted(document, "死亡300人") == "死亡3-{H|zh-cn:甲;zh-tw:乙}-00人"


def test_script_variants_nest_and_hide() -> None:
    head = '**甲**[乙](../Page/乙.md "wikilink")'
    for written, seen in (
        ("-{}-丙", "丙"), ("-{丙}-", "丙"), ("-{zh-hant:丁;zh-hans:丙}-", "丙"), ("-{zh-tw:丁}-", "丁"), ("-{A|zh-hans:丙;zh-hant:丁}-", "丙"),
        ("-{H|zh-hans:丙}-丁", "丁"), ("-{T|丙}-丁", "丁"), ("-{R|丙}-", "丙"), ("-{zh-hans;zh-hant|丙}-", "丙"), ("-{zh-hans:丙-{丁}-;zh-hant:戊}-", "丙丁"),
        ("-{zh-hans:&lt;丙;zh-hant:丁}-", "<丙"), ("丙-{丁", "丙丁"),
    ):  # fmt: skip
        assert lines(read(f"{head}{written}。")) == [f"甲乙{seen}。"], written


def test_a_pipe_table_knows_whose_column_a_cell_is_in() -> None:
    document = read(
        "# 甲\n\n| 来源 | 死亡 | 受伤 |\n| --- | ---: | --- |\n| 甲国 | 300人 | 无 |\n| 乙国 | **1,200人** | [5人](http://a.b) |\n\n完。\n"
    )
    cell = block(document, "1,200人")
    assert (cell.kind, cell.table, cell.row, cell.column) == ("cell", 0, 2, 1)
    assert [document.text[a:b] for a, b in cell.heads] == ["死亡", "乙国"]


def test_a_cell_of_a_box_has_its_section_and_its_side_for_heads() -> None:
    rows = "<tr><th colspan=2>参战方</th></tr><tr><td>甲国</td><td>乙国</td></tr><tr><th colspan=2>兵力</th></tr>"
    document = read(f"<p>引子。</p><table>{rows}<tr><td>30人</td><td>50人<ul><li>2艘船</li></ul></td></tr></table>")
    assert [document.text[a:b] for a, b in block(document, "30人").heads] == ["兵力", "甲国"]
    assert [document.text[a:b] for a, b in block(document, "2艘船").heads] == ["兵力", "乙国"]


def test_an_html_table_carries_its_heads_over_spans() -> None:
    document = read(
        "<html><body><table><tr><th>地区</th><th colspan=2>受伤</th></tr><tr><td rowspan=2>甲省</td><td>5人</td><td>6人</td></tr>"
        "<tr><td>7人</td></tr></table></body></html>"
    )
    assert [document.text[a:b] for a, b in block(document, "6人").heads] == ["受伤", "甲省"]
    assert [document.text[a:b] for a, b in block(document, "7人").heads] == ["受伤", "甲省"]


def test_a_web_page_is_read_for_its_article() -> None:
    document = read(
        '<!doctype html><html><head><title>某地地震 - 某某网</title><meta property="og:site_name" content="某某网">'
        '<meta property="article:published_time" content="2023-02-07T10:00:00+08:00"></head><body><div class="top">天气 12人在线</div><h1>某地地震</h1>'
        f"<article><p>　　死亡<b>300</b>人，<br>伤{'者送往医院救治，' * 30}无人失踪。</p></article><div>热门：九人受伤</div></body></html>"
    )
    assert lines(document)[:2] == ["某地地震", "死亡300人，"]
    assert "九人" not in document.text
    assert "在线" not in document.text
    assert (document.metadata.outlet, document.metadata.published) == ("某某网", "2023-02-07T10:00:00+08:00")


def test_white_space_of_the_source_does_not_part_chinese_words() -> None:
    document = read("<html><body>\n <p>\n  死亡\n  <a>\n   300\n  </a>\n  人，New\n  York 也\n </p></body></html>")
    assert lines(document) == ["死亡300人，New York 也"]


def test_plain_text_has_a_title_captions_and_paragraphs() -> None:
    document = read(
        "某地發生爆炸\n\n當局說，爆炸造成三人死亡，另有十餘人受傷，傷者已經送往附近三家醫院救治，事故的原因目前仍在調查之中。\n\n士兵在現場警戒。（某某社）\n\n當局沒有透露更多細節。\n",
        "a.txt",
    )
    assert [b.kind for b in document.blocks] == ["title", "paragraph", "caption", "paragraph"]


def test_the_encoding_is_found_by_what_the_bytes_say() -> None:
    text = "當局說，爆炸造成三人死亡，另有十餘人受傷，傷者已經送往醫院。這是我們所知道的。"
    for encoding, name in (("gb18030", "gb18030"), ("big5", "big5hkscs"), ("utf-8-sig", "utf-8")):
        document = read(text, encoding=encoding)
        assert (document.encoding, lines(document)) == (name, [text])
        assert document.raw.encode(document.encoding) == text.encode(encoding)
    utf16 = documents.read(b"\xff\xfe" + text.encode("utf-16-le"), "a")
    assert (utf16.encoding, lines(utf16), utf16.raw[0]) == ("utf-16-le", [text], "\ufeff")


def test_lines_that_are_not_text_go_and_the_text_beside_them_stays() -> None:
    document = read(
        '# 甲\n\n{{< video src="https://a.org/x" >}}\n\n三人死亡。\n\n相關評論： [另一篇](https://a.org/y)\n\n'
        "每月 [訂閱本報](/web/20200101000000/https://a.org/#subscribe)\n\n**博客 | 王五**\n\n註1：見官方統計。\n"
    )
    assert lines(document) == ["甲", "三人死亡。", "註1：見官方統計。"]
    assert [(b.kind, b.label) for b in document.blocks][-1] == ("note", "1")


def test_a_bold_line_is_a_heading_and_a_long_heading_a_paragraph() -> None:
    long = "當局星期一表示，" * 10 + "三人死亡。"
    document = read(f"# 甲\n\n**伤亡情况**\n\n三人死亡。\n\n## {long}\n\n**三人死亡**，一人失踪。\n")
    assert [b.kind for b in document.blocks] == ["title", "heading", "paragraph", "paragraph", "paragraph"]
    assert block(document, "三人死亡。").path == ("伤亡情况",)
