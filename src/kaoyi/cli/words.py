"""kaoyi words check"""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
def words() -> None:
    """The word lists: CSV tables that anyone can edit."""


@words.command()
@click.option(
    "--lexicon", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER", help="Words to add."
)
def check(lexicon: Path | None) -> None:
    """Check every row of the word lists; each fault is one line naming the table and the line."""
    from kaoyi import documents, path
    from kaoyi.lexicon import check as checker
    from kaoyi.lexicon import load
    from kaoyi.mentions import recognise

    tables = load(lexicon)
    path.read_bytes("一句话。".encode(), "words.txt", tables)  # every table that is compiled says what is wrong with it

    def find(text: str) -> list[tuple[int, int, str]]:
        found = recognise(documents.read(text.encode(), "example.txt"), tables).names
        return [(name.start, name.end, name.name) for name in found]

    faults = checker.faults(tables, find)
    for fault in faults:
        click.echo(str(fault), err=True)
    click.echo("every row holds" if not faults else f"{len(faults)} faults", err=True)
    sys.exit(1 if faults else 0)
