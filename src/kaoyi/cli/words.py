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
    from kaoyi.lexicon import load
    from kaoyi.run.words import faults as check_words

    faults = check_words(load(lexicon))
    for fault in faults:
        click.echo(str(fault), err=True)
    click.echo("every row holds" if not faults else f"{len(faults)} faults", err=True)
    sys.exit(1 if faults else 0)
