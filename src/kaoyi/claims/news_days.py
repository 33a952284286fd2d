"""The day a news text means where its words say none: of the deed, of the happening, the day it opens with."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from kaoyi.claims.dates_told import DatesTold
from kaoyi.claims.days import days_between
from kaoyi.claims.surroundings import LONG, Found, Surroundings
from kaoyi.mentions.edtf import bounds
from kaoyi.model import Block
from kaoyi.text import sentences

_HAPPENED: Final = re.compile(
    r"(?:^|[。！？\n])(?:事发|案发|意外|事故|爆炸|袭击|枪击|地震|火警|车祸)(?:发生)?(?:[在于]|现场)?(?:是|为)?(?:当地|本地)?(?:时间)?[^，。；]{0,4}$"
)
_LEAD_IN: Final = 16
_COURT: Final = re.compile(
    "被控|控罪|被告|开审|提堂|裁判官|判囚|判监|判刑|法院|法庭|聆讯|陪审|上诉|还押|裁定|答辩|求情|审讯|控方|辩方|受审|庭审"
)
_COURT_WORDS: Final = 3  # different ones in the opening make it a report from a court
_DEED: Final = re.compile("被控|被指|控罪|涉嫌|案发|事发|发生|爆发|参与|冲突|暴动|集结|袭击|杀|凶案|案情")
_BIRTH: Final = re.compile("出生|生于|入职|上任|成立|毕业|被判|判处|裁定|宣判|提堂|开审|首次提讯")
_HEARD_SOON: Final = 7
_NEAR: Final = 24
_SHORT: Final = 40
_LEDE: Final = 3
_CAPTIONS: Final = 20  # pictures may stand before the opening
_RECENT: Final = 4


class NewsDays:
    """The days one news text may mean."""

    def __init__(self, around: Surroundings, told: DatesTold) -> None:
        self.around = around
        self._told = told
        self._deeds: list[str | None] = []  # the day of the deed, once it has been looked for

    def day(self, after: int, end: int) -> Found | None:
        """Return the day of a figure without any date; the sentences after it are text[after:end]."""
        return self._told_next(after, end) or self.deed() or self._recent_topic() or self._lede()

    def deed(self) -> Found | None:
        """A report from a court counts what happened on the day of the deed, not on the day of the hearing."""
        return Found(self.deed_day, "day of the deed before the court") if self.deed_day else None

    @property
    def deed_day(self) -> str | None:
        """The day of the deed, for a report from a court."""
        if not self._deeds:  # cached_property would not be cached in a compiled class
            self._deeds.append(self._first_deed())
        return self._deeds[0]

    def _first_deed(self) -> str | None:
        """The first day well before the hearing on which something is said to have been done."""
        text, published = self.around.text, self.around.published
        words = {word for block in self._opening() for word in _COURT.findall(text, block.start, block.end)}
        if len(words) < _COURT_WORDS:
            return None
        for time in self.around.times:
            days = days_between(time.edtf, published)
            if days is None or days <= _HEARD_SOON or _BIRTH.match(text, time.end):
                continue
            if _DEED.search(text, max(0, time.start - _NEAR), time.end + _NEAR):
                return time.edtf
        return None

    def _told_next(self, after: int, end: int) -> Found | None:
        """Five dead. 事发当地时间周日晚上七时…: the sentences after say when it happened."""
        for time in self.around.times_in(after, end):
            lead = self.around.text[max(after, time.start - _LEAD_IN) : time.start]
            opened = _HAPPENED.search(lead)
            days = days_between(time.edtf, self.around.published)
            if opened is not None and days is not None and 0 <= days <= _RECENT:
                return Found(time.edtf, "told in the sentences after")
        return None

    def _lede(self) -> Found | None:
        """The day a news text opens with, if it is one of the last few before it was published; a round-up opens with none."""
        if self.around.several:
            return None
        for block in self._opening():
            times = self._told.within(block.start, block.end)
            stop = self._second_stop(block) if times else block.end
            for time in times:
                if time.start >= stop:
                    break
                days = days_between(time.edtf, self.around.published)
                summed = self.around.text.endswith(("截至", "截止", "截至本"), 0, time.start)
                if days is not None and 0 <= days <= (1 if summed else _RECENT):  # an older sum is no news
                    return Found(time.edtf, "day the news opens with")
            if times and block.kind == "paragraph":
                break  # the first paragraph that is dated tells when
        return None

    def _second_stop(self, block: Block) -> int:
        """Where the second sentence of a block ends; what comes later tells of single persons and what went before."""
        ends = [end for _, end in sentences(self.around.text, block.start, block.end)]
        return ends[1] if len(ends) > 1 else block.end

    def _opening(self) -> list[Block]:
        """The blocks a news text opens with: its title and first words, pictures left out."""
        return [block for block in self.around.blocks[:_CAPTIONS] if block.kind != "caption"][:_LEDE]

    def _recent_topic(self) -> Found | None:
        """A news text about one short happening of the last year, now over, counts what happened then."""
        span = bounds(self.around.spans.get(self.around.topic)) if self.around.topic else None
        if span is None or span.first is None or span.last is None or self.around.published is None:
            return None
        if len({name.name for name in self.around.wars}) > 1 or not re.fullmatch(
            r"\d{4}-\d\d-\d\d", self.around.published
        ):
            return None
        since = (date.fromisoformat(self.around.published) - span.last).days
        if (span.last - span.first).days > _SHORT or not 0 < since <= LONG:
            return None
        return Found(self.around.spans[self.around.topic or ""], f"when {self.around.topic} took place")
