"""X称…: who says what follows a verb of saying, named before it, meant by it, or left out."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.mentions.voices_extent import Source
from kaoyi.mentions.voices_phrase import source_at
from kaoyi.mentions.voices_scene import is_light, skip_light
from kaoyi.mentions.voices_shape import is_person
from kaoyi.mentions.voices_source import source_before, source_opening
from kaoyi.mentions.voices_speaker import again, nobody, voice_of
from kaoyi.mentions.voices_state import Hearing, Voice
from kaoyi.mentions.voices_words import Cue

_DETERMINED: Final = re.compile(
    r"(?:一|该|这|此|那|两|多)(?:份|篇|些|项|张|本|封|则|段)?(?:内部|机密|解密|官方|最新|有关|相关)?$"
)
_STATED: Final = re.compile(r"[，：,:]|(?:结果|数字|数据)?(?:则|却|也|就)?(?:是|为|有|达|的)")
_COUNTED: Final = re.compile(r"[数量伤亡死损]")
"""马其顿的线人数量估计为…: what is counted, not who counts."""
_NOUN_GOES_ON: Final = tuple("中里内后前书会员者")
_CALLS: Final = ("称", "则称", "也称", "又称", "亦称", "多称", "通称", "一般称")
_NAMED_SO: Final = re.compile(
    "[“「『]?[\u4e00-\u9fff·0-9]{1,14}?(?:战争|战役|会战|之战|海战|之役|事变|事件|惨案|起义|之乱|运动|革命|大捷|行动|战斗|内战|圣战|攻势|屠杀)[”」』]?(?=[，。、；（）(),;]|或|$)"
)
_SINCE_THEN: Final = re.compile(r"(?:自|自从)[^，。；\n]*")
_JUDGING: Final = frozenset(("谴责", "怒斥", "痛斥", "指责"))
_DEED: Final = re.compile(
    r"[^，。；：「“\n]{2,40}的[^，。；：「“的\n]{0,6}(?:袭击|攻击|事件|行为|暴行|行动|惨案|案|屠杀|爆炸|空袭|轰炸|枪击|做法|罪行|恐袭)"
)
"""谴责造成三十人死亡的袭击: who condemns a deed does not give the figures that describe it."""
_GUESSES: Final = ("估计", "估算", "据估计")
_A_NUMBER: Final = re.compile("(?:有|约有|约|达|为|在|仅)?[约近逾超至少]{0,2}[0-9一二三四五六七八九十数几]")
_NOUNS_TOO: Final = frozenset(("figures", "paper"))
"""统计 and 报告 are nouns as often as verbs: their speaker stands right before them."""
_ONLY_REPORTS: Final = frozenset(("report",))
_ONLY_SHOWS: Final = frozenset(("show",))
_AGAIN: Final = re.compile("[并又亦也还续再]")
_FAR: Final = 24
_SHOWN: Final = 12  # characters that may say what the speaker does before he says it


def say(hearing: Hearing, cue: Cue, last: Cue, start: int, end: int) -> None:
    """Read the cues from cue to last, which a verb of saying is among, in the sentence text[start:end]."""
    text, said = hearing.text, last.end
    if cue.form in _CALLS and _NAMED_SO.match(text, said, end):
        return  # 日本称日清战争: a name, and nothing is said
    if text.startswith("的", said) and "giving" not in last.traits and not text.startswith("的是", said):
        return
    left = hearing.clause_start(cue.start, start)
    if _circumstance(text, left, said, end):
        return
    alone, noun_too = last is cue, not cue.traits.isdisjoint(_NOUNS_TOO)
    if alone and cue.form in _JUDGING and _DEED.match(text, said, end):
        return
    if alone and noun_too and text.startswith(_NOUN_GOES_ON, said) and hearing.scene.name_covering(said) is None:
        return  # 报告中…, but 估计中朝伤亡…
    strong = not alone or (len(cue.form) > 1 and not noun_too)
    source = _subject(hearing, cue, last, left, strong)
    if source is not None:
        if not alone or cue.form not in _GUESSES or not _is_army_counted(hearing, source, cue):
            hearing.open(voice_of(hearing, source, cue, last), (cue, last), left, end)
    elif _without_subject(hearing, left, cue.start, strong):
        voice = _elided(hearing, cue, left, start)
        if voice is not None:
            hearing.open(again(voice, cue, last), (cue, last), left, end)
    elif (
        ("speech" in cue.traits or (not alone and "report" in cue.kinds))
        and hearing.speaking is not None
        and not hearing.inside_speech(cue.start)
    ):
        hearing.open(nobody(hearing, cue, "speaker not understood"), (cue, last), left, end)


def _circumstance(text: str, left: int, said: int, end: int) -> bool:
    """自1月11日政府判定为…后，: a clause of time tells when, not what somebody says."""
    if not text.startswith("自", left) or text.startswith(("称", "己", "由", "治"), left + 1):
        return False
    clause = _SINCE_THEN.match(text, left, end)
    return clause is not None and clause.end() > said and clause[0].endswith(("后", "以来", "起"))


def _is_army_counted(hearing: Hearing, source: Source, cue: Cue) -> bool:
    """敌军估计有1.2万人: an army right before a guess at its number is guessed at, it does not guess."""
    name = hearing.scene.name_ends.get(cue.start)
    counted = name is not None and name.kind in ("army", "unit") and name.start == source.start
    return counted and _A_NUMBER.match(hearing.text, cue.end) is not None


def _subject(hearing: Hearing, cue: Cue, last: Cue, left: int, strong: bool) -> Source | None:
    """The source named before a verb of saying in its clause."""
    scene, text, right = hearing.scene, hearing.text, cue.start
    if len(cue.form) > 1 and right > left and text[right - 1] == "的":
        if last is cue and not _STATED.match(text, cue.end):
            return None  # 小组的报告在…: a noun, and nothing is said
        right -= 1
    source = _document(hearing, left, cue) if cue.kinds == _ONLY_REPORTS else None
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
    if source is not None and not source.record and cue.kinds == _ONLY_SHOWS:
        return None
    return source


def _quotes_next(hearing: Hearing, last: Cue) -> bool:
    """Whether a colon and a quotation follow."""
    return hearing.text.startswith(("：「", "：“", ":“", ":「"), last.end)


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
    if not strong:
        return False
    begin = skip_light(hearing.scene, left, right)
    return right - begin <= _FAR and hearing.scene.words.links.match(hearing.text, begin, right) is not None


def _elided(hearing: Hearing, cue: Cue, left: int, start: int) -> Voice | None:
    """The speaker of a clause without a subject: the report meant, the clause before, or who spoke last."""
    if "medium" in cue.traits:
        return hearing.memory.meant_by("medium")
    issuer = hearing.told or hearing.memory.meant_by("body") if "paper" in cue.traits else None
    if issuer is not None:
        return issuer
    if cue.kinds == _ONLY_REPORTS:
        if len(cue.form) < 2 or "figures" in cue.traits or hearing.text[left : cue.start] not in ("", "有"):
            return None
        words = hearing.words(cue.start, cue.end)
        document = Source(cue.start, cue.end, words, "document", "a document speaks", record=True)
        return voice_of(hearing, document, cue, cue)
    goes_on = _AGAIN.search(hearing.text, left, cue.start + 1) is not None
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
