"""Persons no table holds: read by their title (发言人马晓光, 徐焰少将) or by the dot of a foreign name (约翰·托兰).

A name ends where a word that cannot belong to it begins; where that is not clear there is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from kaoyi.lexicon import load
from kaoyi.lexicon.things import identify
from kaoyi.model import Name
from kaoyi.text import places_of

_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳史唐廉岑薛雷贺倪汤滕殷罗毕郝邬乐傅"
    "皮卞齐康伍余卜顾孟黄穆萧尹姚邵汪祁毛米贝臧伏戴宋茅庞熊纪舒屈项祝董梁杜阮蓝闵季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万柯管卢莫房"
    "丁宣邓洪包左石崔吉龚程邢裴陆荣翁荀羊甄曲封储靳段焦巴谷车侯宓班仰秋仲伊宫宁仇栾甘厉武符刘景詹龙叶黎白蒲邰赖卓蔺屠蒙乔阴胥苍闻翟谭劳姬堵冉"
    "雍桑桂牛燕浦尚农温庄晏柴瞿阎慕连习容古易廖耿匡文寇欧沃巩聂晁敖冷辛阚简饶曾沙关荆竺益桓朴南玉蒋肖佟仝岳亢况郁"
)
_COMPOUND: Final = "欧阳|司马|上官|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|长孙|宇文|夏侯|端木|百里|叶刘|林郑|陈方|范徐"
_FOREIGN: Final = (
    "阿埃艾爱安昂奥澳巴白班邦包保鲍贝本比彼毕别宾波伯勃博卜布仓查昌彻茨慈达大戴丹道德登邓迪蒂丁东杜顿厄恩尔法凡范菲方费芬丰冯弗夫福富伽盖甘冈高戈哥格葛根贡古瓜哈海汉豪赫黑"
    "亨洪侯胡华怀惠霍基吉加贾简姜杰金津久居卡凯坎康考柯科可克肯孔库夸奎昆拉莱赖兰朗劳勒雷蕾黎里李理利莉丽列林琳刘柳龙隆卢鲁露伦罗洛吕律马玛迈麦曼芒毛茂梅门蒙米密敏缪摩莫"
    "默姆木穆拿娜纳奈南内尼聂涅宁纽努诺佛欧帕派潘庞佩彭皮珀普奇齐契恰乔切钦琼丘屈热荣茹儒瑞若撒萨塞赛桑瑟森沙莎珊尚绍舍申圣施石什史士舒斯丝司思松苏索塔泰坦汤唐陶特滕提铁"
    "廷图土托瓦万旺威韦维魏温翁沃乌武西希锡席夏香肖谢辛欣雄休许逊雅亚扬杨耶叶伊依易英尤约宰泽扎詹张哲珍朱卓兹孜祖佐蓬甫腊歇涉稣骚绥婉娃娅伽瓦迦喀诘黛妮缇得堡森顿埔博"
)
FOREIGN: Final = frozenset(_FOREIGN)
"""The characters foreign names are written with."""

_END: Final = (
    r"(?=$|[\s，。、；：:,.!?！？（）()「」『』“”《》\"'0-9\-—…]|说|称|表示|指|认|宣|强调|透露|介绍|回应|证实|否认|警告|呼吁|批评|质|解释|补充|重申|承认|估|今|昨|明|日前|近日|周|星期"
    r"|在|于|对|向|与|和|及|同|就|将|会|则|也|亦|还|又|已|曾|早|因|为|是|的|等|率|下令|命令|指挥|被|遭|以|从|到|签|发|主持|出席|接受|访|致|要求|建议|提|写|回|引|告诉|披露|通报|坦言"
    r"|直言|形容|相信|重|则|当|其|所|由|自|跟|都|却|仍|并|更|再|不|没|未|必|应|可能|希望|期|支持|反对|代表|公布|声称|声明|预|担心|感|死|受|获|担任|任|抵|到|前往|乘|离|返|飞|去|来|中|上|下|内"
    r"|[调出接升]任|接替|阵亡|战死|牺牲|殉职|辞职|辞去|辞任|退休|遇害|遇刺|逝世|去世|病逝|病故|自杀|投降|突围|拒绝|判处|判刑|裁定|驳回|审理|当选|会见|会晤|入狱|改任|逃)"
)
_COMMON: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭肖田董潘袁蔡蒋余杜叶程魏苏吕丁沈姚卢姜崔钟谭陆汪范石廖贾韦方邹熊孟秦邱侯江尹薛段雷龙黎史陶贺毛郝龚邵武戴严莫孔汤温耿金朴尤"
"""Surnames common enough for a name of two characters."""

_GIVEN: Final = "(?![供报有说的出于等被认以上称指表在和与向对将曾也就则今昨因为是会客呼官太先内问队言几生总副某姓倍际却又都])[\u4e00-\u9fff]"
_DOTS: Final = "·・•‧∙"
_DOT: Final = f"[{_DOTS}]"
_AFTER_TITLE: Final = re.compile(
    rf"[{_FOREIGN}]{{1,7}}(?:{_DOT}[{_FOREIGN}]{{1,8}}){{1,3}}"
    rf"|(?:{_COMPOUND})[\u4e00-\u9fff]{{1,2}}?{_END}"
    rf"|[{_SURNAMES}][\u4e00-\u9fff]{_GIVEN}{_END}|[{_COMMON}]{_GIVEN}{_END}"
    rf"|[{_FOREIGN}]{{2,7}}{_END}"
)
_BEFORE_TITLE: Final = re.compile(
    rf"(?:^|[\s，。、；：,（）()「」“”《》]|[据由和与及向对为以]|教授|大学|学者|专家)"
    rf"([{_SURNAMES}][\u4e00-\u9fff]{{1,2}}|[{_FOREIGN}]{{1,6}}{_DOT}[{_FOREIGN}]{{1,6}})\Z"
)
_FIRST: Final = frozenset(_SURNAMES + _COMPOUND + _FOREIGN) - {"|"}
_DOTTED: Final = re.compile(_DOT)


@cache
def _words() -> frozenset[str]:
    """Words that look like a name after a title: 总统多次, 部长周二."""
    return frozenset(row["form"] for row in load().table("not_persons.csv"))


def after_title(text: str, end: int) -> tuple[int, int] | None:
    """The span of the person named right after a title that ends at ``end``, None when no name stands clearly there."""
    if text[end : end + 1] not in _FIRST:
        return None
    match = _AFTER_TITLE.match(text, end)
    if match is None or match[0] in _words() or match[0][:2] in _words():
        return None
    return match.span()


def before_title(text: str, start: int) -> tuple[int, int] | None:
    """The span of the person named right before a title (徐焰少将)."""
    if not _may_end_before(text, start):
        return None
    match = _BEFORE_TITLE.search(text, max(0, start - 16), start)
    if match is None or match[1] in _words() or match[1][:2] in _words():
        return None
    return match.span(1)


def _may_end_before(text: str, start: int) -> bool:
    """Whether a surname with one or two characters behind it, or a foreign name with its dot, may end there."""
    return (
        (start > 1 and text[start - 2] in _SURNAMES)
        or (start > 2 and text[start - 3] in _SURNAMES)
        or _DOTTED.search(text, max(0, start - 7), start) is not None
    )


def dotted(text: str) -> list[tuple[int, int]]:
    """Spans of foreign names with a dot in them (卡里姆·萨迪加布)."""
    found: list[tuple[int, int]] = []
    for start in places_of(text, _DOTS):
        end = start + 1
        if found and start < found[-1][1]:
            continue
        left = start
        while left > 0 and start - left < 8 and text[left - 1] in _FOREIGN:
            left -= 1
        right = end
        while right < len(text) and (text[right] in _FOREIGN or (right > end and text[right] in _DOTS)):
            right += 1
        if left < start and right > end and right - end <= 20 and text[right - 1] not in _DOTS:
            found.append((left, right))
    return found


def again(text: str, persons: Iterable[Name]) -> list[Name]:
    """Further places where persons found by title or dot are named: in full, or by the last part of a foreign name."""
    found = []
    for person in {each.name: each for each in persons}.values():
        last = _DOTTED.split(person.name)[-1]
        for form in {person.name, last}:
            if len(form) < 2 or form in _words():
                continue
            rule = f"{person.rule}, named again"
            position = text.find(form)
            while position >= 0:
                end = position + len(form)
                found.append(Name(position, end, person.id, person.name, "person", person.owner, rule))
                position = text.find(form, end)
    return found


def person(start: int, end: int, text: str, owner: str | None, rule: str) -> Name:
    """The Name of a person the text names at start..end."""
    name = _DOTTED.sub("·", text[start:end])
    return Name(start, end, identify("person", name), name, "person", owner, rule)
