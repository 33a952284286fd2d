"""Who belongs to whom: what a name stands for when figures are compared, and whose side a speaker is on.

Read from the lexicon's actors, states and happenings; a name found in none of them stands for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from kaoyi.lexicon import Lexicon
from kaoyi.model import Frozen
from kaoyi.text import fold

_SERVICES: Final = ("空军", "海军", "陆军", "军队", "军方", "军")
_VOICE_ENDINGS: Final = (
    "方面",
    "官方",
    "军方",
    "政府",
    "当局",
    "传媒",
    "媒体",
    "官媒",
    "国防部",
    "外交部",
    "总统",
    "军队",
    "空军",
    "海军",
    "陆军",
    "方",
)


class Parties(Frozen, frozen=True):
    """Lookups over the lexicon, all by folded name."""

    kinds: dict[str, str]
    owners: dict[str, str]
    canonical: dict[str, str]
    shorts: dict[str, str]
    wholes: dict[str, str]
    happenings: dict[str, tuple[str, str]]
    called: dict[str, tuple[str, ...]]

    def name(self, name: str | None) -> str | None:
        """Return the folded canonical name of an actor; a state's own army counts as the state's."""
        if name is None:
            return None
        folded = fold(name).strip("《》「」“” ").removeprefix("整个").removeprefix("全体")
        folded = self.canonical.get(folded, folded)
        return self.wholes.get(folded, folded)

    def service(self, name: str) -> str:
        """Return the state of an air force, navy or army: 巴基斯坦空军 loses Pakistan's aircraft."""
        bare = name
        for service in _SERVICES:
            bare = bare.removesuffix(service)
        whole = self.name(bare)
        return whole if bare != name and whole and self.kinds.get(whole) == "state" else name

    def kind(self, name: str | None) -> str:
        """Return the lexicon's kind of an actor's name, "" when it is not in the lexicon."""
        return self.kinds.get(name or "", "")

    def side(self, name: str | None) -> str | None:
        """Return the state or bloc a speaker or force belongs to, None when the lexicon cannot tell."""
        at = self.name(name)
        for _ in range(6):
            if at is None:
                return None
            if self.kinds.get(at) in ("state", "bloc"):
                return at
            if at not in self.owners:
                return self._by_prefix(at)
            at = self.name(self.owners[at])
        return at

    def _by_prefix(self, name: str) -> str | None:
        """俄国防部, 巴基斯坦军方, 中方: the state whose name or short form begins the name."""
        for length in range(min(len(name) - 1, 8), 0, -1):
            head, rest = name[:length], name[length:]
            if length > 1 and self.kinds.get(self.canonical.get(head, head)) in ("state", "bloc", "army"):
                return self.side(head)
            if length == 1 and head in self.shorts and rest.startswith((*_VOICE_ENDINGS, "军")):
                return self.shorts[head]
        return None

    def event(self, name: str | None) -> str | None:
        """Return the folded canonical name of a happening."""
        if name is None:
            return None
        folded = fold(name).strip("《》「」“” ")
        return self.canonical_event(folded)

    def canonical_event(self, folded: str) -> str:
        """Return what a folded happening's name stands for."""
        return self.happenings[folded][0] if folded in self.happenings else folded

    def event_times(self, name: str | None) -> str | None:
        """Return the EDTF of a happening in the lexicon."""
        return self.happenings[name][1] or None if name in self.happenings else None


def _aliases(cell: str) -> list[str]:
    return [part.split("(")[0].strip() for part in cell.split(";") if part.strip()]


@lru_cache(maxsize=8)
def parties(lexicon: Lexicon) -> Parties:
    """Read the lexicon's actors once."""
    kinds: dict[str, str] = {}
    owners: dict[str, str] = {}
    canonical: dict[str, str] = {}
    shorts: dict[str, str] = {}
    wholes: dict[str, str] = {}
    for row in lexicon.table("states.csv"):
        name = fold(row["name"])
        kinds[name] = "state"
        if row.get("short"):
            shorts.setdefault(fold(row["short"]), name)
        if row.get("army"):
            wholes.setdefault(fold(row["army"]), name)
        for alias in _aliases(row.get("aliases", "")):
            canonical.setdefault(fold(alias), name)
    for table in ("actors.csv", "persons.csv", "sources.csv"):
        for row in lexicon.table(table):
            _read_actor(row, kinds, owners, canonical)
    known = _happenings(lexicon)
    called: dict[str, tuple[str, ...]] = {}
    for alias, (name, _) in known.items():
        called[name] = (*called.get(name, ()), *([alias] if len(alias) >= 3 else []))
    return Parties(kinds, owners, canonical, shorts, wholes, known, called)


def _read_actor(
    row: Mapping[str, str], kinds: dict[str, str], owners: dict[str, str], canonical: dict[str, str]
) -> None:
    name = fold(row.get("name", ""))
    if not name:
        return
    kinds.setdefault(name, row.get("kind", ""))
    owner = row.get("owner", "")
    if owner:
        owners.setdefault(name, fold(owner))
    for alias in _aliases(row.get("aliases", "")):
        if fold(alias) not in kinds:
            canonical.setdefault(fold(alias), name)


def _happenings(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    """Every name of a happening to its canonical name and its time."""
    known: dict[str, tuple[str, str]] = {}
    for row in lexicon.table("happenings.csv"):
        name = fold(row.get("name", ""))
        for alias in (name, *map(fold, _aliases(row.get("aliases", "")))):
            known.setdefault(alias, (name, row.get("time", "")))
    return known
