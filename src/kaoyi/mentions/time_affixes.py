"""What stands right before and after a date and changes it: 初 末 上旬 上半年, 前后 许 约, 起 以来 之前 止."""

from __future__ import annotations

import re
from typing import Any, Final

from kaoyi.mentions import time_numerals as numerals
from kaoyi.mentions.time_phrases import Phrase
from kaoyi.mentions.time_tokens import DAY, MONTH

_COUNT: Final = "[0-9一二两三四五六七八九十廿]{1,3}"
_YEAR_TAIL: Final = re.compile(
    "[ 的]?(?:"
    "(?P<early>年?初(?:期|头)?|伊始|年头)(?![步次选中一二三四五六七八九十版夏春秋冬审赛试探衷级等])"
    "|(?P<late>年?底|年?末(?:期)?|岁末|年尾)(?![特下层部线片格盘日])"
    "|(?P<mid>年中(?![国央部文共华])|中期|中叶|中(?=[，。、；,起至到]|开始))"
    "|(?P<half>[上下]半年)"
    "|(?P<season>(?:初|仲|暮|晚|深|盛|隆|早|金|阳|寒)?(?:春夏|夏秋|秋冬|冬春|春|夏|秋|冬)(?:季|天|日|间|两季|之交)?)"
    "(?![节晚运耕雷联游招雨光茶城分收后千波瑾白叶刀田威令娃普洛尔衍商至奥训宫装瓜川柳藤夏假]|(?:季|天)?(?:奥运|残奥|青奥|达沃斯|运动会|联赛))"
    "|第?(?P<quarter>[一二三四1-4])季度?"
    "|[前头首](?P<months>" + _COUNT + ")个?月|前(?P<quarters>[一二两三123])个?季度?"
    "|(?:新年)?的?第(?P<nth>[0-9一二三四五六七八九十百]{1,5})(?P<unit>个月|天|日|个?星期|周|个?季度)"
    ")"
)
_MONTH_TAIL: Final = re.compile(
    "[ 的]?(?:"
    "(?P<ten>上中旬|中下旬|[上中下]旬|[上下]半月|月?初(?![一二三四五六七八九十步次选中版])|月?底(?![特下层部线])|月?末(?!日)|月?尾(?![气巴随])|中(?=[，。、；,起至到的]|开始|以))"
    "|第(?P<nth>[一二三四五1-5])个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天])"
    "|第(?P<week>[一二三四五1-5])个?(?:周|星期)(?![一二三四五六日天])"
    ")"
)
_LUNAR_TAIL: Final = re.compile(
    "(?:初(?=[一二三四五六七八九十1-9]))?(二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|三十|十[一二三四五六七八九]?|[一二三四五六七八九]|[12]?[0-9])(?![0-9日号个])"
)
_SEASONS: Final = {"春": 21, "夏": 22, "秋": 23, "冬": 24}


TAIL_HEADS: Final = frozenset(
    " 的年初伊底末岁中上下仲暮晚深盛隆早金阳寒春夏秋冬第一二三四1234前新月尾五六七八九十廿56789头首"
)
"""What a tail of a year or month can begin with."""


def year_tail(phrase: Phrase, text: str) -> None:
    """Read what part of the year follows a year."""
    match = _YEAR_TAIL.match(text, phrase.end)
    if not match:
        return
    kind, word = match.lastgroup, ""
    for name, found in match.groupdict().items():
        if found:
            kind, word = name, found
            break
    phrase.part = _part(kind or "", word, match)
    if phrase.part:
        phrase.end, phrase.rank = match.end(), MONTH


def _part(kind: str, word: str, match: re.Match[str]) -> tuple[str, Any] | None:
    if kind in ("early", "late", "mid"):
        return kind, None
    if kind == "half":
        return kind, 1 if word[0] == "上" else 2
    if kind == "season":
        return kind, [_SEASONS[c] for c in word if c in _SEASONS]
    count = numerals.read(word)
    if count is None or count.whole is None:
        return None
    if kind == "nth":
        return kind, (count.whole, match.group("unit").removeprefix("个"))
    return kind, count.whole


def lunar_tail(phrase: Phrase, text: str) -> None:
    """正月十五, 八月初三: days of the Chinese calendar take no 日."""
    match = _LUNAR_TAIL.match(text, phrase.end)
    count = numerals.read(match.group(1)) if match else None
    if match and count and count.whole:
        phrase.day, phrase.end, phrase.rank = ("abs", count.whole), match.end(), DAY


def month_tail(phrase: Phrase, text: str) -> None:
    """Read what part of the month follows a month: 上旬, 初, the first Monday."""
    match = _MONTH_TAIL.match(text, phrase.end)
    if not match:
        return
    if match.group("ten"):
        phrase.tenday = match.group("ten").removeprefix("月")
    elif match.group("nth"):
        count = numerals.read(match.group("nth"))
        phrase.tenday = f"{count.whole if count else 1} {'一二三四五六日天'.index(match.group('day')) % 7 if match.group('day') != '天' else 6}"
    else:
        return
    phrase.end, phrase.rank = match.end(), DAY


AFTER_LENGTH: Final = re.compile(
    " ?(?:多|左右|的?时间)?(之后|以后|过后|后(?![来方续卫期备勤代者腿果])|之前|以前|前(?![往夕线进锋所提期后景途来])|以来|之?内|间(?![谍接断隔歇])|来(?![自到临说回袭的]|不)|里)"
)
BEFORE_LENGTH: Final = re.compile("(过去|最近|未来|今后|接下来|此后|其后|随后|大约|约|近|这|前) ?的?$")
APPROXIMATE_AFTER: Final = re.compile(" ?(?:前后|左右|上下|许(?![可多诺]))")
SPAN_AFTER: Final = re.compile(
    " ?(?:(?P<since>以来|(?:或|及)?(?:之后|以后)|过后|起(?![义诉草飞火源点初码身床哄事])(?:至今)?|开始(?:至今)?)|(?P<until>(?:或|及)?(?:之前|以前)))"
)
SINCE_BEFORE: Final = ("自从", "打从", "从", "自", "由")
"""自 and 从 before a date: with 起, 以来 or 开始 after it, an open end."""
SURROUNDING_HEADS: Final = frozenset(" 前左上许以或及之过起开")
"""What APPROXIMATE_AFTER and SPAN_AFTER can begin with."""
RANGE: Final = re.compile(" ?(?:起|开始)?(?:——|--|[-–—~～〜]|直?至|到|迄|至到) ?")
BETWEEN: Final = re.compile(" ?(?:与|和|及) ?")
APPROXIMATE_BEFORE: Final = ("约", "大约", "大概", "约莫", "估计", "左近")
