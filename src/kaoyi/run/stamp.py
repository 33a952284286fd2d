"""What a reading depends on besides its source: the program that reads, and its words."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kaoyi.lexicon import load
from kaoyi.version import VERSION

READING = (
    "audits",
    "claims",
    "documents",
    "events",
    "mentions",
    "lexicon",
    "disputes",
    "model.py",
    "text.py",
    "path.py",
)


def stamp(lexicon: str | None) -> str:
    """Return a short text that changes when the program's reading code or any word changes.

    A file whose hash and stamp are as the record has them need not be read again.
    """
    return f"{VERSION} {_code()} {load(Path(lexicon) if lexicon else None).digest()}"


@cache
def _code() -> str:
    total = hashlib.sha256()
    for name in READING:
        _add(files("kaoyi").joinpath(name), total)
    return total.hexdigest()[:12]


def _add(place: Traversable, total: hashlib._Hash) -> None:
    if place.is_file():
        if place.name.endswith(".py"):
            total.update(place.name.encode())
            total.update(place.read_bytes())
    elif place.is_dir():
        for inside in sorted(place.iterdir(), key=lambda one: one.name):
            _add(inside, total)
