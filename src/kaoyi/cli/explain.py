"""kaoyi explain"""

from __future__ import annotations

from pathlib import Path

import click

from kaoyi.cli.options import common, print_json


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--at", required=True, type=click.IntRange(0), metavar="OFFSET", help="Which code point of the file.")
@click.option(
    "--lexicon", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER", help="Words to add."
)
@common
def explain(file: Path, at: int, lexicon: Path | None, as_json: bool, **_: object) -> None:
    """Which rules and which rows of the word lists read what stands at a place of a file.

    Offsets count code points of the file as it lies on disk, as every export does.

    \b
      kaoyi explain memoir.txt --at 120
    """
    from kaoyi import documents, path
    from kaoyi.lexicon import load
    from kaoyi.run.explain import explain as told

    words = load(lexicon)
    for document in documents.read_file(file, file.name):
        if at < document.base + len(document.raw):
            found = told(path.read_document(document, words), at, words)
            break
    else:
        raise click.UsageError(f"{file} is shorter than {at} characters")
    if as_json:
        for one in found:
            print_json(one)
        return
    if not found:
        click.echo(f"nothing was read at {at}: {document.raw[max(0, at - 10) : at + 10]!r}", err=True)
    for one in found:
        click.echo(f"{one.kind}  {one.start}:{one.end}  {' '.join(one.text.split())}")
        for field in one.fields:
            click.echo(f"  {field.name:16} {field.value}" + (f"  ← {field.rule}" if field.rule else ""))
        for row in one.rows:
            click.echo(f"  word list        {row}")
