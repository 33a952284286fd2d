"""Bytes that cannot be read: one SourceError, one sentence."""

from __future__ import annotations

import bz2
from pathlib import Path

import pytest

from kaoyi import documents
from kaoyi.errors import SourceError

SENTENCE = "當局說，爆炸造成三人死亡，另有十餘人受傷，傷者已經送往醫院。"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"), (b" \n\t ", "empty"), (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"), (bytes(range(256)) * 9, "binary"),
        ((SENTENCE * 9).encode()[:-1], "cut off"), (b"\xff\xfe\x00", "cut off"), (bytes(range(128, 256)) * 30, "encoding"),
        ((SENTENCE * 9).encode("gb18030")[:-1], "cut off"), ((SENTENCE * 900).encode("big5") + b"\xff\xff\xff" + SENTENCE.encode("big5"), "damaged"),
        (b"<html><head><title></title></head><body><script>3</script></body></html>", "no text"), (b"---\ntitle:\n---\n\n", "no text"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        documents.read(data, "x.md")
    assert caught.value.path == "x.md"
    assert "\n" not in str(caught.value)


def test_a_source_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("甲".encode() * 400)
    with pytest.raises(SourceError, match="too large"):
        list(documents.read_file(path, "a.txt", documents.Limits(max_bytes=1000)))
    with pytest.raises(SourceError, match="too large"):
        documents.read(path.read_bytes(), "a.txt", documents.Limits(max_bytes=1000))


def test_a_file_that_is_gone_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="No such file"):
        list(documents.read_file(tmp_path / "gone.txt", "gone.txt"))
    (tmp_path / "loop.xml").symlink_to(tmp_path / "loop.xml")
    with pytest.raises(SourceError, match="symbolic links"):
        list(documents.read_file(tmp_path / "loop.xml", "loop.xml"))


def test_a_post_with_no_body_is_its_title() -> None:
    document = documents.read("---\ntitle: 某地三人死亡\n---\n\n".encode(), "a.md")
    assert [block.kind for block in document.blocks] == ["title"]
    assert document.text == "某地三人死亡"


def test_a_damaged_archive_is_a_source_error(tmp_path: Path) -> None:
    path = tmp_path / "a.xml.bz2"
    path.write_bytes(bz2.compress(b"<mediawiki>" + b"x" * 10_000)[:-9])
    with pytest.raises(SourceError, match="cut off or damaged"):
        list(documents.read_file(path, "a.xml.bz2"))
