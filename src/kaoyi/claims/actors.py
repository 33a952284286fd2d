"""Who stands in a sentence and could own a figure: names and nouns for people, and what keeps one from owning it.

``美军士兵`` is one actor: the noun needs an owner and the name gives it. A name after 被 or 在, one that speaks, one
that is only a place, cannot be whose people are counted.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind

from kaoyi.claims import task_forces
from kaoyi.claims.clauses import Sentence
from kaoyi.lexicon import Lexicon
from kaoyi.model import Leaf, Name

_NAMED: Final = frozenset(
    ["state", "bloc", "army", "unit", "organisation", "group", "institution", "person", "pronoun"]
)
_MILITARY: Final = frozenset(("army", "unit", "bloc", "armed"))
_BOTH: Final = re.compile(r"双方|两军|两方面?|敌我")
_JOIN: Final = re.compile(r"\s?[的籍裔系]?\s?(?:方面)?")
_PREPOSITION: Final = re.compile(
    r"(?:对|向|被|遭到?|由|从|把|将|在|于|跟|攻击|袭击|前往|返回|到|往|至|给|替|因|据|根据|除|对付|抗击|针对|击败|击退|包围|反对|支持|逼使|迫使|"
    r"抵|甫抵|赴|入|援|出兵|进军|派兵|用兵|进驻|登陆|撤出|撤离|逃出|逃离|退出|离开|攻打|进攻|讨伐|远征|入主|抵|甫抵|援|经|靠近|位于|接近|赴|抵达|进入|占领|攻占|入侵|侵略|抵御|轰炸|空袭|炮击|逃往|撤往|运往|飞往|来自|受|获|帮助|援助|协助|以及对|代表|宣布|要求|名为|称为|仅?次于|高于|低于|高出|超出|多于|少于|比|较|相比|呼吁|劝喻|敦促|促请|提醒|警告|侵扰|扰|飞越|飞入|逼近|绕|穿越|进犯|袭扰|抵近|巡航|环绕)(?:整个|全部)?\s?$"
)
_WITH: Final = re.compile(r"[与和同及]\s?$")
# 与敌军…交战: who is fought, not whose people are counted; 向基地发射: what is aimed at.
_AGAINST: Final = re.compile(r"[与和同跟][^，。；：、]{0,10}$")
_AGAINST_SEVERAL: Final = re.compile(r"[与和同跟对][^，。；：0-9]{1,10}、$")  # 对东军、伪军作战
_FIGHT: Final = re.compile(
    r"[^，。；：]{0,14}?(?:交战|作战|战斗|激战|交火|驳火|枪战|火拼|混战|搏斗|交锋|冲突|会战|对峙|对抗|谈判|交手|厮杀|肉搏|开战|遭遇)"
)
_AIMED: Final = re.compile(r"(?:[向朝]|对(?!方)|瞄准)[^，。；：]{0,12}$")
_SHOT: Final = re.compile(r"[^，。；：]{0,12}?(?:发射|开火|开枪|开炮|发炮|投掷|投下|投放|施放|射出|射击|倾泻|扔)")
# 战争中共死亡: 中 and 共, no party.
_IN_ALL: Final = re.compile("(?:死|伤|阵亡|牺牲|损失|发射|歼|毙|俘|缴|击|有[^产党]|计|消耗|出动|投入|派|逮|拘|疏散|撤)")
_SPEAKS: Final = re.compile(
    r"(?!的?(?:死伤|伤亡|死亡|阵亡|损失|受伤|确诊|感染|失踪|被捕|兵力|参战)[^，。；：]{0,4}(?:数据|统计|资料|报告|评估))(?:方面|官方|军方|政府|当局|媒体|传媒|国防部|外交部)?[^，。；：]{0,4}(?:称|表示|指出?|说|宣布|公布|报道|统计|估计|估算|推算|点算|数据|战报|公报|证实|透露|通报|引述|认为|发布|承认|否认|指控|警告|回应|强调|公告|声明|消息|资料|评估)"
)
_PLACE_AFTER: Final = re.compile(
    r"(?:境内|境外|领空|领土|领海|[东西南北中]部|[东西]?[南北]面|西南|东南|西北|东北|首都|边境|沿海|海域|大使馆|使馆|总统|总理|首相|主席|外长|防长|半岛|媒体|传媒|历史|独立|"
    r"期间|时间|地区|上空|附近|战场|前线|东海|西海|市中心|街头|驻|战争|战役|之战|内战|革命|语|版|式|制|产|裔|籍|发生|爆发|现任|前任|造|产|制|M[0-9]|[0-9]|式|械|援|卡宾|冲锋枪|步枪|机枪|榴弹炮|山炮|野炮|坦克|吉普|汤姆|提供|装备|训练|援助|军援|资助|顾问|武器|军火|本土|全境|各地|以外|之外|一[家座个间处条]|的?[一两三四五六七八九十0-9.]+多?倍)"
)


class Actor(Leaf, frozen=True, gc=False):
    """An actor in a sentence: canonical name (None for a noun that needs an owner), and its span.

    kind: a name's kind, or for nouns of people.csv: civil, public, staff, doer, armed, weak; both for 双方
    """

    name: str | None
    kind: str
    start: int
    end: int

    @property
    def military(self) -> bool:
        """Whether it is an army, a unit or a bloc."""
        return self.kind in _MILITARY


class People:
    """The nouns of ``people.csv``."""

    def __init__(self, classes: dict[str, str]) -> None:
        self.classes = classes
        self._forms = tuple(classes)
        self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.LeftmostLongest)

    def find(self, folded: str, start: int, end: int) -> list[Actor]:
        """Return the nouns for people in folded[start:end]."""
        found = []
        for index, a, b in self._automaton.find_matches_as_indexes(folded[start:end]):
            form = self._forms[index]
            kind = self.classes[form]
            if kind != "ignored":
                found.append(Actor(None if kind == "weak" else form, kind, start + a, start + b))
        return found


@cache
def people(lexicon: Lexicon) -> People:
    """Return the compiled nouns for people."""
    return People({row["form"]: row["class"] for row in lexicon.table("people.csv")})


def read(sentence: Sentence, nouns: People) -> tuple[Actor, ...]:
    """Return the actors of a sentence in order; a name and the noun it owns are one."""
    found: list[Actor] = []
    names = [
        name
        for name in sentence.names
        if (name.kind in _NAMED or name.kind == "place") and not _is_in_all(sentence, name)
    ]
    spans = [(name.start, name.end) for name in names] + [(figure.start, figure.end) for figure in sentence.figures]
    loose = [
        noun
        for noun in nouns.find(sentence.text, sentence.start, sentence.end)
        if not any(start < noun.end and noun.start < end for start, end in spans)
    ]
    index = 0
    for name in names:
        while index < len(loose) and loose[index].start < name.start:
            found.append(loose[index])
            index += 1
        following = loose[index] if index < len(loose) else None
        if following and _JOIN.fullmatch(sentence.text, name.end, following.start):
            found.append(_owned(sentence, name, following))
            index += 1
        else:
            found.append(Actor(name.name or None, name.kind, name.start, name.end))
    found.extend(loose[index:])
    forces = _forces(sentence, found)
    if forces:
        found = [a for a in found if not any(f.start <= a.start and a.end <= f.end for f in forces)] + forces
    both = [Actor(m[0], "both", *m.span()) for m in _BOTH.finditer(sentence.text, sentence.start, sentence.end)]
    both = [b for b in both if not any(a.start < b.end and b.start < a.end for a in found)]
    return tuple(sorted((*found, *both), key=lambda actor: actor.start))


def _is_in_all(sentence: Sentence, name: Name) -> bool:
    """战争中共死亡, 配以空军: the end of one word and the beginning of another."""
    words = sentence.text[name.start : name.end]
    if words[0] == "以" and name.start > sentence.start and sentence.text[name.start - 1] in "配加辅予得难可所用并":
        return True
    return words == "中共" and bool(_IN_ALL.match(sentence.text, name.end))


def _forces(sentence: Sentence, found: list[Actor]) -> list[Actor]:
    """Forces named after somebody, where no name but the person's was found."""
    spans = task_forces.find(sentence.text, sentence.start, sentence.end)
    if not spans:
        return []
    others = [actor for actor in found if actor.kind != "person"]
    free = [(a, b) for a, b in spans if not any(actor.start < b and a < actor.end for actor in others)]
    return [Actor(sentence.text[a:b], "unit", a, b) for a, b in free]


def _owned(sentence: Sentence, name: Name, noun: Actor) -> Actor:
    if noun.kind == "weak":
        return Actor(name.name or None, "army" if name.kind in ("state", "place") else name.kind, name.start, noun.end)
    return Actor(sentence.text[name.start : noun.end], noun.kind, name.start, noun.end)


def governed(sentence: Sentence, actor: Actor) -> bool:
    """Whether a preposition or a verb takes the actor for its object (对美军, 被警方, 在韩国)."""
    text, start = sentence.text, max(sentence.start, actor.start - 14)
    if _PREPOSITION.search(text, max(sentence.start, actor.start - 6), actor.start):
        return True
    if _AGAINST.search(text, start, actor.start) and _FIGHT.match(text, actor.end, sentence.end):
        return True
    if (
        text.startswith("、", actor.start - 1)
        and _AGAINST_SEVERAL.search(text, start, actor.start)
        and _FIGHT.match(text, actor.end, sentence.end)
    ):
        return True
    return bool(_AIMED.search(text, start, actor.start) and _SHOT.match(text, actor.end, sentence.end))


def joined(sentence: Sentence, actor: Actor) -> bool:
    """Whether 与 or 和 stands before the actor."""
    return bool(_WITH.search(sentence.text, max(sentence.start, actor.start - 2), actor.start))


def speaks(sentence: Sentence, actor: Actor) -> bool:
    """Whether the actor says something right here, or is named as the owner of a paper (中共《新华日报》)."""
    if sentence.text.startswith("《", actor.end) and actor.kind != "unit":
        return True
    if actor.military and _GUESSED.match(sentence.text, actor.end):
        return False
    if _SPEAKS.match(sentence.text, actor.end, min(sentence.end, actor.end + 12)):
        return True
    if _OFFICIAL.match(sentence.text, actor.end, min(sentence.end, actor.end + 34)):
        return True
    return actor.kind in _TELLERS and bool(_TELLS.match(sentence.text, actor.end, min(sentence.end, actor.end + 14)))


# 某国国民卫队发言人某某9日说: whose official speaks.
_OFFICIAL: Final = re.compile(
    r"[^，。；：的]{0,14}?(?:发言人|官员|局长|部长|处长|署长|主任|主席|总统|总理|首相|市长|省长|州长|县长|负责人|司令|将军|秘书长|主管|专员|议员|大使|外长|防长)"
    r"[一-鿿·－-]{0,10}?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日|当天|当日|当地时间|随后|其后)*[^，。；：]{0,8}?(?:说(?!明|服)|称(?!为)|表示|指出|宣布|透露|证实|通报|告诉)"
)


# 居民某某告诉记者: a person of that kind, by name.
_TELLERS: Final = frozenset(("civil", "staff", "public", "doer"))
_TELLS: Final = re.compile("[一-鿿·]{0,8}?(?:告诉|说(?!明|服)|回忆|忆述|讲述|坦言|表示)")


def seated(sentence: Sentence, actor: Actor) -> bool:
    """总部设在甲市的某组织说, 驻甲国的记者: where somebody sits or comes from, not where the thing happened."""
    if actor.kind not in ("place", "state") or not sentence.text.startswith("的", actor.end):
        return False
    return bool(_SEAT.search(sentence.text, max(sentence.start, actor.start - 6), actor.start))


_SEAT: Final = re.compile("(?:总部|设|位|驻|旅居|流亡|居住|定居|注册|常驻|来自)[在于]?(?:[^，。；的]{0,2})$")


_GUESSED: Final = re.compile("估计(?:有|约有|约|达|为)?[约近逾]?[0-9]")
"""敌军估计有1.2万人: guessed at, not guessing."""


def only_place(sentence: Sentence, actor: Actor) -> bool:
    """Whether a state or place is named for where something is, not for its people."""
    if actor.kind not in ("state", "place"):
        return False
    return bool(_PLACE_AFTER.match(sentence.text, actor.end, sentence.end))
