"""The whole path, stage by stage, beside jieba.cut on the same text in the same run.

    python bench/path.py FOLDER [--files N]      default: 1,000 articles of ../shared/corpus, unpacked, or examples/

Prints MB of raw files per second for each stage, on one core. jieba.cut only cuts words; it is here because
machines differ and the ratio does not.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from kaoyi import audits, claims, documents, events, mentions
from kaoyi.errors import SourceError
from kaoyi.lexicon import Lexicon, load
from kaoyi.mentions import voices
from kaoyi.model import Document
from kaoyi.path import Reading
from kaoyi.run.reconcile import reconcile
from kaoyi.run.sources import walk
from kaoyi.store.open import open_record, writing
from kaoyi.store.rows import pack
from kaoyi.store.write import Keys, add_documents

T = TypeVar("T")
HERE = Path(__file__).parents[1]
PLACES = (Path("/tmp/corpus/hkcnews"), HERE / "build" / "corpus" / "hkcnews", HERE / "examples")


class Clock:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def time(self, stage: str, work: Callable[[], T]) -> T:
        """Run some work under the name of its stage."""
        begun = time.process_time()
        result = work()
        self.spent[stage] = self.spent.get(stage, 0.0) + time.process_time() - begun
        return result


def sample(folder: Path, count: int) -> list[Path]:
    """Every n-th file of a folder, so that ``count`` are taken."""
    files = [Path(found.path) for found in walk([folder]).files]
    return files[:: max(1, len(files) // count)][:count]


def read(clock: Clock, files: list[Path]) -> list[Reading]:
    """Bytes to readings, each stage timed apart."""
    lexicon = load(None)
    readings = []
    for file in files:
        data = file.read_bytes()
        try:
            document = clock.time("documents", partial(documents.read, data, file.name))
        except SourceError:
            continue
        readings.append(understand(clock, document, lexicon))
    return readings


def understand(clock: Clock, document: Document, lexicon: Lexicon) -> Reading:
    """One document through the stages of ``path.read_document``."""
    found = clock.time("mentions", lambda: mentions.recognise(document, lexicon))
    heard = clock.time("voices", lambda: voices.read(document, found, lexicon))
    claimed = clock.time("claims", lambda: claims.assemble(document, found, lexicon, heard))
    happened, related = clock.time("events", lambda: events.assemble(document, found, lexicon, heard))
    checked = clock.time("audits", lambda: audits.audit(document, found, claimed))
    return Reading(document, found, claimed, happened, related, checked)


def store(clock: Clock, readings: list[Reading], record: str) -> None:
    """Readings into a record: packing is done by workers, writing by the one writer."""
    engine = open_record(record, create=True)
    packed = clock.time("packing", lambda: [(1, pack(reading)) for reading in readings])

    def write() -> None:
        with writing(engine) as connection:
            keys = Keys(connection)
            add_documents(connection, keys, packed)
            keys.keep(connection)

    clock.time("writing, with full text", write)
    clock.time("disputes", lambda: reconcile(engine, load(None)))
    engine.dispose()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=next(place for place in PLACES if place.exists()))
    parser.add_argument("--files", type=int, default=1000)
    asked = parser.parse_args()
    files = sample(asked.folder, asked.files)
    size = sum(file.stat().st_size for file in files) / 1e6
    clock = Clock()
    read(Clock(), files[:3])  # words are compiled before the clock runs
    readings = read(clock, files)
    with tempfile.TemporaryDirectory() as place:
        store(clock, readings, str(Path(place) / "kaoyi.db"))
    whole = sum(clock.spent.values())
    print(f"{len(files):,} files, {size:.1f} MB of {asked.folder}\n")
    for stage, seconds in [*clock.spent.items(), ("the whole path", whole)]:
        print(f"{stage:26}{seconds:8.2f} s{size / max(seconds, 1e-9):10.1f} MB/s{100 * seconds / whole:7.0f} %")
    beside_jieba(readings, size, whole)


def beside_jieba(readings: list[Reading], size: float, whole: float) -> None:
    """Cut the same texts into words."""
    try:
        import jieba
    except ImportError:
        print("jieba is not installed")
        return
    jieba.setLogLevel(60)
    jieba.initialize()
    begun = time.process_time()
    for reading in readings:
        for _ in jieba.cut(reading.document.text):
            pass
    seconds = time.process_time() - begun
    print(f"{'jieba.cut, same texts':26}{seconds:8.2f} s{size / seconds:10.1f} MB/s")
    print(f"\nthe whole path runs at {seconds / whole:.2f} times the speed of jieba.cut")


if __name__ == "__main__":
    main()
