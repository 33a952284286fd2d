"""What documents are called."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kaoyi.run import read_sources
from kaoyi.run.sources import name_files, source_of
from kaoyi.store import ask
from kaoyi.store.open import open_record

TEXT = "港口爆炸造成17人死亡。\n"


def names(record: str) -> list[str]:
    engine = open_record(record)
    with engine.connect() as connection:
        found = [row.document for row in ask.list_documents(connection, page=ask.Cut(0)).rows]
    engine.dispose()
    return found


def write(path: Path, text: str = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_document_is_called_by_its_path_below_the_folder_that_was_read(folder: Path, record: str) -> None:
    read_sources([folder], record)
    assert names(record) == ["harbour-later.txt", "harbour.md", "lake/flood.txt", "lake/march.html"]


def test_a_single_file_is_called_by_its_name(folder: Path, record: str) -> None:
    read_sources([folder / "lake" / "flood.txt"], record)
    assert names(record) == ["flood.txt"]


def test_two_folders_with_one_name_put_their_own_name_before_both(tmp_path: Path, record: str) -> None:
    write(tmp_path / "north" / "a.txt")
    write(tmp_path / "south" / "a.txt")
    write(tmp_path / "south" / "b.txt")
    read_sources([tmp_path / "north", tmp_path / "south"], record)
    assert names(record) == ["b.txt", "north/a.txt", "south/a.txt"]


def test_names_do_not_depend_on_whether_sources_were_read_together(tmp_path: Path, record: str) -> None:
    write(tmp_path / "north" / "a.txt")
    write(tmp_path / "south" / "a.txt")
    read_sources([tmp_path / "north"], record)
    assert names(record) == ["a.txt"]
    read_sources([tmp_path / "south"], record)
    assert names(record) == ["north/a.txt", "south/a.txt"]


def test_a_file_inside_a_folder_that_was_read_keeps_its_name(folder: Path, record: str) -> None:
    read_sources([folder], record)
    write(folder / "lake" / "flood.txt", "1931年8月的洪水造成600人死亡。\n")
    summary = read_sources([folder / "lake" / "flood.txt"], record)
    assert summary.read == 1
    assert "lake/flood.txt" in names(record)
    assert "flood.txt" not in names(record)


segments = st.lists(st.sampled_from("abc"), min_size=1, max_size=3)


@given(st.lists(st.tuples(segments, segments), min_size=1, max_size=12))
def test_names_are_all_different_and_end_with_the_path_below_the_source(
    pairs: list[tuple[list[str], list[str]]],
) -> None:
    folders = ["/" + "/".join(source) for source, _ in pairs]
    files = ["/" + "/".join([*source, *below]) + ".txt" for source, below in pairs]
    sources = {path: source_of(path, folders) for path in files}
    found = name_files(sources)
    assert len(set(found.values())) == len(found) == len(set(files))
    assert all(path.endswith(f"/{name}") for path, name in found.items())
