"""Event words in a text: which of them report a happening where they stand."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.events import named, words
from kaoyi.events.dating import Calendar
from kaoyi.events.ground import Ground
from kaoyi.events.words import EventWord, Trigger
from kaoyi.lexicon import Lexicon
from kaoyi.model import Name
from kaoyi.offsets import first_from
from kaoyi.text import clause_ends

# Endings that turn the verb before them into a person, a quality or an instrument: 侵略者, 进攻性, 死亡率, 选举权.
_ENDING: Final = re.compile(
    r"为由|为名|方面|风险|倾向|系列|期间|专员|步枪|群(?!众|体|山|岛|起|龙)|队(?!伍|员)|人数|数字|名单|过程|程序|手法|手段|方式|模式|制度|速度|结果|理由|原因|前夕|本意|委员|时间|路线|人士|人群|主题|地点|现场|画面|影片|照片|威力|行为|意见|内容|政策|战术|方针|原则|技术|设备|舰(?![队船艇])|波(?![及兰斯])|声(?![明称])|[后初中前时]期|通知|许可|记录|纪录|器|票|电台|人(?=[，。、；）)」”的\n])|点(?![燃着名了])|者|性|率|权|室|罪|犯(?!下)|机(?!场|构|会|关|上|师|组)|力(?!量)|艇|派(?!出|遣|兵|驻)|家(?!人|属|庭|园|中|里)|法(?!国|军|方|西|属|德|英|兰|庭|院)|令(?!人)|书(?!记)|区(?!域)|线|会(?!议|见|谈|晤|场)"
)
_ENDING_HEADS: Final = frozenset(
    "为方风倾系期专步群队人数名者性率权室罪犯机力艇派家法令书区线会过程手方模制速结理原前本委通许记纪器票点电时路主地现画影照威行意内政战方原技设舰波声后初中前"
)
# A crime named, not told: 被控一项袭击致造成身体伤害罪, 涉嫌非法集结罪.
_CHARGE: Final = re.compile(r"[^，。；：！？\n了]{0,18}?罪(?!犯|人|行|名成立)")
_CHARGED: Final = frozenset({"attack", "bombing", "massacre", "battle", "deployment"})
# Words of saying whose object may well hold a 的: 指责对方的态度.
_BLAMES: Final = frozenset({"指责", "谴责", "批评", "指控", "抨击", "痛斥", "斥责", "质疑", "抗议"})
_AFTERWARDS: Final = frozenset({"后撤", "后退"})
# 打击士气 hits nobody.
_FIGURES: Final = frozenset({"打击", "冲击", "重创", "摧毁"})
_FIGURATIVE: Final = re.compile(
    r"[^，。；：！？]{0,10}?(?:士气|信心|经济|市场|犯罪|罪案|罪行|走私|利益|声誉|形象|行业|旅游)"
)
# A happening spoken of as a thing, which happened only where a verb says so: 发生枪击事件.
_AS_A_THING: Final = ("事件", "意外", "案")
_CROWD: Final = frozenset({"游行", "示威", "集会", "静坐", "请愿", "罢工", "罢课", "罢市"})
_CRIMES: Final = frozenset({"暴动", "叛乱", "集会", "骚乱", "绑架", "自杀"})
# Words that take the happening back: 没有, 不能, 拒绝; and what they end in, seen at a glance.
_UNREAL: Final = (
    "不", "未", "没", "没有", "无", "并未", "尚未", "从未", "未曾", "未能",
    "不能", "无法", "不得", "不会", "避免", "防止", "停止", "禁止", "不准", "拒绝",
    "以免", "不愿", "不再", "放弃", "未经",
)  # fmt: skip
_UNREAL_ENDS: Final = frozenset(word[-1] for word in _UNREAL)
# 没有即场提出, 都未能成功攻占: a denial with an adverb behind it.
_DENIED: Final = re.compile(r"(?:没有|未有|并未|从未|未能|无法|不会|不再|不曾|不得)[^，。；：的]{1,3}$")
# What somebody condemns or marks happened before, on a day not told: 谴责甲国政变; and 自某人获释以来 dates what follows.
_SPOKEN_OF: Final = re.compile(r"(?:谴责|抗议|反对|声讨|批评|声援|哀悼|悼念|纪念|否认|指控)[^，。；：了]{0,8}$")
_SINCE: Final = re.compile(r"自(?![己由动愿称杀民卫行相身然我\d])从?[^，。\d]{1,10}$")
# What is demanded goes on behind the comma: 警告乙国，立即从边境撤军.
_DEMANDING: Final = ("告", "求", "请", "促", "吁", "令")
_DEMAND: Final = re.compile(
    r"(?:警告|要求|促请|敦促|呼吁|勒令|责令)[^。；：了]{0,20}，(?:立即|立刻|马上|尽快|即刻|无条件|停止|不要|不得)[^，。]{0,8}$"
)
# 呼吁对方，释放囚犯: a verb that opens the clause behind a demand is what is demanded.
_ASKED_FOR: Final = re.compile(r"(?:要求|促请|敦促|呼吁)(?!书)[^。；：，了]{1,24}，$")
_FREEDOM: Final = re.compile(r"的(?:自由|权利|可能|机会|能力|意愿|计划|打算|准备|打击|风险|危险)")
_BEFORE_VERB: Final = frozenset("被再曾能有向对与和")
# Words that leave what follows them in the clause open: wishes, plans, purposes, proposals, conditions.
_OPEN: Final = re.compile(
    r"有否|有无|原定|原拟|如果|假如|假使|倘若|若(?![干尔])|一旦|除非|要是|假设|只要|是否|能否|可否|万一"
    r"|建议|要求|呼吁|敦促|促请|主张|提议|希望|请求|准备|计(?<![按照据依]计)[划画]|打算|企图|试图|力图|争取|考虑|愿意|允许|讨论|协商|磋商|为了|为后续|决定(?!性)|下令|命令|授权|同意|批准|尚无|没有证据|无证据|很少|从不|往往|通常|经常|每当|为保证|以便|以防|以期|可能|或许|意图|旨在|防止|威胁|所需|如"
    r"|不论|无论|不管|日后|会否|会不会|应否|应不应|必须|不应|应该|理应|预计|预料|料将|势必|誓言|扬言|有意|拟(?![定订])|即将|将(?=尽[快速早])|有助|有利于|须(?!知)|需(?!求)|好让|使命|目的|以求|以图|急于|意欲"
    r"|将(?:会|于|在|不|继续|可能|再(?!次将)|从|由|与|和|向|参与|参加|出席|举行|举办|召开|展开|访问|前往|成为|接受|面临|面对|进行|全面|陆续)|可(?:以|在|于|随时|任意|被)|容许|准许|不受|应(?:该|当|予|由|立即|尽快|尽速|称)|势将|届时|并非|不是|而非|会(?<=[亦并都也便就才仍只]会)(?![议见谈晤])"
)
# Nouns that a verb right before them describes: 参战部队, 阵亡官兵, 作战计划, 停战谈判.
_NOUN: Final = re.compile(
    r"(?:各|的)?(?:部队|各部|兵团|演习|训练|行动|人员|官兵|士兵|军人|将士|战士|计划|问题|能力|战俘|机师|航班|飞机|力量|遗属|家属|双方(?!的?(?:实际|控制|停火|分界|边界|阵地|防线))|各国|各方|一方|方|兵力|半径|主力|态势|火力|部(?!分|署)|团|师|军(?!事)|国(?!家|境|界|门|会|土|际)|期间|分界线|协议|协定|谈判|建议|阶段|经验|区|点|前|任务|目标|意图|迹象|命令|之|盟友|盟国|俘虏|物资|学生|人士|平民|民众|乘客|疑犯|被告|男子|女子)"
)
# What is announced is no relative clause's noun: 公布参选的决定.
_RELATIVE: Final = re.compile(
    r"(?!包括)[^，。；：！？“「\n了过]{0,12}?的(?!是|话|[，。；：]|(?:最新|正式)?(?:决定|消息|声明|结果|数据|名单|报告|计划|方案|安排))"
)
_AFTER_IT: Final = re.compile(
    r"(?:(?:\d|[一二三四五六七八九十两几])*[天日周月年小时]*)(?:之?后|之?前|時|时(?!间)|以来|地点|不久)"
)
_NOMINAL: Final = ("这一", "这个", "该", "这项", "上述", "此项", "有关", "未")
_NEVER: Final = re.compile(r"从未|从来没有|并未|未曾|并没有|没有接受|不再像")
_FEELING: Final = re.compile(
    r"[^，。：“「]{0,4}(?:哀悼|敬意|慰问|谢意|歉意|祝贺|不满|遗憾|感谢|愤慨|关切|关注|欢迎|满意)"
)
_SOURCE: Final = re.compile(r"(?:^|[，。；：（“「])(?:另)?(?:据|根据|依据|按照?|依)[^，。；：]*$")
_QUOTED: Final = re.compile(r"(?:[：:]|表示|说|称|指出|宣布|警告|要求|呼吁|声明|承诺|强调|认为)[“「『][^”」』]*$")

_LIGHT: Final = re.compile(
    r"(?:发动|发起|举行|展开|进行|召开|参加|出席|发生|遭到|遭受|遭遇|遭|造成|爆发|实施|开始|打响|开展|举办|主持|恢复|继续|参与|制造|策划|经历|投入|陷入|重启|重开|达成|签署|签订|发表|发布|提交|作出|做出|宣读|停止|中断|收到|接到|听取|出现|采取)[^，。；：！？\n]{0,14}$"
)
_LIGHT_AFTER: Final = re.compile(
    r"^[」』”》]?[^，。；：！？\n]{0,14}?(?:发生|爆发|举行|召开|开始|打响|中断|中止|破裂|恶化|持续|落幕|开幕|闭幕|恢复|生效|展开|造成|导致|引致|酿成|夺去)(?!之?[后前时]|以来|地点)"
)
_DAY_OF: Final = re.compile(r"\d日的$")
_DAY_OR_MONTH: Final = re.compile(r"\d[日月]")
_UNATTENDED: Final = re.compile(r"(?:未|没有|没|不)(?:能|曾|再|会|获准)?(?:参加|出席|参与|召开|举行|举办|发起)")
_NAME_IN_QUOTES: Final = re.compile(r"[「『《“][^」』》”。，]*$")
_READ: Final = frozenset({"title", "heading", "paragraph", "quote", "list_item", "caption", "cell"})
_CLAUSE_END: Final = re.compile(r"[，。；：！？\n]")
_NAMES_THAT_HIDE: Final = frozenset(
    {"person", "outlet", "agency", "institution", "organisation", "unit", "work", "army", "place", "group"}
)


def find(ground: Ground, lexicon: Lexicon, calendar: Calendar) -> list[Trigger]:
    """Return the triggers of a document in text order: event words that report a happening, and happenings named outright.

    The words are looked for only where something may date them, since what nothing dates is no row of a timeline.
    """
    automaton, forms, by_form = words.compiled(lexicon)
    text = ground.text
    marks = clause_ends(text)
    setting = _Setting(ground)
    dates = setting.dates
    found: list[Trigger] = []
    clause, passed = 0, 0
    for number, block in enumerate(ground.blocks):
        if block.kind not in _READ:
            continue
        low, high = calendar.dated_from(number), block.end
        if low >= high:
            continue
        begin = block.start
        for index, at, to in automaton.find_matches_as_indexes(text[low:high]):
            start, end = low + at, low + to
            if setting.hides(start, end):
                continue
            word = forms[index]
            if word.form in _AFTERWARDS and text[start - 1] in "随其之然此最稍":  # 随后|撤退, not 随|后撤|退
                shifted = by_form.get(text[end - 1 : end + 1])
                if shifted is None:
                    continue
                word, start, end = shifted, end - 1, end + 1
            while passed < len(marks) and marks[passed] < low + at:
                clause = marks[passed] + 1
                passed += 1
            stands = _stands(setting, start, end, word, (begin, high, clause))
            if stands and not _in_relative_clause(text, start, end, word, dates):
                found.append(Trigger(start, end, word))
    if setting.wars:
        found += [t for n in setting.wars if (t := named.named(text, n)) is not None]
        if (defined := named.defined(ground, setting.wars[0])) is not None:
            stop = text.find("。", defined.end)
            found = [t for t in found if t.start != defined.start and (t.word.frame != "L" or t.start > stop)]
            found.append(defined)
        found.sort(key=_where)
    return _leading(text, found, marks)


def _where(trigger: Trigger) -> tuple[int, int]:
    return trigger.start, trigger.end


class _Setting:
    """What a document's event words stand among: names that hide them, places, dates and the happenings it names."""

    def __init__(self, ground: Ground) -> None:
        text, names = ground.text, ground.names
        wars: list[Name] = []
        starts: list[int] = []
        ends: list[int] = []
        places: list[int] = []
        for index, kind in enumerate(ground.kinds):
            if kind == "war":
                wars.append(names[index])
            if kind in ("place", "state"):
                places.append(ground.starts[index])
            if kind in _NAMES_THAT_HIDE or (kind == "war" and named.kind_of(text, names[index]) is not None):
                starts.append(ground.starts[index])
                ends.append(names[index].end)
        self.text = text
        self.wars = wars
        self.dates = tuple([t.start for t in ground.times if t.kind in ("date", "interval", "time")])
        self._places = tuple(places)
        self._starts = starts
        self._ends = ends
        self._passed = 0

    def hides(self, start: int, end: int) -> bool:
        """Whether a name that is no happening covers a word; asked for in text order."""
        while self._passed < len(self._starts) and self._starts[self._passed] <= start:
            self._passed += 1
        return self._passed > 0 and end <= self._ends[self._passed - 1]

    def place_behind(self, end: int) -> bool:
        """Whether a place is named right behind: 进入大田, 进入了巴格达."""
        index = first_from(self._places, end)
        return index < len(self._places) and self._places[index] - end <= 1


# 歼灭了突入的敌军并击毙其队长: the second verb goes on with the first.
_ALSO_DOES: Final = re.compile(r"(?:并且?|[又再]|然后|随即|随后)[^，。；：]{0,2}$")


def _leading(text: str, found: list[Trigger], ends: tuple[int, ...]) -> list[Trigger]:
    """Drop the words of a clause that only lead to or follow from another of its event words.

    A light verb (发动, 结束) beside a word that names what happened; a verb inside a relative clause (进攻…的部队撤出);
    a second word of the same kind that goes on with the first (派兵参战).
    """
    kept: list[Trigger] = []
    for index, trigger in enumerate(found):
        before = kept[-1] if kept and _one_clause(ends, kept[-1].end, trigger.start) else None
        after = (
            found[index + 1]
            if index + 1 < len(found) and _one_clause(ends, trigger.end, found[index + 1].start)
            else None
        )
        if trigger.word.frame == "L" and (before or after):
            continue
        if trigger.word.form == "提出" and after and after.start - trigger.end <= 1:
            continue  # 提出辞职
        if (
            after
            and "的" in text[trigger.end : after.start]
            and text[trigger.end] not in "了过"
            and trigger.word.kind != "statement"
            and not _ALSO_DOES.search(text, trigger.end, after.start)
        ):
            continue
        gap = text[before.end : trigger.start] if before else ""
        reach = 24 if trigger.word.frame == "N" else 12
        # What has no kind of its own has nothing in common (拘捕并起诉), but a crowd does one thing (游行示威).
        alike = before is not None and before.word.kind == trigger.word.kind
        if alike and trigger.word.kind == "other":
            alike = before is not None and before.word.form in _CROWD and trigger.word.form in _CROWD
        if alike and len(gap) <= reach and "、" not in gap:
            continue
        kept.append(trigger)
    return kept


def _in_relative_clause(text: str, start: int, end: int, word: EventWord, dates: tuple[int, ...]) -> bool:
    """An undated verb before 的 and a noun tells which one, not what happened: 在异国牺牲的士兵."""
    told = word.kind != "statement" or word.form in _BLAMES
    if word.frame in ("AT", "N", "L") and told and not word.descriptive:
        return False
    if text.find("的", end, end + 16) < 0 or not _RELATIVE.match(text[end : end + 16]):
        return False
    opened = max([text.rfind(mark, max(0, start - 40), start) for mark in "，。；：！？\n"])
    return first_from(dates, start) == first_from(dates, opened)


def _one_clause(ends: tuple[int, ...], start: int, end: int) -> bool:
    return start >= end or first_from(ends, start) == first_from(ends, end)


def _stands(setting: _Setting, start: int, end: int, word: EventWord, within: tuple[int, int, int]) -> bool:
    """Whether the word reports a real happening where it stands.

    within: where its block begins and ends, and where its clause begins.
    """
    text = setting.text
    begin, stop, opened = within
    kind, frame, form = word.kind, word.frame, word.form
    says = kind == "statement"
    after = text[end : end + 24 if end + 24 < stop else stop]
    following = after[:1]
    sends = following == "派" and (says or kind == "order")  # 决定派某人, but 抵抗派
    if following in _ENDING_HEADS and not sends and _ENDING.match(after):
        return False
    if following and following in word.not_after:
        return False
    if form in _FIGURES and _FIGURATIVE.match(after):
        return False
    if word.needs and not (frame == "AL" and setting.place_behind(end)):
        rest = _CLAUSE_END.split(after, maxsplit=1)[0]
        if not any(need in rest for need in word.needs):
            return False
    if (kind in _CHARGED or form in _CRIMES) and "罪" in after and _CHARGE.match(after):
        return False
    if word.descriptive and _NOUN.match(after):
        return False
    first = start - 40 if start - 40 > begin else begin
    before = text[first:start]
    clause = text[opened if opened > first else first : start]
    last = clause[-1:]
    if clause.endswith(_NOMINAL):
        return False
    thing = frame != "N" and after.startswith(_AS_A_THING) and not after.startswith("案发")
    denied = "未" in clause or "没" in clause
    refused = denied or "不" in clause
    if not thing and (_is_taken_back(clause, last) or ((refused or "无" in clause) and _is_denied(clause))):
        return False
    if _OPEN.search(clause) or ((denied or "再" in clause) and _NEVER.search(clause)):
        return False
    if not says and kind != "order" and following != "了" and _is_spoken_of(clause):
        return False
    if "，" in before and any(mark in before for mark in _DEMANDING) and _is_demanded(before, word, following):
        return False
    quoted = "“" in before or "「" in before or "『" in before
    if quoted and _QUOTED.search(before):
        return False
    if not _fits_its_object(form, after):
        return False
    if form == "访问" and clause.endswith(_ASKED):
        return False  # 接受记者访问: an interview
    noun = frame == "AT" and "的" in clause[-4:] and _AT_REST.search(clause) and _CLOSES.match(after)
    if noun and not _LIGHT.search(before):
        return False  # 对邻国的战略部署
    if form == "决定" and after.startswith(("是否", "如何", "谁", "着", "不是", "是", "引起")):
        return False
    if thing:
        return _is_said_to_be(before, after, clause)
    if says:
        if (frame == "N" and not _is_said_to_be(before, after, clause)) or (form == "表示" and _FEELING.match(after)):
            return False
        return frame == "N" or not _by_source(before) or _DAY_OR_MONTH.search(clause) is not None
    if (refused and _UNATTENDED.search(clause)) or (following == "的" and _FREEDOM.match(after)):
        return False
    if frame == "L" and _AFTER_IT.match(after):
        return False
    if frame == "L" and (clause.endswith(_PURPOSE) or _since(form, clause)):
        return False
    if last == "的" and frame in ("AT", "P") and not _LIGHT.search(before) and not _LIGHT_AFTER.match(after):
        return False  # 对该国的制裁, 双方的对峙: a noun that reports nothing by itself
    if frame != "N":
        return not ((quoted or "《" in before) and _NAME_IN_QUOTES.search(before))
    return _is_said_to_be(before, after, clause)


# Words that report something only before some objects: 开始 before a verb says little, 牺牲 before 利益 kills nobody.
_OBJECTS: Final = {
    "开始": re.compile(r"[，。；：！？、”」\n于了在）)]|$|进攻|攻击|撤退|撤军|反攻|炮击|总攻"),
    "发生": re.compile(r"(?!的|了?什么)"),
    "牺牲": re.compile(r"[，。；：！？、”」）)\s的了后于在时\d一二三四五六七八九十数]|官兵|将士|战士|士兵|烈士|红军|$"),
    "突击": re.compile(r"(?!步枪|检查|搜查|炮|手)"),
    "炮轰": re.compile(r"(?!港府|政府|特首|建制|泛民|议员|官员|警方|对方)"),
}
_ASKED: Final = ("接受", "接受传媒", "接受媒体", "接受记者", "接受电视台", "接受报章", "记者", "专程")
_AT_REST: Final = re.compile(r"[对向][^，。；：]{1,14}的[^，。；：的了]{0,3}$")
_CLOSES: Final = re.compile(r"[，。；：！？、）”」\n]|$")


def _is_demanded(before: str, word: EventWord, following: str) -> bool:
    """Whether a word is what a clause before demands: 警告对方，立即撤军; 呼吁对方，释放囚犯."""
    return bool(_DEMAND.search(before) or (word.frame == "AT" and following != "了" and _ASKED_FOR.search(before)))


_PURPOSE: Final = ("为", "的")  # 为结束战争作出贡献; 对旧制的恢复


def _since(form: str, clause: str) -> bool:
    """Whether 开始 only closes a phrase of time: 从去年的影展开始."""
    return form == "开始" and ("从" in clause or "自" in clause)


def _fits_its_object(form: str, after: str) -> bool:
    """Whether what follows lets a word report something, where that depends on it."""
    wanted = _OBJECTS.get(form)
    return wanted is None or wanted.match(after) is not None


def _is_said_to_be(before: str, after: str, clause: str) -> bool:
    """Whether the words around a noun say that it took place: 发动进攻, 会谈举行, 3日的袭击."""
    if _LIGHT.search(before) or _LIGHT_AFTER.match(after.lstrip("事件意外案")):
        return True
    return clause.endswith("日的") and _DAY_OF.search(clause) is not None


def _by_source(before: str) -> bool:
    return ("据" in before or "依" in before or "按" in before) and _SOURCE.search(before) is not None


def _is_taken_back(clause: str, last: str) -> bool:
    """Whether a clause ends in a word that takes back what follows, or in one and a small word. last: its last character."""
    if last in _UNREAL_ENDS and clause.endswith(_UNREAL):
        return True
    return last in _BEFORE_VERB and clause[-2:-1] in _UNREAL_ENDS and clause[:-1].endswith(_UNREAL)


# Of these only the last characters of a clause can match, so the search begins there.


def _is_denied(clause: str) -> bool:
    return _DENIED.search(clause, max(0, len(clause) - 5)) is not None


def _is_spoken_of(clause: str) -> bool:
    if _SPOKEN_OF.search(clause, max(0, len(clause) - 10)):
        return True
    return clause.startswith("自") and _SINCE.match(clause) is not None
