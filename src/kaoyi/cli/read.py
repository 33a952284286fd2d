"""kaoyi read"""

from __future__ import annotations

import sys

import click

from kaoyi.run import Options, read_sources


@click.command("read")
@click.argument("sources", nargs=-1, required=True)
@click.option("--record", default="kaoyi.db", show_default=True, metavar="PATH|URL", help="The record to write.")
@click.option("--jobs", default=0, help="Processes to use; 0: one for each core.")
@click.option("--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True)
@click.option("--lexicon", type=click.Path(exists=True, file_okay=False), help="A folder of words added to ours.")
@click.option("--quiet", is_flag=True)
def command(sources: tuple[str, ...], record: str, jobs: int, engine: str, lexicon: str | None, quiet: bool) -> None:
    """Read files and folders into a record; read again, only what changed is done."""
    summary = read_sources(sources, record, Options(jobs, engine, lexicon))
    if not quiet:
        click.echo(
            f"{summary.read} read, {summary.unchanged} unchanged; {summary.claims} claims in {summary.documents} documents",
            err=True,
        )
    for failure in summary.failures:
        click.echo(f"{failure.path}: {failure.reason}", err=True)
    sys.exit(1 if summary.failures else 0)
