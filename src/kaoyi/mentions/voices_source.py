"""The speaker before a verb of saying: a known name or a well-formed noun phrase, or nothing.

Never whatever stands before a cue: what stands between the phrase and the verb must be light (adverbs,
times, brackets), a phrase opened by a preposition (在…上, 接受…访问时), or words that end in 时 or 后.
"""

from __future__ import annotations

import re
from typing import Final

from msgspec import structs

from kaoyi.mentions.voices_extent import EDGE, Source
from kaoyi.mentions.voices_persons import by_shape, person_after_title
from kaoyi.mentions.voices_phrase import is_object, source_at
from kaoyi.mentions.voices_scene import Scene, skip_light, step_left
from kaoyi.model import Time

_WHILE: Final = (
    "时",
    "后",
    "期间",
    "之际",
    "会上",
    "席上",
    "过程中",
    "声明中",
    "文中",
    "书中",
    "函中",
    "信中",
    "前夕",
    "当中",
)
_SHORT_PHRASE: Final = 14
_LONGEST_PHRASE, _FURTHER = 26, 8
_LONGEST_SUBJECT: Final = 8
_LONGEST_WORDS: Final = 24  # between the source a clause opens with and the verb
_BARE_PAPER: Final = 4  # 报告, 讲话稿
_IN_IT: Final = re.compile("曾?[在于]")
_SOME: Final = re.compile(r"有(?!理由|证据|迹象|可能|机会|需要|必要|信心|责任|权|助)[^，在被是的有了过对向人说]{2,7}")


def source_before(scene: Scene, left: int, right: int, strong: bool) -> Source | None:
    """Return the speaker named in text[left:right], right being where the verb of saying begins.

    strong: a verb of two characters or more lets a phrase opened by a preposition stand between.
    """
    end, said = right, None
    while end > left:
        found = source_at(scene, left, end)
        if found is not None and not is_object(scene, left, found.start):
            return _who_wrote(scene, left, found) or _said_on(found, said)
        if found is not None:
            break
        shorter = step_left(scene, left, end)
        if shorter == end:
            break
        said = scene.time_ends.get(end, said)
        end = shorter
    if end <= left:
        return None
    shaped = by_shape(scene, left, end)
    if shaped is not None:
        return _said_on(shaped, said)
    before = _before_phrase(scene, left, end, said)
    if before is not None and (strong or end - before.end <= _SHORT_PHRASE):
        return before
    if not strong:
        return None
    return _opening(scene, left, end) or _somebody(scene, left, end) or _dated_subject(scene, left, end, right)


def _said_on(source: Source, time: Time | None) -> Source:
    """The source with the date that stands between it and the verb, if none stands inside it."""
    return source if time is None or source.said is not None else structs.replace(source, said=time)


def _who_wrote(scene: Scene, left: int, paper: Source) -> Source | None:
    """何某某在…会议的报告中宣布: a bare paper in which the person who opens the clause says something is that person's."""
    if (
        paper.kind != "document"
        or paper.end - paper.start > _BARE_PAPER
        or not scene.folded.startswith("中", paper.end)
    ):
        return None
    begin = skip_light(scene, left, paper.start)
    name = scene.name_covering(begin)
    if name is None or name.kind != "person" or name.start != begin:
        return None
    placed = _IN_IT.match(scene.folded, name.end, paper.start)
    if placed is None:
        return None
    person = source_at(scene, left, name.end)
    said = scene.time_from.get(placed.end())
    return structs.replace(person, said=said) if person is not None else None


def source_opening(scene: Scene, begin: int, right: int) -> Source | None:
    """Return the longest source that starts at ``begin``."""
    text, endings, best, titled = scene.folded, scene.words.endings, None, -1
    for end in range(begin + 1, min(right, begin + _LONGEST_PHRASE) + 1):
        if best is not None and end - best.end > _FURTHER:
            break
        source = source_at(scene, begin, end) if text[end - 1] in endings or end in scene.name_ends else None
        if source is not None:
            titled = end
        elif titled >= end - _FURTHER and titled > 0:
            source = person_after_title(scene, begin, end)
        if source is None:
            continue
        if source.kind == "person":
            source = _with_office(scene, begin, source) if source.start > begin else source
        elif best is not None and best.kind == "person":
            continue  # 主席某某接受传媒访问: who is asked, not whom he talks to
        if source.start == begin and scene.name_across(end) is None:
            best = source if source.rule.startswith("name ") or _parts(scene, end, right) else best
    return best


def _with_office(scene: Scene, begin: int, person: Source) -> Source:
    """某协会主席某某: the person with the office the words before name."""
    office = source_at(scene, begin, person.start)
    whole = office is not None and office.start == begin and office.kind in ("person", "body")
    return structs.replace(person, start=begin) if whole else person


def _parts(scene: Scene, at: int, right: int) -> bool:
    """Whether a noun phrase can end there: what follows opens a phrase, is light, or is a mark."""
    text, words = scene.folded, scene.words
    if at == right or text[at] in "，：:「“（( " or at in scene.time_from:
        return True
    if words.links.match(text, at, right):
        return True
    return any(text[at : at + length] in words.adverbs for length in words.adverb_starts.get(text[at], ()))


def _opening(scene: Scene, left: int, end: int) -> Source | None:
    """The source a clause opens with, where what follows it ends in 时, 后 or 期间 (X质询时表示), or it is a person."""
    begin = skip_light(scene, left, end)
    source = source_opening(scene, begin, end)
    if source is None or end - source.end > _LONGEST_WORDS:
        return None
    person = source.kind == "person" and not source.refers
    return source if person or scene.folded.endswith(_WHILE, begin, end) else None


def _before_phrase(scene: Scene, left: int, end: int, said: Time | None) -> Source | None:
    """The first source after which a phrase begins that may stand before the verb (在…上, 接受…访问时, 发布声明)."""
    for match in scene.words.links.finditer(scene.folded, left + 1, end):
        at = match.start()
        if scene.name_across(at) is not None:
            continue
        inner, when = at, said
        while inner > left:
            found = source_at(scene, left, inner)
            if found is None:
                found = by_shape(scene, left, inner)
            if found is not None and not is_object(scene, left, found.start):
                return _said_on(found, when)
            shorter = step_left(scene, left, inner)
            if shorter == inner:
                break
            when = scene.time_ends.get(inner, when)
            inner = shorter
    return None


def _somebody(scene: Scene, left: int, end: int) -> Source | None:
    """有食肆表示: somebody of a kind no list holds; 云南瑞丽通报: a place with a name no list holds."""
    begin = skip_light(scene, left, end)
    some = _SOME.match(scene.folded, begin, end)
    if some is not None and (some.end() == end or scene.words.links.match(scene.folded, some.end(), end)):
        return Source(begin, some.end(), scene.text[begin : some.end()], "body", "有 somebody")
    place = scene.name_covering(begin)
    named = place is not None and place.kind == "place" and place.start == begin
    if named and place is not None and 1 < end - place.end <= 3 and not EDGE.search(scene.folded, place.end, end):
        return Source(begin, end, scene.text[begin:end], "body", "place")
    return None


def _dated_subject(scene: Scene, left: int, end: int, right: int) -> Source | None:
    """英皇娱乐今日证实: what opens a sentence and is parted from the verb by a date alone is who says it."""
    begin = skip_light(scene, left, end)
    opens = left == 0 or scene.folded[left - 1] in "。！？\n"
    if not opens or begin != left or end == right or not _LONGEST_SUBJECT >= end - begin >= 2:
        return None
    if EDGE.search(scene.folded, begin, end) or begin in scene.figure_starts or end not in scene.time_starts:
        return None
    return Source(begin, end, scene.text[begin:end], "body", "subject before a date")
