"""A killed read leaves a record that opens, verifies and continues."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from kaoyi.run import Options, read_sources
from kaoyi.run.verify import verify
from kaoyi.store.open import open_record

SCRIPT = """
import sys
import kaoyi.run as run
from kaoyi.run import writing
writing.TRANSACTION_BYTES = 20_000
run.BATCH_FILES = 5
run.read_sources([sys.argv[1]], sys.argv[2], run.Options(jobs=1))
"""


def written(record: str) -> int:
    """How many documents have landed so far."""
    try:
        with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as connection:
            return int(connection.execute("select count(*) from documents").fetchone()[0])
    except sqlite3.Error:
        return 0


def test_killed_in_the_middle_it_opens_verifies_and_goes_on(tmp_path: Path, record: str) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    filler = "当地居民说，湖水在夜里漫过堤岸，许多房屋被冲走。" * 40
    for at in range(500):
        (folder / f"{at:03}.txt").write_text(f"2020年7月1日，决口造成{at + 3}人死亡。\n\n{filler}\n", encoding="utf-8")
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(folder), record])
    try:
        while written(record) < 20 and process.poll() is None:
            time.sleep(0.01)
    finally:
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert process.returncode == -signal.SIGKILL
    engine = open_record(record)
    with engine.connect() as connection:
        found = verify(connection)
    engine.dispose()
    assert found.failures == ()
    assert 20 <= found.documents < 500
    summary = read_sources([folder], record, Options(jobs=1))
    assert summary.read == 500 - found.documents
    assert summary.documents == 500
