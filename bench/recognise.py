"""How fast numbers, quantities and times are recognised, beside jieba.cut in the same run.

    python bench/recognise.py FOLDER [--sample N] [--adversarial]

FOLDER holds running text (.md, .txt). Speed is MB of clean UTF-8 text a second on one core, the best of three readings;
what counts is the ratio to jieba.cut, since machines differ. JioNLP and Recognizers-Text are measured too where installed.
``--adversarial`` reads 10 MB lines of digits, scales and nested ranges instead, at two sizes: the ratio shows that time is linear.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import logging
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from kaoyi.mentions import numbers, quantities
from kaoyi.text import fold

_NOT_TEXT = re.compile(r"\A---\n.*?\n---\n|!?\[|\]\([^)]*\)|https?://\S+|<[^>]+>", re.S)
ODD = ("7", "亿", "1,", "三至", "3-", "约", "一 ", "第三", "百分之", "超过有", "10:", "5元1", "1.2.")


def clean_texts(folder: Path, sample: int) -> list[str]:
    """The text of every n-th file, without front matter, addresses and tags."""
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt"))
    step = max(1, len(files) // sample)
    return [_NOT_TEXT.sub("", path.read_text(encoding="utf-8", errors="replace")) for path in files[::step]]


def megabytes(texts: Iterable[str]) -> float:
    """Size in UTF-8."""
    return sum(len(text.encode("utf-8", "surrogatepass")) for text in texts) / 1e6


def speed(read: Callable[[str], object], texts: Sequence[str], times: int = 3) -> float:
    """MB a second, the best of a few readings."""
    best = float("inf")
    for _ in range(times):
        begin = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - begin)
    return megabytes(texts) / best


def ours() -> dict[str, Callable[[str], object]]:
    """The recognisers by name."""
    from kaoyi.mentions.times import read_line

    def one_pass(text: str) -> None:
        found = read_line(text, None)
        quantities.find(text, sorted((one.start, one.end) for one in found))

    return {
        "quantities": quantities.find,
        "numbers": numbers.find,
        "times": lambda text: read_line(text, None),
        "quantities + times, one pass": one_pass,
    }


def peers() -> dict[str, Callable[[str], object]]:
    """Other projects' recognisers, where they are installed."""
    found: dict[str, Callable[[str], object]] = {}
    logging.disable(logging.CRITICAL)  # one of them logs every phrase it cannot read
    with contextlib.suppress(ImportError):
        jieba = importlib.import_module("jieba")
        jieba.setLogLevel(60)
        jieba.initialize()
        found["jieba.cut"] = lambda text: list(jieba.cut(text))
    with contextlib.suppress(ImportError):
        jionlp = importlib.import_module("jionlp")
        found["JioNLP extract_time"] = jionlp.ner.extract_time
    with contextlib.suppress(ImportError):
        suite = importlib.import_module("recognizers_number")
        model = suite.NumberRecognizer("zh-cn").get_number_model()
        found["Recognizers-Text number"] = lambda text: [model.parse(line) for line in text.split("\n") if line]
    with contextlib.suppress(ImportError):
        suite = importlib.import_module("recognizers_date_time")
        dates = suite.DateTimeRecognizer("zh-cn").get_datetime_model()
        day = datetime(2020, 1, 1)
        found["Recognizers-Text date and time"] = lambda text: [
            dates.parse(one, day) for one in text.split("\n") if one
        ]
    return found


def adversarial() -> None:
    """Print the time of a line of oddities at 1 MB and at 10 MB."""
    print(f"{'text':10} {'recogniser':12} {'1 MB, s':>9} {'10 MB, s':>9} {'ratio':>6}")
    for unit in ODD:
        for name, find in (("quantities", quantities.find), ("numbers", numbers.find)):
            spent = []
            for size in (1_000_000, 10_000_000):
                text = unit * (size // len(unit.encode()))
                begin = time.process_time()
                find(text)
                spent.append(time.process_time() - begin)
            print(f"{unit!r:10} {name:12} {spent[0]:9.2f} {spent[1]:9.2f} {spent[1] / max(spent[0], 0.001):6.1f}")


def table(texts: Sequence[str]) -> Iterable[str]:
    """Yield speeds of ours and the peers' recognisers, in Markdown; the peers read fewer texts, being slower."""
    folded = [fold(text) for text in texts]
    few = texts[:: max(1, len(texts) // 60)]
    rates = {name: speed(read, folded) for name, read in ours().items()}
    rates |= {name: speed(read, few, times=1) for name, read in peers().items()}
    base = rates.get("jieba.cut")
    yield "| recogniser | MB/s | times jieba.cut |"
    yield "|---|---:|---:|"
    for name, rate in rates.items():
        yield f"| {name} | {rate:.2f} | {f'{rate / base:.1f}' if base else ''} |"


def main() -> int:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path, nargs="?")
    arguments.add_argument("--sample", type=int, default=800)
    arguments.add_argument("--adversarial", action="store_true")
    options = arguments.parse_args()
    if options.adversarial:
        adversarial()
        return 0
    if options.folder is None:
        arguments.error("name a folder of texts, or --adversarial")
    texts = clean_texts(options.folder, options.sample)
    folded = [fold(text) for text in texts]
    few = texts[:: max(1, len(texts) // 60)]
    rates = {name: speed(read, folded) for name, read in ours().items()}
    rates |= {name: speed(read, few, times=1) for name, read in peers().items()}
    base = rates.get("jieba.cut")
    print(f"{len(texts)} texts, {megabytes(texts):.1f} MB", file=sys.stderr)
    for name, rate in rates.items():
        beside = f"{rate / base:8.1f} x jieba.cut" if base else ""
        print(f"{name:30} {rate:8.2f} MB/s {beside}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
