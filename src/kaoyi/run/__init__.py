"""One build: fleet over path, a single writer into the store, then disputes."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Engine, func, select

from kaoyi import fleet
from kaoyi.lexicon import load
from kaoyi.run.plan import plan
from kaoyi.run.read import Outcome, Task, batch_reader
from kaoyi.run.reconcile import reconcile
from kaoyi.run.sources import Failure, walk
from kaoyi.run.stamp import stamp
from kaoyi.run.writing import TRANSACTION_BYTES, Progress, Writing
from kaoyi.store import dialect
from kaoyi.store.open import open_record
from kaoyi.store.tables import claims, disputes, documents

__all__ = ["Failure", "Options", "Progress", "Summary", "read_sources"]

BATCH_FILES, BATCH_BYTES = 100, 1_000_000
IN_PROCESS = 1_500_000
"""Below this many bytes of sources starting another process costs more than it saves."""


class Options(Struct, frozen=True):
    """How to read. jobs 0 means every core; lexicon is a folder added to the built-in words."""

    jobs: int = 0
    engine: str = "local"
    lexicon: str | None = None


class Summary(Struct, frozen=True):
    """What a read did, and what the record holds now.

    read, unchanged: files; removed: names of documents whose files are gone; renamed: old and new name of the same
    bytes; passed_over: files of kinds that are not read; again: why files were read again although they had not changed
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
            mark = stamp(options.lexicon)
            with engine.connect() as connection:
                todo = plan(connection, met, mark)
            done = Writing(engine, todo, mark, progress)
            done.begin(met.folders)
            for outcomes in _outcomes(todo.tasks, options):
                done.take(outcomes)
            done.commit()
            if done.total >= TRANSACTION_BYTES:
                dialect.measure(engine)
            reconcile(engine, load(Path(options.lexicon) if options.lexicon else None))
        counts = _counts(engine)
    finally:
        engine.dispose()
    return Summary(
        done.read, todo.unchanged + done.same, tuple(sorted(one.name for one in done.removed())), done.renamed(),
        tuple(sorted({*todo.failures, *done.failures})), met.passed_over, todo.again, *counts, time.monotonic() - begun,
    )  # fmt: skip


def _counts(engine: Engine) -> tuple[int, int, int]:
    with engine.connect() as connection:
        told = [
            connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (documents, claims)
        ]
        disputed = select(func.count()).select_from(disputes).where(disputes.c.kind != "agreement")
        return told[0], told[1], connection.execute(disputed).scalar_one()


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    batch: list[Task] = []
    size = 0
    for task in tasks:
        if batch and (len(batch) >= BATCH_FILES or size + task.size > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += task.size
    if batch:
        yield batch


def _outcomes(tasks: tuple[Task, ...], options: Options) -> Iterator[list[tuple[Task, Outcome]]]:
    """Yield the outcomes of the tasks, batch by batch, in order."""
    jobs = options.jobs or fleet.cores()
    if sum(task.size for task in tasks) < IN_PROCESS:
        jobs = 1
    reader = batch_reader(options.lexicon)
    batches = (msgspec.msgpack.encode(batch) for batch in _batches(tasks))
    for packed, result in fleet.apply(reader, batches, jobs, options.engine):
        batch = msgspec.msgpack.decode(packed, type=list[Task])
        if isinstance(result, fleet.Lost):
            for task in batch:
                yield [(task, _alone(task, options))]
        else:
            yield list(zip(batch, msgspec.msgpack.decode(result, type=list[Outcome]), strict=True))


def _alone(task: Task, options: Options) -> Outcome:
    """Read one file of a batch whose process was killed, in a process of its own."""
    reader = batch_reader(options.lexicon)
    result = fleet.apart(reader, msgspec.msgpack.encode([task]))
    if isinstance(result, fleet.Lost):
        return Outcome(task.path, reason="reading it killed the process that read it", gone=False)
    return msgspec.msgpack.decode(result, type=list[Outcome])[0]
