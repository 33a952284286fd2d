"""The same record from a Ray cluster of two nodes as from this machine, with workers and a node killed in the middle."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kaoyi import fleet
from kaoyi.errors import UsageError
from kaoyi.fleet.cluster import Cluster
from kaoyi.run import Options, read_sources
from tests.exported import exported
from tests.scale import workers

ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'kaoyi[ray]'")
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.xdist_group("ray"),
]  # warnings of Ray's own; one cluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster of two nodes on this machine."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ["PYTHONPATH"] = os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    from ray.cluster_utils import Cluster as Nodes

    nodes: Any = Nodes(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    nodes.add_node(num_cpus=1)
    nodes.wait_for_nodes()
    yield nodes
    nodes.shutdown()


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches small enough that three hundred documents make many tasks."""
    monkeypatch.setattr("kaoyi.run.FAR_FILES", 15)


@pytest.fixture
def there(cluster: Any) -> Any:
    """A crew on the two nodes."""
    with Cluster(0, cluster.address) as crew:
        yield crew


def options(cluster: Any, **more: Any) -> Options:
    return Options(engine="ray", address=cluster.address, **more)


def test_both_nodes_work_and_results_come_in_order(there: Cluster) -> None:
    assert there.size == 2
    found = list(there.apply(workers.ten_times, range(30)))
    assert found == [(at, at * 10) for at in range(30)]


def test_what_a_killed_worker_had_in_hand_is_done_again(there: Cluster, tmp_path: Path) -> None:
    found = list(there.apply(workers.ten_times_at_second_try, [(at, str(tmp_path)) for at in range(8)]))
    assert [result for _, result in found] == [at * 10 for at in range(8)]


def test_an_item_that_kills_its_worker_is_lost_and_no_other(there: Cluster) -> None:
    found = dict(there.apply(workers.ten_times_unless_three, range(6)))
    assert isinstance(found.pop(3), fleet.Lost)
    assert found == {at: at * 10 for at in (0, 1, 2, 4, 5)}


def test_what_a_function_raises_is_raised(there: Cluster) -> None:
    with pytest.raises(ValueError, match="refused"):
        list(there.apply(workers.refuse, [1]))


def reading_workers() -> list[int]:
    """Processes of Ray that are at a task of ours now; Ray writes it into their command line."""
    found = []
    for place in Path("/proc").iterdir():
        if place.name.isdigit():
            try:
                told = (place / "cmdline").read_bytes()
            except OSError:
                continue
            if told.startswith(b"ray::function_of"):
                found.append(int(place.name))
    return found


@pytest.mark.usefixtures("small_batches")
@pytest.mark.skipif(sys.platform != "linux", reason="which process is at work is told by /proc")
def test_the_same_record_with_a_worker_killed_in_the_middle(articles: Path, tmp_path: Path, cluster: Any) -> None:
    here, far = str(tmp_path / "here.db"), str(tmp_path / "far.db")
    read_sources([articles], here, Options(jobs=1))
    killed: list[int] = []
    begun = threading.Event()

    def disturb() -> None:
        begun.wait(60)
        for _ in range(5000):
            if at_work := reading_workers():
                os.kill(at_work[0], signal.SIGKILL)
                killed.append(at_work[0])
                return
            time.sleep(0.002)

    watcher = threading.Thread(target=disturb)
    watcher.start()
    summary = read_sources([articles], far, options(cluster), lambda done, total: begun.set())
    watcher.join()
    assert killed
    assert (summary.read, summary.failures) == (300, ())
    assert exported(far) == exported(here)


@pytest.mark.usefixtures("small_batches")
def test_the_same_record_through_shards_and_object_storage(articles: Path, tmp_path: Path, cluster: Any) -> None:
    from pyarrow import parquet

    here, far, shards = str(tmp_path / "here.db"), str(tmp_path / "far.db"), tmp_path / "shards"
    read_sources([articles], here, Options(jobs=1))
    summary = read_sources([f"file://{articles}"], far, options(cluster, shards=str(shards)))
    assert (summary.read, summary.failures) == (300, ())
    assert exported(far) == exported(here)
    files = sorted(shards.glob("*.parquet"))
    assert len(files) == 20
    assert sum(parquet.read_table(file).num_rows for file in files) == 300
    assert read_sources([f"file://{articles}"], far, options(cluster)).read == 0


@pytest.mark.usefixtures("small_batches")
def test_a_document_that_kills_its_worker_is_set_aside_with_the_reason(
    articles: Path, tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy, poisoned = str(tmp_path / "healthy.db"), str(tmp_path / "poisoned.db")
    read_sources([articles], healthy, Options(jobs=1))
    monkeypatch.setattr("kaoyi.run.batch_reader", lambda orders: partial(workers.read_or_die, orders=orders))
    (articles / "5" / f"{workers.POISON}.md").write_text("3人死亡。", encoding="utf-8")
    summary = read_sources([articles], poisoned, options(cluster))
    assert summary.read == 300
    assert [(Path(bad.path).stem, bad.reason) for bad in summary.failures] == [
        (workers.POISON, "reading it killed the process that read it")
    ]
    assert exported(poisoned) == exported(healthy)


def test_a_worker_of_another_version_is_refused(
    articles: Path, tmp_path: Path, cluster: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kaoyi.run.stamp", lambda lexicon: "0.0.0 another words")
    with pytest.raises(UsageError, match="another version"):
        read_sources([articles], str(tmp_path / "far.db"), options(cluster))


def test_a_cluster_that_is_not_there_is_one_line() -> None:
    with pytest.raises(UsageError, match="no Ray cluster"):
        Cluster(0, "127.0.0.1:1")


@pytest.mark.usefixtures("small_batches")
def test_a_node_lost_in_the_middle_changes_nothing(articles: Path, tmp_path: Path, cluster: Any) -> None:
    """The last of these tests: it takes a node away."""
    here, far = str(tmp_path / "here.db"), str(tmp_path / "far.db")
    read_sources([articles], here, Options(jobs=1))
    extra = cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    lost: list[bool] = []

    def lose(done: int, total: int) -> None:
        if not lost:
            lost.append(True)
            cluster.remove_node(extra, allow_graceful=False)

    summary = read_sources([articles], far, options(cluster), lose)
    assert lost
    assert (summary.read, summary.failures) == (300, ())
    assert exported(far) == exported(here)
