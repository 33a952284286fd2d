"""When a counted thing happened: from its sentence, its paragraph, the headings, the happening, the document."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from kaoyi.claims.dates_told import DatesTold
from kaoyi.claims.days import DAY, days_after, days_between, days_until, whole_days
from kaoyi.claims.happenings import begun_and_over
from kaoyi.claims.news_days import NewsDays
from kaoyi.claims.spots import Spot, spot_of
from kaoyi.claims.surroundings import LONG, NOTHING, Found, Surroundings
from kaoyi.mentions import numerals
from kaoyi.mentions.edtf import bounds, contains
from kaoyi.mentions.voices import Voices
from kaoyi.model import Name, Time

_THIS: Final = re.compile(
    r"(?:此|该|这次|这场|本次|是次|此次|整个|整场|全)(?:战|役|战役|战斗|会战|事件|冲突|战争|行动|攻势|灾难|事故|地震|空难|骚乱|疫情|运动)(?!时|术|略|车|机|舰|士|友)"
)
_FROM: Final = re.compile(r"(?:自从?|从|由)\s?$")
_TILL_NOW: Final = re.compile(r"\s?(?:一直|直)?[到至](?:如今|今天|今日|今|现在|目前|现时)")
_SINCE_THAT: Final = re.compile(r"[^，。；\n]{1,24}(?:以来|至今|迄今|起计?)(?=[，,])")
_UP_TO: Final = re.compile("(?:截至|截止)[^，。；]{0,10}$")
_OPENS_PART: Final = re.compile("(?:而|但|光是|仅)?(?:其中|当中|之中|单是|单单|仅是|这些)")
_NOW: Final = re.compile(
    r"目前|(?<![发出呈体实])现(?:时|有|在)|如今|当前|至今|迄今|截至目前|到目前|现已|眼下|时下|至今为止"
)
_DURING: Final = re.compile(r"[”」』]?(?:的|之)?(?:期间|中|时期|以来|全程|全部|整个|之中|里|内)")
_RUNNING: Final = re.compile(r"累计|连续|一连|过去|近|前后|共")
_LOSSES: Final = re.compile(r"伤亡|损失|战果|结果|统计|兵力|影响|评价|后果")
_FORWARD: Final = re.compile(r"(?:往后|其后|随后|接下来|接下来的|此后|之后|接着|未来)$")
# 参与去年七月的集会，: a date before the noun it describes, up to the end of its clause and the character there.
_OF_A_NOUN: Final = re.compile(r"[^，。；、：\n]{0,8}的[^，。；：\n]{1,20}?(?P<cut>[^，。；：\n])[，；：]")
_WITHIN: Final = "中里内后时间"
_IN_PASSING: Final = re.compile(
    r"(?:参与|参加|有关|涉及|因为?|就|对|关于|针对|提到|提及|回应|不满|抗议|纪念|悼念|筹备|举办|出席)[^，。；：\n]{0,6}$"
)
_PASSING: Final = 10
_BESIDE: Final = re.compile(r"(?:与|和|跟|同|较|比|继|如|对|向|就|关于|涉嫌|涉|被控|被指|怀疑|疑)[^，。；：\n]{0,6}$")
_CAUSED_SO_FAR: Final = re.compile(
    "(?:至今|迄今|目前|现时|暂时|至目前)(?:已经?|共|累计|暂|先后)*(?:造成|导致|致使|酿成|致|夺去|夺走|令)"
)
_JUST_BEFORE: Final = re.compile("过去|[最]?近(?!代)|此前")  # 过去两天新增…: of that sum only
_HALF_A_YEAR: Final = 180
_APART: Final = 14  # characters that may part the ends of a span
_SINCE_WHEN: Final = re.compile("[自从由][^，。；：]{0,12}$")
_CLAUSE_END: Final = re.compile("[，；。：]")
_AND_DAYS: Final = re.compile(r"日(?:、|及|和|与|，)")
_AND_A_FIGURE: Final = re.compile(r"(?:及|和|与|、)[约逾近超]?[0-9][0-9,.]*")
_A_FIGURE_AND: Final = re.compile(r"[0-9][0-9,.万]*[\u4e00-\u9fff]{0,3}(?:及|和|与|、)[约逾近超]?$")
_NOUN: Final = 10  # characters a noun behind a figure may have
_TOLD_OF: Final = re.compile("死|伤|亡|难|捕|拘|失踪|失联|确诊|感染|撤|救|逃|参|示威|游行|集会|出席|有|是|为|达|说|称")
_DATE_LINE: Final = 24
_LIST: Final = 14
_YEAR: Final = re.compile("[0-9]{4}|年")
_NO_YEAR: Final = "without a year, "
_LAST: Final = "last date in the paragraph"
_ANNIVERSARY: Final = re.compile("(?P<years>[0-9一二三四五六七八九十百]{1,3})周年")
_DATED: Final = "date before it in the sentence"
_SHORT: Final = 40
_TELLING: Final = 2  # characters a figure must have to be found again
_COMMON: Final = frozenset(f"{number}{counter}" for number in "一两二三123" for counter in ("人", "名", "位", "宗"))


class Dating:
    """The times of one document's figures; voices tell which dates are dates of saying."""

    def __init__(self, around: Surroundings, voices: Voices) -> None:
        self.around = around
        self._voices = voices
        self._told = DatesTold(around, voices)
        self._news = NewsDays(around, self._told)

    def time_at(self, start: int, end: int, total: bool = False) -> Found:
        """Return when the thing counted at text[start:end] happened (EDTF). total: the figure sums up a whole happening."""
        spot = spot_of(self.around, start, end, total)
        found = (
            self._in_full(spot)
            or self._in_sentence(spot)
            or self._summed(spot)
            or self._in_block(spot)
            or self._of_the_whole(spot)
            or self._under_date(spot)
            or self._in_heading(spot)
        )
        return whole_days(found or self._elsewhere(spot) or NOTHING)

    def _in_full(self, spot: Spot) -> Found | None:
        """A headline or caption without a date tells what the text tells in full: the time of the same figure there."""
        if not self.around.published or self.around.blocks[spot.number].kind not in ("title", "caption"):
            return None
        figure = self.around.text[spot.start : spot.end]
        figure = self.around.text[spot.start : spot.end + 1] if figure in _COMMON else figure
        part = max(spot.first, self.around.text.rfind("\u3000", spot.first, spot.start) + 1)
        stop = self.around.text.find("\u3000", spot.end, spot.last)
        if len(figure) < _TELLING or self._told.within(part, stop if stop > 0 else spot.last):
            return None
        again = self._again(figure, self.around.blocks[spot.number].end)
        if again < 0:
            return None
        found = self.time_at(again, again + len(figure), spot.total)
        return Found(found.value, f"told in full in the text: {found.rule}") if found.value else None

    def _again(self, figure: str, after: int) -> int:
        """Where the same figure next stands in a text that is no headline and no caption; -1 if nowhere."""
        text = self.around.text
        at = text.find(figure, after)
        while at >= 0:
            number, _, _ = self.around.sentence(at)
            whole = not (text[at - 1].isdigit() and figure[0].isdigit())
            if whole and self.around.blocks[number].kind not in ("title", "caption"):
                return at
            at = text.find(figure, at + 1)
        return -1

    def _in_sentence(self, spot: Spot) -> Found | None:
        """The last date, dated happening or word for now before the figure in its sentence; else a date after it."""
        times = self.around.times_in(spot.first, spot.last)
        said = self._voices.saying_dates(spot.start) if times else ()
        told = [
            time for time in times if (time.start, time.end) not in said and not self._told.of_another(time, spot.start)
        ]
        before = [time for time in told if time.start <= spot.start]
        latest = self._latest(before, times, spot)
        if latest is not None and self._that_day(latest):
            return self._news.deed()
        named = self._named_before(spot, latest)
        if named is not None:
            return named
        now = self._now_before(spot, latest.end if latest is not None else spot.first)
        if now is not None:
            return self._up_to_now(latest, now, spot) or now
        whole = begun_and_over(self.around.text, before)
        if whole is not None and "，" in self.around.text[before[-1].end : spot.start]:
            return Found(whole, "from its beginning to its end")
        if latest is not None and before and before[0].start < latest.start:
            whole = self._from_till(before, latest) or (self._on_both(before, latest) if spot.total else None)
            if whole is not None:
                return Found(whole, "from a date till a date")
        shared = self._shared_out(latest, spot) if latest is not None and latest.kind == "interval" else None
        running = shared or self._over_days(latest.edtf if latest is not None else self.around.published, spot)
        if running is not None:
            return running
        if latest is not None and self._since(latest, spot):
            return Found(f"{latest.edtf}/..", "since the date before it in the sentence")
        if latest is not None:
            plain = _YEAR.search(self.around.text, latest.start, latest.end) is None
            return Found(latest.edtf, f"{_NO_YEAR}date before it in the sentence" if plain else _DATED)
        stop = min(
            (at for at in (self.around.text.find(mark, spot.end, spot.last) for mark in "，；。\u3000") if at >= 0),
            default=spot.last,
        )
        stop = self._stop_of_noun(spot, stop)
        after = [time for time in told if spot.end <= time.start < stop and not self._of_other_cases(time, spot.end)]
        return Found(after[0].edtf, "date after it in the clause") if after else None

    def _from_till(self, before: list[Time], latest: Time) -> str | None:
        """自某国2月24日入侵至4月26日，: a span whose ends are told apart."""
        text = self.around.text
        first = next(time for time in reversed(before) if time.start < latest.start)
        if not text.endswith(("至", "到"), first.end, latest.start):
            return None
        if latest.start - first.end > _APART or _CLAUSE_END.search(text, first.end, latest.start):
            return None
        days = DAY.fullmatch(first.edtf or ""), DAY.match(latest.edtf or "")
        begun = _SINCE_WHEN.search(text, max(0, first.start - _APART), first.start)
        if begun is None or days[0] is None or days[1] is None or days[0][0] >= days[1][0]:
            return None
        return f"{days[0][0]}/{days[1][0]}"

    def _on_both(self, before: list[Time], latest: Time) -> str | None:
        """10月31日和11月1日分别遭袭，共造成12人死亡: a sum of what happened on two days."""
        first = next(time for time in reversed(before) if time.start < latest.start)
        days = DAY.fullmatch(first.edtf or ""), DAY.fullmatch(latest.edtf or "")
        if self.around.text[first.end : latest.start] not in ("和", "及", "与", "、") or not (days[0] and days[1]):
            return None
        return f"{days[0][0]}/{days[1][0]}" if days[0][0] < days[1][0] else None

    def _stop_of_noun(self, spot: Spot, stop: int) -> int:
        """数以千计居民，周一在广场示威: a clause that holds but the noun takes its date from the next."""
        text = self.around.text
        if text[stop : stop + 1] != "，" or _TOLD_OF.search(text, spot.clause, stop) or stop - spot.end > _NOUN:
            return stop
        if not any(time.start == stop + 1 for time in self.around.times_in(stop + 1, stop + 2)):
            return stop
        ends = (text.find(mark, stop + 1, spot.last) for mark in "，；。")
        return min((at for at in ends if at >= 0), default=spot.last)

    def _since(self, time: Time, spot: Spot) -> bool:
        """自去年10月7日冲突爆发以来: all that came after."""
        text = self.around.text
        if not _FROM.search(text, max(0, time.start - 3), time.start):
            return False
        return DAY.fullmatch(time.edtf or "") is not None and _SINCE_THAT.match(text, time.end, spot.start) is not None

    def _latest(self, before: list[Time], times: list[Time], spot: Spot) -> Time | None:
        """The last date before a figure; one that only describes a thing spoken of gives way to the one before it."""
        firm = [time for time in before if not self._in_passing(time, spot)]
        opened = self._voices.at(spot.start).start
        if self.around.published and (not firm or firm[-1].end <= opened):
            # 昨日，警方公布…: in the news what is told on a day is of that day
            said = self._voices.saying_dates(spot.start)
            firm += [time for time in times if (time.start, time.end) in said and time.start <= spot.start]
            firm.sort(key=lambda time: time.start)  # 2015年的报告显示，2014年…: the later word, whoever says it
        if not firm:
            return before[-1] if before else None
        within = before and before[-1].start > firm[-1].start and contains(firm[-1].edtf, before[-1].edtf)
        return before[-1] if within else firm[-1]

    def _in_passing(self, time: Time, spot: Spot) -> bool:
        """今晨被捕，涉嫌参与去年七月的集会，共拘捕9人: the date of a thing an earlier clause speaks of in passing."""
        text = self.around.text
        noun = _OF_A_NOUN.match(text, time.end, spot.start)
        if noun is None or noun["cut"] in _WITHIN:
            return False
        return bool(_IN_PASSING.search(text, max(spot.first, time.start - _PASSING), time.start))

    def _that_day(self, time: Time) -> bool:
        """Whether 当日 of a report from a court, read as the day of the hearing, must be the day of the deed."""
        published = self.around.published
        if published is None or self.around.text[time.start] != "当" or not (time.edtf or "").startswith(published):
            return False
        return self._news.deed_day is not None

    def _of_other_cases(self, time: Time, figure: int) -> bool:
        """两宗个案与3月4日确诊的个案有关, 被捕者涉嫌于去年行骗: the date of what the figure is set beside or accused of."""
        return bool(_BESIDE.search(self.around.text, figure, time.start))

    def _up_to_now(self, latest: Time | None, now: Found, spot: Spot) -> Found | None:
        """周日发生爆炸，至今造成5人死: of Sunday; 自20日起扩散，至今确诊9宗: from then until now."""
        if latest is None or latest.edtf is None or latest.end < spot.first:
            return None
        if latest.edtf.endswith("/..") and now.value:
            return Found(f"{latest.edtf[:-3]}/{now.value}", "from the date before it until now")
        if _FROM.search(self.around.text, max(spot.first, latest.start - 3), latest.start) and _TILL_NOW.match(
            self.around.text, latest.end, spot.start
        ):
            return Found(f"{latest.edtf}/{now.value}", "from the date before it until now")
        days = days_between(latest.edtf, self.around.published)
        caused = _CAUSED_SO_FAR.search(self.around.text, latest.end, spot.start)
        if caused and days is not None and 0 <= days <= _SHORT:
            return Found(latest.edtf, "date of what has caused it so far")
        return None

    def _named_before(self, spot: Spot, latest: Time | None) -> Found | None:
        """A dated happening named, or pointed at (此役), after the last date; the date goes first where it lies within."""
        places = [(name.end, *self._narrowed(name, spot)) for name in self.around.dated_wars(spot.first, spot.start)]
        places += [
            (end, span, name) for start, end, span, name in self.around.phases if spot.first <= start < spot.start
        ]
        pointed = [match.end() for match in _THIS.finditer(self.around.text, spot.first, spot.start)]
        if pointed:
            event = self.around.event_around(spot.number, spot.first).value
            span = self.around.spans.get(event) if event else None
            if event and span and not self.around.is_broad(event):
                places.append((pointed[-1], span, event))
        if not places:
            return None
        at, span, event = max(places)
        whole = spot.total and (latest is None or latest.kind != "interval")
        if latest is not None and _UP_TO.search(self.around.text, max(spot.first, latest.start - 12), latest.start):
            whole = False  # 截至27日，累计…: what it came to on that day
        if latest is not None and (latest.end > at or (not whole and contains(span, latest.edtf))):
            return None
        if self.around.goes_on(span) or self._now_before(spot, at) is not None:
            return None
        return Found(span, f"when {event} took place")

    def _narrowed(self, name: Name, spot: Spot) -> tuple[str, str]:
        """The span and name of a happening; of the battle the passage is about where only its war is named in passing."""
        span = self.around.spans[name.name]
        if self.around.is_broad(name.name) and not _DURING.match(self.around.text, name.end):
            inner = self.around.event_around(spot.number, spot.first).value
            if (
                inner
                and inner in self.around.spans
                and not self.around.is_broad(inner)
                and contains(span, self.around.spans[inner])
            ):
                return self.around.spans[inner], inner
        return span, name.name

    def _now_before(self, spot: Spot, after: int) -> Found | None:
        if not self.around.published:
            return None
        if _NOW.search(self.around.text, max(after, spot.first), spot.start):
            return Found(self.around.published, "present of the document")
        return None

    def _shared_out(self, time: Time, spot: Spot) -> Found | None:
        """10月1日、2日…38及39架次: two days and two figures, each of its day."""
        text = self.around.text
        days = re.fullmatch(r"(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", time.edtf or "")
        if days is None or _AND_DAYS.search(text, time.start, time.end) is None:
            return None
        if _AND_A_FIGURE.match(text, spot.end):
            return Found(days[1], "the first of two days and two figures")
        if _A_FIGURE_AND.search(text, max(time.end, spot.start - _LIST), spot.start):
            return Found(days[2], "the second of two days and two figures")
        return None

    def _over_days(self, until: str | None, spot: Spot) -> Found | None:
        """累计3天…, 4天累计…: the days up to a date."""
        text = self.around.text
        since = spot.clause
        if since > spot.first and _RUNNING.match(text, since, spot.start):
            since = max(
                spot.first, *(text.rfind(mark, spot.first, since - 1) + 1 for mark in "，；：。（")
            )  # 短短4天，累计…
        for length in self.around.lengths:
            if not since <= length.start < spot.start or not re.fullmatch(r"P\d{1,2}D", length.edtf or ""):
                continue
            around = text[max(since, length.start - 4) : length.start] + "|" + text[length.end : length.end + 5]
            if not _RUNNING.search(around):
                return None
            days = int((length.edtf or "P1D")[1:-1])
            if _FORWARD.search(text, max(spot.first, length.start - 4), length.start):
                return days_after(until, days)
            return days_until(until, days)
        return None

    def _summed(self, spot: Spot) -> Found | None:
        """A sum or somebody's count, without a date of its own, is of the whole happening the passage is about."""
        if self.around.published or not (spot.total or self._voices.at(spot.start).speaker):
            return None
        if self.around.blocks[spot.number].kind == "cell" and self._before_table(spot):
            return None
        if self._told.within(spot.clause, spot.start):
            return None
        event = self.around.event_around(spot.number, spot.first)
        found = self._of(event)
        earlier = self._told.within(self.around.blocks[spot.number].start, spot.first)
        if found is None or not earlier:
            return found
        if earlier[-1].kind == "interval" and contains(found.value, earlier[-1].edtf):
            return Found(earlier[-1].edtf, "last interval in the paragraph")
        if self._long_after(earlier[-1], found) and self._named_first(event, earlier[-1]):
            return None  # 甲战役…。次年7月…。双方总兵力: of the date after it
        return None if event.value and self.around.is_broad(event.value) else found

    def _long_after(self, time: Time, found: Found) -> bool:
        """Whether a date lies half a year or more after what was found."""
        later, span = bounds(time.edtf), bounds(found.value)
        if later is None or span is None or later.first is None or span.last is None:
            return False
        return (later.first - span.last).days > _HALF_A_YEAR

    def _named_first(self, event: Found, time: Time) -> bool:
        """Whether a happening is named before a date in its block, and not again behind it."""
        number, _, _ = self.around.sentence(time.start)
        block = self.around.blocks[number]
        named = [name.start for name in self.around.wars_in(block.start, block.end) if name.name == event.value]
        return bool(named) and max(named) < time.start

    def _of(self, event: Found) -> Found | None:
        span = self.around.spans.get(event.value) if event.value else None
        return Found(span, f"when {event.value} took place") if span and not self.around.goes_on(span) else None

    def _in_block(self, spot: Spot) -> Found | None:
        """The last date or dated happening before the sentence in its block."""
        start = self.around.blocks[spot.number].start
        told = self._told.within(start, spot.first)
        times = [t for t in told if not _JUST_BEFORE.match(self.around.text, t.start) and not self._to_come(t)]
        wars = self.around.dated_wars(start, spot.first)
        named = [name for name in wars if not self.around.goes_on(self.around.spans[name.name])]
        if named and (not times or named[-1].start > times[-1].end) and not self.around.published:
            return Found(self.around.spans[named[-1].name], f"when {named[-1].name} took place")
        if not times:
            return None
        if self.around.text.find("当年", spot.first, spot.start) >= 0:
            return self._years_ago(times[-1], spot)
        if self.around.published and _NOW.search(self.around.text, times[-1].end, spot.first):
            return Found(self.around.published, "present of the document")
        whole = begun_and_over(self.around.text, times)
        if whole is not None:
            return Found(whole, "from its beginning to its end")
        if self._since(times[-1], spot):
            return Found(f"{times[-1].edtf}/..", "since the last date in the paragraph")
        return self._over_days(times[-1].edtf, spot) or Found(times[-1].edtf, _LAST)

    def _years_ago(self, time: Time, spot: Spot) -> Found:
        """周一是空难三周年。当年…298人死亡: the anniversary's day so many years before; without one, nobody says when."""
        day = DAY.fullmatch(time.edtf or "")
        anniversary = _ANNIVERSARY.search(self.around.text, time.end, spot.start)
        years = numerals.read(anniversary["years"]) if anniversary else None
        if day and years:
            return Found(f"{int(day[0][:4]) - int(years):04}{day[0][4:]}", "the day of the anniversary")
        days = days_between(time.edtf, self.around.published)
        return Found(None, "back then") if days is not None and abs(days) < LONG else Found(time.edtf, _LAST)

    def _under_date(self, spot: Spot) -> Found | None:
        """In a chronicle a paragraph that is nothing but a date dates the one after it."""
        if spot.number == 0 or self.around.blocks[spot.number].kind not in ("paragraph", "quote"):
            return None
        line = self.around.blocks[spot.number - 1]
        if line.end - line.start > _DATE_LINE or line.kind not in ("paragraph", "quote"):
            return None
        times = self.around.times_in(line.start, line.end)
        if len(times) != 1 or self.around.text[line.start : times[0].start].strip(" ：:【】"):
            return None
        rest = self.around.text[times[0].end : line.end].strip(" ：:【】")
        return None if rest else Found(times[0].edtf, "date that stands above the paragraph")

    def _of_the_whole(self, spot: Spot) -> Found | None:
        """When the whole was, for a sentence that tells of its part (其中乙社区42人死亡)."""
        if (
            _OPENS_PART.match(self.around.text, spot.first) is None
            or spot.first <= self.around.blocks[spot.number].start
        ):
            return None
        before = spot_of(self.around, spot.first - 1, spot.first - 1, False)
        return None if before.first >= spot.first else self._in_sentence(before) or self._of_the_whole(before)

    def _to_come(self, time: Time) -> bool:
        """Whether a date lies after the day of the news: 他下周一再提堂 dates nothing that was seen."""
        days = days_between(time.edtf, self.around.published)
        return days is not None and days < -1

    def _in_heading(self, spot: Spot) -> Found | None:
        for heading in self.around.headings(spot.number):
            times = self._told.within(heading.start, heading.end)
            if times:
                return Found(times[-1].edtf, "date of the heading")
            for name in reversed(self.around.dated_wars(heading.start, heading.end)):
                if not self.around.is_broad(name.name):
                    return self._of(Found(name.name, "named in the heading"))
        return None

    def _elsewhere(self, spot: Spot) -> Found | None:
        """A news text means its own day; a table what introduces it; a history the date before, or its happening."""
        block = self.around.blocks[spot.number]
        if block.kind == "cell":
            times = self._before_table(spot)
            if times:
                return Found(times[-1].edtf, "date of the words before the table")
        if self.around.published:
            day = self._news.day(spot.last, block.end)
            return day or Found(self.around.published, "date of the document")
        if any(_LOSSES.search(words) for words in block.path):
            found = self._of(self.around.event_around(spot.number, spot.first))
            if found is not None:
                return found
        index = bisect_left(self.around.time_starts, block.start) - 1
        if index >= 0 and self.around.times[index].start >= self._section_start(spot.number):
            return Found(self.around.times[index].edtf, "last date before the paragraph")
        found = self._of(self.around.event_around(spot.number, spot.first))
        if found is not None or index < 0:
            return found
        return Found(self.around.times[index].edtf, "last date before the paragraph")

    def _before_table(self, spot: Spot) -> list[Time]:
        """The dates of the words that introduce a table."""
        lead = next((other for other in reversed(self.around.blocks[: spot.number]) if other.kind != "cell"), None)
        return self._told.within(lead.start, lead.end) if lead is not None else []

    def _section_start(self, number: int) -> int:
        headings = self.around.headings(number)
        return headings[0].start if headings else 0
