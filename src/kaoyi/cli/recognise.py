"""kaoyi recognise"""

from __future__ import annotations

import sys
from datetime import datetime

import click
import msgspec

from kaoyi.model import Quantity, Time
from kaoyi.text import fold


@click.command()
@click.argument("kind", type=click.Choice(["numbers", "quantities", "times"]))
@click.option("--reference", metavar="DATETIME", help="The date a relative time counts from.")
def recognise(kind: str, reference: str | None) -> None:
    """Find numbers, quantities or times in lines of text: one JSON object for each line read from stdin.

    \b
      echo 约三万六千余人 | kaoyi recognise quantities
      echo 昨天上午 | kaoyi recognise times --reference 2021-10-26
    """
    try:
        at = datetime.fromisoformat(reference) if reference else None
    except ValueError as error:
        raise click.BadParameter(f"{reference} is not a date: write 2021-10-26 or 2021-10-26T08:00") from error
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
        from kaoyi.mentions import quantities

        return [_quantity(text, one) for one in quantities.find(folded)]
    from kaoyi.mentions import numbers

    return [_number(text, one) for one in numbers.find(folded)]


def _time(text: str, one: Time) -> dict[str, object]:
    return _span(text, one) | {"edtf": one.edtf, "kind": one.kind}


def _number(text: str, one: Quantity) -> dict[str, object]:
    low, high = _plain(one.low), _plain(one.high)
    exact = low is not None and low == high and not one.approx
    value = low if exact else {"low": low, "high": high, "approx": one.approx}
    return _span(text, one) | {"value": value, "kind": one.kind}


def _quantity(text: str, one: Quantity) -> dict[str, object]:
    low, high = _plain(one.low), _plain(one.high)
    value = low if low is not None and low == high else None
    return _span(text, one) | {"value": value, "unit": one.unit, "low": low, "high": high, "approx": one.approx}


def _span(text: str, one: Quantity | Time) -> dict[str, object]:
    return {"start": one.start, "end": one.end, "text": text[one.start : one.end]}


def _plain(value: object) -> int | float | None:
    if value is None or isinstance(value, int):
        return value
    return float(value)  # type: ignore[arg-type]
