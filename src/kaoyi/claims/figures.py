"""Which figures are claims, and what each counts: the measure of every quantity of a sentence."""

from __future__ import annotations

import re

from msgspec import Struct

from kaoyi.claims import fits
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.frames import Trigger
from kaoyi.model import Quantity

_THINGS = frozenset(["aircraft", "tank", "vehicle", "ship", "gun", "small_arm", "round", "bomb", "missile", "building", "item", "animal"])
_GROUND = frozenset(("km2", "mi2", "ha", "mu"))
_PASSIVE = re.compile(r"(?:被|遭到?|受到?|获|惨遭)[^，。；、]{0,14}$")
_BRACKETS = re.compile(r"[（(][^）)]*[）)]")
_WEAK = {
    "noun": 4.0,
    "case": 4.0,
    "crowd": 8.0,
    "troops": 9.0,
    "body": 2.0,
    "joined": 3.0,
    "force": 2.0,
    "prisoners": 5.0,
}


class Reading(Struct, frozen=True, gc=False):
    """What one figure counts. trigger: the word that says so; before: it stands before the figure."""

    figure: Quantity
    kind: str
    measure: str
    trigger: Trigger | None
    before: bool
    rule: str


def read(sentence: Sentence) -> list[Reading]:
    """Return the readings of a sentence's figures that are claims, in order; no reading, no claim."""
    readings: list[Reading] = []
    taken: set[int] = set()
    for index, figure in enumerate(sentence.figures):
        reading = _by_counter(sentence, figure) or _by_trigger(sentence, index, figure, taken)
        reading = reading or _by_list(sentence, figure, readings)
        if reading:
            readings.append(reading)
            if reading.trigger and not reading.before:
                taken.add(reading.trigger.start)
    return readings


def kinds_of(figure: Quantity) -> tuple[str, ...]:
    """Which kinds of things a figure may count, likeliest first."""
    if figure.unit == "person":
        return ("people",)
    if figure.unit in _THINGS:
        return ("things",)
    if figure.unit in _GROUND:
        return ("ground",)
    if figure.unit == "incident":
        return ("people",) if figure.counter in ("宗", "例", "起") else ()
    if figure.unit is None:
        return ("people",)
    return ()


def _by_counter(sentence: Sentence, figure: Quantity) -> Reading | None:
    if figure.unit == "sortie":
        return Reading(figure, "things", "sorties", None, False, "counter 架次")
    if figure.unit == "vote":
        return _vote(sentence, figure)
    return None


def _vote(sentence: Sentence, figure: Quantity) -> Reading | None:
    after = sentence.text[figure.end : figure.end + 4]
    for word, measure in (("赞成", "votes_for"), ("反对", "votes_against"), ("弃权", "votes_abstained")):
        if word in after or sentence.text[max(sentence.start, figure.start - 4) : figure.start].endswith(word):
            return Reading(figure, "things", measure, None, False, f"票{word}")
    if re.match(r"\s?[比对]\s?\d", sentence.text[figure.end : figure.end + 4]):
        return Reading(figure, "things", "votes_for", None, False, "X票比Y票")
    if re.search(r"票\s?[比对]\s?$", sentence.text[max(sentence.start, figure.start - 4) : figure.start]):
        return Reading(figure, "things", "votes_against", None, False, "X票比Y票")
    return None


def _by_trigger(sentence: Sentence, index: int, figure: Quantity, taken: set[int]) -> Reading | None:
    start, end = sentence.clause(figure.start)
    best: tuple[float, Reading] | None = None
    for kind in kinds_of(figure):
        for trigger in sentence.triggers:
            sense = trigger.frame.sense(kind)
            if sense is None or trigger.end <= start or trigger.start >= end:
                continue
            before = trigger.end <= figure.start
            if before and trigger.start in taken:
                continue
            cost = _cost(sentence, figure, trigger, sense.voice, before)
            if cost is not None and (best is None or cost < best[0]):
                best = cost, Reading(figure, kind, sense.measure, trigger, before, f"{sense.row}, {sense.voice}")
    return best[1] if best else None


def _cost(sentence: Sentence, figure: Quantity, trigger: Trigger, voice: str, before: bool) -> float | None:
    """How far a word stands from a figure it may govern; None if it may not."""
    a, b = (trigger.end, figure.start) if before else (figure.end, trigger.start)
    between = [q for q in sentence.figures if a <= q.start and q.end <= b]
    if between and not _joined(sentence, figure, between, before):
        return None
    start, _ = sentence.clause(trigger.start)
    passive = (
        bool(_PASSIVE.search(sentence.text, start, trigger.start))
        if voice in ("transitive", "hurt", "fired")
        else False
    )
    pattern = fits.left(voice, passive) if before else fits.right(voice, passive)
    if pattern is None:
        return None
    gap = _gap(sentence, a, b)
    if not pattern.fullmatch(gap):
        return None
    if figure.unit is None and voice not in ("bare",) and len(gap) > 2:
        return None
    heavy = fits.LIGHT_ONLY.sub("", gap) if before else gap
    return len(heavy) + _WEAK.get(voice, 0.0) + (0.0 if before else 0.5)


def _joined(sentence: Sentence, figure: Quantity, between: list[Quantity], before: bool) -> bool:
    """Figures between a word and this figure are joined to it by 和, 及, 、."""
    if before:
        return False
    return bool(re.search("[和及与、]", sentence.text[figure.end : between[-1].start + 1]))


def _gap(sentence: Sentence, start: int, end: int) -> str:
    """The words between, without names, times and brackets."""
    words, at = [], start
    spans = sorted((m.start, m.end) for m in (*sentence.names, *sentence.times) if start <= m.start and m.end <= end)
    for a, b in spans:
        if a >= at:
            words.append(sentence.text[at:a])
            at = b
    words.append(sentence.text[at:end])
    return _BRACKETS.sub("", "".join(words))


def _by_list(sentence: Sentence, figure: Quantity, readings: list[Reading]) -> Reading | None:
    return None
