"""A sentence's figures, read in order: each by its counter, its word, or its place in a list."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims import counted, figures, forces, lists
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.frames import Sense, Trigger
from kaoyi.claims.nouns import noun_after
from kaoyi.claims.options import Option, Reading, amount_of, kinds_of
from kaoyi.model import Quantity

_GO_BACK: Final = re.compile("回到|返回|回归|重返|回国|归国|返乡|返国|遣返")
_HANDED_BACK: Final = re.compile("到了|前往|返回|去了|回到|遣返|交还|移交|转交|送还|交换|释放|引渡|送回|遣送")
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
_ADVERBIAL: Final = re.compile(
    r"(?:其后|之后|随后|最终|最后|后来|当场|不幸|结果|送院后|后|后经抢救|经抢救|抢救后|终于|全部|均|都|已|并|先后|证实|延至|于|在|,|\s){0,3}"
)


def read(sentence: Sentence) -> list[Reading]:
    """Return the readings of a sentence's figures that are claims, in order; no reading, no claim."""
    readings: list[Reading] = []
    taken: set[int] = set()
    for figure in sentence.figures:
        reading = _one(sentence, figure, readings, taken)
        if reading is None:
            continue
        if reading.trigger and not reading.before:
            taken.add(reading.trigger.start)
        readings.append(_like_the_last(sentence, _by_police(sentence, _handed_back(sentence, reading)), readings))
    settled = [_of_whom(sentence, _dead_later(sentence, reading)) for reading in readings]
    return _with_coordinated(sentence, _as_the_ranks_before(sentence, settled))


_NEXT_RANK: Final = re.compile("[，、和及与以]{1,2}")
_BEFELL: Final = frozenset(("killed", "wounded", "casualties", "losses", "captured", "missing"))


def _as_the_ranks_before(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """伤亡军官98人，士兵1286名: soldiers right behind officers of whom something befell share it; they are no force."""
    found: list[Reading] = []
    for reading in readings:
        last = found[-1] if found else None
        alike = last is not None and last.kind == reading.kind == "people" and last.measure in _BEFELL and last.before
        if (
            alike
            and last is not None
            and reading.measure == "strength"
            and reading.before
            and reading.trigger is not None
            and _SOLDIERS.fullmatch(reading.trigger.frame.form)
            and _NEXT_RANK.fullmatch(sentence.text, last.figure.end, reading.trigger.start)
        ):
            found.append(Reading(reading.figure, "people", last.measure, None, False, "ranks of one list", lead=last))
        else:
            found.append(reading)
    return found


_SOLDIERS: Final = re.compile("士兵|官兵|兵士|士卒|战士|军官|将领|将士|兵丁|军丁|水兵|骑兵|步兵|民兵|民夫|部队")


def _dead_later(sentence: Sentence, reading: Reading) -> Reading:
    """救出一名伤者送医，其后证实不治: who is taken away hurt or ill in one clause is dead in the next."""
    if reading.measure not in ("wounded", "infected", "evacuated") or amount_of(reading.figure) > 20:
        return reading
    _, end = sentence.clause(reading.trigger.start if reading.trigger else reading.figure.start)
    start, stop = sentence.clause(end + 1) if end + 1 < sentence.end else (0, 0)
    if stop <= start or any(start <= q.start < stop for q in sentence.figures):
        return reading
    died = next((t for t in sentence.triggers if start <= t.start < stop and _kills(t)), None)
    if died and _ADVERBIAL.fullmatch(_plain(sentence, start, died.start)):
        return replaced(reading, "killed", "dead in the next clause")
    return reading


_OF_WHOM: Final = (
    (
        re.compile("(?:阵亡|战死|死难|死亡|牺牲|遇难|殉难|殉国|遇害)(?:者|的)(?:共|总)?(?:计|有|包括|为)[^，。；：]*$"),
        "killed",
    ),
    (re.compile("(?:阵亡|战死|牺牲|殉国)的(?:[^，。；：0-9]{1,8})?$"), "killed"),
    (re.compile("(?:受伤|负伤|伤)者(?:共|总)?(?:计|有|包括|为)[^，。；：]*$"), "wounded"),
    (re.compile("(?:被俘|被擒)(?:者|的)(?:共|总)?(?:计|有|包括|为)[^，。；：]*$"), "captured"),
)
"""阵亡者有参将以下官兵90人: the words before say what befell the soldiers counted."""
_TO_WAR: Final = re.compile("[^，。；：]{0,14}(?:战争|战役|作战|战斗|会战|围攻|攻城|征讨|远征|围剿|起义|之役|之战)")


def _of_whom(sentence: Sentence, reading: Reading) -> Reading:
    """阵亡者有官兵90人 are dead; 军人8万名参加战争 are a force, no audience."""
    if reading.kind != "people" or reading.trigger is None:
        return reading
    if reading.measure == "strength" and reading.before:
        start = sentence.clause(reading.figure.start)[0]
        for words, measure in _OF_WHOM:
            if words.search(sentence.text, start, reading.trigger.start):
                return replaced(reading, measure, "what befell them")
    if reading.measure == "participants" and _TO_WAR.match(sentence.text, reading.trigger.end):
        return replaced(reading, "strength", "who take part in a war")
    return reading


def _kills(trigger: Trigger) -> bool:
    sense = trigger.frame.people
    return sense is not None and sense.measure == "killed" and sense.voice == "intransitive"


def _plain(sentence: Sentence, start: int, end: int) -> str:
    """The words of a span, its times left out."""
    words, at = "", start
    for time in sentence.times:
        if at <= time.start and time.end <= end:
            words, at = words + sentence.text[at : time.start], time.end
    return words + sentence.text[at:end]


_MARGIN: Final = re.compile("(?:误差|正负|上下|出入|相差|差额|±)[约为在达有至正负±]{0,4}$")


def _one(sentence: Sentence, figure: Quantity, readings: list[Reading], taken: set[int]) -> Reading | None:
    if _MARGIN.search(sentence.text, max(sentence.start, figure.start - 8), figure.start):
        return None  # 误差正负500人: how sure a figure is
    return (
        counted.by_counter(sentence, figure)
        or _by_label(sentence, figure)
        or figures.by_trigger(sentence, figure, taken)
        or _by_neighbours(sentence, figure, readings)
    )


def _by_neighbours(sentence: Sentence, figure: Quantity, readings: list[Reading]) -> Reading | None:
    """The reading of a figure whose own clause has no word for it."""
    if figure.unit == "person" and _TELL.match(sentence.text, figure.end, sentence.end):
        return None
    return (
        lists.by_list(sentence, figure, readings)
        or _by_head(sentence, figure)
        or _by_next_clause(sentence, figure)
        or _by_hit(sentence, figure)
        or forces.by_force(sentence, figure, readings)
        or _by_march(sentence, figure)
        or _by_outbreak(sentence, figure)
    )


# 群里的两名成员说: those who tell are not those told of.
_TELL: Final = re.compile(
    "[^，。；：、0-9死伤亡捕]{0,10}?(?:说(?!明|服)|声称|宣称|表示|告诉|透露|指出|认为|忆述|回忆|坦言|承认|写道|补充|解释|强调|证实|报告说|(?<![名号自])称(?!为|作|号))"
)
_INVOLVES: Final = re.compile("(?:涉及?|波及|影响)[共约逾近超过至少合]{0,3}$")
_OUTBREAK: Final = re.compile("爆发|个案|群组|感染|染疫|中招|流感|肺炎|病毒|疫情|肠胃炎|手足口病|中毒")
_STAFF: Final = re.compile("[^，。；、]{0,6}?(?:医生|护士|老师|教师|接触者|航班|乘客|旅客)")


def _by_outbreak(sentence: Sentence, figure: Quantity) -> Reading | None:
    """两校爆发流感，涉及30名学童: those an outbreak involves are ill."""
    if figure.unit != "person" or not sentence.epidemic or _STAFF.match(sentence.text, figure.end, sentence.end):
        return None
    start, _ = sentence.clause(figure.start)
    if not _INVOLVES.search(sentence.text, start, figure.start) or lists.recovered(sentence, figure):
        return None
    since = max(sentence.block.start, sentence.start - _EARLIER)
    if not _OUTBREAK.search(sentence.text, since, figure.start):
        return None
    return Reading(figure, "people", "infected", None, False, "those an outbreak involves")


_EARLIER: Final = 60


_AMONG: Final = re.compile("(?:者|人|们|员|民)?(?:当中|之中|中|里面|里)")
_OPENS: Final = re.compile("[有约共至少另又也亦,，\\s]{0,4}")
_PEOPLE_SO: Final = frozenset(("killed", "wounded", "arrested", "missing", "infected", "casualties"))


def _by_head(sentence: Sentence, figure: Quantity) -> Reading | None:
    """死者当中，3人是…: a clause that says among whom the next one counts."""
    start, _ = sentence.clause(figure.start)
    if figure.unit != "person" or start <= sentence.start or not _OPENS.fullmatch(sentence.text, start, figure.start):
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


_LABELLED: Final = frozenset(("intransitive", "noun", "bare", "troops", "transitive", "force", "hurt", "soldiers"))
_LABEL: Final = re.compile(r"[：:][约近逾超共计达\s]{0,3}$")


def _by_label(sentence: Sentence, figure: Quantity) -> Reading | None:
    """阵亡：310人 on a line or in a list of its own: the word before the colon says what is counted."""
    label = _LABEL.search(sentence.text, max(sentence.start, figure.start - 4), figure.start)
    if label is None or (figure.unit is None and amount_of(figure) < 10):
        return None
    start = sentence.clause(label.start())[0]
    for trigger in sentence.triggers:
        if trigger.end != label.start() or label.start() - start > _LABEL_WORDS:
            continue
        for kind in kinds_of(figure):
            sense = trigger.frame.sense(kind)
            if sense and sense.voice in _LABELLED:
                measure = figures.united(sentence, Option(figure, kind, trigger, sense, True, "")) or sense.measure
                return Reading(figure, kind, measure, trigger, True, f"{sense.row}: label before a colon")
    return None


_LABEL_WORDS: Final = 8


def _by_next_clause(sentence: Sentence, figure: Quantity) -> Reading | None:
    """一名矿工…，送院后不治: the clause holds only the noun phrase, the next begins with its verb."""
    kinds = kinds_of(figure)
    if figure.unit is None or not kinds or figure.unit == "incident":
        return None
    if not sentence.triggers or sentence.triggers[-1].start < figure.end:
        return None
    if _BESIDES.search(sentence.text, sentence.clause(figure.start)[0], figure.start):
        return None
    _, end = sentence.clause(figure.start)
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
            opens = _ADVERBIAL.fullmatch(sentence.text, start, trigger.start)
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


_SURVIVED: Final = re.compile("生还|幸存|获救|脱险|幸免")


def _tells(sense: Sense | None) -> bool:
    return sense is not None and sense.voice in ("intransitive", "transitive", "joined")


_THERE: Final = re.compile("(?:在|于|到|前往|走上|走到)[^，。；]{1,24}")


def _marches(sentence: Sentence, figure: Quantity, start: int, verb: int) -> bool:
    """数以千计居民，周一在广场示威: a crowd and, in the next clause, where it marches."""
    _, end = sentence.clause(figure.start)
    whole = figure.noun or noun_after(sentence.text, figure.end, end) is not None
    return amount_of(figure) >= 50 and bool(whole) and _THERE.fullmatch(_plain(sentence, start, verb)) is not None


_SHOT_SO_MANY: Final = re.compile("[了过共约近逾达计超过至少已合累积总]{0,6}")


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


_MUNITION: Final = re.compile("催泪|橡胶子?弹|布袋弹|海绵弹|炮弹|导弹|火箭|炸弹|榴弹|手雷|闪光弹|烟雾弹|子弹")


def _by_hit(sentence: Sentence, figure: Quantity) -> Reading | None:
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
    start, end = sentence.clause(figure.start)
    if crowd and not _KEPT.search(sentence.text, start, end):
        return Reading(figure, "ammunition", "fired", None, False, "tear gas and rubber bullets are counted when fired")
    return None


def _by_march(sentence: Sentence, figure: Quantity) -> Reading | None:
    """71大游行时的51万人: a crowd's number after the march it is about, with no other word."""
    amount = amount_of(figure)
    start, end = sentence.clause(figure.start)
    counted = figure.unit == "person" or (figure.unit is None and _NUMBERED.search(sentence.text, start, figure.start))
    if not counted or amount < 500:
        return None
    if noun_after(sentence.text, figure.end, end):
        return None
    if sentence.text[figure.end : figure.end + 1] == "的":
        return None  # 11000人的点赞
    marched = _MARCH.search(sentence.text, max(sentence.start, figure.start - 30), figure.start)
    if marched and not any(marched.end() <= t.start < figure.start and t.frame.people for t in sentence.triggers):
        return Reading(figure, "people", "participants", None, False, "people of the march before")
    return None


_DIED_AS: Final = re.compile(
    "(?:死于[^，。；：]{1,14}|死亡|死去|病死|饿死|冻死|病故|被杀|被处决|遇害|遇难|牺牲)的[^，。；：的]{0,6}$"
)


def _handed_back(sentence: Sentence, reading: Reading) -> Reading:
    """战俘684人 in a sentence of handing back are repatriated, not captured; 病死的战俘 are dead."""
    if reading.measure == "captured" and reading.trigger is not None and "俘" in reading.trigger.frame.form:
        noun, start = reading.trigger.start, sentence.clause(reading.trigger.start)[0]
        if _DIED_AS.search(sentence.text, start, noun):
            return replaced(reading, "killed", "who died as prisoners")
    if _returned(sentence, reading):
        return replaced(reading, "repatriated", "those who fled go back")
    if reading.measure != "captured" or reading.trigger is None or "战俘" not in reading.trigger.frame.form:
        return reading
    if _HANDED_BACK.search(sentence.text, sentence.start, sentence.end):
        return replaced(reading, "repatriated", "handed back")
    return reading


_SO_FAR: Final = re.compile(r"(?:累计|累积|合计|总计|共|总数|至今){1,2}(?:有|为|达|增?至)?")


def _like_the_last(sentence: Sentence, reading: Reading, readings: list[Reading]) -> Reading:
    """死亡病例增加8宗，累计17宗: a sum alone in its clause is of what was counted just before."""
    last = readings[-1] if readings else None
    if last is None or reading.measure != "infected" or last.measure != "killed" or reading.trigger is not None:
        return reading
    start, end = sentence.clause(reading.figure.start)
    alone = _SO_FAR.fullmatch(sentence.text, start, reading.figure.start) and reading.figure.end == end
    cases = last.figure.counter[:1] == reading.figure.counter[:1] and last.figure.counter[:1] in ("宗", "例")
    if not alone or not cases or sentence.clause(last.figure.start)[1] + 1 != start:
        return reading
    return Reading(reading.figure, "people", "killed", None, False, "sum of the dead before", lead=last)


_POLICE: Final = re.compile("警|公安|海关|关员|执法|检方|移民局|入境处|入境事务|廉署|国安|联邦调查局|调查局")


def _by_police(sentence: Sentence, reading: Reading) -> Reading:
    """警方扣留三人: whom the police hold are arrested, not taken captive."""
    if reading.measure != "captured" or reading.trigger is None or reading.kind != "people":
        return reading
    if reading.trigger.frame.form not in _HELD:
        return reading
    start, end = sentence.clause(reading.trigger.start)
    return replaced(reading, "arrested", "held by police") if _POLICE.search(sentence.text, start, end) else reading


_HELD: Final = frozenset(("扣留", "扣押"))


def replaced(reading: Reading, measure: str, why: str) -> Reading:
    """Return the same reading with another measure, and why."""
    return Reading(reading.figure, reading.kind, measure, reading.trigger, reading.before, f"{reading.rule}, {why}")


def _returned(sentence: Sentence, reading: Reading) -> bool:
    """四万名难民回到祖国: refugees who return."""
    form = reading.trigger.frame.form if reading.trigger else ""
    end = sentence.clause(reading.figure.start)[1]
    return "难民" in form and bool(_GO_BACK.search(sentence.text, reading.figure.end, end))


def _with_coordinated(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """Add the bare numbers joined to a figure that was read."""
    by_start = {reading.figure.start: reading for reading in readings}
    for figure, following in zip(sentence.figures, sentence.figures[1:], strict=False):
        if figure.start not in by_start and kinds_of(figure):
            joined = lists.coordinated(sentence, figure, following, by_start.get(following.start))
            if joined:
                by_start[figure.start] = joined
        first = by_start.get(figure.start)
        if first and following.start not in by_start and lists.men_and_women(sentence, figure, following):
            by_start[following.start] = lists.joined(following, first)
    return [by_start[start] for start in sorted(by_start)]
