"""The path stage by stage on one core: MB of raw files a second, and how that stands beside jieba.cut on the same files.

Documents are read a batch at a time, as a worker reads them, and jieba.cut cuts the same batch in between, so that whatever
else the machine does slows both alike.
"""

from __future__ import annotations

import contextlib
import gc
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

from kaoyi import audits, claims, documents, events
from kaoyi.errors import SourceError
from kaoyi.lexicon import Lexicon, load
from kaoyi.mentions import names, quantities, recognise_all, times, voices
from kaoyi.model import Document, Mentions
from kaoyi.path import Reading
from kaoyi.run.reconcile import reconcile
from kaoyi.store.open import open_record, writing
from kaoyi.store.packed import Packed
from kaoyi.store.rows import pack_all
from kaoyi.store.write import Keys, add_documents

T = TypeVar("T")
BATCH = 100
WHOLE = "the whole path"
JIEBA = "jieba.cut, the same files"


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


def measure(files: Sequence[Path]) -> tuple[float, dict[str, float]]:
    """Return megabytes of the files, and processor seconds by stage."""
    lexicon = load(None)
    _understand(Clock(), [documents.read("1950年6月25日，甲军死伤三百余人。".encode(), "a.txt")], lexicon)
    clock, size, packed = Clock(), 0, list[Packed]()
    cut = _jieba()
    for batch in _batches(files):
        given = [file.read_bytes() for file in batch]
        size += sum(map(len, given))
        found = clock.time("documents", partial(_documents, batch, given))
        readings = _understand(clock, found, lexicon)
        packed += clock.time("rows and full-text tokens", partial(_rows, readings))
        if cut:
            clock.time(JIEBA, partial(_cut, cut, given))
        gc.freeze()
    with tempfile.TemporaryDirectory() as place:
        _store(clock, packed, str(Path(place) / "kaoyi.db"), lexicon)
    return size / 1e6, clock.spent


def _batches(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    for first in range(0, len(files), BATCH):
        yield files[first : first + BATCH]


def _documents(files: Sequence[Path], given: Sequence[bytes]) -> list[Document]:
    found = []
    for file, data in zip(files, given, strict=True):
        with contextlib.suppress(SourceError):
            found.append(documents.read(data, str(file)))
    return found


def _rows(readings: Sequence[Reading]) -> list[Packed]:
    return pack_all(readings)


def _cut(cut: Callable[[str], object], given: Sequence[bytes]) -> None:
    for data in given:
        cut(data.decode("utf-8", "replace"))


def _jieba() -> Callable[[str], object] | None:
    try:
        import jieba
    except ImportError:
        return None
    jieba.setLogLevel(60)
    jieba.initialize()
    return lambda text: sum(1 for _ in jieba.cut(text))


def _understand(clock: Clock, given: Sequence[Document], lexicon: Lexicon) -> list[Reading]:
    """A batch of documents through the stages of ``path.read_documents``."""
    begun = clock.spent.get("mentions", 0.0)
    found = clock.time("mentions", lambda: recognise_all(given, lexicon))
    _apart(clock, given, found, lexicon, clock.spent["mentions"] - begun)
    heard = [voices.read(document, one, lexicon) for document, one in zip(given, found, strict=True)]
    known = list(zip(given, found, heard, strict=True))
    said = _heard(clock, "claims", lambda: [claims.assemble(d, m, lexicon, v) for d, m, v in known])
    told = _heard(clock, "events and relations", lambda: [events.assemble(d, m, lexicon, v) for d, m, v in known])
    checked = clock.time("audits", lambda: [audits.audit(*three) for three in zip(given, found, said, strict=True)])
    rows = zip(given, found, said, told, checked, strict=True)
    return [Reading(document, one, claimed, *happened, sums) for document, one, claimed, happened, sums in rows]


def _heard(clock: Clock, stage: str, work: Callable[[], T]) -> T:
    """Time a stage that listens to the voices as it goes: done again, it knows them, and the difference is the listening."""
    first, again = Clock(), Clock()
    result = first.time(stage, work)
    again.time(stage, work)
    own = min(first.spent[stage], again.spent[stage])
    clock.spent[stage] = clock.spent.get(stage, 0.0) + own
    clock.spent["voices"] = clock.spent.get("voices", 0.0) + first.spent[stage] - own
    return result


def _apart(clock: Clock, given: Sequence[Document], found: list[Mentions], lexicon: Lexicon, whole: float) -> None:
    """Share the seconds of the mentions out among their three kinds, as a second reading of each kind alone shows."""
    alone, both = Clock(), list(zip(given, found, strict=True))
    alone.time("times", lambda: [times.read(document) for document in given])
    alone.time(
        "numbers and quantities",
        lambda: [quantities.find(d.folded, [(time.start, time.end) for time in m.times]) for d, m in both],
    )
    alone.time("names", lambda: [names.find(d, lexicon, m.times, m.quantities) for d, m in both])
    scale = whole / (sum(alone.spent.values()) or 1.0)
    for stage, seconds in alone.spent.items():
        clock.spent[stage] = clock.spent.get(stage, 0.0) + seconds * scale


def _store(clock: Clock, packed: list[Packed], record: str, lexicon: Lexicon) -> None:
    engine = open_record(record, create=True)

    def write() -> None:
        with writing(engine) as connection:
            keys = Keys(connection)
            add_documents(connection, keys, [(1, one) for one in packed])
            keys.keep(connection)

    clock.time("writing, with full text", write)
    clock.time("disputes", lambda: reconcile(engine, lexicon))
    engine.dispose()


def table(size: float, spent: dict[str, float]) -> list[str]:
    """Return the rows of the table, in Markdown."""
    stages = {stage: seconds for stage, seconds in spent.items() if stage not in ("mentions", JIEBA)}
    whole = sum(stages.values())
    jieba = spent.get(JIEBA, 0.0)
    lines = ["| stage | s | share | MB/s | times jieba.cut |", "|---|---:|---:|---:|---:|"]
    order = [*stages.items(), (WHOLE, whole), *([(JIEBA, jieba)] if jieba else [])]
    for stage, seconds in order:
        share = f"{100 * seconds / whole:.0f} %" if stage != JIEBA else ""
        beside = f"{jieba / seconds:.1f}" if jieba and seconds else ""
        lines.append(f"| {stage} | {seconds:.2f} | {share} | {size / max(seconds, 1e-9):.1f} | {beside} |")
    return lines
