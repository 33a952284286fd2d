"""Figures whose counter says enough: sorties, votes, counted events, ground."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims.clauses import BRACKETS, Sentence
from kaoyi.claims.options import Reading
from kaoyi.model import Quantity

_VOTES: Final = (("赞成", "votes_for"), ("反对", "votes_against"), ("弃权", "votes_abstained"))
_EVENT: Final = (
    "战斗|作战|进攻|攻击|袭击|反击|空袭|轰炸|炮击|屠杀|冲锋|突击|战役|交战|出击|冲突|反扑|扫荡|围剿|爆炸|地震|火灾|枪击|枪战|偷袭|伏击|抗议|罢工|暴动|骚乱|起义|示威|游行|集会|"
    "事故|车祸|恐袭|余震|山火|火警|海啸|刺杀|绑架|劫案"
)
_EVENT_BEFORE: Final = re.compile(rf"(?:{_EVENT})(?:[约共达近逾超过多计了]|高达|先后|次数)*$")
# 攻击次数几乎翻了一番，达到630次
_EVENT_TIMES: Final = re.compile(
    rf"(?:{_EVENT})的?次数[^。；0-9]{{0,16}}?(?:达到?|增至|升至|增加到|增加至|上升到|上升至|减至|降至|为|有|共|约)+$"
)
_EVENT_AFTER: Final = re.compile(rf"的?[^，。；：]{{0,8}}?(?:{_EVENT})(?![^，。；]{{0,3}}[中里]|以来|之一|以后|后)")


_DEAD_CASE: Final = re.compile("死|亡|不治|病逝|出院|康复|痊愈|治愈")
_OTHER_CASE: Final = re.compile(
    "罪案|案件|投诉|交易|求助|申请|劫|意外|车祸|火警|事故|举报|查询|检测|接种|阴性|排除|隔离|检控|违例|诉讼|官司|订单|个案管理|自杀|家暴|入境"
)
_SIZE: Final = re.compile("国土|总面积|占地|建筑|楼面|密度|每平方|单位|住宅|商场|公园|水域|领海|实用面积|展览|人口")
_FOUGHT: Final = re.compile(
    "占领|攻占|解放|收复|夺|控制|失守|失去|丢失|推进|过火|烧|焚|淹|洪|受灾|灾|阵地|战|攻|防线|沦陷|割让|侵占|根据地|交火|山火|林火|包围"
)


def by_counter(sentence: Sentence, figure: Quantity) -> Reading | None:
    """Return the reading of a figure that its counter and the nearest words settle."""
    if figure.unit == "sortie":
        return Reading(figure, "things", "sorties", None, False, "counter 架次")
    if figure.unit == "vote":
        return _vote(sentence, figure)
    if figure.unit == "incident":
        return _case(sentence, figure) or _incident(sentence, figure)
    if figure.unit in ("km2", "mi2", "ha"):
        return _ground(sentence, figure)
    if figure.counter == "个" and _CASES_AFTER.match(sentence.text, figure.end, sentence.end) and sentence.epidemic:
        return Reading(figure, "people", "infected", None, False, "cases counted in 个 in an epidemic")
    return None


_CASES_AFTER: Final = re.compile(
    "(?:[新]?增|初步|本地|本土|输入|外来|确诊|感染|阳性|无症状|无源头|的){0,4}(?:个案|病例|者|患者)"
)


def _vote(sentence: Sentence, figure: Quantity) -> Reading | None:
    after = sentence.text[figure.end : min(figure.end + 5, sentence.end)]
    before = sentence.text[max(sentence.start, figure.start - 5) : figure.start]
    for word, measure in _VOTES:
        if word in after[:4] or before.endswith((word, f"{word}的", f"{word}有")):
            return Reading(figure, "things", measure, None, False, f"票 with {word}")
    if re.match(r"\s?[比对]\s?[\d一二三四五六七八九十百]", after):
        return Reading(figure, "things", "votes_for", None, False, "X票比Y票")
    if re.search(r"票\s?[比对]\s?$", before):
        return Reading(figure, "things", "votes_against", None, False, "X票比Y票")
    return None


def _case(sentence: Sentence, figure: Quantity) -> Reading | None:
    """2841宗, 3宗确诊: in a text about an epidemic, cases of the illness unless the words say other cases."""
    told = figure.counter == "起" and _CASES_AFTER.match(sentence.text, figure.end, sentence.end)
    cases = bool(told) or figure.counter[:1] in ("宗", "例") or (not figure.counter and figure.noun in ("病例", "个案"))
    if not cases or not sentence.epidemic:
        return None
    start, end = sentence.clause(figure.start)
    words = BRACKETS.sub("", sentence.text[start:end])
    if _DEAD_CASE.search(words):
        return None
    if "确诊" not in figure.counter and "病例" not in figure.counter and _OTHER_CASE.search(words):
        return None
    return Reading(figure, "people", "infected", None, False, f"counter {figure.counter} in an epidemic")


def _ground(sentence: Sentence, figure: Quantity) -> Reading | None:
    """Ground fought over, burnt or flooded; not the size of a country or a building."""
    start, end = sentence.clause(figure.start)
    if _SIZE.search(sentence.text, start, min(end, figure.end + 8)):
        return None
    if _FOUGHT.search(sentence.text, sentence.start, sentence.end):
        return Reading(figure, "ground", "area", None, False, "ground fought over, burnt or flooded")
    return None


def _incident(sentence: Sentence, figure: Quantity) -> Reading | None:
    """大小战斗190余次, 40余次进攻: at least two, the event beside the figure; 首次, 一次 count nothing."""
    if sentence.text[figure.core_start : figure.core_end] == "二":  # 二次 is the second
        return None
    if (figure.low is not None and figure.low < 2) or figure.counter not in ("次", "起", "宗", "场", "波", "轮"):
        return None
    if figure.counter == "次" and _EVENT_TIMES.search(
        sentence.text, max(sentence.start, figure.start - 30), figure.start
    ):
        return Reading(figure, "things", "incidents", None, False, "number of times of an event")
    if _EVENT_BEFORE.search(sentence.text, max(sentence.start, figure.start - 10), figure.start) or _EVENT_AFTER.match(
        sentence.text, figure.end, sentence.end
    ):
        return Reading(figure, "things", "incidents", None, False, f"counter {figure.counter} with an event")
    return None
