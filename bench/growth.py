"""How a record grows: time, memory and size of reading 1,000, 10,000, 50,000 files, and of reading them again.

python bench/growth.py FOLDER FILES [--jobs N]       one reading in a process of its own; prints one line of JSON
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kaoyi.run import Options, read_sources
from kaoyi.run.sources import walk

ADDED = 10


def sample(folder: Path, count: int) -> list[Path]:
    """Every n-th file of a folder, so that ``count`` are taken."""
    files = [Path(found.path) for found in walk([folder]).files]
    return files[:: max(1, len(files) // count)][:count]


def read(folder: Path, count: int, jobs: int) -> dict[str, float]:
    """Read files into a new record, again unchanged, and once more with ten files added."""
    files = sample(folder, count + ADDED)
    first, last = files[:-ADDED], files
    with tempfile.TemporaryDirectory() as place:
        record = str(Path(place) / "kaoyi.db")
        wall = [_timed(some, record, jobs) for some in (first, first, last)]
        size = os.path.getsize(record)
    self_, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    megabytes = sum(file.stat().st_size for file in first) / 1e6
    return {
        "files": len(first),
        "jobs": jobs,
        "MB": megabytes,
        "s": wall[0],
        "cpu": sum(who.ru_utime + who.ru_stime for who in (self_, children)),
        "again": wall[1],
        "added": wall[2],
        "writer": self_.ru_maxrss / 1024,
        "worker": children.ru_maxrss / 1024,
        "record": size / 1e6,
    }


def _timed(files: list[Path], record: str, jobs: int) -> float:
    begun = time.monotonic()
    read_sources(files, record, Options(jobs=jobs))
    return time.monotonic() - begun


def apart(folder: Path, count: int, jobs: int) -> dict[str, float]:
    """Do a reading in a process of its own, so that its memory is its own."""
    command = [sys.executable, __file__, str(folder), str(count), "--jobs", str(jobs)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, float] = json.loads(told)
    return result


def table(rows: list[dict[str, float]], cut: float) -> Iterator[str]:
    """Yield the rows of the table, in Markdown; ``cut`` is the MB that jieba.cut cuts in a second, 0 if it is not there."""
    yield "| files | raw MB | processes | s | MB/s | MB per processor second | times jieba.cut | writer, peak MB | worker, peak MB | record, MB | again unchanged, s | ten files more, s |"
    yield "|---:|" + "---:|" * 11
    for row in rows:
        worked = row["MB"] / row["cpu"]
        beside = f"{worked / cut:.1f}" if cut else ""
        yield (
            f"| {row['files']:,.0f} | {row['MB']:.1f} | {row['jobs']:.0f} | {row['s']:.1f} | {row['MB'] / row['s']:.2f} "
            f"| {worked:.2f} | {beside} "
            f"| {row['writer']:.0f} | {row['worker']:.0f} | {row['record']:.0f} | {row['again']:.2f} | {row['added']:.2f} |"
        )


def main() -> None:
    """Read once and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("files", type=int)
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args()
    print(json.dumps(read(asked.folder, asked.files, asked.jobs)))


if __name__ == "__main__":
    main()
