"""The span of time as a strip: how much happens in each stretch of it, drawn by the server in percentages."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from kaoyi.serve.plot import time_ticks

TALLEST = 46
MOST_BARS = 160


class Bar(Struct, frozen=True):
    """A stretch of time. left, width: percentages of the strip; height: pixels; since, until: its first and last day."""

    left: str
    width: str
    top: int
    height: int
    events: int
    since: str
    until: str


class Strip(Struct, frozen=True):
    """Bars from the first day to the last; ticks: (place, label). before, after: told of times beyond the strip."""

    since: str
    until: str
    bars: tuple[Bar, ...]
    ticks: tuple[tuple[str, str], ...]
    before: int = 0
    after: int = 0


def of_months(counted: list[tuple[str, int]]) -> Strip:
    """Return the strip of months ("1950-10") with their counts, in order. Rare years at either end are left out."""
    months = [(int(name[:4]) * 12 + int(name[5:7]) - 1, count) for name, count in counted]
    if not months:
        return Strip("", "", (), ())
    rare = sum(count for _, count in months) // 50
    begin, before = _edge(months, rare)
    end, after = _edge(months[::-1], rare // 5)
    months = [(month, count) for month, count in months if begin <= month <= end]
    end += 1
    width = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 600, 2400, 12000) if (end - begin) / n <= MOST_BARS)
    begin -= begin % width
    end += -end % width
    piled: dict[int, int] = {}
    for month, count in months:
        piled[(month - begin) // width] = piled.get((month - begin) // width, 0) + count
    tallest, slots = max(piled.values()), (end - begin) // width
    bars = tuple(_bar(begin + at * width, width, (at, slots), (count, tallest)) for at, count in sorted(piled.items()))
    return Strip(_day(begin), _last(end), bars, _ticks(begin, end), before, after)


def _edge(months: list[tuple[int, int]], rare: int) -> tuple[int, int]:
    """Where the strip ends on one side, and how much lies beyond: a lone date in 1066 must not press three years of
    war into a line."""
    seen = 0
    for month, count in months:
        if seen + count > rare:
            return month, seen
        seen += count
    return months[-1][0], seen


def _bar(month: int, width: int, place: tuple[int, int], share: tuple[int, int]) -> Bar:
    height = max(2, round(TALLEST * share[0] / share[1]))
    left, wide = f"{100 * place[0] / place[1]:.3f}%", f"{94 / place[1]:.3f}%"
    return Bar(left, wide, TALLEST - height, height, share[0], _day(month), _last(month + width))


LAST = 9999 * 12 + 11  # a calendar ends there


def _day(month: int) -> str:
    month = min(month, LAST)
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def _last(month: int) -> str:
    return _day(month - 1)


def _ticks(begin: int, end: int) -> tuple[tuple[str, str], ...]:
    first, last = (date(max(1, month // 12), month % 12 + 1, 1).toordinal() for month in (begin, min(end, LAST)))
    return tuple(
        (f"{100 * (day.toordinal() - first) / (last - first):.2f}%", label) for day, label in time_ticks(first, last, 8)
    )
