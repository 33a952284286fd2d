"""What a reading depends on besides its source, and what comparing depends on besides the readings: code and words."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from kaoyi.lexicon import Lexicon, load
from kaoyi.version import VERSION

READING = (
    "audits",
    "claims",
    "documents",
    "events",
    "mentions",
    "lexicon",
    "disputes/facts.py",
    "disputes/families.py",
    "disputes/happenings.py",
    "store/packed.py",
    "store/rows.py",
    "store/words.py",
    "model.py",
    "offsets.py",
    "text.py",
    "path.py",
)
COMPARING = ("disputes", "mentions/edtf.py", "lexicon", "model.py", "text.py")
COMPARING_WORDS = frozenset(("scope_words.csv",))
"""Tables that only comparing asks; no reading changes with them."""
COMPARED_BY = COMPARING_WORDS | {"states.csv", "actors.csv", "persons.csv", "sources.csv", "happenings.csv"}
"""All tables that comparing asks: who belongs to whom, and what a count takes in."""


def stamp(lexicon: str | None) -> str:
    """Return a short text that changes when the program's reading code or any word changes.

    A file whose hash and stamp are as the record has them need not be read again.
    """
    return f"{VERSION} {_code(READING)} {_words(lexicon).digest(COMPARING_WORDS)}"


def comparing_stamp(lexicon: str | None) -> str:
    """Return a short text that changes when the code or the words change by which claims are compared.

    Then disputes are made anew from what the record holds, and nothing is read.
    """
    return f"{VERSION} {_code(COMPARING)} {_words(lexicon).digest(only=COMPARED_BY)}"


def parts(mark: str) -> tuple[str, str]:
    """Return what a stamp says of the code and of the words."""
    code, _, words = mark.rpartition(" ")
    return code, words


def _words(lexicon: str | None) -> Lexicon:
    return load(Path(lexicon) if lexicon else None)


@cache
def _code(parts: tuple[str, ...]) -> str:
    total = hashlib.sha256()
    for name in parts:
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
