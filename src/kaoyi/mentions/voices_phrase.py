"""The noun phrase that names a source and ends at a given place, taken as far to the left as it goes.

A phrase must end with a name the document's mentions hold, a source noun (source_words.csv), a title in
《》, or have the shape of a person's name.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import structs

from kaoyi.mentions.voices_extent import Source, canonical, noun_ending, phrase_start
from kaoyi.mentions.voices_persons import by_shape, latin_name, person_after_title
from kaoyi.mentions.voices_scene import Scene, skip_light
from kaoyi.mentions.voices_shape import NAME_LENGTH
from kaoyi.model import Name

SPEAKING: Final = frozenset(
    [
        "state",
        "bloc",
        "army",
        "unit",
        "organisation",
        "group",
        "person",
        "outlet",
        "agency",
        "institution",
        "work",
        "place",
    ]
)
"""Kinds of name that can speak."""
_OWNING: Final = SPEAKING - {"group", "place"}
_OBJECT_OF: Final = (
    "向",
    "对",
    "对于",
    "给",
    "跟",
    "把",
    "让",
    "在",
    "于",
    "已获",
    "未获",
    "获得",
    "通过",
    "透过",
    "经由",
    "关于",
    "针对",
    "给予",
    "使",
    "令",
    "到",
    "往",
    "回复",
    "回覆",
    "答复",
    "告诉",
    "告知",
)
_PAPER: Final = re.compile(r"(?:报|报导|刊|周刊|月刊|杂志|网|新闻|社|台|评论|财新|三联)$")
_ISSUED: Final = re.compile(
    r"(?:所|早前|日前|近日|最新|刚|昨日|今日)*"
    r"(?:发布|公布|发表|颁发|颁布|签发|印发|出版|提供|编写|编著|编纂|编|发出|作出|做出|撰写|刊登|刊载|出具|递交|提交|贴出|公开|保存|收藏|披露|开列|列出|"
    r"拍摄|摄录|录制|制作|整理|收集|汇编|的)"
)
_LOCAL: Final = re.compile("[\u4e00-\u9fff]{0,5}[省市县区镇乡州]$")
_LONGEST_PLACE: Final = 6
_COMES_FROM: Final = ("来源于", "来源自")
_THIS_WORK: Final = ("》一书", "》一文")
_COUNT: Final = re.compile(r"[0-9][余多几]?(?:名|万|千|百|亿)*[余多]?(?:人|户|家|队|会|方)$")
"""澄清没有23人: a count, not a name that ends in 人."""
_THAT: Final = re.compile(r"(?:该|这|此)(?:名|位)?")
_LONGEST_CALLING: Final = 6
_SHORT_NAMED: Final = "协阵盟署厅局办"
_KINDS: Final = {"person": "person", "outlet": "medium", "agency": "medium", "work": "document"}


def source_at(scene: Scene, left: int, end: int) -> Source | None:
    """Return the source whose name ends exactly at ``end``, taken as far to the left as it goes, not beyond ``left``."""
    text = scene.folded
    name = scene.name_ends.get(end)
    if name is not None and name.start >= left and name.kind in SPEAKING:
        return _joined(scene, left, _named(scene, left, name))
    last = text[end - 1]
    if last not in scene.words.endings:
        return None
    if last == "方" and end - 3 > left and text.endswith("的官方", left, end):
        of_whom = source_at(scene, left, end - 3)  # 国防部的官方数据 are the ministry's
        if of_whom is not None:
            return of_whom
    if last == "》":
        return _titled(scene, left, end)
    if last in "书文" and text.endswith(_THIS_WORK, left, end):
        titled = _titled(scene, left, end - 2)
        return structs.replace(titled, end=end) if titled is not None else None
    if last in "」”":
        return _quoted(scene, left, end)
    if last in "中里上内" and end - 1 > left:
        inside = source_at(scene, left, end - 1)
        return inside if inside is not None and inside.record else None
    found = _pronoun(scene, left, end)
    if found is not None:
        return found
    if text.startswith(_COMES_FROM, end - 2):
        return None
    for length in scene.words.noun_lengths.get(last, ()):
        kind = scene.words.nouns.get(text[end - length : end]) if length <= end - left else None
        if kind is not None:
            phrase = _phrase(scene, left, end - length, end, kind)
            return _joined(scene, left, phrase) if phrase is not None else None
    return _institution(scene, left, end)


def _pronoun(scene: Scene, left: int, end: int) -> Source | None:
    text, pronouns = scene.folded, scene.words.pronouns
    for length in scene.words.pronoun_lengths.get(text[end - 1], ()):
        start = end - length
        word = text[start:end]
        if start < left or word not in pronouns or (word == "其" and text[end : end + 1] in "中他它余间"):
            continue
        if length > 1 or start == left or text[start - 1] in "，。；：「“ 而但据 ":
            return Source(start, end, None, "person", "pronoun", pronouns[word])
    return None


def _named(scene: Scene, left: int, name: Name) -> Source:
    """A known name, with the names and source nouns that stand directly before it (俄罗斯国防部发言人X)."""
    start = name.start
    while start > left:
        before = scene.name_ends.get(start)
        if before is not None and before.start >= left and before.kind in SPEAKING:
            start = before.start
            continue
        length = noun_ending(scene, left, start)
        if not length:
            break
        start -= length
    if start > left and scene.folded[start - 1] == "《":
        start -= 1
    kind = _KINDS.get(name.kind, "body")
    local = _LOCAL.search(scene.folded, max(left, start - _LONGEST_PLACE), start) if name.id is None else None
    if local is not None and start == name.start and local.start() == skip_light(scene, left, start):
        words = scene.text[local.start() : name.end]
        return Source(local.start(), name.end, words, kind, f"name {name.rule}, of a place")
    canonical = name.name or scene.text[name.start : name.end]
    return Source(start, name.end, canonical, kind, f"name {name.rule}", record=kind in ("medium", "document"))


def _joined(scene: Scene, left: int, source: Source) -> Source:
    """A和B表示: both speak, and the words that name them are one."""
    start = source.start
    if start <= left or scene.folded[start - 1] not in "和与及、同":
        return source
    other = source_at(scene, left, start - 1) if start - 1 > left else None
    other = other or _latin_fellow(scene, left, start - 1)
    if other is None or other.refers or other.record != source.record:
        return source
    if scene.folded[left : other.start].strip() and other.start - left > 1 and other.kind != source.kind:
        return source
    words = scene.text[other.start : source.end]
    return structs.replace(source, start=other.start, name=words, rule=f"{other.rule}; {source.rule}")


def _latin_fellow(scene: Scene, left: int, end: int) -> Source | None:
    """WatchNow 和一名律师表示: a name in Latin letters speaks beside another."""
    found = latin_name(scene, left, end) if end > left else None
    return structs.replace(found, record=False, kind="person") if found is not None else None


def _titled(scene: Scene, left: int, end: int) -> Source | None:
    text = scene.folded
    opened = text.rfind("《", left, end)
    if opened < 0 or opened + 2 >= end:
        return None
    name = scene.name_ends.get(end - 1)
    paper = _PAPER.search(text[opened + 1 : end - 1]) or (name is not None and name.kind in ("outlet", "agency"))
    canonical = name.name if name is not None and name.start == opened + 1 else scene.text[opened + 1 : end - 1]
    return Source(opened, end, canonical, "medium" if paper else "document", "title in 《》", record=True)


def _quoted(scene: Scene, left: int, end: int) -> Source | None:
    """A speaker named in quotation marks: “真相与和解委员会”."""
    text = scene.folded
    opened = text.rfind("「" if text[end - 1] == "」" else "“", max(left, end - 22), end)
    if opened < 0:
        return None
    inside = source_at(scene, opened + 1, end - 1) if end - 1 > opened + 1 else None
    if inside is None or inside.start > opened + 1:
        return None
    start = opened
    before = scene.name_ends.get(opened)
    if before is not None and before.start >= left and before.kind in ("state", "place"):
        start = before.start
    return structs.replace(inside, start=start, end=end)


def _phrase(scene: Scene, left: int, noun: int, end: int, kind: str) -> Source | None:
    """A noun phrase that ends with a source noun; a document's words are its owner's."""
    text = scene.folded
    start = phrase_start(scene, left, noun)
    if kind in ("document", "medium"):
        owner = _owner(scene, left, noun, end)
        if owner is not None:
            return owner
        word = text[start:end]
        if start == noun and word in scene.words.referring:
            return Source(start, end, None, kind, f"bare {word}", scene.words.referring[word], record=True)
        if start == noun and word in scene.words.bare:
            return None
    opened = scene.name_covering(start) if kind in ("body", "medium") else None
    if opened is not None and opened.kind == "person" and opened.start == start < noun:
        return None  # 张三会见传媒: a person and what he does, not the name of a medium
    if kind == "person":
        if _THAT.fullmatch(text, start, noun) is not None:
            return Source(start, end, scene.text[noun:end], "person", f"that {text[noun:end]}", "person")
        titled = _titled_person(scene, left, start, noun, end)
        if titled is not None:
            return titled
    if end - start < 2 or start in scene.figure_starts:
        return None
    record = kind in ("document", "medium", "monument")
    kind = "document" if kind == "monument" else kind
    return Source(start, end, canonical(scene, start, end), kind, f"source_words.csv {text[noun:end]}", record=record)


def _institution(scene: Scene, left: int, end: int) -> Source | None:
    """A name of three characters or more that ends as institutions' names do (国家灾害应变署)."""
    text, words = scene.folded, scene.words
    for length in words.suffix_lengths.get(text[end - 1], ()):
        if end - length <= left or text[end - length : end] not in words.suffixes:
            continue
        if text[end - 2 : end] in words.no_suffixes or text[end - 3 : end] in words.no_suffixes:
            return None
        if scene.name_across(end) is not None:
            return None
        start = phrase_start(scene, left, end - length)
        shortest = 2 if text[end - 1] in _SHORT_NAMED else 3
        if end - start < shortest or start in scene.figure_starts or _COUNT.search(text, start, end):
            return None
        called = _titled_name(scene, start, end)
        if called is not None:
            return called
        return Source(start, end, canonical(scene, start, end), "body", f"source_words.csv -{text[end - length : end]}")
    return None


def _titled_name(scene: Scene, start: int, end: int) -> Source | None:
    """历史学家笠原十九司: a phrase that opens with a calling in 家 goes on with the person's name, however it ends."""
    at = scene.folded.find("家", start, min(end, start + _LONGEST_CALLING)) + 1
    if at <= start + 1 or not 2 <= end - at <= NAME_LENGTH + 2:
        return None
    if scene.words.nouns.get(scene.folded[start:at]) != "person":
        return None
    return Source(start, end, scene.text[at:end], "person", "name after a calling")


def _titled_person(scene: Scene, left: int, start: int, noun: int, end: int) -> Source | None:
    """徐焰少将, 张先生: the person before the title."""
    before = scene.name_ends.get(noun)
    if before is not None and before.kind == "person" and before.start >= left:
        named = _named(scene, left, before)
        return structs.replace(named, end=end, rule=f"{named.rule}, with title")
    if end - noun > 2 or noun - start < 2:
        return None
    shaped = person_after_title(scene, left, noun)
    return structs.replace(shaped, end=end) if shaped is not None else None


def _owner(scene: Scene, left: int, noun: int, end: int) -> Source | None:
    """X发布的声明, X的统计, X报告: the words are X's."""
    text = scene.folded
    word = text[noun:end]
    for match in _ISSUED.finditer(text, max(left, noun - 16), noun):
        if match.start() > left and scene.name_covering(match.start()) is None:
            owner = source_at(scene, left, match.start()) or by_shape(scene, left, match.start())
            if owner is not None and not owner.refers and not is_object(scene, left, owner.start):
                return structs.replace(owner, end=end, rule=f"{owner.rule}, owner of {word}", record=True)
    name = scene.name_ends.get(noun)
    if name is not None and name.kind in _OWNING and name.start >= left:
        owner = _named(scene, left, name)
        return structs.replace(owner, end=end, rule=f"{owner.rule}, owner of {word}", record=True)
    if noun > left and text[noun - 1] == "》":
        titled = _titled(scene, left, noun)
        return structs.replace(titled, end=end) if titled is not None else None
    if noun > left and text[noun - 1] in "」”":
        quoted = _quoted(scene, left, noun)
        return structs.replace(quoted, end=end) if quoted is not None else None
    length = noun_ending(scene, left, noun)
    if length and noun - length >= left and scene.words.nouns[text[noun - length : noun]] != "document":
        inner = _phrase(scene, left, noun - length, noun, scene.words.nouns[text[noun - length : noun]])
        if inner is not None and not inner.refers:
            return structs.replace(inner, end=end, record=True)
    return None


_TO_THOSE: Final = re.compile("(?:[向给]|对(?!外))[^，。；：、称说]{1,8}的$")
"""向前来采访的{记者}公布."""


def is_object(scene: Scene, left: int, start: int) -> bool:
    """Return whether the words before a phrase make it their object: 向记者, 在社交媒体."""
    if start <= left:
        return False
    if scene.folded.endswith(_OBJECT_OF, left, start) and scene.name_covering(start - 1) is None:
        return True
    return scene.folded[start - 1] == "的" and _TO_THOSE.search(scene.folded, left, start) is not None
