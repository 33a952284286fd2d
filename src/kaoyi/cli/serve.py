"""kaoyi serve"""

from __future__ import annotations

import click

from kaoyi.cli.options import quiet_option, record_option
from kaoyi.errors import KaoyiError


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; only this machine by default.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@record_option
@quiet_option
def serve(host: str, port: int, record: str, quiet: bool) -> None:
    """Open the reading room: the record in a browser, and its REST API. Nothing leaves this machine.

    \b
      kaoyi serve
      kaoyi serve --record war.db --port 9000
    """
    from kaoyi import serve as room

    if not hasattr(room, "run"):
        raise KaoyiError("the reading room is not part of this version")
    room.run(record, host, port)
