"""Happenings that a text calls by their own names: where the words around say that they took place, and of which kind."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.events.ground import Ground
from kaoyi.events.words import EventWord, Trigger
from kaoyi.model import Name

_BATTLE: Final = re.compile(r"(?:战役|战争|之战|会战|战斗|阻击战|保卫战|反击战|冲突|之役|海战|空战|战事|内战|起义)$")
_KIND_BY_ENDING: Final = (
    (_BATTLE, "battle"),
    (re.compile(r"(?:大屠杀|屠杀|惨案)$"), "massacre"),
    (re.compile(r"(?:谈判|会谈|和谈)$"), "talks"),
    (re.compile(r"(?:峰会|会议)$"), "meeting"),
    (re.compile(r"(?:地震|海啸|洪水|飓风|台风|饥荒|疫情)$"), "disaster"),
    (re.compile(r"(?:炸弹|炸药|自杀式)[^，。；：]{0,4}爆炸$"), "bombing"),
    (re.compile(r"(?:空难|事故|矿难|火灾|大火|火警|爆炸)$"), "accident"),
    (re.compile(r"(?:袭击|枪击案|恐袭|攻势)$"), "attack"),
    (re.compile(r"(?:登陆)$"), "landing"),
)
_HAPPENS: Final = re.compile(
    r"[^，。；：！？\n]{0,14}?(?:发生|爆发|打响|开始|结束|展开|进行|举行|恢复|中断|破裂|造成|导致)"
    r"(?!(?:\d|[一二三四五六七八九十两几])*[天日周月年小时]*(?:之?后|之?前|时|以来|以后))"
)
_BEGUN: Final = re.compile(
    r"(?:发生|发动|发起|爆发|进行|打响|取得|投入|爆发的|发生的|开始|举行|恢复|重启|中断|参与|参加)[^，。；：、]{0,9}$"
)
_NOT_BEGUN: Final = re.compile(r"(?:未|没有|没|不再|不等|不)[^，。；：、]{0,6}$")
_WAR: Final = re.compile(r"战争$")


_DEFINED: Final = re.compile(
    r"(?:[（(][^）)]{0,80}[）)])?(?:[，、]?(?:又|也|亦)[称名作][^，。]{1,24})?，?(?:是|为|指|乃|系)(?![否因了由])"
)


def defined(ground: Ground, name: Name) -> Trigger | None:
    """The happening an article is about, where its first words say what it was."""
    text = ground.text
    first = next((b for b in ground.blocks if b.kind == "paragraph" and b.end > name.start), None)
    if (
        first is None
        or not first.start <= name.start <= first.start + 4
        or not _DEFINED.match(text, name.end, first.end)
    ):
        return None
    kind = kind_of(text, name)
    word = text[name.start : name.end]
    return Trigger(name.start, name.end, EventWord(word, kind, "N"), name.name, defines=True) if kind else None


def kind_of(text: str, name: Name) -> str | None:
    """The kind of happening a name's last words tell."""
    words = text[name.start : name.end]
    return next((kind for pattern, kind in _KIND_BY_ENDING if pattern.search(words)), None)


def named(text: str, name: Name) -> Trigger | None:
    """A happening's own name is a trigger where the clause says that it happened."""
    after = text[name.end : name.end + 24]
    before = text[max(0, name.start - 12) : name.start]
    begun = _BEGUN.search(before)
    if _NOT_BEGUN.search(before) or not (_HAPPENS.match(after) or begun):
        return None
    if begun and begun.group().startswith(("参与", "参加")) and _WAR.search(name.name):
        return None  # taking part in a whole war is no happening of its own
    kind = kind_of(text, name)
    words = text[name.start : name.end]
    return Trigger(name.start, name.end, EventWord(words, kind, "N"), name.name) if kind else None
