"""What a read has to do: which files are new, changed, called otherwise, or gone since the record was last written."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from msgspec import Struct
from sqlalchemy import Connection, select

from kaoyi.lexicon import Lexicon
from kaoyi.run.objects import is_object, look
from kaoyi.run.sources import Failure, Found, Walk, name_files, source_of, why
from kaoyi.run.spared import CHANGED, spare
from kaoyi.run.stamp import parts
from kaoyi.run.task import Task
from kaoyi.store.tables import files
from kaoyi.store.tables import sources as asked_for


class Known(Struct, frozen=True, gc=False):
    """A file as the record has it."""

    key: int
    path: str
    source: str
    name: str
    size: int
    modified: int
    sha256: str
    state: str
    stamp: str


class Plan(Struct, frozen=True):
    """What to do. ``sources`` gives the source folder of each path; ``again`` says why unchanged files are read again.

    spared: keys of files that the changed words leave as they were read; words: what changed of them, in words
    """

    tasks: tuple[Task, ...]
    sources: dict[str, str]
    unchanged: int
    removed: tuple[Known, ...]
    failures: tuple[Failure, ...]
    known: dict[str, Known]
    again: str
    spared: frozenset[int] = frozenset()
    words: str = ""


def known_files(connection: Connection) -> dict[str, Known]:
    """Return every file in the record by its path."""
    columns = [getattr(files.c, "file" if name == "key" else name) for name in Known.__struct_fields__]
    rows = connection.execute(select(*columns).where(files.c.state != "removed"))
    return {row[1]: Known(*row) for row in rows}


def plan(connection: Connection, met: Walk, stamp: str, lexicon: Lexicon) -> Plan:
    """Compare what was met on disk with what the record holds."""
    known = known_files(connection)
    asked = connection.execute(select(asked_for.c.path).where(asked_for.c.folder == 1)).scalars()
    folders = {*met.folders, *asked}
    here = {found.path: found for found in met.files}
    removed = tuple(one for path, one in known.items() if path not in here and _gone(path, met))
    kept = {path for path in known if path not in here} - {one.path for one in removed}
    sources = {path: source_of(path, folders) for path in (*here, *kept)}
    names = name_files(sources)
    failures = list(met.failures)
    spared = spare(connection, [(one.key, one.stamp) for one in known.values() if one.state == "read"], stamp, lexicon)
    current = {one.path for one in known.values() if one.stamp == stamp or one.key in spared.files}
    tasks = list(_tasks(names, here, known, current, failures))
    unchanged = len(here) - sum(task.path in here for task in tasks)
    lagging = {path for path, one in known.items() if one.state == "read"} - current
    again = _why_again(stamp, {known[task.path].stamp for task in tasks if task.path in lagging}, spared.why)
    return Plan(
        tuple(tasks), sources, unchanged, removed, tuple(failures), known, again, spared.files, spared.rows
    )  # fmt: skip


def _tasks(
    names: dict[str, str], here: dict[str, Found], known: dict[str, Known], current: set[str], failures: list[Failure]
) -> Iterator[Task]:
    """Yield what must be read, sorted by path; a file only touched carries its hash, so that it is not read in vain.

    current: paths of the files whose reading is as today's program and words would give it, if their bytes are the same
    """
    for path in sorted(names):
        found, old = here.get(path), known.get(path)
        if found is None and (old is None or names[path] == old.name or (found := _look(path, failures)) is None):
            continue
        if old is None or old.name != names[path] or path not in current or old.state != "read":
            yield Task(path, names[path], found.size, found.modified)
        elif (old.size, old.modified) != (found.size, found.modified):
            yield Task(path, names[path], found.size, found.modified, old.sha256)


def _why_again(stamp: str, stamps: set[str], why: Mapping[str, str]) -> str:
    """Say what changed besides the files: the program, or the words; ``why`` says more of words by their digest."""
    code, words = parts(stamp)
    reasons = []
    if any(parts(old)[0] != code for old in stamps):
        reasons.append("another version of the program read them")
    others = sorted({parts(old)[1] for old in stamps} - {words})
    reasons += dict.fromkeys(why.get(digest, CHANGED) for digest in others)
    return " and ".join(reasons)


def _gone(path: str, met: Walk) -> bool:
    """Whether a file of the record lies under a folder that was walked, and was not met there, nor hidden by a failure."""
    if not any(path.startswith(folder.rstrip(os.sep) + os.sep) for folder in met.folders):
        return False
    return not any(path == bad.path or path.startswith(bad.path + os.sep) for bad in met.failures)


def _look(path: str, failures: list[Failure]) -> Found | None:
    """A file of an earlier source whose name must change, since another now has the same."""
    try:
        if is_object(path):
            return Found(path, *look(path))
        status = os.stat(path)
    except OSError as error:
        failures.append(Failure(path, f"{why(error)}; its earlier reading stays under its old name"))
        return None
    return Found(path, status.st_size, status.st_mtime_ns)
