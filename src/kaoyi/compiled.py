"""Compiled readers are used only while they are those of the sources beside them.

``make compile`` puts compiled modules beside their sources, and Python prefers them. Whoever then changes a source would
see no change; so the manifest tells which sources were compiled, and when one of them is another now, all are read from
their sources again. An installed program has no manifest: its sources do not change.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Sequence
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, ModuleSpec, SourceFileLoader
from pathlib import Path
from types import ModuleType

_PACKAGE = Path(__file__).parent
MANIFEST = _PACKAGE / "compiled.json"
Seen = dict[str, tuple[int, int, str]]
"""Source -> its size, when it was last written, and its hash."""


def seen(paths: Iterable[Path], folder: Path = _PACKAGE.parent) -> Seen:
    """Return what is to be known of sources, whose paths count from the folder that holds the package."""
    return {path.as_posix(): _look(folder / path) for path in paths}


def _look(path: Path) -> tuple[int, int, str]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest()


def write(sources: Seen) -> None:
    """Note the sources that were compiled."""
    MANIFEST.write_text(json.dumps(sources), encoding="utf-8")


def state() -> str:
    """Say in a word how the readers run: "compiled", "stale" (sources have changed since, so they run) or "source"."""
    if os.environ.get("KAOYI_COMPILE") == "0":
        return "source"
    if not MANIFEST.exists():
        return "compiled" if any(_PACKAGE.glob("text.*.so")) or any(_PACKAGE.glob("text.*.pyd")) else "source"
    noted = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return "compiled" if all(_is_as(_PACKAGE.parent / path, *known) for path, known in noted.items()) else "stale"


def _is_as(path: Path, size: int, written: int, digest: str) -> bool:
    """Whether a source is what it was: a look at its date tells nearly always, else its bytes do."""
    try:
        status = path.stat()
        return status.st_size == size and (status.st_mtime_ns == written or _look(path)[2] == digest)
    except OSError:
        return False


class _Sources:
    """Finds the modules of the program by their sources alone."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """Return where a module of the program is; None for all others."""
        if not name.startswith("kaoyi.") or not path:
            return None
        return FileFinder(path[0], (SourceFileLoader, SOURCE_SUFFIXES)).find_spec(name, target)


def settle() -> None:
    """Turn to the sources where the compiled modules are no longer theirs, or where ``KAOYI_COMPILE=0`` asks for it."""
    asked = os.environ.get("KAOYI_COMPILE") == "0"
    if (asked or (MANIFEST.exists() and state() == "stale")) and _Sources not in sys.meta_path:
        sys.meta_path.insert(0, _Sources)
