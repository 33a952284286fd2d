"""Which expressions of time a document's reading keeps: those that date or last, not every word of time.

Left out: lengths of hours and less (a quantity says those), anniversaries (a count, not a length), rates (每天 before
a number), vague lengths (几天) unless they lead to a date, 五千年历史, and years in bibliographies.
"""

from __future__ import annotations

import re
from typing import Final

from kaoyi.mentions.time_expressions import Expression
from kaoyi.mentions.time_phrases import Phrase

_AGES: Final = re.compile(" ?(?:来|以来)?的?(?:悠久)?(?:历史|文明|周年|华诞)")
_PRESS: Final = re.compile("(?:出版社|出版|书局|书店|书馆|版社|Press|Books)[）)]?[,，:： ]{0,2}$")
_ACCESSED: Final = re.compile(
    "(?:存档[于日期]*|检索[于日期]*|访问日期|造访于?|查阅于?|查阅日期|[Rr]etrieved(?: on)?|original on|[Aa]ccessed(?: on)?)[：: ]{0,2}$"
)
_PAGES: Final = re.compile(" ?[,，、：:]? ?(?:第 ?[0-9]+(?:[-–—至、][0-9]+)? ?[页期卷号]|ISBN|pp?\\. ?[0-9])")


def is_told(expression: Expression, edtf: str | None, text: str) -> bool:
    """Whether a document's reading keeps an expression."""
    phrase = expression.phrase
    if phrase.lengths:
        return _lasts(phrase, edtf, expression, text)
    if phrase.every:
        return phrase.every not in ("P1D", "PT1H", "PT1M") or phrase.month is not None
    if edtf is None and phrase.year == ("anchor", 0) and phrase.month is None:
        return False  # 当年, back then: nothing right before it says which year
    if phrase.day and _ACCESSED.search(text, max(0, expression.start - 16), expression.start):
        return False
    if phrase.year and phrase.month is None and phrase.part is None and not expression.link:
        return not (
            _PRESS.search(text, max(0, expression.start - 10), expression.start) or _PAGES.match(text, expression.end)
        )
    return True


def _lasts(phrase: Phrase, edtf: str | None, expression: Expression, text: str) -> bool:
    if text[expression.end - 2 : expression.end] == "周年" or _AGES.match(text, expression.end):
        return False
    unit, value = phrase.lengths[0]
    if phrase.every:
        return unit not in ("TH", "TM", "TS") and phrase.last_length is None
    if edtf is not None and not edtf.startswith("P"):
        return True
    if unit in ("TH", "TM", "TS") or (unit == "Y" and value >= 1000):
        return False
    return phrase.last_length is None or phrase.last_length - value == 1
