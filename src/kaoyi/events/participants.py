"""Who takes part in an event, and as what: by the verb's frame and the clause's shape.

A name before an active verb acts, one after it is acted on; 被, 遭 and 受 turn them round; 与, 和, 同 and 、 between two names
before a verb of dealing make them parties; a name after 向, 对, 给 is the target.
"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.events.triggers import Trigger
from kaoyi.model import Leaf, Name

_ACTORS: Final = frozenset(
    {"state", "bloc", "army", "unit", "organisation", "group", "person", "institution", "agency", "outlet"}
)
_DEALINGS: Final = frozenset({"battle", "talks", "agreement", "meeting", "exchange"})
_TO: Final = re.compile(r"(?:(?:向|对|给|针对|予)(?:[^，。；：]{0,4})|[为替朝])$")
_WITH: Final = re.compile(r"(?:与|和|同|跟|及|、|以及)(?:[^，。；：、]{0,6})$")
_BY: Final = re.compile(r"(?:被(?!迫)|遭到?|受到?|由|为)(?:[^，。；：]{0,4})$")
_AT: Final = re.compile(r"(?:在|从|自|于|到|至|经|往|离开|前往|位于|进入|撤出|返回)$")
_PASSIVE: Final = re.compile(r"(?:被(?!迫)|遭到?|受到?|获)(?:[^，。；：、]{0,8})?$")
_TURNED: Final = re.compile(r"[被遭受获]")
_POSSESSED: Final = re.compile(
    r"^(?:的(?!是)|烈士|纪念|陵园|公墓|境内|领空|领土|首都|北部|南部|东部|西部|期间|问题|半岛)"
)


class Role(Leaf, frozen=True, gc=False):
    """A name in a role."""

    role: str
    name: Name


def assign(text: str, clause: tuple[int, int], trigger: Trigger, names: list[Name], earlier: list[Name]) -> list[Role]:
    """Return the roles of an event. names: those of its clause; earlier: those of the sentence before the clause."""
    actors = _heads_of_phrases(text, [n for n in names if n.kind in _ACTORS]) if names else []
    earlier = _heads_of_phrases(text, [n for n in earlier if n.kind in _ACTORS]) if earlier else []
    if not (actors or earlier):
        return []
    before = [n for n in actors if n.end <= trigger.start]
    after = [n for n in actors if n.start >= trigger.end]
    if trigger.word.frame == "P" or (trigger.word.frame == "N" and trigger.word.kind in _DEALINGS):
        return _parties(text, clause, trigger, (before, after, earlier))
    lead = text[max(clause[0], trigger.start - 12) : trigger.start]
    if _TURNED.search(lead) and _PASSIVE.search(lead):
        return _passive(text, clause, before)
    roles = [Role("target", n) for n in before if _TO.search(text[max(clause[0], n.start - 5) : n.start])]
    taken = {r.name for r in roles}
    acting = _heads(text, clause, [n for n in before if n not in taken] if taken else before)
    aims = _objects(text, trigger, after) if trigger.word.frame == "AT" and not taken else []
    aimed_at = {n.name for n in aims}
    roles += [Role("agent", n) for n in acting or _carried(text, earlier) if n.name not in aimed_at]
    return roles + [Role("target", n) for n in aims]


# What may stand between a body and the person who holds its office: 美国|总统|杜鲁门, 印度|驻华大使|潘尼迦.
_OFFICE: Final = re.compile(
    r"(?:驻.{1,4}|前|副|代|时任|首席)?[^，。；：！？、“”「」（）与和同跟及或在于向对被的]{0,9}(?:的)?"
)


def _heads_of_phrases(text: str, names: list[Name]) -> list[Name]:
    """Leave out the names that only tell which person is meant: in 美国总统杜鲁门 it is 杜鲁门 who acts."""
    heads = []
    for index, name in enumerate(names):
        following = names[index + 1] if index + 1 < len(names) else None
        modifies = following is not None and following.kind == "person" and name.kind != "person"
        if following and modifies and _OFFICE.fullmatch(text[name.end : following.start]):
            continue
        heads.append(name)
    return heads


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


_SAYS: Final = re.compile(r"[^，。；：]{0,6}?(?:报道|称|指出|表示|统计|公布|发布|显示|透露|消息|资料|记载|估计|说)")


def _carried(text: str, earlier: list[Name]) -> list[Name]:
    """Without a name of its own a clause goes on with the subject of the nearest clause before it that has one."""
    for name in reversed(earlier):
        opened = max(text.rfind(mark, max(0, name.start - 60), name.start) for mark in "，。；：\n")
        first = next(n for n in earlier if n.start > opened)
        if first.kind in ("outlet", "agency") or _SAYS.match(text[first.end : first.end + 12]):
            continue
        lead = text[max(0, first.start - 3) : first.start]
        if not _AT.search(lead) and not _BY.search(lead) and not _POSSESSED.match(text[first.end : first.end + 4]):
            return [first]
    return []


def _objects(text: str, trigger: Trigger, after: list[Name]) -> list[Name]:
    for name in after:
        gap = text[trigger.end : name.start]
        if len(gap) <= 8 and not re.search(r"[，。；：（]|在|从|以|并|后|时", gap):
            return [name]
    return []


def _passive(text: str, clause: tuple[int, int], before: list[Name]) -> list[Role]:
    roles: list[Role] = []
    for name in before:
        lead = text[max(clause[0], name.start - 3) : name.start]
        roles.append(Role("agent" if _BY.search(lead) else "target", name))
    return roles


def _parties(
    text: str, clause: tuple[int, int], trigger: Trigger, around: tuple[list[Name], list[Name], list[Name]]
) -> list[Role]:
    before, after, earlier = around
    parties = [n for n in before if not _AT.search(text[max(clause[0], n.start - 2) : n.start])]
    parties += [n for n in after if len(text[trigger.end : n.start]) <= 2]
    dealing = [n for n in parties if not _POSSESSED.match(text[n.end : n.end + 4])] or _carried(text, earlier)
    return [Role("party", n) for n in dealing]
