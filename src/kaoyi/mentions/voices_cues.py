"""What each kind of cue does: X称…, 据X统计…, A引述B指…, 另一说…, X：…"""

from __future__ import annotations

import re
from typing import Final

from msgspec import structs

from kaoyi.mentions.voices_phrase import Source, person_after_title, source_at
from kaoyi.mentions.voices_scene import is_light, skip_light
from kaoyi.mentions.voices_shape import is_person
from kaoyi.mentions.voices_source import source_before, source_opening
from kaoyi.mentions.voices_speaker import again, nobody, voice_of
from kaoyi.mentions.voices_state import Hearing, Stretch, Voice
from kaoyi.mentions.voices_words import Cue

_AFTER_BY: Final = re.compile(r"[，。；：！？,;\n（）「“]")
_DETERMINED: Final = re.compile(
    r"(?:一|该|这|此|那|两|多)(?:份|篇|些|项|张|本|封|则|段)?(?:内部|机密|解密|官方|最新|有关|相关)?$"
)
_STATED: Final = re.compile(r"[，：,:]|(?:结果|数字|数据)?(?:则|却|也|就)?(?:是|为|有|达|的)")
_COUNTED: Final = re.compile(r"[数量伤亡死损]")
"""马其顿的线人数量估计为…: what is counted, not who counts."""
_NOUN_GOES_ON: Final = tuple("中里内后前书会员者")
_SPACES: Final = re.compile(r" +")
_REPORT_LATER: Final = re.compile(
    r"[，；](?=[^，。；：、\s]{1,12}(?:战报|战史|记载|统计|资料|记录|公报|公布|数据|说法|档案|详报|报告|回忆)：)"
)
"""战报：歼敌千余人，对方战报：伤亡63人: a further report named in the middle of a sentence."""
_PLAN: Final = re.compile(r"(?:方案|计划|计划书|预案|命令)$")
_SPEAKING_BODY: Final = re.compile(r"(?:部|局|署|处|厅|委|会|院|警方|官方|军方|校方|院方|政府|当局|方面|专页|中心|所)$")
"""A body before a colon speaks; an army or a state there may be the one counted (美军：死365人)."""
_CALLS: Final = ("称", "则称", "也称", "又称", "亦称", "多称", "通称", "一般称")
_NAMED_SO: Final = re.compile(
    "[“「『]?[\u4e00-\u9fff·0-9]{1,14}?(?:战争|战役|会战|之战|海战|之役|事变|事件|惨案|起义|之乱|运动|革命|大捷|行动|战斗|内战|圣战|攻势|屠杀)[”」』]?(?=[，。、；（）(),;]|或|$)"
)
_WRITINGS: Final = frozenset(("战史", "战报"))
_LEAF: Final = re.compile(r"(?:第?[0-9一二三四五六七八九十百]+[卷册页章节期号辑至、-]+)+$")
_SAYING: Final = frozenset(("say", "show"))
_TELLING: Final = _SAYING | {"report"}
_AGAIN: Final = "并又亦也还续再"
_PHRASE: Final = 60  # characters a phrase after 据 may have
_NAME_IN_QUOTES: Final = 18
_NEAR, _FAR = 16, 24
_CREDIT: Final = 30  # characters a source in brackets may have
_HEADLINE: Final = 40


def take(hearing: Hearing, position: int, start: int, end: int) -> int:
    """Read the cue at a position of the sentence text[start:end]; return the position of the next cue to read."""
    cue = hearing.cues[position]
    if _in_title(hearing, cue):
        return position + 1
    if "bare" not in cue.kinds and "other" not in cue.kinds:
        after = _credit(hearing, position, end)
        if after:
            return after
    if "by" in cue.kinds:
        return _by(hearing, position, start, end)
    if "bare" in cue.kinds:
        _bare(hearing, cue, end, cue.modality)
        return position + 1
    if "other" in cue.kinds:
        if hearing.speaking is None or not hearing.inside_speech(cue.start):
            hearing.open(nobody(hearing, cue, f"cues.csv {cue.form}"), (cue, cue), cue.start, end)
        return position + 1
    if "cite" in cue.kinds and _LAW.match(hearing.text, cue.end, end):
        return position + 1  # 引用国安法拘捕十人: a law is applied, nobody is quoted
    if "cite" in cue.kinds:
        return _cite(hearing, position, start, end)
    if "learn" in cue.kinds:
        _learned(hearing, cue, start, end)
        return position + 1
    if cue.form == "消息" and hearing.text.startswith("，", cue.end):
        _news_of(hearing, cue, start, end)
        return position + 1
    after = _merged(hearing, position, end)
    if any(not other.kinds.isdisjoint(_SAYING) for other in hearing.cues[position:after]):
        _say(hearing, cue, hearing.cues[after - 1], (start, end))
    elif cue.form in _COUNTS and _GIVES.match(hearing.text, cue.end, end):
        _gives(hearing, cue, start, end)
    return after


_COUNTS: Final = frozenset(("战报", "战果", "数据", "资料", "公报", "记录", "档案"))
_GIVES: Final = re.compile("(?:则|却|也|均|都)?[为是](?![基根依此这那])")


def _gives(hearing: Hearing, cue: Cue, start: int, end: int) -> None:
    """对方数据为伤亡63人, 但东军战报则是：: whose paper it is stands right before it, and that is all the clause opens with."""
    left, right = hearing.clause_start(cue.start, start), cue.start
    right -= hearing.text[right - 1] == "的"
    begin = skip_light(hearing.scene, left, right)
    source = source_at(hearing.scene, begin, right) if right > begin else None
    if source is not None and source.start == begin and not source.refers and source.kind == "body":
        hearing.open(voice_of(hearing, source, cue, cue), (cue, cue), left, end)


_AT_SOMEBODYS: Final = re.compile("(?:方面|那里|那儿|处|口中)$")


def _learned(hearing: Hearing, cue: Cue, start: int, end: int) -> None:
    """记者从应急管理部获悉，…: whom the words were learnt from."""
    left = hearing.clause_start(cue.start, start)
    begin = hearing.text.rfind("从", left, cue.start) + 1
    if not begin or hearing.scene.name_covering(begin - 1) is not None:
        return
    place = _AT_SOMEBODYS.search(hearing.text, begin + 1, cue.start)
    source = source_before(hearing.scene, begin, place.start() if place is not None else cue.start, True)
    if source is not None and not source.refers:
        hearing.open(voice_of(hearing, source, cue, cue), (cue, cue), left, end)


def _news_of(hearing: Hearing, cue: Cue, start: int, end: int) -> None:
    """卫健委消息，…: a body named right before its news."""
    left = hearing.clause_start(cue.start, start)
    source = source_before(hearing.scene, left, cue.start, False) if cue.start > left else None
    if source is not None and source.kind in ("body", "medium") and source.end == cue.start:
        hearing.open(voice_of(hearing, source, cue, cue), (cue, cue), left, end)


def _in_title(hearing: Hearing, cue: Cue) -> bool:
    """Whether the cue is part of a book's title or of a name."""
    opened = hearing.text.rfind("《", max(hearing.block.start, cue.start - 30), cue.start)
    if opened >= 0 and hearing.text.find("》", opened, cue.start) < 0:
        return True
    name = hearing.scene.name_covering(cue.start)
    return name is not None and name.end >= cue.end


def _merged(hearing: Hearing, position: int, end: int) -> int:
    """Cues that stand together (统计表明, 报告显示) are one; return the position after them."""
    cues, last = hearing.cues, position + 1
    while last < len(cues) and cues[last].end <= end and not cues[last].kinds.isdisjoint(_TELLING):
        between = hearing.text[cues[last - 1].end : cues[last].start]
        if between and between not in ("并", "也", "又", "亦", "则", "还", "的"):
            break
        last += 1
    return last


def _credit(hearing: Hearing, position: int, end: int) -> int:
    """（X统计）, （据X）, （来源：X）: a source in brackets behind its words; return the next position, or 0."""
    cue = hearing.cues[position]
    bracket = hearing.bracket(cue.start)
    if bracket is None or bracket[1] - bracket[0] > _CREDIT or cue.start - bracket[0] > _CREDIT // 2:
        return 0
    after = _merged(hearing, position, min(end, bracket[1]))
    last = hearing.cues[after - 1]
    inner = bracket[1] - 1
    if "by" in cue.kinds:
        right = inner
        for number in range(after, len(hearing.cues)):
            found = hearing.cues[number]
            if found.start >= inner:
                break
            if _in_title(hearing, found):
                continue
            after, right, last = number + 1, min(right, found.start), found
        source = source_before(hearing.scene, cue.end, right, False) if right > cue.end else None
        closed = last.end == inner or last is cue
    else:
        source = source_before(hearing.scene, bracket[0] + 1, cue.start, False) if cue.start > bracket[0] + 1 else None
        closed = last.end == inner
    if source is None or source.refers or not closed:
        return 0
    voice = voice_of(hearing, source, cue, last)
    hearing.memory.note(voice)
    hearing.credit(voice, bracket)
    return after


_LAW: Final = re.compile(
    "[^，。；：「“《]{0,10}(?:法例|条例|条文|[国安刑事]+法|法律|守则)[^，。；：]{0,6}(?:拘|捕|检控|起诉|提控|控告|禁止|处罚)"
)
_SINCE_THEN: Final = re.compile(r"(?:自|自从)[^，。；\n]*")


def _circumstance(text: str, left: int, said: int, end: int) -> bool:
    """自1月11日政府判定为…后，: a clause of time tells when, not what somebody says."""
    if text[left : left + 1] != "自" or text.startswith(("称", "己", "由", "治"), left + 1):
        return False
    clause = _SINCE_THEN.match(text, left, end)
    return clause is not None and clause.end() > said and clause[0].endswith(("后", "以来", "起"))


# 谴责造成三十人死亡的袭击: who condemns a deed does not give the figures that describe it
_JUDGING: Final = frozenset(("谴责", "怒斥", "痛斥", "指责"))
_DEED: Final = re.compile(
    r"[^，。；：「“\n]{2,40}的[^，。；：「“的\n]{0,6}(?:袭击|攻击|事件|行为|暴行|行动|惨案|案|屠杀|爆炸|空袭|轰炸|枪击|做法|罪行|恐袭)"
)

# --- X称 ---------------------------------------------------------------------------------------------


def _say(hearing: Hearing, cue: Cue, last: Cue, sentence: tuple[int, int]) -> None:
    start, end = sentence
    text = hearing.text
    if cue.form in _CALLS and _NAMED_SO.match(text, last.end, end):
        return  # 日本称日清战争: a name, and nothing is said
    if text.startswith("的", last.end) and "giving" not in last.traits and not text.startswith("的是", last.end):
        return
    if _circumstance(text, hearing.clause_start(cue.start, start), last.end, end):
        return
    if last is cue and cue.form in _JUDGING and _DEED.match(text, cue.end, end):
        return
    noun = last is cue and cue.traits & {"figures", "paper"} and text[cue.end : cue.end + 1] in _NOUN_GOES_ON
    if noun and hearing.scene.name_covering(cue.end) is None:  # 报告中…, but 估计中朝伤亡…
        return
    left = hearing.clause_start(cue.start, start)
    # 统计 and 报告 are nouns as often as verbs: their speaker stands right before them
    strong = last is not cue or (len(cue.form) > 1 and not cue.traits & {"figures", "paper"})
    source = _subject(hearing, (cue, last), left, strong)
    if source is not None and cue is last and cue.form in _GUESSES and _is_army_counted(hearing, source, cue):
        return
    if source is not None:
        hearing.open(voice_of(hearing, source, cue, last), (cue, last), left, end)
    elif _without_subject(hearing, left, cue.start, strong):
        voice = _elided(hearing, cue, left, start)
        if voice is not None:
            hearing.open(again(voice, cue, last), (cue, last), left, end)
    elif (
        ("speech" in cue.traits or (last is not cue and "report" in cue.kinds))
        and hearing.speaking is not None
        and not hearing.inside_speech(cue.start)
    ):
        hearing.open(nobody(hearing, cue, "speaker not understood"), (cue, last), left, end)


_GUESSES: Final = ("估计", "估算", "据估计")
_A_NUMBER: Final = re.compile("(?:有|约有|约|达|为|在|仅)?[约近逾超至少]{0,2}[0-9一二三四五六七八九十数几]")


def _is_army_counted(hearing: Hearing, source: Source, cue: Cue) -> bool:
    """敌军估计有1.2万人: an army right before a guess at its number is guessed at, it does not guess."""
    name = hearing.scene.name_ends.get(cue.start)
    counted = name is not None and name.kind in ("army", "unit") and name.start == source.start
    return counted and _A_NUMBER.match(hearing.text, cue.end) is not None


def _subject(hearing: Hearing, cues: tuple[Cue, Cue], left: int, strong: bool) -> Source | None:
    """The source named before a verb of saying in its clause."""
    cue, last = cues
    scene, text, right = hearing.scene, hearing.text, cue.start
    if len(cue.form) > 1 and right > left and text[right - 1] == "的":
        if last is cue and not _STATED.match(text, cue.end):
            return None  # 小组的报告在…: a noun, and nothing is said
        right -= 1
    source = _document(hearing, left, cue) if cue.kinds == {"report"} else None
    if source is None and right > left:
        source = source_before(scene, left, right, strong)
    if source is None and "report" in cue.kinds:
        of = text.rfind("的", max(left, cue.start - 12), cue.start)
        counted = _COUNTED.search(text, of, cue.start) if of > left else None
        source = source_at(scene, left, of) if of > left and counted is None else None
    if source is None and hearing.spaced and cue.start - left == 1:
        name = scene.words.headlines.get(text[left])
        source = Source(left, left + 1, name, "body", "one character in a headline") if name else None
    if source is None and _quotes_next(hearing, last):
        source = _presenter(hearing, left, right)
    if source is not None and cue.kinds == {"show"} and not source.record:
        return None
    return source


def _quotes_next(hearing: Hearing, last: Cue) -> bool:
    """Whether a colon and a quotation follow."""
    return hearing.text.startswith(("：「", "：“", ":“", ":「"), last.end)


_SHOWN: Final = 12  # characters that may say what the speaker does before he says it


def _presenter(hearing: Hearing, left: int, right: int) -> Source | None:
    """周勇解释这部片子说：「…」: a person's name by its shape opens the sentence and stands in the text again."""
    scene, text = hearing.scene, hearing.text
    start = skip_light(scene, left, right)
    if start != left or not hearing.opens_sentence(left) or scene.name_covering(start) is not None:
        return None
    named = [length for length in (2, 3) if right - start > length and is_person(text[start : start + length])]
    counts = {length: text.count(text[start : start + length]) for length in named}
    best = max(counts, key=lambda length: (counts[length], length), default=0)
    if not best or counts[best] < 2 or right - start - best > _SHOWN:
        return None
    return Source(
        start, start + best, hearing.words(start, start + best), "person", "person's name by shape, named again"
    )


def _document(hearing: Hearing, left: int, cue: Cue) -> Source | None:
    """一份资料显示, 该文件称: the document itself speaks."""
    determined = _DETERMINED.search(hearing.text, max(left, cue.start - 8), cue.start)
    if determined is None:
        return None
    words = hearing.words(cue.start, cue.end)
    return Source(determined.start(), cue.end, words, "document", "a document speaks", record=True)


def _without_subject(hearing: Hearing, left: int, right: int, strong: bool) -> bool:
    """The clause has no subject of its own: nothing, or only a phrase like 在…上, stands before the verb."""
    if is_light(hearing.scene, left, right):
        return True
    begin = skip_light(hearing.scene, left, right)
    opened = hearing.scene.words.links.match(hearing.text, begin, right)
    return strong and opened is not None and right - begin <= _FAR


def _elided(hearing: Hearing, cue: Cue, left: int, start: int) -> Voice | None:
    """The speaker of a clause without a subject: the report meant, the clause before, or who spoke last."""
    if "medium" in cue.traits:
        return hearing.memory.meant_by("medium")
    issuer = hearing.told or hearing.memory.meant_by("body") if "paper" in cue.traits else None
    if issuer is not None:
        return issuer
    if cue.kinds == {"report"}:
        if len(cue.form) < 2 or "figures" in cue.traits or hearing.text[left : cue.start] not in ("", "有"):
            return None
        words = hearing.words(cue.start, cue.end)
        document = Source(cue.start, cue.end, words, "document", "a document speaks", record=True)
        return voice_of(hearing, document, cue, cue)
    goes_on = any(mark in hearing.text[left : cue.start] + cue.form[:1] for mark in _AGAIN)
    if goes_on and hearing.speaking is not None:
        return hearing.speaking
    if not goes_on and cue.modality in ("estimated", "planned"):
        return None
    subject = _clause_before(hearing, left, start)
    if subject is not None:
        return voice_of(hearing, subject, cue, cue)
    return hearing.speaking or (hearing.memory.meant_by("person") if goes_on else None)


def _clause_before(hearing: Hearing, left: int, start: int) -> Source | None:
    """The source that the clause before opens with; the one before that, when nobody spoke in the sentence yet."""
    if left <= start or hearing.text[left - 1] not in "，,":
        return None
    before = hearing.clause_start(left - 1, start)
    source = _opening(hearing, before, left - 1)
    if source is None and before > start and hearing.told is None:
        source = _opening(hearing, hearing.clause_start(before - 1, start), before - 1)
    return source


def _opening(hearing: Hearing, left: int, right: int) -> Source | None:
    """The source that is a clause, or that it begins with."""
    begin = skip_light(hearing.scene, left, right)
    whole = source_at(hearing.scene, begin, right) if right > begin else None
    if whole is not None and whole.start == begin:
        return whole
    return source_opening(hearing.scene, begin, right)


# --- 据X统计 ------------------------------------------------------------------------------------------


def _by(hearing: Hearing, position: int, start: int, end: int) -> int:
    """据X统计, 据X援引Y报道, 根据《书》: the speaker stands between 据 and the word for the report."""
    cue = hearing.cues[position]
    limit = _phrase_end(hearing, cue.end, end)
    for number in range(position + 1, len(hearing.cues)):
        found = hearing.cues[number]
        if found.start >= limit:
            break
        if _in_title(hearing, found):
            continue
        if "cite" in found.kinds:
            outer = source_before(hearing.scene, cue.end, found.start, True)
            above = voice_of(hearing, outer, cue, found) if outer is not None else None
            return _cited(hearing, above, number, end)
        if not found.kinds.isdisjoint(_TELLING):
            return _close_by(hearing, cue, number, end)
    _name_alone(hearing, cue, limit, end)
    return position + 1


def _phrase_end(hearing: Hearing, start: int, end: int) -> int:
    """Where the phrase after 据 ends; a name in quotation marks is part of it."""
    stop = min(end, start + _PHRASE)
    at = start
    while True:
        found = _AFTER_BY.search(hearing.text, at, stop)
        if found is None:
            return stop
        closing = hearing.closing_of(found.start())
        if not closing or closing - found.start() > _NAME_IN_QUOTES:
            return found.start()
        at = closing


def _close_by(hearing: Hearing, cue: Cue, number: int, end: int) -> int:
    found, right = hearing.cues[number], hearing.cues[number].start
    while right > cue.end and hearing.text[right - 1] in "的所有 ":
        right -= 1
    after = _merged(hearing, number, end)
    last = hearing.cues[after - 1]
    work = _work_itself(hearing, found, last) if right == cue.end else None
    if work is not None:
        hearing.open(voice_of(hearing, work, cue, last), (cue, last), cue.start, end)
        return after
    if right == cue.end or hearing.text[cue.end : right] in hearing.scene.words.vague:
        _bare(hearing, cue, end, found.modality)
        return after
    if is_light(hearing.scene, cue.end, right):
        return after
    source = source_before(hearing.scene, cue.end, right, True)
    if source is None:
        source = _issuer(hearing, cue.end, right) or _record(hearing, cue.end, found)
    if source is None and "据" in cue.form:
        said = "say" in found.kinds  # 据癌症资料 tells what the record is about, 据某某透露 who tells
        source = _as_it_stands(hearing, cue.end, right) if said else None
        source = source or _near_opening(hearing, cue.end, right)
    if source is not None:
        hearing.open(voice_of(hearing, source, cue, found), (cue, last), cue.start, end)
    return after


def _work_itself(hearing: Hearing, found: Cue, last: Cue) -> Source | None:
    """据战史记载: a kind of writing that has authors and readers, and what is written there; 据报告显示 names nobody."""
    if last is found or found.form not in _WRITINGS:
        return None
    words = hearing.words(found.start, found.end)
    return Source(found.start, found.end, words, "document", "a writing speaks", record=True)


_ISSUED: Final = re.compile("(?:所|早前|日前|近日|最新|刚)*(?:公布|发布|发表|提供|发出|披露|收集|整理|汇编|掌握)")


def _issuer(hearing: Hearing, left: int, right: int) -> Source | None:
    """按卫生局提供的资料: whoever gave the paper out."""
    for issued in _ISSUED.finditer(hearing.text, left, right):
        if issued.end() == right and issued.start() > left:
            return source_before(hearing.scene, left, issued.start(), True)
    return None


_ISSUE_OF: Final = re.compile("(?:官方|军方|机密|秘密|绝密|内部|解密|外泄|泄露|泄密|学术|独立)(?:的|调查|评估|研究)?$")


def _record(hearing: Hearing, left: int, found: Cue) -> Source | None:
    """根据当时的官方秘密报告: a record that is told apart from others speaks for itself."""
    if "report" not in found.kinds or "figures" in found.traits:
        return None
    kind = _ISSUE_OF.search(hearing.text, max(left, found.start - 8), found.start)
    source = source_at(hearing.scene, left, found.end) if kind is not None else None
    return source if source is not None and source.record else None


def _near_opening(hearing: Hearing, left: int, right: int) -> Source | None:
    """The source that a phrase after 据 opens with (据《明报》…头版报道)."""
    source = source_opening(hearing.scene, skip_light(hearing.scene, left, right), right)
    return source if source is not None and right - source.end <= _NEAR else None


def _as_it_stands(hearing: Hearing, left: int, right: int) -> Source | None:
    """据 marks a source so clearly that a short phrase, or a name in quotation marks, is taken as it stands."""
    start = skip_light(hearing.scene, left, right)
    words = hearing.text[start:right]
    if words[:1] in "「“" and words[-1:] in "」”" and 4 <= len(words) <= _NAME_IN_QUOTES + 4:
        return Source(start, right, hearing.words(start + 1, right - 1), "body", "name in quotation marks after 据")
    if not 2 <= len(words) <= 10 or re.search(r"[的了在是对，]|^(?:一|两|几|多)(?:份|项|些|种)", words):
        return None
    return Source(start, right, hearing.words(start, right), "body", "words between 据 and the report")


# 根据某记者的计算，: whose account it is, named by a noun that is no verb of saying.
_WORDS_OF: Final = re.compile(
    r"\s?的(?:最新|初步|亲身)?(?:说法|计算|测算|核算|讲述|叙述|描述|回忆|证词|证言|供词|口供|介绍|讲法)$"
)


def _name_alone(hearing: Hearing, cue: Cue, limit: int, end: int) -> None:
    """据 with a work, a document or an outlet and no word for a report (根据《停战史》，…; 根据该方案，…)."""
    words = _WORDS_OF.search(hearing.text, cue.end, limit)
    if words is not None:
        source = source_before(hearing.scene, cue.end, words.start(), True) if words.start() > cue.end else None
    else:
        leaf = _LEAF.search(hearing.text, cue.end, limit)
        end_of_name = leaf.start() if leaf is not None else limit
        source = source_before(hearing.scene, cue.end, end_of_name, False) if end_of_name > cue.end else None
        source = source if source is not None and source.kind in ("document", "medium") else None
    if source is None:
        return
    voice = voice_of(hearing, source, cue, cue)
    if _PLAN.search(hearing.text, cue.end, source.end):
        voice = structs.replace(voice, modality="planned")
    hearing.open(voice, (cue, cue), cue.start, end)


def _bare(hearing: Hearing, cue: Cue, end: int, modality: str) -> None:
    """据悉, 据统计 without a name: the document's own voice, or, inside somebody's words, still theirs."""
    speaking = hearing.speaking
    if speaking is not None and hearing.inside_speech(cue.start):
        return
    topic = _clause_alone_before(hearing, cue) if speaking is None else None
    if topic is not None:  # 教授某某，按模型推算，…
        hearing.open(structs.replace(voice_of(hearing, topic, cue, cue), modality=modality), (cue, cue), cue.start, end)
        return
    own = hearing.own
    voice = Voice(own.chain, None, modality, own.said_on, {"speaker": f"cues.csv {cue.form}"}, cue.start, cue.end)
    if speaking is not None:
        reported = speaking.kind == "person" and "narrating" not in cue.traits
        if reported or not hearing.opens_sentence(cue.start):
            voice = structs.replace(speaking, modality=modality)
        else:
            hearing.voice = hearing.base
    hearing.stretches.append(Stretch(cue.start, hearing.reach(cue.end, cue.start, end), voice))


def _clause_alone_before(hearing: Hearing, cue: Cue) -> Source | None:
    """The person that is the whole clause before a cue."""
    at = cue.start - 1
    if at <= hearing.block.start or hearing.text[at] not in "，,":
        return None
    begin = skip_light(hearing.scene, hearing.clause_start(at, hearing.block.start), at)
    source = source_at(hearing.scene, begin, at) if at > begin else None
    source = source or (person_after_title(hearing.scene, begin, at) if at > begin else None)
    return source if source is not None and source.start == begin and source.kind == "person" else None


# --- A引述B指 -----------------------------------------------------------------------------------------


def _cite(hearing: Hearing, position: int, start: int, end: int) -> int:
    cue = hearing.cues[position]
    left = hearing.clause_start(cue.start, start)
    outer = source_before(hearing.scene, left, cue.start, True) if cue.start > left else None
    if outer is not None:
        return _cited(hearing, voice_of(hearing, outer, cue, cue), position, end)
    if is_light(hearing.scene, left, cue.start):
        return _cited(hearing, None, position, end)
    return position + 1


def _cited(hearing: Hearing, above: Voice | None, position: int, end: int) -> int:
    """A quotes B: the words after the verb that follows are B's, and A tells of them."""
    cues, cue = hearing.cues, hearing.cues[position]
    above = above or hearing.memory.meant_by("medium") or hearing.speaking
    limit = _phrase_end(hearing, cue.end, end)
    following = position + 1
    while following < len(cues) and cues[following].start <= limit:
        if not cues[following].kinds.isdisjoint(_TELLING):
            break
        following += 1
    told = following < len(cues) and cues[following].start <= limit
    right = cues[following].start if told else limit
    while right > cue.end and hearing.text[right - 1] in "的 ":
        right -= 1
    after = _merged(hearing, following, end) if told else position + 1
    words = None if told else _WORDS_OF.search(hearing.text, cue.end, right)
    right = words.start() if words is not None else right
    inner = source_before(hearing.scene, cue.end, right, True) if right > cue.end else None
    voice = voice_of(hearing, inner, cue, cues[following] if told else cue) if inner is not None else above
    if above is not None:
        hearing.memory.note(above)
    if inner is not None and voice is not None and above is not None:
        voice = voice.told_by(above)
    if voice is not None:
        hearing.open(voice, (cue, cues[after - 1]), cue.start, end)
    return after


_QUOTED: Final = ("「", "“", "『", "‘")

# --- X：… ---------------------------------------------------------------------------------------------


def colon(hearing: Hearing, start: int, end: int) -> None:
    """X：… at the start of a sentence or of a part of a headline: what follows is X's."""
    starts = [start]
    if hearing.spaced:
        starts += [match.end() for match in _SPACES.finditer(hearing.text, start + 1, end)]
    if hearing.text.find("：", start, end) >= 0:
        starts += [match.end() for match in _REPORT_LATER.finditer(hearing.text, start, end)]
    for left in starts:
        at = hearing.text.find("：", left, min(end, left + _HEADLINE))
        if at <= left:
            continue
        source = source_before(hearing.scene, left, at, False)
        if source is None or source.refers in ("nobody", "body"):
            continue
        if skip_light(hearing.scene, left, source.start) < source.start:
            continue
        if hearing.text.endswith("方面", left, at) and not hearing.text.startswith(_QUOTED, at + 1):
            continue  # 东军方面：阵亡300人: whose losses follow, not whose words
        if (
            source.kind == "body"
            and not source.record
            and not _SPEAKING_BODY.search(hearing.text, source.start, source.end)
        ):
            continue
        cue = Cue(at, at + 1, "：", frozenset(("say",)), frozenset(), "asserted")
        hearing.open(voice_of(hearing, source, cue, cue), (cue, cue), left, end)
