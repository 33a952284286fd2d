"""Figures whose counter says enough: sorties, votes, counted events, ground."""

from __future__ import annotations

import re

from kaoyi.claims.clauses import Sentence
from kaoyi.claims.figures import Reading
from kaoyi.model import Quantity

_VOTES = (("赞成", "votes_for"), ("反对", "votes_against"), ("弃权", "votes_abstained"))
_EVENT = (
    "战斗|作战|进攻|攻击|袭击|反击|空袭|轰炸|炮击|屠杀|冲锋|突击|战役|交战|出击|冲突|反扑|扫荡|围剿|爆炸|地震|火灾|枪击|枪战|偷袭|伏击|抗议|罢工|暴动|骚乱|起义|示威|游行|集会|"
    "事故|车祸|案件|恐袭|刺杀|绑架|劫案"
)
_EVENT_BEFORE = re.compile(rf"(?:{_EVENT})(?:[约共达近逾超过多计了]|高达|先后|次数)*$")
_EVENT_AFTER = re.compile(rf"的?[^，。；：的]{{0,4}}?(?:{_EVENT})(?![^，。；]{{0,3}}[中里]|以来|之一|以后|后)")


def by_counter(sentence: Sentence, figure: Quantity) -> Reading | None:
    """Return the reading of a figure that its counter and the nearest words settle."""
    if figure.unit == "sortie":
        return Reading(figure, "things", "sorties", None, False, "counter 架次")
    if figure.unit == "vote":
        return _vote(sentence, figure)
    if figure.unit == "incident":
        return _incident(sentence, figure)
    return None


def _vote(sentence: Sentence, figure: Quantity) -> Reading | None:
    after = sentence.text[figure.end : min(figure.end + 5, sentence.end)]
    before = sentence.text[max(sentence.start, figure.start - 5) : figure.start]
    for word, measure in _VOTES:
        if word in after or word in before[-3:]:
            return Reading(figure, "things", measure, None, False, f"票 with {word}")
    if re.match(r"\s?[比对]\s?[\d一二三四五六七八九十百]", after):
        return Reading(figure, "things", "votes_for", None, False, "X票比Y票")
    if re.search(r"票\s?[比对]\s?$", before):
        return Reading(figure, "things", "votes_against", None, False, "X票比Y票")
    return None


def _incident(sentence: Sentence, figure: Quantity) -> Reading | None:
    """大小战斗190余次, 40余次进攻: at least two, the event beside the figure; 首次, 一次 count nothing."""
    if (figure.low is not None and figure.low < 2) or figure.counter not in ("次", "起", "宗", "场", "波", "轮"):
        return None
    if _EVENT_BEFORE.search(sentence.text, max(sentence.start, figure.start - 10), figure.start) or _EVENT_AFTER.match(
        sentence.text, figure.end, sentence.end
    ):
        return Reading(figure, "things", "incidents", None, False, f"counter {figure.counter} with an event")
    return None
