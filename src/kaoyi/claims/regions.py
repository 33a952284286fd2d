"""Cases and unnamed victims are counted by place: the region beside the figure, or the place around it."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims import actors
from kaoyi.claims.near import words_before
from kaoyi.claims.options import Reading
from kaoyi.claims.scene import CAUSES, VICTIMS, Role, Scene, is_active, root_of

_REGION: Final = re.compile(
    r"(?:^|[，。；：、（】\s日时点前])(?P<region>[^，。；：、（）\s0-9日时点前的其全共另再有已就本当]{1,7}?(?:省|市|区|县|州|镇|乡|村|府|街道|社区|道|岛)"
    r"|全球|全世界|全国|全港|本港|全市|全省|海外|境外|中国内地|内地|大陆"
    r"|(?<=[，。；：、（])[^，。；：、（）\s0-9的了在有是为共其中另已至今日昨新增累计当个全本这那该等达超约逾死亡确诊疑似病例感染人数宗名占近到得现出报布认说称料指包括涉及加找称]{2,4})(?:的|则|亦|也|再|又|有|占|累计|合计|共|病例|个案|确诊|感染|总计|总数|合共|已|为|达|新增|增至|录得|人数|今日|昨日|今天|昨天|公布|通报|宣布|再|仍)*$"
)
_REGION_AFTER: Final = re.compile(
    r"[在来自位于]{1,2}(?P<region>[^，。；：、（）\s0-9的]{1,7}?(?:省|市|区|县|州|镇|乡|村|府|道|岛))"
)
_REGION_ITEM: Final = re.compile(
    r"(?:^|[，。；：、（及和与括]|其中)(?P<region>[^，。；：、（）\s0-9的其全共另有为是以及和与括中]{2,7}?)(?:有|共|则|为|各)?$"
)
_ATTACKED: Final = re.compile("(?:袭击|空袭|轰炸|炮击|攻击|扫射|轰击|炮轰|狂炸)了?$")
_DISASTER: Final = re.compile(
    r"(?P<place>(?<=[，。；：、\s])[一-鿿]{2,5}?)?(?:的?[一这那该此]?[场次])?(?:[0-9.]+级)?(?:强烈|严重|特大|大)?(?:地震|强震|海啸|空难|风灾|水灾|洪灾|洪水|山火|森林大火|矿难|暴雨|豪雨|雨灾|洪涝|龙卷风|泥石流|山泥倾泻|雪崩|火山|台风|飓风|风暴|大雪|暴雪|风雪|寒流|热浪|旱灾|雪灾)"
)
# Words that join sentences, point or tell: no name of a place holds one (而且有40宗, 这里发生了地震).
_NO_REGION: Final = re.compile(
    "而且|结果|群组|群聚|随后|其后|之后|最后|最终|同时|同日|当日|这里|那里|此地|发生|了|期间|当中|另外|目前|至今|事件|现场|消息|数据|情况|累计|累积|总计|合计|合共|新增|平均|每天|每日|每年|每月|每周|由于|仍|但|却|若|虽|很|更|最|让|使|因此|所以|因为|如果|不过|然而|但是|加上|连同|一共|总共|出现|遭|突发|迎来|连日|连降|普降|持续|重症|危重|轻症|疑似|治愈|阳性|无症状|病例"
)
_REGION_WORD: Final = re.compile("全球|全世界|全国|全港|本港|全市|全省|海外|境外")
_ACCIDENT: Final = re.compile("事故|踩踏|人踩人|大火|火灾|爆炸|车祸|坠机|沉船|惨剧|疫情|塌|出轨|翻车")
_COMPARED: Final = re.compile("(?:次于|高于|低于|多于|少于|比|较)$")
_TIMES_AS_MANY: Final = re.compile("以外|之外|的?[一两三四五六七八九十0-9.]+多?倍")
_PART_OF_A_NAME: Final = re.compile(
    "[^，。；：、在有]{0,2}?(?:肺炎|病毒|流感)|[^，。；：、在有]{0,10}?(?:医院|大学|学院)[^，。；：、]{0,14}?(?:医生|教授|院长|专家|主任)"
)
_AT_THE_HEAD: Final = 4  # a state that opens the paragraph is the one it is about
_SUM: Final = re.compile("总|合计|合共|一共")
_THERE: Final = re.compile("在(?:[^，。；的]{0,6}的)?(?P<place>[^，。；、的]{2,7}?(?:省|市|区|县|州|镇|岛))[，]")


def place_of_cases(scene: Scene, reading: Reading) -> Role | None:
    """武汉确诊50006宗: cases are counted by place."""
    if reading.measure not in ("infected", "killed") or root_of(reading).measure not in ("infected", "killed"):
        return None
    if reading.measure == "killed" and not any(
        t.reading.measure == "infected" for t in (*scene.told, *scene.paragraph[-3:])
    ):
        return None
    if _summed(scene, reading):
        return None
    for actor in reversed(scene.within(scene.sentence.start, reading.figure.start)):
        if actor.kind in ("place", "state") and _one_of_many(scene, actor.start):
            return None
        if anew(scene, reading) and in_part(scene.sentence.text, actor.start):
            continue
        compared = _COMPARED.search(scene.sentence.text, max(0, actor.start - 3), actor.start)
        compared = compared or _PART_OF_A_NAME.match(scene.sentence.text, actor.end, scene.sentence.end)
        compared = compared or _TIMES_AS_MANY.match(scene.sentence.text, actor.end, scene.sentence.end)
        if actor.kind in ("place", "state") and not compared and not actors.speaks(scene.sentence, actor):
            return Role(actor.name, actor.start, actor.end, "place of the cases")
    there = _THERE.search(scene.sentence.text, scene.sentence.start, reading.figure.start)
    return Role(there["place"], *there.span("place"), "place of the cases") if there else None


_OPENS_PART: Final = re.compile("(?:而|但)?(?:其中|当中|之中|全是|全部|均|都|皆)")
_ANEW: Final = re.compile("累计|累积|新增|总|合计|合共|一共|另|至今|迄今")


def in_part(text: str, at: int) -> bool:
    """Whether the clause around an offset tells of a part: ，其中湖北2345宗，"""
    start = max(text.rfind(mark, max(0, at - 30), at) for mark in "，。；：（(\n") + 1
    return start > 0 and _OPENS_PART.match(text, start, at) is not None


def anew(scene: Scene, reading: Reading) -> bool:
    """Whether the clause of a figure counts anew: 累计…, 另新增…: no part told before it."""
    start, _ = words_before(scene, reading)
    found = _ANEW.search(scene.sentence.text, start, reading.figure.start)
    return found is not None and _OPENS_PART.match(scene.sentence.text, start) is None


_MANY: Final = re.compile(r"[和及与、或]$|以及$")


def _one_of_many(scene: Scene, start: int) -> bool:
    """甲国、乙国和丙国三国: cases counted after such a list are of no one of them."""
    text = scene.sentence.text
    if _MANY.search(text, max(0, start - 2), start) is None:
        return False
    return not any(start - 8 <= q.start < start for q in scene.sentence.figures if q.unit)


_CAUSED_THERE: Final = re.compile(
    "(?:境内|全境|全国|全境内|当地|等地|一带)?(?:已经?|共|则|分别|也|亦|还|至少|先后|总共)*(?:造成|导致|致使|酿成|引致|夺走|夺去)"
)


_SUFFERED: Final = frozenset((*VICTIMS, "evacuated"))


def where_caused(scene: Scene, reading: Reading) -> Role | None:
    """地震在邻国造成300人死亡: the victims are those of the place the clause names for it."""
    if reading.measure not in _SUFFERED or is_active(reading):
        return None
    start, _ = scene.sentence.clause(reading.figure.start)
    for actor in reversed(scene.within(start, reading.figure.start)):
        there = actor.kind in ("place", "state") and scene.sentence.text[actor.start - 1] in "在于"
        if there and _CAUSED_THERE.match(scene.sentence.text, actor.end, reading.figure.start):
            return Role(actor.name, actor.start, actor.end, "place of the unnamed victims: where it was caused")
    return None


def _summed(scene: Scene, reading: Reading) -> bool:
    """北京、上海及广东，总数达299例: a sum after a list of places is of no one of them."""
    start, _ = scene.sentence.clause(reading.figure.start)
    if _SUM.search(scene.sentence.text, start, reading.figure.start) is None:
        return False
    last = next((n for n in reversed(scene.sentence.names_in(scene.sentence.start, start)) if n.kind == "place"), None)
    return last is not None and scene.sentence.text[last.start - 1] in "、及和与"


def region(scene: Scene, reading: Reading) -> Role | None:
    """湖北24人、河北1人; 广西新增8宗: a region named right before, known or not."""
    if root_of(reading).measure not in ("infected", "killed") or reading.kind != "people":
        return None
    start, end = words_before(scene, reading)
    match = (_REGION_ITEM if reading.lead else _REGION).search(scene.sentence.text, max(0, start - 1), end)
    word = None
    for word in _REGION_WORD.finditer(scene.sentence.text, start, end):  # noqa: B007
        pass
    if word and match is None and not scene.within(word.end(), end):
        return Role(_whole_of(scene, word[0]), word.start(), word.end(), "region in the clause")
    if match is None and reading.measure == "infected":
        match = _REGION_AFTER.match(scene.sentence.text, reading.figure.end, scene.sentence.end)
    if match is None or (reading.measure == "killed" and not scene.sentence.epidemic):
        return None
    if CAUSES.search(match["region"]) or _NO_REGION.search(match["region"]):
        return None
    name = _whole_of(scene, match["region"])
    return Role(name, match.start("region"), match.end("region"), "region right before")


_WHOLE: Final = {"全省": "省", "全市": "市", "全州": "州", "全县": "县", "全区": "区"}


_PROVINCES: Final = frozenset(
    [
        "河北",
        "山西",
        "辽宁",
        "吉林",
        "黑龙江",
        "江苏",
        "浙江",
        "安徽",
        "福建",
        "江西",
        "山东",
        "河南",
        "湖北",
        "湖南",
        "广东",
        "海南",
        "四川",
        "贵州",
        "云南",
        "陕西",
        "甘肃",
        "青海",
    ]
)


def _whole_of(scene: Scene, word: str) -> str:
    """全省 is the province named, or whose authority speaks, before in the sentence; else it stays as it is."""
    ending = _WHOLE.get(word)
    if ending is None:
        return word
    for name in reversed(scene.sentence.names_in(scene.sentence.start, scene.sentence.end)):
        owner = name.owner if name.kind == "institution" else name.name if name.kind == "place" else None
        words = scene.sentence.text[name.start : name.end]
        if owner and (f"{owner.removesuffix(ending)}{ending}" in words or (ending == "省" and owner in _PROVINCES)):
            return owner
    return word


_ITEM_BRACKETED: Final = re.compile(
    r"(?:^|[，。；：、）】\s])(?P<region>(?!其中|当中|另外|包括|累计)[一-鿿]{2,6})[（(](?:确诊|死亡|累计|新增)?$"
)
_ITEM_NAMED: Final = re.compile(r"(?:^|[，；、和及与])(?P<region>[一-鿿]{2,5}?)(?:各|有|为|占|约|达|增|新增|则)+$")


def item(scene: Scene, reading: Reading) -> Role | None:
    """东区（4宗）、西区（1宗）; 大阪299人，和歌山各有20人: in a list of cases each item names its region, known or not."""
    if not scene.sentence.epidemic or reading.measure not in ("infected", "killed"):
        return None
    text, start, end = scene.sentence.text, scene.sentence.start, reading.figure.start
    match = _ITEM_BRACKETED.search(text, max(start, end - 12), end)
    if match is None and reading.lead is not None:
        match = _ITEM_NAMED.search(text, max(start, end - 12), end)
    if match is None or _NO_REGION.search(match["region"]) or CAUSES.search(match["region"]):
        return None
    if match["region"].endswith(_NO_REGION_ENDS):
        return None
    return Role(match["region"], *match.span("region"), "region of the item")


_NO_REGION_ENDS: Final = (
    "人",
    "者",
    "员",
    "生",
    "例",
    "宗",
    "个案",
    "病例",
    "死亡",
    "确诊",
    "群组",
    "日",
    "月",
    "家庭",
    "女",
    "男",
)


def place_of_victims(scene: Scene, reading: Reading) -> Role | None:
    """Victims nobody names are those of the place it happened at; a whole state's only in a disaster."""
    if reading.measure not in VICTIMS or is_active(reading):
        return None
    sentence = scene.sentence
    for actor in reversed(scene.within(sentence.start, reading.figure.start)):
        if _ATTACKED.search(sentence.text, max(sentence.start, actor.start - 4), actor.start):
            return Role(actor.name, actor.start, actor.end, "place of the unnamed victims: what was attacked")
    disaster = _DISASTER.search(sentence.text, sentence.start, reading.figure.start)
    if disaster and disaster["place"] and not _NO_REGION.search(disaster["place"]):
        return Role(disaster["place"], *disaster.span("place"), "place of the unnamed victims")
    earlier = () if caused_elsewhere(scene, reading) else scene.places
    places = [actor for actor in reversed(earlier) if actor.kind == "place"]
    seas = ("洋", "海峡", "海域")
    for actor in (*reversed(scene.within(sentence.start, reading.figure.start)), *places):
        mishap = disaster or _ACCIDENT.search(sentence.text, sentence.start, reading.figure.start)
        fits = actor.kind == "place" or (actor.kind == "state" and mishap)
        if actors.governed(sentence, actor) and sentence.text[actor.start - 1] not in "在于":
            continue
        if (actor.name or "").endswith(seas):
            continue  # 太平洋沿岸: no people are a sea's
        if disaster is None and actor.start >= sentence.start and sentence.text.startswith(_BEFORE_IT, actor.end):
            return None  # 城楼前, 某市附近: not the place itself
        if actor.start < sentence.start and sentence.text.endswith(_SPOTS, 0, actor.end):
            return None
        if (actor.name or "") in _CONTINENTS or actors.seated(sentence, actor):
            continue
        if sentence.text.startswith(("籍", "裔", "时间"), actor.end):
            continue
        if actor.kind == "state" and _OF_PERSONS.match(sentence.text, actor.end, sentence.end):
            continue
        if fits and not actors.speaks(sentence, actor):
            return Role(actor.name, actor.start, actor.end, "place of the unnamed victims")
    return None


# 叙利亚难民引爆炸弹: where somebody is from, not where it happened.
_OF_PERSONS: Final = re.compile(
    "[籍裔]|(?:难民|男子|女子|男性|女性|公民|移民|青年|士兵|武装|恐怖分子|极端分子|枪手|司机|人(?!口))"
)
_CAUSED_IN: Final = re.compile("在[^，。；]{1,12}(?:造成|导致|致使|夺走|夺去|令)")


def caused_elsewhere(scene: Scene, reading: Reading) -> bool:
    """海啸在13个国家造成…人丧生: the place is another than those named before, though no name is given."""
    return _CAUSED_IN.search(scene.sentence.text, scene.sentence.start, reading.figure.start) is not None


# A square or a hospital that an earlier sentence names has no people of its own; nor has a continent.
_SPOTS: Final = (
    "广场",
    "街",
    "大街",
    "路",
    "大厦",
    "机场",
    "车站",
    "医院",
    "学校",
    "大学",
    "公园",
    "大桥",
    "酒店",
    "码头",
    "城楼",
)
_BEFORE_IT: Final = ("城楼", "附近", "门前", "外围", "一带")
_CONTINENTS: Final = frozenset(
    [
        "欧洲",
        "亚洲",
        "非洲",
        "美洲",
        "北美",
        "北美洲",
        "南美",
        "南美洲",
        "拉美",
        "大洋洲",
        "中东",
        "东南亚",
        "欧盟",
        "西方",
    ]
)


def place_around(scene: Scene, reading: Reading) -> Role | None:
    """Cases without a place are those of the place named before, or of the one the document is about."""
    if reading.measure != "infected" or _summed(scene, reading):
        return None
    spoken = _where_spoken(scene, reading)
    if spoken:
        return spoken
    heads = scene.sentence.block.start + _AT_THE_HEAD
    places = [actor for actor in scene.places if actor.kind == "place" or actor.start <= heads]
    if places:
        last = places[-1]
        return Role(last.name, last.start, last.end, "place named before in the paragraph")
    return Role(scene.topic.place, 0, 0, "the place the document is about") if scene.topic.place else None


def _where_spoken(scene: Scene, reading: Reading) -> Role | None:
    """韩国疾控中心宣布586例: an authority counts the cases of its own place."""
    for name in reversed(scene.sentence.names_in(scene.sentence.start, reading.figure.start)):
        if name.kind == "institution" and name.owner:
            return Role(name.owner, name.start, name.end, "place of the authority")
        if name.kind in ("place", "state"):
            if _one_of_many(scene, name.start):
                return None
            if anew(scene, reading) and in_part(scene.sentence.text, name.start):
                continue
            return Role(name.name, name.start, name.end, "place of the authority")
    return None
