"""Which files there are to read, and what each is called."""

from __future__ import annotations

import errno
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from kaoyi.run import objects

SUFFIXES = (".md", ".markdown", ".txt", ".html", ".htm", ".xml", ".xml.bz2")


class Found(Struct, frozen=True, gc=False):
    """A file that can be read: its absolute path, and what the disk says of it."""

    path: str
    size: int
    modified: int


class Failure(Struct, frozen=True, order=True, gc=False):
    """A source that could not be read, and why, in one line."""

    path: str
    reason: str


class Walk(Struct, frozen=True):
    """What was met under the sources. ``passed_over`` counts files of kinds that are not read."""

    files: tuple[Found, ...]
    failures: tuple[Failure, ...]
    folders: tuple[str, ...]
    passed_over: int


def why(error: OSError) -> str:
    """Return an operating system's refusal as one plain phrase."""
    known = {
        errno.ENOENT: "there is no such file or folder",
        errno.EACCES: "permission denied",
        errno.EPERM: "permission denied",
        errno.ELOOP: "a symbolic link that leads round in a circle",
        errno.EIO: "the disk could not read it",
    }
    return known.get(error.errno or 0, error.strerror or str(error))


def walk(sources: Iterable[str | Path]) -> Walk:
    """Return every readable file under the sources, sorted by path, each once."""
    files: dict[str, Found] = {}
    failures: list[Failure] = []
    folders: list[str] = []
    passed_over = 0
    for source in sources:
        if objects.is_object(str(source)):
            passed_over += _objects(str(source), files, failures, folders)
            continue
        path = os.path.abspath(source)
        try:
            status = os.stat(path)
        except OSError as error:
            failures.append(Failure(str(source), why(error)))
            continue
        if os.path.isdir(path):
            folders.append(path)
            for one in _under(path, failures):
                if one is None:
                    passed_over += 1
                else:
                    files[one.path] = one
        else:
            files[path] = Found(path, status.st_size, status.st_mtime_ns)
    return Walk(tuple(files[path] for path in sorted(files)), tuple(sorted(set(failures))), tuple(folders), passed_over)


def _objects(url: str, files: dict[str, Found], failures: list[Failure], folders: list[str]) -> int:
    """Add what lies under a URL; return how many objects of other kinds there are."""
    try:
        found, folder = objects.under(url)
    except OSError as error:
        failures.append(Failure(url, why(error)))
        return 0
    if folder:
        folders.append(url.rstrip("/"))
        found = [one for one in found if not _hidden(one[0][len(url) :])]
    readable = [Found(*one) for one in found if not folder or one[0].lower().endswith(SUFFIXES)]
    files.update((one.path, one) for one in readable)
    return len(found) - len(readable)


def _hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _under(folder: str, failures: list[Failure]) -> Iterator[Found | None]:
    """Yield the files below a folder; None for one of another kind. Hidden ones are left alone, circles named."""
    waiting: list[tuple[str, frozenset[tuple[int, int]]]] = [(folder, frozenset())]
    while waiting:
        here, above = waiting.pop()
        try:
            status = os.stat(here)
            if (itself := (status.st_dev, status.st_ino)) in above:
                failures.append(Failure(here, "a symbolic link that leads round in a circle"))
                continue
            with os.scandir(here) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            failures.append(Failure(here, why(error)))
            continue
        for entry in inside:
            if entry.name.startswith("."):
                continue
            try:
                if entry.is_dir():
                    waiting.append((entry.path, above | {itself}))
                elif not entry.name.lower().endswith(SUFFIXES):
                    yield None
                elif entry.is_file():
                    status = entry.stat()
                    yield Found(entry.path, status.st_size, status.st_mtime_ns)
                else:
                    failures.append(Failure(entry.path, _not_a_file(entry)))
            except OSError as error:
                failures.append(Failure(entry.path, why(error)))


def _not_a_file(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "a symbolic link to something that is not there"
    return "neither a file nor a folder"


def source_of(path: str, folders: Iterable[str]) -> str:
    """Return the outermost folder that was asked for and holds the file; for a single file the folder it lies in."""
    holding = [folder for folder in folders if path.startswith(folder.rstrip(os.sep) + os.sep)]
    return min(holding, key=len) if holding else os.path.dirname(path)


def name_files(sources: dict[str, str]) -> dict[str, str]:
    """Name every file (path -> source folder) by its path below the source folder, "/"-separated.

    Where two would be called the same, the source folder's own name is put before both, and so on outwards.

    >>> name_files({"/a/x.md": "/a", "/b/x.md": "/b", "/b/y.md": "/b"})
    {'/a/x.md': 'a/x.md', '/b/x.md': 'b/x.md', '/b/y.md': 'y.md'}
    """
    depths = dict.fromkeys(sources, 0)
    while True:
        called: dict[str, list[str]] = defaultdict(list)
        for path, source in sources.items():
            called[_name(path, source, depths[path])].append(path)
        clashing = [paths for paths in called.values() if len(paths) > 1]
        if not clashing:
            return {paths[0]: name for name, paths in called.items()}
        for paths in clashing:
            for path in paths:
                depths[path] += 1


def _name(path: str, source: str, depth: int) -> str:
    root = source.rstrip(os.sep) + os.sep
    below = (path[len(root) :] if path.startswith(root) else os.path.relpath(path, source)).replace(os.sep, "/")
    above = [part for part in source.split(os.sep) if part]
    return "/".join([*(above[-depth:] if depth else ()), below])
