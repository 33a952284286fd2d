"""What a read has to do: which files are new, changed, called otherwise, or gone since the record was last written."""

from __future__ import annotations

import os

from msgspec import Struct
from sqlalchemy import Connection

from kaoyi.run.read import Task
from kaoyi.run.sources import Failure, Found, Walk, name_files, source_of, why


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
    """What to do. ``sources`` gives the source folder of each task's path."""

    tasks: tuple[Task, ...]
    sources: dict[str, str]
    unchanged: int
    removed: tuple[Known, ...]
    failures: tuple[Failure, ...]
    known: dict[str, Known]


def known_files(connection: Connection) -> dict[str, Known]:
    """Return every file in the record by its path."""
    rows = connection.exec_driver_sql(
        "select file, path, source, name, size, modified, sha256, state, stamp from files where state <> 'removed'"
    )
    return {row[1]: Known(*row) for row in rows}


def plan(connection: Connection, met: Walk, stamp: str) -> Plan:
    """Compare what was met on disk with what the record holds."""
    known = known_files(connection)
    asked = connection.exec_driver_sql("select path from sources where folder = 1").scalars()
    folders = {*met.folders, *asked}
    here = {found.path: found for found in met.files}
    removed = tuple(one for path, one in known.items() if path not in here and _gone(path, met))
    kept = {path for path in known if path not in here} - {one.path for one in removed}
    sources = {path: source_of(path, folders) for path in (*here, *kept)}
    names = name_files(sources)
    tasks: list[Task] = []
    failures = list(met.failures)
    for path in sorted(names):
        found, old = here.get(path), known.get(path)
        if old and found is None and names[path] == old.name:
            continue
        if found is None and (found := _look(path, failures)) is None:
            continue
        if old is None or old.name != names[path] or old.stamp != stamp or old.state != "read":
            tasks.append(Task(path, names[path], found.size, found.modified))
        elif (old.size, old.modified) != (found.size, found.modified):
            tasks.append(Task(path, names[path], found.size, found.modified, old.sha256))
    unchanged = len(here) - sum(task.path in here for task in tasks)
    return Plan(tuple(tasks), sources, unchanged, removed, tuple(failures), known)


def _gone(path: str, met: Walk) -> bool:
    """Whether a file of the record lies under a folder that was walked, and was not met there, nor hidden by a failure."""
    if not any(path.startswith(folder.rstrip(os.sep) + os.sep) for folder in met.folders):
        return False
    return not any(path == bad.path or path.startswith(bad.path + os.sep) for bad in met.failures)


def _look(path: str, failures: list[Failure]) -> Found | None:
    """A file of an earlier source whose name must change, since another now has the same."""
    try:
        status = os.stat(path)
    except OSError as error:
        failures.append(Failure(path, f"{why(error)}; its earlier reading stays under its old name"))
        return None
    return Found(path, status.st_size, status.st_mtime_ns)
