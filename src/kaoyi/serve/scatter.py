"""Figures over time: every figure of one measure as a mark, time across, value upwards (log where the spread asks)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from kaoyi.model import Claim
from kaoyi.serve import plot
from kaoyi.serve.sides import GREY, Colour
from kaoyi.serve.visible import visible

SHOWN_MEASURES = 6


class Spot(Struct, frozen=True):
    """One figure. x, y: percentages; shape: dot or ring (approximate or open); to: the place in its document."""

    x: str
    y: str
    shape: str
    side: int
    words: str
    document: str
    at: int


class Scatter(Struct, frozen=True):
    """The figures of one measure and unit."""

    measure: str
    unit: str
    spots: tuple[Spot, ...]
    across: tuple[tuple[str, str], ...]
    upwards: tuple[tuple[str, str], ...]


def of_claims(claims: Sequence[Claim], colour: Colour) -> tuple[Scatter, ...]:
    """Return plots of the measures with most dated figures; a single figure needs no plot."""
    by_measure: dict[tuple[str, str], list[tuple[plot.Reach, plot.Reach, Claim]]] = defaultdict(list)
    for claim in claims:
        days = plot.days(claim.time)
        value = plot.Reach(claim.value.low, claim.value.high, claim.value.approx)
        if days.low is not None and (value.low is not None or value.high is not None):
            by_measure[claim.measure, claim.unit].append((days, value, claim))
    ranked = sorted(by_measure.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(_scatter(key, found, colour) for key, found in ranked[:SHOWN_MEASURES] if len(found) > 1)


def _scatter(key: tuple[str, str], found: Sequence[tuple[plot.Reach, plot.Reach, Claim]], colour: Colour) -> Scatter:
    across = plot.axis_of("date", [days for days, _, _ in found])
    upwards = plot.axis_of(key[0], [value for _, value, _ in found])
    spots = tuple(_spot(one, across, upwards, colour) for one in found)
    flipped = tuple((_flip(at), label) for at, label in upwards.ticks)
    return Scatter(*key, spots, across.ticks, flipped)


def _spot(one: tuple[plot.Reach, plot.Reach, Claim], across: plot.Axis, upwards: plot.Axis, colour: Colour) -> Spot:
    days, value, claim = one
    middle = ((days.low or 0) + (days.high or days.low or 0)) / 2
    height = value.low if value.low is not None else value.high or 0
    exact = value.low == value.high and not value.approx
    day = date.fromordinal(int(days.low or 1)).isoformat() if days.low == days.high else claim.time or ""
    words = " · ".join(part for part in (day, visible(claim.number.text), claim.speaker) if part)
    side = colour(claim.speaker) if claim.speaker else GREY
    return Spot(
        plot.at(across, middle), _flip(plot.at(upwards, height)), "dot" if exact else "ring", side, words,
        claim.document, claim.number.start,
    )  # fmt: skip


def _flip(at: str) -> str:
    return f"{100 - float(at.rstrip('%')):.2f}%"
