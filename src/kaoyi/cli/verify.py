"""kaoyi verify"""

from __future__ import annotations

import sys

import click

from kaoyi.cli.options import common, opened, print_json


@click.command()
@common
def verify(record: str, as_json: bool, quiet: bool) -> None:
    """Check that every quote still stands in its source on disk, and that every source is as it was read.

    Each thing that does not hold is one line on stderr; the exit status is then 1.
    """
    from kaoyi.run.verify import verify as check

    with opened(record) as connection:
        found = check(connection)
    if as_json:
        print_json(found)
    elif not quiet:
        click.echo(f"{found.files:,} files, {found.documents:,} documents, {found.spans:,} quotes checked", err=True)
        if not found.failures:
            click.echo("everything holds", err=True)
    for failure in found.failures:
        click.echo(f"{failure.path}: {failure.reason}", err=True)
    sys.exit(1 if found.failures else 0)
