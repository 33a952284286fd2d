"""MediaWiki dumps, page by page. The pages are made up."""

from __future__ import annotations

import bz2
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaoyi import documents
from kaoyi.documents.invariants import broken_invariants
from kaoyi.errors import SourceError
from kaoyi.model import Document

PAGE = """{{Infobox|a=[[x]]|b={{c}}}}
[[File:A.jpg|thumb|圖[[丙]]]]
'''甲戰役'''（{{lang|en|Battle}}）是[[乙國|乙軍]]與[[丙國]]的战役<ref name="a">[http://x.y z], p. 3</ref>，-{zh-hans:朝鲜;zh-hant:北韓}-死300人&nbsp;以上。<!-- 三
人 -->
第二行&lt;接着。

== 伤亡 ==
{| class="wikitable"
! 来源 !! style="x" | 死亡
|-
| 甲国 || {{nowrap|500人}}
|}
* 第一<br/>行
[[Category:战役]]"""


def dump_of(*pages: tuple[str, int, str]) -> str:
    elements = "".join(
        f"<page>\n<title>{escape(title)}</title><ns>{ns}</ns><revision><timestamp>2020-01-02T03:04:05Z</timestamp>"
        f'<text xml:space="preserve">{escape(text, quote=False)}</text></revision></page>\n'
        for title, ns, text in pages
    )
    head = "<siteinfo><sitename>某某百科</sitename><base>https://zh.wikipedia.org/wiki/A</base></siteinfo>"
    return f"<mediawiki>{head}\n{elements}</mediawiki>\n"


def read(tmp_path: Path, dump: str, name: str = "d.xml") -> list[Document]:
    path = tmp_path / name
    path.write_bytes(bz2.compress(dump.encode()) if name.endswith("bz2") else dump.encode())
    return list(documents.read_file(path, name))


@pytest.mark.parametrize("name", ["d.xml", "d.xml.bz2"])
def test_articles_of_a_dump_are_documents_with_their_place_in_it(tmp_path: Path, name: str) -> None:
    dump = dump_of(("甲戰役", 0, PAGE), ("讨论:甲", 1, PAGE), ("转", 0, "#REDIRECT [[甲]]"), ("丁&戊", 0, "丁死5人。"))
    first, second = read(tmp_path, dump, name)
    assert (first.name, second.name) == (f"{name}#甲戰役", f"{name}#丁&戊")
    for document in (first, second):
        assert dump[document.base : document.base + len(document.raw)] == document.raw
        assert broken_invariants(document) == ()
    assert (first.metadata.outlet, first.metadata.updated) == ("某某百科", "2020-01-02T03:04:05Z")


def test_wikitext_reads_as_a_reader_sees_it(tmp_path: Path) -> None:
    (document,) = read(tmp_path, dump_of(("甲戰役", 0, PAGE)))
    text = [(block.kind, document.text[block.start : block.end]) for block in document.blocks]
    assert text == [
        ("paragraph", "甲戰役（Battle）是乙軍與丙國的战役，朝鲜死300人 以上。第二行<接着。"), ("heading", "伤亡"), ("cell", "来源"), ("cell", "死亡"),
        ("cell", "甲国"), ("cell", "500人"), ("list_item", "第一"), ("list_item", "行"),
    ]  # fmt: skip
    assert [(document.text[link.start : link.end], link.target) for link in document.links] == [
        ("乙軍", "乙國"),
        ("丙國", "丙國"),
    ]
    cell = next(block for block in document.blocks if document.text[block.start : block.end] == "500人")
    assert [document.text[a:b] for a, b in cell.heads] == ["死亡", "甲国"]
    assert len(document.note_marks) == 1


def test_a_dump_cut_off_gives_its_whole_pages_and_then_an_error(tmp_path: Path) -> None:
    path = tmp_path / "d.xml"
    path.write_bytes(dump_of(("甲", 0, "甲死5人。"), ("乙", 0, "乙死6人。")).encode()[:-60])
    pages = documents.read_file(path, "d.xml")
    assert next(pages).name == "d.xml#甲"
    with pytest.raises(SourceError, match="ends in the middle"):
        next(pages)


MARKS = ("[[", "]]", "|", "{{", "}}", "-{", "}-", "'''", "\n", "\n\n", "{|", "\n|}", "\n|-", "\n| ", "\n! ", "||", "!!", "<ref>", "</ref>", "<br>", "&lt;", "&", "<", "== ", " ==",
         "* ", "# ", ": ", "[http://a.b ", "]", "甲", "三人", " ", "&amp;nbsp;", "zh-hans:", ";", "<!--", "-->", "<nowiki>", "{{lang|en|", "（", "）", "，", "File:", "\u3000")  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(MARKS), max_size=50).map("".join))
def test_any_wikitext_gives_a_sound_document(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    for document in read(tmp_path_factory.getbasetemp(), dump_of(("甲", 0, text + "丙"))):
        assert broken_invariants(document) == ()


@pytest.mark.parametrize(
    "piece", ["[[", "{{", "-{", "{|\n", "<ref>", "'''", "[http://a ", "<!--", "\n* ", "{{lang|en|", "[[a|", "\n|-\n| "]
)
def test_endless_wikitext_is_read_in_linear_time(tmp_path: Path, piece: str) -> None:
    """Quadratic work on this much would outlast the test run."""
    assert read(tmp_path, dump_of(("甲", 0, "甲" + piece * (300_000 // len(piece)) + "乙"))) is not None


BOX = """{{Infobox military conflict
|conflict=青石战役
|combatant1={{flagicon|A}} [[甲国]]
|combatant2=[[乙国]]
|strength1=3,000人<br/>12辆坦克
|casualties2=400人阵亡<br/>5辆坦克
}}
'''青石战役'''是一场战役。
"""


def test_the_box_of_a_battle_is_cells_with_their_field_and_side(tmp_path: Path) -> None:
    (document,) = read(tmp_path, dump_of(("青石战役", 0, BOX)))
    cells = {
        document.text[b.start : b.end]: [document.text[low:high] for low, high in b.heads]
        for b in document.blocks
        if b.kind == "cell"
    }
    assert cells["12辆坦克"] == ["strength", "甲国"]
    assert cells["400人阵亡"] == ["casualties", "乙国"]
    assert "conflict" not in cells
