"""Event words in a text: which words report a happening here, and of which kind.

The words live in lexicon/event_words.csv. Columns: form; kind (the record's event kinds); frame, how its participants
stand: AT agent-verb-target, A agent alone, AL agent-verb-place, P two parties, N a noun that reports a happening only
beside a light verb or a date, L a light verb that reports only where its clause has no other event word; needs, words one
of which must follow in the clause (通过 … 决议); not_after, characters that make it part of another word when they follow;
a note "descriptive before a noun" marks verbs that describe a noun right behind them (参战部队) instead of reporting.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache
from typing import Final

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from kaoyi.lexicon import Lexicon
from kaoyi.model import Block, Document, Leaf, Mentions, Name
from kaoyi.text import clause_ends


class EventWord(Leaf, frozen=True, gc=False):
    """One row of event_words.csv."""

    form: str
    kind: str
    frame: str
    not_after: str
    needs: tuple[str, ...] = ()
    descriptive: bool = False


class Trigger(Leaf, frozen=True, gc=False):
    """An event word where it stands (text offsets). name: the happening's own name where the trigger is one."""

    start: int
    end: int
    word: EventWord
    name: str | None = None


# Endings that turn the verb before them into a person, a quality or an instrument: 侵略者, 进攻性, 死亡率, 选举权.
_ENDING: Final = re.compile(
    r"为由|为名|队(?!伍|员)|人数|数字|名单|者|性|率|权|室|罪|犯(?!下)|机(?!场|构|会|关|上|师|组)|力(?!量)|艇|派(?!出|遣|兵|驻)|家(?!人|属|庭|园|中|里)|法(?!国|军|方|西)|令(?!人)|书(?!记)|区(?!域)|线|会(?!议|见|谈|晤|场)"
)
_ENDING_HEADS: Final = frozenset("为队人数名者性率权室罪犯机力艇派家法令书区线会")
# Words that take the happening back: 没有, 不能, 拒绝.
_UNREAL: Final = (
    "不", "未", "没", "没有", "无", "并未", "尚未", "从未", "未曾", "未能",
    "不能", "无法", "不得", "不会", "避免", "防止", "停止", "禁止", "不准", "拒绝",
    "以免", "不愿", "不再", "放弃",
)  # fmt: skip
_BEFORE_VERB: Final = frozenset("被再曾能有向对与和")
# Words that leave what follows them in the clause open: wishes, plans, purposes, proposals, conditions.
_OPEN: Final = re.compile(
    r"如果|假如|假使|倘若|若(?![干尔])|一旦|除非|要是|假设|只要|是否|能否|可否|万一"
    r"|建议|要求|呼吁|敦促|促请|主张|提议|希望|请求|准备|计划|计画|打算|企图|试图|力图|争取|考虑|愿意|允许|讨论|协商|磋商|为了|为后续|决定(?!性)|下令|命令|授权|同意|批准|尚无|没有证据|无证据|很少|从不|往往|通常|经常|每当|为保证|以便|以防|以期|可能|或许|意图|旨在|防止|威胁|所需|如"
)
# Nouns that a verb right before them describes: 参战部队, 阵亡官兵, 作战计划, 停战谈判.
_NOUN: Final = re.compile(
    r"(?:各|的)?(?:部队|各部|兵团|人员|官兵|士兵|军人|将士|战士|计划|问题|能力|战俘|机师|航班|飞机|力量|遗属|家属|双方|各国|各方|一方|方|兵力|半径|主力|态势|火力|部|团|师|军(?!事)|国(?!家)|期间|分界线|协议|协定|谈判|建议|阶段|经验|区|点|前|任务|目标|意图|迹象|命令|之|盟友|盟国|俘虏|物资)"
)
_RELATIVE: Final = re.compile(r"[^，。；：！？“「\n了过]{0,12}?的(?!是|话|[，。；：])")
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
    r"(?:发动|发起|举行|展开|进行|召开|参加|出席|发生|遭到|遭受|遭遇|遭|造成|爆发|实施|开始|打响|开展|举办|主持|恢复|继续|参与|制造|策划|经历|投入|陷入|重启|重开|达成|签署|签订|发表|发布|提交|作出|做出|宣读|停止|中断)[^，。；：！？\n]{0,14}$"
)
_LIGHT_AFTER: Final = re.compile(
    r"^[」』”》]?[^，。；：！？\n]{0,14}?(?:发生|爆发|举行|召开|开始|打响|中断|中止|破裂|恶化|持续|落幕|开幕|闭幕|恢复|生效|展开)(?!之?[后前时]|以来|地点)"
)
_UNATTENDED: Final = re.compile(r"(?:未|没有|没|不)(?:能|曾|再)?(?:参加|出席|参与|召开|举行)")
_NAME_IN_QUOTES: Final = re.compile(r"[「『《“][^」』》”。，]*$")
_READ: Final = frozenset({"title", "heading", "paragraph", "quote", "list_item", "caption", "cell"})
_NAMES_THAT_HIDE: Final = frozenset(
    {"person", "outlet", "agency", "institution", "organisation", "unit", "work", "army", "place", "group"}
)


@cache
def _compiled(lexicon: Lexicon) -> tuple[AhoCorasick, tuple[EventWord, ...]]:
    rows = lexicon.table("event_words.csv")
    words = tuple(
        EventWord(
            r["form"], r["kind"], r["frame"], r["not_after"], tuple(r["needs"].split()), "descriptive" in r["note"]
        )
        for r in rows
    )
    forms = [word.form for word in words]
    return AhoCorasick(forms, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA), words


def find(document: Document, mentions: Mentions, lexicon: Lexicon) -> list[Trigger]:
    """Return the triggers of a document in text order: event words that report a happening, and happenings named outright."""
    automaton, words = _compiled(lexicon)
    text = document.folded
    names = mentions.names
    marks = clause_ends(text)
    dates = [t.start for t in mentions.times if t.kind in ("date", "interval", "time")]
    named = [n for n in names if n.kind == "war"]
    covering = [n for n in names if n.kind == "war" or n.kind in _NAMES_THAT_HIDE]
    starts, ends = [n.start for n in covering], [n.end for n in covering]
    blocks = iter(document.blocks)
    block = next(blocks, None)
    found: list[Trigger] = []
    for index, start, end in automaton.find_matches_as_indexes(text):
        while block is not None and block.end <= start:
            block = next(blocks, None)
        if block is None:
            break
        if start < block.start or block.kind not in _READ:
            continue
        at = bisect_right(starts, start) - 1
        if at >= 0 and end <= ends[at]:
            continue
        word = words[index]
        clause = marks[bisect_left(marks, start) - 1] + 1 if marks and marks[0] < start else 0
        if _stands(text, start, end, word, (block, clause)) and not _in_relative_clause(text, start, end, word, dates):
            found.append(Trigger(start, end, word))
    found += [t for n in named if (t := _named(document, n)) is not None]
    return _leading(text, sorted(found, key=lambda t: (t.start, t.end)), clause_ends(text))


def _leading(text: str, found: list[Trigger], ends: Sequence[int]) -> list[Trigger]:
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
        if (
            after
            and "的" in text[trigger.end : after.start]
            and text[trigger.end] not in "了过"
            and trigger.word.kind != "statement"
        ):
            continue
        gap = text[before.end : trigger.start] if before else ""
        reach = 24 if trigger.word.frame == "N" else 12
        if before and before.word.kind == trigger.word.kind and len(gap) <= reach and "、" not in gap:
            continue
        kept.append(trigger)
    return kept


def _in_relative_clause(text: str, start: int, end: int, word: EventWord, dates: list[int]) -> bool:
    """An undated verb before 的 and a noun tells which one, not what happened: 在异国牺牲的士兵."""
    if word.frame in ("AT", "N", "L") and word.kind != "statement" and not word.descriptive:
        return False
    if not _RELATIVE.match(text[end : end + 16]):
        return False
    opened = max(text.rfind(mark, max(0, start - 40), start) for mark in "，。；：！？\n")
    return bisect_left(dates, start) == bisect_left(dates, opened)


def _one_clause(ends: Sequence[int], start: int, end: int) -> bool:
    return start >= end or bisect_left(ends, start) == bisect_left(ends, end)


def _stands(text: str, start: int, end: int, word: EventWord, within: tuple[Block, int]) -> bool:
    """Whether the word reports a real happening where it stands: in a block, in a clause that begins there."""
    block, begin = within
    after = text[end : end + 24 if end + 24 < block.end else block.end]
    following = after[:1]
    if (following in _ENDING_HEADS and _ENDING.match(after)) or (following and following in word.not_after):
        return False
    if word.needs:
        rest = _CLAUSE_END.split(after, maxsplit=1)[0]
        if not any(need in rest for need in word.needs):
            return False
    if word.descriptive and _NOUN.match(after):
        return False
    first = start - 40 if start - 40 > block.start else block.start
    before = text[first:start]
    clause = text[begin if begin > first else first : start]
    if clause.endswith(_NOMINAL) or _OPEN.search(clause):
        return False
    if ("未" in clause or "没" in clause or "再" in clause) and _NEVER.search(clause):
        return False
    quoted = "“" in before or "「" in before or "『" in before
    if quoted and _QUOTED.search(before):
        return False
    if word.kind == "statement":
        return not (word.form == "表示" and _FEELING.match(after)) and (
            not _SOURCE.search(before) or word.frame == "N" or bool(re.search(r"\d日|\d月", clause))
        )
    if _is_unreal(clause) or (word.frame == "L" and _AFTER_IT.match(after)):
        return False
    if word.frame != "N":
        return not ((quoted or "《" in before) and _NAME_IN_QUOTES.search(before))
    return bool(_LIGHT.search(before) or _LIGHT_AFTER.match(after)) and not _UNATTENDED.search(clause)


def _is_unreal(clause: str) -> bool:
    return clause.endswith(_UNREAL) or (clause[-1:] in _BEFORE_VERB and clause[:-1].endswith(_UNREAL))


_CLAUSE_END: Final = re.compile(r"[，。；：！？\n]")
_BATTLE: Final = re.compile(r"(?:战役|战争|之战|会战|战斗|阻击战|保卫战|反击战|冲突|之役|海战|空战|战事|内战|起义)$")
_KIND_BY_ENDING: Final = (
    (_BATTLE, "battle"),
    (re.compile(r"(?:大屠杀|屠杀|惨案)$"), "massacre"),
    (re.compile(r"(?:谈判|会谈|和谈)$"), "talks"),
    (re.compile(r"(?:峰会|会议)$"), "meeting"),
    (re.compile(r"(?:地震|海啸|洪水|飓风|台风|饥荒|疫情)$"), "disaster"),
    (re.compile(r"(?:空难|事故|矿难|火灾|爆炸)$"), "accident"),
    (re.compile(r"(?:袭击|枪击案|恐袭|攻势)$"), "attack"),
    (re.compile(r"(?:登陆)$"), "landing"),
)
_HAPPENS: Final = re.compile(
    r"[^，。；：！？\n]{0,14}?(?:发生|爆发|打响|开始|结束|展开|进行|举行|恢复|中断|破裂)"
    r"(?!(?:\d|[一二三四五六七八九十两几])*[天日周月年小时]*(?:之?后|之?前|时|以来|以后))"
)
_BEGUN: Final = re.compile(
    r"(?:发动|发起|爆发|进行|打响|取得|投入|爆发的|发生的|开始|举行|恢复|重启|中断|参与|参加)[^，。；：、]{0,6}$"
)
_NOT_BEGUN: Final = re.compile(r"(?:未|没有|没|不再|不等|不)[^，。；：、]{0,6}$")
_WAR: Final = re.compile(r"战争$")


def _named(document: Document, name: Name) -> Trigger | None:
    """A happening's own name is a trigger where the clause says that it happened."""
    after = document.folded[name.end : name.end + 24]
    before = document.folded[max(0, name.start - 12) : name.start]
    begun = _BEGUN.search(before)
    if _NOT_BEGUN.search(before) or not (_HAPPENS.match(after) or begun):
        return None
    if begun and begun.group().startswith(("参与", "参加")) and _WAR.search(name.name):
        return None  # taking part in a whole war is no happening of its own
    words = document.folded[name.start : name.end]
    kind = next((kind for pattern, kind in _KIND_BY_ENDING if pattern.search(words)), None)
    return Trigger(name.start, name.end, EventWord(words, kind, "N", ""), name.name) if kind else None
