"""Offices that stand before the name of their holder: 美国国务卿艾奇逊, 第119师师长徐国夫, 联合国军总司令麦克阿瑟."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kaoyi.model import Name

_BODIES: Final = frozenset(
    {"state", "bloc", "army", "unit", "organisation", "institution", "agency", "outlet", "place", "war"}
)
# The word an office ends in; what may stand between the body and it, and a rank behind it.
_TITLES: Final = (
    "总统|主席|总理|首相|国家主席|委员长|总书记|书记|领导人|领袖|元首|国王|女王|天皇|皇帝|部长|外长|防长|财长|国务卿|大臣|大使|公使|领事|代表|特使|发言人|秘书长|司令|司令员|总司令|司令官|指挥官|指挥员|参谋长|政委|政治委员"
    "|军长|师长|旅长|团长|营长|连长|排长|队长|局长|处长|署长|厅长|省长|市长|县长|州长|议员|议长|院长|校长|馆长|会长|社长|台长|行长|主任|总监|专员|顾问|秘书|特首|行政长官|警务处长|教授|负责人|教官|舰长|机长|统帅|元帅|总长|检察官|法官|律师|主教|教皇|总裁|董事长|经理|理事长|干事|委员|参议员|众议员|司长|秘书官|参谋"
)
_LAST: Final = frozenset(title[-1] for title in _TITLES.split("|"))
TITLE: Final = re.compile(
    r"(?:(?:前|副|代|代理|时任|首席|总|常务|驻[^，。；、的]{1,6}?|原|候任|助理|最高|执行|联席|参谋|国务|国务院|部|军事|外交|新任|现任|已故)*)"
    rf"(?:{_TITLES})$"
)
_RANK: Final = re.compile(r"(?:上将|中将|少将|大将|准将|元帅|上校|中校|少校|大校|上尉|中尉|少尉|将军|先生|女士|博士)$")
# A body no list holds, between a state and the office in it: 俄罗斯|联邦安全会议|秘书.
_ORGAN: Final = re.compile(
    r"[\u4e00-\u9fff]{0,8}(?:会议|委员会|理事会|部|局|院|司|署|厅|处|办公室|军|舰队|集团|公司|大学|党|协会|法院|议会|政府|总部|中心|协调会)"
)
_MORE: Final = re.compile(r"[、，]$|(?:兼|和)$")


def offices(text: str, low: int, names: tuple[Name, ...]) -> Iterator[tuple[str, str, tuple[int, int], str | None]]:
    """Yield (holder, office, span of the words, body commanded or None) for each person whose office stands before the name."""
    for index, person in enumerate(names):
        if person.kind == "person":
            yield from _before(text, low, names[:index], person)


def _before(
    text: str, low: int, earlier: tuple[Name, ...], person: Name
) -> Iterator[tuple[str, str, tuple[int, int], str | None]]:
    end = person.start
    rank = _RANK.search(text, max(low, end - 4), end)
    end = rank.start() if rank else end
    for _ in range(3):  # 党主席、国防委员会主席某人: up to three offices in a row
        title = _title_before(text, low, end)
        if title is None:
            return
        start, bodies = _with_bodies(text, low, earlier, title)
        office = _with_unit(text, low, earlier, start) + text[start:end]
        commanded = (
            bodies[-1].name if bodies and bodies[-1].kind in ("army", "unit", "bloc") and _commands(office) else None
        )
        yield person.name, office, (start, person.end), commanded
        if not _MORE.search(text[max(low, start - 1) : start]):
            return
        end = start - 1


def _title_before(text: str, low: int, end: int) -> int | None:
    if text[end - 1 : end] not in _LAST:
        return None
    window = text[max(low, end - 14) : end]
    found = TITLE.search(window)
    return max(low, end - 14) + found.start() if found and found.group() else None


def _with_bodies(text: str, low: int, earlier: tuple[Name, ...], start: int) -> tuple[int, list[Name]]:
    """Extend an office to the left over the bodies it belongs to (美国 + 国务院 + 顾问)."""
    bodies: list[Name] = []
    for name in reversed(earlier):
        gap = text[name.end : start]
        if name.start < low or name.kind not in _BODIES or not (gap in ("", "驻", "前", "副") or _ORGAN.fullmatch(gap)):
            break
        start = name.start
        bodies.append(name)
    return start, bodies[::-1]


_OF_A_UNIT: Final = re.compile(r"副?(?:军长|师长|旅长|团长|营长|连长|政委|政治委员|参谋长)")
_UNIT_OF: Final = {"军长": "军", "师长": "师", "旅长": "旅", "团长": "团", "营长": "营", "连长": "连"}


def _with_unit(text: str, low: int, earlier: tuple[Name, ...], start: int) -> str:
    """The unit an unplaced officer belongs to: 第119师师部：师长徐国夫、参谋长夏克 are officers of the 119th."""
    title = _OF_A_UNIT.match(text, start)
    if not title:
        return ""
    for name in reversed(earlier):
        if name.kind == "unit" and name.start >= low and name.end <= start:
            words = text[name.start : name.end]
            wanted = _UNIT_OF.get(title.group().lstrip("副"), "")
            return words if words.endswith(wanted) and text[name.end : start] not in ("", "副") else ""
    return ""


def _commands(office: str) -> bool:
    return (
        bool(re.search(r"(?:司令员?|总司令|司令官|指挥官|军长|师长|旅长|团长|营长|连长|统帅)$", office))
        and "副" not in office
        and "前" not in office
    )


_TAKES: Final = re.compile(
    r"(?:任命|委任|指定|推选|选举|出任|担任|就任|接任|当选|获任|升任|改任|任(?=[^何务意期职由])|选)(?:了|为|成为)?[「“]?"
)

_AS: Final = re.compile(r"担任|出任|为|任")


def appointments(text: str, low: int, high: int, names: tuple[Name, ...]) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Yield (holder, office, span) where a person takes up an office: 任命李奇微为联合国军总司令, 李奇微出任总司令."""
    people = [n for n in names if n.kind == "person"]
    if not people:
        return
    for match in _TAKES.finditer(text, low, high):
        stop = re.search(r"[，。；：！？、」”\n（]", text[match.end() : high])
        end = match.end() + stop.start() if stop else high
        found = TITLE.search(text[match.end() : end])
        if found is None or end - match.end() > 24:
            continue
        inside = [n for n in people if match.end() <= n.start and n.end <= end]
        before = [n for n in people if n.end <= match.start()]
        if inside:  # 任命甲为某官: the office follows the name
            holder = inside[0]
            verb = _AS.match(text, holder.end)
            start = verb.end() if verb else holder.end
        elif before:
            holder, start = before[-1], match.end()
        else:
            continue
        if start < end:
            yield holder.name, text[start:end], (min(holder.start, start), end)
