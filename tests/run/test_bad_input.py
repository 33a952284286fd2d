"""Bad files cost one line each; every other file is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kaoyi.lexicon import Lexicon, load
from kaoyi.model import Document
from kaoyi.run import read_sources
from kaoyi.run.read import read_one
from kaoyi.run.task import Task

GOOD = "港口爆炸造成17人死亡。\n"


def zoo(folder: Path) -> dict[str, str]:
    """Bad files by name, with a word of the reason each must give."""
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \n\t\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (folder / "truncated.xml.bz2").write_bytes(b"BZh91AY&SY" + bytes(range(200)))
    os.symlink(folder / "round.txt", folder / "round.txt")
    os.symlink(folder / "nowhere", folder / "dangling.txt")
    os.symlink(folder, folder / "itself")
    return {
        "empty.txt": "", "blank.txt": "", "binary.txt": "", "picture.md": "", "truncated.xml.bz2": "",
        "round.txt": "circle", "dangling.txt": "not there", "itself": "circle",
    }  # fmt: skip


def test_each_bad_file_is_one_line_and_all_others_are_read(tmp_path: Path, record: str) -> None:
    folder = tmp_path / "zoo"
    folder.mkdir()
    (folder / "good.txt").write_text(GOOD, encoding="utf-8")
    expected = zoo(folder)
    summary = read_sources([folder], record)
    told = {Path(failure.path).name: failure.reason for failure in summary.failures}
    assert set(told) == set(expected)
    for name, words in expected.items():
        assert words in told[name]
        assert "\n" not in told[name]
        assert "please report" not in told[name]
    assert summary.read == 1


def test_failures_are_tried_again_and_told_again(tmp_path: Path, record: str) -> None:
    folder = tmp_path / "zoo"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    assert len(read_sources([folder], record).failures) == 1
    assert len(read_sources([folder], record).failures) == 1
    (folder / "empty.txt").write_text(GOOD, encoding="utf-8")
    summary = read_sources([folder], record)
    assert (summary.read, summary.failures) == (1, ())


def test_a_source_that_is_not_there_is_named(folder: Path, record: str, tmp_path: Path) -> None:
    summary = read_sources([folder, tmp_path / "nowhere"], record)
    assert summary.read == 4
    assert [failure.reason for failure in summary.failures] == ["there is no such file or folder"]


def test_a_file_that_disappears_between_listing_and_reading(tmp_path: Path) -> None:
    outcome = read_one(Task(str(tmp_path / "gone.txt"), "gone.txt", 10, 0), load(None))
    assert outcome.gone
    assert outcome.reason == "there is no such file or folder"


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_keeps_its_earlier_reading(folder: Path, record: str) -> None:
    read_sources([folder], record)
    (folder / "harbour.md").chmod(0)
    (folder / "lake").chmod(0)
    try:
        os.utime(folder / "harbour.md", (1, 1))
        summary = read_sources([folder], record)
    finally:
        (folder / "lake").chmod(0o755)
        (folder / "harbour.md").chmod(0o644)
    assert {failure.reason for failure in summary.failures} == {"permission denied"}
    assert summary.documents == 4


def test_permission_denied_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> str:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("kaoyi.run.read.hash_file", refuse)
    outcome = read_one(Task(str(tmp_path / "a.txt"), "a.txt", 1, 0), load(None))
    assert outcome.reason == "permission denied"


def test_a_fault_of_our_own_costs_one_document(folder: Path, record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from kaoyi import path

    whole = path.read_documents

    def faulty(given: list[Document], lexicon: Lexicon) -> object:
        if any(document.name == "harbour.md" for document in given):
            raise IndexError("tuple index out of range")
        return whole(given, lexicon)

    monkeypatch.setattr("kaoyi.path.read_documents", faulty)
    summary = read_sources([folder], record)
    assert summary.read == 3
    assert "please report this: IndexError" in summary.failures[0].reason


def test_deep_nesting_ends_in_a_line_or_a_document(tmp_path: Path, record: str) -> None:
    folder = tmp_path / "deep"
    folder.mkdir()
    (folder / "a.html").write_text("<div>" * 60_000 + "港口爆炸造成17人死亡。" + "</div>" * 60_000, encoding="utf-8")
    (folder / "b.md").write_text("> " * 20_000 + "港口爆炸造成17人死亡。\n" + "[" * 50_000 + "\n", encoding="utf-8")
    (folder / "c.txt").write_text(GOOD, encoding="utf-8")
    summary = read_sources([folder], record)
    assert summary.read + len(summary.failures) == 3
    assert all("please report" not in failure.reason for failure in summary.failures)
