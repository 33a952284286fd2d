"""What surrounds a figure: its sentence, the headings above it, and the happenings, dates and places named there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from msgspec import structs

from kaoyi.claims.happenings import known_spans, phases_named, told_spans, years_after, years_before
from kaoyi.lexicon import Lexicon
from kaoyi.mentions.edtf import Bounds, bounds, contains
from kaoyi.model import Block, Document, Leaf, Mentions, Name, Time
from kaoyi.text import fold, sentences

_PARTS: Final = (
    "攻势",
    "轰炸",
    "空袭",
    "炮击",
    "行动",
    "战斗",
    "袭击",
    "冲突",
    "攻防战",
    "对峙",
    "争夺战",
    "反击战",
    "阻击战",
    "防御战",
)
"""Kinds of what happens within a battle or a war."""
_DEFINES: Final = re.compile(
    r"[”」]?(?:（[^（）\n]*）)?(?:，[^，。\n]{2,20}){0,3}?，?(?:是|为|系|指|乃|发生|爆发|又称|或称|亦称|也称|史称)"
)
_SEVERAL: Final = re.compile(
    r"这一天|这一周|一周|周报|早报|晚报|简报|速览|要闻|摘要|大事记|盘点|汇总|回顾|晨报|日志|年表|列表"
)
"""Titles of round-ups, which are about no one happening."""
_THROUGHOUT: Final = re.compile(
    r"(?:期间|全程|以来|中)[，,]?(?:[^，。；最次场役之]{0,10}[，,]?)?(?:一共|共(?!产|和|军)|总计|总共|合计|累计|总伤亡|阵亡|牺牲|伤亡|死亡|损失)|全程"
)
"""What says that a figure on a battle's page is the whole war's: 整个朝鲜战争期间，美军阵亡…, 在朝鲜战争中阵亡…"""
_REMEMBERED: Final = re.compile(
    r"[”」]?(?:\d+ ?周?年|[一二三四五六七八九十百]+周年|周年|纪念|晚会|悼念|烛光|死难者|难属|遗属|幸存者|老兵|遗址|旧址|公墓)"
)
"""A happening that is remembered: its date is not that of the remembering."""
_SINCE_IT: Final = re.compile("[”」]?(?:爆发|发生|开始)?(?:起|以来|算起|以后|开始)")
_CUT: Final = re.compile("[，。；：、]")
_IN_CLAUSE: Final = 24  # characters back a date may stand before the happening it dates
_NUMBERED_HEAD: Final = re.compile(
    r"\s*(?:[0-9]{1,2}[.、．)）]|[一二三四五六七八九十]{1,3}[、.．]|[（(][0-9一二三四五六七八九十]{1,3}[)）])[^。！？；，：]{2,}\s*"
)
_HEAD_LINE, _FOLLOW = 40, 6
TOLD: Final = "happening told of a place"


class Found(Leaf, frozen=True, gc=False):
    """A value and the rule that gave it; None and "" when the text does not say."""

    value: str | None
    rule: str


NOTHING: Final = Found(None, "")
NAMED_IN_SENTENCE, NAMED_IN_PARAGRAPH = "named in the sentence", "named before in the paragraph"
OPENING: Final = 4  # blocks in which a document says what it is about
OFTEN: Final = 8  # mentions that make a happening the subject of a whole document
LONG: Final = 400
"""Days: a happening that took longer holds many happenings."""
_PAPERS: Final = ("协定", "条约", "公约", "声明", "宣言", "谈判", "会议", "决议", "冷战")
"""Happenings that do not lend their date to losses told beside them."""


class Surroundings:
    """One document's happenings, dates, places and headings, to be asked by text offset.

    spans: canonical name of a happening -> EDTF; phases: (start, end, EDTF, happening) of the phases named
    published: the document's day; topic: the happening it is about
    """

    def __init__(self, document: Document, mentions: Mentions, lexicon: Lexicon) -> None:
        self.document = document
        self.text = document.folded
        self.blocks = document.blocks
        self._starts = [block.start for block in document.blocks]
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._remembered: frozenset[str] | None = None
        dated = (time for time in mentions.times if time.edtf and time.kind in ("date", "interval"))
        self.times = _without_glosses([_on_its_day(time, self.text) for time in dated], self.text)
        self.time_starts = [time.start for time in self.times]
        self.lengths = [time for time in mentions.times if time.kind == "duration"]
        self._known = known_spans(lexicon)
        self.wars = [
            name
            for name in mentions.names
            if name.kind == "war" and not self._in_title(name) and not self._namesake(name)
        ]
        self._war_starts = [name.start for name in self.wars]
        self.phases = phases_named(self.text, {name.name for name in self.wars}, lexicon)
        self.spans = {**told_spans(document, self.wars, self.times), **self._known}
        self._places = [name for name in mentions.names if name.kind == "place"]
        self._place_starts = [name.start for name in self._places]
        self._titles = [number for number, block in enumerate(self.blocks) if block.kind in ("heading", "title")]
        published = document.metadata.published
        self.published = published[:10] if published else None
        several = _SEVERAL.search(fold(document.metadata.title or "")) is not None
        self.several = several
        self.subject = None if several else self._subject()
        self.topic = self.subject or (None if several else self._most_named())

    def _in_title(self, name: Name) -> bool:
        """A happening in the title of a book (《长津湖战役史》) does not happen there."""
        floor = max(0, name.start - 30)
        return self.text.rfind("《", floor, name.start) > self.text.rfind("》", floor, name.start)

    def _namesake(self, name: Name) -> bool:
        """1853年太平军北伐: a date in the same clause, years before the happening of the table, tells of another one."""
        span = self._known.get(name.name)
        if span is None:
            return False
        for time in self.times_in(max(0, name.start - _IN_CLAUSE), name.start):
            if _CUT.search(self.text, time.end, name.start) is None and years_before(span, time.edtf or ""):
                return True
        return False

    def event_at(self, offset: int) -> Found:
        """Return the happening (canonical name) the words at a text offset belong to."""
        if not self.wars:
            return NOTHING
        number, start, end = self.sentence(offset)
        near = [name for name in self.wars_in(start, end) if not self.in_passing(name)]
        if near:
            before = [name for name in near if name.start <= offset]
            chosen = before[-1] if before else near[0]
            return Found(chosen.name, NAMED_IN_SENTENCE)
        return self.event_around(number, start)

    def in_passing(self, name: Name) -> bool:
        """Return whether a page about one happening names another only to place it: its war, its parts, an older war."""
        if name.name.endswith(_PAPERS) and name.name != self.topic:
            return True
        if self.text.endswith(("自", "从", "自从"), 0, name.start) and _SINCE_IT.match(self.text, name.end):
            return True  # 自某事变起十四年间: where a reckoning begins
        if self.subject is None or name.name == self.subject:
            return False
        if self.is_broad(name.name):
            placed = self.text.endswith(("是", "为", "乃", "系"), 0, name.start)  # 甲战役是乙战争中伤亡…的
            return not self.is_broad(self.subject) and (placed or _THROUGHOUT.match(self.text, name.end) is None)
        unlisted = name.name not in self._known and name.rule != TOLD
        if unlisted and (name.name.endswith(_PARTS) or name.name.removesuffix("战役") in self.subject):
            return True
        return self._is_remembered(name.name) or _REMEMBERED.match(self.text, name.end) is not None

    def _is_remembered(self, name: str) -> bool:
        """Whether a happening is one whose anniversary the title names beside the one it is about."""
        if self._remembered is None:
            self._remembered = self._with_anniversaries()
        return name in self._remembered

    def _with_anniversaries(self) -> frozenset[str]:
        titles = [block for block in self.blocks[:3] if block.kind == "title"]
        named = [name for block in titles for name in self.wars_in(block.start, block.end)]
        return frozenset(name.name for name in named if _REMEMBERED.match(self.text, name.end))

    def event_around(self, number: int, before: int) -> Found:
        """Return the happening of the paragraph so far, else of the headings, else of the document.

        A battle named in a heading goes before the war named in the paragraph: the nearest that is not broad.
        """
        broad = NOTHING
        for start, end, rule in self._places_to_look(number, before):
            for name in reversed(self.wars_in(start, end)):
                if self.in_passing(name):
                    continue
                found = Found(name.name, rule)
                if not self.is_broad(name.name):
                    return found
                broad = broad if broad.value else found
        if broad.value:
            return broad
        return Found(self.topic, "what the document is about") if self.topic else NOTHING

    def _places_to_look(self, number: int, before: int) -> Iterator[tuple[int, int, str]]:
        yield self.blocks[number].start, before, NAMED_IN_PARAGRAPH
        for heading in self.headings(number):
            yield heading.start, heading.end, "named in the heading"

    def is_broad(self, name: str) -> bool:
        """Return whether a happening is a war of more than a year, which holds many happenings."""
        span = bounds(self.spans.get(name))
        return span is not None and longer(span, LONG)

    def wars_in(self, start: int, end: int) -> list[Name]:
        """Return the happenings named in text[start:end]."""
        first = bisect_left(self._war_starts, start)
        return self.wars[first : bisect_left(self._war_starts, end)]

    def dated_wars(self, start: int, end: int) -> list[Name]:
        """Return the happenings named in text[start:end] whose dates are known and can be a figure's."""
        return [
            name
            for name in self.wars_in(start, end)
            if name.name in self.spans
            and not name.name.endswith(_PAPERS)
            and not self.in_passing(name)
            and not _REMEMBERED.match(self.text, name.end)
        ]

    def goes_on(self, span: str) -> bool:
        """Return whether a happening has no known end, or went on when the document was published: its span is not the figure's."""
        reach = bounds(span)
        if reach is None or reach.last is None:
            return True
        return self.published is not None and contains(span, self.published)

    def weight(self, happening: str) -> bool:
        """Return whether the whole document is about a happening: then what led to it and came of it belongs to it too."""
        if happening != self.topic:
            return False
        if happening == self.subject:
            return True
        named = sum(name.name == happening for name in self.wars)
        return named >= OFTEN or any(
            block.kind in ("title", "heading") and self.wars_in(block.start, block.end) for block in self.blocks[:1]
        )

    def _subject(self) -> str | None:
        """The happening that the title names, or that the page's first words define (甲战役是…); None when neither does."""
        for block in self.blocks[:3]:
            named = self.wars_in(block.start, block.end)
            if block.kind == "title":
                current = [name for name in named if not self._long_over(name.name)]
                if current:
                    return current[0].name
            first = named[0] if named else None
            if first is not None and block.kind in ("paragraph", "quote") and first.start - block.start <= 1:
                return first.name if _DEFINES.match(self.text, first.end) else None
        return None

    def _long_over(self, happening: str) -> bool:
        """Whether a happening was over years before the document: its anniversary is another happening."""
        return self.published is not None and years_after(self.spans.get(happening) or self.published, self.published)

    def _most_named(self) -> str | None:
        """The happening of the title, else the one named most."""
        if not self.wars:
            return None
        for block in self.blocks[:3]:
            if block.kind in ("title", "heading"):
                named = self.wars_in(block.start, block.end)
                if named:
                    return named[0].name
        counted = Counter(name.name for name in self.wars)
        most = max(counted.values())
        name = next(name for name in self.wars if counted[name.name] == most)
        in_passing = most == 1 and self.blocks[: OPENING + 1][-1].start < name.start
        return None if in_passing else name.name

    def times_in(self, start: int, end: int) -> list[Time]:
        """Return the dates and intervals that begin in text[start:end]."""
        first = bisect_left(self.time_starts, start)
        return self.times[first : bisect_left(self.time_starts, end)]

    def place_at(self, offset: int) -> Found:
        """Return the place (canonical name) the words at a text offset are about."""
        number, start, end = self.sentence(offset)
        near = self._places_in(start, end)
        if near:
            before = [name for name in near if name.start <= offset]
            return Found((before[-1] if before else near[0]).name, NAMED_IN_SENTENCE)
        earlier = self._places_in(self.blocks[number].start, start)
        if earlier:
            return Found(earlier[-1].name, "named before in the paragraph")
        for heading in self.headings(number):
            named = self._places_in(heading.start, heading.end)
            if named:
                return Found(named[-1].name, "named in the heading")
        return NOTHING

    def _places_in(self, start: int, end: int) -> list[Name]:
        first = bisect_left(self._place_starts, start)
        found = self._places[first : bisect_left(self._place_starts, end)]
        return [name for name in found if not self._where_said(name)]

    def _where_said(self, name: Name) -> bool:
        """发言人在日内瓦表示: where somebody speaks is not where it happened."""
        return self.text.endswith("在", 0, name.start) and _SAID.match(self.text, name.end) is not None

    def headings(self, number: int) -> list[Block]:
        """Return the headings above a block, innermost first; a numbered line without a full stop heads what follows."""
        found: list[Block] = []
        for block in reversed(self.blocks[max(0, number - _FOLLOW) : number]):
            if block.kind in ("title", "heading", "cell", "caption"):
                break
            if block.end - block.start <= _HEAD_LINE and _NUMBERED_HEAD.fullmatch(self.text, block.start, block.end):
                found.append(block)
                break
        path = [words.strip() for words in self.blocks[number].path]
        at = bisect_left(self._titles, number) - 1
        while path and at >= 0:
            block = self.blocks[self._titles[at]]
            if self.document.text[block.start : block.end].strip() == path[-1]:
                found.append(block)
                path.pop()
            at -= 1
        return found

    def sentence(self, offset: int) -> tuple[int, int, int]:
        """Return the number of the block at an offset, and its sentence there."""
        number = max(bisect_right(self._starts, offset) - 1, 0)
        block = self.blocks[number]
        if number not in self._sentences:
            self._sentences[number] = list(sentences(self.text, block.start, block.end))
        index = bisect_right(self._sentences[number], (offset, len(self.text))) - 1
        if index >= 0 and offset < self._sentences[number][index][1]:
            return number, *self._sentences[number][index]
        return number, block.start, block.end


_SAID: Final = re.compile(
    "(?:[^，。；：]{0,10}?(?:会上|会晤[后时]|见面[后时]|场合|活动上))?(?:对|向)?(?:媒体|记者|传媒)?(?:表示|说|称|宣布|指出|告诉|透露|通报|强调|发表)"
)
_LATE: Final = re.compile("(?<![—–~～至到-])24|[午深半]夜|晚上?12|夜12")


_A_DAY: Final = re.compile(r"(\d{4}-\d\d-\d\d)T00(?::00)?/(\d{4}-\d\d-\d\d)T00(?::00)?")


def _whole_day(time: Time, edtf: str) -> Time:
    """22日0时至24时 is the 22nd."""
    days = _A_DAY.fullmatch(edtf)
    if days is None or date.fromisoformat(days[2]) - date.fromisoformat(days[1]) != timedelta(days=1):
        return time
    return structs.replace(time, edtf=days[1])


def _without_glosses(times: list[Time], text: str) -> list[Time]:
    """1839年9月4日（道光十九年七月二十七日）: the same day in another calendar, in brackets right behind it, is no further date.

    Nor is 这12天 right behind the days it counts.
    """
    ends = {time.end for time in times}
    return [
        time
        for time in times
        if not (text.startswith("（", time.start - 1) and time.start - 1 in ends)
        and not (time.start in ends and text[time.start] in "这该共")
    ]


def _on_its_day(time: Time, text: str) -> Time:
    """截至31日24时 counts the 31st, though the hour is the first of the next day."""
    if time.edtf is None or not time.edtf.endswith(("T00", "T00:00")):
        return time
    if "/" in time.edtf:
        return _whole_day(time, time.edtf)
    if not _LATE.search(text, time.start, time.end):
        return time
    day = date.fromisoformat(time.edtf[:10]) - timedelta(days=1)
    return structs.replace(time, edtf=day.isoformat())


def longer(span: Bounds, days: int) -> bool:
    """Return whether a span is open or longer than some days."""
    return span.first is None or span.last is None or (span.last - span.first).days > days
