"""The outlines of the world's countries (Natural Earth, vendored as topojson), in degrees: x east, y south."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from babel import Locale

from kaoyi.serve.app import HERE

Ring = list[tuple[float, float]]
COARSE, FINE = "countries-110m.json", "countries-50m.json"


@cache
def _world(file: str = COARSE) -> dict[str, list[Ring]]:
    """English name -> rings of a country."""
    topology = json.loads((HERE / "static" / "vendor" / file).read_text(encoding="utf-8"))
    arcs = [list(_arc(arc, topology["transform"])) for arc in topology["arcs"]]
    found: dict[str, list[Ring]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        rings = [_ring(ring, arcs) for polygon in polygons for ring in polygon]
        found[shape["properties"]["name"]] = rings
    return found


def _arc(arc: Iterable[list[int]], transform: dict[str, Any]) -> Iterator[tuple[float, float]]:
    (wide, tall), (left, low) = transform["scale"], transform["translate"]
    x = y = 0
    for east, north in arc:
        x, y = x + east, y + north
        yield x * wide + left, -(y * tall + low)


def _ring(numbers: list[int], arcs: list[Ring]) -> Ring:
    points: Ring = []
    for number in numbers:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(part[1:] if points else part)
    return _unrolled(points)


def _unrolled(points: Ring) -> Ring:
    """A ring that crosses the 180th meridian goes on beyond it; one around the pole is closed along the pole."""
    shift, found = 0.0, [points[0]]
    for (before, _), (x, y) in pairwise(points):
        shift += 360 if x - before < -180 else -360 if x - before > 180 else 0
        found.append((x + shift, y))
    if shift:
        pole = 90.0 if found[0][1] > 0 else -90.0
        found += [(found[-1][0], pole), (found[0][0], pole)]
    return found


@cache
def land() -> str:
    """Return every outline as one SVG file with one path, id "land"; its colours come from the page that uses it."""
    return _sheet(ring for rings in _world().values() for ring in rings)


@lru_cache(maxsize=64)
def land_within(west: int, north: int, east: int, south: int) -> str:
    """Return the finer outlines that reach into a part of the world; degrees, north and west below zero."""
    return _sheet(
        ring
        for rings in _world(FINE).values()
        for ring in rings
        if min(x for x, _ in ring) <= east and max(x for x, _ in ring) >= west
        if min(y for _, y in ring) <= south and max(y for _, y in ring) >= north
    )


def _sheet(rings: Iterable[Ring]) -> str:
    parts = ("M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in ring) + "Z" for ring in rings)
    path = f'<path id="land" vector-effect="non-scaling-stroke" d="{"".join(parts)}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-180 -90 360 180">{path}</svg>'


@cache
def _english() -> dict[str, str]:
    """Chinese name of a country -> its name in the outlines."""
    chinese, english = Locale("zh").territories, Locale("en").territories
    return {chinese[code]: _SPELLED.get(english[code], english[code]) for code in chinese if code in english}


_SPELLED = {
    "United States": "United States of America",
    "Congo - Kinshasa": "Dem. Rep. Congo",
    "Congo - Brazzaville": "Congo",
    "Myanmar (Burma)": "Myanmar",
    "Bosnia & Herzegovina": "Bosnia and Herz.",
    "South Sudan": "S. Sudan",
    "Central African Republic": "Central African Rep.",
    "Dominican Republic": "Dominican Rep.",
    "Côte d’Ivoire": "Côte d'Ivoire",
    "Türkiye": "Turkey",
    "Palestinian Territories": "Palestine",
    "North Macedonia": "Macedonia",
}


def middle_of(state: str) -> tuple[float, float] | None:
    """Return the middle of a country's largest piece, as (longitude, latitude); None for one without an outline."""
    rings = _world().get(_english().get(state, ""))
    if not rings:
        return None
    ring = max(rings, key=lambda one: abs(_area(one)))
    area, x, y = 3 * _area(ring), 0.0, 0.0
    for (x0, y0), (x1, y1) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = x0 * y1 - x1 * y0
        x, y = x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return x / area, -y / area


def _area(ring: Ring) -> float:
    """Twice the area a ring holds, signed."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)
