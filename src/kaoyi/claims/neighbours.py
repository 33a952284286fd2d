"""What a figure counts by the words beside its clause: the clause before or after, a march, missiles that strike, an outbreak."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims import lists
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.frames import Sense, Trigger
from kaoyi.claims.nouns import noun_after
from kaoyi.claims.options import Reading, amount_of, kinds_of
from kaoyi.model import Quantity

_NUMBERED: Final = re.compile("人数[约为达有共逾超过]{0,3}$")
_PASSIVE: Final = re.compile(r"(?:均|都|全部|随后|其后|亦|也|已|先后|一并)?[被遭][^，。；、]{0,14}")
_MARCH: Final = re.compile("游行|集会|大会|晚会|示威|上街|造势|静坐|烛光")
_STRIKES: Final = re.compile(
    "(?:导弹|飞弹|炮弹|炸弹|火箭弹|火箭|鱼雷)?[^，。；：]{0,3}(?:轰(?!炸机)|袭击?|击中|射向|攻击|打击|命中|落入|落在|砸中|飞向|攻向|打中)"
)
_CROWD_CONTROL: Final = ("催泪", "橡胶", "布袋", "海绵")
_KEPT: Final = re.compile(
    "购|买|管有|拥有|持有|进口|库存|储|携带|配备|装备|检获|搜|检取|售|订|产|价|剩|备有|存放|拾|捡"
)
# 在两名职员陪同下: who stands by, not who is told of.
_BESIDES: Final = re.compile("(?:在|由|向|对|与|和|同|跟|被|遭|给|让|替|为|从)(?:另外?|其中|约|近|至少|超过|逾)?$")
ADVERBIAL: Final = re.compile(
    r"(?:其后|之后|随后|最终|最后|后来|当场|不幸|结果|送院后|后|后经抢救|经抢救|抢救后|终于|全部|均|都|已|并|先后|证实|延至|于|在|,|\s){0,3}"
)
_INVOLVES: Final = re.compile("(?:涉及?|波及|影响)[共约逾近超过至少合]{0,3}$")
_INVOLVED: Final = 5  # the longest of these
_OUTBREAK: Final = re.compile("爆发|个案|群组|感染|染疫|中招|流感|肺炎|病毒|疫情|肠胃炎|手足口病|中毒")
_STAFF: Final = re.compile("[^，。；、]{0,6}?(?:医生|护士|老师|教师|接触者|航班|乘客|旅客)")
_EARLIER: Final = 60
_AMONG: Final = re.compile("(?:者|人|们|员|民)?(?:当中|之中|中|里面|里)")
_OPENS: Final = re.compile("[有约共至少另又也亦,，\\s]{0,4}")
_PEOPLE_SO: Final = frozenset(("killed", "wounded", "arrested", "missing", "infected", "casualties"))
_SURVIVED: Final = re.compile("生还|幸存|获救|脱险|幸免")
_THERE: Final = re.compile("(?:在|于|到|前往|走上|走到)[^，。；]{1,24}")
_SHOT_SO_MANY: Final = re.compile("[了过共约近逾达计超过至少已合累积总]{0,6}")
_MUNITION: Final = re.compile("催泪|橡胶子?弹|布袋弹|海绵弹|炮弹|导弹|火箭|炸弹|榴弹|手雷|闪光弹|烟雾弹|子弹")


def by_head(sentence: Sentence, figure: Quantity) -> Reading | None:
    """死者当中，3人是…: a clause that says among whom the next one counts."""
    if figure.unit != "person":
        return None
    start, _ = sentence.clause(figure.start)
    if start <= sentence.start or not _OPENS.fullmatch(sentence.text, start, figure.start):
        return None
    before, end = sentence.clause(start - 2)
    heads = [t for t in sentence.triggers if before <= t.start < end and t.frame.people]
    if not heads or not _AMONG.search(sentence.text, max(heads[-1].end, end - 4), end):
        return None
    sense = heads[-1].frame.people
    if sense is None or sense.measure not in _PEOPLE_SO or any(before <= q.start < end for q in sentence.figures):
        return None
    if sense.voice != "noun" and sentence.text[heads[-1].end : heads[-1].end + 1] != "的":
        return None
    return Reading(figure, "people", sense.measure, None, False, f"{sense.row}: among those of the clause before")


def by_next_clause(sentence: Sentence, figure: Quantity) -> Reading | None:
    """一名矿工…，送院后不治: the clause holds only the noun phrase, the next begins with its verb."""
    kinds = kinds_of(figure)
    if figure.unit is None or not kinds or figure.unit == "incident":
        return None
    if sentence.triggers[-1].start < figure.end:
        return None
    begin, end = sentence.clause(figure.start)
    if _BESIDES.search(sentence.text, begin, figure.start):
        return None
    if any(figure.end <= q.start < end and "people" in kinds_of(q) for q in sentence.figures):
        return None  # 机上13人只有5人生还，殉职的…: another number stands nearer to the verb
    if _SURVIVED.search(sentence.text, figure.end, end):
        return None
    for _ in range(2):
        start, stop = sentence.clause(end + 1) if end + 1 < sentence.end else (0, 0)
        if sentence.text[end : end + 1] == "\n":
            return None  # a line of its own is no beginning of the next
        inside = (t for t in sentence.triggers if start <= t.start < stop)
        trigger = next((t for t in inside if _tells(t.frame.sense(kinds[-1]))), None)
        if stop <= start or any(start <= q.start < stop for q in sentence.figures):
            return None
        if trigger:
            sense = trigger.frame.sense(kinds[-1])
            opens = ADVERBIAL.fullmatch(sentence.text, start, trigger.start)
            suffers = _PASSIVE.fullmatch(sentence.text, start, trigger.start)
            if sense and sense.measure == "evacuated" and amount_of(figure) < 3:
                return None
            if sense and sense.voice == "joined" and _marches(sentence, figure, start, trigger.start):
                rule = f"{sense.row}: verb of the next clause"
                return Reading(figure, kinds[-1], sense.measure, trigger, False, rule)
            if sense and ((sense.voice == "intransitive" and opens) or (sense.voice == "transitive" and suffers)):
                rule = f"{sense.row}: verb of the next clause"
                return Reading(figure, kinds[-1], sense.measure, trigger, False, rule, bool(suffers))
            return None
        end = stop
    return None


def _tells(sense: Sense | None) -> bool:
    return sense is not None and sense.voice in ("intransitive", "transitive", "joined")


def _marches(sentence: Sentence, figure: Quantity, start: int, verb: int) -> bool:
    """数以千计居民，周一在广场示威: a crowd and, in the next clause, where it marches."""
    _, end = sentence.clause(figure.start)
    whole = figure.noun or noun_after(sentence.text, figure.end, end) is not None
    return amount_of(figure) >= 50 and bool(whole) and _THERE.fullmatch(sentence.untimed(start, verb)) is not None


def by_hit(sentence: Sentence, figure: Quantity) -> Reading | None:
    """22枚导弹击中基地: missiles, bombs and shells that strike were fired."""
    counted = figure.counter in ("枚", "发", "颗", "枝", "支") or not figure.counter
    if counted and "ammunition" in kinds_of(figure) and _STRIKES.match(sentence.text, figure.end, sentence.end):
        return Reading(figure, "ammunition", "fired", None, False, "missiles that strike")
    shot = _shot_before(sentence, figure) if counted and not figure.noun else None
    if shot is not None:
        return Reading(figure, "ammunition", "fired", shot, True, "what has been fired so far")
    crowd = (
        bool(figure.counter)
        and figure.noun.startswith(_CROWD_CONTROL)
        and figure.unit in ("bomb", "round")
        and amount_of(figure) >= 2
    )
    if crowd and not _KEPT.search(sentence.text, *sentence.clause(figure.start)):
        return Reading(figure, "ammunition", "fired", None, False, "tear gas and rubber bullets are counted when fired")
    return None


def _shot_before(sentence: Sentence, figure: Quantity) -> Trigger | None:
    """使用催泪弹，累积发射超过2000枚: the clause before says of what."""
    if not figure.counter:
        return None
    start, _ = sentence.clause(figure.start)
    for trigger in sentence.triggers:
        sense = trigger.frame.sense("ammunition")
        fired = sense is not None and sense.voice == "fired" and start <= trigger.start < trigger.end <= figure.start
        if fired and _SHOT_SO_MANY.fullmatch(sentence.text, trigger.end, figure.start):
            named = _MUNITION.search(sentence.text, max(sentence.block.start, start - 40), start)
            return trigger if named else None
    return None


def by_march(sentence: Sentence, figure: Quantity) -> Reading | None:
    """71大游行时的51万人: a crowd's number after the march it is about, with no other word."""
    if figure.unit not in ("person", None) or amount_of(figure) < 500:
        return None
    start, end = sentence.clause(figure.start)
    if figure.unit is None and not _NUMBERED.search(sentence.text, start, figure.start):
        return None
    if noun_after(sentence.text, figure.end, end):
        return None
    if sentence.text[figure.end : figure.end + 1] == "的":
        return None  # 11000人的点赞
    marched = _MARCH.search(sentence.text, max(sentence.start, figure.start - 30), figure.start)
    if marched and not any(marched.end() <= t.start < figure.start and t.frame.people for t in sentence.triggers):
        return Reading(figure, "people", "participants", None, False, "people of the march before")
    return None


def by_outbreak(sentence: Sentence, figure: Quantity) -> Reading | None:
    """两校爆发流感，涉及30名学童: those an outbreak involves are ill."""
    if figure.unit != "person":
        return None
    near = max(sentence.clause(figure.start)[0], figure.start - _INVOLVED)
    if not _INVOLVES.search(sentence.text, near, figure.start) or not sentence.epidemic:
        return None
    if _STAFF.match(sentence.text, figure.end, sentence.end) or lists.recovered(sentence, figure):
        return None
    since = max(sentence.block.start, sentence.start - _EARLIER)
    if not _OUTBREAK.search(sentence.text, since, figure.start):
        return None
    return Reading(figure, "people", "infected", None, False, "those an outbreak involves")
