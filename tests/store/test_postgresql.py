"""A record on a server: the same rows as in a file, readers beside the writer, one writer at a time."""

from __future__ import annotations

import random
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, inspect, select

from kaoyi.errors import RecordError
from kaoyi.run import Options, read_sources
from kaoyi.run.verify import verify
from kaoyi.store import ask, dialect
from kaoyi.store.dialect.postgresql import grams
from kaoyi.store.open import MIGRATIONS, open_record, writing
from kaoyi.store.tables import METADATA, documents
from kaoyi.store.words import tokens
from tests.exported import exported

PLACES = ("北川", "临江", "石门", "云溪", "沙坪", "Harbour City")
FORCES = ("志愿军", "美军", "韓軍", "叛军")
VOICES = ("新华社", "朝中社", "市政府", "消防部门", "路透社")
PEOPLE = ("居民", "士兵", "游客", "工人", "學生")


def articles(folder: Path, count: int, seed: int = 5) -> Path:
    """Articles that tell of the same few happenings with figures of their own."""
    chance = random.Random(seed)
    folder.mkdir()
    for at in range(count):
        place, day = chance.choice(PLACES), chance.randint(1, 9)
        lines = [f"# {place}洪水之{at}", "", f"2020年7月{day}日"]
        for _ in range(chance.randint(1, 4)):
            killed, hurt = chance.choice((17, 23, 31, 40)), chance.randint(2, 90)
            who, voice = chance.choice(PEOPLE), chance.choice(VOICES)
            lines.append(f"据{voice}报道，{place}洪水造成至少{killed}名{who}死亡、{hurt}人受伤，约{hurt * 3}人撤离。")
        force, other = chance.sample(FORCES, 2)
        lines.append(
            f"1951年{day}月，{force}在{place}战役中歼灭{other}{killed}余人，击落飞机{day}架。{other}称仅损失{hurt}人。"
        )
        (folder / f"{at:03}-a_b.md").write_text("\n\n".join(lines), encoding="utf-8")
    return folder


def test_a_file_and_a_server_export_the_same_bytes(tmp_path: Path, record: str, database: str) -> None:
    folder = articles(tmp_path / "articles", 300)
    told = [read_sources([folder], place, Options(jobs=jobs)) for place, jobs in ((record, 1), (database, 2))]
    assert told[0].claims == told[1].claims > 1000
    assert told[1].disputes > 0
    assert exported(record) == exported(database)
    for name in sorted(path.name for path in folder.iterdir())[::7]:
        (folder / name).unlink()
    (folder / "new.txt").write_text("2020年7月3日，北川洪水造成99名居民死亡。", encoding="utf-8")
    for place in (record, database):
        summary = read_sources([folder], place)
        assert (summary.read, len(summary.removed)) == (1, 43)
    assert exported(record) == exported(database)
    engine = open_record(database)
    with engine.connect() as connection:
        assert verify(connection).failures == ()
    engine.dispose()


def test_changed_words_read_the_same_documents_again_in_a_file_and_on_a_server(
    tmp_path: Path, record: str, database: str
) -> None:
    folder = articles(tmp_path / "articles", 80)
    words = tmp_path / "words"
    words.mkdir()
    row = "云溪,place,中国,临江,,,,,,\n"
    header = "name,kind,owner,aliases,latitude,longitude,example,counterexample,source,note\n"
    (words / "places.csv").write_text(header + row, encoding="utf-8")
    told = []
    for place in (record, database):
        read_sources([folder], place, Options(jobs=1))
        told.append(read_sources([folder], place, Options(jobs=1, lexicon=str(words))))
    assert told[0].again == told[1].again == "they hold words that changed (places.csv: 1 row)"
    assert (told[0].reread, told[0].spared) == (told[1].reread, told[1].spared)
    assert min(told[0].reread, told[0].spared) > 0
    fresh = str(tmp_path / "fresh.db")
    read_sources([folder], fresh, Options(jobs=1, lexicon=str(words)))
    assert exported(record) == exported(database) == exported(fresh)


def test_every_listing_gives_the_same_rows(tmp_path: Path, record: str, database: str) -> None:
    folder = articles(tmp_path / "articles", 60)
    told = []
    for place in (record, database):
        read_sources([folder], place, Options(jobs=1))
        engine = open_record(place)
        with engine.connect() as connection:
            rows: list[object] = [ask.overview(connection), ask.list_places(connection), ask.who_cites_whom(connection)]
            rows += [
                ask.list_disputes(connection, ask.Filter(), ask.Cut(0, 0, sort)) for sort in ("", "measure", "time")
            ]
            rows += [ask.list_claims(connection, ask.Filter(speaker="新华社"), ask.Cut(30, 10, "value"))]
            rows += [ask.list_events(connection, ask.Filter(), ask.Cut(0, 0, "time"))]
            rows += [
                ask.list_documents(connection, ask.Filter(), ask.Cut(9, 0, sort)) for sort in ("newest", "figures")
            ]
            rows += [list_all(connection, ask.EVERYTHING, ask.Cut(25, 3)) for list_all in LISTINGS]
            told.append(rows)
        engine.dispose()
    assert told[0] == told[1]


LISTINGS = (
    ask.list_actors, ask.list_sources, ask.list_happenings, ask.list_edges, ask.list_audits, ask.list_relations,
)  # fmt: skip


def test_search_gives_the_same_hits(tmp_path: Path, record: str, database: str) -> None:
    folder = articles(tmp_path / "articles", 80)
    engines = []
    for place in (record, database):
        read_sources([folder], place, Options(jobs=1))
        engines.append(open_record(place))
    queries = [
        "水",
        "洪水",
        "洪水造成至少",
        "韩军",
        "韓軍 新华社",
        "harbour city",
        '"city洪"',
        "7",
        "不在",
        "，",
        "死亡、",
        "%",
        "_",
    ]
    for query in queries:
        answers = []
        for engine in engines:
            with engine.connect() as connection:
                answers.append(ask.search(connection, query, page=ask.Cut(0)))
        assert answers[0] == answers[1], query
    for engine in engines:
        engine.dispose()


def test_every_character_and_every_pair_is_in_the_search_column() -> None:
    spaced = tokens("国中，国𠀀")
    found = set(grams(spaced[::2]))
    text = spaced[::2]
    assert {ord(one) for one in text} <= found
    assert len(found) == len(set(text)) + len({text[at : at + 2] for at in range(len(text) - 1)})


def test_the_described_tables_are_the_tables_the_server_has(database: str) -> None:
    engine = open_record(database, create=True)
    made = inspect(engine)
    described = {table.name: [column.name for column in table.columns] for table in METADATA.sorted_tables}
    found = {name: [column["name"] for column in made.get_columns(name)] for name in made.get_table_names()}
    engine.dispose()
    assert {name: columns for name, columns in found.items() if name != "words"} == described


def test_text_sorts_by_code_point_whatever_the_server_speaks(database: str) -> None:
    engine = open_record(database, create=True)
    with engine.connect() as connection:
        unsorted = connection.exec_driver_sql(
            "select table_name || '.' || column_name from information_schema.columns"
            " where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'"
        ).scalars()
        assert list(unsorted) == []
    engine.dispose()


def test_a_database_without_a_record_is_not_made_one_by_looking(database: str) -> None:
    with pytest.raises(RecordError, match="no record in this database"):
        open_record(database)
    with pytest.raises(RecordError, match="no record in this database"):
        open_record(database)


def test_another_programs_database_is_refused(database: str) -> None:
    import psycopg

    with psycopg.connect(database) as connection:
        connection.execute("create table recipes (name text)")
    with pytest.raises(RecordError, match="not a record"):
        open_record(database, create=True)


def test_a_record_of_a_newer_version_is_refused(database: str) -> None:
    engine = open_record(database, create=True)
    with writing(engine) as connection:
        connection.exec_driver_sql(f"update meta set value = '{len(MIGRATIONS) + 1}' where name = 'schema'")
    engine.dispose()
    with pytest.raises(RecordError, match="newer"):
        open_record(database)


def test_a_server_that_is_not_there_is_one_line_without_the_password() -> None:
    with pytest.raises(RecordError) as told:
        open_record("postgresql://li:secret@127.0.0.1:1/war")
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)


def test_a_url_of_another_kind_is_refused() -> None:
    with pytest.raises(RecordError, match="postgresql://"):
        open_record("mysql://li:secret@host/war")


def test_two_processes_do_not_read_into_one_record(folder: Path, database: str) -> None:
    engine = open_record(database, create=True)
    with dialect.only_writer(engine, database), pytest.raises(RecordError, match="another kaoyi"):
        read_sources([folder], database)
    engine.dispose()
    assert read_sources([folder], database).read == 4


def test_records_made_at_once_are_made_once(database: str) -> None:
    faults: list[Exception] = []

    def make() -> None:
        try:
            open_record(database, create=True).dispose()
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_readers_see_one_state_while_a_writer_writes(folder: Path, database: str) -> None:
    read_sources([folder], database, Options(jobs=1))
    engine = open_record(database)
    count = select(func.count()).select_from(documents)
    with engine.connect() as early, engine.connect() as other:
        before = early.execute(count).scalar_one()
        with writing(engine) as connection:
            connection.execute(documents.delete())
            assert other.execute(count).scalar_one() == before  # a reader never waits, and sees nothing half done
        assert early.execute(count).scalar_one() == before
    with engine.connect() as late:
        assert late.execute(count).scalar_one() == 0
    engine.dispose()


def test_the_ledger_cannot_be_emptied(database: str) -> None:
    from sqlalchemy.exc import DatabaseError

    engine = open_record(database, create=True)
    with pytest.raises(DatabaseError, match="never deleted"), writing(engine) as connection:
        connection.exec_driver_sql("truncate verdicts")
    engine.dispose()
