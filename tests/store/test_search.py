"""Full text finds every document that holds the words, and no other."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaoyi.errors import UsageError
from kaoyi.run import read_sources
from kaoyi.store import ask
from kaoyi.store.open import open_record
from kaoyi.store.packed import unsqueeze
from kaoyi.store.tables import bodies, documents
from kaoyi.store.words import asked, plain
from kaoyi.text import fold


def found(record: str, query: str) -> list[str]:
    engine = open_record(record)
    try:
        with engine.connect() as connection:
            return sorted(hit.document for hit in ask.search(connection, query, page=ask.Cut(0)).hits)
    finally:
        engine.dispose()


def texts(record: str) -> dict[str, str]:
    """Every document's text as search sees it."""
    from kaoyi.model import Document

    engine = open_record(record)
    with engine.connect() as connection:
        rows = connection.execute(
            documents.select().join(bodies, documents.c.document == bodies.c.document).add_columns(bodies.c.body)
        ).all()
    engine.dispose()
    return {row.name: plain(fold(unsqueeze(row.body, Document).text)) for row in rows}


@pytest.fixture
def stored(tmp_path: Path, anywhere: str) -> str:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in {
        "old.txt": "韓戰爆發時，中國，人民軍在北。Korean War veterans, 3.5 inch rockets.",
        "new.txt": "韩战结束后，中国人民重建家园。国中之国。35座桥。",
        "other.txt": "朝鮮戰爭的老兵說：「水」。\n\n战",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    read_sources([folder], anywhere)
    return anywhere


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("韩战", ["new.txt", "old.txt"]),
        ("韓戰", ["new.txt", "old.txt"]),
        ("战", ["new.txt", "old.txt", "other.txt"]),
        ("水", ["other.txt"]),
        ("国人", ["new.txt"]),  # not across a comma
        ("国中", ["new.txt"]),
        ("兵 韓戰", []),
        ("韩战 桥", ["new.txt"]),
        ("korean", ["old.txt"]),
        ('"Korean War"', ["old.txt"]),
        ('"War Korean"', []),
        ("35", ["new.txt"]),  # not 3.5
        ("3.5", ["old.txt"]),
        ("。战", []),  # not across a line end
        ("不在", []),
        ('AND OR NOT "', []),
        ("*", []),
    ],
)
def test_words_find_the_documents_that_hold_them(stored: str, query: str, names: list[str]) -> None:
    assert found(stored, query) == names


def test_a_query_without_words_is_refused(stored: str) -> None:
    with pytest.raises(UsageError):
        found(stored, "  ")


def test_snippets_stand_in_the_source_where_they_say(stored: str, tmp_path: Path) -> None:
    engine = open_record(stored)
    with engine.connect() as connection:
        hits = ask.search(connection, "韩战").hits
    engine.dispose()
    for hit in hits:
        raw = (tmp_path / "texts" / hit.document).read_text(encoding="utf-8")
        for snippet in hit.snippets:
            assert raw[snippet.start : snippet.end] == snippet.quote
            assert {fold(raw[a:b]) for a, b in snippet.spans} == {"韩战"}
            assert {fold(snippet.text[a:b]) for a, b in snippet.marks} == {"韩战"}


def test_a_document_read_again_is_found_by_its_new_words_only(stored: str, tmp_path: Path) -> None:
    (tmp_path / "texts" / "new.txt").write_text("家园已经重建。", encoding="utf-8")
    read_sources([tmp_path / "texts"], stored)
    assert found(stored, "韩战") == ["old.txt"]
    assert found(stored, "已经") == ["new.txt"]


letters = st.sampled_from("韩韓战戰中国國，。 \nAaBb35.")


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.text(letters, min_size=1, max_size=30), min_size=1, max_size=6), st.data())
def test_a_hit_holds_every_word_and_every_holder_is_a_hit(bodies: list[str], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "texts"
        folder.mkdir()
        for at, body in enumerate(bodies):
            (folder / f"{at}.txt").write_text(body, encoding="utf-8")
        record = str(Path(place) / "kaoyi.db")
        read_sources([folder], record)
        held = texts(record)
        for _ in range(8):
            query = data.draw(st.text(st.sampled_from("韩韓战戰中国國，。 Aa3.5"), min_size=1, max_size=4))
            if words := asked(query):
                expected = sorted(name for name, text in held.items() if all(word in text for word in words))
                assert found(record, query) == expected
