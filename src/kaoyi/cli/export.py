"""kaoyi export"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from kaoyi.cli.options import opened, quiet_option, record_option

KINDS = (
    "documents", "claims", "times", "mentions", "events", "relations", "disputes", "agreements", "audits", "verdicts",
)  # fmt: skip


@click.command()
@click.argument("what", type=click.Choice(KINDS), metavar="WHAT")
@click.option("--format", "form", type=click.Choice(("jsonl", "csv", "parquet")), default="jsonl", show_default=True)
@click.option("-o", "--output", default="-", metavar="FILE", help="The file to write; - is standard output.")
@record_option
@quiet_option
def export(what: str, form: str, output: str, record: str, quiet: bool) -> None:
    """Write everything of one kind: documents claims times mentions events relations disputes agreements audits verdicts.

    Rows stand in the order of their documents' names and their place in them, the same on every machine.

    \b
      kaoyi export claims -o claims.jsonl
      kaoyi export disputes --format csv > disputes.csv
      kaoyi export events --format parquet -o events.parquet
    """
    from kaoyi.export import export as write

    with opened(record) as connection:
        if output == "-":
            count = write(connection, what, form, sys.stdout.buffer)
        else:
            begun = Path(f"{output}.part")  # a broken export must not look like a whole one
            try:
                with begun.open("wb") as file:
                    count = write(connection, what, form, file)
                os.replace(begun, output)
            except OSError as error:
                raise click.ClickException(f"{output}: {error.strerror}") from error
            finally:
                begun.unlink(missing_ok=True)
    if not quiet and output != "-":
        click.echo(f"{count:,} {what} in {output}", err=True)
