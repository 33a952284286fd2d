"""The dispute plot: one row per account on a shared axis, as percentages of its width.

A dot for an exact figure, a ring for an approximate one, a bar for a range, an arrow for an open bound. Dates stand on
an axis of time, a day as a dot, a month or a year as a bar. The page draws it as SVG with percentages, so it reads
without scripts, prints, and fits a phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import ceil, floor, log10

from msgspec import Struct

from kaoyi.mentions import edtf
from kaoyi.model import Account

LOG_FROM = 20  # a spread from which equal steps would crush the small figures against the axis
MARGIN = 0.04  # of the axis, kept free at either end for arrows


class Mark(Struct, frozen=True):
    """One account on the axis. shape: dot ring bar from upto none; left, right: percentages of the axis ("41.3%")."""

    shape: str
    left: str
    right: str
    width: str = "0%"


class Axis(Struct, frozen=True):
    """The shared axis. kind: log, linear, time, or none (nothing to measure, as for places); ticks: (place, label)."""

    kind: str
    low: float
    high: float
    ticks: tuple[tuple[str, str], ...]


class Reach(Struct, frozen=True):
    """What an account says as numbers of its axis; None is an open end. Both None: it has no place on the axis."""

    low: float | None
    high: float | None
    approx: bool = False


def reach(measure: str, row: Account) -> Reach:
    """Return an account's reach on its dispute's axis: its figure, or for a date the first and last day it can mean."""
    return days(row.value_text) if measure == "date" else Reach(row.low, row.high, row.approx)


def days(time: str | None) -> Reach:
    """Return the first and last day an EDTF date can mean, as ordinals."""
    found = edtf.bounds(time)
    if time is None or found is None:
        return Reach(None, None)
    first, last = found
    unsure = any(sign in time for sign in "~?%")
    return Reach(first.toordinal() if first else None, last.toordinal() if last else None, unsure)


def shape_of(low: float | None, high: float | None, approx: bool) -> str:
    """Name the mark a value is drawn as.

    >>> shape_of(300, 300, False), shape_of(300, 300, True), shape_of(700, 900, False), shape_of(4700, None, True)
    ('dot', 'ring', 'bar', 'from')
    """
    if low is None and high is None:
        return "none"
    if low is None:
        return "upto"
    if high is None:
        return "from"
    if low == high:
        return "ring" if approx else "dot"
    return "bar"


def axis_of(measure: str, reaches: Iterable[Reach], adopted: float | None = None) -> Axis:
    """Return the axis for the accounts of one dispute, with room for the adopted value."""
    bounds = [bound for one in reaches for bound in (one.low, one.high, adopted) if bound is not None]
    if not bounds:
        return Axis("none", 0, 1, ())
    return _time_axis(min(bounds), max(bounds)) if measure == "date" else _figure_axis(min(bounds), max(bounds))


def _figure_axis(low: float, high: float) -> Axis:
    if low > 0 and high / low >= LOG_FROM:
        first, last = floor(log10(low)), ceil(log10(high) + 1e-9)
        stride = max(1, ceil((last - first) / 6))
        steps = [10.0**power for power in range(first, last + 1, stride)]
        return _ticked(Axis("log", 10.0**first, 10.0**last, ()), [(step, short(step)) for step in steps])
    step = _step(max(high - low, high / 4, 1))
    start, stop = floor(low / step) * step, ceil(high / step) * step
    if start == stop:
        stop = start + step
    count = round((stop - start) / step)
    found = [start + step * i for i in range(count + 1)]
    return _ticked(Axis("linear", start, stop, ()), [(one, short(one)) for one in found])


def _time_axis(low: float, high: float) -> Axis:
    room = max((high - low) * 0.1, 2)
    start, stop = max(1, floor(low - room)), ceil(high + room)
    return _ticked(Axis("time", start, stop, ()), [(day.toordinal(), name) for day, name in time_ticks(start, stop)])


def time_ticks(first: int, last: int, wanted: int = 6) -> list[tuple[date, str]]:
    """Return about ``wanted`` round days from one ordinal to another, each with its name.

    >>> time_ticks(date(1950, 6, 20).toordinal(), date(1950, 12, 3).toordinal(), 3)[0]
    (datetime.date(1950, 7, 1), '1950-07')
    """
    days = max(1, last - first)
    if days > 366 * wanted:
        step = _step(days / 366 * 4 / wanted)
        year = int(ceil(date.fromordinal(first).year / step) * step) or int(step)
        found = []
        while year <= date.fromordinal(last).year:
            found.append((date(year, 1, 1), f"{year:04d}"))
            year += max(1, int(step))
        return [one for one in found if first <= one[0].toordinal() <= last]
    if days > 45 * wanted / 3:
        stride = next((n for n in (1, 2, 3, 6, 12) if days / 30.5 / n <= wanted), 12)
        start = date.fromordinal(first)
        months = range(start.year * 12 + start.month - 1, date.fromordinal(last).year * 12 + 12)
        marks = [date(month // 12, month % 12 + 1, 1) for month in months if month % stride == 0]
        return [(day, f"{day:%Y-%m}") for day in marks if first <= day.toordinal() <= last]
    stride = max(1, round(days / wanted))
    return [(date.fromordinal(day), f"{date.fromordinal(day):%m-%d}") for day in range(first, last + 1, stride)]


def _step(extent: float) -> float:
    rough = extent / 4
    power = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)


def _ticked(bare: Axis, steps: list[tuple[float, str]]) -> Axis:
    return Axis(bare.kind, bare.low, bare.high, tuple((at(bare, step), label) for step, label in steps))


def at(scale: Axis, value: float) -> str:
    """Where a value stands on the axis, as a percentage of its width."""
    return f"{_at(scale, value):.2f}%"


def _at(scale: Axis, value: float) -> float:
    if scale.kind == "log":
        part = (log10(max(value, scale.low)) - log10(scale.low)) / (log10(scale.high) - log10(scale.low))
    else:
        part = (value - scale.low) / (scale.high - scale.low)
    return 100 * (MARGIN + (1 - 2 * MARGIN) * min(max(part, 0), 1))


def short(value: float) -> str:
    """A tick's label as a Chinese reader writes it.

    >>> short(0), short(4500), short(120000), short(300000000)
    ('0', '4,500', '12万', '3亿')
    """
    for size, word in ((100_000_000, "亿"), (10_000, "万")):
        if value >= size:
            return f"{value / size:g}{word}"
    return f"{value:,g}"


def mark(scale: Axis, row: Reach) -> Mark:
    """Place one account on the axis."""
    low, high = row.low, row.high
    shape = shape_of(low, high, row.approx) if scale.kind != "none" else "none"
    left = _at(scale, low if low is not None else high if high is not None else scale.low)
    right = _at(scale, high if high is not None else low if low is not None else scale.low)
    return Mark(shape, f"{left:.2f}%", f"{right:.2f}%", f"{right - left:.2f}%")
