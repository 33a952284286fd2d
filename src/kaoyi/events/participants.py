"""Who takes part in an event, and as what: by the verb's frame and the clause's shape.

A name before an active verb acts, one after it is acted on; 被, 遭 and 受 turn them round; 与, 和, 同 and 、 between two names
before a verb of dealing make them parties; a name after 向, 对, 给 is the target.
"""

from __future__ import annotations

import re

from msgspec import Struct

from kaoyi.events.triggers import Trigger
from kaoyi.model import Name

_ACTORS = frozenset(
    {"state", "bloc", "army", "unit", "organisation", "group", "person", "institution", "agency", "outlet"}
)
_TO = re.compile(r"(?:向|对|给|针对|朝|予|为|替)(?:[^，。；：]{0,4})$")
_WITH = re.compile(r"(?:与|和|同|跟|及|、|以及)(?:[^，。；：、]{0,6})$")
_BY = re.compile(r"(?:被|遭到?|受到?|由|为)(?:[^，。；：]{0,4})$")
_AT = re.compile(r"(?:在|从|自|于|到|至|经|往|离开|前往|位于|进入|撤出|返回)$")
_PASSIVE = re.compile(r"(?:被|遭到?|受到?|获)(?:[^，。；：、]{0,8})?$")
_POSSESSED = re.compile(r"^(?:的|境内|领空|领土|首都|北部|南部|东部|西部|期间|问题|半岛)")


class Role(Struct, frozen=True, gc=False):
    """A name in a role."""

    role: str
    name: Name


def assign(text: str, clause: tuple[int, int], trigger: Trigger, names: list[Name], earlier: list[Name]) -> list[Role]:
    """Return the roles of an event. names: those of its clause; earlier: those of the sentence before the clause."""
    actors = [n for n in names if n.kind in _ACTORS]
    before = [n for n in actors if n.end <= trigger.start]
    after = [n for n in actors if n.start >= trigger.end]
    if trigger.word.frame == "P":
        return _parties(text, clause, trigger, before, after)
    if _PASSIVE.search(text[max(clause[0], trigger.start - 12) : trigger.start]):
        return _passive(text, clause, before)
    roles = [Role("target", n) for n in before if _TO.search(text[max(clause[0], n.start - 5) : n.start])]
    taken = {r.name for r in roles}
    acting = _heads(text, clause, [n for n in before if n not in taken])
    roles += [Role("agent", n) for n in acting] or [Role("agent", n) for n in _carried(text, earlier)]
    if trigger.word.frame == "AT" and not taken:
        roles += [Role("target", n) for n in _objects(text, trigger, after)]
    return roles


def _heads(text: str, clause: tuple[int, int], names: list[Name]) -> list[Name]:
    """The names that act: the last one before the verb that is no place of action and no possessor, with those joined to it."""
    acting: list[Name] = []
    for name in reversed(names):
        lead = text[max(clause[0], name.start - 6) : name.start]
        if _AT.search(lead) or _BY.search(lead) or _POSSESSED.match(text[name.end : name.end + 4]):
            continue
        if acting and not re.fullmatch(r"(?:与|和|同|及|、|以及)", text[name.end : acting[-1].start].strip()):
            break
        acting.append(name)
    return acting[::-1]


def _carried(text: str, earlier: list[Name]) -> list[Name]:
    """Without a name of its own a clause goes on with the subject the sentence opened with."""
    for name in earlier:
        if (
            name.kind in _ACTORS
            and not _AT.search(text[max(0, name.start - 2) : name.start])
            and not _POSSESSED.match(text[name.end : name.end + 4])
        ):
            return [name]
    return []


def _objects(text: str, trigger: Trigger, after: list[Name]) -> list[Name]:
    for name in after:
        gap = text[trigger.end : name.start]
        if len(gap) <= 8 and not re.search(r"[，。；：]|在|从|以|并|后|时", gap):
            return [name]
    return []


def _passive(text: str, clause: tuple[int, int], before: list[Name]) -> list[Role]:
    roles: list[Role] = []
    for name in before:
        lead = text[max(clause[0], name.start - 3) : name.start]
        roles.append(Role("agent" if _BY.search(lead) else "target", name))
    return roles


def _parties(text: str, clause: tuple[int, int], trigger: Trigger, before: list[Name], after: list[Name]) -> list[Role]:
    parties = [n for n in before if not _AT.search(text[max(clause[0], n.start - 2) : n.start])]
    parties += [n for n in after if len(text[trigger.end : n.start]) <= 2]
    return [Role("party", n) for n in parties if not _POSSESSED.match(text[n.end : n.end + 4])]
