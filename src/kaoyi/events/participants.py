"""Who takes part in an event, and as what: by the verb's frame and the clause's shape.

A name before an active verb acts, one after it is acted on; 被, 遭 and 受 turn them round; 与, 和, 同 and 、 between two names
before a verb of dealing make them parties; a name after 向, 对, 给 is the target.
"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.events.words import Trigger
from kaoyi.model import Leaf, Name

_ACTORS: Final = frozenset(
    {"state", "bloc", "army", "unit", "organisation", "group", "person", "institution", "agency", "outlet"}
)
DEALINGS: Final = frozenset({"battle", "talks", "agreement", "meeting", "exchange"})
_TO: Final = re.compile(r"(?:(?:向|对|给|针对|予)(?:[^，。；：]{0,4})|(?<![作成认称视因改])[为替朝])$")
_PLACED: Final = ("在", "于", "从", "自")  # 向美军在伊拉克的基地发射: where the target is
# 把 and 将 bring the one acted on before the verb: 将守军击退. (The 将 of the future stands before a verb, not a name.)
_TAKEN: Final = re.compile(r"(?:把(?:[^，。；：]{0,4})|将(?:[数约近整逾这该]?[^，。；：]{0,3}[名个支批架])?)$")
_WITH: Final = re.compile(r"(?:与|和|同|跟|及|、|以及)(?:[^，。；：、]{0,6})$")
_BY: Final = re.compile(r"(?:被(?![迫捕告])|遭到?|受到?|(?<!自)由|为|[接收]到|接获)(?:[^，。；：]{0,4})$")
_AT: Final = re.compile(r"(?:奉|应|遵照|在|从|自|于|到|至|经|往|离开|前往|位于|进入|撤出|返回)$")
# A receiver's verb before what is done to it: 遭敌军炮火袭击, 收到警方通知, 接受审讯.
_PASSIVE: Final = re.compile(
    r"(?:(?:被(?![迫捕俘困杀告])|遭到?|受(?!伤)|获(?![胜释悉])|[接收]到|接获|接受)[^，。；：、]{0,8}|(?:被(?![迫捕俘困杀告])|遭|受到)[^，。；：的了]{0,14}|(?:遭到|受到)[^，。；：了]{0,16})$"
)
_TURNED: Final = re.compile(r"[被遭受获到]")
# People a state's name only tells the origin of: 美国记者 is not the United States.
_PEOPLE: Final = re.compile(
    r"(?:[^，。；：！？的是在与和及]{0,4})?(?:左派|右派|示威者|抗议者|抗争者|男子|女子|男童|女童|少年|青年|儿童|民众|市民|居民|平民|公民|村民|难民|灾民|移民|侨民|华人|华侨|传媒|媒体|网媒|网民|网友|记者|学生|学者|专家|教授|工人|农民|球迷|游客|旅客|乘客|商人|反对派|极端分子|恐怖分子|人士|众志|公司|企业|大学|特派员|特使|专员|观察员|调查员|男|女|籍)"
)
_POSSESSED: Final = re.compile(
    r"^(?:的(?!是)|烈士|纪念|陵园|公墓|境内|领空|领土|首都|北部|南部|东部|西部|期间|问题|半岛|省|大使馆|领事馆|机场)"
)
# A name in a phrase of place or time is where somebody acts: 在劳动党会议上宣布.
_WHERE: Final = re.compile(r"[在于][^，。；：]{0,14}$")
_WITHIN: Final = re.compile(r"[^，。；：]{0,10}?(?:[上中内里外]|门前|门口|对面|期间|之际|附近|一带)")


_SHORT: Final = 3


class Role(Leaf, frozen=True, gc=False):
    """A name in a role."""

    role: str
    name: Name


def assign(text: str, clause: tuple[int, int], trigger: Trigger, names: list[Name], earlier: list[Name]) -> list[Role]:
    """Return the roles of an event. names: those of its clause; earlier: those of the sentence before the clause."""
    frame = trigger.word.frame
    if any(mark in text[clause[0] : clause[1]] for mark in "《「“"):
        names = [n for n in names if not _in_title(text, clause, n)]
    before = _heads_of_phrases(text, [n for n in names if n.kind in _ACTORS and n.end <= trigger.start])
    after = _heads_of_phrases(text, [n for n in names if n.kind in _ACTORS and n.start >= trigger.end])
    earlier = _heads_of_phrases(text, [n for n in earlier if n.kind in _ACTORS]) if earlier else []
    if not (before or after or earlier):
        return []
    if frame == "T":  # with words before it that name nobody we know, it is they it happened to
        carried = _carried(text, earlier) if trigger.start - clause[0] <= _SHORT else []
        return [Role("target", n) for n in _heads(text, clause, before) or carried]
    if frame == "P" or (frame == "N" and trigger.word.kind in DEALINGS):
        return _parties(text, clause, trigger, (before, after, earlier))
    low = max(clause[0], trigger.start - 20)
    lead = text[low : trigger.start]
    if _TURNED.search(lead) and (passive := _PASSIVE.search(lead)):
        return _passive(text, clause, low + passive.start(), before, earlier)
    done_by = next((n for n in before if text[max(clause[0], n.start - 1) : n.start] in ("被", "遭")), None)
    if done_by is not None and "的" not in text[done_by.end : trigger.start]:
        return _passive(text, clause, done_by.start - 1, before, earlier)
    taken_up = [n for n in before if _TAKEN.search(text[max(clause[0], n.start - 8) : n.start])]
    before = [n for n in before if n not in taken_up] if taken_up else before
    roles = [
        Role("target", n)
        for n in before
        if text[n.start - 1 : n.start] not in _PLACED and _TO.search(text[max(clause[0], n.start - 8) : n.start])
    ]
    # 将守军击退, but not 将守军的武器交给: what is taken up stands right before its verb.
    roles += [Role("target", n) for n in taken_up if trigger.start - n.end <= 3]
    taken = {r.name for r in roles}
    acting = _heads(text, clause, [n for n in before if n not in taken] if taken else before)
    aims = _objects(text, trigger, after) if frame == "AT" and not taken else []
    aimed_at = {n.name for n in aims}
    own_deed = frame in ("AT", "AL") and bool(_DOES.match(text, trigger.end))
    own_deed = own_deed or (trigger.word.kind == "statement" and bool(_GOES_ON.match(text, clause[0])))
    acting = acting or _carried(text, earlier, own_deed=own_deed)
    roles += [Role("agent", n) for n in acting if not n.name or n.name not in aimed_at]
    return roles + [Role("target", n) for n in aims]


_MARKS: Final = (("《", "》"), ("「", "」"), ("“", "”"))
_NAME_IN_MARKS: Final = 10


def _in_title(text: str, clause: tuple[int, int], name: Name) -> bool:
    """Whether a name is a part of a title or of another name: 《甲国人权法》 and 「甲国基金」 are not that state.

    A newspaper or a body that is all its marks hold is itself; what is said in marks is longer than a name.
    """
    for first, last in _MARKS:
        opened = text.rfind(first, clause[0], name.start + 1)
        closed = text.find(last, name.end - 1, clause[1]) if opened >= 0 else -1
        if closed < 0 or text.find(last, opened, name.start) >= 0:
            continue
        whole = opened + 1 >= name.start and closed <= name.end
        if not whole and (first == "《" or closed - opened <= _NAME_IN_MARKS):
            return True
    return False


# What may stand between a body and the person who holds its office: 美国|总统|杜鲁门, 印度|驻华大使|潘尼迦.
_OFFICE: Final = re.compile(
    r"(?:驻.{1,4}|前|副|代|时任|首席)?[^，。；：！？、“”「」（）与和同跟及或在于向对被的]{0,9}(?:的)?"
)


_BODIES: Final = frozenset({"institution", "army", "organisation", "unit"})


def _heads_of_phrases(text: str, names: list[Name]) -> list[Name]:
    """Leave out the names that only tell which person is meant: in 美国总统杜鲁门 it is 杜鲁门 who acts."""
    heads = []
    for index, name in enumerate(names):
        following = names[index + 1] if index + 1 < len(names) else None
        modifies = following is not None and following.kind == "person" and name.kind != "person"
        if following and modifies and _OFFICE.fullmatch(text[name.end : following.start]):
            continue
        of_it = following is not None and name.kind in ("state", "place") and following.kind in _BODIES
        if following and of_it and text[name.end : following.start] in ("", "军"):
            continue  # 甲国军政府: the government, not the state besides
        if name.kind in ("state", "place") and _PEOPLE.match(text[name.end : name.end + 8]):
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
        if _is_within(text, clause, name):
            continue
        if lead.endswith(_BESIDE) and not _joined(text, names, name):
            continue
        if acting and text[name.end : acting[-1].start].strip() not in _JOINS:
            break
        acting.append(name)
    return acting[::-1]


def _is_within(text: str, clause: tuple[int, int], name: Name) -> bool:
    """Whether a name stands inside a phrase that says where or when: 在甲国议会上."""
    before = text[max(clause[0], name.start - 16) : name.start]
    return bool(
        ("在" in before or "于" in before)
        and _WHERE.search(before)
        and _WITHIN.match(text[name.end : min(clause[1], name.end + 12)])
    )


_JOINS: Final = ("与", "和", "同", "及", "、", "以及")
_BESIDE: Final = ("与", "和", "同", "跟", "会同", "联同", "联合")


def _joined(text: str, names: list[Name], name: Name) -> bool:
    """Whether 与 before a name joins it to another (甲与乙), and does not only say with whom (随后与乙会师)."""
    return any(0 < name.start - n.end <= 2 and _WITH.fullmatch(text[n.end : name.start]) for n in names)


_SAYS: Final = re.compile(r"[^，。；：]{0,6}?(?:报道|称|指出|表示|统计|公布|发布|显示|透露|消息|资料|记载|估计|说)")


# What may stand before a state that its clause is about: an adverb, a time. One further in is an object or a place.
_OPENS: Final = re.compile(r".{0,5}|.{0,12}[年月日时天后前间中](?:.{0,3})", re.S)

# What follows a verb that somebody who says so has done himself: 警方表示，拘捕了三人 (but not: 官员称，袭击造成三人死亡).
_DOES: Final = re.compile(r"了|至少|合共|共|约|逾|超过|近|另外?|[\d一二三四五六七八九十两数多]")


# How a clause goes on with what somebody has begun to say: 部长称谈判顺利，又批评对方.
_GOES_ON: Final = re.compile(r"\s*(?:但|又|并且?|亦|也|还|却|再|同时|其后|随后|之后)")
# 奉委员长之命: at whose word somebody acts.
_AT_THE_WORD: Final = re.compile(r"(?:之命|的命令|之邀|的邀请|委托|之托)")


def _carried(text: str, earlier: list[Name], *, own_deed: bool = False) -> list[Name]:
    """Without a name of its own a clause goes on with the subject of the nearest clause before it that has one.

    own_deed: who says so may be the one who did it.
    """
    for name in reversed(earlier):
        opened = max([text.rfind(mark, max(0, name.start - 60), name.start) for mark in "，。；：\n"])
        first = next(n for n in earlier if n.start > opened)
        if first.kind in ("outlet", "agency"):
            continue
        if first.kind in ("state", "place") and not _OPENS.fullmatch(text, opened + 1, first.start):
            continue
        if name.kind == "person" and first is not name and text[name.end : name.end + 1] in "，、":
            first = name  # 甲国议会议长、某党主席某人，: the clause is the person with the offices
        if any(_AT_THE_WORD.match(text, n.end) for n in earlier if n.start > opened):
            continue
        if _SAYS.match(text[first.end : first.end + 12]):
            if own_deed:
                return [first]
            continue
        lead = text[max(opened + 1, first.start - 8) : first.start]
        if _TO.search(lead) or _TAKEN.search(lead) or lead.endswith(_BESIDE):
            continue
        if not _AT.search(lead) and not _BY.search(lead) and not _POSSESSED.match(text[first.end : first.end + 4]):
            return [first]
    return []


_APART: Final = re.compile(r"[，。；：（]|在|从|以|并|后|时")


def _objects(text: str, trigger: Trigger, after: list[Name]) -> list[Name]:
    reach = 2 if trigger.word.kind in ("statement", "order") else 8
    for name in after:
        if name.start - trigger.end > reach:
            break
        if not _APART.search(text, trigger.end, name.start):
            return [name]
    return []


def _passive(text: str, clause: tuple[int, int], opened: int, before: list[Name], earlier: list[Name]) -> list[Role]:
    """Those named behind 被 act, those before it are acted on; a clause that opens with 被 goes on with its subject.

    opened: where 被 stands.
    """
    done_to = _heads(text, clause, [n for n in before if n.end <= opened])
    doing = [n for n in before if n.start >= opened]
    acting = _heads(text, (doing[0].start, clause[1]), doing) if doing else []
    return [Role("target", n) for n in done_to or _carried(text, earlier)] + [Role("agent", n) for n in acting]


def _parties(
    text: str, clause: tuple[int, int], trigger: Trigger, around: tuple[list[Name], list[Name], list[Name]]
) -> list[Role]:
    before, after, earlier = around
    parties = [n for n in before if not _AT.search(text[max(clause[0], n.start - 2) : n.start])]
    parties += [n for n in after if len(text[trigger.end : n.start]) <= 2]
    dealing = [n for n in parties if not _POSSESSED.match(text[n.end : n.end + 4])] or _carried(text, earlier)
    return [Role("party", n) for n in dealing]
