"""Offices that stand before the name of their holder: 美国国务卿艾奇逊, 第119师师长徐国夫, 联合国军总司令麦克阿瑟."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.model import Name

_BODIES: Final = frozenset(
    {"state", "bloc", "army", "unit", "organisation", "institution", "agency", "outlet", "place", "war"}
)
# The word an office ends in; what may stand between the body and it, and a rank behind it.
_TITLES: Final = (
    "总统|执行董事|董事|总督察|督察|总警司|高级警司|警司|创办人|创始人|党魁|召集人|总干事|干事长|外相|裁判官|大法官|总检察长|主席|总理|首相|国家主席|委员长|总书记|书记|领导人|领袖|元首|国王|女王|天皇|皇帝|部长|外长|防长|财长|国务卿|大臣|大使|公使|领事|代表|特使|发言人|秘书长|司令|司令员|总司令|司令官|指挥官|指挥员|参谋长|政委|政治委员"
    "|军长|师长|旅长|团长|营长|连长|排长|队长|局长|处长|署长|厅长|省长|市长|县长|州长|议员|议长|院长|校长|馆长|会长|社长|台长|行长|主任|总监|专员|顾问|秘书|特首|行政长官|警务处长|教授|负责人|教官|舰长|机长|统帅|元帅|总长|检察官|法官|律师|主教|教皇|总裁|董事长|经理|理事长|干事|委员|参议员|众议员|司长|秘书官|参谋"
)
_LAST: Final = frozenset(title[-1] for title in _TITLES.split("|"))
_TITLES_IN: Final = {last: tuple(title for title in _TITLES.split("|") if title[-1] == last) for last in _LAST}
"""Last character -> the words that end in it: whether one stands at the end is seen before the whole office is looked for."""
_RANKS: Final = "上将|中将|少将|大将|准将|元帅|上校|中校|少校|大校|上尉|中尉|少尉|将军|先生|女士|博士"
_RANK_LAST: Final = frozenset(rank[-1] for rank in _RANKS.split("|"))
_BEFORE_TITLE: Final = (
    "前|副|代|代理|时任|首席|总|常务|驻[^，。；、的]{1,6}?|原|候任|助理|最高|执行|联席|参谋|国务|国务院|部|军事|外交|新任|现任|已故|警务处|入境处|消防处|卫生署|保安局|教育局|发展局|医管局|廉政公署|律政司"
    "|立法会|区议会|国会|国防|财政|内政|司法|国土安全|商务|卫生|教育|公安|[工公民自共新]{1,2}党|民主党|自由党|保守党|国民党|共产党|共和党|民进党|党组|党委|省委|市委|县委"
)
# The characters an office can begin with are looked for first: most places are none.
_FIRST: Final = "".join(
    sorted({word[0] for word in f"{_BEFORE_TITLE}|{_TITLES}".split("|")} - {"["} | set("工公民自共新"))
)
TITLE: Final = re.compile(f"(?=[{_FIRST}])(?:{_BEFORE_TITLE})*(?:{_TITLES})$")
_RANK: Final = re.compile(f"(?:{_RANKS})$")
# A body no list holds, between a state and the office in it: 俄罗斯|联邦安全会议|秘书.
_ORGAN: Final = re.compile(
    r"[^，。；：、！？\s今昨到向将把被和与及于捕了着过]{0,8}(?:会议|委员会|理事会|部|局|院|司|署|厅|处|办公室|军|舰队|集团|公司|大学|党|协会|法院|议会|政府|总部|中心|协调会)"
)
_MORE: Final = ("、", "，", "兼", "和")
_BEFORE_NAME: Final = _LAST | _RANK_LAST
_REACH: Final = 14


# An office right behind the name: 杜鲁门总统; not 总统府, and not 莫迪|外长苏杰生.
_BEHIND: Final = re.compile(
    r"(?:总统|主席|总理|首相|外长|防长|国务卿|部长|议员|众议员|参议员|司令|大使|法官|主教|秘书长|总书记|特首|局长|市长|州长|省长|县长|校长)(?![府制任候选夫令级职的团])"
)


Office = tuple[str, str, tuple[int, int], str | None]
"""Holder, office, span of the words, and the body commanded, if it is one of command."""


def offices(text: str, low: int, names: tuple[Name, ...], kinds: list[str]) -> list[Office]:
    """Return the offices that stand before or right behind the persons among the names of a sentence. low: where it starts."""
    found: list[Office] = []
    for index, kind in enumerate(kinds):
        if kind != "person":
            continue
        person = names[index]
        start, end = person.start, person.end
        if text[start - 1 : start] in _BEFORE_NAME:
            _before(text, low, names[:index], person, found)
        if (behind := _BEHIND.match(text, end)) is None:
            continue
        if index + 1 == len(names) or names[index + 1].start != behind.end():
            found.append((person.name, behind.group(), (start, behind.end()), None))
    return found


def _before(text: str, low: int, earlier: tuple[Name, ...], person: Name, found: list[Office]) -> None:
    end, stop = person.start, person.end
    rank = _RANK.search(text, max(low, end - 4), end) if text[end - 1 : end] in _RANK_LAST else None
    end = first = rank.start() if rank else end
    for _ in range(3):  # 党主席、国防委员会主席某人: up to three offices in a row
        title = _title_before(text, low, end)
        if title is None or (end != first and any(n.kind == "person" and n.end == title for n in earlier)):
            return  # 杜鲁门总统和国务卿艾奇逊: the first office is that of another
        start, bodies = _with_bodies(text, low, earlier, title)
        office = _with_unit(text, low, earlier, start) + text[start:end]
        commanded = (
            bodies[-1].name if bodies and bodies[-1].kind in ("army", "unit", "bloc") and _commands(office) else None
        )
        found.append((person.name, office, (start, stop), commanded))
        if text[max(low, start - 1) : start] not in _MORE:
            return
        end = start - 1


def _title_before(text: str, low: int, end: int) -> int | None:
    opened = max(low, end - _REACH)
    found = _title_at_end(text[opened:end])
    return opened + found if found is not None else None


def _title_at_end(words: str) -> int | None:
    """Where the office begins that words end in."""
    titles = _TITLES_IN.get(words[-1:])
    if titles is None or not words.endswith(titles):
        return None
    found = TITLE.search(words)
    return found.start() if found is not None else None


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


_OF_COMMAND: Final = ("司令", "司令员", "司令官", "指挥官", "军长", "师长", "旅长", "团长", "营长", "连长", "统帅")


def _commands(office: str) -> bool:
    return office.endswith(_OF_COMMAND) and "副" not in office and "前" not in office


_TAKES: Final = re.compile(
    r"(?:任命|委任|指定|推选|选举|出任|担任|就任|接任|当选|获任|升任|改任|任(?=[^何务意期职由])|选)(?:了|为|成为)?[「“]?"
)

_AS: Final = re.compile(r"担任|出任|为|任")
_STOP: Final = re.compile(r"[，。；：！？、」”\n（]")
_FAR: Final = 24  # characters from the verb to the end of the office


def appointments(
    text: str, low: int, high: int, names: tuple[Name, ...], kinds: list[str]
) -> list[tuple[str, str, tuple[int, int]]]:
    """Return (holder, office, span) where a person takes up an office: 任命李奇微为联合国军总司令, 李奇微出任总司令."""
    found: list[tuple[str, str, tuple[int, int]]] = []
    for match in _TAKES.finditer(text, low, high):
        opened = match.end()
        stop = _STOP.search(text, opened, high)
        end = stop.start() if stop else high
        if end - opened > _FAR or _title_at_end(text[opened:end]) is None:
            continue
        people = [n for n, kind in zip(names, kinds, strict=True) if kind == "person"]
        inside = [n for n in people if opened <= n.start and n.end <= end]
        before = [n for n in people if n.end <= match.start()]
        if inside:  # 任命甲为某官: the office follows the name
            holder = inside[0]
            verb = _AS.match(text, holder.end)
            start = verb.end() if verb else holder.end
        elif before:
            holder, start = before[-1], opened
        else:
            continue
        if start < end:
            found.append((holder.name, text[start:end], (min(holder.start, start), end)))
    return found
