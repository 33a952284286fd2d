"""Event, time and place of a claim: from the clause, the sentence, the headings and the title, nearest first."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from kaoyi.claims.happenings import known_spans, phases_named, told_spans
from kaoyi.lexicon import Lexicon
from kaoyi.mentions.edtf import Bounds, bounds, contains
from kaoyi.mentions.voices import Voices
from kaoyi.model import Block, Document, Mentions, Name, Time
from kaoyi.text import sentences


class Found(Struct, frozen=True, gc=False):
    """A value and the rule that gave it; None and "" when the text does not say."""

    value: str | None
    rule: str


NOTHING = Found(None, "")


class _Spot(Struct, frozen=True, gc=False):
    """A figure at text[start:end]: its block, sentence, the start of its clause, and whether it is a total."""

    number: int
    first: int
    last: int
    clause: int
    start: int
    end: int
    total: bool


_TOTAL = re.compile(
    r"共(?!产|和|识|同|有制|军|方|谍|党|事|存|享|鸣)|合计|总计|总数|总共|总战果|累计|全部|整个|全役|先后|前后|期间|以来|统计|历时|一共|总伤亡|总兵力|伤亡总"
)
"""The figure sums up a whole happening."""

_THIS = re.compile(
    r"(?:此|该|这次|这场|本次|是次|此次|整个|整场|全)(?:战|役|战役|战斗|会战|事件|冲突|战争|行动|攻势|灾难|事故|地震|空难|骚乱|疫情|运动)(?!时|术|略|车|机|舰|士|友)"
)
_NOW = re.compile(r"目前|现时|现有|现在|如今|当前|至今|迄今|截至目前|到目前|现已|眼下|时下|至今为止")
_DURING = re.compile(r"[”」』]?(?:的|之)?(?:期间|中|时期|以来|全程|全部|整个|之中|里|内)")
_RUNNING = re.compile(r"累计|连续|一连|过去|近|前后|共")
_LOSSES = re.compile(r"伤亡|损失|战果|结果|统计|兵力|影响|评价|后果")
_PAPERS = ("协定", "条约", "公约", "声明", "宣言", "谈判", "会议", "决议", "冷战")
"""Happenings that do not lend their date to losses told beside them."""
_LONG = 400
_SHORT = 40
_LEDE = 3
_RECENT = 4
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Context:
    """The happenings, times and places of one document; ask for those of any text offset."""

    def __init__(self, document: Document, mentions: Mentions, voices: Voices, lexicon: Lexicon) -> None:
        self._document = document
        self._text = document.folded
        self._voices = voices
        self._blocks = document.blocks
        self._starts = [block.start for block in document.blocks]
        self._times = [time for time in mentions.times if time.edtf and time.kind in ("date", "interval")]
        self._time_starts = [time.start for time in self._times]
        self._lengths = [time for time in mentions.times if time.kind == "duration"]
        self._wars = [name for name in mentions.names if name.kind == "war" and not self._in_title(name)]
        self._phases = phases_named(self._text, {name.name for name in self._wars}, lexicon)
        self._war_starts = [name.start for name in self._wars]
        self._places = [name for name in mentions.names if name.kind == "place"]
        self._place_starts = [name.start for name in self._places]
        self._spans = {**told_spans(document, self._wars, self._times), **known_spans(lexicon)}
        published = document.metadata.published
        self._published = published[:10] if published else None
        self._topic = self._most_named()

    def _in_title(self, name: Name) -> bool:
        """A happening in the title of a book (《长津湖战役史》) does not happen there."""
        floor = max(0, name.start - 30)
        return self._text.rfind("《", floor, name.start) > self._text.rfind("》", floor, name.start)

    # --- event ---------------------------------------------------------------------------------

    def event_at(self, offset: int) -> Found:
        """Return the happening (canonical name) the words at a text offset belong to."""
        if not self._wars:
            return NOTHING
        number, start, end = self._sentence(offset)
        near = self._wars_in(start, end)
        if near:
            before = [name for name in near if name.start <= offset]
            chosen = before[-1] if before else near[0]
            return Found(chosen.name, "named in the sentence")
        return self._event_around(number, start)

    def _event_around(self, number: int, before: int) -> Found:
        """The happening of the paragraph so far, else of the headings, else of the document.

        A battle named in a heading goes before the war named in the paragraph: the nearest that is not broad.
        """
        broad = NOTHING
        for start, end, rule in self._places_to_look(number, before):
            for name in reversed(self._wars_in(start, end)):
                found = Found(name.name, rule)
                if not self._is_broad(name.name):
                    return found
                broad = broad if broad.value else found
        if broad.value:
            return broad
        return Found(self._topic, "what the document is about") if self._topic else NOTHING

    def _places_to_look(self, number: int, before: int) -> Iterator[tuple[int, int, str]]:
        yield self._blocks[number].start, before, "named before in the paragraph"
        for heading in self._headings(number):
            yield heading.start, heading.end, "named in the heading"

    def _is_broad(self, name: str) -> bool:
        """A war of more than a year, or of unknown length and the document's own topic, holds many happenings."""
        span = bounds(self._spans.get(name))
        return span is not None and _longer(span, _LONG)

    def _wars_in(self, start: int, end: int) -> list[Name]:
        first = bisect_left(self._war_starts, start)
        return self._wars[first : bisect_left(self._war_starts, end)]

    def _most_named(self) -> str | None:
        """The happening of the title, else the one named most."""
        if not self._wars:
            return None
        for block in self._blocks[:3]:
            if block.kind in ("title", "heading"):
                named = self._wars_in(block.start, block.end)
                if named:
                    return named[0].name
        counted = Counter(name.name for name in self._wars)
        most = max(counted.values())
        return next(name.name for name in self._wars if counted[name.name] == most)

    def _headings(self, number: int) -> list[Block]:
        """The headings above a block, innermost first."""
        found: list[Block] = []
        path = list(self._blocks[number].path)
        for block in reversed(self._blocks[:number]):
            if not path:
                break
            words = self._document.text[block.start : block.end].strip()
            if block.kind in ("heading", "title") and words == path[-1].strip():
                found.append(block)
                path.pop()
        return found

    # --- time ----------------------------------------------------------------------------------

    def time_at(self, start: int, end: int, total: bool = False) -> Found:
        """Return when the thing counted at text[start:end] happened (EDTF). total: the figure sums up a whole happening."""
        spot = self._spot(start, end, total)
        found = self._in_sentence(spot) or self._summed(spot) or self._in_block(spot) or self._in_heading(spot)
        return _whole_days(found or self._around(spot) or NOTHING)

    def _spot(self, start: int, end: int, total: bool) -> _Spot:
        number, first, last = self._sentence(start)
        block = self._blocks[number]
        if block.kind == "cell":
            first = max(first, self._text.rfind("；", first, start) + 1)
        clause = max(first, *(self._text.rfind(mark, first, start) + 1 for mark in "，；：。（"))
        total = total or _TOTAL.search(self._text, clause, start) is not None
        return _Spot(number, first, last, clause, start, end, total)

    def _in_sentence(self, spot: _Spot) -> Found | None:
        """The last date, dated happening or word for now before the figure in its sentence; else a date after it."""
        said = self._voices.saying_dates(spot.start)
        times = self._times_in(spot.first, spot.last)
        told = [time for time in times if (time.start, time.end) not in said]
        before = [time for time in told if time.start <= spot.start]
        opened = self._voices.at(spot.start).start
        if self._published and (not before or before[-1].end <= opened):
            # 昨日，警方公布…: in the news what is told on a day is of that day
            before = [*before, *(time for time in times if (time.start, time.end) in said and time.start <= spot.start)]
        latest = before[-1] if before else None
        named = self._named_before(spot, latest)
        if named is not None:
            return named
        now = self._now_before(spot, latest.end if latest is not None else spot.first)
        if now is not None:
            return now
        if latest is not None:
            return self._over_days(latest, spot) or Found(latest.edtf, "date before it in the sentence")
        stop = min(
            (at for at in (self._text.find(mark, spot.end, spot.last) for mark in "，；。") if at >= 0),
            default=spot.last,
        )
        after = [time for time in told if spot.end <= time.start < stop]
        return Found(after[0].edtf, "date after it in the clause") if after else None

    def _named_before(self, spot: _Spot, latest: Time | None) -> Found | None:
        """A dated happening named, or pointed at (此役), after the last date; the date goes first where it lies within."""
        places = [(name.end, *self._narrowed(name, spot)) for name in self._dated_wars(spot.first, spot.start)]
        places += [(end, span, name) for start, end, span, name in self._phases if spot.first <= start < spot.start]
        pointed = [match.end() for match in _THIS.finditer(self._text, spot.first, spot.start)]
        if pointed:
            event = self._event_around(spot.number, spot.first).value
            span = self._spans.get(event) if event else None
            if event and span and not self._is_broad(event):
                places.append((pointed[-1], span, event))
        if not places:
            return None
        at, span, event = max(places)
        whole = spot.total and (latest is None or latest.kind != "interval")
        if latest is not None and (latest.end > at or (not whole and contains(span, latest.edtf))):
            return None
        if self._goes_on(span) or self._now_before(spot, at) is not None:
            return None
        return Found(span, f"when {event} took place")

    def _narrowed(self, name: Name, spot: _Spot) -> tuple[str, str]:
        """The span and name of a happening; of the battle the passage is about where only its war is named in passing."""
        span = self._spans[name.name]
        if self._is_broad(name.name) and not _DURING.match(self._text, name.end):
            inner = self._event_around(spot.number, spot.first).value
            if inner and inner in self._spans and not self._is_broad(inner) and contains(span, self._spans[inner]):
                return self._spans[inner], inner
        return span, name.name

    def _dated_wars(self, start: int, end: int) -> list[Name]:
        """The happenings named in text[start:end] whose dates are known and can be a figure's."""
        near = self._wars_in(start, end)
        return [name for name in near if name.name in self._spans and not name.name.endswith(_PAPERS)]

    def _goes_on(self, span: str) -> bool:
        """Whether a happening was going on when the document was published: then its whole span is not the figure's."""
        reach = bounds(span)
        return bool(self._published) and (reach is None or reach.last is None or contains(span, self._published))

    def _now_before(self, spot: _Spot, after: int) -> Found | None:
        if not self._published:
            return None
        if _NOW.search(self._text, max(after, spot.first), spot.start):
            return Found(self._published, "present of the document")
        return None

    def _over_days(self, time: Time, spot: _Spot) -> Found | None:
        """累计3天…: the days up to the last date."""
        for length in self._lengths:
            if not spot.clause <= length.start < spot.start or not re.fullmatch(r"P\d{1,2}D", length.edtf or ""):
                continue
            if not _RUNNING.search(self._text[max(spot.clause, length.start - 4) : length.start]):
                return None
            return _days_until(time.edtf, int((length.edtf or "P1D")[1:-1]))
        return None

    def _summed(self, spot: _Spot) -> Found | None:
        """A sum or somebody's count, without a date of its own, is of the whole happening the passage is about."""
        if self._published or not (spot.total or self._voices.at(spot.start).speaker):
            return None
        if self._times_told(spot.clause, spot.start):
            return None
        event = self._event_around(spot.number, spot.first)
        found = self._of(event)
        earlier = self._times_told(self._blocks[spot.number].start, spot.first)
        if found is None or not earlier:
            return found
        if earlier[-1].kind == "interval" and contains(found.value, earlier[-1].edtf):
            return Found(earlier[-1].edtf, "last interval in the paragraph")
        return None if event.value and self._is_broad(event.value) else found

    def _of(self, event: Found) -> Found | None:
        span = self._spans.get(event.value) if event.value else None
        return Found(span, f"when {event.value} took place") if span and not self._goes_on(span) else None

    def _times_told(self, start: int, end: int) -> list[Time]:
        said = self._voices.saying_dates(start)
        return [time for time in self._times_in(start, end) if (time.start, time.end) not in said]

    def _in_block(self, spot: _Spot) -> Found | None:
        """The last date or dated happening before the sentence in its block."""
        start = self._blocks[spot.number].start
        times = self._times_told(start, spot.first)
        wars = self._dated_wars(start, spot.first)
        named = [name for name in wars if not self._goes_on(self._spans[name.name])]
        if named and (not times or named[-1].start > times[-1].end) and not self._published:
            return Found(self._spans[named[-1].name], f"when {named[-1].name} took place")
        if not times:
            return None
        return self._over_days(times[-1], spot) or Found(times[-1].edtf, "last date in the paragraph")

    def _in_heading(self, spot: _Spot) -> Found | None:
        for heading in self._headings(spot.number):
            times = self._times_told(heading.start, heading.end)
            if times:
                return Found(times[-1].edtf, "date of the heading")
            for name in reversed(self._dated_wars(heading.start, heading.end)):
                if not self._is_broad(name.name):
                    return self._of(Found(name.name, "named in the heading"))
        return None

    def _around(self, spot: _Spot) -> Found | None:
        """A news text means its own day; a table what introduces it; a history the date before, or its happening."""
        block = self._blocks[spot.number]
        if block.kind == "cell":
            lead = next((other for other in reversed(self._blocks[: spot.number]) if other.kind != "cell"), None)
            times = self._times_told(lead.start, lead.end) if lead is not None else []
            if times:
                return Found(times[-1].edtf, "date of the words before the table")
        if self._published:
            return self._recent_topic() or self._lede() or Found(self._published, "date of the document")
        if any(_LOSSES.search(words) for words in block.path):
            found = self._of(self._event_around(spot.number, spot.first))
            if found is not None:
                return found
        index = bisect_left(self._time_starts, block.start) - 1
        if index >= 0 and self._times[index].start >= self._section_start(spot.number):
            return Found(self._times[index].edtf, "last date before the paragraph")
        found = self._of(self._event_around(spot.number, spot.first))
        if found is not None or index < 0:
            return found
        return Found(self._times[index].edtf, "last date before the paragraph")

    def _recent_topic(self) -> Found | None:
        """A news text about one short happening of the last year, now over, counts what happened then."""
        span = bounds(self._spans.get(self._topic)) if self._topic else None
        if span is None or span.first is None or span.last is None or self._published is None:
            return None
        if len({name.name for name in self._wars}) > 1 or not re.fullmatch(r"\d{4}-\d\d-\d\d", self._published):
            return None
        since = (date.fromisoformat(self._published) - span.last).days
        if (span.last - span.first).days > _SHORT or not 0 < since <= _LONG:
            return None
        return Found(self._spans[self._topic or ""], f"when {self._topic} took place")

    def _lede(self) -> Found | None:
        """The day a news text opens with, if it is one of the last few before it was published."""
        for block in self._blocks[:_LEDE]:
            for time in self._times_told(block.start, block.end):
                days = _days_between(time.edtf, self._published)
                if days is not None and 0 <= days <= _RECENT:
                    return Found(time.edtf, "day the news opens with")
        return None

    def _section_start(self, number: int) -> int:
        headings = self._headings(number)
        return headings[0].start if headings else 0

    def _times_in(self, start: int, end: int) -> list[Time]:
        first = bisect_left(self._time_starts, start)
        return self._times[first : bisect_left(self._time_starts, end)]

    # --- place ---------------------------------------------------------------------------------

    def place_at(self, offset: int) -> Found:
        """Return the place (canonical name) the words at a text offset are about."""
        number, start, end = self._sentence(offset)
        near = self._places_in(start, end)
        if near:
            before = [name for name in near if name.start <= offset]
            return Found((before[-1] if before else near[0]).name, "named in the sentence")
        earlier = self._places_in(self._blocks[number].start, start)
        if earlier:
            return Found(earlier[-1].name, "named before in the paragraph")
        for heading in self._headings(number):
            named = self._places_in(heading.start, heading.end)
            if named:
                return Found(named[-1].name, "named in the heading")
        return NOTHING

    def _places_in(self, start: int, end: int) -> list[Name]:
        first = bisect_left(self._place_starts, start)
        return self._places[first : bisect_left(self._place_starts, end)]

    # --- where we are ----------------------------------------------------------------------------

    def _sentence(self, offset: int) -> tuple[int, int, int]:
        """The number of the block at an offset, and its sentence there."""
        number = max(bisect_right(self._starts, offset) - 1, 0)
        block = self._blocks[number]
        for start, end in sentences(self._text, block.start, block.end):
            if start <= offset < end:
                return number, start, end
        return number, block.start, block.end


def _whole_days(found: Found) -> Found:
    """A figure is of a day, not of an hour."""
    if found.value is None or "T" not in found.value:
        return found
    return Found(re.sub(r"T[0-9:]+(?:Z|[+-][0-9:]+)?", "", found.value), found.rule)


def _longer(span: Bounds, days: int) -> bool:
    return span.first is None or span.last is None or (span.last - span.first).days > days


def _days_between(edtf: str | None, published: str | None) -> int | None:
    if edtf is None or published is None or not (_DAY.match(edtf) and _DAY.fullmatch(published)):
        return None
    if "/" in edtf or len(edtf) > len("2000-01-01T00:00"):
        return None
    return (date.fromisoformat(published) - date.fromisoformat(edtf[:10])).days


def _days_until(until: str | None, days: int) -> Found | None:
    if until is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", until):
        return None
    last = date.fromisoformat(until)
    return Found(f"{last - timedelta(days=days - 1)}/{last}", "days counted back from the date before it")


def settle(document: Document, mentions: Mentions, voices: Voices, lexicon: Lexicon) -> Context:
    """Return the context of a document; voices tell which dates are dates of saying."""
    return Context(document, mentions, voices, lexicon)
