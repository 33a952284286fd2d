"""kaoyi recognise"""

from __future__ import annotations

import sys
from datetime import datetime

import click
import msgspec

from kaoyi.model import Quantity, Time
from kaoyi.text import fold


@click.command("recognise")
@click.argument("kind", type=click.Choice(["numbers", "quantities", "times"]))
@click.option("--reference", metavar="DATETIME", help="The date a relative time counts from.")
def command(kind: str, reference: str | None) -> None:
    """Find numbers, quantities or times in lines of text."""
    at = datetime.fromisoformat(reference) if reference else None
    for line in sys.stdin.buffer:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        found = {"text": text, "found": _found(kind, text, at)}
        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")


def _found(kind: str, text: str, at: datetime | None) -> list[dict[str, object]]:
    folded = fold(text)
    if kind == "times":
        from kaoyi.mentions.times import read_line

        return [_time(text, one) for one in read_line(folded, at)]
    if kind == "quantities":
        from kaoyi.mentions.quantities import find
    else:
        from kaoyi.mentions.numbers import find
    return [_quantity(text, one, kind) for one in find(folded)]


def _time(text: str, one: Time) -> dict[str, object]:
    return {"start": one.start, "end": one.end, "text": text[one.start : one.end], "edtf": one.edtf, "kind": one.kind}


def _quantity(text: str, one: Quantity, kind: str) -> dict[str, object]:
    row: dict[str, object] = {"start": one.start, "end": one.end, "text": text[one.start : one.end]}
    low, high = _plain(one.low), _plain(one.high)
    bounds = {"low": low, "high": high, "approx": one.approx}
    exact = low is not None and low == high
    if kind == "numbers":
        return row | {"value": low if exact and not one.approx else bounds, "kind": one.kind}
    return row | {"value": low if exact else None, "unit": one.unit} | bounds


def _plain(value: object) -> int | float | None:
    if value is None or isinstance(value, int):
        return value
    return float(value)  # type: ignore[arg-type]
