"""A document walked sentence by sentence: each figure with its roles, and what carries from one to the next."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from kaoyi.claims import actors, clauses, reading, tables, topics
from kaoyi.claims.actors import Actor, People
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.frames import frames
from kaoyi.claims.nouns import noun_after
from kaoyi.claims.options import Reading, kinds_of
from kaoyi.claims.roles import Scene, Told, Topic, tell
from kaoyi.lexicon import Lexicon
from kaoyi.model import Document, Exact, Mentions, Name, Quantity

Passage = tuple[Sentence, Told]


def read(document: Document, mentions: Mentions, lexicon: Lexicon) -> list[Passage]:
    """Return every figure that is a claim, with its sentence and roles; those that only repeat one come last."""
    nouns, words = actors.people(lexicon), frames(lexicon)
    names_at = [name.start for name in mentions.names]
    sentences = clauses.read(document, mentions, words)
    topic: Topic | None = None
    told_of: list[Passage] = []
    before: tuple[Told, ...] = ()
    paragraph: list[Told] = []
    block = first = -1  # where the paragraph begins, and its first sentence
    for number, sentence in enumerate(sentences):
        if sentence.block.start != block:
            before, paragraph, block, first = (*before, *paragraph)[-8:], [], sentence.block.start, number
        readings = reading.read(sentence)
        told: list[Told] = []
        if readings:
            topic = topic or topics.read(document, mentions)
            led_by = _led_by(sentence, mentions, names_at)
            around = (tuple(paragraph), before, _places(sentences[first:number]), topic, led_by)
            told = _told(sentence, readings, nouns, around)
        if sentence.block.heads:
            told = tables.complete(sentence, told, mentions, words, nouns)
        paragraph.extend(told)
        told_of.extend([(sentence, each) for each in told])
    return told_of + _repeats(told_of, sentences) if told_of else told_of


def _places(sentences: list[Sentence]) -> tuple[Actor, ...]:
    """The places and states named in the sentences before in the paragraph."""
    named = [name for sentence in sentences for name in sentence.names if name.kind in ("place", "state")]
    return tuple([Actor(name.name, name.kind, name.start, name.end) for name in named])


def _led_by(sentence: Sentence, mentions: Mentions, names_at: list[int]) -> Actor | None:
    """The army or unit named last at the head of a clause before the sentence in its block; nobody if two sides are."""
    first, last = bisect_left(names_at, sentence.block.start), bisect_left(names_at, sentence.start)
    heads = [name for name in mentions.names[first:last] if name.name and _heads_clause(sentence, name)]
    if not heads or len({_side(mentions, name) for name in heads} - {""}) > 1:
        return None
    name = heads[-1]
    return Actor(name.name, name.kind, name.start, name.end)


def _side(mentions: Mentions, name: Name) -> str:
    """The army a unit is of, as far as the names say; "" for a unit whose army nobody names."""
    owners = {other.name: other.owner for other in mentions.names if other.owner}
    side = name.name
    for _ in range(4):
        side = owners.get(side) or side
    known = name.kind != "unit" or any(o.name == side and o.kind in ("army", "bloc", "state") for o in mentions.names)
    return side if known else ""


def _heads_clause(sentence: Sentence, name: Name) -> bool:
    opens = name.start == sentence.block.start or sentence.text[name.start - 1] in "，。；：、 ！？\n"
    return opens and name.kind in ("army", "unit", "bloc")


def _told(
    sentence: Sentence,
    readings: list[Reading],
    nouns: People,
    around: tuple[tuple[Told, ...], tuple[Told, ...], tuple[Actor, ...], Topic, Actor | None],
) -> list[Told]:
    """The readings of one sentence with their roles, each seeing those before it."""
    standing = actors.read(sentence, nouns)
    told: list[Told] = []
    for each in readings:
        told.append(tell(Scene(sentence, standing, tuple(told), *around), each))
    return told


def _repeats(told_of: list[Passage], sentences: list[Sentence]) -> list[Passage]:
    """The figures without a word of their own that repeat a figure explained elsewhere (官称2535人 in a headline)."""
    known: dict[tuple[Exact | None, Exact | None], Told] = {}
    explained: set[int] = set()
    for _, told in told_of:
        figure = told.reading.figure
        explained.add(figure.start)
        low = figure.low or 0
        if told.reading.kind == "people" and (low >= 1000 or (low >= 100 and low % 100)):
            known.setdefault((figure.low, figure.high), told)
    again: list[Passage] = []
    for sentence in sentences:
        for figure in sentence.figures:
            if figure.start not in explained and "people" in kinds_of(figure):
                told_again = _talked_of(told_of, sentence, figure) or _repeated(known, sentence, figure)
                if told_again is not None:
                    again.append((sentence, told_again))
    return again


def _repeated(
    known: dict[tuple[Exact | None, Exact | None], Told], sentence: Sentence, figure: Quantity
) -> Told | None:
    """The same figure as elsewhere, where nothing beside it says that it counts something else."""
    first = known.get((figure.low, figure.high))
    if first is None or (_round(figure) and not _at_clause_start(sentence, figure)):
        return None
    if not figure.counter and (figure.low or 0) < 1000 and sentence.block.kind not in ("title", "heading"):
        return None
    if not _stands_alone(sentence, figure):
        return None
    again = Reading(figure, "people", first.reading.measure, None, False, "the same figure as elsewhere")
    return Told(again, first.subject, first.agent)


_NUMBER_TALK: Final = re.compile("数字|人数|数据|概数|估算|点算")


_OTHER_NUMBERS: Final = re.compile(
    "筹|款|捐|资金|营业|人口|收入|工资|票|得票|元|订阅|点击|浏览|赞|粉丝|会员|学生人数|员工"
)
_AFTER_BARE: Final = re.compile(r"人|名|$|\n|[，。；：、！？）」”』\s的少多比高低作左]")


def _talked_of(told_of: list[Passage], sentence: Sentence, figure: Quantity) -> Told | None:
    """警方昨晚公布3.7万人的数字: a number talked of as a number is of what the figure before counts."""
    if (figure.low or 0) < 1000:
        return None
    start, end = sentence.clause(figure.start)
    if not _NUMBER_TALK.search(sentence.text, start, end) or not _stands_alone(sentence, figure):
        return None
    if _OTHER_NUMBERS.search(sentence.text, start, end) or not _AFTER_BARE.match(sentence.text, figure.end):
        return None
    earlier = [told for other, told in told_of if other.start <= sentence.start and told.reading.kind == "people"][-2:]
    if not earlier or len({told.reading.measure for told in earlier}) > 1:
        return None
    last = earlier[-1]
    if last.reading.measure not in ("participants", "killed", "infected", "arrested"):
        return None
    again = Reading(figure, "people", last.reading.measure, None, False, "a number talked of, as the figure before")
    return Told(again, last.subject, last.agent)


def _round(figure: Quantity) -> bool:
    """Whether a number is so round or vague that meeting it twice means little."""
    return figure.approx or figure.low is None or len(str(figure.low).rstrip("0")) <= 2


def _at_clause_start(sentence: Sentence, figure: Quantity) -> bool:
    start, _ = sentence.clause(figure.start)
    return not sentence.text[start : figure.start].strip(" “「『\"'以这那")


def _stands_alone(sentence: Sentence, figure: Quantity) -> bool:
    """Whether no noun and no other word of the table claims the figure."""
    start, end = sentence.clause(figure.start)
    if noun_after(sentence.text, figure.end, end):
        return False
    return not any(start <= t.start < end and t.frame.people for t in sentence.triggers)
