"""A sentence's figures, read in order: each by its counter, its word, or what stands beside it."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims import counted, figures, forces, lists, neighbours, outcomes
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.options import Reading, amount_of, kinds_of
from kaoyi.model import Quantity

_MARGIN: Final = re.compile("(?:误差|正负|上下|出入|相差|差额|±)[约为在达有至正负±]{0,4}$")
# 群里的两名成员说: those who tell are not those told of.
_TELL: Final = re.compile(
    "[^，。；：、0-9死伤亡捕]{0,10}?(?:说(?!明|服)|声称|宣称|表示|告诉|透露|指出|认为|忆述|回忆|坦言|承认|写道|补充|解释|强调|证实|报告说|(?<![名号自])称(?!为|作|号))"
)
_LABELLED: Final = frozenset(("intransitive", "noun", "bare", "troops", "transitive", "force", "hurt", "soldiers"))
_LABEL_OF_THINGS: Final = re.compile("[：:][^，。；：:、0-9]{1,10}$")  # 击伤：战列舰2艘
_LABEL: Final = re.compile(r"[：:][约近逾超共计达\s]{0,3}$")
_LABEL_WORDS: Final = 8


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
        readings.append(outcomes.amended(sentence, reading, readings))
    if not readings:
        return readings
    return _with_coordinated(sentence, outcomes.settled(sentence, readings))


def _one(sentence: Sentence, figure: Quantity, readings: list[Reading], taken: set[int]) -> Reading | None:
    if _MARGIN.search(sentence.text, max(sentence.start, figure.start - 8), figure.start):
        return None  # 误差正负500人: how sure a figure is
    settled = counted.by_counter(sentence, figure)
    if settled is not None:
        return settled
    if not kinds_of(figure):
        return lists.by_list(sentence, figure, readings)  # 三项: nothing else can say of what
    if sentence.triggers:
        told = _by_label(sentence, figure) or figures.by_trigger(sentence, figure, taken)
        if told is not None:
            return told
    told = _by_neighbours(sentence, figure, readings)
    tells = told is not None and figure.unit == "person" and _TELL.match(sentence.text, figure.end, sentence.end)
    return None if tells else told


def _by_label(sentence: Sentence, figure: Quantity) -> Reading | None:
    """阵亡：310人 on a line or in a list of its own: the word before the colon says what is counted."""
    label = _LABEL.search(sentence.text, max(sentence.start, figure.start - 4), figure.start)
    if label is None and figure.counter and figure.unit not in (None, "person"):
        label = _LABEL_OF_THINGS.search(sentence.text, max(sentence.start, figure.start - 14), figure.start)
    if label is None or (figure.unit is None and amount_of(figure) < 10):
        return None
    start = sentence.clause(label.start())[0]
    for trigger in sentence.triggers:
        if trigger.end != label.start() or label.start() - start > _LABEL_WORDS:
            continue
        for kind in kinds_of(figure):
            sense = trigger.frame.sense(kind)
            if sense and sense.voice in _LABELLED:
                measure = figures.united_before(sentence, trigger, kind) or sense.measure
                return Reading(figure, kind, measure, trigger, True, f"{sense.row}: label before a colon")
    return None


def _by_neighbours(sentence: Sentence, figure: Quantity, readings: list[Reading]) -> Reading | None:
    """The reading of a figure whose own clause has no word for it."""
    told = lists.by_list(sentence, figure, readings)
    if told is None and sentence.triggers:
        told = neighbours.by_head(sentence, figure) or neighbours.by_next_clause(sentence, figure)
    return (
        told
        or neighbours.by_hit(sentence, figure)
        or forces.by_force(sentence, figure, readings)
        or neighbours.by_march(sentence, figure)
        or neighbours.by_outbreak(sentence, figure)
    )


def _with_coordinated(sentence: Sentence, readings: list[Reading]) -> list[Reading]:
    """Add the bare numbers joined to a figure that was read."""
    if len(sentence.figures) < 2:
        return readings
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
