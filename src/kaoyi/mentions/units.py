"""Army units: 志愿军第60军180师, 美2师23团, 独立第64军, 第三战区 and the tree they form.

A unit is named by its army, number and type (志愿军第180师); its owner is the formation named right
before it (志愿军第60军). A unit without its army gets the army that the same document gives it elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import identify
from kaoyi.mentions.names_forms import army_of, shorts
from kaoyi.model import Name

_ARMS: Final = (
    "独立|海军陆战|陆战|步兵|步|骑兵|骑|装甲掷弹兵|装甲|机械化|摩托化|摩步|机步|炮兵|野战炮兵|高炮|高射炮|防空|防空导弹|空降|空中突击|伞兵|山地|工兵|"
    "坦克|战车|近卫|突击|歼击|战斗|轰炸|航空|掷弹兵|轻步兵|合成|混成|特种|海防|边防|预备|铁道|通信|两栖|导弹|火箭炮"
)
_HIGH: Final = "集团军群|集团军|兵团|方面军|野战军|军团|军区|战区|航空军|特混舰队|舰队|航空队|路军|纵队|师团(?!长)|师|旅团|旅|联队|军"
_LOW: Final = "团|大队|营|中队|连队|连|排|支队|总队"
_FIRST: Final = "".join(sorted({word[0] for word in f"{_ARMS}|{_HIGH}|{_LOW}".split("|")}))
_NUMERAL: Final = "0-9〇零一二三四五六七八九十百"
_UNIT: Final = re.compile(  # most numerals are left at once: by the character behind their first
    rf"[{_NUMERAL}](?=[{_NUMERAL}{_FIRST}])[{_NUMERAL}]{{0,5}}+(?=[{_FIRST}])(?P<arms>(?:{_ARMS}){{0,3}})"
    rf"(?:(?P<high>{_HIGH})(?![事备民范生资傅游客行途程火衔]|官(?!兵))|(?P<low>{_LOW})(?![续接胜冠夺霸任串环发名列出行队放污业收运销地救养结体圆购员伙聚]))"
)
_NUMBERED_WITHIN: Final = frozenset(("营", "连", "连队", "排", "中队"))
"""Units whose number counts only within the one above: 21团1营 is not any other 1营."""

_BEFORE: Final = re.compile(
    r"(?:整编|新编|新|暂编|暂|独立|预备|预|近卫|教导|骑兵|骑|装甲|步兵|步|海军陆战|陆战|空降|伞兵|党卫军|炮兵|工兵|坦克|高炮|装甲兵)?第?$"
)
_DIGITS: Final = {character: str(value) for value, character in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_DAYS: Final = frozenset("0123456789一二三四五六七八九十今昨前当同次即明翌某每")  # 今日第20军: a day, not Japan
_ARMY_KINDS: Final = frozenset(("army", "state", "organisation", "bloc"))


class _Unit(Struct, gc=False):
    start: int
    end: int
    army: str
    designation: str
    owner: str
    high: bool
    firm: bool


def number(numeral: str) -> str:
    """Return a unit's number in digits.

    >>> number("一一二"), number("三十八"), number("180")
    ('112', '38', '180')
    """
    if numeral.isdigit() and numeral.isascii():
        return numeral
    if "十" not in numeral and "百" not in numeral:
        return "".join(_DIGITS.get(character, character) for character in numeral)
    hundreds, _, rest = numeral.rpartition("百")
    tens, has_tens, ones = rest.rpartition("十")
    tens = tens.lstrip("零〇")
    value = 100 * int(_DIGITS.get(hundreds, "0") or 0) if hundreds else 0
    value += 10 * int(_DIGITS.get(tens, "1" if has_tens else "0"))
    ones = ones.lstrip("零〇")
    return str(value + (int(_DIGITS.get(ones, "0")) if ones else 0))


def units(text: str, names: Sequence[Name], lexicon: Lexicon) -> list[Name]:
    """Return the unit names of a text; each covers the army and formations written right before the unit."""
    ends = {name.end: name for name in names if name.kind in _ARMY_KINDS and name.name}
    found: list[_Unit] = []
    for match in _UNIT.finditer(text):
        unit = _read(text, match, ends, found, lexicon)
        if unit is not None:
            if found and found[-1].end == unit.start:
                found[-1] = unit
            else:
                found.append(unit)
    return _owned(found)


def _read(text: str, match: re.Match[str], ends: dict[int, Name], found: list[_Unit], lexicon: Lexicon) -> _Unit | None:
    start, end = match.span()
    before = _BEFORE.search(text, max(0, start - 6), start)
    prefix = before[0] if before else ""
    start -= len(prefix)
    special, ordinal = prefix.removesuffix("第").removeprefix("整编"), prefix.endswith("第")
    kind = match["high"] or match["low"]
    numeral = text[match.start() : match.start("arms")]
    arms = "" if match["arms"] in ("步", "步兵") else match["arms"]  # 第24步兵师 and 第24师 are one
    designation = f"{special}第{number(numeral)}{arms}{kind}"
    above = found[-1] if found and found[-1].end == start else None
    if above is not None:
        owner = above.army + above.designation
        if kind in _NUMBERED_WITHIN:
            designation = above.designation + designation
        return _Unit(above.start, end, above.army, designation, owner, above.high, True)
    army, army_start = _army_before(text, start, ends, lexicon)
    firm = bool(army) or (bool(match["high"]) and (ordinal or numeral[0] in "0123456789" or len(numeral) > 1))
    if not firm and not (ordinal or numeral[0] in "0123456789"):
        return None
    if not army and found and text[found[-1].end : start] in ("、", "和", "及", "与", "，", "以及"):
        army = found[-1].army
    return _Unit(army_start, end, army, designation, army, bool(match["high"]), firm)


def _army_before(text: str, start: int, ends: dict[int, Name], lexicon: Lexicon) -> tuple[str, int]:
    """The army right before a unit and where it starts: 美军第2师, 美2师, 韩国第9师."""
    name = ends.get(start)
    armies = army_of(lexicon)
    if name is not None:
        if name.kind == "state":
            return armies[name.name], name.start
        if name.kind == "army" and name.owner and name.name.endswith("陆军"):
            return armies.get(name.owner, name.owner), name.start
        return name.name, name.start
    states = shorts(lexicon).get(text[start - 1 : start], ())
    if (
        len(states) == 1
        and text[start - 1] not in "中新西南苏港以"
        and not (text[start - 1] == "日" and text[start - 2 : start - 1] in _DAYS)
    ):
        return armies[states[0]], start - 1
    return "", start


def _owned(found: list[_Unit]) -> list[Name]:
    """Give bare units the army that the document gives them elsewhere, when it gives them only one."""
    armies: dict[str, set[str]] = {}
    for unit in found:
        if unit.army:
            armies.setdefault(unit.designation, set()).add(unit.army)
    big = any(unit.firm and unit.high for unit in found)
    names = []
    for unit in found:
        if not unit.firm and not big:
            continue
        known = armies.get(unit.designation, set())
        army = unit.army or (next(iter(known)) if len(known) == 1 else "")
        name = army + unit.designation
        owner = (unit.owner if unit.owner != unit.army else "") or army
        rule = "unit" if unit.army or not army else "unit, its army from the document"
        names.append(Name(unit.start, unit.end, identify("unit", name), name, "unit", owner or None, rule))
    return names
