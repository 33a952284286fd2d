"""Actors that have no name: 枪手, 示威者, 守军, 一名女子. They take part like named ones; their row names nobody, it quotes.

Read in the clause of an event only. A state or place right before the word belongs to it (印度机师 is not India).
"""

from __future__ import annotations

import re

from kaoyi.model import Name

_WORD = re.compile(
    r"(?:(?:武装|蒙面|激进|极端|反政府|亲政府|自杀式|恐怖|防暴|疑似|暴力|不明)(?=[^，。；]))?"
    r"(?:示威者|示威人士|示威群众|抗议者|抗争者|枪手|凶徒|凶手|歹徒|暴徒|袭击者|施袭者|劫匪|劫持者|绑匪|海盗|恐怖分子|武装分子|武装人员|激进分子|极端分子|炸弹客|人肉炸弹"
    r"|民兵|叛军|叛乱分子|反抗军|起义军|政府军|反政府军|游击队|守军|敌军|敌人|敌机|我军|友军|盟军|先头部队|先遣部队|增援部队|侵略军|占领军|守备队"
    r"|警员|警察(?![总局署厅])|消防员|消防人员|救援人员|医护人员|士兵|军人|官兵|战士|机师|飞行员|机组人员|船员|渔民|乘客|旅客|游客(?!中)"
    r"|学生(?![会运团组])|市民(?!中)|村民|居民|平民|民众|群众|难民|工人(?!党)|矿工|教师|记者(?!会|节|协)|司机|男子(?!组)|女子(?!组)|妇女|男童|女童|儿童|学童|嫌犯|嫌疑人|疑犯|被告|死者|伤者|遇难者|人质|战俘|俘虏|法庭|法院|陪审团)"
)
_OF = frozenset({"state", "place", "bloc"})
# After these words the noun is no actor of the clause's verb: 学生运动, 平民区.
_PART_OF_WORD = re.compile(r"[营区们]?(?:运动|组织|代表|公约|纪念|家属|遗属|问题|利益|身份|人数|伤亡|集中营|营地|罪)")

_AT_COURT = re.compile(r"[在于到往向][^，。；：]{0,8}$")


def find(text: str, start: int, end: int, names: list[Name]) -> list[Name]:
    """Return the names of text[start:end] together with its unnamed actors, in text order."""
    found = [m for m in _WORD.finditer(text, start, end) if _acts(text, start, m)]
    if not found:
        return names
    kept = list(names)
    for match in found:
        low, high = match.span()
        if any(n.start < high and n.end > low for n in kept):
            continue
        owner = next((n for n in kept if n.kind in _OF and n.end == low), None)
        if owner is not None:
            kept.remove(owner)
            low = owner.start
        kept.append(Name(low, high, None, "", "group", None, "unnamed actor"))
    return sorted(kept, key=lambda n: n.start)


def _acts(text: str, start: int, word: re.Match[str]) -> bool:
    """Whether the word stands for people: not in a quoted name, not part of a longer word, not where a hearing is held."""
    low, high = word.span()
    opened = max(text.rfind("“", start, low), text.rfind("「", start, low))
    closed = max(text.rfind("”", start, low), text.rfind("」", start, low))
    if opened > closed or _PART_OF_WORD.match(text, high):
        return False
    return not (word.group().startswith("法") and _AT_COURT.search(text, max(start, low - 10), low))
