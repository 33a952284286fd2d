"""Happenings the text tells without naming them: 德黑兰发生恐怖袭击 is 德黑兰恐怖袭击, 某某号…出轨 is 某某号出轨.

News seldom name what has just happened. A place, a word for taking place and a kind of happening in one
clause give it a name by which its figures are found together; plural and denied happenings get none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from kaoyi.lexicon.things import identify
from kaoyi.model import Name
from kaoyi.text import places_of

RULE: Final = "happening told of a place"
_KINDS: Final = (
    r"(?:恐怖|炸弹|自杀式|自杀|汽车炸弹|人肉炸弹|连环炸弹|毒气|化武|化学武器|导弹|火箭|无人机|持刀|武装|网络)*(?:袭击|恐袭|爆炸)|恐袭|(?:校园|大规模|随机|无差别)?枪击|枪战|(?:大|强烈|特大)?地震"
    r"|海啸|大火灾|火灾|大火|火警|山火|林火|森林大火|人踩人|踩踏|空难|坠机|坠毁|骚乱|暴动|暴乱|政变|兵变|洪灾|洪水|洪涝|水灾|水患|旱灾|雪灾|雪崩|冰雹"
    r"|山体滑坡|山泥倾泻|泥石流|塌方|塌桥|塌楼|矿难|瓦斯爆炸|透水|溃坝|出轨|列车相撞|火车相撞|车祸|翻车|连环撞车|沉船|翻船|撞船|疫情|霍乱|鼠疫|瘟疫|饥荒"
    r"|(?:反政府|反战|和平|学生|大规模|反对派)*(?:示威游行|游行示威|示威|游行|抗议|骚动|集会)|罢工|屠杀|惨案|血案|人质|劫机|劫持|砍人|斩人|核事故|毒气泄漏|泄漏"
)
_SUFFIX: Final = r"(?:活动|集会|事件|事故|惨剧|惨案|案件|案|意外|危机)?"
_NOT_KIND: Final = r"(?!者|人士|现场|后|前|时|区|带|局|队|犯|分子|威胁|险|率|风险|预警|应急|性|式|案件率)"
_HAPPENED_OPENS: Final = "发爆突惊传出举遭"
_HAPPENED: Final = re.compile(
    r"(?:发生|爆发|突发|惊[传爆]|传出|出现|举行|遭[遇到受]?)"
    rf"(?:了|的|过)?(?P<between>[^，。；：！？、\n《》（）()]{{0,16}}?)"
    rf"(?P<kind>(?:{_KINDS}){_SUFFIX}){_NOT_KIND}"
)
_DENIED: Final = re.compile(
    r"(?:没有?|未|未曾|不会|不再|防止|避免|一旦|如果?|若|假如|可能|或会|随时|预防|容易|会|每当|将|能|是否|不|频频|经常|时常|常|多次|接连|连续|连环|相继|先后|再三|屡次|每年|曾多次)$"
)
_SEVERAL: Final = re.compile(
    r"[多数几些两双]|[2-9二三四五六七八九十百]\d*(?:宗|起|次|场|处|个)|1\d+(?:宗|起|次|场|处)|类似|此类|这类|各种|任何|同样|的$"
)
_SUPPOSED: Final = re.compile(
    r"若|如果|假如|假使|倘|一旦|万一|要是|防止|避免|预防|担心|担忧|忧虑|威胁|警告|预测|预警|演练"
)
_DIFFERENT: Final = re.compile(r"各地|全国|全球|世界|多地|多国|境内多")
_CLAUSE: Final = re.compile(r"[，。；：！？\n]")
_REACH: Final = 26
_WRECKS_BY_SIGN: Final = {
    "轨": ("出轨",), "沉": ("沉没", "翻沉"), "覆": ("倾覆",), "坠": ("坠毁", "坠海"), "失": ("失事", "失踪", "失联"),
    "礁": ("触礁",), "撞": ("相撞",), "难": ("空难",),
}  # fmt: skip
"""One character is looked for at a fraction of what two cost, and few texts have many of these."""
_WRECKS: Final = tuple(wreck for wrecks in _WRECKS_BY_SIGN.values() for wreck in wrecks)
_CARRIER: Final = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[船舰轮机艇车铁的在日军籍]))(?P<name>[\u4e00-\u9fff]{2,5}号|[A-Z]{1,2}\d{2,4})(?:列车|客轮|渡轮|渡船|邮轮|游轮|货轮|油轮|客机|班机|航班|飞机|潜艇|列车)?"
    rf"(?P<between>[^，。；：！？\n《》]{{0,26}}?)(?P<kind>(?:{'|'.join(_WRECKS)}){_SUFFIX})"
)
_CRAFT_OF: Final = re.compile(r"的?|[^，。；：！？\n]{0,12}一[艘架列辆班条只][^，。；：！？\n]{0,16}")
"""乌克兰客机, 菲律宾某市一艘载有…的渡轮: whose, or where, the craft is."""
_CRASHED: Final = re.compile(
    r"(?P<craft>客机|班机|民航机|飞机|直升机|战机|军机|运输机|货机|潜艇|渔船|货轮|客轮|渡轮|邮轮|列车|火车|巴士)"
    rf"(?=[^。；：！？\n《》]{{0,14}}?(?P<kind>(?:坠毁|坠海|失事|空难|沉没|翻沉|出轨){_SUFFIX}))"
)
_CARRIER_OPENS: Final = re.compile(r"[在的和与及对由从将被而是为指称向当至到有乘搭一该此这那各多两]")


def told(text: str, names: Sequence[Name]) -> list[Name]:
    """Return the happenings that folded text tells of the places it names; the span is that of their kind's words."""
    matches = _happened(text)
    wrecked = _tells_of_wreck(text)
    if not matches and not wrecked:
        return []
    places = [name for name in names if name.kind in ("place", "state") and name.name]
    starts = [place.start for place in places]
    found = []
    for match in matches:
        if _DENIED.search(text, max(0, match.start() - 4), match.start()) or _SEVERAL.search(match["between"]):
            continue
        place = _place_before(text, places, starts, match.start())
        if place is not None:
            found.append(_named(match, place.name))
    if wrecked:
        found += [_named(match, match["name"]) for match in _CARRIER.finditer(text) if _is_carrier(match)]
        for match in _CRASHED.finditer(text):
            place = _place_before(text, places, starts, match.start() + 1)
            if place is not None and _CRAFT_OF.fullmatch(text, place.end, match.start()):
                found.append(_named(match, place.name + match["craft"]))
    return found


def _happened(text: str) -> list[re.Match[str]]:
    """Where the text says that something took place."""
    found: list[re.Match[str]] = []
    after = 0
    for at in places_of(text, _HAPPENED_OPENS):
        match = _HAPPENED.match(text, at) if at >= after else None
        if match is not None:
            found.append(match)
            after = match.end()
    return found


def _tells_of_wreck(text: str) -> bool:
    return any(sign in text and any(wreck in text for wreck in wrecks) for sign, wrecks in _WRECKS_BY_SIGN.items())


def _place_before(text: str, places: Sequence[Name], starts: Sequence[int], at: int) -> Name | None:
    """The nearest place named before in the clause."""
    floor = max(0, at - _REACH)
    for mark in _CLAUSE.finditer(text, floor, at):
        floor = mark.end()
    index = bisect_left(starts, at) - 1
    if (
        index < 0
        or places[index].start < floor
        or _DIFFERENT.search(text, floor, at)
        or _SUPPOSED.search(text, floor, at)
    ):
        return None
    return places[index]


def _is_carrier(match: re.Match[str]) -> bool:
    return not (_CARRIER_OPENS.search(match["name"]) or _SEVERAL.search(match["between"][-4:]))


def _named(match: re.Match[str], front: str) -> Name:
    name = front + match["kind"]
    return Name(match.start("kind"), match.end("kind"), identify("war", name), name, "war", None, RULE)
