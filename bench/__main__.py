"""python -m bench: the whole path and the recognisers, measured; the tables are printed and written to bench/RESULTS.md.

    python -m bench [FOLDER] [--files N] [--growth 1000 10000 50000]

FOLDER: articles; default the archive unpacked in build/corpus, else examples/.
jieba.cut, JioNLP and Recognizers-Text are measured beside it where they are installed.
"""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Iterator
from pathlib import Path

from bench import growth, recognise, stages

HERE = Path(__file__).parents[1]
PLACES = (HERE / "build" / "corpus" / "hkcnews", HERE / "examples")


def machine() -> str:
    """The machine in a line: cores, memory, Python, system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    busy = f"load {os.getloadavg()[0]:.1f} when begun"
    return f"{os.cpu_count()} cores {platform.machine()}, {memory:.0f} GB, Python {platform.python_version()}, {platform.system()}, {busy}"


def report(asked: argparse.Namespace) -> Iterator[str]:
    """Yield the lines of the report."""
    files = growth.sample(asked.folder, asked.files)
    yield "# How fast Kaoyi is"
    yield ""
    yield "Made by `make bench`; MB are megabytes of raw files. Machines differ: the ratio to `jieba.cut`, which only cuts words,"
    yield "on the same files in the same run is what to compare."
    yield ""
    yield f"Machine: {machine()}."
    yield ""
    size, spent = stages.measure(files)
    yield f"## The whole path on one core: {len(files):,} files, {size:.1f} MB"
    yield ""
    yield from stages.table(size, spent)
    yield ""
    texts = recognise.clean_texts(asked.folder, min(asked.files, 600))
    yield f"## Recognisers on clean running text: {recognise.megabytes(texts):.1f} MB of UTF-8"
    yield ""
    yield from recognise.table(texts)
    yield ""
    yield "## Growth: reading into a new record, in processes of their own"
    yield ""
    yield "MB/s is by the clock on the wall, and suffers from what else the machine does; processor seconds count all processes,"
    yield "with starting them and the two readings after the first; `jieba.cut` as measured above."
    yield ""
    cut = size / spent[stages.JIEBA] if stages.JIEBA in spent else 0.0
    rows = [growth.apart(asked.folder, count, jobs) for count in asked.growth for jobs in asked.jobs]
    yield from growth.table(rows, cut)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=next(place for place in PLACES if place.exists()))
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--growth", type=int, nargs="*", default=[1000])
    parser.add_argument("--jobs", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--out", type=Path, default=HERE / "bench" / "RESULTS.md")
    asked = parser.parse_args()
    lines = []
    for line in report(asked):
        print(line, flush=True)
        lines.append(line)
    asked.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


main()
