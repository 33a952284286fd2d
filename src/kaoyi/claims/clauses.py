"""A sentence as the figures' rules see it: its figures, words of the table, names and times in order, and its cuts.

All offsets are text offsets; all matching is on the folded text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import Final

from kaoyi.claims.frames import Frames, Trigger
from kaoyi.mentions.numerals import read as read_numeral
from kaoyi.model import Block, Document, Mentions, Name, Quantity, Time
from kaoyi.text import sentences, sentences_with

# Where a clause ends. Quotation marks end none: they stand around names as often as around speech.
CUTS: Final = re.compile(r"[，,；;：:。！？!?\n【】]|\u3000")
BRACKETS: Final = re.compile(r"[（(][^（()）\n]*[）)]")
# A bare number before one of these is a designation, a measure or a time, never a count.
_NO_COUNT: Final = re.compile(
    r"\s?(?:[军师团营连旅排班级号楼路届线岁点时分秒年月日天周元%％℃度米尺里公千吨斤克倍折章条款页集期次架刻代型式步个多名"
    r"A-Za-z/\-.~]|部队|高地|集团军|兵团|纵队|国(?!军)|省|市|县|区|镇|村|所|家|间|项|件|份|种|块|民运|学运|运动|事件|革命|惨案|风波|大关)"
)
# 数以万计市民: people after all, though 市 alone is none.
_NOUN_AFTER: Final = re.compile("[市村镇县区国]民|家[长属]")
_TROOPS: Final = ("军队", "军人", "部队")
_ARMY_OF: Final = 1000  # soldiers that a bare number before 军队 counts; 38军 is a unit
_MANY_UNITS_OF: Final = 10_000  # 8200部队 is a unit too
# 3个师, 一支部队: units are not counted as things; 一部 is a part.
_OF_UNITS: Final = re.compile(
    r"[^，。；、0-9]{0,6}?(?:国家?|省|市|党派?|单位|部门|机构|组织|团体|委员会)(?=[，。；、的之中里内投都均已有在向对就和与及赞反弃支参签]|$)|[^，。；、0-9]{0,8}?(?:指挥部|司令部|总部|绥靖区|军|师|旅|团|营|连|排|中队|大队|支队|纵队|舰队|部队|兵团|分队|小队|方面军)(?!队的|人|官|用|事|备)"
)
# 三门核电厂, 五门功课: a place, subjects at school.
_DOOR: Final = re.compile("(?:核电|峡|县|湾|课|功课|学科|科目|语言|外语|学问|课程|考试|手艺|生意|亲事|技术|艺术)")
_TYPE_BEFORE: Final = re.compile(r"(?:[A-Za-z]|米格|[歼轰运强直苏图伊雅]|苏恺|空警|T)[-－]?$")
# 中五学生, 小六男生: the form at school, not how many.
_FORM: Final = re.compile("(?<![其当之从集])[中小大高初][一二三四五六七]$")
# 年过70的长者; 有数百万人口的城市: an age, the size of a town.
_AGE_BEFORE: Final = re.compile(
    "(?<![0-9一二三四五六七八九十今去前后每当同])(?:年(?:过|逾|近|仅|届|满|高)|年龄[在为是超过]{0,2}|高龄)$"
)
_PEOPLED: Final = re.compile("人?口(?:的|中)[^，。；]{0,10}?(?:国|省|市|城|镇|村|区|县|州|岛|地)")
_DIGIT: Final = "[一二两三四五六七八九十廿百]"
_DIGITS: Final = _DIGIT + "{1,4}"
_DEAD_AND_HURT: Final = re.compile(f"(?P<dead>{_DIGITS})死[、，]?(?P<hurt>{_DIGITS})[轻重]?伤")
# The same, looked for from its 死, which is rarer than digits.
_FROM_DEAD: Final = re.compile(rf"死(?<={_DIGIT}死)[、，]?{_DIGITS}[轻重]?伤")
_ILLNESSES: Final = (
    "疫情",
    "确诊",
    "病毒",
    "传染病",
    "肺炎",
    "霍乱",
    "鼠疫",
    "瘟疫",
    "流感",
    "沙士",
    "登革热",
    "伊波拉",
    "埃博拉",
    "新冠",
    "covid",
    "COVID",
    "Covid",
)
_EPIDEMIC: Final = re.compile("|".join(_ILLNESSES))
_COUNTED: Final = frozenset(
    [
        "person",
        "aircraft",
        "tank",
        "vehicle",
        "ship",
        "gun",
        "small_arm",
        "round",
        "bomb",
        "missile",
        "building",
        "item",
        "animal",
        "sortie",
        "vote",
        "incident",
        "km2",
        "mi2",
        "ha",
    ]
)
_COUNTABLE_KINDS: Final = frozenset(("cardinal", "range"))


class Sentence:
    """One sentence, the block it stands in, and what was found in it; triggers and cuts are looked for when asked for.

    brackets: the spans of what stands in brackets
    """

    def __init__(
        self, document: Document, span: tuple[int, int], block: Block, mentions: Mentions, frames: Frames
    ) -> None:
        self._document = document
        self._frames = frames
        self.text = document.folded
        self.start, self.end = span
        self.block = block
        self.figures: tuple[Quantity, ...] = mentions.quantities
        self.names: tuple[Name, ...] = mentions.names
        self.times: tuple[Time, ...] = mentions.times
        self.brackets = _brackets(self.text, self.start, self.end)
        self._triggers: tuple[Trigger, ...] | None = None
        self._cuts: list[int] | None = None  # where the characters stand that part clauses
        self._outer_cuts: list[int] = []  # those outside brackets

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """The words of the table, those left out that are part of a figure."""
        if self._triggers is None:
            self._triggers = _apart(self._frames.find(self.text, self.start, self.end), self.figures)
        return self._triggers

    @property
    def epidemic(self) -> bool:
        """Whether the document is about a spreading illness: the dearest question, so asked last."""
        return _of_an_epidemic(self.text)

    def clause(self, offset: int) -> tuple[int, int]:
        """Return the span of the clause an offset stands in, its cuts left out.

        A bracket in the middle does not part the clause around it (``3人（均为乘客）死亡``); inside a bracket its
        borders do.
        """
        cuts = self._cuts
        if cuts is None:
            cuts = self._cuts = _cuts(self._document, self.figures, self.start, self.end)
            self._outer_cuts = _outside(cuts, self.brackets) if self.brackets else cuts
        low, high, outer = self.start, self.end, self._outer_cuts
        for start, end in self.brackets:
            if start < offset < end:
                low, high, outer = start + 1, end - 1, cuts
        index = bisect_right(outer, offset)
        start = outer[index - 1] + 1 if index and outer[index - 1] >= low else low
        end = outer[index] if index < len(outer) and outer[index] < high else high
        return start, end

    def names_in(self, start: int, end: int) -> list[Name]:
        """Return the names that lie inside a span."""
        return [name for name in self.names if start <= name.start and name.end <= end]

    def untimed(self, start: int, end: int) -> str:
        """Return the words of a span, its times left out."""
        words, at = "", start
        for time in self.times:
            if at <= time.start and time.end <= end:
                words, at = words + self.text[at : time.start], time.end
        return words + self.text[at:end]


def read(document: Document, mentions: Mentions, frames: Frames) -> list[Sentence]:
    """Return the sentences of a document that hold a figure and can hold a claim."""
    text = document.folded
    starts = [quantity.start for quantity in mentions.quantities]
    name_starts = [name.start for name in mentions.names]
    time_starts = [time.start for time in mentions.times]
    found = []
    for block, start, end in _with_figures(document, starts):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        names = mentions.names[bisect_left(name_starts, start) : bisect_left(name_starts, end)]
        figures = _countable(text, mentions.quantities[first:last], names)
        figures = _with_headline_figures(text, figures, start, end)
        if figures:
            times = mentions.times[bisect_left(time_starts, start) : bisect_left(time_starts, end)]
            found.append(Sentence(document, (start, end), block, Mentions(figures, times, names), frames))
    return found


def _brackets(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    if text.find("（", start, end) < 0 and text.find("(", start, end) < 0:
        return ()
    return tuple(match.span() for match in BRACKETS.finditer(text, start, end))


def _with_figures(document: Document, starts: list[int]) -> list[tuple[Block, int, int]]:
    """The sentences that can hold a figure, each with its block: those with a number, or any where 一死三伤 stands."""
    text, blocks = document.folded, document.blocks
    if _FROM_DEAD.search(text):
        told = [block for block in blocks if block.kind != "note"]
        return [(block, start, end) for block in told for start, end in sentences(text, block.start, block.end)]
    found = []
    block_starts = [block.start for block in blocks]
    for start, end, first, _ in sentences_with(text, starts):
        block = blocks[bisect_right(block_starts, starts[first]) - 1]
        if block.kind != "note":
            found.append((block, max(start, block.start), min(end, block.end)))
    return found


@lru_cache(maxsize=256)  # asked of each figure of a document
def _of_an_epidemic(text: str) -> bool:
    """Whether a document is about a spreading illness: its words stand in it often enough."""
    often = 1 + len(text) // 600
    if sum(map(text.count, _ILLNESSES)) < often:  # counts more than the pattern finds, at once
        return False
    return len(_EPIDEMIC.findall(text)) >= often


def _counts_all_the_same(text: str, figure: Quantity) -> bool:
    """数万市民, 四十万军队: people, though 市 and 军 alone would be none."""
    if text.startswith(_TROOPS, figure.end):
        return (figure.low or figure.high or 0) >= (_ARMY_OF if text[figure.end] == "军" else _MANY_UNITS_OF)
    if text.startswith("级", figure.end):
        return text.endswith("斩首", 0, figure.start)
    return _NOUN_AFTER.match(text, figure.end) is not None


def _countable(text: str, found: tuple[Quantity, ...], names: tuple[Name, ...]) -> tuple[Quantity, ...]:
    """The figures that may count something: no part of a name, no designation, no bare small number before a noun."""
    kept = []
    for figure in found:
        if figure.kind not in _COUNTABLE_KINDS or (figure.unit not in _COUNTED and (figure.unit or figure.counter)):
            continue
        if not figure.counter and _NO_COUNT.match(text, figure.end) and not _counts_all_the_same(text, figure):
            continue
        if figure.noun and not figure.counter and _FORM.search(text, max(0, figure.start - 2), figure.end):
            continue
        if not figure.counter and _AGE_BEFORE.search(text, max(0, figure.start - 3), figure.start):
            continue
        if text.startswith(("人口的", "人口中", "口的", "口中"), figure.end) and _PEOPLED.match(text, figure.end):
            continue
        if not figure.counter and _TYPE_BEFORE.search(text, max(0, figure.start - 3), figure.start):
            continue
        if (figure.counter in ("个", "支", "部") and _OF_UNITS.match(text, figure.end)) or text[
            figure.start : figure.end
        ] == "一部":
            continue
        if figure.counter == "门" and _DOOR.match(text, figure.end):
            continue
        if any(name.start < figure.end and figure.start < name.end for name in names):
            continue
        kept.append(figure)
    return tuple(kept)


def _with_headline_figures(text: str, figures: tuple[Quantity, ...], start: int, end: int) -> tuple[Quantity, ...]:
    """Add the bare Chinese digits of 一死三伤, which count nowhere else."""
    if text.find("死", start, end) < 0:
        return figures
    found = []
    for match in _DEAD_AND_HURT.finditer(text, start, end):
        for group in ("dead", "hurt"):
            a, b = match.span(group)
            value = read_numeral(match[group])
            if value is not None and not any(q.start < b and a < q.end for q in figures):
                found.append(Quantity(a, b, value, value, False, "cardinal", None, "", a, b, "headline digits"))
    return tuple(sorted((*figures, *found), key=lambda quantity: quantity.start)) if found else figures


def _cuts(document: Document, figures: tuple[Quantity, ...], start: int, end: int) -> list[int]:
    """Where clauses part; a comma inside a figure parts nothing."""
    cuts = [match.start() for match in CUTS.finditer(document.text, start, end)]
    return _outside(cuts, tuple([(figure.start, figure.end) for figure in figures]))


def _outside(cuts: list[int], spans: tuple[tuple[int, int], ...]) -> list[int]:
    return [at for at in cuts if not any(start <= at < end for start, end in spans)]


def _apart(triggers: list[Trigger], figures: tuple[Quantity, ...]) -> tuple[Trigger, ...]:
    """The triggers that are no part of a figure (a counter may look like a word of the table)."""
    if not triggers:
        return ()
    spans = [(figure.start, figure.end) for figure in figures]
    return tuple([t for t in triggers if not any(start < t.end and t.start < end for start, end in spans)])
