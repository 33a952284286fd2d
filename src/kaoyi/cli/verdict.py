"""kaoyi verdict"""

from __future__ import annotations

import getpass
import os
from typing import Any

import click

from kaoyi.cli.options import common, opened, print_json
from kaoyi.errors import UsageError


@click.command()
@click.argument("dispute")
@click.option("--adopt", metavar="CLAIM|VALUE", help="The id of a claim of the dispute, or a value in your own words.")
@click.option("--nothing", is_flag=True, help="Take back what was taken: nothing is adopted from now on.")
@click.option("--because", required=True, metavar="TEXT", help="The reason; it stays in the ledger.")
@click.option("--by", metavar="NAME", help="Who takes it (default: your user name).")
@common
def verdict(dispute: str, because: str, record: str, as_json: bool, **options: Any) -> None:
    """Take an account of a dispute, with a reason. The ledger only grows: a later verdict supersedes, nothing is edited.

    \b
      kaoyi verdict 3f2a… --adopt 91c0… --because "the memorial counts names, the others estimate"
      kaoyi verdict 3f2a… --adopt 197653 --because "…" --by 李
      kaoyi verdict 3f2a… --nothing --because "the register was withdrawn"
    """
    from kaoyi.model import Dispute
    from kaoyi.store import ledger
    from kaoyi.store.ask import find
    from kaoyi.store.open import open_record, writing

    adopt: str | None = options["adopt"]
    if (adopt is None) != options["nothing"]:
        raise UsageError("say either what to --adopt, or --nothing")
    with opened(record) as connection:
        thing = find(connection, dispute)
        if not isinstance(thing.value, Dispute):
            raise UsageError(f"{dispute} is no dispute but a {thing.kind}")
        taken = {} if adopt is None else _taken(adopt, thing.value)
    engine = open_record(record)
    with writing(engine) as connection:
        added = ledger.add(connection, thing.value, taken, because, options["by"] or _who())
    engine.dispose()
    if as_json:
        print_json(added)
    elif not options["quiet"]:
        click.echo(f"verdict {added.id}" + (f", superseding {added.supersedes}" if added.supersedes else ""))


def _taken(adopt: str, dispute: object) -> dict[str, str]:
    """A claim of the dispute by its id or the beginning of it, else a value as it stands."""
    from kaoyi.model import Dispute

    assert isinstance(dispute, Dispute)
    claims = sorted({claim for row in dispute.rows for claim in row.claims})
    begun = [claim for claim in claims if claim == adopt or (len(adopt) >= 6 and claim.startswith(adopt))]
    return {"claim": begun[0]} if len(begun) == 1 else {"value": adopt}


def _who() -> str:
    try:
        return os.environ.get("KAOYI_BY") or getpass.getuser()
    except (OSError, KeyError):
        return "someone"
