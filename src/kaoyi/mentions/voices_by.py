"""据X统计, 据X援引Y报道, A引述B指: the source stands between two words that mark it."""

from __future__ import annotations

import re
from typing import Final

from msgspec import structs

from kaoyi.mentions.voices_bare import bare
from kaoyi.mentions.voices_extent import Source
from kaoyi.mentions.voices_phrase import source_at
from kaoyi.mentions.voices_scene import is_light, skip_light
from kaoyi.mentions.voices_source import source_before, source_opening
from kaoyi.mentions.voices_speaker import voice_of
from kaoyi.mentions.voices_state import Hearing, Voice
from kaoyi.mentions.voices_together import TELLING, in_title, merged
from kaoyi.mentions.voices_words import Cue

_AFTER_BY: Final = re.compile(r"[，。；：！？,;\n（）「“]")
_PLAN: Final = re.compile(r"(?:方案|计划|计划书|预案|命令)$")
_WRITINGS: Final = frozenset(("战史", "战报"))
_LEAF: Final = re.compile(r"(?:第?[0-9一二三四五六七八九十百]+[卷册页章节期号辑至、-]+)+$")
_ISSUED: Final = re.compile("(?:所|早前|日前|近日|最新|刚)*(?:公布|发布|发表|提供|发出|披露|收集|整理|汇编|掌握)")
_ISSUE_OF: Final = re.compile("(?:官方|军方|机密|秘密|绝密|内部|解密|外泄|泄露|泄密|学术|独立)(?:的|调查|评估|研究)?$")
_OF_OR_SOME: Final = re.compile(r"[的了在是对，]|^(?:一|两|几|多)(?:份|项|些|种)")
_WORDS_OF: Final = re.compile(
    r"\s?的(?:最新|初步|亲身)?(?:说法|计算|测算|核算|讲述|叙述|描述|回忆|证词|证言|供词|口供|介绍|讲法)$"
)
"""根据某记者的计算，: whose account it is, named by a noun that is no verb of saying."""
_PHRASE: Final = 60  # characters a phrase after 据 may have
_NAME_IN_QUOTES: Final = 18
_NEAR: Final = 16


def by(hearing: Hearing, position: int, end: int) -> int:
    """Read 据X统计, 据X援引Y报道, 根据《书》: the speaker stands between 据 and the word for the report."""
    cue = hearing.cues[position]
    limit = _phrase_end(hearing, cue.end, end)
    for number in range(position + 1, len(hearing.cues)):
        found = hearing.cues[number]
        if found.start >= limit:
            break
        if in_title(hearing, found):
            continue
        if "cite" in found.kinds:
            outer = source_before(hearing.scene, cue.end, found.start, True)
            above = voice_of(hearing, outer, cue, found) if outer is not None else None
            return _cited(hearing, above, number, end)
        if not found.kinds.isdisjoint(TELLING):
            return _close_by(hearing, cue, number, end)
    _name_alone(hearing, cue, limit, end)
    return position + 1


def _phrase_end(hearing: Hearing, start: int, end: int) -> int:
    """Where the phrase after 据 ends; a name in quotation marks is part of it."""
    stop = min(end, start + _PHRASE)
    at = start
    while True:
        found = _AFTER_BY.search(hearing.text, at, stop)
        if found is None:
            return stop
        closing = hearing.closing_of(found.start())
        if not closing or closing - found.start() > _NAME_IN_QUOTES:
            return found.start()
        at = closing


def _close_by(hearing: Hearing, cue: Cue, number: int, end: int) -> int:
    found, right = hearing.cues[number], hearing.cues[number].start
    while right > cue.end and hearing.text[right - 1] in "的所有 ":
        right -= 1
    after = merged(hearing, number, end)
    last = hearing.cues[after - 1]
    work = _work_itself(hearing, found, last) if right == cue.end else None
    if work is not None:
        hearing.open(voice_of(hearing, work, cue, last), (cue, last), cue.start, end)
        return after
    if right == cue.end or hearing.text[cue.end : right] in hearing.scene.words.vague:
        bare(hearing, cue, end, found.modality)
        return after
    if is_light(hearing.scene, cue.end, right):
        return after
    source = source_before(hearing.scene, cue.end, right, True)
    if source is None:
        source = _issuer(hearing, cue.end, right) or _record(hearing, cue.end, found)
    if source is None and "据" in cue.form:
        said = "say" in found.kinds  # 据癌症资料 tells what the record is about, 据某某透露 who tells
        source = _as_it_stands(hearing, cue.end, right) if said else None
        source = source or _near_opening(hearing, cue.end, right)
    if source is not None:
        hearing.open(voice_of(hearing, source, cue, found), (cue, last), cue.start, end)
    return after


def _work_itself(hearing: Hearing, found: Cue, last: Cue) -> Source | None:
    """据战史记载: a kind of writing that has authors and readers, and what is written there; 据报告显示 names nobody."""
    if last is found or found.form not in _WRITINGS:
        return None
    words = hearing.words(found.start, found.end)
    return Source(found.start, found.end, words, "document", "a writing speaks", record=True)


def _issuer(hearing: Hearing, left: int, right: int) -> Source | None:
    """按卫生局提供的资料: whoever gave the paper out."""
    for issued in _ISSUED.finditer(hearing.text, left, right):
        if issued.end() == right and issued.start() > left:
            return source_before(hearing.scene, left, issued.start(), True)
    return None


def _record(hearing: Hearing, left: int, found: Cue) -> Source | None:
    """根据当时的官方秘密报告: a record that is told apart from others speaks for itself."""
    if "report" not in found.kinds or "figures" in found.traits:
        return None
    kind = _ISSUE_OF.search(hearing.text, max(left, found.start - 8), found.start)
    source = source_at(hearing.scene, left, found.end) if kind is not None else None
    return source if source is not None and source.record else None


def _near_opening(hearing: Hearing, left: int, right: int) -> Source | None:
    """The source that a phrase after 据 opens with (据《明报》…头版报道)."""
    source = source_opening(hearing.scene, skip_light(hearing.scene, left, right), right)
    return source if source is not None and right - source.end <= _NEAR else None


def _as_it_stands(hearing: Hearing, left: int, right: int) -> Source | None:
    """据 marks a source so clearly that a short phrase, or a name in quotation marks, is taken as it stands."""
    start = skip_light(hearing.scene, left, right)
    words = hearing.text[start:right]
    if words[:1] in "「“" and words[-1:] in "」”" and 4 <= len(words) <= _NAME_IN_QUOTES + 4:
        return Source(start, right, hearing.words(start + 1, right - 1), "body", "name in quotation marks after 据")
    if not 2 <= len(words) <= 10 or _OF_OR_SOME.search(words):
        return None
    return Source(start, right, hearing.words(start, right), "body", "words between 据 and the report")


def _name_alone(hearing: Hearing, cue: Cue, limit: int, end: int) -> None:
    """据 with a work, a document or an outlet and no word for a report (根据《停战史》，…; 根据该方案，…)."""
    words = _WORDS_OF.search(hearing.text, cue.end, limit)
    if words is not None:
        source = source_before(hearing.scene, cue.end, words.start(), True) if words.start() > cue.end else None
    else:
        leaf = _LEAF.search(hearing.text, cue.end, limit)
        end_of_name = leaf.start() if leaf is not None else limit
        source = source_before(hearing.scene, cue.end, end_of_name, False) if end_of_name > cue.end else None
        source = source if source is not None and source.kind in ("document", "medium") else None
    if source is None:
        return
    voice = voice_of(hearing, source, cue, cue)
    if _PLAN.search(hearing.text, cue.end, source.end):
        voice = structs.replace(voice, modality="planned")
    hearing.open(voice, (cue, cue), cue.start, end)


def cite(hearing: Hearing, position: int, start: int, end: int) -> int:
    """Read A引述B指: the words after the verb that follows are B's, and A tells of them."""
    cue = hearing.cues[position]
    left = hearing.clause_start(cue.start, start)
    outer = source_before(hearing.scene, left, cue.start, True) if cue.start > left else None
    if outer is not None:
        return _cited(hearing, voice_of(hearing, outer, cue, cue), position, end)
    if is_light(hearing.scene, left, cue.start):
        return _cited(hearing, None, position, end)
    return position + 1


def _cited(hearing: Hearing, above: Voice | None, position: int, end: int) -> int:
    """A quotes B: the words after the verb that follows are B's, and A tells of them."""
    cues, cue = hearing.cues, hearing.cues[position]
    above = above or hearing.memory.meant_by("medium") or hearing.speaking
    limit = _phrase_end(hearing, cue.end, end)
    following = position + 1
    while following < len(cues) and cues[following].start <= limit:
        if not cues[following].kinds.isdisjoint(TELLING):
            break
        following += 1
    told = following < len(cues) and cues[following].start <= limit
    right = cues[following].start if told else limit
    while right > cue.end and hearing.text[right - 1] in "的 ":
        right -= 1
    after = merged(hearing, following, end) if told else position + 1
    words = None if told else _WORDS_OF.search(hearing.text, cue.end, right)
    right = words.start() if words is not None else right
    inner = source_before(hearing.scene, cue.end, right, True) if right > cue.end else None
    voice = voice_of(hearing, inner, cue, cues[following] if told else cue) if inner is not None else above
    if above is not None:
        hearing.memory.note(above)
    if inner is not None and voice is not None and above is not None:
        voice = voice.told_by(above)
    if voice is not None:
        hearing.open(voice, (cue, cues[after - 1]), cue.start, end)
    return after
