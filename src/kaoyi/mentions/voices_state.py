"""What is known while a block is read for its voices: who speaks, how far a quotation reaches, whom a pronoun means."""

from __future__ import annotations

import re
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Final

from msgspec import structs

from kaoyi.mentions.voices_scene import Scene
from kaoyi.mentions.voices_words import Cue
from kaoyi.model import Attribution, Block, Leaf
from kaoyi.offsets import first_from
from kaoyi.text import places_of

_QUOTES: Final = {"「": "」", "“": "”", "『": "』", "‘": "’"}
_QUOTE_MARKS: Final = "「」“”『』‘’"
CLAUSE: Final = re.compile(r"[，。；：！？,;:!?\n（(「“『」”』‘’）)]")
_ENDS_CLAUSE: Final = "，。；：！？,;:!?\n"
_NAME_IN_QUOTES: Final = 18  # characters a name in quotation marks may have, marks included
_BRACKET: Final = 80
_CLAUSE: Final = 300  # characters a clause may have
_NESTED: Final = 12  # quotations looked at from the inside out
_RECENT: Final = 40  # stretches looked back on
_CUE_WORDS: Final = 12
_REPORTED_UP: Final = frozenset(("上报", "呈报", "谎报", "虚报", "报称"))
_TURN: Final = re.compile(
    r"[，；](?:然而|可见|显见|足见|事实上|实际上|其实|实则|(?:但|不过|可)是?(?:实际|事实|其实|最后|最终|后来|真正|该|其))"
)


class Voice(Leaf, frozen=True, gc=False):
    """Who says the words at some place of a text.

    chain: nearest to the fact first, the document's outlet last (if known)
    speaker: canonical name of the nearest; None is the document's own voice, or somebody the text does not name
    modality: asserted estimated alleged denied planned, from the cue alone
    said_on: EDTF of the saying if the text gives its date, else the document's date
    rules: field -> the rule that filled it
    start, end: text offsets of the words that introduce the voice (0, 0 for the document's own)
    kind: person body medium document; "" for the document's own voice
    """

    chain: tuple[Attribution, ...]
    speaker: str | None
    modality: str
    said_on: str | None
    rules: dict[str, str]
    start: int = 0
    end: int = 0
    kind: str = ""

    def told_by(self, above: Voice) -> Voice:
        """Return this voice with another around it, which tells of its words."""
        links = {link.name: link for link in (*self.chain[:1], *above.chain, *self.chain[1:])}
        return structs.replace(self, chain=tuple(links.values()))


class Stretch:
    """text[start:end] is said by voice."""

    def __init__(self, start: int, end: int, voice: Voice) -> None:
        self.start = start
        self.end = end
        self.voice = voice


class Memory:
    """Whom a pronoun can mean at some place: the last person, medium and body that spoke.

    earlier: asked for who is not remembered from this block; asked: whether it was, or would have been
    last: person medium body -> who spoke last, None where nobody is known
    """

    def __init__(self, earlier: Callable[[str], Voice | None] | None = None) -> None:
        self._earlier = earlier
        self.asked = False
        self.last: dict[str, Voice | None] = {}

    def note(self, voice: Voice) -> None:
        """Remember a voice under what it is."""
        if voice.kind:
            self.last["body" if voice.kind == "document" else voice.kind] = voice

    def meant_by(self, refers: str) -> Voice | None:
        """Return the last person, medium or body that spoke, or None."""
        if refers not in self.last:
            self.asked = True
            self.last[refers] = self._earlier(refers) if self._earlier is not None else None
        return self.last[refers]


class Spoken:
    """What reading one block gave.

    starts, voices: from starts[i] on voices[i] speaks; None is the block's own voice
    speaking: who speaks at the block's end; dated: spans of the dates that date a saying
    asked: whether it rests on what the blocks before say
    """

    def __init__(
        self,
        painted: tuple[tuple[int, ...], list[Voice | None]],
        memory: Memory,
        speaking: Voice,
        dated: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.starts: tuple[int, ...] = painted[0]
        self.voices: list[Voice | None] = painted[1]
        self.speaking = speaking
        self.dated = dated
        self.asked: bool = memory.asked
        self._last = memory.last

    def last_of(self, refers: str) -> Voice | None:
        """Return the last person, medium or body that the block leaves to those after it, or None."""
        return self._last.get(refers)


class Hearing:
    """One block while it is read: its cues and quotations, and who speaks at the place reached.

    base: who speaks where nobody in the block does; voice: who speaks now; told: who was introduced in this sentence
    """

    def __init__(
        self, scene: Scene, block: Block, cues: list[Cue], voices: tuple[Voice, Voice], memory: Memory
    ) -> None:
        self.scene = scene
        self.text = scene.folded
        self.block = block
        self.cues = cues
        self.base, self.own = voices
        self.memory = memory
        self.voice = self.base
        self.told: Voice | None = None
        self.start = block.start
        self.end = block.end
        self.quotes = quotations(self.text, self.start, self.end)
        self._opened = tuple([first for first, _ in self.quotes])
        self._by_end = {last: first for first, last in self.quotes}
        self._by_start = dict(self.quotes)
        self.quoted_until = -1
        self.spaced = block.kind in ("title", "heading", "caption")
        self._marks = self._marks_and_spaces() if self.spaced else scene.marks
        self.stretches: list[Stretch] = []
        self.dated: list[tuple[int, int]] = []

    @property
    def speaking(self) -> Voice | None:
        """Who speaks now, if it is not the block's own voice."""
        return self.voice if self.voice is not self.base else None

    def words(self, start: int, end: int) -> str:
        """Return text[start:end] as written."""
        return self.scene.text[start:end]

    def clause_start(self, at: int, floor: int) -> int:
        """Return where the clause that holds ``at`` begins: after the last comma, colon, open bracket or quotation mark."""
        depth, index = 0, first_from(self._marks, at) - 1
        floor = floor if floor > at - _CLAUSE else at - _CLAUSE
        while index >= 0 and (mark := self._marks[index]) >= floor:
            last = self.text[mark]
            if last in "）)":
                depth += 1
            elif depth > 0:
                depth -= int(last in "（(")
            elif last in _ENDS_CLAUSE or last in " （(" or not self.names_in_quotes(mark):
                return mark + 1
            index -= 1
        return floor if floor < at else at

    def _marks_and_spaces(self) -> tuple[int, ...]:
        """The marks that may end a clause of a headline: its parts stand apart by spaces too."""
        marks, text = self.scene.marks, self.text
        within = marks[first_from(marks, self.start) : first_from(marks, self.end)]
        return tuple(sorted([*within, *places_of(text, " ", self.start, self.end)]))

    def names_in_quotes(self, mark: int) -> bool:
        """Return whether the quotation with a mark there is a name (「圣城旅」), not speech."""
        first = mark if mark in self._by_start else self._by_end.get(mark + 1)
        if first is None:
            return False
        last = self._by_start[first]
        return last - first <= _NAME_IN_QUOTES and not CLAUSE.search(self.text, first + 1, last - 1)

    def closing_of(self, opened: int) -> int:
        """Return the end of the quotation that opens there, or 0."""
        return self._by_start.get(opened, 0)

    def speech_around(self, at: int) -> int:
        """Return the end of the quotation, not a mere name, that holds an offset, or 0."""
        innermost = first_from(self._opened, at) - 1
        for index in range(innermost, max(-1, innermost - _NESTED), -1):
            first, last = self.quotes[index]
            if at < last and not self.names_in_quotes(first):
                return last
        return 0

    def inside_speech(self, at: int) -> bool:
        """Return whether somebody's words in quotation marks hold an offset."""
        return at < self.quoted_until or self.speech_around(at) > 0

    def is_told(self, at: int) -> bool:
        """Return whether somebody named says the word at an offset read before."""
        recent = self.stretches[-_RECENT:]
        return any(stretch.start <= at < stretch.end and stretch.voice.speaker for stretch in recent)

    def opens_sentence(self, at: int) -> bool:
        """Return whether a sentence begins there."""
        return at == self.start or self.text[at - 1] in "。！？\n "

    def bracket(self, at: int) -> tuple[int, int] | None:
        """Return the (start, end) of the round brackets that hold an offset, marks included."""
        text, low = self.text, self.start if at - self.start < _BRACKET else at - _BRACKET
        opened = text.rfind("（", low, at)
        narrow = text.rfind("(", low, at)
        opened = narrow if narrow > opened else opened
        if opened < 0 or text.find("）", opened, at) >= 0 or text.find(")", opened, at) >= 0:
            return None
        stop = min(self.end, at + _BRACKET)
        ends = [end for end in (self.text.find(mark, at, stop) for mark in "）)") if end >= 0]
        return (opened, min(ends) + 1) if ends else None

    def reach(self, cue_end: int, at: int, end: int) -> int:
        """Return where the words of a voice introduced at ``at`` end: with the quotation, the bracket or the sentence."""
        speech = self.speech_around(at)
        if speech:
            return max(min(speech, end), cue_end) if speech > cue_end else end
        bracket = self.bracket(at)
        if bracket is not None:
            return bracket[1] - 1
        following = cue_end
        while following < self.end and self.text[following] in "：:，, 道":
            following += 1
        closed = self.closing_of(following)
        if closed > end:
            self.quoted_until = max(self.quoted_until, closed)
        return max(closed, end)

    def open(self, voice: Voice, cues: tuple[Cue, Cue], left: int, end: int) -> None:
        """Let a voice speak from its cues on; where they close a quotation or a sentence, back to where that began."""
        cue, last = cues
        if voice.speaker is not None:
            self.memory.note(voice)
        reach = self._until_a_turn(self.reach(last.end, cue.start, end), voice, cues)
        rest = self.text[last.end : end].strip("。！？!?」』”’） \n的话")
        if not rest and reach <= end and "by" not in cue.kinds and cue.form != "：":
            if "closing" in last.traits and "对" not in self.text[left : cue.start]:
                self._back(voice, left, end)
            return
        self.stretches.append(Stretch(cue.start if "by" in cue.kinds else last.end, reach, voice))
        if reach >= end:
            self.voice = self.told = voice
        if voice.said_on and (voice.start < cue.start or last.start > voice.start):
            self._note_dates(min(voice.start, cue.start), last.end)

    def _until_a_turn(self, reach: int, voice: Voice, cues: tuple[Cue, Cue]) -> int:
        """X声称…，然而…; 上报…，可见…: where the narrator sets against a doubtful claim what was really so."""
        doubtful = voice.modality == "alleged" or any(cue.form in _REPORTED_UP for cue in cues)
        if not doubtful or self.speech_around(cues[1].end):
            return reach
        turn = _TURN.search(self.text, cues[1].end, reach)
        return turn.start() if turn is not None else reach

    def credit(self, voice: Voice, bracket: tuple[int, int]) -> None:
        """…死亡30人（X统计）: what stands before the brackets, back to the last break, is X's."""
        floor = max(self.start, bracket[0] - 2 * _BRACKET)
        start = max(self.text.rfind(mark, floor, bracket[0]) for mark in "。；！？\n（(") + 1
        self.stretches.append(Stretch(max(start, floor), bracket[0], voice))

    def _note_dates(self, start: int, end: int) -> None:
        index = first_from(self.scene.time_starts, start)
        while index < len(self.scene.times) and self.scene.time_starts[index] < end:
            self.dated.append((self.scene.times[index].start, self.scene.times[index].end))
            index += 1

    def _back(self, voice: Voice, left: int, end: int) -> None:
        """“…”X说。 and …，X说。: the words before are X's."""
        before = left
        while before > self.start and self.text[before - 1] in "，, ":
            before -= 1
        if before in self._by_end:
            self.stretches.append(Stretch(self._by_end[before], before, voice))
            return
        if before > self.start and self.text[before - 1] not in "。！？\n":
            sentence = max(self.text.rfind(mark, self.start, before) for mark in "。！？\n") + 1
            self.stretches.append(Stretch(max(sentence, self.start), end, voice))


def painted(stretches: list[Stretch]) -> tuple[tuple[int, ...], list[Voice | None]]:
    """Return where the voice changes and to whom; a later stretch goes over an earlier one."""
    if not stretches:
        return (), []
    edges = sorted({edge for stretch in stretches for edge in (stretch.start, stretch.end)})
    opening: dict[int, list[int]] = {}
    for number, stretch in enumerate(stretches):
        opening.setdefault(stretch.start, []).append(-number)
    active: list[int] = []
    voices: list[Voice | None] = []
    for edge in edges:
        for number in opening.get(edge, ()):
            heappush(active, number)
        while active and stretches[-active[0]].end <= edge:
            heappop(active)
        voices.append(stretches[-active[0]].voice if active else None)
    return tuple(edges), voices


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the (start, end) of each quotation, marks included; one left open runs to the end.

    >>> quotations("他说：「甲『乙』丙」", 0, 10)
    [(3, 10), (5, 8)]
    """
    found: list[tuple[int, int]] = []
    stack: list[tuple[int, str]] = []
    for at in places_of(text, _QUOTE_MARKS, start, end):
        mark = text[at]
        if mark in _QUOTES:
            stack.append((at, _QUOTES[mark]))
        elif stack and stack[-1][1] == mark:
            opened, _ = stack.pop()
            found.append((opened, at + 1))
    found.extend((opened, end) for opened, _ in stack)
    return sorted(found)


def cue_phrase(hearing: Hearing, cue: Cue, last: Cue) -> str:
    """Return the cue as the record shows it: the words from the first to the last cue where they are few."""
    return hearing.words(cue.start, last.end if last.end - cue.start < _CUE_WORDS else cue.end)
