"""How far the words that name a source reach: where a noun phrase begins, and the name the record gives it."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.mentions.voices_scene import Scene, skip_light
from kaoyi.model import Leaf, Time
from kaoyi.offsets import first_from

_MARKS: Final = '，。；：！？,;:!?\n（）()「」“”『』"[]|'
EDGE: Final = re.compile(
    "|".join(map(re.escape, _MARKS)) + "|"
    r"而且|但是|不过|然而|因此|所以|于是|由于|虽然|尽管|同时|此外|另外|其中|可是|甚至|根据|依据|披露|公布|发布|透露|宣布|显示|表示|指出|据(?<![数证占票收凭论]据)|"
    r"向|把|着|亦|又|且|让|若|曾|已|电(?<=日电)[ \u3000]+|讯(?<=日讯)[ \u3000]+|在(?![线职校野任押囚逃港京台场])|于(?!是)|对(?<![反绝针相应核面]对)(?![外华策])|被(?![告捕])|是(?![否次])|"
    r"了(?!解)|过(?![渡去])|而(?!今)|但(?!书)|或|因(?!特)|由(?!来)|令(?<![司命法县]令)|使(?![馆节领者用])|给(?!养)|从(?![业事军])|则|就(?![业读职])|都(?<![首成京古故]都)(?![市柏城])|"
    r"也(?!门)|还(?!押)|的|称(?<![名职]称)(?!号)|指(?![挥战导定])|说(?<!小说)(?![明法])|将(?![军领士官来])|如(?!今)|当(?![地局事值选届])|有(?!关)|获$"
)
"""Words that cannot be inside a source's name. Each begins with its character: `re` finds those at a glance."""
_JOINED: Final = re.compile("以及|与|和|及|同|、")
_NO_MARKS: Final = str.maketrans("", "", "“”「」")
_WHOLE: Final = re.compile("^(?:整个|整個|全体|全體)(?=..)")
_COUNTED: Final = re.compile(r"(?:一|两|几|数|多|某|这|那|该|此)(?:名|位|个|份|些|家|批|张|段|项|本|篇)|[某该此这那]")
_WINDOW: Final = 18  # characters a noun phrase may reach to the left of its noun


class Source(Leaf, frozen=True, gc=False):
    """Who is named as speaking: the words at text[start:end].

    name: canonical name; None for a pronoun
    kind: person body medium document; refers: "" or what a pronoun points to (person medium body nobody)
    said: the date that stands between the name and the verb, if any; rule: how it was recognised
    record: the words name a document or record, not somebody (显示 may follow)
    """

    start: int
    end: int
    name: str | None
    kind: str
    rule: str
    refers: str = ""
    said: Time | None = None
    record: bool = False


def noun_ending(scene: Scene, left: int, end: int) -> int:
    """Return the length of the source noun of two characters or more that ends at ``end``, or 0."""
    if end <= left:
        return 0
    text, words = scene.folded, scene.words
    for length in words.noun_lengths.get(text[end - 1], ()):
        if 1 < length <= end - left and text[end - length : end] in words.nouns:
            return length
    return 0


def phrase_start(scene: Scene, left: int, noun: int) -> int:
    """Return where a noun phrase begins: after the last word that cannot be inside it, names being left whole."""
    text = scene.folded
    floor = left if left > noun - _WINDOW else noun - _WINDOW
    name = scene.name_across(floor)
    start = name.start if name is not None and name.start >= left else floor
    for match in EDGE.finditer(text, start, noun):
        if scene.name_covering(match.start()) is None:
            start = match.end()
    for match in _JOINED.finditer(text, start, noun):
        if scene.name_covering(match.start()) is None:
            start = match.end()
    start = scene.last_time_end(start, noun)
    start = _after_clause(scene, start, noun)
    start = skip_light(scene, start, noun)
    if start > left and text[start - 1] in "」”" and noun - start <= 10:
        quoted = text.rfind("「" if text[start - 1] == "」" else "“", max(left, start - 14), start)
        if quoted >= 0:
            return quoted
    return start if start < noun else noun


def _after_clause(scene: Scene, start: int, noun: int) -> int:
    """Leave out a clause with 的 before the noun phrase, but keep an owner's name (路透社的消息人士)."""
    of = scene.folded.rfind("的", start, noun)
    if of < 0 or scene.name_covering(of) is not None:
        return start
    owner = scene.name_ends.get(of)
    if owner is not None and owner.start >= start:
        return owner.start
    return of + 1


def canonical(scene: Scene, start: int, end: int) -> str:
    """Return the name of a phrase: one that opens with a state's name takes the state's, other words stay as they are."""
    index = first_from(scene.name_starts, start)
    if index < len(scene.names) and scene.name_starts[index] == start:
        name = scene.names[index]
        if name.kind == "state" and name.end <= end and name.end - name.start > 1:
            return name.name + scene.text[name.end : end]
    words = scene.text[start:end].strip(" 「」“”")
    if words.count("“") + words.count("「") != words.count("”") + words.count("」"):
        words = words.translate(_NO_MARKS)  # “某会”成员: the marks stand around a part of the name
    if words.startswith(("整", "全")):
        words = _WHOLE.sub("", words) or words
    counted = _COUNTED.match(scene.folded, start, end)
    if counted is not None and end - counted.end() >= 2:
        return scene.text[counted.end() : end]
    return words
