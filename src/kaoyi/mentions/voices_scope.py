"""How far a voice reaches: over the clause, the sentence, a quotation, a list, and when it is carried on.

A block is read sentence by sentence. Each cue opens a stretch for its speaker; the stretch ends with the
sentence, the quotation or the bracket. A speaker who has given a figure goes on into the next sentence of
the block until another voice, or the narrator, takes over.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from msgspec import Struct

from kaoyi.mentions.voices_scene import Scene, is_light, skip_light
from kaoyi.mentions.voices_source import Source, person_after_title, source_at, source_before, source_opening
from kaoyi.mentions.voices_words import Cue
from kaoyi.model import Attribution, Block
from kaoyi.text import sentences

_QUOTES = {"「": "」", "“": "”", "『": "』", "‘": "’"}
_QUOTE = re.compile(r"[「」“”『』‘’]")
_CLAUSE = re.compile(r"[，。；：！？,;:!?\n（(「“『」”』‘’）)]")
_AFTER_BY = re.compile(r"[，。；：！？,;\n（）「“]")
_SPEECH = frozenset(
    [
        "表示",
        "指出",
        "透露",
        "强调",
        "认为",
        "声称",
        "宣称",
        "回应",
        "回应称",
        "告诉",
        "重申",
        "直言",
        "形容",
        "承认",
        "坦言",
        "说道",
        "证实",
    ]
)
_GIVING = frozenset(
    ["公布", "发布", "发表", "统计", "估计", "总结", "通报", "披露", "宣布", "记录", "报告", "估算", "纪录", "记载"]
)
_CLOSING = frozenset(
    [
        "说",
        "称",
        "表示",
        "指",
        "指出",
        "透露",
        "报道",
        "报导",
        "介绍",
        "补充",
        "补充说",
        "写道",
        "说道",
        "回忆",
        "回忆说",
        "强调",
        "认为",
        "形容",
        "直言",
        "解释",
        "坦言",
        "讲",
        "告诉记者",
        "披露",
        "声称",
        "宣称",
        "估计",
        "相信",
        "忆述",
    ]
)
_REPORTS = frozenset(
    [
        "报道",
        "报道说",
        "报道称",
        "报道指",
        "报导",
        "报导说",
        "报导称",
        "报导指",
        "文章",
        "社论",
        "新闻",
        "消息",
        "帖文",
        "贴文",
    ]
)
_FIGURES = frozenset(
    [
        "数据",
        "数字",
        "统计",
        "结果",
        "消息",
        "说法",
        "研究",
        "调查",
        "记录",
        "纪录",
        "估计",
        "资料",
        "总结",
        "观察",
        "分析",
    ]
)
_PAPERS = frozenset(
    [
        "报告",
        "报告说",
        "报告称",
        "声明",
        "声明称",
        "通报",
        "通报说",
        "通报称",
        "公告",
        "公告称",
        "公报",
        "研究",
        "调查",
        "判决书",
    ]
)


class Voice(Struct, frozen=True, gc=False):
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


class Stretch(Struct, frozen=True, gc=False):
    """text[start:end] is said by voice."""

    start: int
    end: int
    voice: Voice


class Memory(Struct, gc=False):
    """Whom a pronoun can mean at some place: the last person, medium and body that spoke."""

    person: Voice | None = None
    medium: Voice | None = None
    body: Voice | None = None

    def note(self, voice: Voice) -> None:
        """Remember a voice under what it is."""
        if voice.kind == "person":
            self.person = voice
        elif voice.kind == "medium":
            self.medium = voice
        elif voice.kind in ("body", "document"):
            self.body = voice

    def meant_by(self, refers: str) -> Voice | None:
        """Return whom a pronoun means, or None."""
        return {"person": self.person, "medium": self.medium, "body": self.body}.get(refers)


class Spoken(Struct, frozen=True):
    """What reading one block gave: its stretches (a later one goes before an earlier one that covers the same words)
    and the memory it leaves to the next block; dated: spans of the dates that date a saying."""

    stretches: tuple[Stretch, ...]
    memory: Memory
    last: Voice
    dated: tuple[tuple[int, int], ...] = ()


class BlockReader:
    """Reads one block. State lives only while the block is read."""

    def __init__(self, scene: Scene, block: Block, cues: list[Cue], base: Voice, own: Voice, memory: Memory) -> None:
        self.scene = scene
        self.text = scene.folded
        self.block = block
        self.base = base
        self.own = own
        self.memory = Memory(memory.person, memory.medium, memory.body)
        self.quotes = quotations(self.text, block.start, block.end)
        self.cues = cues
        self.stretches: list[Stretch] = []
        self.dated: list[tuple[int, int]] = []
        self.voice = base
        self.quoted_until = -1
        self.spaced = block.kind in ("title", "heading", "caption")

    def read(self, figures: list[int]) -> Spoken:
        """Return the stretches of the block. figures: the starts of its counted figures."""
        position = 0
        for start, end in sentences(self.text, self.block.start, self.block.end):
            if self.voice is not self.base and not self._goes_on(start, figures):
                self.voice = self.base
            if self.voice is not self.base:
                self.stretches.append(Stretch(start, end, self.voice))
            self.sentence_voice: Voice | None = None
            self._colon(start, end)
            while position < len(self.cues) and self.cues[position].start < end:
                if self.cues[position].start >= start:
                    position = self._take(position, start, end)
                else:
                    position += 1
        return Spoken(tuple(self.stretches), self.memory, self.voice, tuple(self.dated))

    # --- carrying on ---------------------------------------------------------------------------

    def _goes_on(self, start: int, figures: list[int]) -> bool:
        if start < self.quoted_until:
            return True
        given = any(
            stretch.voice is self.voice and bisect_left(figures, stretch.start) < bisect_left(figures, stretch.end)
            for stretch in self.stretches
        )
        if self.voice.modality == "estimated" and not self.text.startswith(_PARTS, start):
            return False
        return given and not self._narrates(start)

    def _narrates(self, start: int) -> bool:
        """A sentence that opens with a date is the narrator's again."""
        return self.scene.time_from(start) is not None

    # --- one cue -------------------------------------------------------------------------------

    def _take(self, position: int, start: int, end: int) -> int:
        cue = self.cues[position]
        if self._in_title(cue):
            return position + 1
        if "by" in cue.kinds:
            return self._by(position, start, end)
        if "bare" in cue.kinds:
            self._bare(cue, end)
            return position + 1
        if "other" in cue.kinds:
            self._other(cue, end)
            return position + 1
        after = self._merged(position, end)
        if "cite" in cue.kinds:
            return self._cite(position, start, end)
        if any(self.cues[number].kinds & {"say", "show"} for number in range(position, after)):
            self._say(cue, self.cues[after - 1], start, end)
        return after

    def _in_title(self, cue: Cue) -> bool:
        opened = self.text.rfind("《", max(self.block.start, cue.start - 30), cue.start)
        if opened >= 0 and self.text.find("》", opened, cue.start) < 0:
            return True
        name = self.scene.name_covering(cue.start)
        return name is not None and name.end >= cue.end

    def _merged(self, position: int, end: int) -> int:
        """Cues that stand together (统计表明, 报告显示) are one; return the position after them."""
        last = position + 1
        while (
            last < len(self.cues)
            and self.cues[last].end <= end
            and self.cues[last].kinds & {"say", "show", "report"}
            and 0 <= self.cues[last].start - self.cues[last - 1].end <= 1
            and (
                self.cues[last].start == self.cues[last - 1].end
                or self.text[self.cues[last].start - 1] in "并也又亦则还的"
            )
        ):
            last += 1
        return last

    def _clause_start(self, at: int, floor: int) -> int:
        """Where the clause that holds ``at`` begins: after the last comma, colon, bracket or quotation mark."""
        text, start = self.text, at
        depth = 0
        while start > floor:
            last = text[start - 1]
            if last in "）)":
                depth += 1
            elif last in "（(":
                if depth == 0:
                    break
                depth -= 1
            elif depth == 0:
                if last in "，。；：！？,;:!?\n":
                    break
                if last in "「“『」”』" and not self._short_quote(start - 1):
                    break
                if last == " " and self.spaced:
                    break
            start -= 1
        return start

    def _short_quote(self, mark: int) -> bool:
        """A few words in quotation marks inside a clause (「圣城旅」) are a name, not speech."""
        for first, last in self.quotes:
            if first == mark or last - 1 == mark:
                return last - first <= 18 and not _CLAUSE.search(self.text, first + 1, last - 1)
        return False

    def _reach(self, cue_end: int, at: int, end: int) -> int:
        """Where the stretch of a voice introduced at ``at`` ends."""
        for first, last in self.quotes:
            if first < at < last and not self._short_quote(first):
                return max(min(last, end), cue_end) if last > cue_end else end
        opened = self.text.rfind("（", max(self.block.start, at - 80), at)
        if opened >= 0 and self.text.find("）", opened, at) < 0:
            closed = self.text.find("）", at, self.block.end)
            if closed >= 0:
                return closed
        following = cue_end
        while following < self.block.end and self.text[following] in "：:，, \u3000道":
            following += 1
        for first, last in self.quotes:
            if first == following:
                if last > end:
                    self.quoted_until = max(self.quoted_until, last)
                return max(last, end)
        return end

    def _inside_speech(self, at: int) -> bool:
        return at < self.quoted_until or any(
            first < at < last and not self._short_quote(first) for first, last in self.quotes
        )

    # --- kinds of cue --------------------------------------------------------------------------

    def _say(self, cue: Cue, last: Cue, start: int, end: int) -> None:
        if (
            self.text[last.end : last.end + 1] == "的"
            and last.form not in _GIVING
            and not self.text.startswith("的是", last.end)
        ):
            return
        left = self._clause_start(cue.start, start)
        strong = last is not cue or (len(cue.form) > 1 and "report" not in cue.kinds)
        right = cue.start
        if len(cue.form) > 1 and right > left and self.text[right - 1] == "的":
            right -= 1
        source = self._record(left, cue) if cue.kinds == {"report"} else None
        if source is None and right > left:
            source = source_before(self.scene, left, right, strong)
        if source is None and "report" in cue.kinds:
            of = self.text.rfind("的", max(left, cue.start - 12), cue.start)
            source = source_at(self.scene, left, of) if of > left else None
        if source is None and self.spaced and cue.start - left == 1:
            source = self._headline(left)
        if source is not None and cue.kinds == {"show"} and not source.record:
            source = None
        if source is None and self._without_subject(left, cue.start, strong):
            voice = self._elided(cue, left, start)
            if voice is not None:
                self._open(self._again(voice, cue, last), cue, last, left, end)
            return
        if source is None:
            if cue.form in _SPEECH and not self._inside_speech(cue.start) and self.voice is not self.base:
                self._open(self._nobody(cue, "speaker not understood"), cue, last, left, end)
            return
        if "report" in cue.kinds and last is cue and not self._says(source, last):
            return
        self._open(self._voice(source, cue, last), cue, last, left, end)

    def _says(self, source: Source, last: Cue) -> bool:
        """统计 and its like are verbs after a source that can count or tell, not after the people counted."""
        return True

    def _without_subject(self, left: int, right: int, strong: bool) -> bool:
        """The clause has no subject of its own: nothing, or only a phrase like 在…上, stands before the verb."""
        if is_light(self.scene, left, right):
            return True
        begin = skip_light(self.scene, left, right)
        opened = self.scene.words.links.match(self.text, begin, right)
        return strong and opened is not None and right - begin <= _FAR

    def _headline(self, left: int) -> Source | None:
        """官称, 警指: one character names the speaker in a headline."""
        name = _HEADLINE.get(self.text[left])
        return Source(left, left + 1, name, "body", "headline") if name is not None else None

    def _record(self, left: int, cue: Cue) -> Source | None:
        """一份资料显示, 该文件称: the document itself speaks."""
        determined = _DETERMINED.search(self.text, max(left, cue.start - 8), cue.start)
        if determined is None:
            return None
        return Source(
            determined.start(),
            cue.end,
            self.scene.document.text[cue.start : cue.end],
            "document",
            "a document speaks",
            record=True,
        )

    def _elided(self, cue: Cue, left: int, start: int) -> Voice | None:
        """The speaker of a clause without a subject: the report meant, the clause before, or who spoke last."""
        if cue.form in _REPORTS:
            return self.memory.medium
        if cue.form in _PAPERS and (self.sentence_voice or self.memory.body):
            return self.sentence_voice or self.memory.body
        if cue.kinds == {"report"} and len(cue.form) > 1 and cue.form not in _FIGURES and left == cue.start:
            words = self.scene.document.text[cue.start : cue.end]
            return self._voice(
                Source(cue.start, cue.end, words, "document", "a document speaks", record=True), cue, cue
            )
        if cue.kinds == {"report"}:
            return None
        light = self.text[left : cue.start] + cue.form[:1]
        again = any(mark in light for mark in "并又亦也还续再")
        if not again and cue.modality in ("estimated", "planned"):
            return None
        if again and self.voice is not self.base:
            return self.voice
        if left > start and self.text[left - 1] in "，,":
            before = self._clause_start(left - 1, start)
            subject = self._subject(before, left - 1)
            if subject is not None:
                return self._voice(subject, cue, cue)
            if before > start and self.sentence_voice is None:
                first = self._subject(self._clause_start(before - 1, start), before - 1)
                if first is not None:
                    return self._voice(first, cue, cue)
        if self.voice is not self.base:
            return self.voice
        return self.memory.person if again else None

    def _subject(self, left: int, right: int) -> Source | None:
        """The source that a clause begins with."""
        begin = skip_light(self.scene, left, right)
        whole = source_at(self.scene, begin, right) if right > begin else None
        if whole is not None and whole.start == begin:
            return whole
        return source_opening(self.scene, begin, right)

    def _by(self, position: int, start: int, end: int) -> int:
        cue = self.cues[position]
        stop = _AFTER_BY.search(self.text, cue.end, min(end, cue.end + 60))
        limit = stop.start() if stop else min(end, cue.end + 60)
        while limit < end and self.text[limit] in "「“" and (closing := self._closing(limit)) and closing - limit <= 18:
            stop = _AFTER_BY.search(self.text, closing, min(end, cue.end + 60))
            limit = stop.start() if stop else min(end, cue.end + 60)
        inner = [
            number
            for number in range(position + 1, len(self.cues))
            if self.cues[number].start < limit and not self._in_title(self.cues[number])
        ]
        for number in inner:
            found = self.cues[number]
            if "cite" in found.kinds:
                outer = source_before(self.scene, cue.end, found.start, True)
                return self._cited(outer, cue, number, start, end)
            if found.kinds & {"say", "show", "report"}:
                return self._close_by(position, number, limit, end)
        self._name_only(cue, limit, end)
        return position + 1

    def _closing(self, opened: int) -> int:
        for first, last in self.quotes:
            if first == opened:
                return last
        return 0

    def _close_by(self, position: int, number: int, limit: int, end: int) -> int:
        cue, found = self.cues[position], self.cues[number]
        right = found.start
        while right > cue.end and self.text[right - 1] in "的所有 ":
            right -= 1
        after = self._merged(number, end)
        last = self.cues[after - 1]
        if is_light(self.scene, cue.end, right) or self.text[cue.end : right] in _VAGUE:
            if right == cue.end or self.text[cue.end : right] in _VAGUE:
                self._bare(cue, end, found.modality)
            return after
        source = source_before(self.scene, cue.end, right, True)
        if source is None and "据" in cue.form:
            source = self._lenient(cue.end, right) or self._opening(cue.end, right)
        if source is None:
            return after
        self._open(self._voice(source, cue, found), cue, last, cue.start, end)
        return after

    def _opening(self, left: int, right: int) -> Source | None:
        """The source that a phrase after 据 opens with (据《明报》…头版报道)."""
        source = source_opening(self.scene, skip_light(self.scene, left, right), right)
        return source if source is not None and right - source.end <= _NEAR else None

    def _lenient(self, left: int, right: int) -> Source | None:
        """据 marks a source so clearly that a short phrase is taken as it stands."""
        start = skip_light(self.scene, left, right)
        words = self.text[start:right]
        if words[:1] in "「“" and words[-1:] in "」”" and 4 <= len(words) <= 22:
            name = self.scene.document.text[start + 1 : right - 1]
            return Source(start, right, name, "body", "name in quotation marks after 据")
        if not 2 <= len(words) <= 10 or re.search(r"[的了在是，]", words):
            return None
        return Source(start, right, self.scene.document.text[start:right], "body", "words between 据 and the report")

    def _name_only(self, cue: Cue, limit: int, end: int) -> None:
        """据 with a work, a document or an outlet and no word for a report (根据《停战史》，…; 根据该方案，…)."""
        if limit <= cue.end:
            return
        source = source_before(self.scene, cue.end, limit, False)
        if source is None or source.kind not in ("document", "medium"):
            return
        planned = bool(re.search(r"(?:方案|计划|计划书|预案|命令)$", self.text[cue.end : source.end]))
        voice = self._voice(source, cue, cue)
        self._open(_with(voice, modality="planned") if planned else voice, cue, cue, cue.start, end)

    def _cite(self, position: int, start: int, end: int) -> int:
        cue = self.cues[position]
        left = self._clause_start(cue.start, start)
        outer = source_before(self.scene, left, cue.start, True) if cue.start > left else None
        light = outer is None and is_light(self.scene, left, cue.start)
        if outer is None and not light and not self._report_before(left, cue.start):
            return position + 1
        return self._cited(outer, cue, position, start, end)

    def _report_before(self, left: int, right: int) -> bool:
        return self.text[left:right] in _REPORTS

    def _cited(self, outer: Source | None, by: Cue, position: int, start: int, end: int) -> int:
        """A quotes B: the words after the verb that follows are B's, and A tells of them."""
        cue = self.cues[position]
        above = self._voice(outer, by, cue) if outer is not None else (self.memory.medium or self._spoken())
        stop = _AFTER_BY.search(self.text, cue.end, min(end, cue.end + 50))
        limit = stop.start() if stop else min(end, cue.end + 50)
        following = [
            number
            for number in range(position + 1, len(self.cues))
            if self.cues[number].start <= limit and self.cues[number].kinds & {"say", "show", "report"}
        ]
        right = self.cues[following[0]].start if following and self.cues[following[0]].start <= limit else limit
        while right > cue.end and self.text[right - 1] in "的 ":
            right -= 1
        inner = source_before(self.scene, cue.end, right, True) if right > cue.end else None
        after = self._merged(following[0], end) if following else position + 1
        last = self.cues[after - 1]
        if inner is None:
            if above is not None:
                self.memory.note(above)
                self._open(above, cue, last, cue.start, end)
            return after
        voice = self._voice(inner, cue, self.cues[following[0]] if following else cue)
        if above is not None:
            self.memory.note(above)
            voice = _under(voice, above)
        self._open(voice, cue, last, cue.start, end)
        return after

    def _spoken(self) -> Voice | None:
        return self.voice if self.voice is not self.base else None

    def _bare(self, cue: Cue, end: int, modality: str = "") -> None:
        if self._inside_speech(cue.start) and self.voice is not self.base:
            return
        voice = Voice(
            self.own.chain,
            None,
            modality or cue.modality,
            self.own.said_on,
            {"speaker": f"cues.csv {cue.form}"},
            cue.start,
            cue.end,
        )
        reported = self.voice.kind == "person" and cue.form not in _NARRATING
        if self.voice is not self.base and (reported or not self._sentence_initial(cue)):
            voice = _with(self.voice, modality=voice.modality)
        self.stretches.append(Stretch(cue.start, self._reach(cue.end, cue.start, end), voice))
        if self.voice is not self.base and self._sentence_initial(cue) and not reported:
            self.voice = self.base

    def _sentence_initial(self, cue: Cue) -> bool:
        return cue.start == self.block.start or self.text[cue.start - 1] in "。！？\n "

    def _other(self, cue: Cue, end: int) -> None:
        if self._inside_speech(cue.start) and self.voice is not self.base:
            return
        self._open(self._nobody(cue, f"cues.csv {cue.form}"), cue, cue, cue.start, end)

    def _colon(self, start: int, end: int) -> None:
        """X：… at the start of a headline, list item, caption or paragraph: what follows is X's."""
        left = start
        pieces = [start]
        if self.spaced:
            pieces += [m.end() for m in re.finditer(r"[ 　]+", self.text[start:end])]
            pieces = [start] + [start + p for p in pieces[1:]]
        for left in pieces:
            colon = self.text.find("：", left, min(end, left + 40))
            if colon < 0:
                continue
            source = source_before(self.scene, left, colon, False)
            if (
                source is None
                or source.refers in ("nobody", "body")
                or skip_light(self.scene, left, source.start) < source.start
            ):
                continue
            if source.kind == "body" and not re.search(
                r"(?:部|局|署|处|厅|委|会|院|警方|官方|军方|校方|院方|政府|当局|方面|专页|中心|所)$",
                self.text[source.start : source.end],
            ):
                continue
            cue = Cue(colon, colon + 1, "：", frozenset(("say",)), "asserted")
            self._open(self._voice(source, cue, cue), cue, cue, left, end)

    # --- making voices -------------------------------------------------------------------------

    def _voice(self, source: Source, cue: Cue, last: Cue) -> Voice:
        document = self.scene.document
        words = document.text[source.start : source.end]
        modality = last.modality if cue.modality == "asserted" else cue.modality
        if source.refers:
            meant = self._meant(source, cue)
            if meant is None:
                return self._nobody(cue, "pronoun not resolved")
            return Voice(
                meant.chain,
                meant.speaker,
                modality,
                meant.said_on,
                {"speaker": f"pronoun {words}", "modality": cue.form},
                source.start,
                cue.end,
                meant.kind,
            )
        said_on = source.said.edtf if source.said is not None and source.said.edtf else self._date_before(source, last)
        link = Attribution(
            source.name or words, words, document.text[cue.start : last.end] if last.end - cue.start < 12 else cue.form
        )
        return Voice(
            (link, *self._outer(source), *self.own.chain),
            source.name,
            modality,
            said_on or self.own.said_on,
            {
                "speaker": source.rule,
                "modality": f"cues.csv {last.form}",
                "said_on": "date of the saying" if said_on else "document",
            },
            source.start,
            last.end,
            source.kind,
        )

    def _meant(self, source: Source, cue: Cue) -> Voice | None:
        """Whom a pronoun or 该X means: the last to speak, or a person named since then in the block."""
        meant = self.memory.meant_by(source.refers)
        if source.refers != "person":
            return meant
        since = max(self.block.start, meant.end if meant is not None else 0)
        person = self._person_named(since, source.start)
        if person is None:
            return meant
        words = self.scene.document.text[person.start : person.end]
        link = Attribution(person.name or words, words, None)
        return Voice(
            (link, *self.own.chain), person.name, "asserted", self.own.said_on, {}, person.start, person.end, "person"
        )

    def _person_named(self, start: int, end: int) -> Source | None:
        """The last person named in text[start:end], by a name or, at the end of a clause, after a title."""
        index = bisect_left(self.scene.name_starts, end) - 1
        while index >= 0 and self.scene.names[index].start >= start:
            name = self.scene.names[index]
            if name.kind == "person":
                return Source(name.start, name.end, name.name, "person", f"name {name.rule}")
            index -= 1
        for match in _CLAUSE.finditer(self.text, start, end):
            left = self._clause_start(match.start(), start)
            person = person_after_title(self.scene, left, match.start()) if match.start() - left > 3 else None
            if person is not None:
                return person
        return None

    def _date_before(self, source: Source, last: Cue) -> str | None:
        """A date right before the speaker, at the clause's start, dates the saying."""
        position = source.start
        while position > self.block.start and self.text[position - 1] in "，, ":
            position -= 1
        time = self.scene.time_ends.get(position)
        if time is None or not time.edtf or _UNTIL.search(self.text, max(time.start - 3, 0), time.start + 2):
            return None
        if len(last.form) == 1 or last.kinds & {"report"}:
            return None
        self.dated.append((time.start, time.end))
        return time.edtf

    def _outer(self, source: Source) -> tuple[Attribution, ...]:
        """The voice around: a medium that has just been named, or the speaker of the quotation the cue stands in."""
        around = self.voice
        if around is self.base or not around.chain or around.speaker == source.name or around.start == source.start:
            return ()
        inside = self._inside_speech(source.start)
        if inside or (around.kind == "medium" and self.sentence_voice is around):
            return tuple(link for link in around.chain if link not in self.own.chain)
        return ()

    def _again(self, voice: Voice, cue: Cue, last: Cue) -> Voice:
        modality = last.modality if cue.modality == "asserted" else cue.modality
        return _with(voice, modality=modality)

    def _nobody(self, cue: Cue, rule: str) -> Voice:
        return Voice(self.own.chain, None, cue.modality, self.own.said_on, {"speaker": rule}, cue.start, cue.end)

    def _open(self, voice: Voice, cue: Cue, last: Cue, left: int, end: int) -> None:
        """Let a voice speak from its cue on, or, where it closes a quotation or a sentence, back to where that began."""
        if voice.speaker is not None:
            self.memory.note(voice)
        reach = self._reach(last.end, cue.start, end)
        rest = self.text[last.end : end].strip("。！？!?」』”’） \n\u3000的话")
        if not rest and reach <= end and "by" not in cue.kinds and cue.form != "：":
            if last.form not in _CLOSING or "对" in self.text[left : cue.start]:
                return
            self._backward(voice, left, end)
            return
        start = cue.start if "by" in cue.kinds else last.end
        self.stretches.append(Stretch(start, reach, voice))
        if not self._bracketed(reach, end):
            self.voice = voice
            self.sentence_voice = voice
        if voice.said_on and voice.start < cue.start:
            self._note_dates(voice.start, last.end)

    def _bracketed(self, reach: int, end: int) -> bool:
        return reach < end

    def _note_dates(self, start: int, end: int) -> None:
        index = bisect_left(self.scene.time_starts, start)
        while index < len(self.scene.times) and self.scene.time_starts[index] < end:
            self.dated.append((self.scene.times[index].start, self.scene.times[index].end))
            index += 1

    def _backward(self, voice: Voice, left: int, end: int) -> None:
        """“…”X说。 and …，X说。: the words before are X's."""
        before = left
        while before > self.block.start and self.text[before - 1] in "，, ":
            before -= 1
        for first, last in self.quotes:
            if last == before:
                self.stretches.append(Stretch(first, last, voice))
                return
        if before > self.block.start and self.text[before - 1] not in "。！？\n":
            sentence = max(self.text.rfind(mark, self.block.start, before) for mark in "。！？\n") + 1
            self.stretches.append(Stretch(max(sentence, self.block.start), end, voice))


_HEADLINE = {
    "官": "官方",
    "警": "警方",
    "军": "军方",
    "校": "校方",
    "院": "院方",
    "韩": "韩国",
    "美": "美国",
    "俄": "俄罗斯",
    "乌": "乌克兰",
    "英": "英国",
    "法": "法国",
    "日": "日本",
    "中": "中国",
    "台": "台湾",
    "朝": "朝鲜",
    "以": "以色列",
    "伊": "伊朗",
    "印": "印度",
    "土": "土耳其",
    "德": "德国",
    "澳": "澳大利亚",
    "越": "越南",
    "港": "香港",
    "菲": "菲律宾",
    "泰": "泰国",
    "缅": "缅甸",
}
_NARRATING = frozenset(["据悉", "据报", "据了解", "据报道", "据报导", "据介绍", "据称", "据说", "据传", "据闻", "据指"])
_PARTS = ("其中", "当中", "包括", "另有", "另外", "此外", "而", "还有", "又", "至于", "同时", "总共", "合计", "共")
_NEAR = 16
_FAR = 24
_UNTIL = re.compile(r"截至|截止|至|到|自|从")
_DETERMINED = re.compile(
    r"(?:一|该|这|此|那|两|多)(?:份|篇|些|项|张|本|封|则|段)?(?:内部|机密|解密|官方|最新|有关|相关)?$"
)
_VAGUE = frozenset(
    [
        "初步",
        "最新",
        "有关",
        "相关",
        "进一步",
        "粗略",
        "保守",
        "大致",
        "不完全",
        "官方的",
        "公开",
        "现有",
        "以上",
        "上述",
        "已有",
        "各种",
        "多方",
        "各方",
        "目前",
        "后来",
        "事后",
        "战后",
        "不同",
        "一些",
        "部分",
        "综合",
        "此",
        "该",
        "这",
        "这些",
        "历史",
        "可靠",
    ]
)


def quotations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the (start, end) of each outermost quotation, marks included; one left open runs to the end."""
    found: list[tuple[int, int]] = []
    stack: list[tuple[int, str]] = []
    for match in _QUOTE.finditer(text, start, end):
        mark = match[0]
        if mark in _QUOTES:
            stack.append((match.start(), _QUOTES[mark]))
        elif stack and stack[-1][1] == mark:
            opened, _ = stack.pop()
            found.append((opened, match.end()))
    found.extend((opened, end) for opened, _ in stack)
    return sorted(found)


def _with(voice: Voice, modality: str) -> Voice:
    return Voice(voice.chain, voice.speaker, modality, voice.said_on, voice.rules, voice.start, voice.end, voice.kind)


def _under(voice: Voice, above: Voice) -> Voice:
    seen = {link.name for link in voice.chain[:1]}
    links = [voice.chain[0]] if voice.chain else []
    for link in (*above.chain, *voice.chain[1:]):
        if link.name not in seen:
            links.append(link)
            seen.add(link.name)
    return Voice(
        tuple(links), voice.speaker, voice.modality, voice.said_on, voice.rules, voice.start, voice.end, voice.kind
    )
