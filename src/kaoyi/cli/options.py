"""The options that commands share, and how a record is opened for one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from kaoyi.store.ask import Cut, Filter

F = TypeVar("F", bound=Callable[..., Any])

MEASURES = (
    "killed", "wounded", "casualties", "losses", "missing", "captured", "surrendered", "arrested", "repatriated",
    "evacuated", "infected", "participants", "strength", "equipment_strength", "destroyed", "damaged", "seized", "sorties",
    "fired", "area", "incidents", "votes_for", "votes_against", "votes_abstained", "date", "place",
)  # fmt: skip


def record_option(function: F) -> F:
    """--record: which record."""
    told = "The record: a SQLite file or a postgresql:// URL."
    return click.option("--record", default="kaoyi.db", show_default=True, metavar="PATH|URL", help=told)(function)


def quiet_option(function: F) -> F:
    """--quiet: results and failures only."""
    return click.option("--quiet", is_flag=True, help="Say nothing but results and failures.")(function)


def json_option(function: F) -> F:
    """--json: one JSON object per line instead of a table."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object per line instead of a table.")(
        function
    )


def common(function: F) -> F:
    """--record, --json and --quiet."""
    return record_option(json_option(quiet_option(function)))


_NARROW: dict[str, tuple[str, str]] = {
    "measure": ("WORD", "killed, wounded, captured, strength, destroyed …"),
    "subject": ("NAME", "Whose people or things, or who takes part; any script, any alias."),
    "event": ("NAME", "The war, battle, attack or disaster."),
    "kind": ("WORD", "The kind of dispute, audit, event or actor."),
    "since": ("DATE", "From this day on: 1950, 1950-10 or 1950-10-25."),
    "until": ("DATE", "Up to this day."),
    "speaker": ("NAME", "Who says so, anywhere in the chain."),
    "document": ("NAME", "Only this document."),
    "verdict": ("WORD", "holds, fails or cannot_tell."),
}


def narrowed(*names: str) -> Callable[[F], F]:
    """Options that narrow a listing, with --limit and --offset."""

    def decorate(function: F) -> F:
        function = click.option("--offset", default=0, metavar="N", help="Pass over the first N rows.")(function)
        told = "How many rows; 0: all. (A table shows 50, --json all.)"
        function = click.option("--limit", type=click.IntRange(0), metavar="N", help=told)(function)
        for name in reversed(names):
            metavar, told = _NARROW[name]
            kind = click.Choice(MEASURES) if name == "measure" else None
            shown = None if name == "measure" else metavar
            function = click.option(f"--{name}", type=kind, metavar=shown or metavar, help=told)(function)
        return function

    return decorate


def chosen(options: dict[str, Any], record: str) -> Filter:
    """Return the filter the options ask for. Aliases are looked up in the word lists, when the record has no such name."""
    from kaoyi.store.ask import Filter

    fields = {name: options[name] for name in _NARROW if options.get(name) is not None}
    return Filter(**fields, aliases=canonical)


def canonical(name: str) -> str | None:
    """Return the canonical name of an alias in the built-in word lists."""
    from kaoyi.lexicon import load
    from kaoyi.lexicon.things import things

    thing = things(load(None)).find(name)
    return thing.name if thing else None


def page(options: dict[str, Any], sort: str = "", shown: int = 50) -> Cut:
    """Return which rows the options ask for."""
    from kaoyi.store.ask import Cut

    limit = options.get("limit")
    if limit is None:
        limit = 0 if options.get("as_json") else shown
    return Cut(limit, options.get("offset") or 0, sort)


@contextmanager
def opened(record: str) -> Iterator[Connection]:
    """A connection to an existing record."""
    from kaoyi.store.open import open_record

    engine = open_record(record)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def print_json(value: Any) -> None:
    """Print one value as a line of JSON."""
    import sys

    import msgspec

    sys.stdout.buffer.write(msgspec.json.encode(value) + b"\n")
