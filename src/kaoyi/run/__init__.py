"""One build: fleet over path, a single writer into the store, then disputes."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Engine, func, select

from kaoyi import fleet
from kaoyi.lexicon import load
from kaoyi.run.plan import plan
from kaoyi.run.read import Orders, batch_reader, outcomes_of
from kaoyi.run.reconcile import reconcile, renew
from kaoyi.run.sources import Failure, walk
from kaoyi.run.stamp import comparing_stamp, stamp
from kaoyi.run.task import Outcome, Task
from kaoyi.run.writing import TRANSACTION_BYTES, Progress, Writing
from kaoyi.store import dialect
from kaoyi.store.open import open_record
from kaoyi.store.tables import claims, disputes, documents

__all__ = ["Failure", "Options", "Progress", "Summary", "read_sources"]

BATCH_FILES, BATCH_BYTES = 100, 1_000_000
FAR_FILES, FAR_BYTES = 400, 8_000_000
"""The same on a cluster, where a task costs more to send."""
IN_PROCESS = 1_500_000
"""Below this many bytes of sources starting another process costs more than it saves."""


class Options(Struct, frozen=True):
    """How to read. jobs 0 means every core; lexicon is a folder added to the built-in words.

    address: of a Ray cluster, for engine "ray"; shards: a folder or URL where workers leave their results as Parquet
    """

    jobs: int = 0
    engine: str = "local"
    lexicon: str | None = None
    address: str | None = None
    shards: str | None = None


class Summary(Struct, frozen=True):
    """What a read did, and what the record holds now.

    read, unchanged: files; removed: names of documents whose files are gone; renamed: old and new name of the same
    bytes; passed_over: files of kinds that are not read; again: why files were read again although they had not changed;
    compared_again: why claims were compared again although none of theirs had; reread: files read again although they
    had not changed; spared: files not read again since none of the words that changed stands in them; words: which did
    """

    read: int
    unchanged: int
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    failures: tuple[Failure, ...]
    passed_over: int
    again: str
    documents: int
    claims: int
    disputes: int
    seconds: float
    compared_again: str = ""
    reread: int = 0
    spared: int = 0
    words: str = ""


def read_sources(
    sources: Iterable[str | Path], record: str, options: Options | None = None, progress: Progress | None = None
) -> Summary:
    """Read files and folders into a record, doing only what changed since it was last written.

    Raises RecordError when the record cannot be opened or is being written. A source that cannot be read is one of the
    summary's failures. Killed at any time, it leaves a record that opens; the next read goes on from there.
    """
    begun = time.monotonic()
    options = options or Options()
    met = walk(sources)
    engine = open_record(record, create=True)
    try:
        with dialect.only_writer(engine, record):
            mark, lexicon = stamp(options.lexicon), load(Path(options.lexicon) if options.lexicon else None)
            with engine.connect() as connection:
                todo = plan(connection, met, mark, lexicon)
            renewed = renew(engine, comparing_stamp(options.lexicon))
            done = Writing(engine, todo, mark, progress)
            done.begin(met.folders, lexicon)
            with _crew(options, done.total) as crew:
                for outcomes in _outcomes(todo.tasks, options, mark, crew):
                    done.take(outcomes)
                done.commit()
                if done.total >= TRANSACTION_BYTES:
                    dialect.measure(engine)
                reconcile(engine, lexicon, crew)
        counts = _counts(engine)
    finally:
        engine.dispose()
    return Summary(
        done.read, todo.unchanged + done.same, tuple(sorted(one.name for one in done.removed())), done.renamed(),
        tuple(sorted({*todo.failures, *done.failures})), met.passed_over, todo.again, *counts, time.monotonic() - begun, renewed,
        done.reread, len(todo.spared), todo.words,
    )  # fmt: skip


def _counts(engine: Engine) -> tuple[int, int, int]:
    with engine.connect() as connection:
        told = [
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (documents, claims)
        ]
        disputed = select(func.count()).select_from(disputes).where(disputes.c.kind != "agreement")
        return told[0], told[1], connection.execute(disputed).scalar_one()


def _crew(options: Options, size: int) -> AbstractContextManager[fleet.Crew]:
    """Who reads: nobody else, where starting others would cost more than it saves."""
    jobs = 1 if options.engine == "local" and size < IN_PROCESS else options.jobs
    return fleet.hire(fleet.Workers(jobs, options.engine, options.address))


def _batches(tasks: Iterable[Task], files: int, size: int) -> Iterator[list[Task]]:
    batch: list[Task] = []
    held = 0
    for task in tasks:
        if batch and (len(batch) >= files or held + task.size > size):
            yield batch
            batch, held = [], 0
        batch.append(task)
        held += task.size
    if batch:
        yield batch


def _outcomes(
    tasks: tuple[Task, ...], options: Options, mark: str, crew: fleet.Crew
) -> Iterator[list[tuple[Task, Outcome]]]:
    """Yield the outcomes of the tasks, batch by batch, in order."""
    far = options.engine != "local"
    shards = options.shards if options.shards is None or "://" in options.shards else os.path.abspath(options.shards)
    orders = Orders(options.lexicon, mark if far or shards else "", shards)
    reader = batch_reader(orders)
    some = _batches(tasks, FAR_FILES, FAR_BYTES) if far else _batches(tasks, BATCH_FILES, BATCH_BYTES)
    for packed, result in crew.apply(reader, map(msgspec.msgpack.encode, some)):
        batch = msgspec.msgpack.decode(packed, type=list[Task])
        if isinstance(result, fleet.Lost):
            yield from _apart(batch, orders, crew)
        else:
            yield list(zip(batch, outcomes_of(result, orders), strict=True))


def _apart(batch: list[Task], orders: Orders, crew: fleet.Crew) -> Iterator[list[tuple[Task, Outcome]]]:
    """Read the files of a batch that was lost one by one; what kills its worker again is set aside."""
    alone = [msgspec.msgpack.encode([task]) for task in batch]
    for task, (_, result) in zip(batch, crew.apart(batch_reader(orders), alone), strict=True):
        if isinstance(result, fleet.Lost):
            yield [(task, Outcome(task.path, reason="reading it killed the process that read it"))]
        else:
            yield [(task, outcomes_of(result, orders)[0])]
