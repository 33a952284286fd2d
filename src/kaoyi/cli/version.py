"""kaoyi version"""

from __future__ import annotations

import click

from kaoyi.version import VERSION


@click.command()
def version() -> None:
    """Print the version."""
    click.echo(VERSION)
