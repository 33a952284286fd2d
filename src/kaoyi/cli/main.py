"""The commands and where each lives; a command's module is imported when it is called, so that help is quick."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from kaoyi.errors import KaoyiError, UsageError
from kaoyi.version import VERSION

COMMANDS = {
    "read": ("read", "Read files and folders into a record; again: only what changed."),
    "disputes": ("listings", "Figures that measure the same thing and do not agree."),
    "audits": ("listings", "Sums, weekdays and other arithmetic of the texts, checked."),
    "claims": ("listings", "Who says how many: one row per figure."),
    "events": ("listings", "What happened: one row per statement."),
    "timeline": ("listings", "Happenings in the order of time."),
    "actors": ("listings", "States, armies, organisations and people that are named."),
    "sources": ("listings", "Who says things, and how often."),
    "show": ("show", "One claim, dispute, audit, event, actor or document in full."),
    "search": ("search", "Full text, in either script."),
    "verdict": ("verdict", "Take an account of a dispute, with a reason, into the ledger."),
    "export": ("export", "Write everything of one kind as JSON lines, CSV or Parquet."),
    "verify": ("verify", "Check that every quote still stands in its source."),
    "explain": ("explain", "Which rules and words read what stands at a place of a file."),
    "recognise": ("recognise", "Find numbers, quantities or times in lines of text."),
    "serve": ("serve", "Open the reading room in the browser."),
    "words": ("words", "Check the word lists."),
    "version": ("version", "Print the version."),
}


class Commands(click.Group):
    """A group that imports a command only to run it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"kaoyi.cli.{COMMANDS[cmd_name][0]}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in COMMANDS.items()])


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="kaoyi")
def kaoyi() -> None:
    """Kaoyi 考异 reads documents and finds who says how many, when and in which words, and where they disagree.

    \b
      kaoyi read documents/              read a folder into ./kaoyi.db
      kaoyi disputes --measure killed    where the figures for the dead differ, and why
      kaoyi show ID                      one of them in full, with every quote
      kaoyi search 韩战                  full text; finds 韓戰 too
      kaoyi export claims -o claims.jsonl

    Exit status 0: done; 1: done, and something did not hold or was refused (named on stderr); 2: not understood.
    """


def main() -> None:
    """Run the command line. An error meant for a person is one line on stderr; a reader that stops early is no error."""
    try:
        kaoyi(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as left:
        sys.exit(left.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("kaoyi: stopped; what was written so far is kept, and the same command goes on from there", err=True)
        sys.exit(1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except UsageError as error:
        click.echo(f"kaoyi: {error}", err=True)
        sys.exit(2)
    except KaoyiError as error:
        click.echo(f"kaoyi: {error}", err=True)
        sys.exit(1)
    except Exception as error:
        if type(error).__module__ != "sqlalchemy.exc":  # not imported here, so that help stays quick
            raise
        told = " ".join(str(getattr(error, "orig", None) or error).split())
        click.echo(f"kaoyi: the record's database: {told}; what was written before is kept", err=True)
        sys.exit(1)
