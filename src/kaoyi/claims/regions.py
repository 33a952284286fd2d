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
    r"(?P<place>(?<=[，。；：、\s])[一-鿿]{2,5}?)?(?:[0-9.]+级)?(?:强烈|严重|特大|大)?(?:地震|强震|海啸|空难|风灾|水灾|洪灾|洪水|山火|森林大火|矿难|暴雨|豪雨|雨灾|洪涝|龙卷风|泥石流|山泥倾泻|雪崩|火山|台风|飓风|风暴|大雪|暴雪|风雪|寒流|热浪|旱灾|雪灾)"
)
# Words that join sentences, point or tell: no name of a place holds one (而且有40宗, 这里发生了地震).
_NO_REGION: Final = re.compile(
    "而且|结果|群组|群聚|随后|其后|之后|最后|最终|同时|同日|当日|这里|那里|此地|发生|了|期间|当中|另外|目前|至今|事件|现场|消息|数据|情况|累计|累积|总计|合计|合共|新增|平均|每天|每日|每年|每月|每周|由于|仍|但|却|若|虽|很|更|最|让|使|因此|所以|因为|如果|不过|然而|但是|加上|连同|一共|总共"
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
        compared = _COMPARED.search(scene.sentence.text, max(0, actor.start - 3), actor.start)
        compared = compared or _PART_OF_A_NAME.match(scene.sentence.text, actor.end, scene.sentence.end)
        compared = compared or _TIMES_AS_MANY.match(scene.sentence.text, actor.end, scene.sentence.end)
        if actor.kind in ("place", "state") and not compared and not actors.speaks(scene.sentence, actor):
            return Role(actor.name, actor.start, actor.end, "place of the cases")
    there = _THERE.search(scene.sentence.text, scene.sentence.start, reading.figure.start)
    return Role(there["place"], *there.span("place"), "place of the cases") if there else None


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
        return Role(word[0], word.start(), word.end(), "region in the clause")
    if match is None and reading.measure == "infected":
        match = _REGION_AFTER.match(scene.sentence.text, reading.figure.end, scene.sentence.end)
    if match is None or (reading.measure == "killed" and not scene.sentence.epidemic):
        return None
    if CAUSES.search(match["region"]) or _NO_REGION.search(match["region"]):
        return None
    return Role(match["region"], match.start("region"), match.end("region"), "region right before")


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
    places = [actor for actor in reversed(scene.places) if actor.kind == "place"]
    seas = ("洋", "海峡", "海域")
    for actor in (*reversed(scene.within(sentence.start, reading.figure.start)), *places):
        mishap = disaster or _ACCIDENT.search(sentence.text, sentence.start, reading.figure.start)
        fits = actor.kind == "place" or (actor.kind == "state" and mishap)
        if actors.governed(sentence, actor) and sentence.text[actor.start - 1] not in "在于":
            continue
        if (actor.name or "").endswith(seas):
            continue  # 太平洋沿岸: no people are a sea's
        if fits and not actors.speaks(sentence, actor):
            return Role(actor.name, actor.start, actor.end, "place of the unnamed victims")
    return None


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
            return Role(name.name, name.start, name.end, "place of the authority")
    return None
