"""A change of the words reads again the documents it can touch, and no others; the record is as if read afresh."""

from __future__ import annotations

import csv
import random
import re
import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest

import kaoyi.run
from kaoyi.disputes import Families, keys, reconcile_group
from kaoyi.lexicon import Lexicon, Row, load
from kaoyi.lexicon.changes import changes, count
from kaoyi.model import Claim
from kaoyi.run import Options, read_sources
from kaoyi.run.stamp import COMPARED_BY, COMPARING_WORDS, stamp
from kaoyi.run.touched import RULES, touched
from kaoyi.store.holding import Words, bare
from tests.exported import exported
from tests.run.test_reading_again import settle

ACTORS = "name,kind,owner,aliases,aliases_in_context,context,time,example,counterexample,source,note\n"
TEXTS = {
    "a.txt": "2001年5月3日，云岭纵队在石门阵亡40人。石门县政府表示，另有12人受伤。\n",
    "b.txt": "2001年5月4日，雲嶺縱隊負傷者升至17人，三人失踪。\n",
    "c.txt": "2001年5月6日，沙坪洪水造成至少30名居民死亡，约200人撤离。\n",
    "d.md": "2001年5月7日，[山里的队伍](https://zh.wikipedia.org/wiki/云岭纵队)阵亡5人。\n",
    "e.md": "---\ntitle: 云岭纵队二三事\ndate: 2001-05-08\n---\n\n湖边的村子里，8人受伤。\n",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Four documents that hold 云岭纵队, one of them only as the target of a link, and one that does not."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    settle(folder)
    return folder


def words(place: Path, **tables: str) -> Options:
    """A folder of words, to read with."""
    place.mkdir()
    for name, text in tables.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return Options(jobs=1, lexicon=str(place))


def as_if_afresh(folder: Path, record: str, how: Options) -> None:
    """Whether a record is, byte for byte, what reading its documents for the first time gives."""
    fresh = f"{record}-fresh"
    read_sources([folder], fresh, how)
    assert exported(record) == exported(fresh)
    Path(fresh).unlink()


def test_a_new_row_means_reading_what_holds_it_and_it_is_said_which(
    articles: Path, record: str, tmp_path: Path
) -> None:
    read_sources([articles], record)
    how = words(tmp_path / "words", actors=ACTORS + "云岭纵队,army,中国,,,,,,,,\n")
    summary = read_sources([articles], record, how)
    assert (summary.read, summary.reread, summary.spared, summary.unchanged) == (4, 4, 1, 1)
    assert summary.again == "they hold words that changed (actors.csv: 1 row)"
    assert summary.words == "actors.csv: 1 row"
    assert "云岭纵队".encode() in exported(record)["claims"]
    as_if_afresh(articles, record, how)
    assert read_sources([articles], record, how).read == 0


def test_a_row_taken_out_or_changed_means_the_same(articles: Path, record: str, tmp_path: Path) -> None:
    read_sources([articles], record, words(tmp_path / "one", actors=ACTORS + "云岭纵队,army,中国,,,,,,,,\n"))
    other = words(tmp_path / "other", actors=ACTORS + "云岭纵队,army,中国,沙坪,,,,,,,\n")
    assert read_sources([articles], record, other).reread == 1  # what holds the alias alone
    as_if_afresh(articles, record, other)
    assert read_sources([articles], record).reread == 5
    as_if_afresh(articles, record, Options())


def test_notes_and_examples_change_no_reading(articles: Path, record: str, tmp_path: Path) -> None:
    read_sources([articles], record, words(tmp_path / "one", actors=ACTORS + "云岭纵队,army,中国,,,,,,,,\n"))
    other = words(tmp_path / "other", actors=ACTORS + "云岭纵队,army,中国,,,,,{云岭纵队}到了。,,手写,再查\n")
    summary = read_sources([articles], record, other)
    assert (summary.read, summary.spared, summary.again, summary.words) == (0, 5, "", "")


def test_words_a_record_does_not_remember_mean_reading_everything(articles: Path, record: str, tmp_path: Path) -> None:
    read_sources([articles], record)
    with sqlite3.connect(record) as connection:
        connection.execute("delete from lexicons")
    connection.close()
    how = words(tmp_path / "words", actors=ACTORS + "云岭纵队,army,中国,,,,,,,,\n")
    summary = read_sources([articles], record, how)
    assert (summary.read, summary.again) == (5, "the words have changed")


def test_a_record_made_before_words_were_remembered_is_brought_up_to_date(
    articles: Path, record: str, tmp_path: Path
) -> None:
    read_sources([articles], record)
    with sqlite3.connect(record) as connection:
        connection.execute("drop table lexicons")
        connection.execute("update meta set value = '1' where name = 'schema'")
    connection.close()
    assert read_sources([articles], record).read == 0
    how = words(tmp_path / "words", actors=ACTORS + "云岭纵队,army,中国,,,,,,,,\n")
    assert read_sources([articles], record, how).reread == 4


def test_a_file_that_changed_while_the_words_did_is_read_for_its_own_sake(
    articles: Path, record: str, tmp_path: Path
) -> None:
    read_sources([articles], record)
    (articles / "c.txt").write_text("2001年5月6日，沙坪洪水造成31名居民死亡。\n", encoding="utf-8")
    (articles / "b.txt").unlink()
    how = words(tmp_path / "words", actors=ACTORS + "云岭纵队,army,中国,,,,,,,,\n")
    summary = read_sources([articles], record, how)
    assert (summary.read, summary.reread, summary.removed) == (4, 3, ("b.txt",))
    as_if_afresh(articles, record, how)


def test_a_read_that_dies_leaves_nothing_marked_as_read_that_is_not(
    articles: Path, record: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_sources([articles], record)
    one = words(tmp_path / "one", actors=ACTORS + "云岭纵队,army,中国,,,,,,,,\n")
    two = words(tmp_path / "two", actors=ACTORS + "沙坪,army,中国,,,,,,,,\n")
    with monkeypatch.context() as patched:
        patched.setattr(kaoyi.run, "_outcomes", lambda *_: iter([[]] and (_ for _ in [1 / 0])))
        with pytest.raises(ZeroDivisionError):
            read_sources([articles], record, one)
    # Some files now have the words of `one`, the others those they were read with: both are still known.
    summary = read_sources([articles], record, two)
    assert summary.reread == 1
    as_if_afresh(articles, record, two)


def test_words_nobody_was_read_with_are_forgotten(articles: Path, record: str, tmp_path: Path) -> None:
    for at in range(3):
        read_sources([articles], record, words(tmp_path / f"w{at}", actors=ACTORS + f"东岭第{at}路,army,,,,,,,,,\n"))
    read_sources([articles], record, Options())
    read_sources([articles], record, Options())
    with sqlite3.connect(record) as connection:
        kept = [row[0] for row in connection.execute("select digest from lexicons")]
    connection.close()
    assert kept == [stamp(None).rsplit(" ", 1)[1]]


def test_a_file_that_failed_is_tried_again_whatever_the_words(articles: Path, record: str, tmp_path: Path) -> None:
    (articles / "empty.txt").write_text("", encoding="utf-8")
    read_sources([articles], record)
    how = words(tmp_path / "words", actors=ACTORS + "东岭纵队,army,中国,,,,,,,,\n")
    summary = read_sources([articles], record, how)
    assert (summary.read, summary.spared, len(summary.failures)) == (0, 5, 1)


# --- every table ------------------------------------------------------------------------------------


def sentences() -> list[str]:
    """The sentences that the word tables give as examples."""
    lexicon = load()
    found = [
        re.sub(r"[{}｛｝]", "", row.get(column, ""))
        for name in lexicon.tables()
        for row in lexicon.table(name)
        for column in ("example", "counterexample")
    ]
    return [line for line in found if len(line) > 3]


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Documents made of the tables' own sentences, and a record of them."""
    folder, chance, every = tmp_path_factory.mktemp("examples"), random.Random(8), sentences()
    for at in range(60):
        lines = [f"2003年{at % 12 + 1}月{at % 28 + 1}日", *chance.sample(every, 12)]
        (folder / f"{at:02}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    settle(folder)
    record = tmp_path_factory.mktemp("record") / "base.db"
    read_sources([folder], str(record), Options(jobs=1))
    return folder, record


def mutated(name: str, chance: random.Random, texts: list[str]) -> list[Row]:
    """Some rows of a table with other cells, and some with a form that stands in a document."""
    table = load().table(name)
    columns = [column for column in table[0] if column != "@line"]
    rows = []
    for at in range(3):
        row = {column: chance.choice(table)[column] if column == columns[0] else "" for column in columns}
        row |= {column: cell for column, cell in chance.choice(table).items() if column in columns}
        if at:
            text = chance.choice(texts)
            begin, length = chance.randrange(len(text) - 4), chance.choice((2, 3, 3, 4))
            row[columns[0]] = re.sub(r"\s", "", text[begin : begin + length]) or "船东"
        else:
            changed = chance.choice(columns[1:])
            row[changed] = chance.choice(table)[changed]
        rows.append(row)
    return rows


def written(place: Path, name: str, rows: list[Row]) -> Options:
    place.mkdir(exist_ok=True)
    with (place / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)
    return Options(jobs=1, lexicon=str(place))


TOLD = sorted(set(RULES) - {"outlets_hosts.csv"})


@pytest.mark.parametrize("names", [TOLD[at::9] for at in range(9)], ids=" ".join)
def test_changed_rows_of_any_table_give_what_a_fresh_read_gives(
    names: list[str], examples: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, base = examples
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())]
    chance = random.Random(" ".join(names))
    record = str(tmp_path / "kaoyi.db")
    shutil.copy(base, record)
    before = exported(record)
    for name in names:
        how = written(tmp_path / "words", name, mutated(name, chance, texts))
    summary = read_sources([folder], record, how)
    assert summary.reread + summary.spared == len(texts)
    assert "not known" not in summary.again
    as_if_afresh(folder, record, how)
    read_sources([folder], record, Options(jobs=1))
    assert exported(record) == before


def test_every_table_has_a_rule_or_is_asked_by_comparing_alone() -> None:
    assert set(load().tables()) == set(RULES) | COMPARING_WORDS


def with_rows(**tables: tuple[Row, ...]) -> Lexicon:
    """The built-in words with other rows in some tables."""
    return Lexicon(tables={**load().tables(), **{f"{name}.csv": rows for name, rows in tables.items()}})


def changed(name: str, form: str, **cells: str) -> Lexicon:
    """The built-in words with other cells in the rows of one form."""
    rows = load().table(f"{name}.csv")
    assert any(next(iter(row.values())) == form for row in rows)
    return with_rows(**{name: tuple({**row, **cells} if form in list(row.values())[:1] else row for row in rows)})


def test_what_rules_build_of_a_row_is_touched_too() -> None:
    army = touched(load(), changed("states", "法国", army="法兰西军")).words
    assert {"法军", "法国", "法"} <= army
    parent = touched(load(), changed("happenings", "砥平里战斗", parent="越南战争"))
    assert "砥平里战斗" in parent.names
    capital = touched(load(), changed("states", "法国", capital="里昂"))
    assert {"巴黎", "里昂"} <= capital.names
    host = touched(load(), changed("outlets_hosts", "zaobao.com", outlet="早报"))
    assert host.words == {"zaobao.com"}


def test_a_character_that_opens_a_scan_is_touched_by_itself() -> None:
    new: Row = {**load().table("counters.csv")[0], "form": "爿店", "kind": "counter"}
    assert touched(load(), with_rows(counters=(*load().table("counters.csv"), new))).words >= {"爿店", "爿"}


def test_a_row_that_only_moved_counts_as_changed() -> None:
    rows = load().table("cues.csv")
    found = changes({"cues.csv": rows}, {"cues.csv": (*rows[1:], rows[0])})
    assert count(found["cues.csv"]) == 1


def test_a_table_nobody_knows_may_touch_anything() -> None:
    found = touched(load(), with_rows(other=({"form": "船东"},)))
    assert found.unclear == ("other.csv",)


def test_a_file_that_is_no_table_does_not_stop_a_read(articles: Path, record: str, tmp_path: Path) -> None:
    how = words(tmp_path / "words", notes="一,二\n三,四,五\n")
    (tmp_path / "words" / "other.csv").write_bytes("form,note\n船东,\n".encode("gb18030"))
    assert read_sources([articles], record).read == 5
    assert read_sources([articles], record, how).reread == 5
    assert read_sources([articles], record, how).read == 0
    assert read_sources([articles], record).reread == 5


def test_words_are_found_in_either_script_and_case_across_blanks_and_dots() -> None:
    looked_for = Words(["Hong Kong", "韓戰", "约翰·托兰", "Alpha 7"])
    for text in ("在HONG\u3000KONG", "韩\n战", "韓戰", "約翰・托蘭", "Alpha日7"):
        assert looked_for.stand_in(text)
    assert not looked_for.stand_in("韩国之战")
    assert bare(" ") == ""


class Asking(Lexicon):
    """Words that note which tables were asked."""

    def __init__(self, asked: set[str]) -> None:
        super().__init__()
        self.asked = asked

    def table(self, name: str) -> tuple[Row, ...]:
        self.asked.add(name)
        return super().table(name)


def test_comparing_asks_no_table_that_its_stamp_leaves_out(articles: Path, record: str) -> None:
    read_sources([articles], record)
    claims = [msgspec.json.decode(line, type=Claim) for line in exported(record)["claims"].splitlines()]
    asked: set[str] = set()
    lexicon = Asking(asked)
    groups = keys(claims, Families((), {}, {}), lexicon)
    for name in set(groups.values()):
        reconcile_group(name, claims, Families((), {}, {}), lexicon)
    assert {"states.csv", "scope_words.csv"} <= asked <= COMPARED_BY
