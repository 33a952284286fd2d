"""One build: fleet over path, a single writer into the store, then disputes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine

from kaoyi import fleet
from kaoyi.run.plan import Known, Plan, plan
from kaoyi.run.read import Outcome, Task, batch_reader
from kaoyi.run.reconcile import reconcile
from kaoyi.run.sources import Failure, walk
from kaoyi.run.stamp import stamp
from kaoyi.store import dialect
from kaoyi.store.open import open_record
from kaoyi.store.write import Keys, add_documents, remove_documents

__all__ = ["Options", "Progress", "Summary", "read_sources"]

BATCH_FILES, BATCH_BYTES = 100, 1_000_000
TRANSACTION_BYTES = 16_000_000
IN_PROCESS = 1_500_000
"""Below this many bytes of sources starting another process costs more than it saves."""

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all)."""


class Options(Struct, frozen=True):
    """How to read. jobs 0 means every core; lexicon is a folder added to the built-in words."""

    jobs: int = 0
    engine: str = "local"
    lexicon: str | None = None


class Summary(Struct, frozen=True):
    """What a read did. ``renamed`` pairs an old and a new name of the same bytes."""

    read: int
    unchanged: int
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    failures: tuple[Failure, ...]
    documents: int
    claims: int
    disputes: int
    passed_over: int
    seconds: float


def read_sources(
    sources: Iterable[str | Path], record: str, options: Options | None = None, progress: Progress | None = None
) -> Summary:
    """Read files and folders into a record, doing only what changed since it was last written.

    Raises RecordError when the record cannot be opened. A source that cannot be read is a Failure of the summary.
    """
    begun = time.monotonic()
    options = options or Options()
    met = walk(sources)
    engine = open_record(record, create=True)
    mark = stamp(options.lexicon)
    try:
        with engine.connect() as connection:
            todo = plan(connection, met, mark)
        done = _Writing(engine, todo, mark, progress)
        done.note_sources(met.folders)
        done.remove()
        for outcomes in _outcomes(todo.tasks, options):
            done.take(outcomes)
        done.commit()
        disputes = reconcile(engine, mark)
        with engine.connect() as connection:
            documents, claims = _counts(connection)
    finally:
        engine.dispose()
    return Summary(
        done.read, todo.unchanged + done.same, done.removed_names(), done.renamed(),
        tuple(sorted({*todo.failures, *done.failures})), documents, claims, disputes, met.passed_over,
        time.monotonic() - begun,
    )  # fmt: skip


def _counts(connection: Connection) -> tuple[int, int]:
    row = connection.exec_driver_sql("select (select count(*) from documents), (select count(*) from claims)").one()
    return int(row[0]), int(row[1])


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
    encode = msgspec.msgpack.encode
    for packed, result in fleet.apply(reader, (encode(batch) for batch in _batches(tasks)), jobs):
        batch = msgspec.msgpack.decode(packed, type=list[Task])
        if not isinstance(result, fleet.Lost):
            yield list(zip(batch, msgspec.msgpack.decode(result, type=list[Outcome]), strict=True))
            continue
        for single, alone in fleet.apply(reader, (encode([task]) for task in batch), 2):
            (task,) = msgspec.msgpack.decode(single, type=list[Task])
            if isinstance(alone, fleet.Lost):
                yield [(task, Outcome(task.path, reason="reading it killed the process that read it"))]
            else:
                yield [(task, msgspec.msgpack.decode(alone, type=list[Outcome])[0])]


class _Writing:
    """The writer's side of a run: gathers outcomes and writes them in large transactions."""

    def __init__(self, engine: Engine, todo: Plan, stamp: str, progress: Progress | None) -> None:
        self.engine, self.todo, self.stamp, self.progress = engine, todo, stamp, progress
        self.read = self.same = self.bytes_done = self.waiting_bytes = 0
        self.failures: list[Failure] = []
        self.new: dict[str, str] = {}  # hash -> name of files read for the first time
        self.waiting: list[tuple[Task, Outcome]] = []
        self.total = sum(task.size for task in todo.tasks)

    def note_sources(self, folders: Iterable[str]) -> None:
        """Remember which folders were asked for: they decide what documents are called."""
        with self._transaction() as connection:
            for folder in folders:
                connection.exec_driver_sql("delete from sources where path = ?", (folder,))
                dialect.insert(connection, "sources", ("path", "folder"), [(folder, 1)])

    def remove(self) -> None:
        """Take what is gone from disk out of the record; the file stays noted as removed."""
        if not self.todo.removed:
            return
        with self._transaction() as connection:
            keys = [(one.key,) for one in self.todo.removed]
            remove_documents(connection, _documents_of(connection, [key for (key,) in keys]))
            connection.exec_driver_sql("update files set state = 'removed' where file = ?", keys)

    def take(self, outcomes: list[tuple[Task, Outcome]]) -> None:
        """Accept outcomes; write when enough have gathered."""
        self.waiting += outcomes
        size = sum(task.size for task, _ in outcomes)
        self.waiting_bytes += size
        self.bytes_done += size
        if self.waiting_bytes >= TRANSACTION_BYTES:
            self.commit()
        if self.progress:
            self.progress(self.bytes_done, self.total)

    def commit(self) -> None:
        """Write everything that has gathered, in one transaction."""
        if not self.waiting:
            return
        with self._transaction() as connection:
            keys = Keys(connection)
            fresh = [(task, outcome) for task, outcome in self.waiting if not outcome.same]
            replaced = [self.todo.known[task.path].key for task, one in fresh if self._replaces(task, one)]
            remove_documents(connection, _documents_of(connection, replaced))
            files = [self._file_row(keys, task, outcome) for task, outcome in self.waiting]
            connection.exec_driver_sql("delete from files where path = ?", [(row[1],) for row in files])
            dialect.insert(connection, "files", FILE_COLUMNS, files)
            packed = [
                (row[0], document)
                for row, (_, outcome) in zip(files, self.waiting, strict=True)
                for document in outcome.documents
            ]
            add_documents(connection, keys, packed)
            keys.keep(connection)
        self.waiting, self.waiting_bytes = [], 0

    def _replaces(self, task: Task, outcome: Outcome) -> bool:
        return task.path in self.todo.known and not outcome.gone

    def _file_row(self, keys: Keys, task: Task, outcome: Outcome) -> tuple[object, ...]:
        old = self.todo.known.get(task.path)
        key = old.key if old else keys.take("files", 1)
        source = self.todo.sources[task.path]
        if outcome.reason:
            self.failures.append(Failure(task.path, outcome.reason))
            return (
                key, task.path, source, task.name, task.size, -1, outcome.sha256, "failed", outcome.reason, self.stamp
            )  # fmt: skip
        if outcome.same:
            self.same += 1
        else:
            self.read += 1
            if old is None:
                self.new[outcome.sha256] = task.name
        modified = -1 if time.time_ns() - task.modified < 2_000_000_000 else task.modified
        return (key, task.path, source, task.name, task.size, modified, outcome.sha256, "read", "", self.stamp)

    def removed_names(self) -> tuple[str, ...]:
        return tuple(sorted(one.name for one in self.todo.removed if one.sha256 not in self.new))

    def renamed(self) -> tuple[tuple[str, str], ...]:
        """Pairs of names: gone under the one, new under the other, the same bytes."""
        return tuple(sorted((one.name, self.new[one.sha256]) for one in self.todo.removed if one.sha256 in self.new))

    def _transaction(self) -> _Transaction:
        return _Transaction(self.engine)


FILE_COLUMNS = ("file", "path", "source", "name", "size", "modified", "sha256", "state", "reason", "stamp")


class _Transaction:
    """A writing transaction as a context."""

    def __init__(self, engine: Engine) -> None:
        self.connection = engine.connect().execution_options(writing=True)

    def __enter__(self) -> Connection:
        self.begun = self.connection.begin()
        return self.connection

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is None:
            self.begun.commit()
        else:
            self.begun.rollback()
        self.connection.close()


def _documents_of(connection: Connection, files: list[int]) -> list[int]:
    found: list[int] = []
    for file in files:
        found += connection.exec_driver_sql("select document from documents where file = ?", (file,)).scalars()
    return found
