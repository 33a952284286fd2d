"""kaoyi export"""

from __future__ import annotations

import sys

import click

from kaoyi.export import FORMATS, KINDS, export
from kaoyi.store.open import open_record


@click.command("export")
@click.argument("what", type=click.Choice(list(KINDS)))
@click.option("--format", "form", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="The file to write (default: stdout).")
@click.option("--record", default="kaoyi.db", show_default=True, metavar="PATH|URL", help="The record to read.")
@click.option("--quiet", is_flag=True)
def command(what: str, form: str, output: str | None, record: str, quiet: bool) -> None:
    """Write everything of one kind as JSON lines, CSV or Parquet."""
    with open_record(record).connect() as connection:
        if output is None or output == "-":
            export(connection, what, form, sys.stdout.buffer)
        else:
            with open(output, "wb") as file:
                export(connection, what, form, file)
