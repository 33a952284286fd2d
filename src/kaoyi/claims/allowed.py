"""What a shape asks besides the words between: soldiers, weapons, an epidemic, 被 before the verb."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims.clauses import Sentence
from kaoyi.claims.fits import Fit
from kaoyi.claims.frames import Trigger
from kaoyi.claims.nouns import SOLDIER, noun_after
from kaoyi.claims.options import Option, amount_of
from kaoyi.model import Quantity

_WEAPONS: Final = frozenset(["aircraft", "tank", "vehicle", "ship", "gun", "small_arm", "missile"])
_AMMUNITION: Final = frozenset(["round", "bomb", "missile"])
_OTHER_THINGS: Final = frozenset(["building", "item", "animal"])
_CASES: Final = frozenset("宗例")
_LOOSE_CASES: Final = frozenset(
    ["个案", "新增", "累计", "累计共", "中招", "发病", "患病", "病倒", "新增个案", "疑似个案", "输入个案", "本地个案"]
)
_CASE_WORD: Final = re.compile("确诊|感染|染|阳性|新增|疑似")
_TAKEN: Final = re.compile(r"[将把](?![于会在要来近到由从])[^，。；、]{0,6}$")
_PRISONERS: Final = re.compile("战俘|俘虏|遣返|交换|被俘|释放|人质")
_RESCUERS: Final = frozenset(("消防车", "救护车", "警车", "冲锋艇"))
_RESCUE: Final = re.compile(r"[^，。；]{0,4}(?:消防车|救护车|警车|冲锋艇|救援车|水车|消防艇|直升机)")
_UNMILITARY: Final = re.compile(
    "商船|货轮|货船|油轮|渔船|邮轮|渡轮|客轮|游轮|客机|民航|生产|制造|购买|采购|订购|出售|售|建造|造价|交付|订单|研制|购入|进口|出口|租用|私家车|的士|货车|巴士|单车"
)
# 被 or 遭 governs a verb that follows it in the clause; 由 and 获 where the doer or giver is named.
_PASSIVE: Final = re.compile(
    r"(?:被|遭到?|受到?|惨遭|获)(?!控|指|告|诉|疑|检|质|要求|投诉|裁|怀|起诉|批|称|视|认|誉|问|派|安排|迫|要|有|合法|判了|判囚)[^，。；、的]{0,14}$"
)
_ANY_RETURN: Final = frozenset(
    ["返回", "归国", "回国", "返国", "回归", "到了", "去了", "来到", "去往", "赴", "前往", "放回", "送回", "返", "被释"]
)
_NONE: Final = re.compile("(?:没有|没|未有|并无|未曾|从未|不曾|从来没有)[^，。；、]{0,2}$")
_MONEY_TOO: Final = frozenset(("损失", "折损", "战损"))
_RATE: Final = re.compile("平均|每个|每名|每人|每位|基本传染|传染给|每[^，。；]{0,10}人口中")
_HAN: Final = re.compile("[一-鿿]")
_WAR: Final = re.compile("战|军|兵|空袭|导弹|侵扰|演习|防空|袭击|攻|敌|扰台|护航")
_CIVIL: Final = re.compile(
    "义工|志工|志愿者|球迷|跑手|教职员|职工|职员|员工|经理|官员|代表(?!团)|学生|记者|委员|专家|律师|议员|教师|老师|演员|球员|选手|导演"
)
_COMMON_FORCE: Final = frozenset(
    [
        "率",
        "率领",
        "带领",
        "带",
        "统领",
        "组织",
        "组成",
        "拥有",
        "装备",
        "现有",
        "共有",
        "号称",
        "集中",
        "集合",
        "抵达",
        "编成",
        "服役",
        "入伍",
        "参军",
        "应征",
        "剩",
        "剩余",
        "余部",
        "领",
        "武装",
        "聚众",
        "招收",
        "招募",
        "发展到",
        "发展至",
        "援助",
        "支援",
        "增至",
        "保有",
        "会师",
        "进攻",
        "伏击",
        "突击",
        "围困",
        "围攻",
        "扫荡",
        "南下",
        "北上",
        "登陆",
        "迎战",
        "应战",
        "出击",
        "进犯",
        "来犯",
        "入侵",
        "开进",
        "加入战斗",
        "服役",
    ]
)
_NOMINAL: Final = re.compile(
    "者|事件|活动|期间|行动|运动|现场|引发|[中里]的?|案|区|人士|团体|组织|领袖|主办|率|路线|队伍|权|法|罪|声|口号|标语|时|后|前|之前|之后|以来|集会|游行|冲突|地点|范围|名单|通知|令"
)


def is_passive(sentence: Sentence, trigger: Trigger) -> bool:
    """Return whether 被, 遭 or 获 governs a verb."""
    start, _ = sentence.clause(trigger.start)
    return bool(_PASSIVE.search(sentence.text, start, trigger.start))


def allowed(sentence: Sentence, option: Option, fit: Fit) -> bool:
    """Return whether a shape whose words between match may be taken here."""
    figure, trigger = option.figure, option.trigger
    if fit.least and amount_of(figure) < fit.least:
        return False
    if fit.passive and not is_passive(sentence, trigger):
        return False
    if fit.bound and not sentence.text.endswith(_BOUNDS, figure.start, figure.end):
        return False
    if _NONE.search(sentence.text, sentence.clause(figure.start)[0], min(figure.start, trigger.start)):
        return False
    if figure.unit is None and not _led(option, fit) and not _bare_allowed(sentence, figure, fit, option.gap):
        return False
    if (option.sense.measure in _TOLLS or option.kind != "people") and _PER_DAY.search(
        sentence.text, sentence.clause(figure.start)[0], figure.start
    ):
        return False
    if figure.counter[:1] in _CASES and not _case_allowed(trigger):
        return False
    if trigger.frame.form in _MONEY_TOO and option.kind == "people" and figure.unit != "person":
        return False
    if option.sense.measure == "infected" and _RATE.search(sentence.text, *sentence.clause(figure.start)):
        return False
    if option.sense.measure == "infected" and not _epidemic(sentence, figure, trigger):
        return False
    if option.kind == "things" and figure.unit in _OTHER_THINGS and not _worth_counting(sentence, figure):
        return False
    start, end = sentence.clause(figure.start)
    if fit.things and option.kind != "things":
        return False
    if option.sense.measure in ("evacuated", "participants") and amount_of(figure) < 3:
        return False
    if fit.name.startswith("relative") and "joined" in option.sense.voice and _HAN.match(sentence.text, figure.end):
        return noun_after(sentence.text, figure.end, end) is not None
    if option.kind != "people" and not figure.counter and option.sense.voice in ("having", "force"):
        return False
    if option.sense.voice in _STANDING and kept_apart(sentence, figure):
        return False
    if option.sense.voice in ("troops", "soldiers") and option.before and noun_of_civilians(sentence, figure):
        return False
    if option.before and option.gap.startswith("的") and trigger.frame.form.endswith(("者", "民", "员")):
        return False
    if fit.closing and trigger.end < end and sentence.text[trigger.end] not in " 、」』”）)《【或和及":
        return False
    if _supposed(sentence, figure) or not _lives(sentence, option):
        return False
    if option.sense.measure == "participants" and (amount_of(figure) < 10 or _ACCUSED.search(option.gap)):
        return False
    if fit.name == "force verb after figure" and (
        trigger.frame.form in ("带", "领", "率") or "剩" in trigger.frame.form
    ):
        return False
    if option.sense.measure == "evacuated" and _not_displaced(sentence, option):
        return False
    if fit.taken and not _TAKEN.search(sentence.text, start, figure.start):
        return False
    if fit.soldiers and not _soldierly(sentence, option, start, end):
        return False
    if option.sense.voice == "returned" and _IN_COURT.search(sentence.text, start, end):
        return False
    if option.sense.voice in ("prisoners", "returned") and trigger.frame.form in _ANY_RETURN:
        return bool(_PRISONERS.search(sentence.text, sentence.start, sentence.end))
    if option.kind == "things" and option.sense.voice in ("force", "having") and not _fielded(sentence, figure):
        return False
    if fit.name == "force verb before figure" and option.kind == "people":
        return _forces(sentence, option, start, end)
    marched = amount_of(figure) >= 500 and not option.gap  # 一百万人游行之后 is a claim, 3人集会后 is not
    return (
        not (fit.side == "after" and "joined" in fit.voices and _NOMINAL.match(sentence.text, trigger.end)) or marched
    )


_IN_COURT: Final = re.compile("被告|法官|法庭|保释|裁判官|上诉|疑犯|嫌犯")
_WHILE: Final = re.compile("[^，。；：]{0,3}?(?:中|途中|期间|时|前|路上|过程)")
_HELPED: Final = re.compile("(?:为|向|给|帮助?|援助|协助|资助|服务|惠及|训练|招募|聘用|收养)[^，。；：]{0,6}$")


def _not_displaced(sentence: Sentence, option: Option) -> bool:
    """逃亡中出生 tells when, 为数百名难民提供 whom help reaches: neither counts people moved."""
    if option.sense.voice == "noun":
        start, _ = sentence.clause(option.figure.start)
        return bool(_HELPED.search(sentence.text, start, option.figure.start))
    return not option.before and bool(_WHILE.match(sentence.text, option.trigger.end))


_BOUNDS: Final = ("以上", "以下", "左右", "上下", "之间")
_ACCUSED: Final = re.compile("涉|被控|被指|申请|希望|要求|拒绝|呼吁|邀请")
_SUPPOSED: Final = re.compile("只要|如果|假如|假设|倘若?|万一|要是|即使|哪怕|若果|若有|要有|须有|需要")
_LIFE: Final = re.compile("命|人生|青春")
_KIND_OF: Final = re.compile("的[^，。；、]{0,8}(?:火警|火灾|事故|意外|事件|灾难|案件|车祸|空难|地震|袭击|战役)")
_TAKES_LIFE: Final = frozenset(("夺走", "夺去"))
_DESCRIBED: Final = re.compile("(?<!还)(?<!就)(?:是|为|乃|系|即)$")


def _supposed(sentence: Sentence, figure: Quantity) -> bool:
    """只要有十个人感染 supposes; 死者是一名男子 says who, not how many."""
    start, _ = sentence.clause(figure.start)
    if sentence.text.endswith(("以上", "以下"), 0, figure.end) and _KIND_OF.match(sentence.text, figure.end):
        return True  # 死亡超过10人的火警: a kind of fire, no fire
    if amount_of(figure) == 1 and _DESCRIBED.search(sentence.text, start, figure.start):
        return True
    return bool(_SUPPOSED.search(sentence.text, start, figure.start))


def _lives(sentence: Sentence, option: Option) -> bool:
    """夺走六百人的生命, but not 夺走百万人的权利."""
    if option.trigger.frame.form not in _TAKES_LIFE:
        return True
    start, end = sentence.clause(option.figure.start)
    return bool(_LIFE.search(sentence.text, start, end)) or not sentence.text[option.figure.end : end].strip()


def _epidemic(sentence: Sentence, figure: Quantity, trigger: Trigger) -> bool:
    """Whether illness is what spreads here: 个案 and 累计 count cases only in a text about an epidemic."""
    sense = trigger.frame.people
    if sense and sense.voice == "sick":
        start, _ = sentence.clause(figure.start)
        return bool(_CASE_WORD.search(sentence.text, start, figure.end))
    if trigger.frame.form in _LOOSE_CASES:
        if _OTHER_COUNTS.search(sentence.text, min(trigger.end, figure.start), figure.start):
            return False
        ends = not sentence.text[figure.end : figure.end + 1].strip(" ，。；、）)")
        return (figure.counter[:1] in _CASES or ends or trigger.start >= figure.end) and sentence.epidemic
    return True


_OTHER_COUNTS: Final = re.compile("接触者|接种|检测|样本|隔离|观察|追踪|检疫")
_STANDING: Final = frozenset(("having", "soldiers", "troops", "force"))
_ISOLATED: Final = re.compile("(?:被|接受|需要?|须)?(?:隔离|检疫|检测|医学观察|停职|放假)")


def _worth_counting(sentence: Sentence, figure: Quantity) -> bool:
    """Whether other things than weapons are counted for war or disaster: several of them, or houses."""
    amount = figure.low if figure.low is not None else figure.high or 0
    if amount < 2:
        return False
    return (
        figure.unit == "building" or of_army(sentence) or bool(_WAR.search(sentence.text, sentence.start, sentence.end))
    )


_ON_BEHALF: Final = re.compile("(?:为|替|给|向|对|跟|同)[^，。；：]{0,3}$")
# 派出18人参选: sent, but as no force.
_ERRAND: Final = re.compile(
    "参选|竞选|出选|参赛|出赛|比赛|出席|会议|留学|就读|考察|采访|监察|监票|培训|开会|旁听|访问|参观|选举|补选|认罪|受访|聆讯"
)


def _forces(sentence: Sentence, option: Option, start: int, end: int) -> bool:
    """Whether those sent or led are a force: no civilians, and for common verbs soldiers are named."""
    after = noun_after(sentence.text, option.figure.end, end)
    if _CIVIL.search((sentence.text[slice(*after)] if after else "") + option.gap):
        return False
    if amount_of(option.figure) < 5 and not SOLDIER.search(sentence.text[slice(*after)] if after else ""):
        return False
    if _ON_BEHALF.search(option.gap):
        return False
    if _ERRAND.search(sentence.text, option.figure.end, end) and not SOLDIER.search(sentence.text, start, end):
        return False
    common = option.trigger.frame.form in _COMMON_FORCE
    return not common or bool(SOLDIER.search(sentence.text, start, end)) or of_army(sentence)


def _soldierly(sentence: Sentence, option: Option, start: int, end: int) -> bool:
    """Whether soldiers are named about the figure; weapons speak for themselves."""
    if option.kind != "people":
        return True
    after = noun_after(sentence.text, option.figure.end, end)
    words = sentence.text[slice(*after)] if after else sentence.text[start : option.figure.start]
    if not option.before:
        words += sentence.text[option.figure.end : option.trigger.start]
    crew = "成员" in words and of_army(sentence)
    return (
        bool(SOLDIER.search(words))
        or crew
        or (bool(_CREW.search(words)) and _ABOARD.search(sentence.text, start, end) is not None)
    )


_CREW: Final = re.compile("人员|船员|艇员|舰员|机组|水手")
_ABOARD: Final = re.compile("[军战舰]舰|潜艇|航空母舰|航母|[舰艇][上内]|基地|军营|驱逐舰|护卫舰")


def kept_apart(sentence: Sentence, figure: Quantity) -> bool:
    """军队有700人隔离: whether the people counted are kept apart, tested or sent home, and no strength."""
    return _ISOLATED.match(sentence.text, figure.end, sentence.end) is not None


def of_army(sentence: Sentence) -> bool:
    """Whether the sentence names an army or a unit."""
    return any(name.kind in ("army", "unit") for name in sentence.names)


def goods(sentence: Sentence, figure: Quantity) -> bool:
    """Whether the clause is about things made, sold or of everyday life."""
    return bool(_UNMILITARY.search(sentence.text, *sentence.clause(figure.start)))


def noun_of_civilians(sentence: Sentence, figure: Quantity) -> bool:
    """Whether the noun after the figure is for people who are no soldiers."""
    after = noun_after(sentence.text, figure.end, sentence.clause(figure.start)[1])
    return bool(after) and not SOLDIER.search(sentence.text[slice(*after)] if after else "")


_CROWD_CONTROL: Final = re.compile("(?:催泪|橡胶|布袋|海绵|胡椒)")


def _fielded(sentence: Sentence, figure: Quantity) -> bool:
    """Whether things said to be had or sent are weapons, not goods made or sold, not everyday vehicles."""
    if goods(sentence, figure) or _CROWD_CONTROL.match(sentence.text, figure.end):
        return False
    if figure.unit in ("gun", "tank") or _RESCUE.match(sentence.text, figure.end) or figure.noun in _RESCUERS:
        return True
    if figure.unit in _WEAPONS or figure.unit in _AMMUNITION:
        return of_army(sentence) or bool(_WAR.search(sentence.text, sentence.start, sentence.end))
    return False


_MANY: Final = 100
_SLAIN: Final = re.compile("[一-鿿]{0,3}?(?:[军兵卒骑众]|将士|人马|官兵)")  # 斩杀敌兵万余
_HEADLINE_NOUN: Final = re.compile(
    "消防|警|军|民|男|女|童|师生|港人|外劳|外佣|华人|台人|游客|司机|机师|村民|平民|工人|学生|乘客|旅客|客|兵|官兵|记者|儿童|幼童|男女|中国人|美国人|日本人"
)


_STOPS: Final = frozenset("，。；、”」）")
_TOLLS: Final = frozenset(("killed", "wounded", "casualties", "losses", "missing"))
_PER_DAY: Final = re.compile("平均(?:每[天日月周年]|每个?(?:小时|星期|月))")
"""平均每天伤亡800人 is a rate, no toll."""


def _led(option: Option, fit: Fit) -> bool:
    """率军20万南下, 号称80万: a bare number of thousands right behind a verb of leading that names the soldiers."""
    form = option.trigger.frame.form
    leads = len(form) > 1 and (form[-1] in "军兵众骑卒士" or form == "号称")
    behind = fit.name in ("force verb before figure", "force noun before figure") and len(option.gap) <= 2
    return leads and behind and amount_of(option.figure) >= 1000


def _bare_allowed(sentence: Sentence, figure: Quantity, fit: Fit, gap: str) -> bool:
    """A bare number counts people beside its word (59死), or before a noun for people (9万韩国士兵)."""
    if fit.name.startswith("bare"):
        return True
    following = sentence.text[figure.end : figure.end + 1]
    slain = not gap or (amount_of(figure) >= _MANY and _SLAIN.fullmatch(gap))
    if fit.name == "verb and object before figure" and slain and following in _STOPS and amount_of(figure) >= 10:
        return True
    if following == "级":
        return not gap  # 斩首三千级
    after = noun_after(sentence.text, figure.end, sentence.clause(figure.start)[1])
    if fit.name == "force verb before figure" and after and SOLDIER.search(sentence.text, *after):
        return True  # 率5000清军死守
    if fit.side == "before" and "\u4e00" <= following <= "\u9fff" and following not in "死伤亡人的，及和与，以后左":
        return False
    if fit.side == "before":
        return fit.name in (
            "word before figure",
            "word, 在 and a bound",
            "force noun before figure",
            "bodies before",
            "crowd before figure",
        ) or (noun_after(sentence.text, figure.end, sentence.clause(figure.start)[1]) is not None)
    if fit.name == "predicate after figure" and _HEADLINE_NOUN.fullmatch(gap):
        return True
    return (bool(gap) and noun_after(sentence.text, figure.end, sentence.clause(figure.start)[1]) is not None) or (
        gap in ("", "的", "的总")
        and fit.name in ("force noun after figure", "noun after figure", "predicate after figure")
    )


def _case_allowed(trigger: Trigger) -> bool:
    """宗 and 例 count cases of an illness, dead or sick."""
    people = trigger.frame.people
    if people is None:
        return False
    return people.measure == "infected" or (people.measure == "killed" and people.voice in ("noun", "intransitive"))
