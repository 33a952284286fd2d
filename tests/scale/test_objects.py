"""Sources in object storage are read like files: the same rows, only what changed, and a refusal is one line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kaoyi.errors import UsageError
from kaoyi.run import Options, read_sources
from kaoyi.run.objects import UNKNOWN, content, on_disk, under
from kaoyi.run.shards import load, place, write
from kaoyi.run.verify import verify
from kaoyi.store.open import open_record
from tests.exported import exported

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install 'kaoyi[ray]'")
SHELF = "memory://shelf/news"


@pytest.fixture
def shelf(folder: Path) -> Iterator[Any]:
    """The four documents, in the memory of this process as if it were a bucket."""
    system = fsspec.filesystem("memory")
    for path in folder.rglob("*.*"):
        system.pipe_file(f"/shelf/news/{path.relative_to(folder)}", path.read_bytes())
    system.pipe_file("/shelf/news/picture.png", b"no text")
    system.pipe_file("/shelf/news/.hidden/a.txt", "3人死亡。".encode())
    yield system
    system.rm("/shelf", recursive=True)


def test_objects_are_read_as_files_are(folder: Path, shelf: Any, record: str, tmp_path: Path) -> None:
    told = read_sources([SHELF], record)
    assert (told.read, told.passed_over, told.failures) == (4, 1, ())
    from_disk = str(tmp_path / "disk.db")
    read_sources([folder], from_disk)
    assert exported(record) == exported(from_disk)
    engine = open_record(record)
    with engine.connect() as connection:
        assert verify(connection).failures == ()
    engine.dispose()


def test_only_changed_objects_are_read_again(shelf: Any, record: str) -> None:
    read_sources([SHELF], record)
    shelf.pipe_file("/shelf/news/harbour.md", "2019年3月4日，港口爆炸造成19人死亡。".encode())
    shelf.rm_file("/shelf/news/lake/march.html")
    summary = read_sources([SHELF], record)
    assert (summary.read, summary.unchanged) == (1, 2)
    assert summary.removed == ("lake/march.html",)


def test_a_bucket_that_is_not_there_is_named(record: str) -> None:
    summary = read_sources(["memory://nowhere/at/all"], record)
    assert [failure.path for failure in summary.failures] == ["memory://nowhere/at/all"]


def test_a_kind_of_storage_nobody_opens_is_a_usage_error(record: str) -> None:
    with pytest.raises(UsageError, match="teapot"):
        read_sources(["teapot://shelf"], record)


def test_one_object_is_called_by_its_name(shelf: Any, record: str) -> None:
    read_sources([f"{SHELF}/harbour.md"], record)
    assert b'"harbour.md"' in exported(record)["documents"]


def test_a_copy_on_disk_goes_when_it_has_been_read(shelf: Any) -> None:
    with on_disk(f"{SHELF}/harbour.md") as path:
        assert Path(path).read_bytes() == shelf.cat_file("/shelf/news/harbour.md")
    assert not Path(path).exists()
    found, folder = under(SHELF)
    assert folder
    assert all(changed > 0 or changed == UNKNOWN for _, _, changed in found)


@pytest.mark.parametrize("where", ["disk", "memory"])
def test_a_shard_gives_back_what_was_read(folder: Path, tmp_path: Path, where: str) -> None:
    from kaoyi.lexicon import load as words
    from kaoyi.run.read import read_all
    from kaoyi.run.task import Task

    shards = str(tmp_path / "shards") if where == "disk" else "memory://shards"
    paths = [*sorted(folder.rglob("*.*")), tmp_path / "gone.txt"]
    (folder / "empty.txt").touch()
    tasks = [Task(str(path), path.name, 1, 1) for path in (*paths, folder / "empty.txt")]
    outcomes = read_all(tasks, words())
    url = place(shards, b"batch", "stamp")
    write(url, tasks, outcomes)
    again = load(url)
    assert again == outcomes
    assert [one.gone for one in again] == [False] * 4 + [True, False]
    assert content(url)[:4] == b"PAR1"


def test_a_run_on_this_machine_can_leave_shards_too(folder: Path, record: str, tmp_path: Path) -> None:
    plain = str(tmp_path / "plain.db")
    read_sources([folder], plain)
    read_sources([folder], record, Options(shards=str(tmp_path / "shards")))
    assert exported(record) == exported(plain)
    assert len([*(tmp_path / "shards").glob("*.parquet")]) == 1
