"""The writer's side of a run: gathers outcomes and writes them in large transactions."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, Engine, bindparam, select

from kaoyi.lexicon import Lexicon
from kaoyi.run.groups import batches
from kaoyi.run.plan import Known, Plan
from kaoyi.run.sources import Failure
from kaoyi.run.stamp import parts
from kaoyi.run.task import Outcome, Task
from kaoyi.store import dialect
from kaoyi.store.lexicons import forget, keep, more_than_one
from kaoyi.store.open import writing
from kaoyi.store.tables import files, sources
from kaoyi.store.write import Keys, add_documents, documents_of, remove_documents

TRANSACTION_BYTES = 16_000_000
TRANSACTION_FILES = 5_000
SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time of change can be trusted to tell a later change."""

FILE = ("file", "path", "source", "name", "size", "modified", "sha256", "state", "reason", "stamp")

Progress = Callable[[int, int], None]
"""Called with (bytes done, bytes in all)."""


class Writing:
    """What has been read and waits to be written, and what came of everything so far."""

    def __init__(self, engine: Engine, todo: Plan, stamp: str, progress: Progress | None = None) -> None:
        self.engine, self.todo, self.stamp, self.progress = engine, todo, stamp, progress
        self.read = self.same = self.reread = self.bytes_done = 0
        self.failures: list[Failure] = []
        self.new: dict[str, str] = {}  # hash -> name, of files read for the first time
        self.waiting: list[tuple[Task, Outcome]] = []
        self.waiting_bytes = 0
        self.total = sum(task.size for task in todo.tasks)

    def begin(self, folders: Iterable[str], lexicon: Lexicon) -> None:
        """Remember which folders were asked for and with which words, and take out what is gone from disk (it stays noted
        as removed). What the words leave as it was read is current from here on.
        """
        with writing(self.engine) as connection:
            self._renew(connection, lexicon)
            for folder in folders:
                connection.execute(sources.delete().where(sources.c.path == folder))
                connection.execute(sources.insert().values(path=folder, folder=1))
            gone = [one.key for one in self.todo.removed]
            remove_documents(connection, documents_of(connection, gone))
            if gone:
                noted = files.update().where(files.c.file == bindparam("gone")).values(state="removed")
                connection.execute(noted, [{"gone": key} for key in gone])
            if self.total >= TRANSACTION_BYTES:
                dialect.expect_many(connection)

    def _renew(self, connection: Connection, lexicon: Lexicon) -> None:
        """Give spared files the stamp of now. Words that some file was read with stay remembered: a read that is killed
        leaves files of both, and the next compares each with what it was read with."""
        words = parts(self.stamp)[1]
        keep(connection, words, lexicon)
        for some in batches(sorted(self.todo.spared)):
            connection.execute(files.update().where(files.c.file.in_(some)).values(stamp=self.stamp))
        if more_than_one(connection):
            stamps = connection.execute(select(files.c.stamp).where(files.c.state != "removed").distinct()).scalars()
            forget(connection, {words, *(parts(stamp)[1] for stamp in stamps)})

    def take(self, outcomes: list[tuple[Task, Outcome]]) -> None:
        """Accept the outcomes of a batch; write when enough have gathered."""
        self.waiting += outcomes
        size = sum(task.size for task, _ in outcomes)
        self.waiting_bytes += size
        self.bytes_done += size
        if self.waiting_bytes >= TRANSACTION_BYTES or len(self.waiting) >= TRANSACTION_FILES:
            self.commit()
        if self.progress:
            self.progress(self.bytes_done, self.total)

    def commit(self) -> None:
        """Write everything that has gathered, in one transaction."""
        if not self.waiting:
            return
        with writing(self.engine) as connection:
            keys = Keys(connection)
            remove_documents(connection, documents_of(connection, self._replaced()))
            rows = [self._file(keys, task, outcome) for task, outcome in self.waiting]
            forget = files.delete().where(files.c.path == bindparam("old"))
            connection.execute(forget, [{"old": row[1]} for row in rows])
            dialect.insert(connection, "files", FILE, rows)
            _add(connection, keys, [(row, one) for row, (_, one) in zip(rows, self.waiting, strict=True)])
            keys.keep(connection)
        for task, outcome in self.waiting:
            self._count(task, outcome)
        self.waiting, self.waiting_bytes = [], 0

    def _replaced(self) -> list[int]:
        """Files whose earlier documents give way. One that cannot be opened now keeps what was read of it."""
        known = self.todo.known
        waiting = ((known.get(task.path), outcome) for task, outcome in self.waiting)
        return [old.key for old, outcome in waiting if old and not outcome.same and not outcome.gone]

    def _file(self, keys: Keys, task: Task, outcome: Outcome) -> tuple[int | str, ...]:
        old = self.todo.known.get(task.path)
        key = old.key if old else keys.take("files", 1)
        trusted = not outcome.reason and time.time_ns() - task.modified > SETTLED
        name = old.name if old and outcome.gone else task.name
        state = "failed" if outcome.reason else "read"
        modified = task.modified if trusted else -1
        source = self.todo.sources[task.path]
        digest = old.sha256 if old and outcome.gone else outcome.sha256
        return (
            key, task.path, source, name, task.size, modified, digest, state, outcome.reason, self.stamp
        )  # fmt: skip

    def _count(self, task: Task, outcome: Outcome) -> None:
        if outcome.reason:
            self.failures.append(Failure(task.path, outcome.reason))
        elif outcome.same:
            self.same += 1
        else:
            self.read += 1
            old = self.todo.known.get(task.path)
            self.reread += old is not None and old.sha256 == outcome.sha256 and old.state == "read"
            if task.path not in self.todo.known:
                self.new[outcome.sha256] = task.name

    def removed(self) -> tuple[Known, ...]:
        """Files that are gone for good."""
        return tuple(one for one in self.todo.removed if one.sha256 not in self.new)

    def renamed(self) -> tuple[tuple[str, str], ...]:
        """Pairs of names: gone under the one, new under the other, the same bytes."""
        return tuple(sorted((one.name, self.new[one.sha256]) for one in self.todo.removed if one.sha256 in self.new))


def _add(connection: Connection, keys: Keys, outcomes: list[tuple[tuple[int | str, ...], Outcome]]) -> None:
    packed = [(int(row[0]), document) for row, outcome in outcomes for document in outcome.documents]
    add_documents(connection, keys, packed)
