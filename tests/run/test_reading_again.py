"""Reading again does only what changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kaoyi.errors import RecordError
from kaoyi.run import Options, read_sources
from kaoyi.store.dialect import only_writer
from kaoyi.store.open import open_record
from tests.exported import exported


def settle(folder: Path) -> None:
    """Let files look as if they had been written a minute ago, so that their times are trusted."""
    for path in folder.rglob("*.*"):
        os.utime(path, (path.stat().st_atime - 60, path.stat().st_mtime - 60))


def test_a_second_read_does_nothing(folder: Path, record: str) -> None:
    settle(folder)
    first = read_sources([folder], record)
    before = exported(record)
    again = read_sources([folder], record)
    assert (first.read, first.unchanged) == (4, 0)
    assert (again.read, again.unchanged) == (0, 4)
    assert exported(record) == before
    assert before["claims"].count(b"\n") >= 3


def test_a_file_only_touched_is_not_read_again(folder: Path, record: str) -> None:
    read_sources([folder], record)
    settle(folder)
    assert read_sources([folder], record).read == 0


def test_one_changed_file_is_read_alone_and_the_result_is_as_if_read_afresh(
    folder: Path, record: str, tmp_path: Path
) -> None:
    read_sources([folder], record)
    (folder / "harbour.md").write_text("2019年3月4日，港口爆炸造成19人死亡。\n", encoding="utf-8")
    summary = read_sources([folder], record)
    assert (summary.read, summary.unchanged) == (1, 3)
    fresh = str(tmp_path / "fresh.db")
    read_sources([folder], fresh)
    assert exported(record) == exported(fresh)


def test_a_change_of_the_same_size_within_the_same_second_is_seen(folder: Path, record: str) -> None:
    path = folder / "harbour-later.txt"
    read_sources([folder], record)
    before = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("23人", "29人"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read_sources([folder], record).read == 1


def test_a_removed_file_leaves_the_record_and_is_named(folder: Path, record: str, tmp_path: Path) -> None:
    read_sources([folder], record)
    (folder / "lake" / "march.html").unlink()
    summary = read_sources([folder], record)
    assert summary.removed == ("lake/march.html",)
    fresh = str(tmp_path / "fresh.db")
    read_sources([folder], fresh)
    assert exported(record) == exported(fresh)


def test_a_renamed_file_is_told_as_renamed(folder: Path, record: str) -> None:
    read_sources([folder], record)
    (folder / "harbour.md").rename(folder / "port.md")
    summary = read_sources([folder], record)
    assert summary.renamed == (("harbour.md", "port.md"),)
    assert summary.removed == ()
    assert b'"port.md"' in exported(record)["documents"]


def test_added_documents_change_only_what_they_touch(folder: Path, record: str, tmp_path: Path) -> None:
    late = folder / "late.txt"
    read_sources([folder], record)
    late.write_text("2019年3月20日，港口爆炸的遇难者共28人。\n", encoding="utf-8")
    assert read_sources([folder], record).read == 1
    fresh = str(tmp_path / "fresh.db")
    read_sources([folder], fresh)
    assert exported(record) == exported(fresh)
    late.unlink()
    read_sources([folder], record)
    other = str(tmp_path / "other.db")
    read_sources([folder], other)
    assert exported(record) == exported(other)


def test_new_words_mean_reading_again_and_it_is_said_why(folder: Path, record: str, tmp_path: Path) -> None:
    read_sources([folder], record)
    words = tmp_path / "words"
    words.mkdir()
    (words / "extra_list.csv").write_text("form,note\n船东,\n", encoding="utf-8")
    summary = read_sources([folder], record, Options(lexicon=str(words)))
    assert (summary.read, summary.reread) == (4, 4)
    assert summary.again == (
        "the words have changed (extra_list.csv: 1 row); which documents extra_list.csv can touch is not known"
    )


def test_two_processes_do_not_read_into_one_record(folder: Path, record: str) -> None:
    engine = open_record(record, create=True)
    with only_writer(engine, record), pytest.raises(RecordError, match="another kaoyi"):
        read_sources([folder], record)
    engine.dispose()
    assert read_sources([folder], record).read == 4


def test_one_process_and_two_write_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    filler = "当地居民说，湖水在夜里漫过堤岸，许多房屋被冲走。" * 60
    for at in range(400):
        text = f"2020年7月{at % 28 + 1}日，第{at}号堤段决口，造成{at + 3}人死亡、{at * 2 + 1}人受伤。\n\n{filler}\n"
        (folder / f"{at:03}.txt").write_text(text, encoding="utf-8")
    one, two = str(tmp_path / "one.db"), str(tmp_path / "two.db")
    assert read_sources([folder], one, Options(jobs=1)).read == 400
    assert read_sources([folder], two, Options(jobs=2)).read == 400
    assert exported(one) == exported(two)


def test_words_that_only_compare_mean_comparing_again_and_no_reading(folder: Path, record: str, tmp_path: Path) -> None:
    settle(folder)
    read_sources([folder], record)
    words = tmp_path / "words"
    words.mkdir()
    (words / "scope_words.csv").write_text(
        "form,kind,code,example,counterexample,note\n港口,reach,harbour,{港口}死3人,,\n", encoding="utf-8"
    )
    summary = read_sources([folder], record, Options(lexicon=str(words)))
    assert (summary.read, summary.unchanged, summary.again) == (0, 4, "")
    assert summary.compared_again == "the words have changed"
    fresh = str(tmp_path / "fresh.db")
    assert read_sources([folder], fresh, Options(lexicon=str(words))).compared_again == ""
    assert exported(record) == exported(fresh)
    assert read_sources([folder], record, Options(lexicon=str(words))).compared_again == ""
