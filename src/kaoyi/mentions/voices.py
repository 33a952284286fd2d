"""Who speaks where: the stretches of a document that somebody says, and the document's own voice between them.

``read`` looks at nothing yet: a block is read when somebody asks about an offset in it.
"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.lexicon import Lexicon
from kaoyi.mentions import datelines
from kaoyi.mentions.voices_persons import person_after_title
from kaoyi.mentions.voices_scene import Scene
from kaoyi.mentions.voices_scope import listen
from kaoyi.mentions.voices_source import source_before
from kaoyi.mentions.voices_state import Hearing, Memory, Spoken, Voice
from kaoyi.mentions.voices_words import CueWords, cue_words, source_words
from kaoyi.model import Attribution, Block, Document, Frozen, Mentions
from kaoyi.offsets import first_from
from kaoyi.text import sentences

__all__ = ["Voice", "Voices", "own_voice", "read"]

_LONGEST_NAME: Final = 30
_LABEL_REACH: Final = 12  # items a label among them may be before
_FEW: Final = 12  # names a sentence may hold
_SHORT: Final = 6  # characters before which no title and name fit
_LOOK_BACK: Final = 4  # blocks a pronoun at the start of a block may reach back
_COUNT_OF: Final = re.compile(
    r"(.{2,20}?)的?(统计|数据|数字|资料|说法|公布|估计|估算|报告|战报|记载|宣称|声称)(?:数字|数据|结果)?"
)
_ITEM: Final = re.compile(
    r"\s*(?:[-*•●·○◆▪]|[(（]?\d{1,2}[.、)）]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])"
)
_ESTIMATE: Final = re.compile(r"估计|估算|推算|估值")
_ROWS_OF_SOURCES: Final = re.compile(r"来源|出处|信源|统计方|统计机构|公布方|发布者|发布方|机构|媒体|资料|[Ss]ource")


class Voices:
    """The voices of one document; ``at`` answers for any text offset."""

    def __init__(self, document: Document, mentions: Mentions, lexicon: Lexicon) -> None:
        self._document = document
        self._mentions = mentions
        self._lexicon = lexicon
        self._cues: CueWords = cue_words(lexicon)
        self._own = own_voice(document, datelines.filed_on(document, mentions))
        self._starts = tuple([block.start for block in document.blocks])
        self._figures = tuple([quantity.start for quantity in mentions.quantities if quantity.unit])
        self._read: dict[int, Spoken] = {}
        self._bases: dict[int, Voice] = {}
        self._leads: dict[int, int] = {}
        self._read_alone: dict[int, Spoken] = {}
        self._row_voices: dict[int, dict[int, Voice | None]] = {}
        self._marks = tuple([mark.at for mark in document.note_marks])
        self._notes = (
            {block.label: block for block in document.blocks if block.kind == "note" and block.label}
            if self._marks
            else {}
        )
        self._works: dict[str, Attribution] = {}
        self._indexed: Scene | None = None
        self._sourced: dict[int, Table] | None = None

    def at(self, offset: int) -> Voice:
        """Return who says the words at a text offset."""
        number = first_from(self._starts, offset + 1) - 1
        if number < 0:
            return self._own
        spoken = self._spoken(number)
        index = first_from(spoken.starts, offset + 1) - 1
        return (spoken.voices[index] if index >= 0 else None) or self._bases[number]

    @property
    def own(self) -> Voice:
        """The document's own voice."""
        return self._own

    def works_at(self, offset: int) -> tuple[Attribution, ...]:
        """Return the works that the notes at the end of the sentence at an offset name: supporting sources, not speakers."""
        if not self._marks:
            return ()
        stop = self._document.folded.find("\n", offset)
        stop = len(self._document.text) if stop < 0 else stop
        ends = [at for at in (self._document.folded.find(mark, offset, stop) for mark in "。！？；") if at >= 0]
        last = min(ends, default=stop) + 1
        found: list[Attribution] = []
        for index in range(first_from(self._marks, offset), first_from(self._marks, last + 1)):
            label = self._document.note_marks[index].label
            work = self._works.get(label)
            if work is None:
                work = self._works[label] = self._work(label)
            if work.name and all(work.name != other.name for other in found):
                found.append(work)
        return tuple(found)

    def _work(self, label: str) -> Attribution:
        """The work a note names in 《》, or the outlet or institution it opens with."""
        block = self._notes.get(label)
        if block is None:
            return Attribution("", None, None)
        titled = re.search(r"《([^》]{2,40})》", self._document.text[block.start : block.end])
        if titled:
            return Attribution(titled[1], titled[0], f"[{label}]")
        first = first_from(self._scene.name_starts, block.start)
        for name in self._scene.names[first : first + 6]:
            if name.start < block.end and name.kind in ("outlet", "agency", "work", "institution"):
                return Attribution(name.name, self._document.text[name.start : name.end], f"[{label}]")
        return Attribution("", None, None)

    def saying_dates(self, offset: int) -> tuple[tuple[int, int], ...]:
        """Return the text spans of the dates, in the block at the offset, that date a saying and not the thing said."""
        number = first_from(self._starts, offset + 1) - 1
        return self._spoken(number).dated if number >= 0 else ()

    @property
    def _scene(self) -> Scene:
        """The document indexed for reading; made when somebody first asks."""
        if self._indexed is None:  # cached_property would not be cached in a compiled class
            self._indexed = Scene(self._document, self._mentions, source_words(self._lexicon))
        return self._indexed

    def _spoken(self, number: int) -> Spoken:
        spoken = self._read.get(number)
        if spoken is None:
            base = self._bases[number] = self._base(number)
            alone = self._read_alone.get(number) if base is self._own else None
            spoken = alone if alone is not None and not alone.asked else self._hear_after_others(number, base)
            self._read[number] = spoken
        return spoken

    def _hear_after_others(self, number: int, base: Voice) -> Spoken:
        """What a block gives to one who may ask for the blocks before; where he does not, to one who knows nothing of them."""
        spoken = self._hear(number, base, Memory(lambda refers: self._remember(number, refers)))
        if base is self._own and not spoken.asked:
            self._read_alone[number] = spoken
        return spoken

    def _alone(self, number: int) -> Spoken:
        """What a block gives to one who knows nothing of the others."""
        spoken = self._read_alone.get(number)
        if spoken is None:
            spoken = self._read_alone[number] = self._hear(number, self._own, Memory())
        return spoken

    def _hear(self, number: int, base: Voice, memory: Memory) -> Spoken:
        block, folded = self._document.blocks[number], self._document.folded
        start, end = block.start, block.end
        cues = self._cues.scan(folded, start, end)
        if not cues and folded.find("：", start, end) < 0:
            return Spoken(((), []), memory, base)
        figures = self._figures[first_from(self._figures, start) : first_from(self._figures, end)]
        return listen(Hearing(self._scene, block, cues, (base, self._own), memory), figures)

    def _remember(self, number: int, refers: str) -> Voice | None:
        """Who spoke last in the few blocks before; a cell of a table knows nobody.

        Each block is read alone for this, so that the answer does not depend on what was asked before.
        """
        if self._document.blocks[number].kind == "cell":
            return None
        for before in range(number - 1, max(-1, number - 1 - _LOOK_BACK), -1):
            voice = self._alone(before).last_of(refers)
            if voice is not None:
                return voice
        return self._named_last(number - 1) if refers == "person" and number else None

    def _named_last(self, number: int) -> Voice | None:
        """致电区议员某某。 and then 他说: the one person that the last sentence of the block before names."""
        block, scene = self._document.blocks[number], self._scene
        if block.kind != "paragraph":
            return None
        start, end = list(sentences(self._document.folded, block.start, block.end))[-1]
        first = first_from(scene.name_starts, start)
        named = {
            (n.start, n.end, n.name) for n in scene.names[first : first + _FEW] if n.kind == "person" and n.end <= end
        }
        if not named:
            close = end - 1 if self._document.folded[end - 1] in "。！？" else end
            titled = person_after_title(scene, start, close) if close - start > _SHORT else None
            named = {(titled.start, titled.end, titled.name or "")} if titled is not None else set()
        if len({name for _, _, name in named}) != 1:
            return None
        at, stop, name = max(named)
        words = self._document.text[at:stop]
        chain = (Attribution(name or words, words, None), *self._own.chain)
        return Voice(chain, name or words, "asserted", self._own.said_on, {}, at, stop, "person")

    def _base(self, number: int) -> Voice:
        """The voice of a block where nobody in it speaks: what introduces a list, a table's row of sources, or the document."""
        kind = self._document.blocks[number].kind
        if kind == "cell":
            return self._row_source(number) or self._head_source(number) or self._own
        if kind in ("list_item", "quote", "paragraph"):
            item = self._is_item(number)
            labelled = self._labelled(number) if item else None
            return labelled or self._lead(self._before_list(number) if item else number - 1) or self._own
        return self._own

    def _lead(self, before: int) -> Voice | None:
        """The voice that a paragraph ending in a colon gives to the list or block after it."""
        blocks, text = self._document.blocks, self._document.folded
        if before < 0 or blocks[before].kind in ("cell", "heading", "title", "caption"):
            return None
        if not text[blocks[before].start : blocks[before].end].rstrip().endswith(("：", ":")):
            return None
        last = self._alone(before).speaking
        return last if last.speaker is not None else self._label(before)

    def _label(self, number: int) -> Voice | None:
        """Whose count a block that is nothing but 中方统计： or 西方估算: introduces."""
        block, folded = self._document.blocks[number], self._document.folded
        if block.end - block.start > _LONGEST_NAME:
            return None
        marker = _ITEM.match(folded, block.start, block.end)
        start = marker.end() if marker is not None else block.start
        while start < block.end and folded[start] == " ":
            start += 1
        end = block.end
        while end > start and folded[end - 1] in "：: \n":
            end -= 1
        headed = _COUNT_OF.fullmatch(folded, start, end) if end < block.end else None
        return self._counted_by(start, headed) if headed is not None else None

    def _labelled(self, number: int) -> Voice | None:
        """The voice of the nearest item before in the same list that is a label (中方数据: among its own items)."""
        for before in range(number - 1, max(-1, number - 1 - _LABEL_REACH), -1):
            if not self._is_item(before):
                return None
            block = self._document.blocks[before]
            if self._document.folded[block.start : block.end].rstrip().endswith(("：", ":")):
                return self._label(before)
        return None

    def _before_list(self, number: int) -> int:
        """The block before the list that an item is of."""
        first = number
        while first > 0 and first not in self._leads and self._is_item(first - 1):
            first -= 1
        lead = self._leads.get(first, first - 1)
        for item in range(first, number + 1):
            self._leads[item] = lead
        return lead

    def _is_item(self, number: int) -> bool:
        block = self._document.blocks[number]
        return block.kind == "list_item" or _ITEM.match(self._document.folded, block.start, block.end) is not None

    def _row_source(self, number: int) -> Voice | None:
        """A table whose first column is headed 来源: each row is said by its first cell."""
        block = self._document.blocks[number]
        table = self._tables.get(block.table)
        if block.column <= 0 or not block.heads or table is None:
            return None
        if block.row not in self._row_voices.setdefault(block.table, {}):
            self._row_voices[block.table][block.row] = self._voice_of_row(table, block.row)
        return self._row_voices[block.table][block.row]

    def _head_source(self, number: int) -> Voice | None:
        """A column or row headed 中方统计 or 美国陆军数据 is said by who is named there."""
        for start, end in self._document.blocks[number].heads:
            headed = _COUNT_OF.fullmatch(self._document.folded, start, end)
            voice = self._counted_by(start, headed) if headed is not None else None
            if voice is not None:
                return voice
        return None

    def _counted_by(self, start: int, headed: re.Match[str]) -> Voice | None:
        """The voice of X in X统计, X数据."""
        source = source_before(self._scene, start, headed.end(1), False)
        if source is None or source.name is None:
            return None
        words = self._document.text[source.start : source.end]
        chain = (Attribution(source.name, words, headed[2]), *self._own.chain)
        modality = "estimated" if _ESTIMATE.search(headed[2]) else "asserted"
        rules = {"speaker": f"{source.rule}, head of the column or row"}
        return Voice(chain, source.name, modality, self._own.said_on, rules, source.start, source.end, source.kind)

    @property
    def _tables(self) -> dict[int, Table]:
        """Table number -> its first cells by row and the words before it, for tables of sources only."""
        if self._sourced is None:
            self._sourced = self._tables_of_sources()
        return self._sourced

    def _tables_of_sources(self) -> dict[int, Table]:
        tables: dict[int, Table] = {}
        lead: Block | None = None
        for block in self._document.blocks:
            if block.kind != "cell":
                lead = block
            elif block.column == 0:
                table = tables.setdefault(block.table, Table({}, lead))
                table.first.setdefault(block.row, block)
        folded = self._document.folded
        heads = {number: next(iter(table.first.values())) for number, table in tables.items()}
        return {
            number: table
            for number, table in tables.items()
            if _ROWS_OF_SOURCES.search(folded, heads[number].start, heads[number].end)
        }

    def _voice_of_row(self, table: Table, row: int) -> Voice | None:
        first = table.first.get(row)
        if first is None or first is next(iter(table.first.values())):
            return None
        words = self._document.text[first.start : first.end].strip()
        if not 0 < len(words) <= _LONGEST_NAME:
            return None
        index = first_from(self._scene.name_starts, first.start)
        names = self._scene.names[index : index + 1]
        name = names[0].name if names and (names[0].start, names[0].end) == (first.start, first.end) else ""
        lead = table.lead
        estimate = lead is not None and _ESTIMATE.search(self._document.folded, lead.start, lead.end)
        chain = (Attribution(name or words, words, None), *self._own.chain)
        rules = {"speaker": "first column of a table of sources"}
        modality = "estimated" if estimate else "asserted"
        return Voice(chain, name or words, modality, self._own.said_on, rules, first.start, first.end, "body")


class Table(Frozen, frozen=True):
    """A table: row -> its first cell, and the block before the table."""

    first: dict[int, Block]
    lead: Block | None


def own_voice(document: Document, filed_on: str | None = None) -> Voice:
    """Return the voice of a document where nobody else speaks. filed_on: the day its dateline gives."""
    outlet = document.metadata.outlet
    chain = (Attribution(outlet, None, None),) if outlet else ()
    return Voice(chain, None, "asserted", filed_on or document.metadata.published, {"speaker": "own voice"})


def read(document: Document, mentions: Mentions, lexicon: Lexicon) -> Voices:
    """Return the voices of a document."""
    return Voices(document, mentions, lexicon)
