"""Happenings no table holds: 莱芜战役, 某地矿难, 「闪电」行动, and what headings and the title call what the text is about.

A happening's name runs from a place, a state or a pair of states to its kind (战役, 地震, 峰会). Where
no known name stands before the kind, the words are taken only when a heading, the title, a link or
quotation marks set them off as a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kaoyi.lexicon.things import identify
from kaoyi.model import Document, Name
from kaoyi.text import fold, places_of

KINDS: Final = (
    "反击战役|防御战役|阻击战役|登陆战役|进攻战役|保卫战|阻击战|反击战|歼灭战|争夺战|围城战|围困战|登陆战|防御战|攻防战|解放战争|独立战争|自卫战争|内战|战争|战役|会战|战斗|海战|空战|之战|大战|攻势|大捷"
    "|围城|保卫战|起义|政变|兵变|叛乱|暴动|骚乱|革命|事变|惨案|惨剧|血案|大屠杀|屠杀|种族灭绝|大轰炸|轰炸|空袭|炮击|恐怖袭击|连环爆炸案|自杀式爆炸|炸弹袭击|爆炸案|爆炸事故|大爆炸|爆炸|枪击案|枪击事件|枪击"
    "|袭击事件|袭击案|袭击|人质危机|人质事件|劫机事件|绑架案|冲突|对峙|危机|事件|大地震|地震|海啸|火山爆发|洪灾|水灾|洪水|旱灾|雪灾|飓风|台风|龙卷风|暴风雪|暴雪|大雪|寒潮|热浪|暴雨|山泥倾泻|山体滑坡|泥石流|山火|大火|火灾|矿难|空难|坠机|沉船事故"
    "|沉船|踩踏事故|踩踏事件|踩踏|车祸|连环车祸|葬礼|国葬|公祭|核事故|毒气事件|饥荒|疫情|肺炎|埃博拉|示威|抗议|大游行|游行|罢工|大选|公投|选举|峰会|首脑会谈|首脑会晤|会谈|会议|和谈|谈判|停战协定|停火协议|和平协议|和平协定|和约|条约|协定"
    "|公报|宣言|军事演习|联合演习|军演|阅兵|行动"
)
TITLE_KINDS: Final = "雨灾|水患|涝灾|雪灾|雪崩|晚会|集会|悼念活动|悼念会|追思会|追悼会|抗议活动|示威活动|示威游行|出轨|沉没|坠毁|瓦斯爆炸|恐袭|砍人案|斩人案|劫案|人质案|命案|血案|灭门案|泄漏|溃坝|塌桥|塌楼|学潮|工潮|学运"
"""Kinds that make a name only where a title or heading sets them off."""
_SITES: Final = (
    "公路|高速公路|高速|国道|大桥|隧道|国际机场|机场|港口|码头|地铁站|地铁|火车站|车站|铁路|大学|中学|小学|学校|幼儿园|清真寺|教堂|寺庙|医院|监狱|煤矿|矿场|化工厂|工厂|核电站|水电站|夜总会|酒吧|商场"
    "|购物中心|超市|酒店|剧院|音乐会|演唱会|体育场|足球场|广场|集市|市场|集中营|战俘营|难民营|大使馆|使馆|军营|基地|边境|市|省|州|县|区|岛"
)
_KIND: Final = re.compile(
    rf"(?:{_SITES})?(?P<kind>{KINDS}|一役|一战(?![线区略争役场术])|之役)(?!(?<=战役|战斗|会战|战争)(?:预备队|部队|力|机(?!场)|群|员|部署|计划|企图|意图|指挥|史|序列|准备|任务|目标|方针|背景))"
)
_KIND_OPENS: Final = frozenset(word[0] for word in f"{_SITES}|{KINDS}|一|之".split("|"))
_HEADING_KIND: Final = re.compile(rf"({KINDS}|{TITLE_KINDS})(?:[（(][^（）()]*[)）])?$")
_FRONT: Final = frozenset(("place", "state", "bloc", "army", "organisation", "group", "unit"))
_HAN: Final = re.compile(r"[\u4e00-\u9fff0-9A-Za-z·\-]+")
_MARKED: Final = re.compile(r"[「“‘『\"]([^「」“”‘’『』\"\n]{1,10})[」”’』\"](行动|作战|战役|攻势|演习)")
_BEHIND_MARKS: Final = ("行动", "作战", "战役", "攻势", "演习")
_PARTS: Final = re.compile(r"[\s　：:|【】「」！？!?，,；;。、—…]+")
_DEFINED: Final = re.compile(
    r"[“「]?(?P<name>[\u4e00-\u9fff0-9·]{3,14})[”」]?(?:[（(][^（）()\n]{0,60}[）)])?"
    r"(?:，?(?:又称|或称|亦称|也称|又名|亦名|别称|史称|通称|简称|中国称|又叫|也叫|即|或|、)[为作之]?[“「]?[\u4e00-\u9fff0-9·]{3,14}?[”」]?(?:[（(][^（）()\n]{0,60}[）)])?)*"
    r"，?(?:是|为|系|指|乃|发生|爆发)"
)
_CALLED: Final = re.compile(
    r"(?:又称|或称|亦称|也称|又名|亦名|别称|史称|通称|简称|中国称|又叫|也叫|即|或|、)[为作之]?[“「]?([\u4e00-\u9fff0-9·]{3,14}?)(?=[”」（(，、是为系指乃发爆])"
)
_DEFINITION, _LONGEST, _SHORT_FRONT = 200, 12, 5
_ANY_KIND: Final = frozenset(
    (
        "事件",
        "行动",
        "选举",
        "大选",
        "公投",
        "疫情",
        "会议",
        "谈判",
        "会谈",
        "危机",
        "革命",
        "战争",
        "大战",
        "和谈",
        "峰会",
        "对峙",
        "内战",
        "公报",
        "宣言",
        "条约",
        "协定",
        "和约",
    )
)
"""Kinds that end many titles without making a name of the words before them."""
_VERB: Final = re.compile(
    r"责|取消|变|以|必须|介入|突|杯葛|谈|记录|最|不|要|再|又|连|首|引|防|抗|反|阻|避|救|赴|赞|停|办|开|求|吁|等|看|想|我|你|他|她|这|那"
)
_WEAK: Final = frozenset(
    [
        "战斗",
        "爆炸",
        "袭击",
        "冲突",
        "会谈",
        "会议",
        "示威",
        "抗议",
        "游行",
        "选举",
        "大选",
        "火灾",
        "大火",
        "枪击",
        "空袭",
        "炮击",
        "轰炸",
        "谈判",
        "和谈",
        "行动",
        "攻势",
        "危机",
        "对峙",
        "屠杀",
        "公报",
        "条约",
        "协定",
        "革命",
        "疫情",
        "洪水",
        "台风",
        "踩踏",
        "车祸",
        "坠机",
        "罢工",
    ]
)
"""Kinds that are also plain words: 美国会谈, 香港示威: a name only after a place, not after who acts."""


_AS_BATTLE: Final = ("一役", "一战", "之役")
"""长沙一役 is the 长沙战役, whatever its page calls it."""
_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十0-9]次$")
_MEMORIAL: Final = re.compile(r"纪念|博物馆|研究|委员会|学会|学院|电影|小说|题材")
"""美国战役纪念碑委员会 is a body, not a happening."""


def by_grammar(text: str, names: Sequence[Name]) -> list[Name]:
    """Happenings named by a place (or a state, army, pair of states) and a kind right after it."""
    found = []
    length = len(text)
    for name in names:
        end = name.end
        if end >= length or text[end] not in _KIND_OPENS or name.kind not in _FRONT or not name.name:
            continue
        match = _KIND.match(text, end)
        if (
            match is None
            or _MEMORIAL.match(text, match.end())
            or (match["kind"] in _WEAK and name.kind not in ("place", "bloc"))
        ):
            continue
        if match["kind"] in ("行动", "会议", "事件", "攻势", "会谈", "谈判") and name.kind not in ("place", "bloc"):
            continue
        front = text[name.start : name.end] if name.kind in ("bloc", "unit") else name.name
        if match["kind"] in _AS_BATTLE:
            found.append(_happening(name.start, match.end(), f"{front}战役", "happening"))
            continue
        ordinal = _ORDINAL.search(text, max(0, name.start - 4), name.start)
        start, front = (ordinal.start(), ordinal[0] + front) if ordinal is not None else (name.start, front)
        found.append(_happening(start, match.end(), front + match[0], "happening"))
    return found


_FREE_ENDS: Final = "役战变案杀义围"
_FREE: Final = re.compile(
    f"[{_FREE_ENDS}](?<=战役|会战|之战|海战|卫战|击战|事变|惨案|屠杀|起义|之围)(?![动化更略术士者]|预备队|部队|部署|计划|企图|意图|指挥部|序列|准备|任务|目标|背景)"
)
_FREE_KIND: Final = re.compile("(?:战役|会战|之战|海战|保卫战|阻击战|反击战|(?<!人)事变|惨案|大屠杀|起义|之围)$")
_FREE_FRONT: Final = re.compile(
    r"(?:^|[\s，。、；：（）「」『』“”《》()]|[称在为与和及的是叫即如于据])((?:(?![称在为与和及的是叫即如于据])[\u4e00-\u9fff]){2,5})$"
)
_NOT_FRONT: Final = re.compile(
    r"^[总但至共约则而并且因于到从由对将被把让使给向随即直自比按往等若虽仅只就却连]|司法|贸易|经济|信息|舆论|心理|文化|商业|科技|外交|价格|口水|法律|网络|金融|宣传|认知|人才|芯片|关税|疫苗|抗疫|惊人|持久|生死|荣誉|尊严|决赛|卫冕|出线|阶级|意识|权力|宫廷|夺冠|收官|"
    r"[这那此该每场次本整各多几首最们个其之前后中内外上下发生进行开始结束参加指挥经历主要重要著名历史一二三两全大小新旧当同不要有无会能可以所又再也将曾遂已仍双敌我彼]|战斗|战争|抗战"
)


def free(text: str) -> list[Name]:
    """Battles and the like whose place no table knows, where a word or mark before them shows where the name begins."""
    found = []
    for at in places_of(text, _FREE_ENDS):  # the last character is the rare one
        match = _FREE.match(text, at)
        if match is None:
            continue
        kind = _FREE_KIND.search(text, max(0, match.end() - 4), match.end())
        front = _FREE_FRONT.search(text, max(0, kind.start() - 6), kind.start()) if kind else None
        if kind is None or _MEMORIAL.match(text, kind.end()):
            continue
        if front is not None and not _NOT_FRONT.search(front[1]):
            name = front[1] + kind[0]
            found.append(_happening(front.start(1), match.end(), name, "happening set off by the words before it"))
    return found


def marked(text: str) -> list[Name]:
    """Operations set off by quotation marks: 「铁拳」行动."""
    if not any(text.startswith(_BEHIND_MARKS, at + 1) for at in places_of(text, '」”’』"')):
        return []
    return [
        _happening(match.start(), match.end(), f"{match[1]}{match[2]}", "happening in quotation marks")
        for match in _MARKED.finditer(text)
    ]


def set_off(document: Document, names: Sequence[Name] = ()) -> list[str]:
    """Folded names of happenings that the title, a heading or a part of the title sets off (砥平里战斗).

    names: the names found so far; a part of the title that is more than a word must open with a place among them.
    """
    whole = [
        document.folded[block.start : block.end].strip()
        for block in document.blocks
        if block.kind in ("title", "heading")
    ]
    title = fold(document.metadata.title or "").strip()
    parts = [part for words in (title, *whole[:1]) for part in _PARTS.split(words) if _is_name(part, names)]
    lines = [line for line in (title, *whole) if line != title or document.metadata.published is None]
    found = [name for words in (*parts, *lines) if (name := _headed(words))]
    return [name for name in dict.fromkeys(found) if not _CLAUSE.search(name)]


def _headed(words: str) -> str | None:
    """The name that a line is, without what its brackets add."""
    match = _HEADING_KIND.search(words)
    name = words[: match.end(1)] if match is not None else ""
    fits = match is not None and len(match[1]) + 2 <= len(name) <= _LONGEST and _HAN.fullmatch(name)
    return name if fits else None


def _is_name(part: str, names: Sequence[Name]) -> bool:
    """Whether a part of a title is a name: it opens with a place, or has one short word before a telling kind."""
    match = _HEADING_KIND.search(part)
    if match is None or any(name.kind in ("place", "state") and part.startswith(name.name) for name in names):
        return match is not None
    front = part[: match.start(1)]
    return match[1] not in _ANY_KIND and len(front) <= _SHORT_FRONT and not _VERB.search(front)


def other_names(document: Document) -> dict[str, str]:
    """Return other name -> name of the happening a page is about, as its first words give them (甲战役，又称乙之战)."""
    if document.metadata.published:
        return {}
    for block in document.blocks[:3]:
        match = _DEFINED.match(document.folded, block.start, min(block.end, block.start + _DEFINITION))
        if match is None or not _HEADING_KIND.search(match["name"]) or _CLAUSE.search(match["name"]):
            continue
        aliases = _CALLED.findall(document.folded, match.end("name"), match.end())
        named = {alias: match["name"] for alias in aliases if _KIND.search(alias) or alias.endswith("大捷")}
        return {match["name"]: match["name"], **named}
    return {}


_CLAUSE: Final = re.compile(
    r"[的了与和及在被将称说对向从为是有遭遇致酿逾死伤何谁怎于斥批促拒疑曝揭涉因]|多少|发生|造成|举行|引发|背景|经过|影响|期间|之后|之前|过程|结果|关于|参加|爆发"
    r"|发动|参与|应对|面对|平息|镇压|声援|支持|防控|战胜|悼念(?!活动|会)|纪念(?!活动)|声称|谴责|回应"
)


def everywhere(text: str, names: Mapping[str, str], rule: str) -> list[Name]:
    """Every place where one of these happenings is named in full. names: as written -> canonical name."""
    found = []
    for form, name in names.items():
        position = text.find(form)
        while position >= 0:
            found.append(_happening(position, position + len(form), name, rule))
            position = text.find(form, position + len(form))
    return found


def _happening(start: int, end: int, name: str, rule: str) -> Name:
    return Name(start, end, identify("war", name), name, "war", None, rule)
