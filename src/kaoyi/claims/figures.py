"""What a figure counts by the word that explains it: every word of its clause is weighed, the nearest shape wins.

A figure that no word explains may still get its measure from a list, a whole or a total (``lists.py``); a figure
that nothing explains is no claim.
"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims import fits
from kaoyi.claims.allowed import allowed, is_passive
from kaoyi.claims.clauses import BRACKETS, Sentence
from kaoyi.claims.fits import Fit
from kaoyi.claims.frames import Trigger
from kaoyi.claims.options import Option, Reading, amount_of, kinds_of, union
from kaoyi.model import Quantity

# What parts a figure from a later verb: somebody says, sees or causes something there.
_OTHER_DOING: Final = re.compile(
    "当中|其中|里有|称|表示|指出|认为|[^据]说|目睹|看见|见到|发现|有人|无人|高叫|高呼|大叫|大喊|高喊|呼吁|批评|质疑|指示|下令|命令|导致|造成|致使|令|引致|照顾|负责(?!人)|搜救(?!人员|队)|追查|调查|纪念|抗议.{0,6}导致|(?<!^)家属|(?<!^)亲友|怀疑|忆述|回忆|讲述|谈及|谈到|提到|怀念"
)
# What cannot stand between a verb and the figure it governs: somebody sees or tells of others there.
_SEEN: Final = re.compile("目睹|看到|看见|见到|发现|事发|当时|时有|[^据]称|[^据]说")
_AND: Final = re.compile(r"[和及与、或](?:另外?|其他)?[^，。；：、和及与]{0,5}$")
_JOINED_WORDS: Final = re.compile(r"\s?、?[、和及与或]\s?(?:被|遭|者)?")
_ATTRIBUTE_REST: Final = re.compile("[^，。；、0-9和与及]{0,10}的")
_NOUN_REST: Final = re.compile(
    "(?:男子|女子|人士|市民|村民|学生|士兵|平民|儿童|妇女|老人|工人|示威者|乘客|旅客|灾民|居民)"
)
_CIRCUMSTANCE: Final = re.compile("(?:在|因|由于|因为|涉嫌|为了?|于)[^，。；]{0,8}$")
_CIRCUMSTANCE_REST: Final = re.compile("[^，。；]{0,4}(?:中|时|的|而|期间|后|途中)")
# 谋杀店主的两名被告: the figure counts who did it.
_DOER: Final = re.compile("[^，。；、]{0,4}?(?:被告|疑犯|嫌犯|凶手|疑凶|枪手|匪徒|歹徒|凶徒|男子|女子|警员|警察|人士)")
_OF_THE_DOER: Final = re.compile(r"[^，。；]+的")
_BY: Final = re.compile(r"(?:被|遭到?|受到|由)(?:另外?|其中|约|近|至少|超过|逾)?$")
_OF_KIN: Final = re.compile("[^，。；、]{0,6}?(?:家属|遗属|遗孀|亲友|父母|母亲|家人|遗孤)")
# 船上3700名乘客中已确诊12人: the whole, not those who fell ill.
_AMONG_THEM: Final = re.compile(
    "(?:[^，。；在于从被]{0,12}[者员民兵人客众生])?中(?:已经?|有|共|先后|至少|曾|另|约|则)*"
)
# 997名难民的个人资料: what is theirs is counted for.
_OF_THEIRS: Final = re.compile(
    "的[^，。；、的]{0,4}(?:信息|资料|数据|档案|名单|姓名|名字|照片|肖像|住址|电话|权利|权益|申请|签名|遭遇|故事|命运|生活|处境|心声|账户|财产)"
)
# 两名学生必须寻找尸体: who looks for bodies is none.
_SEEKING: Final = re.compile(
    "找|寻|搜|发现|看|见|抬|搬|运|埋|挖|偷|盗|解剖|处理|认|守|拥|抱|必须|要|想|为|把|将|在|向|对|从"
)
_SOME: Final = 20
_MERE_NOUNS: Final = frozenset(("evacuated", "strength", "participants", "infected"))
_NUMBERS: Final = ("总数", "人数", "数目", "数量", "总人数", "总计", "数字")
_GOVERNING: Final = frozenset(("transitive", "hurt"))


def by_trigger(sentence: Sentence, figure: Quantity, taken: set[int]) -> Reading | None:
    """Return what the best fitting word of the figure's clause says it counts. taken: words that already have theirs."""
    triggers = _triggers(sentence, figure)
    if not triggers:
        return None
    best: tuple[float, Reading] | None = None
    for kind in kinds_of(figure):
        before, after = _before(sentence, figure, kind, (triggers, taken)), _after(sentence, figure, kind, triggers)
        found = [*before, *after]
        for weighed in found:
            if best is None or weighed[0] < best[0]:
                best = weighed
        best = _predicate(sentence, _main_verb(best, found), found)
    return best[1] if best else None


def _predicate(
    sentence: Sentence, best: tuple[float, Reading] | None, found: list[tuple[float, Reading]]
) -> tuple[float, Reading] | None:
    """被军队掳走的4万多人失踪至今: the predicate behind takes the figure, not the verb that describes it."""
    if best is None or not best[1].before or best[1].trigger is None or not best[1].passive:
        return best
    if sentence.text[best[1].trigger.end : best[1].figure.start].strip() != "的":
        return best
    behind = (weighed for weighed in found if weighed[1].rule.endswith("predicate after figure"))
    return next(behind, best)


def _main_verb(best: tuple[float, Reading] | None, found: list[tuple[float, Reading]]) -> tuple[float, Reading] | None:
    """拘捕了在场静坐的26名示威者: the verb before a relative clause takes the figure, not the verb inside it."""
    if best is None or not best[1].rule.endswith("relative clause before figure") or best[1].trigger is None:
        return best
    inner = best[1].trigger.start
    for weighed in found:
        outer = weighed[1].trigger
        if outer and weighed[1].rule.endswith("verb and object before figure") and outer.start < inner:
            return weighed
    return best


def _triggers(sentence: Sentence, figure: Quantity) -> list[Trigger]:
    start, end = sentence.clause(figure.start)
    return [trigger for trigger in sentence.triggers if start <= trigger.start and trigger.end <= end]


def _before(
    sentence: Sentence, figure: Quantity, kind: str, words: tuple[list[Trigger], set[int]]
) -> list[tuple[float, Reading]]:
    triggers, taken = words
    found = []
    for trigger in triggers:
        sense = trigger.frame.sense(kind)
        if sense is None or trigger.end > figure.start or trigger.start in taken:
            continue
        if _figures_between(sentence, trigger.end, figure.start):
            continue
        if sense.measure == "infected" and _RECOVERED.search(sentence.text, trigger.start - 4, trigger.start):
            continue
        doers = kind == "people" and sense.voice in _GOVERNING and _DOER.match(sentence.text, figure.end)
        if doers and _OF_THE_DOER.fullmatch(sentence.text, trigger.end, figure.start):
            continue
        if sense.voice in _GOVERNING and sentence.text.startswith(_NUMBERS, trigger.end):
            continue  # 平民和俘虏总数达20万: a noun
        option = Option(figure, kind, trigger, sense, True, _gap(sentence, trigger.end, figure.start))
        if sense.voice in _GOVERNING and _SEEN.search(option.gap):
            continue
        fit = _fitting(sentence, option)
        if fit:
            cost = _distance(option) + fit.weight + _loose(sentence, option) + _modifying(sentence, option)
            found.append((cost, _reading(sentence, option, fit)))
    return found


def _modifying(sentence: Sentence, option: Option) -> float:
    """投降的四十余万人被悉数坑杀: a word that only says which people gives way to the verb that says what befell them."""
    if not sentence.text.endswith("的", option.trigger.end, option.figure.start):
        return 0.0
    for trigger in _triggers(sentence, option.figure):
        sense = trigger.frame.sense(option.kind)
        if trigger.start < option.figure.end or sense is None or sense.measure != "killed":
            continue
        if sense.voice == "intransitive" or (sense.voice in _GOVERNING and is_passive(sentence, trigger)):
            return 6.0
    return 0.0


_RECOVERED: Final = re.compile("(?:出院|康复|痊愈|治愈)的?$")  # 治愈出院病例6例

_DEAD_CASES: Final = re.compile(r"\s?(?:例|宗|名|个)?(?:新增)?死亡")


def _loose(sentence: Sentence, option: Option) -> float:
    """新增5例死亡病例: a word that only says there are more gives way to the one that says of what."""
    more = option.trigger.frame.form in ("新增", "累计", "累计共")
    return 8.0 if more and _DEAD_CASES.match(sentence.text, option.figure.end) else 0.0


def _distance(option: Option) -> float:
    """How far a word before a figure stands from it: a verb with its figure right behind is nearest of all; a noun
    for people is likelier the object of a verb before it (拘捕示威者30人)."""
    if option.sense.voice in ("noun", "case", "sick") and option.trigger.frame.form[-1] in "者民俘士犯员兵人众":
        return 3.0
    if not option.gap:
        return -2.0 if option.sense.voice in ("intransitive", "transitive", "bare", "hurt") else 0.0
    words = len(fits.light_words().sub("", option.gap))
    return min(words * 0.25, 2.0) if option.sense.voice in ("transitive", "hurt", "returned") else words * 0.5


def _after(sentence: Sentence, figure: Quantity, kind: str, triggers: list[Trigger]) -> list[tuple[float, Reading]]:
    found: list[tuple[float, Reading]] = []
    if triggers[-1].start < figure.end:
        return found
    doers = _BY.search(sentence.text, sentence.clause(figure.start)[0], figure.start)
    for trigger in triggers:
        sense = trigger.frame.sense(kind)
        if sense is None or trigger.start < figure.end:
            continue
        if doers and sense.measure != "strength":
            continue  # 被一名男子刺伤: the figure counts who did it
        between = _figures_between(sentence, figure.end, trigger.start)
        if between and not _AND.search(sentence.text, figure.end, between[-1].start):
            break
        if between and _has_its_own(sentence, figure, kind):
            break  # 千宗确诊、百人死亡: each has its own word
        option = Option(figure, kind, trigger, sense, False, _gap(sentence, figure.end, trigger.start))
        if _OTHER_DOING.search(option.gap) or _AMONG_THEM.fullmatch(option.gap):
            break
        if _OF_KIN.match(sentence.text, trigger.end):
            continue
        if sense.voice == "body" and figure.counter in ("名", "人", "位") and _SEEKING.search(option.gap):
            continue
        if sense.measure == "evacuated" and sense.voice == "noun" and amount_of(figure) < _SOME:
            continue  # 七个难民在车站纵火: no number of those displaced
        if sense.measure in _MERE_NOUNS and _OF_THEIRS.match(sentence.text, trigger.end):
            continue
        fit = _fitting(sentence, option)
        if fit:
            cost = min(len(option.gap), 12) * 0.25 + fit.weight + _subordinate(sentence, option)
            found.append((cost, _reading(sentence, option, fit)))
    return _worst_outcome(found)


def _has_its_own(sentence: Sentence, figure: Quantity, kind: str) -> bool:
    """Whether the verb of a figure stands right behind it."""
    senses = (t.frame.sense(kind) for t in sentence.triggers if t.start == figure.end)
    return any(sense is not None and sense.voice in ("intransitive", "bare") for sense in senses)


def _reading(sentence: Sentence, option: Option, fit: Fit) -> Reading:
    measure = option.sense.measure
    if option.sense.voice in ("intransitive", "noun", "transitive"):
        measure = united(sentence, option) or measure
    passive = option.sense.voice in _GOVERNING and is_passive(sentence, option.trigger)
    rule = f"{option.sense.row}: {fit.name}"
    return Reading(option.figure, option.kind, measure, option.trigger, option.before, rule, passive)


def united(sentence: Sentence, option: Option) -> str | None:
    """Return what is counted together by words joined on one side of a figure: 负伤、阵亡和失踪的总数; 三百人阵亡或被俘."""
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
            clause = sentence.clause(trigger.start)[1]
            if any(trigger.end <= q.start <= min(clause, trigger.end + 12) for q in sentence.figures):
                break
            joined.append(sense.measure)
            at = trigger.end
    return union(joined) if len(joined) > 1 else None


def _fitting(sentence: Sentence, option: Option) -> Fit | None:
    """The first shape that lets this word govern this figure."""
    for shape in fits.shapes(option.sense.voice, "before" if option.before else "after"):
        if shape.between.fullmatch(option.gap) and allowed(sentence, option, shape.fit):
            return shape.fit
    return None


def _subordinate(sentence: Sentence, option: Option) -> float:
    """Extra weight of a verb that only describes the noun (参与…的学生) or the circumstance (在…中)."""
    _, end = sentence.clause(option.figure.start)
    rest = sentence.text[option.trigger.end : end]
    attributive = len(rest) > 6 and bool(_ATTRIBUTE_REST.match(rest) or _NOUN_REST.match(rest))
    circumstance = bool(_CIRCUMSTANCE.search(option.gap)) and bool(_CIRCUMSTANCE_REST.match(rest))
    return 6.0 if attributive or circumstance else 0.0


def _worst_outcome(found: list[tuple[float, Reading]]) -> list[tuple[float, Reading]]:
    """Who is hurt and then dies is dead (送院后不治): the death takes the figure from the wound before it."""
    hurt = next(
        (r.trigger.start for _, r in found if r.measure in ("wounded", "missing", "infected") and r.trigger), None
    )
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
