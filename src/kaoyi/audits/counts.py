"""A stated number of listed things: 印度、波兰、瑞典三国; 五国 with four names."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from kaoyi.audits.finding import Finding
from kaoyi.mentions.numerals import read
from kaoyi.model import Name

# 国 省 市 … after a number, directly behind a list of names
_COUNTED: Final = re.compile(
    r"([0-9]{1,2}|[二两三四五六七八九十]{1,3})(?:个)?(国|省|市|县|州|地|镇|岛|港|党|军|人|方|机构|团体|组织|家|位|名|国家|地区|城市)(?![0-9会内际旗有外之一两号代])"
)
_BETWEEN: Final = re.compile(r"[、，和与及以暨跟·\s]{1,2}|以及|（[^（）]{0,12}）[、，和与及]?")
_KINDS: Final = {
    "国": ("state",),
    "国家": ("state",),
    "方": ("state", "bloc", "army", "organisation"),
    "人": ("person",),
    "位": ("person",),
    "名": ("person",),
}
_PLACES: Final = ("state", "place", "city", "region")
_STATE: Final = "中美英法德俄苏日韩朝印意加澳越泰缅菲伊以土埃叙巴希荷比波捷匈"
_SHORT: Final = re.compile(rf"([{_STATE}](?:[、和与及]?[{_STATE}]){{1,9}})([二两三四五六七八九十])国(?![会内际旗])")
_ENDS_SHORT: Final = re.compile(rf"国(?<=[{_STATE}][二两三四五六七八九十]国)(?![会内际旗])")  # 国 is found faster
_LONGEST_SHORT: Final = 21
_NUMERALS: Final = frozenset("0123456789二两三四五六七八九十")
_FEWEST: Final = 3  # two names may be a pair out of more; a list has three


def find(text: str, names: Sequence[Name]) -> list[Finding]:
    """Return counts of things listed right before their number. Only whole lists of recognised names are counted."""
    found = []
    ends = [name.end for name in names]
    for last, end in enumerate(ends):
        if text[end : end + 1] not in _NUMERALS:
            continue
        match = _COUNTED.match(text, end)
        number = read(match.group(1)) if match else None
        if match is None or not isinstance(number, int) or end in ends[last + 1 : last + 2]:
            continue
        listed = _listed(text, names, last)
        kinds = _KINDS.get(match.group(2), _PLACES)
        if len(listed) >= 2 and all(name.kind in kinds for name in listed):
            one = _count(text, listed, number, match)
            if one is not None:
                found.append(one)
    return found


def abbreviated(text: str) -> list[Finding]:
    """中美英三国: as many short names as the number says. Only said to hold: a name may be two characters."""
    found: list[Finding] = []
    end = _ENDS_SHORT.search(text)
    if end is None:
        return found
    for match in _SHORT.finditer(text, max(0, end.start() - _LONGEST_SHORT)):
        names = tuple(re.sub(r"[、和与及]", "", match.group(1)))
        number = read(match.group(2))
        if isinstance(number, int) and number >= _FEWEST and len(names) == number and len(set(names)) == number:
            why = f"所列 {number} 个简称，与{match.group(2)}国相合"
            found.append(Finding("count", names, match.group(2) + "国", number, 0, "holds", why, (match.span(),)))
    return found


def _listed(text: str, names: Sequence[Name], last: int) -> list[Name]:
    """The names before the number, each a list mark away from the next."""
    listed = [names[last]]
    for name in reversed(names[:last]):
        if not _BETWEEN.fullmatch(text[name.end : listed[0].start]):
            break
        listed.insert(0, name)
    return listed


def _count(text: str, listed: list[Name], number: int, match: re.Match[str]) -> Finding | None:
    names = tuple(text[name.start : name.end] for name in listed)
    span = ((listed[0].start, match.end()),)
    distinct = len({name.name for name in listed})
    if distinct == number and len(listed) == number:
        why = f"所列 {len(names)} 个名字，与{match.group()}相合"
        return Finding("count", names, match.group(), len(names), 0, "holds", why, span)
    if len(listed) >= _FEWEST and _whole_list(text, listed) and 0 < abs(number - len(names)) <= 2:
        why = f"所列 {len(names)} 个名字（{'、'.join(names)}），文中作{match.group()}"
        return Finding("count", names, match.group(), len(names), number - len(names), "fails", why, span)
    return None


def _whole_list(text: str, listed: list[Name]) -> bool:
    """The list starts where its first name starts: no further item before it that was not recognised as a name."""
    before = re.split(r"[，,。；：\n]", text[max(0, listed[0].start - 8) : listed[0].start])[-1]
    marked = all("、" in text[a.end : b.start] for a, b in itertools.pairwise(listed))
    return not re.search(r"[、和与及·]", before) and marked and len({name.name for name in listed}) == len(listed)
