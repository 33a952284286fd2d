"""Which dates of a text are of what it tells: not of the saying, a book, another figure or what is compared with."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims.surroundings import Surroundings
from kaoyi.mentions.voices import Voices
from kaoyi.model import Time

_OF_A_WORK: Final = re.compile(
    r"(?:的?(?:由|在)?[^，。；、\n]{0,14}?)?(?:出版|发行|付梓|再版|初版|刊行|编纂|编著|所著|解密|上映|首播)(?:的|了|之)?"
    r"|[^，。；、\n]{0,8}?(?:刊载|刊登|刊出|播出|撰写|发表|发布|公布)的[^，。；\n]{0,10}?(?:报道|报导|文章|报告|论文|回忆录|研究|专访|访问|一文|传记|著作)"
)
_OF_A_FIGURE: Final = re.compile(r"(?:的|创下的?|录得的?|当日的?|同期的?|所创的?|那次的?)(?=[约逾超近至少多达]{0,2}\d)")
_SINCE: Final = re.compile(
    r"[^，。；\n]{0,20}?以来(?:的|最|发生|首|罕见|单|规模|死|伤)|(?:以来|来|起)?(?:的)?(?:新高|新低|最[高低大多少严重差好]|纪录|首次|首见)"
)
_MORE: Final = re.compile("新增|增加?|多|上升|升|减少?|少|下降|跌")
_CLAUSE_END: Final = re.compile("[，；。：]")


class DatesTold:
    """The dates of one document's happenings; voices tell which dates are dates of saying."""

    def __init__(self, around: Surroundings, voices: Voices) -> None:
        self.around = around
        self._voices = voices

    def within(self, start: int, end: int) -> list[Time]:
        """Return the dates in text[start:end] that are of what it tells."""
        times = self.around.times_in(start, end)
        if not times:
            return times
        said = self._voices.saying_dates(start)
        return [time for time in times if (time.start, time.end) not in said and not self.of_another(time, end)]

    def of_another(self, time: Time, figure: int) -> bool:
        """Return whether a date is not of what the sentence tells: of a book (1971年出版的), of another figure (突破1日的38架次), of 自…以来."""
        text = self.around.text
        if _OF_A_WORK.match(text, time.end):
            return True
        compared = text.endswith(("较", "比"), 0, time.start)
        if compared and _CLAUSE_END.search(text, time.end, figure):
            return True  # 较去年11万再跌；高峰期有1万人: the year compared with
        if compared and _MORE.match(text, time.end):
            return True  # 较前一天新增4宗: the day compared with
        other = _OF_A_FIGURE.match(text, time.end)
        if other is not None and other.end() < figure and text[other.end() : figure].strip("约逾超近至少多达过") != "":
            return True
        since = _SINCE.match(text, time.end, figure)
        return since is not None and text[max(0, time.start - 2) : time.start].rstrip().endswith(("自", "从"))
