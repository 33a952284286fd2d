"""The dispute plot: one row per account on a shared axis, as fractions of its width.

A dot for an exact figure, a ring for an approximate one, a bar for a range, an arrow for an open bound. The page draws
it as SVG with percentages, so it reads without scripts, prints, and fits a phone.
"""

from __future__ import annotations

from math import ceil, floor, log10

from msgspec import Struct

from kaoyi.model import Account

LOG_FROM = 20  # a spread from which equal steps would crush the small figures against the axis
MARGIN = 0.04  # of the axis, kept free at either end for arrows


class Mark(Struct, frozen=True):
    """One account on the axis. shape: dot ring bar from upto none; left, right: percentages of the axis ("41.3%")."""

    shape: str
    left: str
    right: str


class Axis(Struct, frozen=True):
    """The shared axis: whether it is logarithmic, its bounds, and its ticks as (percentage, label)."""

    log: bool
    low: float
    high: float
    ticks: tuple[tuple[str, str], ...]


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


def axis(bounds: tuple[float, ...]) -> Axis:
    """Return an axis that holds every bound, logarithmic where the spread asks for it."""
    present = [b for b in bounds if b is not None] or [0.0, 1.0]
    low, high = min(present), max(present)
    if low > 0 and high / low >= LOG_FROM:
        start, stop = 10.0 ** floor(log10(low)), 10.0 ** ceil(log10(high) + 1e-9)
        steps = [10.0**power for power in range(round(log10(start)), round(log10(stop)) + 1)]
        return _axis(True, start, stop, steps)
    step = _step(max(high - low, high / 4, 1))
    start, stop = floor(low / step) * step, ceil(high / step) * step
    if start == stop:
        stop = start + step
    count = round((stop - start) / step)
    return _axis(False, start, stop, [start + step * i for i in range(count + 1)])


def _step(extent: float) -> float:
    rough = extent / 4
    power = 10.0 ** floor(log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)


def _axis(log: bool, low: float, high: float, steps: list[float]) -> Axis:
    bare = Axis(log, low, high, ())
    return Axis(log, low, high, tuple((at(bare, step), short(step)) for step in steps))


def at(scale: Axis, value: float) -> str:
    """Where a value stands on the axis, as a percentage of its width."""
    if scale.log:
        part = (log10(max(value, scale.low)) - log10(scale.low)) / (log10(scale.high) - log10(scale.low))
    else:
        part = (value - scale.low) / (scale.high - scale.low)
    return f"{100 * (MARGIN + (1 - 2 * MARGIN) * min(max(part, 0), 1)):.2f}%"


def short(value: float) -> str:
    """A tick's label as a Chinese reader writes it.

    >>> short(0), short(4500), short(120000), short(300000000)
    ('0', '4,500', '12万', '3亿')
    """
    for size, word in ((100_000_000, "亿"), (10_000, "万")):
        if value >= size:
            return f"{value / size:g}{word}"
    return f"{value:,g}"


def mark(scale: Axis, row: Account) -> Mark:
    """Place one account on the axis."""
    low, high = row.low, row.high
    shape = shape_of(low, high, row.approx)
    left = at(scale, low if low is not None else high if high is not None else scale.low)
    right = at(scale, high if high is not None else low if low is not None else scale.low)
    return Mark(shape, left, right)


def axis_of(rows: tuple[Account, ...], adopted: float | None = None) -> Axis:
    """The axis for the accounts of one dispute, with room for the adopted value."""
    bounds = [b for row in rows for b in (row.low, row.high, adopted) if b is not None]
    return axis(tuple(float(b) for b in bounds))
