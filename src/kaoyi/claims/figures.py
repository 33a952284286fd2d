"""Which figures are claims, and what each counts: the measure of every quantity of a sentence.

First the word of the table that fits best by its shape (``fits.py``); then what a list, a whole or a total lends a
figure that has no word of its own (``lists.py``). A figure that nothing explains is no claim.
"""

from __future__ import annotations

import re

from msgspec import Struct

from kaoyi.claims import fits
from kaoyi.claims.clauses import BRACKETS, Sentence
from kaoyi.claims.fits import Fit
from kaoyi.claims.frames import Sense, Trigger
from kaoyi.claims.nouns import SOLDIER, noun_after
from kaoyi.model import Exact, Quantity

_WEAPONS = frozenset(["aircraft", "tank", "vehicle", "ship", "gun", "small_arm", "missile"])
_AMMUNITION = frozenset(["round", "bomb", "missile"])
_OTHER_THINGS = frozenset(["building", "item", "animal"])
_UNCOUNTED = frozenset("个处种项条批份户家所间天年")
_CASES = frozenset("宗例")
_LOOSE_CASES = frozenset(
    ["个案", "新增", "累计", "累计共", "中招", "发病", "患病", "病倒", "新增个案", "疑似个案", "输入个案", "本地个案"]
)
_CASE_WORD = re.compile("确诊|感染|染|阳性|新增|疑似")
_TAKEN = re.compile(r"[将把](?![于会在要来近到由从])[^，。；、]{0,6}$")
_PRISONERS = re.compile("战俘|俘虏|遣返|交换|被俘|释放|人质")
_RESCUERS = frozenset(("消防车", "救护车", "警车", "冲锋艇"))
_RESCUE = re.compile(r"[^，。；]{0,4}(?:消防车|救护车|警车|冲锋艇|救援车|水车|消防艇|直升机)")
_UNMILITARY = re.compile(
    "生产|制造|购买|采购|订购|出售|售|建造|造价|交付|订单|研制|购入|进口|出口|租用|私家车|的士|货车|巴士|单车"
)
# 被 or 遭 governs a verb that follows it in the clause; 由 and 获 where the doer or giver is named.
_PASSIVE = re.compile(
    r"(?:被|遭到?|受到?|惨遭|获)(?!控|指|告|诉|疑|检|质|要求|投诉|裁|怀|起诉|批|称|视|认|誉|问|派|安排|迫|要|有|合法)[^，。；、的]{0,14}$"
)
# What parts a figure from a later verb: somebody says, sees or causes something there.
_OTHER_DOING = re.compile(
    "当中|其中|里有|称|表示|指出|认为|[^据]说|目睹|看见|见到|发现|有人|无人|呼吁|批评|质疑|导致|造成|致使|令|引致|照顾|负责(?!人)|搜救(?!人员|队)|追查|调查|纪念|抗议.{0,6}导致|(?<!^)家属|(?<!^)亲友|怀疑"
)
_AND = re.compile(r"[和及与、或](?:另外?|其他)?$")
_JOINED_WORDS = re.compile(r"\s?[、和及与或]\s?(?:被|遭|者)?")
_ATTRIBUTE_REST = re.compile("[^，。；、0-9和与及]{0,10}的")
_NOUN_REST = re.compile("(?:男子|女子|人士|市民|村民|学生|士兵|平民|儿童|妇女|老人|工人|示威者|乘客|旅客|灾民|居民)")
_CIRCUMSTANCE = re.compile("(?:在|因|由于|因为|涉嫌|为了?|于)[^，。；]{0,8}$")
_CIRCUMSTANCE_REST = re.compile("[^，。；]{0,4}(?:中|时|的|而|期间|后|途中)")
_GOVERNING = frozenset(("transitive", "hurt"))
_HURT = frozenset(("killed", "wounded", "casualties"))
_LOST = _HURT | frozenset(("losses", "captured", "missing", "surrendered"))
_ANY_RETURN = frozenset(
    ["返回", "归国", "回国", "返国", "回归", "到了", "去了", "来到", "去往", "赴", "前往", "放回", "送回", "返", "被释"]
)
_HAN = re.compile("[一-鿿]")
_WAR = re.compile("战|军|兵|空袭|导弹|侵扰|演习|防空|袭击|攻|敌|扰台|护航")
_CIVIL = re.compile("官员|代表|学生|记者|委员|专家|律师|议员|教师|老师|演员|球员|选手|导演")
_COMMON_FORCE = frozenset(
    [
        "率",
        "率领",
        "带领",
        "带",
        "统领",
        "组织",
        "组成",
        "拥有",
        "装备",
        "现有",
        "共有",
        "号称",
        "集中",
        "集合",
        "抵达",
        "编成",
        "服役",
        "入伍",
        "参军",
        "应征",
        "剩",
        "剩余",
        "余部",
        "领",
        "武装",
        "聚众",
        "招收",
        "招募",
        "发展到",
        "发展至",
        "援助",
        "支援",
        "增至",
        "保有",
        "会师",
        "进攻",
        "伏击",
        "突击",
        "围困",
        "围攻",
        "扫荡",
        "南下",
        "北上",
        "登陆",
        "迎战",
        "应战",
        "出击",
        "进犯",
        "来犯",
        "入侵",
        "开进",
        "加入战斗",
        "服役",
    ]
)
_NOMINAL = re.compile(
    "事件|活动|期间|行动|运动|现场|引发|[中里]的?|案|区|人士|团体|组织|领袖|主办|率|路线|队伍|权|法|罪|声|口号|标语|时|后|前|之前|之后|以来|集会|游行|冲突|地点|范围|名单|通知|令"
)


class Reading(Struct, frozen=True, gc=False):
    """What one figure counts.

    trigger: the word that says so; before: it stands before the figure; passive: 被 governs it
    lead: the reading of the same sentence whose word, and by default whose subject, this one shares
    """

    figure: Quantity
    kind: str
    measure: str
    trigger: Trigger | None
    before: bool
    rule: str
    passive: bool = False
    lead: Reading | None = None


def kinds_of(figure: Quantity) -> tuple[str, ...]:
    """Which kinds of things a figure may count, likeliest first."""
    if figure.counter == "具":  # bodies, and mortars and radios among other spoils
        return ("people", "things")
    unit = figure.unit
    if (
        unit == "person"
        or (unit is None and not figure.counter)
        or (unit == "incident" and figure.counter[:1] in _CASES)
    ):
        return ("people",)
    if unit in _AMMUNITION:
        return ("ammunition", "things")
    if unit in _WEAPONS or (unit in _OTHER_THINGS and (figure.noun or figure.counter not in _UNCOUNTED)):
        return ("things",)
    return ()


class Option(Struct, frozen=True, gc=False):
    """A word that may say what a figure counts. gap: the words between, names, times and brackets left out."""

    figure: Quantity
    kind: str
    trigger: Trigger
    sense: Sense
    before: bool
    gap: str


def amount_of(figure: Quantity) -> Exact:
    """The least a figure says, or the most if it says no least."""
    return figure.low if figure.low is not None else figure.high or 0


def by_trigger(sentence: Sentence, figure: Quantity, taken: set[int]) -> Reading | None:
    """Return what the best fitting word of the figure's clause says it counts. taken: words that already have theirs."""
    best: tuple[float, Reading] | None = None
    for kind in kinds_of(figure):
        for weighed in (*_before(sentence, figure, kind, taken), *_after(sentence, figure, kind)):
            if best is None or weighed[0] < best[0]:
                best = weighed
    return best[1] if best else None


def _triggers(sentence: Sentence, figure: Quantity) -> list[Trigger]:
    start, end = sentence.clause(figure.start)
    return [trigger for trigger in sentence.triggers if start <= trigger.start and trigger.end <= end]


def _before(sentence: Sentence, figure: Quantity, kind: str, taken: set[int]) -> list[tuple[float, Reading]]:
    found = []
    for trigger in _triggers(sentence, figure):
        sense = trigger.frame.sense(kind)
        if sense is None or trigger.end > figure.start or trigger.start in taken:
            continue
        if _figures_between(sentence, trigger.end, figure.start):
            continue
        option = Option(figure, kind, trigger, sense, True, _gap(sentence, trigger.end, figure.start))
        fit = _fitting(sentence, option)
        if fit:
            cost = _distance(option) + fit.weight
            found.append((cost, _reading(sentence, option, fit)))
    return found


def _distance(option: Option) -> float:
    """How far a word before a figure stands from it: a verb with its figure right behind is nearest of all; a noun
    for people is likelier the object of a verb before it (拘捕示威者30人)."""
    if option.sense.voice in ("noun", "case", "sick") and option.trigger.frame.form[-1] in "者民俘士犯员兵人众":
        return 3.0
    if not option.gap:
        return -2.0 if option.sense.voice in ("intransitive", "transitive", "bare", "hurt") else 0.0
    words = len(fits.light_words().sub("", option.gap))
    return min(words * 0.25, 2.0) if option.sense.voice in ("transitive", "hurt", "returned") else words * 0.5


def _after(sentence: Sentence, figure: Quantity, kind: str) -> list[tuple[float, Reading]]:
    found: list[tuple[float, Reading]] = []
    for trigger in _triggers(sentence, figure):
        sense = trigger.frame.sense(kind)
        if sense is None or trigger.start < figure.end:
            continue
        between = _figures_between(sentence, figure.end, trigger.start)
        if between and not _AND.search(sentence.text, figure.end, between[-1].start):
            break
        option = Option(figure, kind, trigger, sense, False, _gap(sentence, figure.end, trigger.start))
        if _OTHER_DOING.search(option.gap):
            break
        fit = _fitting(sentence, option)
        if fit:
            cost = min(len(option.gap), 12) * 0.25 + fit.weight + _subordinate(sentence, option)
            found.append((cost, _reading(sentence, option, fit)))
    return _worst_outcome(found)


def _reading(sentence: Sentence, option: Option, fit: Fit) -> Reading:
    measure = option.sense.measure
    if option.sense.voice in ("intransitive", "noun", "transitive"):
        measure = _united(sentence, option) or measure
    passive = option.sense.voice in _GOVERNING and _is_passive(sentence, option.trigger)
    rule = f"{option.sense.row}: {fit.name}"
    return Reading(option.figure, option.kind, measure, option.trigger, option.before, rule, passive)


def _united(sentence: Sentence, option: Option) -> str | None:
    """负伤、阵亡和失踪的总数; 三百人阵亡或被俘: words joined on one side of a figure are counted together."""
    joined = [option.sense.measure]
    if option.before:
        at = option.trigger.start
        for trigger in reversed([t for t in sentence.triggers if t.end <= at]):
            sense = trigger.frame.sense(option.kind)
            if sense is None or not _JOINED_WORDS.fullmatch(sentence.text, trigger.end, at):
                break
            joined.append(sense.measure)
            at = trigger.start
    else:
        at = option.trigger.end
        for trigger in [t for t in sentence.triggers if t.start >= at]:
            sense = trigger.frame.sense(option.kind)
            if sense is None or not _JOINED_WORDS.fullmatch(sentence.text, at, trigger.start):
                break
            if any(trigger.end <= q.start <= trigger.end + 12 for q in sentence.figures):
                break
            joined.append(sense.measure)
            at = trigger.end
    return union(joined) if len(joined) > 1 else None


def union(measures: list[str]) -> str | None:
    """Return the measure that holds all of these, if there is one.

    >>> union(["killed", "wounded"]), union(["killed", "missing"]), union(["killed", "seized"])
    ('casualties', 'losses', None)
    """
    kinds = frozenset(measures)
    if len(kinds) == 1:
        return measures[0]
    if kinds <= _HURT:
        return "casualties"
    return "losses" if kinds <= _LOST else None


def _is_passive(sentence: Sentence, trigger: Trigger) -> bool:
    start, _ = sentence.clause(trigger.start)
    return bool(_PASSIVE.search(sentence.text, start, trigger.start))


def _fitting(sentence: Sentence, option: Option) -> Fit | None:
    """The first shape that lets this word govern this figure."""
    for shape in fits.shapes(option.sense.voice, "before" if option.before else "after"):
        if shape.between.fullmatch(option.gap) and _allowed(sentence, option, shape.fit):
            return shape.fit
    return None


def _allowed(sentence: Sentence, option: Option, fit: Fit) -> bool:
    figure, trigger = option.figure, option.trigger
    if fit.least and amount_of(figure) < fit.least:
        return False
    if fit.passive and not _is_passive(sentence, trigger):
        return False
    if figure.unit is None and not _bare_allowed(sentence, figure, fit, option.gap):
        return False
    if figure.counter[:1] in _CASES and not _case_allowed(trigger):
        return False
    if option.sense.measure == "infected" and not _epidemic(sentence, figure, trigger):
        return False
    if option.kind == "things" and figure.unit in _OTHER_THINGS and not _worth_counting(sentence, figure):
        return False
    start, end = sentence.clause(figure.start)
    if fit.things and option.kind != "things":
        return False
    if option.sense.measure in ("evacuated", "participants") and amount_of(figure) < 3:
        return False
    if fit.name.startswith("relative") and "joined" in option.sense.voice and _HAN.match(sentence.text, figure.end):
        return noun_after(sentence.text, figure.end, end) is not None
    if option.kind != "people" and not figure.counter and option.sense.voice in ("having", "force"):
        return False
    if option.sense.voice in ("troops", "soldiers") and option.before and noun_of_civilians(sentence, figure):
        return False
    if option.before and option.gap.startswith("的") and trigger.frame.form.endswith(("者", "民", "员")):
        return False
    if fit.closing and trigger.end < end and sentence.text[trigger.end] not in " 、」』”）)《【":
        return False
    if fit.taken and not _TAKEN.search(sentence.text, start, figure.start):
        return False
    if fit.soldiers and not _soldierly(sentence, option, start, end):
        return False
    if option.sense.voice in ("prisoners", "returned") and trigger.frame.form in _ANY_RETURN:
        return bool(_PRISONERS.search(sentence.text, sentence.start, sentence.end))
    if option.kind == "things" and option.sense.voice in ("force", "having") and not _fielded(sentence, figure):
        return False
    if fit.name == "force verb before figure" and option.kind == "people":
        return _forces(sentence, option, start, end)
    marched = amount_of(figure) >= 500 and not option.gap  # 一百万人游行之后 is a claim, 3人集会后 is not
    return (
        not (fit.side == "after" and "joined" in fit.voices and _NOMINAL.match(sentence.text, trigger.end)) or marched
    )


def _epidemic(sentence: Sentence, figure: Quantity, trigger: Trigger) -> bool:
    """Whether illness is what spreads here: 个案 and 累计 count cases only in a text about an epidemic."""
    sense = trigger.frame.people
    if sense and sense.voice == "sick":
        start, _ = sentence.clause(figure.start)
        return bool(_CASE_WORD.search(sentence.text, start, figure.end))
    if trigger.frame.form in _LOOSE_CASES:
        ends = not sentence.text[figure.end : figure.end + 1].strip(" ，。；、）)")
        return sentence.epidemic and (figure.counter[:1] in _CASES or ends or trigger.start >= figure.end)
    return True


def _worth_counting(sentence: Sentence, figure: Quantity) -> bool:
    """Whether other things than weapons are counted for war or disaster: several of them, or houses."""
    amount = figure.low if figure.low is not None else figure.high or 0
    if amount < 2:
        return False
    return (
        figure.unit == "building" or of_army(sentence) or bool(_WAR.search(sentence.text, sentence.start, sentence.end))
    )


def _forces(sentence: Sentence, option: Option, start: int, end: int) -> bool:
    """Whether those sent or led are a force: no civilians, and for common verbs soldiers are named."""
    after = noun_after(sentence.text, option.figure.end, end)
    if _CIVIL.search(sentence.text[slice(*after)] if after else ""):
        return False
    if amount_of(option.figure) < 5 and not SOLDIER.search(sentence.text[slice(*after)] if after else ""):
        return False
    common = option.trigger.frame.form in _COMMON_FORCE
    return not common or bool(SOLDIER.search(sentence.text, start, end)) or of_army(sentence)


def _soldierly(sentence: Sentence, option: Option, start: int, end: int) -> bool:
    """Whether soldiers are named about the figure; weapons speak for themselves."""
    if option.kind != "people":
        return True
    after = noun_after(sentence.text, option.figure.end, end)
    words = sentence.text[slice(*after)] if after else sentence.text[start : option.figure.start]
    if not option.before:
        words += sentence.text[option.figure.end : option.trigger.start]
    return bool(SOLDIER.search(words)) or (of_army(sentence) and "成员" in words)


def of_army(sentence: Sentence) -> bool:
    """Whether the sentence names an army or a unit."""
    return any(name.kind in ("army", "unit") for name in sentence.names)


def goods(sentence: Sentence, figure: Quantity) -> bool:
    """Whether the clause is about things made, sold or of everyday life."""
    return bool(_UNMILITARY.search(sentence.text, *sentence.clause(figure.start)))


def noun_of_civilians(sentence: Sentence, figure: Quantity) -> bool:
    """Whether the noun after the figure is for people who are no soldiers."""
    after = noun_after(sentence.text, figure.end, sentence.clause(figure.start)[1])
    return bool(after) and not SOLDIER.search(sentence.text[slice(*after)] if after else "")


def _fielded(sentence: Sentence, figure: Quantity) -> bool:
    """Whether things said to be had or sent are weapons, not goods made or sold, not everyday vehicles."""
    if goods(sentence, figure):
        return False
    if figure.unit in ("gun", "tank") or _RESCUE.match(sentence.text, figure.end) or figure.noun in _RESCUERS:
        return True
    if figure.unit in _WEAPONS or figure.unit in _AMMUNITION:
        return of_army(sentence) or bool(_WAR.search(sentence.text, sentence.start, sentence.end))
    return False


def _bare_allowed(sentence: Sentence, figure: Quantity, fit: Fit, gap: str) -> bool:
    """A bare number counts people beside its word (59死), or before a noun for people (9万韩国士兵)."""
    if fit.name.startswith("bare"):
        return True
    following = sentence.text[figure.end : figure.end + 1]
    if fit.side == "before" and "\u4e00" <= following <= "\u9fff" and following not in "死伤亡人的，及和与，以后左":
        return False
    if fit.side == "before":
        return fit.name in (
            "word before figure",
            "force noun before figure",
            "bodies before",
            "crowd before figure",
        ) or (noun_after(sentence.text, figure.end, sentence.clause(figure.start)[1]) is not None)
    return (bool(gap) and noun_after(sentence.text, figure.end, sentence.clause(figure.start)[1]) is not None) or (
        gap in ("", "的", "的总")
        and fit.name in ("force noun after figure", "noun after figure", "predicate after figure")
    )


def _case_allowed(trigger: Trigger) -> bool:
    """宗 and 例 count cases of an illness, dead or sick."""
    people = trigger.frame.people
    if people is None:
        return False
    return people.measure == "infected" or (people.measure == "killed" and people.voice in ("noun", "intransitive"))


def _subordinate(sentence: Sentence, option: Option) -> float:
    """Extra weight of a verb that only describes the noun (参与…的学生) or the circumstance (在…中)."""
    _, end = sentence.clause(option.figure.start)
    rest = sentence.text[option.trigger.end : end]
    attributive = len(rest) > 6 and bool(_ATTRIBUTE_REST.match(rest) or _NOUN_REST.match(rest))
    circumstance = bool(_CIRCUMSTANCE.search(option.gap)) and bool(_CIRCUMSTANCE_REST.match(rest))
    return 6.0 if attributive or circumstance else 0.0


def _worst_outcome(found: list[tuple[float, Reading]]) -> list[tuple[float, Reading]]:
    """Who is hurt and then dies is dead (送院后不治): the death takes the figure from the wound before it."""
    hurt = next((r.trigger.start for _, r in found if r.measure in ("wounded", "missing") and r.trigger), None)
    for weighed in found:
        reading = weighed[1]
        if hurt is not None and reading.trigger and reading.measure == "killed" and reading.trigger.start > hurt:
            return [weighed]
    return found


def _figures_between(sentence: Sentence, start: int, end: int) -> list[Quantity]:
    return [q for q in sentence.figures if start <= q.start and q.end <= end and kinds_of(q)]


def _gap(sentence: Sentence, start: int, end: int) -> str:
    """The words between, without names, times and brackets."""
    words, at = [], start
    mentioned = [(n.start, n.end) for n in sentence.names] + [(t.start, t.end) for t in sentence.times]
    spans = sorted((a, b) for a, b in mentioned if start <= a and b <= end)
    for a, b in spans:
        if a >= at:
            words.append(sentence.text[at:a])
            at = b
    words.append(sentence.text[at:end])
    return BRACKETS.sub("", "".join(words))
