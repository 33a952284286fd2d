"""Which figures answer the same question. Never by number: by measure, subject, event, time, place and scope.

Precision first: where the text leaves the question open, figures are left apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import chain, pairwise
from typing import Final

from msgspec.structs import replace

from kaoyi.disputes.compare import Figure, compare, stretch
from kaoyi.disputes.frame import HARM, STOCK, Frame, derived, incident, sudden
from kaoyi.disputes.scope import clause, plain

Bucket = tuple[str, ...]
_SAME_DAYS: Final = 3  # a figure "of the day" and one of the operation's three days are the same
_TOLD_LATER: Final = 60  # days within which accounts of a sudden event are still about it, whatever date they carry
_TOLL: Final = ("killed", "wounded", "missing")
_BROAD: Final = frozenset({"civilian", "refugee", "passenger", "tourist", "prisoner"})
_CAUSES: Final = frozenset({"field", "battle", "other", "injury"})
_ONE_SENTENCE: Final = 16
_FIELD: Final = frozenset({"field", "battle"})
_OTHER_ACCOUNT: Final = re.compile(
    r"另一?说|一说|或说|有说|也有说|又说|亦说|另有资料|另据|也有资料|则称|则说|却称|却说"
)
_EPIDEMIC: Final = re.compile(r"疫|肺炎|流感|霍乱|鼠疫|沙士|病毒")
_FUZZY: Final = re.compile(r"[数數几幾成上][十百千万萬]|[十百千]数|无数")
_BRACKET_OPEN: Final = re.compile(r"[（(][^）)]*$")
_SAYS: Final = re.compile(r"称|说|数字|统计|公布|估计|据|认为|指|宣布|数据|报道|发表")
_FAR: Final = 200  # times a figure may exceed another of a named happening; without one, ten times
_FAR_UNNAMED: Final = 10
_FAR_INFECTED: Final = 3
_NEAR: Final = 600  # source characters between figures of one passage


def family(measure: str) -> str:
    """Measures that may answer one question together: the dead, the hurt, the lost of a fight."""
    return "harm" if measure in HARM else measure


def bucket(one: Frame, report: str) -> Bucket | None:
    """The figures a figure is looked at beside. None: it says too little to be compared with anything.

    With an event, the event; without one, the day and the place together; without a place, its own
    report (``report``: the family of its document), where versions of one article stand together.
    """
    if not _countable(one):
        return None
    if one.event:
        known = bool(one.subject) or incident(one.event)  # nobody in particular in a long war may be anybody
        return ("event", one.event, one.subject) if known else None
    if one.days is None or one.days[1] - one.days[0] >= _SAME_DAYS:
        return None
    day = str(one.days[0])
    if one.place and (one.subject or one.measure in _TOLL):
        return "day", day, one.subject, one.place
    return "report", report, day, one.subject


def _countable(one: Frame) -> bool:
    """Some measures are one question only when the words say of what."""
    if one.measure == "participants":
        return bool(one.scope.activity)
    if one.measure == "infected":
        return bool(one.subject) and one.scope.total and not one.scope.changes
    if one.event and _EPIDEMIC.search(one.event) and one.measure not in ("infected", "killed"):
        return False
    if one.measure == "arrested" and one.event and not sudden(one.event):
        return False  # of which of its many days?
    if one.measure in ("incidents", "strength"):
        return bool(one.event and one.subject) and not sudden(one.event)
    return True


def exceeding(groups: Sequence[list[Frame]]) -> list[list[Frame]]:
    """Put figures of a part beside the whole they exceed (reinforcements of 140 guns, 110 guns in all)."""
    wholes: dict[tuple[object, ...], list[list[Frame]]] = defaultdict(list)
    for group in groups:
        if not group[0].scope.changes and any(one.figure.low == one.figure.high for one in group):
            wholes[_whole_key(group[0])].append(group)
    kept = []
    for group in groups:
        reinforced = group[0].measure in STOCK and group[0].scope.changes == {"reinforcement"}
        whole = next((w for w in wholes[_whole_key(group[0])] if _exceeds(group, w)), None) if reinforced else None
        if whole:
            whole.extend(group)
        else:
            kept.append(group)
    return kept


def _whole_key(one: Frame) -> tuple[object, ...]:
    return one.measure, one.unit, one.subject, one.event, one.scope.things


def _exceeds(part: Sequence[Frame], whole: Sequence[Frame]) -> bool:
    one_document = {one.claim.document for one in part} == {one.claim.document for one in whole}
    return one_document and all(
        Fraction(stretch(a.figure)[0]) > Fraction(b.figure.low or 0) and not compare(a.figure, b.figure).agree
        for a in part
        for b in whole
        if b.figure.low == b.figure.high
    )


def questions(frames: Iterable[Frame]) -> list[list[Frame]]:
    """Sort figures into groups that answer the same question; figures alone in theirs included.

    A figure is held against one of each kind in a group: against all it would cost the square of a large group.
    """
    fine: dict[tuple[object, ...], list[tuple[list[Frame], dict[tuple[object, ...], Frame]]]] = defaultdict(list)
    for one in sorted(frames, key=_order):
        groups = fine[_exact(one)]
        for group, kinds in groups:
            if all(same_question(one, other) for other in kinds.values()):
                group.append(one)
                kinds.setdefault(_kind(one), one)
                break
        else:
            groups.append(([one], {_kind(one): one}))
    return exceeding([group for groups in fine.values() for group, _ in groups])


def _order(one: Frame) -> tuple[object, ...]:
    """The best-placed figures found the groups; the vaguer ones join them."""
    extent = one.days[1] - one.days[0] if one.days else 10**6
    return (one.days is None, one.loose, -extent, one.place is None, one.claim.id, one.measure)


def _exact(one: Frame) -> tuple[object, ...]:
    """What must be equal to the letter. In one fight of a day the types of its few aircraft are all there is."""
    brief = one.days is not None and one.days[1] - one.days[0] < _SAME_DAYS
    models = frozenset[str]() if brief else one.scope.models
    daily = (one.claim.said_on or "")[:10] if "increment" in one.scope.changes else ""
    around = (daily, one.scope.things, one.scope.changes, one.scope.limit, one.scope.activity, models)
    return one.measure, one.unit, one.subject, one.event, *around


def _kind(one: Frame) -> tuple[object, ...]:
    """What of a figure decides whether another asks the same, beside what is equal to the letter."""
    return one.days, one.loose, one.place, one.scope.classes, one.scope.reach, one.scope.subunit


def same_question(one: Frame, other: Frame) -> bool:
    """Whether two figures of one measure, subject and event count the same thing."""
    return _same_people(one, other) and _same_time(one, other) and _same_place(one, other)


def _same_people(one: Frame, other: Frame) -> bool:
    """Pilots are not the whole force; but the refugees of a bridge and its dead may be the same people."""
    mine, theirs = one.scope.classes, other.scope.classes
    if mine == theirs:
        return True
    if mine and theirs:
        return bool(mine & theirs)
    return (mine | theirs) <= _BROAD and not one.subject and one.claim.document == other.claim.document


def _same_time(one: Frame, other: Frame) -> bool:
    if one.days is None or other.days is None:
        return one.event is not None
    (a, b), (c, d) = one.days, other.days
    if a > d or c > b:
        named = incident(one.event) and not (unnamed(one) and unnamed(other))
        return named and max(a - d, c - b) <= _TOLD_LATER
    short, long = sorted((b - a + 1, d - c + 1))
    if one.measure in STOCK or incident(one.event):
        return True
    if one.loose or other.loose:
        return long <= max(span for frame, span in ((one, b - a + 1), (other, d - c + 1)) if frame.loose) * 2
    return short * 5 >= long * 4 or long <= _SAME_DAYS  # a stage is not its war


def _same_place(one: Frame, other: Frame) -> bool:
    if one.place is None or other.place is None or one.place == other.place:
        return True
    if one.subject and one.event:
        return True  # a force's toll of an operation is one figure wherever it is told
    return one.place in other.place or other.place in one.place


# --- figures that do not stand for themselves -------------------------------------------------------


def settled(frames: Sequence[Frame]) -> list[Frame]:
    """Leave out figures that do not count the whole of what they name.

    Parts of another figure told just before, one of several listed side by side, a person met in the
    story. A whole is known to include what its parts count (54,246 dead, of them 10,000 by accident).
    """
    parts = _parts(frames)
    apart = set(parts) | _listed(frames)
    included: dict[int, frozenset[str]] = {}
    for part, whole in parts.items():
        causes = next(one.scope.causes for one in frames if id(one) == part)
        included[whole] = included.get(whole, frozenset()) | causes
    return [
        replace(one, scope=replace(one.scope, causes=one.scope.causes | included[id(one)]))
        if id(one) in included
        else one
        for one in frames
        if id(one) not in apart and not one.scope.one and not (one.scope.part and one.unit != "person")
    ]


def _passages(frames: Sequence[Frame]) -> Iterable[list[Frame]]:
    """Figures of one document in the order they stand."""
    documents: dict[str, list[Frame]] = defaultdict(list)
    for one in frames:
        documents[one.claim.document].append(one)
    for told in documents.values():
        yield sorted(told, key=lambda one: (one.claim.number.start, one.claim.id))


def _parts(frames: Sequence[Frame]) -> dict[int, int]:
    """其中…, 包含…: each part with the figure of the same measure, subject and speaker that stands before it."""
    found: dict[int, int] = {}
    for told in _passages(frames):
        for at, one in enumerate(told):
            if not one.scope.part:
                continue
            whole = next((w for w in reversed(told[:at]) if _whole_of(w, one)), None)
            if whole and one.claim.number.start - whole.claim.number.start <= _NEAR:
                found[id(one)] = id(whole)
    return found


def _whole_of(whole: Frame, part: Frame) -> bool:
    same = (whole.measure, whole.unit, whole.subject) == (part.measure, part.unit, part.subject)
    return same and whole.claim.speaker == part.claim.speaker


def _listed(frames: Sequence[Frame]) -> set[int]:
    """Two values of one speaker in one sentence for one question are two things told apart only by the sentence."""
    found: set[int] = set()
    for told in _passages(frames):
        for one, other in pairwise(told):
            apart = one.scope.things != other.scope.things or _told_apart(one, other) or another_says(one, other)
            if _side_by_side(one, other) and not apart:
                found |= {id(one), id(other)}
        for one, other in chain(pairwise(told), zip(told, told[2:], strict=False)):
            if _of_two_causes(one, other):
                found.add(id(other if one.scope.causes & _FIELD else one))
    return found


def _side_by_side(one: Frame, other: Frame) -> bool:
    same = one.measure == other.measure and one.unit == other.unit and one.claim.speaker == other.claim.speaker
    return same and other.claim.start - one.claim.end <= 2 and not compare(one.figure, other.figure).agree


def _of_two_causes(one: Frame, other: Frame) -> bool:
    """阵亡1132人，病死11894人: two kinds of dead told side by side are no two accounts of the dead."""
    same = one.measure == other.measure and one.claim.speaker == other.claim.speaker and one.subject == other.subject
    if not same or other.claim.start - one.claim.end > _ONE_SENTENCE:
        return False
    causes = one.scope.causes & _CAUSES, other.scope.causes & _CAUSES
    total = one.scope.total or other.scope.total
    return all(causes) and not causes[0] & causes[1] and not total and bool((causes[0] | causes[1]) & _FIELD)


def _told_apart(one: Frame, other: Frame) -> bool:
    """The words themselves say that two counts of the dead differ in scope (战场阵亡 / 共死亡)."""
    return one.measure in ("killed", "casualties") and one.scope.causes & _CAUSES != other.scope.causes & _CAUSES


def another_says(one: Frame, other: Frame) -> bool:
    """近300人（韩国政府的数字是163人）, 另一说是9,000余人: set against the figure before it on purpose."""
    before = clause(other.claim)[0]
    if _OTHER_ACCOUNT.search(before):
        return True
    quote, number = plain(one.claim.quote), plain(other.claim.number.text)
    mine = quote.find(plain(one.claim.number.text))
    theirs = quote.find(number, mine + 1)
    return 0 <= mine < theirs and bool(_BRACKET_OPEN.search(quote[mine:theirs])) and bool(_SAYS.search(before))


def sums(frames: Sequence[Frame]) -> list[Frame]:
    """Casualties figures added up from killed and wounded told together by one speaker."""
    made = []
    for told in _passages(frames):
        for one, other in pairwise(told):
            if {one.measure, other.measure} == {"killed", "wounded"} and _together(one, other):
                made.append(derived(sorted((one, other), key=lambda f: f.measure)))
    return made


def _together(one: Frame, other: Frame) -> bool:
    same = (one.unit, one.subject, one.event, one.days, one.claim.speaker) == (
        other.unit, other.subject, other.event, other.days, other.claim.speaker,
    )  # fmt: skip
    plain = not (one.scope.part or other.scope.part or one.scope.changes or other.scope.changes)
    return same and plain and other.claim.start - one.claim.end <= 2


def one_answer_each(group: Sequence[Frame]) -> list[Frame]:
    """Leave out figures that cannot be a speaker's answer to the question; nothing is left of a doubtful group.

    A group without event and subject stands only across documents, where each tells one toll.
    """
    kept = _one_answer_each(group)
    if kept and all(map(unnamed, kept)) and kept[0].unit == "person":
        several = len({one.claim.document for one in kept}) > 1
        if not several or (not kept[0].subject and any(one.claim.speaker for one in kept)):
            return []
    return kept if _of_one_order(kept) else []


def unnamed(one: Frame) -> bool:
    """Whether no document names the happening: it is known by its place and sort, or its day, alone."""
    return one.event is None or ("·" in one.event and one.claim.event is None)


def _of_one_order(group: Sequence[Frame]) -> bool:
    """Figures a hundred times apart are of different things unless their words name the same happening."""
    ends = [float(stretch(one.figure)[0]) for one in group]
    if not ends or min(ends) <= 0:
        return True
    apart = max(ends) / min(ends)
    if group[0].measure == "infected":
        return apart <= _FAR_INFECTED  # a case count three times another is of another day or place
    return apart <= (_FAR if group[0].event else _FAR_UNNAMED)


def _one_answer_each(group: Sequence[Frame]) -> list[Frame]:
    """Leave out a speaker's figures in a document when they cannot all be its answer to one question.

    Three values that do not agree, or two far apart with nothing in the words to tell why, are figures
    of different things that the question failed to separate.
    """
    said: dict[tuple[str, str | None], list[Frame]] = defaultdict(list)
    for one in group:
        said[one.claim.document, one.claim.speaker].append(one)
    return [one for told in map(_definite, said.values()) if _one_answer(told) for one in told]


def _definite(told: list[Frame]) -> list[Frame]:
    """A speaker's figures without 数百 and the like, where he also gives a figure that can be compared."""
    definite = [one for one in told if not _FUZZY.search(one.figure.text)]
    return definite or told


def _one_answer(told: Sequence[Frame]) -> bool:
    figures = list({one.figure[:3]: one for one in told}.values())
    apart = [(a, b) for at, a in enumerate(figures) for b in figures[at + 1 :] if not compare(a.figure, b.figure).agree]
    if len(apart) > 1:
        return False
    return all(
        _told_apart(a, b) or another_says(*sorted((a, b), key=_at)) or (_close(a, b) and not one_passage(a, b))
        for a, b in apart
    )


def _at(one: Frame) -> int:
    return one.claim.number.start


def one_passage(one: Frame, other: Frame) -> bool:
    """A writer does not contradict himself within a few lines; he is speaking of two things."""
    return abs(one.claim.number.start - other.claim.number.start) <= _NEAR


def _close(one: Frame, other: Frame) -> bool:
    """Near enough to be one count told twice: 116 and 126, not 3 and 200."""
    small, large = sorted(
        (float(one.figure.low or one.figure.high or 0), float(other.figure.low or other.figure.high or 0))
    )
    return small >= 10 and large <= small * 1.5


def agreed(figures: Sequence[Figure]) -> bool:
    """Whether figures agree. 数百 and the like are too vague to start a dispute."""
    definite = [one for one in figures if not _FUZZY.search(one.text)]
    return all(compare(a, b).agree for at, a in enumerate(definite) for b in definite[at + 1 :])
