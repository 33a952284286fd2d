"""Killed workers cost nothing but time; an item that kills its worker is lost, and no other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from functools import partial
from pathlib import Path

import pytest

from kaoyi import fleet
from kaoyi.errors import UsageError
from kaoyi.fleet.processes import Processes
from kaoyi.run import Options, read_sources
from tests.exported import exported
from tests.scale import workers


@pytest.mark.parametrize("size", [1, 2])
def test_results_come_in_the_order_of_the_items(size: int) -> None:
    with Processes(size) as crew:
        assert list(crew.apply(workers.ten_times, range(20))) == [(item, item * 10) for item in range(20)]


def test_an_item_that_kills_its_worker_is_lost_and_no_other() -> None:
    with Processes(2) as crew:
        found = list(crew.apply(workers.ten_times_unless_three, range(8)))
        assert list(crew.apply(workers.ten_times, [1])) == [(1, 10)]
    assert [item for item, _ in found] == list(range(8))
    assert [result for item, result in found if item != 3] == [0, 10, 20, 40, 50, 60, 70]
    assert isinstance(found[3][1], fleet.Lost)


def test_what_a_killed_worker_had_in_hand_is_done_again(tmp_path: Path) -> None:
    with Processes(2) as crew:
        found = list(crew.apply(workers.ten_times_at_second_try, [(at, str(tmp_path)) for at in range(8)]))
    assert [result for _, result in found] == [at * 10 for at in range(8)]


LEADER = """
import time
from kaoyi.fleet.processes import Processes
if __name__ == "__main__":
    with Processes(2) as crew:
        for item, _ in crew.apply(time.sleep, [0.01] * 4 + [60.0] * 4):
            print(item, flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="which processes are whose is told by /proc")
def test_workers_end_with_the_process_that_started_them_even_if_it_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "leader.py"
    script.write_text(LEADER, encoding="utf-8")
    leader = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE)
    assert leader.stdout is not None
    with leader:
        leader.stdout.readline()
        started = children(leader.pid)
        leader.kill()
    assert len(started) >= 2
    for _ in range(400):
        if not any(b"spawn_main" in told(pid) for pid in started):
            return
        time.sleep(0.05)
    raise AssertionError("workers are left over")


def test_items_done_apart_are_lost_apart() -> None:
    with Processes(1) as crew:
        found = dict(crew.apart(workers.ten_times_unless_three, range(6)))
    assert isinstance(found.pop(3), fleet.Lost)
    assert found == {at: at * 10 for at in (0, 1, 2, 4, 5)}


def test_what_a_function_raises_is_raised() -> None:
    with Processes(2) as crew, pytest.raises(ValueError, match="refused"):
        list(crew.apply(workers.refuse, [1]))


def test_an_engine_there_is_not_is_named() -> None:
    with pytest.raises(UsageError, match="abacus"), fleet.hire(fleet.Workers(engine="abacus")):
        pass


def children(of: int) -> list[int]:
    """Processes started by one."""
    return [int(pid) for pid in Path(f"/proc/{of}/task/{of}/children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="which processes are ours is told by /proc")
def test_a_process_killed_in_the_middle_changes_nothing(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaoyi.run.IN_PROCESS", 0)
    monkeypatch.setattr("kaoyi.run.BATCH_FILES", 10)
    quiet, disturbed = str(tmp_path / "quiet.db"), str(tmp_path / "disturbed.db")
    read_sources([articles], quiet, Options(jobs=1))
    killed: list[int] = []
    before = {*children(os.getpid())}

    def disturb() -> None:
        for _ in range(2000):
            workers_now = [pid for pid in children(os.getpid()) if pid not in before and b"spawn_main" in told(pid)]
            if workers_now and killing.is_set():
                os.kill(workers_now[0], signal.SIGKILL)
                killed.append(workers_now[0])
                return
            time.sleep(0.005)

    killing = threading.Event()
    watcher = threading.Thread(target=disturb)
    watcher.start()
    summary = read_sources([articles], disturbed, Options(jobs=2), lambda done, total: killing.set())
    watcher.join()
    assert killed
    assert (summary.read, summary.failures) == (300, ())
    assert exported(disturbed) == exported(quiet)


def told(pid: int) -> bytes:
    """The command line of a process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def test_a_document_that_kills_its_worker_is_set_aside_with_the_reason(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaoyi.run.IN_PROCESS", 0)
    monkeypatch.setattr("kaoyi.run.BATCH_FILES", 30)
    monkeypatch.setattr("kaoyi.run.batch_reader", lambda orders: partial(workers.read_or_die, orders=orders))
    healthy, poisoned = str(tmp_path / "healthy.db"), str(tmp_path / "poisoned.db")
    read_sources([articles], healthy, Options(jobs=1))
    (articles / "5" / f"{workers.POISON}.md").write_text("3人死亡。", encoding="utf-8")
    summary = read_sources([articles], poisoned, Options(jobs=2))
    assert summary.read == 300
    assert [(Path(bad.path).stem, bad.reason) for bad in summary.failures] == [
        (workers.POISON, "reading it killed the process that read it")
    ]
    assert exported(poisoned) == exported(healthy)
