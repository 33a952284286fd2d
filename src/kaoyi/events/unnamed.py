"""Actors no list knows: 枪手, 示威者, 守军, 某地方医院, 第29团. They take part like named ones; their row names nobody, it quotes.

Read in the clause of an event only. A state or place right before the word belongs to it (印度机师 is not India).
"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.model import Name

_WORDS: Final = (
    r"暴力示威者|示威者|示威人士|示威群众|抗议者|抗争者|枪手|凶徒|凶手|歹徒|暴徒|袭击者|施袭者|劫匪|劫持者|绑匪|海盗|恐怖分子|武装分子|武装人员|激进分子|极端分子|炸弹客|人肉炸弹"
    r"|民兵|叛军|叛乱分子|反抗军|起义军|政府军|反政府军|游击队|守军|敌军|敌人|敌机|我军|友军|盟军|先头部队|先遣部队|增援部队|侵略军|占领军|守备队"
    r"|警员|防暴警察|警察(?![总局署厅])|消防员|消防人员|救援人员|医护人员|士兵|军人|官兵|战士|机师|飞行员|机组人员|船员|渔民|乘客|旅客|游客(?!中)"
    r"|学生(?![会运团组])|市民(?!中)|村民|居民|平民|民众|群众|难民|工人(?!党)|矿工|教师|记者(?![会节协])|司机|男子(?!组)|女子(?!组)|妇女|男童|女童|儿童|学童|嫌犯|嫌疑人|疑犯|被告|死者|伤者|遇难者|员工|职员|雇员|工友|队员|球员|人质|战俘|俘虏|法庭|陪审团"
)
_UNIT: Final = r"(?:集团军|军团|军|师团|师|旅团|旅|联队|团|大队|营|连)(?![部长级火])"
# Every alternative begins with a character of its own, even the digits: that is what `re` finds fast.
_PEOPLE: Final = re.compile(
    rf"{_WORDS}|第[\d一二三四五六七八九十百]{{1,4}}{_UNIT}|"
    + "|".join(rf"{digit}(?<![0-9].)\d{{0,2}}{_UNIT}" for digit in "0123456789")
)
# A name in Latin letters (Tom Andrews): none inside a sentence of another language, none of a place or before an office.
_LATIN: Final = re.compile(
    r"[A-Z](?<![A-Za-zÀ-ɏ0-9（(·\-'’].)[a-zÀ-ɏ'’]{2,}+(?:[ \n·.\-]{1,2}[A-Z][A-Za-zÀ-ɏ.'’]*+){0,3}+"
    r"(?![A-Za-zÀ-ɏ0-9）)]|\s?(?:[）)a-z&]|的|地区|边境|共同|大厦|广场|酒店|大学|战略|[市镇州县街道路站区岛]|创办人|创始人|创办者|负责人|总裁|主席|公司))"
)
_LATIN_PLACES: Final = (
    " Tower",
    " Street",
    " Road",
    " Park",
    " Center",
    " Centre",
    " University",
    " Hall",
    " Building",
)
# What the name of a body ends in; its beginning is found by going back to a word that cannot be part of it.
_BODY: Final = re.compile(
    r"(?:(?:学生会|委员会|协会|部门|公会|工会|联盟|当局|大学|医院|法院|公司|集团|政府|警署|警局|警察局|消防局|国防部|外交部|内政部|卫生部|军方|工作组|代表团|管理层)(?:学生会|委员会|公会|工会)?)(?![长员])"
)
_ENDS: Final = re.compile(
    r"[\s，。；：！？、“”「」『』（）\[\]\d在于向对被由遭与和及或的是今昨明前将把从至自获经让令使叫共多每各该个间名年月日时了称指许]"
)
_ALONE: Final = frozenset({"学生会", "工会", "法院", "医院", "军方", "当局"})  # the others say too little alone
_PLACES: Final = "城市岛省县镇村国"
_LONGEST: Final = 14
_OF: Final = frozenset({"state", "place", "bloc"})
# After these words the noun is no actor of the clause's verb: 学生运动, 平民区.
_PART_OF_WORD: Final = re.compile(
    r"[营区们]?(?:运动|组织|代表|公约|纪念|家属|遗属|问题|利益|身份|人数|伤亡|集中营|营地|罪)"
)


def find(text: str, start: int, end: int, names: list[Name]) -> list[Name]:
    """Return the names of text[start:end] together with its unnamed actors, in text order."""
    kept = [_standing_for(text, n) if n.kind == "pronoun" else n for n in names]
    spans = [m.span() for m in _PEOPLE.finditer(text, start, end)]
    _bodies(text, start, end, spans)
    _latin(text, start, end, spans)
    if not spans:
        return kept
    for low, high in spans:
        if not _is_free(kept, low, high) or not _acts(text, start, low, high):
            continue
        owner = None
        for name in kept:
            if name.end == low and name.kind in _OF:
                owner = name
                break
        if owner is not None:
            kept.remove(owner)
        kept.append(Name(owner.start if owner else low, high, None, "", "group", None, "unnamed actor"))
    return sorted(kept, key=_start)


def _start(name: Name) -> int:
    return name.start


def _is_free(names: list[Name], low: int, high: int) -> bool:
    """Whether no name covers or cuts text[low:high]."""
    return all(n.start >= high or n.end <= low for n in names)


def _standing_for(text: str, name: Name) -> Name:
    """该师, 敌军, 我方 act like what they stand for, and like an unnamed actor where the text leaves that open."""
    if text[name.start] not in "该敌我" or text[name.end - 1] in _PLACES:
        return name
    return Name(name.start, name.end, name.id, name.name, "group", None, name.rule)


def _bodies(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Add the spans of bodies: 岭南大学学生会, 安监部门, but not a bare 委员会."""
    for match in _BODY.finditer(text, start, end):
        opened, low = match.start(), match.start()
        while low > start and opened - low < _LONGEST and not _ENDS.match(text, low - 1):
            low -= 1
        if low < opened or match.group() in _ALONE:
            spans.append((low, match.end()))


def _latin(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    """Add the spans of names in Latin letters; one in brackets only says a Chinese name again."""
    for match in _LATIN.finditer(text, start, end):
        opened = max(text.rfind("（", start, match.start()), text.rfind("(", start, match.start()))
        closed = max(text.rfind("）", start, match.start()), text.rfind(")", start, match.start()))
        if opened <= closed and not match[0].endswith(_LATIN_PLACES):
            spans.append(match.span())


def _acts(text: str, start: int, low: int, high: int) -> bool:
    """Whether the word stands for people: not in a quoted name, not part of a longer word."""
    opened = max(text.rfind("“", start, low), text.rfind("「", start, low))
    closed = max(text.rfind("”", start, low), text.rfind("」", start, low))
    return opened <= closed and not _PART_OF_WORD.match(text, high)
