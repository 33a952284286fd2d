"""Canonical things: every state, army, place, source, person and happening the lexicon names, by id and by alias.

The tables share their first columns (``name``, ``kind``, ``owner``, ``aliases``); what a table adds
(offices, EDTF time, coordinates) is kept in the thing it describes.
"""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct, structs

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.tables import Row
from kaoyi.text import fold

TABLES = ("actors.csv", "happenings.csv", "sources.csv", "persons.csv", "places.csv", "gazetteer.csv")
"""The tables whose rows are things as they stand; where two name the same form, the earlier one wins."""

_REGION = re.compile(r"[(（]([^()（）]*)[)）]$")


class Thing(Struct, frozen=True, gc=False):
    """One canonical thing.

    id: ``kind:name``, stable over documents and versions; name: in the lexicon's spelling
    owner: name of what it belongs to (a unit's army, an army's state, a place's state), "" if nothing
    aliases: every other form, as written in the table; regions: of the same length, "台" and the like
    context_aliases: forms that mean this thing only where the document also names one of `context`
    (停战协定 is 朝鲜停战协定 in a text that names 朝鲜战争, another elsewhere)
    time: EDTF of a happening or of a state that is no more; parent: the happening it is part of
    parties: who took part; latitude, longitude: decimal degrees as written, "" where unknown
    rule: table and name, for `explain`
    """

    id: str
    name: str
    kind: str
    owner: str = ""
    aliases: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    context_aliases: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    time: str = ""
    parent: str = ""
    place: str = ""
    parties: tuple[str, ...] = ()
    office: str = ""
    latitude: str = ""
    longitude: str = ""
    rule: str = ""


class Things(Struct, frozen=True):
    """All things. `by_form` is keyed by folded form; several things may share one (伊军), most telling first."""

    by_id: dict[str, Thing]
    by_name: dict[str, Thing]
    by_form: dict[str, tuple[Thing, ...]]

    def find(self, form: str) -> Thing | None:
        """Return the thing a name or alias stands for, in any script, or None when none or several do."""
        found = self.by_form.get(fold(form), ())
        return found[0] if found else None


def identify(kind: str, name: str) -> str:
    """The id of a thing: the same for a lexicon row and for a name built by rule."""
    return f"{kind}:{name}"


def split_aliases(cell: str) -> tuple[tuple[str, str], ...]:
    """Return the (form, region) pairs of an aliases cell.

    >>> split_aliases("史達林(台);约瑟夫·斯大林")
    (('史達林', '台'), ('约瑟夫·斯大林', ''))
    """
    pairs = []
    for part in re.split("[;；]", cell):
        form = part.strip()
        region = _REGION.search(form) if form[-1:] in (")", "）") else None
        if region:
            pairs.append((form[: region.start()], region[1]))
        elif form:
            pairs.append((form, ""))
    return tuple(pairs)


@cache
def things(lexicon: Lexicon) -> Things:
    """Return every thing of the lexicon."""
    found = [*map(_state, lexicon.table("states.csv")), *_armies(lexicon)]
    for table in TABLES:
        found.extend(_thing(table, row) for row in lexicon.table(table))
    by_id: dict[str, Thing] = {}
    by_name: dict[str, Thing] = {}
    by_form: dict[str, tuple[Thing, ...]] = {}
    for thing in found:
        by_id.setdefault(thing.id, thing)
        by_name.setdefault(thing.name, thing)
        for form in (thing.name, *thing.aliases):
            folded = fold(form)
            known = by_form.get(folded, ())
            if thing not in known:
                by_form[folded] = (*known, thing)
    return Things(by_id, {name: _placed(thing, by_form) for name, thing in by_name.items()}, by_form)


def _placed(thing: Thing, by_form: dict[str, tuple[Thing, ...]]) -> Thing:
    """A hand-written place without coordinates takes those of the gazetteer's place of that name."""
    if thing.kind != "place" or thing.latitude:
        return thing
    for form in (thing.name, *thing.aliases):
        for other in by_form.get(fold(form), ()):
            if other.latitude:
                return structs.replace(thing, latitude=other.latitude, longitude=other.longitude)
    return thing


def _state(row: Row) -> Thing:
    pairs = split_aliases(row["aliases"])
    return Thing(
        identify("state", row["name"]),
        row["name"],
        "state",
        aliases=tuple(form for form, _ in pairs),
        regions=tuple(region for _, region in pairs),
        time=row.get("time", ""),
        place=row.get("capital", ""),
        rule=f"states.csv {row['name']}",
    )


def _armies(lexicon: Lexicon) -> list[Thing]:
    """The army each state row names, unless actors.csv has a row of its own for it."""
    own = {row["name"] for row in lexicon.table("actors.csv")}
    armies: dict[str, Thing] = {}
    for row in lexicon.table("states.csv"):
        name = row.get("army") or f"{row['name']}军"
        if name not in own and name not in armies:
            armies[name] = Thing(
                identify("army", name), name, "army", owner=row["name"], rule=f"states.csv {row['name']}"
            )
    return list(armies.values())


def _thing(table: str, row: Row) -> Thing:
    kind = row.get("kind") or _KINDS[table]
    pairs = split_aliases(row.get("aliases", ""))
    return Thing(
        identify(kind, row["name"]),
        row["name"],
        kind,
        owner=row.get("owner", ""),
        aliases=tuple(form for form, _ in pairs),
        regions=tuple(region for _, region in pairs),
        context_aliases=tuple(form for form, _ in split_aliases(row.get("aliases_in_context", ""))),
        context=(
            *_list(row, "context"),
            *_list(row, "parent"),
            *_list(row, "place"),
            *_list(row, "parties"),
            *_list(row, "owner"),
        ),
        time=row.get("time", ""),
        parent=row.get("parent", ""),
        place=row.get("place", ""),
        parties=_list(row, "parties"),
        office=row.get("office", ""),
        latitude=row.get("latitude", ""),
        longitude=row.get("longitude", ""),
        rule=f"{table} {row['name']}",
    )


def _list(row: Row, column: str) -> tuple[str, ...]:
    return tuple(part for part in re.split("[;；]", row.get(column, "")) if part)


_KINDS = {
    "actors.csv": "organisation",
    "happenings.csv": "war",
    "sources.csv": "outlet",
    "persons.csv": "person",
    "places.csv": "place",
    "gazetteer.csv": "place",
}


def owners(lexicon: Lexicon, name: str) -> tuple[str, ...]:
    """Return what a thing belongs to, nearest first: 志愿军第180师 -> 志愿军, 中国.

    A unit's name begins with its army's, so units the lexicon has never seen find their army too.
    """
    known = things(lexicon).by_name
    found: list[str] = []
    current = name
    while current:
        thing = known.get(current)
        current = (thing.owner if thing else "") or ("" if thing else _army_of(lexicon, current))
        if not current or current in found or current == name:
            break
        found.append(current)
    return tuple(found)


def part_of(lexicon: Lexicon, part: str, whole: str) -> bool:
    """Whether one thing belongs to another, by name (志愿军第180师 ⊂ 志愿军 ⊂ 中国)."""
    return whole in owners(lexicon, part)


def side_of(lexicon: Lexicon, name: str) -> str | None:
    """Return the state (or, failing one, the outermost owner) a thing stands for, None when it is unknown."""
    above = (name, *owners(lexicon, name))
    known = things(lexicon).by_name
    for each in above:
        thing = known.get(each)
        if thing and thing.kind in ("state", "bloc"):
            return each
    return above[-1] if len(above) > 1 or name in known else None


def _army_of(lexicon: Lexicon, unit: str) -> str:
    known = things(lexicon).by_name
    for length in range(len(unit) - 1, 1, -1):
        thing = known.get(unit[:length])
        if thing and thing.kind in ("army", "organisation", "bloc", "state", "unit"):
            return thing.name
    return ""
