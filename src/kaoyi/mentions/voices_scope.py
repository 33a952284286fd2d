"""How far a voice reaches: a block is read sentence by sentence, and a speaker is carried on or dropped.

Each cue opens a stretch for its speaker, which ends with the sentence, the quotation or the bracket. A
speaker who has given a figure goes on into the next sentence of the block until another voice, or the
narrator, takes over; an estimate is of its own sentence.
"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.mentions.voices_cues import colon, take
from kaoyi.mentions.voices_phrase import source_at
from kaoyi.mentions.voices_state import Hearing, Spoken, Stretch, painted
from kaoyi.offsets import first_from
from kaoyi.text import sentences

_PLEADING: Final = frozenset(("控方", "检方", "主控官", "检控官", "辩方"))
"""Who opens a case in court tells it to the end of the paragraph."""
_BENCH: Final = ("法官", "裁判官", "官", "法庭", "被告", "聆讯", "案件")
_PARTS: Final = (
    "其中",
    "当中",
    "包括",
    "另有",
    "另外",
    "此外",
    "而",
    "还有",
    "又",
    "至于",
    "同时",
    "总共",
    "合计",
    "共",
)
"""A sentence that opens so adds to what was said before."""
_WHEN: Final = ("后", "期间", "之际", "以来", "前夕", "同时")
_TO_A_TIME: Final = re.compile(
    "(?:直至|至|直到|到|及至)(?=深夜|凌晨|傍晚|黄昏|黎明|拂晓|天亮|午夜|入夜|中午|夜)|(?:由|自从?|从)(?=[0-9])"
)
"""Until an hour of the day a story has gone on; 至周四上午9时 is the day of a count."""
_SUMS_UP: Final = ("综合", "综上", "由此可见", "综观", "此战，", "此役，", "是役，", "是役日", "总而言之")
"""What the writer makes of all that was reported."""
_CONCLUDES: Final = ("所以", "因此", "可见", "由此", "总之", "综上")
"""After quoted words: what the writer makes of them."""
_OPENING: Final = 26  # characters the opening phrase of a sentence may have
_RECENT: Final = 40  # stretches looked back on


def listen(hearing: Hearing, figures: tuple[int, ...]) -> Spoken:
    """Return who says what in a block. figures: the starts of its counted figures."""
    position, cues = 0, hearing.cues
    for start, end in sentences(hearing.text, hearing.start, hearing.end):
        if hearing.speaking is not None and not _goes_on(hearing, start, figures):
            hearing.voice = hearing.base
        if hearing.speaking is not None:
            hearing.stretches.append(Stretch(start, end, hearing.voice))
        hearing.told = None
        colon(hearing, start, end)
        while position < len(cues) and cues[position].start < end:
            position = take(hearing, position, start, end) if cues[position].start >= start else position + 1
    return Spoken(painted(hearing.stretches), hearing.memory, hearing.voice, tuple(hearing.dated))


def _goes_on(hearing: Hearing, start: int, figures: tuple[int, ...]) -> bool:
    """Whether who spoke in the sentence before still speaks in the one that starts here."""
    if start < hearing.quoted_until:
        return True
    if hearing.voice.modality == "estimated" and not hearing.text.startswith(_PARTS, start):
        return False
    if hearing.voice.speaker in _PLEADING:
        return not hearing.text.startswith(_BENCH, start)
    if _narrates(hearing, start) or _another_acts(hearing, start):
        return False
    return any(
        stretch.voice is hearing.voice and first_from(figures, stretch.start) < first_from(figures, stretch.end)
        for stretch in hearing.stretches[-_RECENT:]
    )


_ACTS: Final = re.compile(
    "(?:已经?|正在?|随后|其后|即时|立即|当[日晚天]|将|也|亦|则|还)*(?:收到|接[报获到]|派|出动|调派|展开|启动|封锁|到场|抵达|赶到|抢救|救出|拘捕|逮捕|下令|关闭|暂停|协助)"
)


def _another_acts(hearing: Hearing, start: int) -> bool:
    """Whether a sentence opens with what another body does than the one that speaks (某入境处收到33宗求助)."""
    speaker = hearing.voice.speaker
    if hearing.voice.kind != "body" or speaker is None:
        return False
    act = _ACTS.search(hearing.text, start + 2, min(hearing.end, start + _OPENING))
    if act is None:
        return False
    source = source_at(hearing.scene, start, act.start())
    if source is None or source.start != start or source.kind != "body" or source.name is None:
        return False
    return source.name not in speaker and speaker not in source.name


def _narrates(hearing: Hearing, start: int) -> bool:
    """Whether a sentence opens as a narrator's does: with a date, or with 战后，, 围城期间，"""
    opened = _TO_A_TIME.match(hearing.text, start, hearing.end)
    if (opened.end() if opened is not None else start) in hearing.scene.time_from:
        return True
    if hearing.text.startswith(_CONCLUDES, start) and hearing.text[max(0, start - 2) : start].strip("。")[-1:] in "”」":
        return True
    if hearing.text.startswith(_SUMS_UP, start):
        return True
    comma = hearing.text.find("，", start, min(hearing.end, start + _OPENING))
    return comma > start and hearing.text.endswith(_WHEN, start, comma)
