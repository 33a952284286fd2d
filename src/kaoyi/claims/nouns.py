"""Nouns for counted people, as an open grammar: a modifier and the character such nouns end in.

No list of professions is complete (矿工 乘客 抗议者 维和人员 …); the endings are few.
"""

from __future__ import annotations

import re
from typing import Final

_ENDS: Final = "者员民兵人生客工童手众长妇眷官军徒侨友胞俘囚犯婴孩警徒卒匪师夫商农渔牧童女子弟士察性卫镖劳"
_STOP: Final = r"，。；：、！？（）()「」“”『』《》\s0-9"
# What ends a noun phrase after a figure: a preposition, adverb or verb that opens the predicate.
_PREDICATE: Final = (
    "担任|充当|等|自|在|因|被|遭|于|从|由|将|已|均|都|全部|全|当场|不幸|随后|先后|分别|仍|也|就|正|则|却|曾|再|又|才|向|对|与|和|及|以及|至|到|受|获|"
    "死|伤|阵亡|牺牲|丧|遇难|遇害|罹难|身亡|失踪|失联|送|确诊|感染|染|参加|参与|出席|上街|涌|聚集|集会|游行|撤|逃|投降|投诚|负伤|中弹|中枪|昏迷|殉"
    "|突围|染疫|返回|前往|危殆|情况|不治|溺|惨|是|有|为|要求|拒绝|以(?!色列|军|方)|用(?!户|家|客)|穿(?!越)|戴(?!维|尔)|经|沿|冒|趁|抓住|说|称|表示|接受"
    "|支援|陪同|协助|护送|中午|上午|下午|早上|早前|晚上|凌晨|清晨|傍晚|深夜|周[一二三四五六日]|星期|当[日天晚时]|事发|分批|陆续|同日|次日|翌日|看守|押送|随(?!行|从|军)|未能|今(?:年|月|日|天|早|晚)|昨|本(?:月|周|年)|日前"
)
# What may follow a noun phrase besides: the first character of many a predicate.
_FOLLOWS: Final = "赴|分赴|开赴|担任|要|必须|可|会|能|发动|发起|进行|组成|前来|跳|跌|坠|堕|倒|撞|围|冲|拉|举|手持|高呼|涉|以|入|出|离|留|滞|流|进|驻|守|攻|抵|来|去|走|上|下|获|当|生还|生死|窒息|昏|晕|感|呼|触|饿|冻|病|累|猝|葬|殉|毙|亡|投|降|起义|反|抗|请愿|联署|签|聚|到|堵|罢|静|绝|到场|送|就|住|留医|接种|治|需|危|情|伤势|无|未|没|尚|不|仅|只|共|约|达|占|超|为|另|其|之"
PERSON_NOUN: Final = re.compile(
    rf"(?P<owner>[^{_STOP}]{{1,16}}?的)?(?P<noun>(?:(?!{_PREDICATE})[^{_STOP}的了]){{0,10}}?(?:[{_ENDS}户](?<!年长)|司机|(?<![入出离役加])[军部]队(?![长伍员])|[弃孤婴幼胎女]儿(?!童|园|子)|消防(?!车|处|局|员|队|人|官|署|艇))们?)"
    rf"(?=[{_STOP}的]|$|{_PREDICATE}|{_FOLLOWS}|遗体|尸体)"
)
_AGE: Final = re.compile(r"(?:年?约|年仅|年)?\s?[0-9一二两三四五六七八九十]{1,3}\s?多?[岁歲](?:的)?")
SOLDIER: Final = re.compile(
    "士兵|官兵|战士|军人|将士|士卒|兵|军|警(?!方|告|示|惕|报|戒)|武装|队员|骑兵|卒|甲士|水手|水师|部队|人马|民兵|保安|特工|陆战队|飞行员|机师|大军|军队|援军|守军|驻军|联军|消防|救援|搜救|医护|战斗"
)


def noun_after(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of the noun phrase that follows a figure (``4名{遇难矿工}``), or None.

    >>> text = "300名朝鲜士兵丧生"
    >>> text[slice(*noun_after(text, 4, 9))]
    '朝鲜士兵'
    """
    while start < end and folded[start] in " “”「」\"'":
        start += 1
    aged = _AGE.match(folded, start, end)
    start = aged.end() if aged else start
    match = PERSON_NOUN.match(folded, start, end)
    return match.span("noun") if match else None


def plain_phrase(folded: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span of a short phrase without any verb that fills folded[start:end] up to a cut (五名{高层}).

    >>> plain_phrase("拘捕五名高层、", 4, 7)
    (4, 6)
    """
    match = _PLAIN.match(folded, start, end)
    if match is None or _VERBAL.search(match["words"]):
        return None
    return match.span("words")


_PLAIN: Final = re.compile(rf"\s?(?P<words>[一-鿿]{{2,8}})(?=[{_STOP}]|$)")
_VERBAL: Final = re.compile(f"{_PREDICATE}|{_FOLLOWS}")
