"""Whatever the source, a document's map, blocks and links are sound, and nothing but SourceError is raised."""

from __future__ import annotations

import contextlib
import html

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kaoyi import documents
from kaoyi.documents.invariants import broken_invariants
from kaoyi.errors import SourceError
from kaoyi.model import Document

MARKS = (
    "\n", "\n\n", "\r\n", " ", "  ", "　", "# ", "## 注释\n", "- ", "  - ", "1. ", "> ", "| a | b |\n|---|---|\n| ", "|", "**", "*", "_", "`", "```\n",
    "[", "]", "](", "](http://a.b/c)", ' "wikilink")', '"fig:a.jpg")', "![", "\\[12\\]", "\\", "-{", "}-", "-{}-", "zh-hans:", ";zh-hant:", "|", "{{", "}}",
    "<p>", "</p>", "<div class='ad'>", "</div>", "<br>", "<a href='x'>", "</a>", "<table>", "<tr>", "<td>", "<th rowspan=2 colspan=3>", "</td>", "</table>",
    "<script>", "</script>", "<!--", "-->", "<!--1600000000000-->", "<li>", "<ul>", "</ul>", "<h2>", "</h2>", "<blockquote>", "<figcaption>", "<sup>",
    "&amp;", "&nbsp;", "&#x300A;", "&#0;", "&lt;", "&", "<", ">", '"', "'", "---\n", "------\n", "title: 甲\n", "（", "，", "）", "]]", "[[", "'''", "{|", "|}",
    "甲乙丙", "三人死亡。", "约300人", "Reuters said", "𠮷", "相关阅读\n", "分享", "©", "[^1]", "[^1]: ", "[a]: http://x\n", "=====\n", "\ufeff", "\x0b", "\u2028",
)  # fmt: skip
soup = st.lists(st.sampled_from(MARKS) | st.text(max_size=6), max_size=60).map("".join)


def read_or_none(text: str) -> Document | None:
    try:
        return documents.read(text.encode("utf-8", "ignore"), "soup.md")
    except SourceError:
        return None


@settings(max_examples=400, deadline=None)
@given(soup)
@example("[甲\\\n](http://a.b)乙")
@example("<td>甲</td><td>乙")
@example("-{zh-hans:甲-{乙}-丙;zh-hant:丁}-戊\\[1\\]")
def test_every_document_is_sound(text: str) -> None:
    document = read_or_none(text)
    if document is not None:
        assert broken_invariants(document) == ()


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(
        (
            "---\ntitle: 甲\n---\n",
            "<!doctype html><html><body>",
            '**甲**是[乙](../Page/乙.md "wikilink")。\n\n',
            "甲乙丙。\n",
        )
    ),
    soup,
)
def test_every_document_of_a_known_kind_is_sound(head: str, text: str) -> None:
    document = read_or_none(head + text)
    if document is not None:
        assert broken_invariants(document) == ()


@settings(max_examples=200, deadline=None)
@given(soup, st.data())
def test_a_span_of_text_stands_in_its_span_of_source(text: str, data: st.DataObject) -> None:
    document = read_or_none(text)
    if document is None:
        return
    start = data.draw(st.integers(0, len(document.text) - 1))
    first, last = document.source(start, start + 1)
    seen, written = document.text[start], document.raw[first:last]
    assert seen == written or seen in html.unescape(written) or seen in " \n"


@given(st.binary(max_size=300))
def test_bytes_that_are_no_text_raise_nothing_but_source_error(data: bytes) -> None:
    document = None
    with contextlib.suppress(SourceError):
        document = documents.read(data, "b")
    assert document is None or broken_invariants(document) == ()


BOMBS = ("[", "![", "-{", "<div>", "<b>", '<a "', "<a '", "<!--", "*", "**甲 ", "_甲 ", "> ", "- ", "{{", "&#", "`", "[甲](", "<table><tr><td>", "]", "-{zh:", "</div>", "（", "|", "\\",
         "<p><ul><li>", "[甲](b \"", "<sup class=reference>", "{|\n", "[[", "'''", "# \n", "甲\n", "<a b='<", "1. ")  # fmt: skip


@pytest.mark.parametrize("piece", BOMBS)
@pytest.mark.parametrize("head", ["", '**甲**[乙](u "wikilink")\n\n', "<html><body>"])
def test_endless_markup_is_read_in_linear_time(piece: str, head: str) -> None:
    """Quadratic work on half a million characters would outlast the test run."""
    text = head + "甲" + piece * (500_000 // len(piece)) + "乙"
    document = documents.read(text.encode(), "bomb.md")
    assert not head or document.blocks
