"""kaoyi read"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from kaoyi.cli.options import common, print_json

if TYPE_CHECKING:
    from kaoyi.run import Progress, Summary


@click.command()
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--jobs", default=0, type=click.IntRange(0), metavar="N", help="Processes to use; 0: one for each core.")
@click.option(
    "--engine", type=click.Choice(["local", "ray"]), default="local", show_default=True, help="Where to work."
)
@click.option(
    "--address", metavar="ADDRESS", help="With --engine ray: a cluster, auto or ray://HOST:PORT; else one here."
)
@click.option("--shards", metavar="FOLDER", help="Let workers leave their results here as Parquet (a folder or URL).")
@click.option(
    "--lexicon",
    type=click.Path(exists=True, file_okay=False),
    metavar="FOLDER",
    help="Words added to the built-in ones.",
)
@common
def read(sources: tuple[str, ...], record: str, as_json: bool, quiet: bool, **how: Any) -> None:
    """Read files and folders into a record. Read again, only what changed is done.

    Takes .md .markdown .txt .html .htm and MediaWiki dumps (.xml, .xml.bz2), and folders of them. What cannot be read
    is listed at the end with the reason; everything else is read.

    \b
      kaoyi read documents/
      kaoyi read news/ memoirs.txt --record war.db
      kaoyi read archive/ --jobs 4 --lexicon my-words/
      kaoyi read s3://bucket/news --engine ray --address auto --record postgresql://host/news
    """
    from kaoyi.run import Options, read_sources

    with _progress(quiet) as progress:
        summary = read_sources(sources, record, Options(**how), progress)
    if as_json:
        print_json(summary)
    elif not quiet:
        _tell(summary, record)
    for failure in summary.failures:
        click.echo(f"{failure.path}: {failure.reason}", err=True)
    sys.exit(1 if summary.failures else 0)


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """A bar with the time left, on a terminal only."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    from kaoyi.cli.tables import console

    columns = (TextColumn("reading"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(error=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _files(number: int) -> str:
    return f"{number:,} file{'s' * (number != 1)}"


def _tell(summary: Summary, record: str) -> None:
    from kaoyi.store.dialect import shown

    counts = f"{summary.read:,} read, {summary.unchanged:,} unchanged"
    if summary.removed:
        counts += f", {len(summary.removed):,} removed"
    if summary.failures:
        counts += f", {len(summary.failures):,} failed"
    click.echo(f"{counts} in {summary.seconds:.1f} s", err=True)
    if summary.again:
        click.echo(f"{_files(summary.reread)} read again although unchanged: {summary.again}", err=True)
    if summary.spared:
        what = summary.words or "only notes and examples"
        click.echo(f"{_files(summary.spared)} left as they were: they hold no word that changed ({what})", err=True)
    if summary.compared_again and not summary.again:
        click.echo(f"compared again without reading: {summary.compared_again}", err=True)
    for name in summary.removed[:20]:
        click.echo(f"removed, no longer there: {name}", err=True)
    for old, new in summary.renamed[:20]:
        click.echo(f"renamed: {old} is now {new}", err=True)
    if summary.passed_over:
        click.echo(f"{summary.passed_over:,} files of other kinds left alone", err=True)
    click.echo(
        f"{shown(record)}: {summary.documents:,} documents, {summary.claims:,} claims, {summary.disputes:,} disputes",
        err=True,
    )
