"""The network: who is tied to whom among the actors, and who cites whom among the sources.

Many names are drawn by their sides; a side can be opened to see its own. What is drawn never grows with the record.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from fastapi import Request
from msgspec import Struct
from sqlalchemy import Connection

from kaoyi.serve import layout
from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.wording import wording
from kaoyi.store import ask
from kaoyi.store.ask import Cut, webs

DRAWN, TIES, LISTED = 44, 100, 40
WIDTH, HEIGHT = 1200, 760
LETTER = 15
KINDS = {
    "against": "foe", "at_war_with": "foe", "with": "friend", "ally_of": "friend", "supplies": "friend",
    "recognises": "friend",
}  # fmt: skip
"""Kind of tie -> how its line is drawn; others are plain."""


class Node(Struct, frozen=True):
    """A name in the picture. group: how many names it stands for (0: itself); x, y: the middle of its label."""

    name: str
    x: str
    y: str
    width: int
    side: int
    group: int
    weight: int


class Edge(Struct, frozen=True):
    """A line between two names. look: foe, friend or plain; width: in pixels; words: what a reader of it hears."""

    source: str
    target: str
    x1: str
    y1: str
    x2: str
    y2: str
    look: str
    width: str
    words: str


class Network(Struct, frozen=True):
    """A picture of the record's ties. opened: the side whose own names are shown; sides: those that can be opened."""

    heading: str
    what: str
    asked: dict[str, str]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    names: int
    opened: str
    ties: tuple[webs.Tie, ...]


def add(pages: Pages) -> None:
    """Add the page of this module."""

    def network(request: Request) -> Network:
        given = {key: value for key, value in request.query_params.items() if value and key in ("view", "open")}
        what = "sources" if given.get("view") == "sources" else "actors"
        heading = wording(look_of(request).language)["network"]
        with pages.settings.engine.connect() as connection:
            key = ("network", what, given.get("open", ""), heading)
            return pages.kept.get(connection, key, lambda held: _page(pages, held, given, heading))

    pages.add("/network", "network.html", network, ("view", "open"))


def _page(pages: Pages, connection: Connection, given: dict[str, str], heading: str) -> Network:
    what = "sources" if given.get("view") == "sources" else "actors"
    ties = pages.kept.get(connection, ("ties", what), _citing if what == "sources" else _acting)
    names = Counter[str]()
    for tie in ties:
        names.update({tie.source: tie.count, tie.target: tie.count})
    opened = given.get("open", "")
    grouped = len(names) > DRAWN
    group_of = _grouping(pages.sides, names, opened) if grouped else dict.fromkeys(names, "")
    joined = _joined(ties, lambda name: group_of[name] or name)
    members = Counter(group for group in group_of.values() if group)
    nodes, edges = _drawn(pages, connection, joined, members)
    listed = tuple(sorted(ties, key=lambda tie: (-tie.count, tie.source, tie.target, tie.kind))[:LISTED])
    return Network(heading, what, given, nodes, edges, len(names), opened, listed)


def _acting(connection: Connection) -> tuple[webs.Tie, ...]:
    return (*webs.ties_of_relations(connection), *webs.ties_of_events(connection))


def _citing(connection: Connection) -> tuple[webs.Tie, ...]:
    pairs = ask.who_cites_whom(connection, Cut(0)).rows
    return tuple(webs.Tie(pair.source, pair.cites, "cites", pair.claims) for pair in pairs)


def _grouping(side: Callable[[str], str], names: Counter[str], opened: str) -> dict[str, str]:
    """Name -> the side it is drawn as, "" for itself: the names of the side that was opened, and sides of one name."""
    sides = {name: side(name) for name in names}
    sizes = Counter(sides.values())
    return {name: "" if group == opened or sizes[group] == 1 else group for name, group in sides.items()}


def _joined(ties: Iterable[webs.Tie], name_of: Callable[[str], str]) -> dict[tuple[str, str], Counter[str]]:
    """Ties between what is drawn: pair -> how often, by look."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tie in ties:
        pair = name_of(tie.source), name_of(tie.target)
        if pair[0] != pair[1]:
            found[pair][tie.kind] += tie.count
    return found


def _drawn(
    pages: Pages, connection: Connection, joined: dict[tuple[str, str], Counter[str]], members: Counter[str]
) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    weights = Counter[str]()
    for (one, other), kinds in joined.items():
        weights.update({one: kinds.total(), other: kinds.total()})
    shown = [name for name, _ in sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:DRAWN]]
    at = {name: number for number, name in enumerate(shown)}
    lines = [(pair, kinds) for pair, kinds in joined.items() if pair[0] in at and pair[1] in at]
    lines = sorted(lines, key=lambda item: (-item[1].total(), item[0]))[:TIES]
    tied = {name for pair, _ in lines for name in pair}
    shown = [name for name in shown if name in tied]
    at = {name: number for number, name in enumerate(shown)}
    sizes = [(_width(name, members[name]), 30.0) for name in shown]
    ties = [(at[one], at[other], float(kinds.total())) for (one, other), kinds in lines]
    points = dict(zip(shown, layout.placed(ties, sizes, (WIDTH, HEIGHT)), strict=True))
    colour = pages.colours(connection)
    nodes = tuple(
        Node(
            name, f"{points[name][0]:.1f}", f"{points[name][1]:.1f}", round(size[0]), colour(name), members[name],
            weights[name],
        )
        for name, size in zip(shown, sizes, strict=True)
    )  # fmt: skip
    return nodes, tuple(_edge(pair, kinds, points) for pair, kinds in lines)


def _width(name: str, group: int) -> float:
    wide = sum(1.0 if ord(sign) > 0x2E80 else 0.58 for sign in name[:14])
    return LETTER * (wide + (2 if group > 1 else 0)) + 26


def _edge(pair: tuple[str, str], kinds: Counter[str], points: dict[str, tuple[float, float]]) -> Edge:
    (x1, y1), (x2, y2) = points[pair[0]], points[pair[1]]
    looks = Counter[str]()
    for kind, count in kinds.items():
        looks[KINDS.get(kind, "plain")] += count
    look = max(sorted(looks), key=lambda one: looks[one])
    width = min(6.0, 0.8 + kinds.total() ** 0.5 * 0.5)
    return Edge(
        *pair, f"{x1:.1f}", f"{y1:.1f}", f"{x2:.1f}", f"{y2:.1f}", look, f"{width:.1f}",
        f"{pair[0]} → {pair[1]} · {kinds.total()}",
    )  # fmt: skip
