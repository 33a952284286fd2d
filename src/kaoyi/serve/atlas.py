"""The map: places as marks sized by what is told of them, on outlines drawn without any request to another machine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from math import ceil, cos, floor, radians, sqrt

from fastapi import Request, Response
from msgspec import Struct
from sqlalchemy import Connection

from kaoyi.lexicon.things import Thing, things
from kaoyi.mentions import edtf
from kaoyi.serve import outlines, strip
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.plot import short
from kaoyi.serve.timeline import strip_of
from kaoyi.serve.wording import wording
from kaoyi.store.ask import spans

MOST, LABELS = 400, 40
SHAPE = 1.7
"""Width of the map by its height."""
LARGEST = 0.026
"""Radius of the largest mark, as a share of the map's width."""
FINER = 70
"""Degrees below which the finer outlines are drawn."""
LETTER = 0.0125
"""Height of a label's letters, likewise."""


class Box(Struct, frozen=True):
    """What the map shows: degrees; x grows to the east, y to the south, x narrowed so that shapes are true in the middle."""

    x: float
    y: float
    width: float
    height: float
    narrow: float

    def view(self) -> str:
        """As an SVG viewBox."""
        return f"{self.x:.3f} {self.y:.3f} {self.width:.3f} {self.height:.3f}"


class Spot(Struct, frozen=True):
    """A place on the map. name: with its other name in brackets; labelled: its name is written beside it; size: of the letters."""

    place: str
    name: str
    x: str
    y: str
    r: str
    state: bool
    labelled: bool
    left: bool
    told: str
    link: str


class Atlas(Struct, frozen=True):
    """The map of one stretch of time. apart: places told of whose position is not known, with their counts."""

    heading: str
    asked: dict[str, str]
    since: str
    until: str
    first: float
    span: float
    box: Box
    land: str
    letter: str
    spots: tuple[Spot, ...]
    apart: tuple[spans.PlaceCount, ...]
    listed: tuple[spans.PlaceCount, ...]
    strip: strip.Strip
    steps: dict[str, str]
    measure: str


class _Found(Struct, frozen=True):
    count: spans.PlaceCount
    thing: Thing | None
    x: float
    y: float
    weight: float


def add(pages: Pages) -> None:
    """Add the page of this module, and the file of outlines it draws on."""

    def atlas(request: Request) -> Atlas:
        given = {key: value for key, value in request.query_params.items() if value and key in FIELDS}
        language = look_of(request).language
        with pages.settings.engine.connect() as connection:
            key = ("atlas", language, tuple(sorted(given.items())))
            return pages.kept.get(connection, key, lambda held: _page(pages, held, given, language))

    pages.add("/map", "map.html", atlas, FIELDS)

    @pages.app.get("/map/land.svg", include_in_schema=False)
    def land(part: str = "") -> Response:
        found = re.fullmatch(r"(-?\d{1,3}),(-?\d{1,3}),(-?\d{1,3}),(-?\d{1,3})", part)
        drawn = outlines.land_within(*map(int, found.groups())) if found else outlines.land()
        return Response(drawn, media_type="image/svg+xml", headers={"Cache-Control": "max-age=604800"})


FIELDS = ("since", "until", "measure", "box")


def _page(pages: Pages, connection: Connection, given: dict[str, str], language: str) -> Atlas:
    whole_span = strip_of(pages, connection, spans.Window("", ""))
    since, until = _day(given.get("since"), 0), _day(given.get("until"), 1)
    words = wording(language)
    measure = given.get("measure", "") if f"measure.{given.get('measure')}" in words else ""
    counted = spans.places(connection, since, until, measure or None)
    placed, apart = _placed(pages, counted, measure)
    towns = [one for one in placed if one.thing is not None and one.thing.kind == "place"]
    box = _given_box(given.get("box")) or _around(towns if len(towns) > 2 else placed)
    spots = _spots(placed[:MOST], box, measure, language)
    first, last = _day(since or whole_span.since, 0), _day(until or whole_span.until, 1)
    begin, end = (date.fromisoformat(day or "2000-01-01").toordinal() for day in (first, last))
    return Atlas(
        words["map"], given, since or "", until or "", float(begin), float(max(1, end - begin)), box, _land(box),
        f"{LETTER * box.width:.4f}", spots, apart[:60], tuple(one.count for one in placed[:MOST][:40]), whole_span,
        _steps(box), measure,
    )  # fmt: skip


def _day(words: str | None, end: int) -> str | None:
    days = edtf.bounds(words)
    day = days[end] if days else None
    return day.isoformat() if day else None


def _placed(
    pages: Pages, counted: Sequence[spans.PlaceCount], measure: str
) -> tuple[list[_Found], tuple[spans.PlaceCount, ...]]:
    known = things(pages.settings.lexicon).by_name
    placed: list[_Found] = []
    apart: list[spans.PlaceCount] = []
    for count in counted:
        weight = float(count.largest or 0) if measure else float(count.events + count.figures)
        if not weight:
            continue
        thing = known.get(count.name)
        where = _where(known, thing)
        if where is None:
            apart.append(count)
        else:
            placed.append(_Found(count, thing, where[0], -where[1], weight))
    placed.sort(key=lambda one: (-one.weight, one.count.name))
    return placed, tuple(apart)


def _where(known: dict[str, Thing], thing: Thing | None) -> tuple[float, float] | None:
    """Longitude and latitude: a place's own, a country's middle, else its capital's."""
    if thing is None:
        return None
    if thing.latitude and thing.longitude:
        return float(thing.longitude), float(thing.latitude)
    if thing.kind in ("state", "bloc"):
        capital = known.get(thing.place)
        return outlines.middle_of(thing.name) or (_where(known, capital) if capital and capital != thing else None)
    return None


def _around(placed: Sequence[_Found]) -> Box:
    """The box that holds most of what is told, by weight of statements; the world when nothing is placed."""
    if not placed:
        return _box(0, -20, 300)
    total = sum(one.weight for one in placed)
    edges = []
    for axis in ("x", "y"):
        row = sorted((getattr(one, axis), one.weight) for one in placed)
        edges.append((_at_share(row, total * 0.12), _at_share(row[::-1], total * 0.12)))
    (left, right), (top, bottom) = edges
    narrow = cos(radians((top + bottom) / 2))
    width = max((right - left) * narrow * 1.35, (bottom - top) * 1.5 * SHAPE, 4)
    return _box((left + right) / 2, (top + bottom) / 2, min(width, 300))


def _at_share(row: list[tuple[float, float]], share: float) -> float:
    passed = 0.0
    for place, weight in row:
        passed += weight
        if passed >= share:
            return place
    return row[-1][0]


def _box(east: float, south: float, width: float) -> Box:
    narrow = max(0.3, cos(radians(south)))
    height = width / SHAPE
    return Box(east * narrow - width / 2, south - height / 2, width, height, round(narrow, 4))


def _given_box(words: str | None) -> Box | None:
    """A box from an address: "x,y,width,narrow" in the map's own units."""
    try:
        x, y, width, narrow = (float(part) for part in (words or "").split(","))
    except ValueError:
        return None
    if not (0.2 <= width <= 400 and 0.2 <= narrow <= 1 and abs(x) < 400 and abs(y) < 200):
        return None
    return Box(x, y, width, width / SHAPE, narrow)


def _land(box: Box) -> str:
    """The address of the outlines for a box: the finer ones around it where it is small."""
    if box.width > FINER:
        return "/map/land.svg"
    west, east = (box.x / box.narrow, (box.x + box.width) / box.narrow)
    edges = (floor(west / 10) * 10, floor(box.y / 10) * 10, ceil(east / 10) * 10, ceil((box.y + box.height) / 10) * 10)
    return "/map/land.svg?part=" + ",".join(map(str, edges))


def _steps(box: Box) -> dict[str, str]:
    def moved(scale: float, right: float = 0, down: float = 0) -> str:
        width, height = box.width * scale, box.height * scale
        x = box.x + (box.width - width) / 2 + right * box.width
        y = box.y + (box.height - height) / 2 + down * box.height
        return f"{x:.2f},{y:.2f},{min(width, 390):.2f},{box.narrow}"

    return {
        "in": moved(0.5), "out": moved(2), "west": moved(1, -0.4), "east": moved(1, 0.4), "north": moved(1, 0, -0.4),
        "south": moved(1, 0, 0.4),
    }  # fmt: skip


def _spots(placed: Sequence[_Found], box: Box, measure: str, language: str) -> tuple[Spot, ...]:
    heaviest = placed[0].weight if placed else 1.0
    taken: list[tuple[float, float, float, float]] = []
    found: list[Spot] = []
    for one in placed:
        x, y = one.x * box.narrow, one.y
        if not (box.x - box.width * 0.05 <= x <= box.x + box.width * 1.05 and box.y <= y <= box.y + box.height):
            continue
        r = box.width * max(0.0035, LARGEST * sqrt(one.weight / heaviest))
        name = _called(one.thing, one.count.name)
        left = x > box.x + box.width * 0.82
        label = _label((x, y, r), len(name), box, left)
        free = len(found) < LABELS * 3 and not any(_meet(label, other) for other in taken)
        if free:
            taken.append(label)
        told = short(one.weight) if measure else str(one.count.events + one.count.figures)
        found.append(
            Spot(one.count.name, name, f"{x:.3f}", f"{y:.3f}", f"{r:.4f}", one.thing is not None and one.thing.kind != "place",
                 free, left, told, "figures" if measure else "timeline")
        )  # fmt: skip
    return tuple(found)


def _called(thing: Thing | None, name: str) -> str:
    """A place's name, with the one it went by in brackets where that is quite another: 首尔（汉城）."""
    if thing is None or thing.kind != "place":
        return name
    old = next(
        (form for form, region in zip(thing.aliases, thing.regions, strict=False) if _another(form, region, name)), ""
    )
    return f"{name}（{old}）" if old else name


def _another(form: str, region: str, name: str) -> bool:
    """Whether a form is another name of the place (北平), not a spelling of one region or part of the same name (上海市)."""
    shared = len(set(form) & set(name))
    return not region and 1 < len(form) <= 6 and shared * 2 <= len(name) and not form.isascii()


def _label(mark: tuple[float, float, float], letters: int, box: Box, left: bool) -> tuple[float, float, float, float]:
    """The room a label takes beside its mark (x, y, radius): left, top, right, bottom."""
    x, y, r = mark
    letter = LETTER * box.width
    start = x - r - letters * letter if left else x + r
    return start, y - letter * 0.62, start + letters * letter, y + letter * 0.62


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
