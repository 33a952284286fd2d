"""kaoyi search"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kaoyi.cli.options import chosen, common, narrowed, opened, page, print_json

if TYPE_CHECKING:
    from rich.text import Text

    from kaoyi.store.ask import Snippet


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@narrowed("kind", "since", "until", "document")
@common
def search(words: tuple[str, ...], record: str, as_json: bool, quiet: bool, **options: Any) -> None:
    """Documents that hold every one of the words, in either script, the newest first.

    Words may be one character long. Words inside one pair of quotes stay together.

    \b
      kaoyi search 韩战              finds 韓戰 too
      kaoyi search 志愿军 战俘        both words
      kaoyi search '"Korean War"'
    """
    from kaoyi.cli.tables import console, more
    from kaoyi.store.ask import search as ask

    options["as_json"] = as_json
    with opened(record) as connection:
        found = ask(connection, " ".join(words), chosen(options, record), page(options, shown=20))
    if as_json:
        for hit in found.hits:
            print_json(hit)
        return
    out = console()
    for hit in found.hits:
        told = " · ".join(filter(None, (hit.title, hit.outlet, (hit.published or "")[:10])))
        out.print(f"{hit.document}  {told}  ({hit.count})", style="bold")
        for snippet in hit.snippets:
            out.print("  ", _marked(snippet), f" @{snippet.start}", sep="")
    if not quiet:
        click.echo(f"{found.total:,} documents hold {' and '.join(found.words)}", err=True)
        more(len(found.hits), found.total, options.get("offset") or 0)


def _marked(snippet: Snippet) -> Text:
    from rich.text import Text

    text = Text(snippet.text.replace("\n", " "))
    for start, end in snippet.marks:
        text.stylize("bold red", start, end)
    return text
