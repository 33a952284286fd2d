"""The compiled readers are those of the sources, say the same, and give way when a source changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scripts.compile_readers import has_compiler

from kaoyi import compiled

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted((ROOT / "examples").iterdir())
TELL = """
import sys, msgspec
from pathlib import Path
from kaoyi import compiled, documents, text
from kaoyi.lexicon import load
from kaoyi.path import read_document
print(compiled.state(), Path(text.__file__).suffix)
encode = msgspec.json.Encoder(enc_hook=str, order="deterministic").encode
for path in sys.argv[1:]:
    for document in documents.read_file(Path(path), Path(path).name):
        reading = read_document(document, load(None))
        for kind in ("claims", "events", "relations", "audits", "times", "names", "mentions"):
            print(kind, encode(getattr(reading, kind)).decode())
"""


def told(**environment: str) -> tuple[str, str]:
    """How the readers ran in a process of its own, and everything they said of the examples."""
    command = [sys.executable, "-c", TELL, *map(str, EXAMPLES)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, **environment})
    first, _, rest = done.stdout.partition("\n")
    return first, rest


@pytest.fixture(scope="module")
def ready() -> None:
    if compiled.state() == "stale":
        pytest.skip("sources have changed since they were compiled: make compile")
    if compiled.state() == "source" and (os.environ.get("KAOYI_COMPILE") == "0" or not has_compiler()):
        pytest.skip("the readers run from their sources here")


@pytest.mark.usefixtures("ready")
def test_where_a_c_compiler_is_at_hand_the_readers_run_compiled() -> None:
    assert told()[0] in ("compiled .so", "compiled .pyd")


@pytest.mark.usefixtures("ready")
def test_compiled_readers_say_what_their_sources_say() -> None:
    state, sources = told(KAOYI_COMPILE="0")
    assert state == "source .py"
    assert told()[1] == sources


def test_a_source_that_changes_after_compiling_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "kaoyi" / "text.py"
    source.parent.mkdir()
    source.write_text("WORD = '甲'\n", encoding="utf-8")
    monkeypatch.setattr(compiled, "_PACKAGE", source.parent)
    monkeypatch.setattr(compiled, "MANIFEST", source.parent / "compiled.json")
    monkeypatch.delenv("KAOYI_COMPILE", raising=False)
    compiled.write(compiled.seen([Path("kaoyi/text.py")], tmp_path))
    assert compiled.state() == "compiled"
    os.utime(source, ns=(1, 1))  # touched, but the same bytes
    assert compiled.state() == "compiled"
    source.write_text("WORD = '乙'\n", encoding="utf-8")
    assert compiled.state() == "stale"


def test_the_finder_of_sources_finds_the_program_and_nothing_else() -> None:
    found = compiled._Sources.find_spec("kaoyi.text", [str(ROOT / "src" / "kaoyi")])
    assert found is not None
    assert found.origin is not None
    assert found.origin.endswith("text.py")
    assert compiled._Sources.find_spec("json", None) is None
