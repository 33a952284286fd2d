"""What became of those counted, where the words around say more than the word that counts them: dead, freed, handed back."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims.clauses import Sentence
from kaoyi.claims.frames import Trigger
from kaoyi.claims.neighbours import ADVERBIAL
from kaoyi.claims.options import Reading, amount_of

_GO_BACK: Final = re.compile("回到|返回|回归|重返|回国|归国|返乡|返国|遣返")
_HANDED_BACK: Final = re.compile("到了|前往|返回|去了|回到|遣返|交还|移交|转交|送还|交换|释放|引渡|送回|遣送")
_NEXT_RANK: Final = re.compile("[，、和及与以]{1,2}")
_BEFELL: Final = frozenset(("killed", "wounded", "casualties", "losses", "captured", "missing"))
_SOLDIERS: Final = re.compile("士兵|官兵|兵士|士卒|战士|军官|将领|将士|兵丁|军丁|水兵|骑兵|步兵|民兵|民夫|部队")
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
_TROOPS: Final = ("军人", "军队", "部队")  # 五千军人上街巡逻
_TO_WAR: Final = re.compile("[^，。；：]{0,14}(?:战争|战役|作战|战斗|会战|围攻|攻城|征讨|远征|围剿|起义|之役|之战)")
_DIED_AS: Final = re.compile(
    "(?:死于[^，。；：]{1,14}|死亡|死去|病死|饿死|冻死|病故|被杀|被处决|遇害|遇难|牺牲)的[^，。；：的]{0,6}$"
)
_SO_FAR: Final = re.compile(r"(?:累计|累积|合计|总计|共|总数|至今){1,2}(?:有|为|达|增?至)?")
_POLICE: Final = re.compile("警|公安|海关|关员|执法|检方|移民局|入境处|入境事务|廉署|国安|联邦调查局|调查局")
_HELD: Final = frozenset(("扣留", "扣押"))


def amended(sentence: Sentence, reading: Reading, earlier: list[Reading]) -> Reading:
    """Return a reading as the words around it and the readings before it amend it."""
    return _like_the_last(sentence, _by_police(sentence, _handed_back(sentence, reading)), earlier)


def settled(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """Return a sentence's readings with what later words and earlier ranks say of them."""
    return _as_the_ranks_before(sentence, [_of_whom(sentence, _dead_later(sentence, reading)) for reading in readings])


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


def _dead_later(sentence: Sentence, reading: Reading) -> Reading:
    """救出一名伤者送医，其后证实不治: who is taken away hurt or ill in one clause is dead in the next."""
    if reading.measure not in ("wounded", "infected", "evacuated") or amount_of(reading.figure) > 20:
        return reading
    _, end = sentence.clause(reading.trigger.start if reading.trigger else reading.figure.start)
    start, stop = sentence.clause(end + 1) if end + 1 < sentence.end else (0, 0)
    if stop <= start or any(start <= q.start < stop for q in sentence.figures):
        return reading
    died = next((t for t in sentence.triggers if start <= t.start < stop and _kills(t)), None)
    if died and ADVERBIAL.fullmatch(sentence.untimed(start, died.start)):
        return _replaced(reading, "killed", "dead in the next clause")
    return reading


def _kills(trigger: Trigger) -> bool:
    sense = trigger.frame.people
    return sense is not None and sense.measure == "killed" and sense.voice == "intransitive"


def _of_whom(sentence: Sentence, reading: Reading) -> Reading:
    """阵亡者有官兵90人 are dead; 军人8万名参加战争 are a force, no audience."""
    if reading.kind != "people" or reading.trigger is None:
        return reading
    if reading.measure == "strength" and reading.before:
        start = sentence.clause(reading.figure.start)[0]
        for words, measure in _OF_WHOM:
            if words.search(sentence.text, start, reading.trigger.start):
                return _replaced(reading, measure, "what befell them")
    if reading.measure == "participants" and (
        _TO_WAR.match(sentence.text, reading.trigger.end) or sentence.text.startswith(_TROOPS, reading.figure.end)
    ):
        return _replaced(reading, "strength", "who take part in a war")
    return reading


def _handed_back(sentence: Sentence, reading: Reading) -> Reading:
    """战俘684人 in a sentence of handing back are repatriated, not captured; 病死的战俘 are dead."""
    if reading.measure == "captured" and reading.trigger is not None and "俘" in reading.trigger.frame.form:
        noun, start = reading.trigger.start, sentence.clause(reading.trigger.start)[0]
        if _DIED_AS.search(sentence.text, start, noun):
            return _replaced(reading, "killed", "who died as prisoners")
    if _returned(sentence, reading):
        return _replaced(reading, "repatriated", "those who fled go back")
    if reading.measure != "captured" or reading.trigger is None or "战俘" not in reading.trigger.frame.form:
        return reading
    if _HANDED_BACK.search(sentence.text, sentence.start, sentence.end):
        return _replaced(reading, "repatriated", "handed back")
    return reading


def _returned(sentence: Sentence, reading: Reading) -> bool:
    """四万名难民回到祖国: refugees who return."""
    form = reading.trigger.frame.form if reading.trigger else ""
    end = sentence.clause(reading.figure.start)[1]
    return "难民" in form and bool(_GO_BACK.search(sentence.text, reading.figure.end, end))


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


def _by_police(sentence: Sentence, reading: Reading) -> Reading:
    """警方扣留三人: whom the police hold are arrested, not taken captive."""
    if reading.measure != "captured" or reading.trigger is None or reading.kind != "people":
        return reading
    if reading.trigger.frame.form not in _HELD:
        return reading
    start, end = sentence.clause(reading.trigger.start)
    return _replaced(reading, "arrested", "held by police") if _POLICE.search(sentence.text, start, end) else reading


def _replaced(reading: Reading, measure: str, why: str) -> Reading:
    """Return the same reading with another measure, and why."""
    return Reading(reading.figure, reading.kind, measure, reading.trigger, reading.before, f"{reading.rule}, {why}")
