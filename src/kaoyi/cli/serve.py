"""kaoyi serve"""

from __future__ import annotations

import click

from kaoyi.cli.options import quiet_option, record_option


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; only this machine by default.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--password", envvar="KAOYI_PASSWORD", metavar="TEXT", help="Needed to listen beyond this machine [KAOYI_PASSWORD]."
)
@record_option
@quiet_option
def serve(host: str, port: int, record: str, password: str | None, quiet: bool) -> None:
    """Open the reading room: the record in a browser, and its REST API. Nothing leaves this machine.

    \b
      kaoyi serve
      kaoyi serve --record war.db --port 9000
    """
    from kaoyi import serve as room

    if not quiet:
        click.echo(f"the reading room is at http://{host}:{port}/ (stop it with Ctrl-C)", err=True)
    room.run(record, host, port, password)
