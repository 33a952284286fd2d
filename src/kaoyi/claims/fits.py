"""How a word of the table may stand to a figure, voice by voice: what may lie between them.

``Gap`` patterns are matched against the words between, with names, times and brackets taken out.
"""

from __future__ import annotations

import re
from functools import cache

# Words that lead up to a figure and say nothing of their own.
LIGHT = (
    "(?:[了过的有为是达至到约共计逾超近仅只才就已也都则又还将被据分别再另更满“”「」『』\"'* ]|人数|人员|总数|总计|合计|共计|累计|累积|总共|一共|数字|数目|"
    "大约|约有|至少|最少|超过|多达|高达|达到|已达|已有|增至|升至|增加|增加到|上升|上升至|上升到|升到|跌至|减至|不少于|不下|少说|接近|将近|几乎|大概|"
    "估计|预计|可能|或许|据称|据报|据说|目前|至今|迄今|现时|现有|先后|前后|总共有|其中|包括|合共|为数|分为|不计|其余|全部|突破|恐|恐怕|改为|修正为|更新为|"
    "新增|今日|昨日|今天|昨天|当日|当天|当中|中|实际|最终|最后|总数字|总人数|规模|数量|初步|疑似|仍有|尚有|另有|还有|共有|计有|只有|仅有|只是|并|且|和|及|与|或|以及|、)"
)
_BEFORE = re.compile(f"{LIGHT}*")
_OBJECT = re.compile(r"[^，。；：后前时]{0,14}")
_AFTER = re.compile(r"[^，。；：]{0,26}")
_SHORT = re.compile(r"[^，。；：的了]{0,8}")
_ATTRIBUTE = re.compile(r"[^，。；：]{0,12}")
LIGHT_ONLY = re.compile(f"{LIGHT}*")


@cache
def left(voice: str, passive: bool) -> re.Pattern[str] | None:
    """What may stand between a word and the figure after it; None if the voice cannot come first."""
    if voice in ("intransitive", "noun", "case", "body"):
        return _BEFORE
    if voice in ("transitive", "hurt", "fired", "returned"):
        return _OBJECT
    if voice in ("force",):
        return _AFTER
    if voice == "bare":
        return re.compile("[了者的：约逾至少达超过共有]{0,3}")
    if voice in ("joined", "troops", "crowd"):
        return _BEFORE
    if voice == "ground":
        return _AFTER
    return None


@cache
def right(voice: str, passive: bool) -> re.Pattern[str] | None:
    """What may stand between a figure and the word after it; None if the voice cannot come after."""
    if voice in ("intransitive", "returned", "prisoners", "joined"):
        return _AFTER
    if voice in ("transitive", "hurt", "fired"):
        return _AFTER if passive else None
    if voice in ("noun", "case", "crowd", "troops", "body"):
        return _SHORT if voice != "body" else _ATTRIBUTE
    if voice == "bare":
        return re.compile("")
    if voice == "ground":
        return None
    return None
