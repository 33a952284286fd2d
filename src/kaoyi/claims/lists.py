"""What a figure without a word of its own takes from its neighbours: lists, parts, totals, contrasts, coordination."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims.clauses import BRACKETS, Sentence
from kaoyi.claims.nouns import SOLDIER
from kaoyi.claims.options import Reading, amount_of, kinds_of, union
from kaoyi.model import Quantity

_TOTAL: Final = re.compile(
    r"(?:共计|合计|总计|总共|一共|合共|共|总数[为达]?|总数字为|总人数[为达]?|总战果)[约达为近逾超过]{0,3}$"
)
_OF_OTHERS: Final = re.compile(
    "(?:集|收|余|剩|率|援|派|发|调|存|还|回)[^，。；：]{0,6}(?:军|兵|部队|人马|士卒)(?:共|约|计|达|尚|有|合计){0,3}$"
)
_SAYS: Final = re.compile(
    r"(?:称|说|指|估计|估算|推算|统计|达到|高峰期|公布|数字|表示|报称|声称|宣布|认为)[^，。；：]{0,6}$"
)
_OTHER_CASES: Final = re.compile("出院|康复|痊愈|治愈|平稳|稳定|阴性|接触者|解除|检疫|隔离|接种|检测|化验|排除|观察")
_GROWN: Final = re.compile(r"(?:累计|累积|合计|共|总共|累计共)(?:有|为|达|至)?$")
_PART: Final = re.compile(r"其中|当中|之中|里面|包括|含|分别[是为]")
_ITEM: Final = re.compile(r"[^，。；：（）]{0,12}?[，,、；;和及与以及（(：:另\s]+[^，。；：、（）]{0,14}")
_CONTRASTED: Final = frozenset(
    [
        "participants",
        "killed",
        "wounded",
        "casualties",
        "losses",
        "arrested",
        "infected",
        "strength",
        "evacuated",
        "missing",
    ]
)
_COORDINATED: Final = re.compile(r"\s?[及和与至、或]\s?")


def by_list(sentence: Sentence, figure: Quantity, readings: list[Reading]) -> Reading | None:
    """Return the reading a figure without its own word gets from the readings before it in the sentence."""
    if not readings:
        return None
    last = readings[-1]
    if sentence.text.find("人口", last.figure.end, figure.start) >= 0 and last.measure not in _TOLD_OF_PEOPLE:
        return None  # 部队发展到1万人，根据地人口达50万: a population is no item
    between = sentence.text[last.figure.end : figure.start]
    return (
        _changed(sentence, figure, last)
        or _total(sentence, figure, readings)
        or _raised(figure, last, sentence.untimed(last.figure.end, figure.start))
        or _contrast(sentence, figure, readings, between)
        or _compared(sentence, figure, last)
        or _part(sentence, figure, last, between)
        or _item(sentence, figure, readings, between)
    )


_TOLD_OF_PEOPLE: Final = frozenset(("killed", "evacuated", "infected"))
_CHANGED: Final = re.compile(
    "(?:增加|扩充|扩大|发展|增援|壮大|猛增|激增|减少|锐减|减员|缩减|骤减|下降|增|减|降)(?:到|至|为)(?:约|近|共|仅|了|不足|逾|超过)?$"
)


def _changed(sentence: Sentence, figure: Quantity, last: Reading) -> Reading | None:
    """兵力约10万人，后来逐渐增加到14万人: a force that grows or shrinks is still that force."""
    if last.measure != "strength" or last.kind not in kinds_of(figure) or figure.unit not in (None, "person"):
        return None
    if not _CHANGED.search(sentence.text, max(last.figure.end, figure.start - 8), figure.start):
        return None
    return Reading(figure, last.kind, "strength", None, False, "a force that grows or shrinks", lead=last)


def _total(sentence: Sentence, figure: Quantity, readings: list[Reading]) -> Reading | None:
    start, _ = sentence.clause(figure.start)
    grown = [r for r in readings if r.measure == "infected" and r.figure.counter == figure.counter]
    if grown and _GROWN.search(sentence.text, start, figure.start):
        return Reading(figure, "people", "infected", None, False, "cases so far", lead=grown[-1])
    parts = [r for r in readings if r.kind in kinds_of(figure)]
    total = _TOTAL.search(sentence.text, start, figure.start)
    if len(parts) < 2 or total is None or _OF_OTHERS.search(sentence.text, start, total.start()):
        return None  # 召集官军共4万人, after the dead were told: others
    measure = union([part.measure for part in parts])
    if measure == "sorties" and figure.unit == "aircraft":
        measure = "equipment_strength"
    if measure is None:
        return None
    return Reading(figure, parts[-1].kind, measure, None, False, "total of the parts before", lead=parts[-1])


def _contrast(sentence: Sentence, figure: Quantity, readings: list[Reading], between: str) -> Reading | None:
    """警方则称有33.8万人: another voice on the same thing."""
    last = readings[-1]
    start, end = sentence.clause(figure.start)
    alone = not BRACKETS.sub("", sentence.text[figure.end : end]).strip("。”」』 ")
    if (
        last.kind in kinds_of(figure)
        and last.measure in _CONTRASTED
        and alone
        and len(between) < 40
        and _SAYS.search(sentence.text, start, figure.start)
    ):
        return Reading(figure, last.kind, last.measure, None, False, "another voice on the same thing", lead=last)
    return None


_THAN: Final = re.compile(r"(?:[^，。；]{0,10}，)?[^，。；]{0,8}(?:较|比|相比|对比)(?:之前|上次|同期|的)?")


def _compared(sentence: Sentence, figure: Quantity, last: Reading) -> Reading | None:
    """超过6万人参与，人数较去年11万再跌: the number another year had."""
    if last.kind != "people" or figure.counter or "people" not in kinds_of(figure) or last.measure != "participants":
        return None
    time = next((t for t in sentence.times if last.figure.end <= t.start and t.end == figure.start), None)
    least, most = figure.low or figure.high or 0, last.figure.low or last.figure.high or 0
    if time is None or not most / 20 <= least <= most * 20:
        return None
    if not _THAN.fullmatch(sentence.text, last.figure.end, time.start):
        return None
    return Reading(figure, "people", last.measure, None, False, "the number compared with", lead=last)


_TO: Final = re.compile(
    r"[，,]?(?:急|激|大|猛|暴)?(?:增加?|升|上升|累积|减少?|下降|跌)?[至到达](?:的|共|合共|累计|总共|总数)?[约逾]?"
)


def _raised(figure: Quantity, last: Reading, between: str) -> Reading | None:
    """死亡人数增加16人至共41人: what a number has grown to counts what it counted."""
    if figure.counter != last.figure.counter or not figure.counter or not _TO.fullmatch(between):
        return None
    return Reading(figure, last.kind, last.measure, None, False, "grown to", lead=last)


_SAME_THINGS: Final = frozenset(("枚", "间", "栋", "幢", "座", "所", "户", "辆", "架", "艘"))


def _part(sentence: Sentence, figure: Quantity, last: Reading, between: str) -> Reading | None:
    """其中志愿军战俘1030人: a part is counted as its whole is."""
    if recovered(sentence, figure):
        return None
    same = last.kind in kinds_of(figure) or (figure.counter == last.figure.counter and figure.counter in _SAME_THINGS)
    if same and len(BRACKETS.sub("", between)) <= 26 and _PART.search(between):
        return Reading(figure, last.kind, last.measure, None, False, "part of the figure before", lead=last)
    return None


def _item(sentence: Sentence, figure: Quantity, readings: list[Reading], between: str) -> Reading | None:
    """毙伤美军300人，俘20人；韩军400人: an item with an owner takes the head verb, one without the last."""
    if not _only_items(sentence, readings[-1].figure.end, figure.start) or _EACH.search(between):
        return None
    same = [r for r in readings if r.kind in kinds_of(figure)]
    if not same:
        return _other_kind(figure, readings[-1])
    if same[-1].measure != "strength" and _OF_OTHERS.search(
        sentence.text, sentence.clause(figure.start)[0], figure.start
    ):
        return None
    if same[-1].measure == "strength" and figure.unit is None and amount_of(figure) < 100:
        return None
    _, end = sentence.clause(figure.start)
    rest = BRACKETS.sub("", sentence.text[figure.end : end])
    if figure.unit == "person" and len(rest) > 10 and not _IN_PLACE.match(rest):
        return None
    owner = sentence.names_in(readings[-1].figure.end, figure.start)
    lead = next((r for r in reversed(same) if not _bare(r)), same[-1]) if owner else same[-1]
    if (lead.measure == "losses" and figure.unit is None) or figure.counter == "艘次":
        return None
    if lead.measure == "killed" and (recovered(sentence, figure) or _PATIENTS.search(between)):
        return None
    if lead.measure == "infected" and (recovered(sentence, figure) or _OTHER_CASES.search(between)):
        return None
    if lead.trigger is not None and not lead.before and not owner:
        return None
    if (
        lead.measure == "strength"
        and figure.unit == "person"
        and not SOLDIER.search(sentence.text, figure.end, end)
        and not owner
    ):
        return None
    return Reading(figure, lead.kind, lead.measure, None, False, f"list headed by {_head(lead)}", lead=lead)


_EACH: Final = re.compile("(?:每|平均)[^，。；]{0,10}$")  # 每十分钟一枚: a rate
_PATIENTS: Final = re.compile("出院|康复|痊愈|治愈|患者|重症|危重|现有|疑似|住院|在院|治疗|确诊|病例|感染")
_IN_PLACE: Final = re.compile("在[^，。；、的]{2,6}、")


def _only_items(sentence: Sentence, start: int, end: int) -> bool:
    """Whether nothing but further items and their figures stands between."""
    at = start
    for figure in sentence.figures:
        if start <= figure.start and figure.end <= end:
            if not _ITEM.fullmatch(sentence.text[at : figure.start]):
                return False
            at = figure.end
    last = sentence.text[at:end]
    return bool(_ITEM.fullmatch(last)) and not _OWN_VERB.search(sentence.text[start:end])


_FIELDED: Final = frozenset(("ship", "aircraft", "gun", "tank"))


def _other_kind(figure: Quantity, last: Reading) -> Reading | None:
    """损失飞机231架和飞行员126名: the head word measures people too."""
    root = last
    while root.lead is not None:
        root = root.lead
    if root.measure == "strength" and figure.unit in _FIELDED:
        return Reading(figure, "things", "equipment_strength", None, False, "weapons beside the people", lead=last)
    if root.trigger is None:
        return None
    for kind in kinds_of(figure):
        sense = root.trigger.frame.sense(kind)
        if sense:
            return Reading(figure, kind, sense.measure, None, False, f"list headed by {sense.row}", lead=last)
    return None


_OWN_VERB: Final = re.compile(
    "[称说被把将使令让给]|导致|造成|抵达|回到|发生|表示|认为|需要|计划|来自|分布|属于|年龄|现年"
)


def recovered(sentence: Sentence, figure: Quantity) -> bool:
    """Whether the words after the figure say that these are well again."""
    _, end = sentence.clause(figure.start)
    return bool(_OTHER_CASES.search(sentence.text, figure.end, end))


def _head(reading: Reading) -> str:
    while reading.lead is not None:
        reading = reading.lead
    return reading.rule


def _bare(reading: Reading) -> bool:
    sense = reading.trigger.frame.sense(reading.kind) if reading.trigger else None
    return sense is None or sense.voice == "bare"


def coordinated(sentence: Sentence, figure: Quantity, following: Quantity, reading: Reading | None) -> Reading | None:
    """38及39架次: a bare number joined to the next figure counts what that one counts."""
    if reading is None:
        return None
    beside = figure.unit is None and _COORDINATED.fullmatch(sentence.text, figure.end, following.start)
    if (
        not beside
        and not men_and_women(sentence, figure, following)
        and not _as_well(sentence, figure, following, reading)
    ):
        return None
    return Reading(
        figure,
        reading.kind,
        reading.measure,
        reading.trigger,
        reading.before,
        "joined to the next figure",
        reading.passive,
        reading,
    )


_GROWS: Final = re.compile(
    "[^，。；：、]{0,2}?(?:急|激|大|猛|暴|倍)?(?:增|升|增加|上升|跌|减)[至到][^，。；：、]{0,12}"
)
_AS_WELL: Final = re.compile("[^，。；：]{1,12}[，、](?:以及|连同|还有)[^，。；：]{0,24}")


def _as_well(sentence: Sentence, figure: Quantity, following: Quantity, reading: Reading) -> bool:
    """逾300名职工，以及四村近千村民撤离: one verb after both."""
    if reading.before or reading.trigger is None or not figure.unit == following.unit == "person":
        return False
    if _GROWS.fullmatch(sentence.text, figure.end, following.start):
        return True
    if any(figure.end <= t.start < following.start and t.frame.people for t in sentence.triggers):
        return False
    return _AS_WELL.fullmatch(sentence.text, figure.end, following.start) is not None


def men_and_women(sentence: Sentence, figure: Quantity, following: Quantity) -> bool:
    """拘捕5男2女: two figures of one kind of people."""
    pair = sentence.text[figure.end : following.start] + sentence.text[following.end : following.end + 1]
    return _SEXES.fullmatch(pair) is not None


_SEXES: Final = re.compile(r"名?男[、及和\s]?名?女|名?女[、及和\s]?名?男")


def joined(figure: Quantity, first: Reading) -> Reading:
    """The reading of the second of two figures of one kind of people."""
    return Reading(
        figure,
        first.kind,
        first.measure,
        first.trigger,
        first.before,
        "joined to the figure before",
        first.passive,
        first,
    )
