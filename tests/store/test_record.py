"""The record: its tables, its migrations, and what is written comes back."""

from __future__ import annotations

import sqlite3
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect

import kaoyi
from kaoyi.errors import RecordError
from kaoyi.lexicon import load
from kaoyi.model import Mentions, Name, Quantity, Time
from kaoyi.run import read_sources
from kaoyi.store import ask
from kaoyi.store.join import alone, join
from kaoyi.store.open import MIGRATIONS, open_record, writing
from kaoyi.store.packed import squeeze_mentions, unsqueeze_mentions
from kaoyi.store.rows import bounds, pack
from kaoyi.store.tables import METADATA


def test_the_described_tables_are_the_tables_the_scripts_make(record: str) -> None:
    engine = open_record(record, create=True)
    made = inspect(engine)
    described = {table.name: [column.name for column in table.columns] for table in METADATA.sorted_tables}
    found = {name: [column["name"] for column in made.get_columns(name)] for name in made.get_table_names()}
    engine.dispose()
    assert {name: columns for name, columns in found.items() if not name.startswith("words")} == described


def test_opening_again_changes_nothing(record: str) -> None:
    open_record(record, create=True).dispose()
    before = Path(record).read_bytes()
    open_record(record).dispose()
    assert Path(record).read_bytes() == before


def test_a_record_that_is_not_there_says_how_to_make_one(record: str) -> None:
    with pytest.raises(RecordError, match="kaoyi read"):
        open_record(record)


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to look like one" * 40, b"x"])
def test_a_file_that_is_no_record_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(RecordError):
        open_record(str(path), create=True)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table recipes (name text)")
    connection.close()
    with pytest.raises(RecordError, match="not a record"):
        open_record(str(path))


def test_a_record_of_a_newer_version_is_refused(record: str) -> None:
    engine = open_record(record, create=True)
    with writing(engine) as connection:
        connection.exec_driver_sql("update meta set value = ? where name = 'schema'", (str(len(MIGRATIONS) + 1),))
    engine.dispose()
    with pytest.raises(RecordError, match="newer"):
        open_record(record)


def test_a_broken_migration_leaves_nothing_behind(record: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaoyi.store.dialect.sqlite.FULL_TEXT", ("create nonsense",))
    with pytest.raises(RecordError):
        open_record(record, create=True)
    monkeypatch.undo()
    engine = open_record(record, create=True)
    assert "claims" in inspect(engine).get_table_names()
    engine.dispose()


def test_what_was_read_is_what_the_record_gives_back(folder: Path, record: str) -> None:
    read_sources([folder], record)
    engine = open_record(record)
    path = folder / "harbour.md"
    from kaoyi import path as whole

    reading = whole.read_bytes(path.read_bytes(), "harbour.md", load(None))
    with engine.connect() as connection:
        opened = ask.open_document(connection, "harbour.md")
    engine.dispose()
    assert opened.document == reading.document
    assert opened.mentions == reading.mentions
    assert opened.claims == tuple(sorted(reading.claims, key=lambda one: (one.start, one.id)))
    assert opened.times == reading.times
    assert opened.names == reading.names
    assert {event.id for event in opened.events} == {event.id for event in reading.events}


def test_packing_is_the_same_every_time() -> None:
    text = "2019年3月4日，据消防部门通报，港口爆炸造成17人死亡、52人受伤。"
    packed = [pack(kaoyi.read_text(text)) for _ in range(2)]
    assert packed[0].rows == packed[1].rows
    assert packed[0].body == packed[1].body


exact = st.none() | st.integers(-(10**30), 10**30) | st.fractions()
words = st.text(max_size=6)
quantities = st.builds(
    Quantity, start=st.integers(0, 99), end=st.integers(0, 99), low=exact, high=exact, approx=st.booleans(),
    kind=words, unit=st.none() | words, counter=words, core_start=st.integers(0, 9), core_end=st.integers(0, 9), rule=words,
)  # fmt: skip
times = st.builds(Time, st.integers(0, 9), st.integers(0, 9), st.none() | words, words, words, st.tuples(words))


@given(st.lists(quantities, max_size=4), st.lists(times, max_size=3))
def test_mentions_survive_being_packed(found: list[Quantity], dates: list[Time]) -> None:
    names = (Name(0, 2, None, "甲", "state", None, "rule"),)
    mentions = Mentions(tuple(found), tuple(dates), names)
    again = unsqueeze_mentions(squeeze_mentions(mentions))
    assert again == mentions
    for one, other in zip(mentions.quantities, again.quantities, strict=True):
        assert isinstance(one.low, Fraction) == isinstance(other.low, Fraction)


def test_days_a_date_can_mean_sort_as_text() -> None:
    assert bounds("1950-10") == ("1950-10-01", "1950-10-31")
    assert bounds("1990/..") == ("1990-01-01", None)
    assert bounds("P43D") == (None, None)
    assert bounds(None) == (None, None)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=20), st.randoms())
def test_joining_does_not_depend_on_the_order(pairs: list[tuple[str, str]], random: object) -> None:
    mixed = [*pairs]
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert join(mixed) == join(pairs)
    for statement, happening in join(pairs).items():
        assert happening in {alone(one) for one, _ in pairs}
        assert statement in {one for one, _ in pairs}


def test_a_figure_too_large_for_the_database_costs_no_document(tmp_path: Path, record: str) -> None:
    (tmp_path / "many.txt").write_text("据说死亡一亿亿亿人，三分之一是平民。", encoding="utf-8")
    assert read_sources([tmp_path / "many.txt"], record).failures == ()
