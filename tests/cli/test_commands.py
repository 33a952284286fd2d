"""The commands as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from kaoyi.cli.main import COMMANDS, kaoyi

KAOYI = [sys.executable, "-m", "kaoyi"]


def run(*words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own."""
    return subprocess.run([*KAOYI, *words], capture_output=True, text=True, encoding="utf-8", input=stdin, check=False)


def call(*words: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(kaoyi, list(words))


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def read(folder: Path, record: str) -> str:
    """A record of the small folder, with one more document, so that figures differ."""
    (folder / "third.txt").write_text("2019年3月12日，港口爆炸共造成31人死亡，市长这样表示。\n", encoding="utf-8")
    (folder / "war-a.txt").write_text("据美国国防部统计，朝鲜战争中美军共有36574人死亡。\n", encoding="utf-8")
    (folder / "war-b.txt").write_text("中国官方媒体称，朝鲜战争中美军共有54246人死亡。\n", encoding="utf-8")
    result = call("read", str(folder), "--record", record)
    assert result.exit_code == 0, result.output
    return record


def test_help_is_quick_to_load_and_names_every_command() -> None:
    done = run("--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert name in done.stdout
    probe = (
        "import sys, kaoyi.cli.main; print([m for m in ('sqlalchemy', 'rich', 'numpy', 'opencc') if m in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_explains_itself(name: str) -> None:
    result = call(name, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_read_tells_what_it_did_on_stderr_only(folder: Path, record: str) -> None:
    result = call("read", str(folder), "--record", record)
    assert result.stdout == ""
    assert "4 read, 0 unchanged" in result.stderr


def test_read_with_a_bad_source_exits_1_and_names_it(folder: Path, record: str) -> None:
    (folder / "empty.txt").write_bytes(b"")
    done = run("read", str(folder), "--record", record, "--quiet")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "empty.txt: " in done.stderr


def test_read_as_json_is_one_object(folder: Path, record: str) -> None:
    (found,) = rows(call("read", str(folder), "--record", record, "--json"))
    assert found["read"] == 4


def test_claims_are_listed_narrowed_and_cut(read: str) -> None:
    every = rows(call("claims", "--record", read, "--json"))
    killed = rows(call("claims", "--record", read, "--json", "--measure", "killed"))
    assert 0 < len(killed) < len(every)
    assert {row["measure"] for row in killed} == {"killed"}
    assert len(rows(call("claims", "--record", read, "--json", "--limit", "1"))) == 1
    assert rows(call("claims", "--record", read, "--json", "--since", "2030")) == []
    for row in every:
        assert row["document"]
        assert row["quote"]


def test_a_table_keeps_wide_characters_in_line(read: str) -> None:
    from rich.cells import cell_len

    done = run("sources", "--record", read)
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    assert len({cell_len(line.rstrip("\n")) for line in lines}) == 1


@pytest.mark.parametrize("name", ["disputes", "audits", "claims", "events", "timeline", "actors", "sources"])
def test_every_listing_prints_a_table_and_json(read: str, name: str) -> None:
    assert run(name, "--record", read).returncode == 0
    for row in rows(call(name, "--record", read, "--json")):
        assert isinstance(row, dict)


@pytest.mark.parametrize(
    "words",
    [
        ("claims", "--measure", "nonsense"),
        ("claims", "--since", "yesterday"),
        ("export", "nonsense"),
        ("read",),
        ("nonsense",),
        ("verdict", "x", "--because", "y"),
        ("show", "nothing-of-this-name"),
        ("recognise", "times", "--reference", "soon"),
    ],
)
def test_what_is_not_understood_exits_2(read: str, words: tuple[str, ...]) -> None:
    record = () if words[0] in ("read", "nonsense", "recognise") else ("--record", read)
    done = run(*words, *record, stdin="")
    assert done.returncode == 2, done.stderr
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_record_exits_1_with_one_line(tmp_path: Path) -> None:
    done = run("claims", "--record", str(tmp_path / "none.db"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1


def test_show_gives_a_claim_in_full_by_the_beginning_of_its_id(read: str) -> None:
    claim = rows(call("claims", "--record", read, "--json"))[0]
    shown = call("show", str(claim["id"])[:10], "--record", read)
    assert shown.exit_code == 0
    assert str(claim["id"]) in shown.output
    assert str(claim["document"]) in shown.output


@pytest.mark.parametrize("kind", ["claims", "events", "relations", "audits", "disputes"])
def test_show_opens_everything_that_is_listed(read: str, kind: str) -> None:
    for row in rows(call("export", kind, "--record", read))[:5]:
        assert call("show", str(row["id"]), "--record", read).exit_code == 0
        assert rows(call("show", str(row["id"]), "--record", read, "--json"))


def test_show_opens_documents_and_actors(read: str) -> None:
    assert "港口爆炸" in call("show", "harbour.md", "--record", read).output
    for row in rows(call("actors", "--record", read, "--json"))[:5]:
        assert call("show", str(row["id"] or row["name"]), "--record", read).exit_code == 0


def test_search_finds_both_scripts(read: str) -> None:
    found = rows(call("search", "湖区", "--record", read, "--json"))
    assert [row["document"] for row in found] == ["lake/flood.txt"]
    assert "lake/flood.txt" in call("search", "縣志", "--record", read).output


def test_a_verdict_is_taken_shown_superseded_and_exported(read: str) -> None:
    disputes = rows(call("disputes", "--record", read, "--json"))
    if not disputes:
        pytest.skip("nothing is disputed in the small folder")
    name = str(disputes[0]["id"])
    taken = call("verdict", name, "--adopt", "31", "--because", "the last count", "--by", "李", "--record", read)
    assert taken.exit_code == 0, taken.output
    (again,) = rows(call("verdict", name, "--nothing", "--because", "withdrawn", "--record", read, "--json"))
    assert again["supersedes"]
    ledger = rows(call("export", "verdicts", "--record", read))
    assert [row["standing"] for row in ledger] == [False, True]
    assert "the last count" in call("show", name, "--record", read).output


def test_verify_holds_and_names_what_does_not(read: str, folder: Path) -> None:
    assert call("verify", "--record", read).exit_code == 0
    (folder / "harbour.md").unlink()
    path = folder / "third.txt"
    path.write_text(path.read_text(encoding="utf-8") + "又。", encoding="utf-8")
    result = call("verify", "--record", read, "--quiet")
    assert result.exit_code == 1
    assert "harbour.md: the source is missing" in result.stderr
    assert "third.txt: the source has changed" in result.stderr
    assert result.stderr.count("\n") == 2


def test_explain_names_the_rules_of_what_stands_there(folder: Path) -> None:
    path = folder / "harbour-later.txt"
    at = path.read_text(encoding="utf-8").index("23人")
    result = call("explain", str(path), "--at", str(at))
    assert result.exit_code == 0
    assert "23人" in result.output
    assert "←" in result.output
    assert rows(call("explain", str(path), "--at", str(at), "--json"))[0]["kind"]
    assert call("explain", str(path), "--at", "100000").exit_code == 2


@pytest.mark.parametrize("kind", ["claims", "documents", "times", "mentions"])
@pytest.mark.parametrize("form", ["jsonl", "csv", "parquet"])
def test_exports_hold_as_many_rows_in_every_format(read: str, tmp_path: Path, kind: str, form: str) -> None:
    out = tmp_path / f"rows.{form}"
    assert call("export", kind, "--format", form, "-o", str(out), "--record", read).exit_code == 0
    expected = len(rows(call("export", kind, "--record", read)))
    assert expected > 0
    if form == "jsonl":
        found = len(out.read_text(encoding="utf-8").splitlines())
    elif form == "csv":
        import csv

        with out.open(encoding="utf-8", newline="") as lines:
            found = len(list(csv.DictReader(lines)))
    else:
        found = pytest.importorskip("pyarrow.parquet").read_table(out).num_rows
    assert found == expected


def test_every_exported_span_is_in_its_source(read: str, folder: Path) -> None:
    for kind in ("claims", "events", "times", "mentions", "relations"):
        for row in rows(call("export", kind, "--record", read)):
            raw = (folder / str(row["document"])).read_bytes().decode("utf-8")
            assert raw[row["start"] : row["end"]] == row.get("quote", row.get("text"))
            if kind == "claims":
                number = row["number"]
                assert raw[number["start"] : number["end"]] == number["text"]


def test_recognise_answers_every_line() -> None:
    done = run("recognise", "quantities", stdin="死亡三十余人\n没有\n\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["text"] for answer in answers] == ["死亡三十余人", "没有", ""]
    assert answers[0]["found"][0]["unit"] == "person"
    assert answers[1]["found"] == answers[2]["found"] == []


def test_recognise_counts_times_from_the_reference() -> None:
    done = run("recognise", "times", "--reference", "2021-10-26T08:00:00", stdin="昨天\n")
    assert json.loads(done.stdout)["found"][0]["edtf"] == "2021-10-25"


def test_a_reader_that_stops_early_is_no_error(read: str) -> None:
    shell = f"{sys.executable} -m kaoyi export mentions --record {read} | head -c 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr
