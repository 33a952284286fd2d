"""Figures of forces: people and weapons counted of armies and units by nothing but the names beside them."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims import allowed
from kaoyi.claims.clauses import BRACKETS, Sentence
from kaoyi.claims.options import Reading, amount_of
from kaoyi.model import Quantity


def by_force(sentence: Sentence, figure: Quantity, readings: list[Reading]) -> Reading | None:
    """Return the reading of a figure that stands beside an army, its units or its weapons, with no other word."""
    return (
        _by_apposition(sentence, figure, readings)
        or _by_army(sentence, figure)
        or _by_bare_army(sentence, figure, readings)
        or _by_army_behind(sentence, figure, readings)
        or _by_units(sentence, figure, readings)
    )


_NO_UNIT: Final = re.compile(
    "(?:代表|社|集|财|旅行|乐|剧|合唱|考察|访问|观光|旅游|参观|学生|球|车|慈善|基金)[团队]$|部队$"
)
_LEAD: Final = re.compile(r"(?:^|、|[，（(：])?[约共计为达近逾总合有仅各人数兵力：:\s]{0,6}$")
_OF_ARMY: Final = re.compile(
    r"(?:全[军师旅团营连队城部]|(?:方面军|集团军|兵团|纵队|[军师旅团营部队军]))(?:共?有|共计?|总计|总共|合计|约|达|计|各部|主力|人数|总人数|从?出发时的?|[从由]原来的|等|残部|余部|的|所辖|所属|及|[一二三四五六七八九十两0-9]+个[军师旅团营]|\s){0,6}$"
)
_ARMY_THEN: Final = re.compile(
    r"(?:前线|主力|所属|所辖|方面|部队|官兵|全军|全师|全团|各部|总计|合计|一共)?的?(?:[共约有计达为仅]|总计|合计){0,3}"
)
_WARPLANES: Final = re.compile("军机|战机|战斗机|轰炸机|反潜机|预警机|空域|架次|[歼轰]-?[0-9]")
_ARMS: Final = frozenset(("gun", "tank", "aircraft", "ship", "missile", "small_arm", "vehicle"))
_GROWN: Final = re.compile(
    "(?:锐减|骤减|减少|减员|减|增加|扩充|扩编|扩大|发展|壮大|缩编|缩减)[^，。；：]{0,2}(?:至|到)"
)
_TOLD_OF: Final = frozenset(("intransitive", "transitive", "hurt", "noun", "bare", "returned", "joined", "body"))
_IN_TOTAL: Final = re.compile("(?:共计|合计|总计|总共|一共|共达|共有|共约|共)[约达有近逾为]{0,2}$")
_ARMS_END: Final = re.compile("(?:步兵|炮兵|骑兵|舰艇|军舰|空军|海军|陆军|坦克|战车|装甲兵|民兵|特种兵|官兵)$")
_HARMED: Final = re.compile("命中|击中|毁|损|炸|烧|瘫|缴|弃|丢|沉|坠|袭击|攻击|拦截|摧毁")
_UNIT_ENDS: Final = re.compile(r"(?:军|师|旅|团|营|连|排|队|部|大队|支队|中队|舰队|兵团|纵队)(?:主力|残部|余部|各部)?$")


def _by_apposition(sentence: Sentence, figure: Quantity, readings: list[Reading]) -> Reading | None:
    """119师三个团，共计2300多人; 9连（280人）: a number of people set beside a unit is its strength."""
    if figure.unit != "person" or amount_of(figure) < 5 or figure.counter == "位":
        return None
    start, end = sentence.clause(figure.start)
    if BRACKETS.sub("", sentence.text[figure.end : end]).strip(" 。"):
        return None
    lead = _LEAD.search(sentence.text, start, figure.start)
    if lead is None:
        return None
    at = lead.start() if lead.start() > start else start - 1
    before = sentence.text[max(sentence.start, at - 12) : at].rstrip("（(，, ")
    named = [n for n in sentence.names if at - 3 <= n.end <= at + 1 and n.kind in ("unit", "army")]
    if not named and (not _UNIT_ENDS.search(before) or _NO_UNIT.search(before)):
        return None
    since = readings[-1].figure.end if readings else sentence.start
    verbs = [t for t in sentence.triggers if since <= t.start < at and t.frame.people]
    if verbs and verbs[-1].frame.people and verbs[-1].frame.people.voice == "transitive":
        sense = verbs[-1].frame.people
        return Reading(figure, "people", sense.measure, verbs[-1], True, f"{sense.row}: units and their people")
    if not readings:
        return Reading(figure, "people", "strength", None, False, "people set beside a unit")
    return None


def _by_army(sentence: Sentence, figure: Quantity) -> Reading | None:
    """第七师全师1万人; 西南方面军有75万人; 不及美军一个师（476门）: people and weapons of an army, by nothing but its name."""
    people, arms = figure.unit == "person", figure.unit in _ARMS
    if not (people or arms) or amount_of(figure) < (50 if people else 2) or allowed.kept_apart(sentence, figure):
        return None
    start, _ = sentence.clause(figure.start)
    before = sentence.text[start : figure.start]
    if people:
        if _OF_ARMY.search(before) and not allowed.noun_of_civilians(sentence, figure):
            return Reading(figure, "people", "strength", None, False, "people of an army")
        return None
    if allowed.goods(sentence, figure) or _HARMED.search(before):
        return None
    armed = figure.unit in ("aircraft", "ship", "missile", "small_arm") or (
        figure.unit == "vehicle" and "战" in figure.noun
    )
    warplanes = figure.unit == "aircraft" and bool(_WARPLANES.search(sentence.text, sentence.start, sentence.end))
    if figure.unit in ("gun", "tank") or warplanes or (armed and allowed.of_army(sentence)):
        return Reading(figure, "things", "equipment_strength", None, False, "weapons and no other word")
    return None


def _by_units(sentence: Sentence, figure: Quantity, readings: list[Reading]) -> Reading | None:
    """第十六团和第十八团，共达五千人; 前线的38000人: people counted of units and armies and told nothing else of."""
    if figure.unit != "person" or amount_of(figure) < 50 or allowed.kept_apart(sentence, figure):
        return None
    if readings and not readings[-1].rule.startswith("an army that"):
        return None
    start = sentence.start
    if any(t.frame.people and t.frame.people.voice in _TOLD_OF for t in sentence.triggers if t.end <= figure.start):
        return None
    if allowed.noun_of_civilians(sentence, figure):
        return None
    total = _IN_TOTAL.search(sentence.text, start, figure.start)
    before = sentence.text[start : total.start()].rstrip("，") if total else ""
    owner = next((n for n in reversed(sentence.names_in(start, figure.start)) if n.kind in ("army", "unit")), None)
    close = owner is not None and _ARMY_THEN.fullmatch(sentence.text, owner.end, figure.start)
    start, end = sentence.clause(figure.start)
    if owner and owner.start >= start and _GROWN.search(sentence.text, owner.end, end):
        return Reading(figure, "people", "strength", None, False, "an army that grows or shrinks")
    if close or (total and (_UNIT_ENDS.search(before) or _ARMS_END.search(before)) and not _NO_UNIT.search(before)):
        return Reading(figure, "people", "strength", None, False, "people of the units named before")
    return None


_BESIDE_ARMY: Final = re.compile("(?:约|近|共|仅|达|逾|有|主力|总共|合计){0,3}")
_ARMY_ENDS: Final = re.compile(
    "[，。；、（()）]|号称|南下|北上|东征|西进|进攻|围攻|围困|围|迎战|出征|来攻|渡|攻(?!击机)|而"
)


def _by_bare_army(sentence: Sentence, figure: Quantity, readings: list[Reading]) -> Reading | None:
    """北军27万，南军6万: thousands right behind an army's name, where nothing else was counted before."""
    if figure.unit is not None or figure.counter or amount_of(figure) < 1000:
        return None
    if any(reading.measure != "strength" for reading in readings) or not _ARMY_ENDS.match(sentence.text, figure.end):
        return None
    army = next((n for n in reversed(sentence.names_in(sentence.start, figure.start)) if n.kind == "army"), None)
    if army is None or not _BESIDE_ARMY.fullmatch(sentence.text, army.end, figure.start):
        return None
    if any(t.frame.people and t.frame.people.voice in _TOLD_OF for t in sentence.triggers if t.end <= army.start):
        return None
    return Reading(figure, "people", "strength", None, False, "people of an army: bare number")


_BIG_ARMY: Final = re.compile("(?:[\u4e00-\u9fff]{0,3}(?:大军|联军)|军队)(?![区事官衔])")
_LOST_THERE: Final = re.compile("[^，。；：]{0,10}?(?:阵亡|伤亡|投降|被俘|被歼|被杀|战死|死亡|死伤|覆没|逃|溃)")


def _by_army_behind(sentence: Sentence, figure: Quantity, readings: list[Reading]) -> Reading | None:
    """16万法军与32万联军决战: thousands right before an army's name, where no word says what else is counted."""
    if figure.unit not in (None, "person") or amount_of(figure) < 1000 or figure.noun[-1:] not in ("", "军"):
        return None
    if any(reading.measure != "strength" for reading in readings):
        return None
    army = next((n for n in sentence.names if n.start == figure.end and n.kind in ("army", "bloc")), None)
    big = _BIG_ARMY.match(sentence.text, figure.end) if army is None else None
    end = army.end if army else big.end() if big else 0
    if (
        not end
        or _LOST_THERE.match(sentence.text, end)
        or sentence.text.startswith(("的", "总部", "司令", "被", "遭"), end)
    ):
        return None
    return Reading(figure, "people", "strength", None, False, "people of an army: its name behind")
