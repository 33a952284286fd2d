"""The commands and where each lives; a command's module is imported when it is called."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from kaoyi.errors import KaoyiError, UsageError

COMMANDS = {
    "read": ("kaoyi.cli.read", "Read files and folders into a record; again: only what changed."),
    "export": ("kaoyi.cli.export", "Write everything of one kind as JSON lines, CSV or Parquet."),
    "recognise": ("kaoyi.cli.recognise", "Find numbers, quantities or times in lines of text."),
}


class Commands(click.Group):
    """A group that imports a command only to run it, so that help is quick."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = import_module(COMMANDS[name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in COMMANDS])


@click.command(cls=Commands)
def kaoyi() -> None:
    """Kaoyi 考异 reads documents and finds who says how many, when, in which words, and where they disagree."""


def main() -> None:
    """Run the command line; an error meant for a person is one line on stderr."""
    try:
        kaoyi(standalone_mode=True)
    except UsageError as error:
        click.echo(f"kaoyi: {error}", err=True)
        sys.exit(2)
    except KaoyiError as error:
        click.echo(f"kaoyi: {error}", err=True)
        sys.exit(1)
