"""What each kind of cue does: X称…, 据X统计…, A引述B指…, 另一说…, …（X统计）, X：…"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.mentions.voices_bare import bare
from kaoyi.mentions.voices_by import by, cite
from kaoyi.mentions.voices_phrase import source_at
from kaoyi.mentions.voices_say import say
from kaoyi.mentions.voices_scene import skip_light
from kaoyi.mentions.voices_source import source_before
from kaoyi.mentions.voices_speaker import nobody, voice_of
from kaoyi.mentions.voices_state import Hearing
from kaoyi.mentions.voices_together import SAYING, in_title, merged
from kaoyi.mentions.voices_words import Cue, CueWord

_AT_SOMEBODYS: Final = re.compile("(?:方面|那里|那儿|处|口中)$")
_LAW: Final = re.compile(
    "[^，。；：「“《]{0,10}(?:法例|条例|条文|[国安刑事]+法|法律|守则)[^，。；：]{0,6}(?:拘|捕|检控|起诉|提控|控告|禁止|处罚)"
)
_REPORT_LATER: Final = re.compile(
    r"[，；](?=[^，。；：、\s]{1,12}(?:战报|战史|记载|统计|资料|记录|公报|公布|数据|说法|档案|详报|报告|回忆)：)"
)
"""战报：歼敌千余人，对方战报：伤亡63人: a further report named in the middle of a sentence."""
_SPEAKING_BODY: Final = re.compile(r"(?:部|局|署|处|厅|委|会|院|警方|官方|军方|校方|院方|政府|当局|方面|专页|中心|所)$")
"""A body before a colon speaks; an army or a state there may be the one counted (美军：死365人)."""
_COLON: Final = CueWord("：", frozenset(("say",)), frozenset(), "asserted")
_SPACES: Final = re.compile(r" +")
_CREDIT: Final = 30  # characters a source in brackets may have
_HEADLINE: Final = 40


def take(hearing: Hearing, position: int, start: int, end: int) -> int:
    """Read the cue at a position of the sentence text[start:end]; return the position of the next cue to read."""
    cue = hearing.cues[position]
    if in_title(hearing, cue):
        return position + 1
    kinds = cue.kinds
    unnamed = "bare" in kinds or "other" in kinds
    after = _credit(hearing, position, end) if not unnamed else 0
    if after:
        return after
    if "by" in kinds:
        return by(hearing, position, end)
    if "bare" in kinds:
        bare(hearing, cue, end, cue.modality)
        return position + 1
    if "other" in kinds:
        if hearing.speaking is None or not hearing.inside_speech(cue.start):
            hearing.open(nobody(hearing, cue, f"cues.csv {cue.form}"), (cue, cue), cue.start, end)
        return position + 1
    if "cite" in kinds:
        if _LAW.match(hearing.text, cue.end, end):
            return position + 1  # 引用国安法拘捕十人: a law is applied, nobody is quoted
        return cite(hearing, position, start, end)
    if "learn" in kinds:
        _learned(hearing, cue, start, end)
        return position + 1
    if cue.form == "消息" and hearing.text.startswith("，", cue.end):
        _news_of(hearing, cue, start, end)
        return position + 1
    after = merged(hearing, position, end)
    if any(not other.kinds.isdisjoint(SAYING) for other in hearing.cues[position:after]):
        say(hearing, cue, hearing.cues[after - 1], start, end)
    elif cue.form in _COUNTS and _GIVES.match(hearing.text, cue.end, end):
        _gives(hearing, cue, start, end)
    return after


_COUNTS: Final = frozenset(("战报", "战果", "数据", "资料", "公报", "记录", "档案"))
_GIVES: Final = re.compile("(?:则|却|也|均|都)?[为是](?![基根依此这那])")


def _gives(hearing: Hearing, cue: Cue, start: int, end: int) -> None:
    """对方数据为伤亡63人, 但东军战报则是：: whose paper it is stands right before it, and that is all the clause opens with."""
    left, right = hearing.clause_start(cue.start, start), cue.start
    right -= hearing.text[right - 1] == "的"
    begin = skip_light(hearing.scene, left, right)
    source = source_at(hearing.scene, begin, right) if right > begin else None
    if source is not None and source.start == begin and not source.refers and source.kind == "body":
        hearing.open(voice_of(hearing, source, cue, cue), (cue, cue), left, end)


def _learned(hearing: Hearing, cue: Cue, start: int, end: int) -> None:
    """记者从应急管理部获悉，…: whom the words were learnt from."""
    left = hearing.clause_start(cue.start, start)
    begin = hearing.text.rfind("从", left, cue.start) + 1
    if not begin or hearing.scene.name_covering(begin - 1) is not None:
        return
    place = _AT_SOMEBODYS.search(hearing.text, begin + 1, cue.start)
    source = source_before(hearing.scene, begin, place.start() if place is not None else cue.start, True)
    if source is not None and not source.refers:
        hearing.open(voice_of(hearing, source, cue, cue), (cue, cue), left, end)


def _news_of(hearing: Hearing, cue: Cue, start: int, end: int) -> None:
    """卫健委消息，…: a body named right before its news."""
    left = hearing.clause_start(cue.start, start)
    source = source_before(hearing.scene, left, cue.start, False) if cue.start > left else None
    if source is not None and source.kind in ("body", "medium") and source.end == cue.start:
        hearing.open(voice_of(hearing, source, cue, cue), (cue, cue), left, end)


def _credit(hearing: Hearing, position: int, end: int) -> int:
    """（X统计）, （据X）, （来源：X）: a source in brackets behind its words; return the next position, or 0."""
    cue = hearing.cues[position]
    bracket = hearing.bracket(cue.start)
    if bracket is None or bracket[1] - bracket[0] > _CREDIT or cue.start - bracket[0] > _CREDIT // 2:
        return 0
    after = merged(hearing, position, min(end, bracket[1]))
    last = hearing.cues[after - 1]
    inner = bracket[1] - 1
    if "by" in cue.kinds:
        right = inner
        for number in range(after, len(hearing.cues)):
            found = hearing.cues[number]
            if found.start >= inner:
                break
            if in_title(hearing, found):
                continue
            after, right, last = number + 1, min(right, found.start), found
        source = source_before(hearing.scene, cue.end, right, False) if right > cue.end else None
        closed = last.end == inner or last is cue
    else:
        source = source_before(hearing.scene, bracket[0] + 1, cue.start, False) if cue.start > bracket[0] + 1 else None
        closed = last.end == inner
    if source is None or source.refers or not closed:
        return 0
    voice = voice_of(hearing, source, cue, last)
    hearing.memory.note(voice)
    hearing.credit(voice, bracket)
    return after


_QUOTED: Final = ("「", "“", "『", "‘")


def colon(hearing: Hearing, start: int, end: int) -> None:
    """X：… at the start of a sentence or of a part of a headline: what follows is X's."""
    text = hearing.text
    if text.find("：", start, end) < 0:
        return
    starts = [start]
    if hearing.spaced:
        starts += [match.end() for match in _SPACES.finditer(text, start + 1, end)]
    starts += [match.end() for match in _REPORT_LATER.finditer(text, start, end)]
    for left in starts:
        at = text.find("：", left, min(end, left + _HEADLINE))
        if at <= left:
            continue
        source = source_before(hearing.scene, left, at, False)
        if source is None or source.refers in ("nobody", "body"):
            continue
        if skip_light(hearing.scene, left, source.start) < source.start:
            continue
        if text.endswith("方面", left, at) and not text.startswith(_QUOTED, at + 1):
            continue  # 东军方面：阵亡300人: whose losses follow, not whose words
        if source.kind == "body" and not source.record and not _SPEAKING_BODY.search(text, source.start, source.end):
            continue
        cue = Cue(at, at + 1, _COLON)
        hearing.open(voice_of(hearing, source, cue, cue), (cue, cue), left, end)
