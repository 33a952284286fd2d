"""Who says so: the voice at a figure, and how firmly it is said.

The voice comes from ``mentions.voices``; the words beside the figure (估计, 疑似, 未经证实: modality.csv) may
weaken what its cue says, never strengthen it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import ahocorasick_rs

from kaoyi.lexicon import Lexicon
from kaoyi.mentions.voices import Voices
from kaoyi.model import Attribution, Document, Frozen, Leaf

_CLAUSE_END: Final = re.compile(r"[，；。：:;,！？\n（）()]")
_REFUTED: Final = re.compile(
    r".{0,8}?(?:的(?:这个)?(?:说法|数字|传闻|传言|指控|消息|报道|指责|论调)).{0,4}?"
    r"(?:不实|没有(?:数据|根据|证据|依据|事实)|毫无根据|并无根据|无根据|不准确|不正确|是错误|错误的|是假|纯属|子虚乌有|不成立|不属实|站不住脚|是谎言|是谣言)"
)
_FAR: Final = 30
_SENTENCE: Final = 120
_SUSPECTED: Final = ("涉嫌", "涉", "疑涉", "怀疑")
_ESTIMATE_OPENS: Final = re.compile(
    r"(?:据|按|经)?(?:初步|粗略|保守|官方|外界|一般|各方)?(?:估计|估算|推估|估测)[，,：:]"
)
_PARTED: Final = re.compile(r"[0-9]日|[0-9]月|，(?:而|但|则|不过|然而)|其后|之后|则")
_SUPPOSED: Final = re.compile(
    r"(?<![\u4e00-\u9fff])(?:但|而|并|又)?(?:如果|假如|假使|假若|倘若|倘使|倘|若是|若非|若(?!干|无其事)|一旦|万一|要是)(?!说|每|按|以|加上|算|计|将|把|连|再加)"
)
"""若每天…: a reckoning, not a supposition."""
_CONTRADICTED: Final = re.compile(r"[^，。；\n]{0,25}[，；](?:但是?|然而|不过|可是?|而)?(?:实际上|事实上|其实|实则)")
_WEAK: Final = {"asserted": 0, "estimated": 1, "alleged": 2, "planned": 2, "denied": 3}


class Said(Leaf, frozen=True, gc=False):
    """The attribution fields of one claim, ready to be put into it; rules: field -> rule."""

    speaker: str | None
    attribution: tuple[Attribution, ...]
    modality: str
    said_on: str | None
    rules: dict[str, str]


class _Hedges(Frozen, frozen=True):
    automaton: ahocorasick_rs.AhoCorasick
    forms: tuple[str, ...]
    sides: tuple[dict[str, str], ...]


@cache
def _hedges(lexicon: Lexicon) -> _Hedges:
    """The words of modality.csv: where they stand (kind) -> modality for each form; "not" words only swallow."""
    found: dict[str, dict[str, str]] = {}
    for row in lexicon.table("modality.csv"):
        found.setdefault(row["form"], {}).setdefault(row["kind"] or "not", row["modality"])
    forms = tuple(sorted(found))
    automaton = ahocorasick_rs.AhoCorasick(forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return _Hedges(automaton, forms, tuple({} if "not" in found[form] else found[form] for form in forms))


def attribute(document: Document, voices: Voices, start: int, end: int, lexicon: Lexicon) -> Said:
    """Return who gives the figure at document.text[start:end] (number with hedges and counter), how firmly and when."""
    voice = voices.at(start)
    beside = hedge_at(document.folded, start, end, voice.end, lexicon)
    modality, rules = voice.modality, voice.rules
    if beside is not None and _WEAK[beside[0]] > _WEAK[modality]:
        modality, rules = beside[0], {**voice.rules, "modality": beside[1]}
    chain = voice.chain
    works = voices.works_at(end)
    if works:
        own = len(voices.own.chain)
        chain = (*chain[: len(chain) - own], *works, *chain[len(chain) - own :])
    return Said(voice.speaker, chain, modality, voice.said_on, rules)


def hedge_at(text: str, start: int, end: int, after: int, lexicon: Lexicon) -> tuple[str, str] | None:
    """Return (modality, rule) of the words that weaken the figure at text[start:end] of folded text, or None.

    Words before it count in its clause, after ``after`` (where its voice begins); words for an estimate
    also in the clause before, when no other figure stands there. Words behind it count in the same clause.
    """
    hedges = _hedges(lexicon)
    clause = _clause_start(text, start)
    first = max(clause, after if after <= start else 0)
    found = _last(hedges, text, first, start, "before")
    if found is not None and found[1].endswith(_SUSPECTED) and text[start - 1] == "的":
        found = None  # 涉嫌纵火的3人被捕: the deed is in doubt, not the count
    if found is None and after <= _sentence_start(text, start):
        found = _opened_by_estimate(text, start)
    if found is None and _SUPPOSED.search(text, _sentence_start(text, start), start):
        found = "planned", "supposed, not told as happened"
    if found is None and clause > 0 and text[clause - 1] in "，,：:" and after <= clause - 1:
        before = max(_clause_start(text, clause - 1), clause - _FAR, after)
        if not re.search(r"[0-9]", text[before:clause]):
            near = _last(hedges, text, before, clause, "before")
            found = near if near is not None and near[0] == "estimated" and "可能" not in near[1] else None
    if found is not None:
        return found
    stop = _CLAUSE_END.search(text, end)
    close = stop.start() if stop else len(text)
    refuted = _REFUTED.match(text, end)
    if refuted is not None and refuted.end() <= end + _FAR:
        return "denied", "the figure is called untrue"
    if after > 0 and _CONTRADICTED.match(text, end):
        return "alleged", "contradicted in the next clause"
    return _last(hedges, text, end, min(close, end + _FAR), "after")


def _sentence_start(text: str, at: int) -> int:
    floor = max(0, at - _SENTENCE)
    return max(floor, *(text.rfind(mark, floor, at) + 1 for mark in "。！？\n；"))


def _opened_by_estimate(text: str, at: int) -> tuple[str, str] | None:
    """初步估计，甲、乙及丙: a sentence that opens so estimates all its figures, unless dates or contrasts part them."""
    start = _sentence_start(text, at)
    opened = _ESTIMATE_OPENS.match(text, start, at)
    if opened is None or _PARTED.search(text, opened.end(), at):
        return None
    return "estimated", f"the sentence opens with {opened[0].rstrip('，,：:')}"


def _clause_start(text: str, at: int) -> int:
    floor = max(0, at - 2 * _FAR)
    for position in range(at - 1, floor - 1, -1):
        if text[position] in "，；。：:;,！？\n（(" and not _thousands(text, position):
            return position + 1
    return floor


def _thousands(text: str, position: int) -> bool:
    return text[position] == "," and text[position + 1 : position + 2].isdigit()


def _last(hedges: _Hedges, text: str, start: int, end: int, side: str) -> tuple[str, str] | None:
    for number, _, _ in reversed(hedges.automaton.find_matches_as_indexes(text[start:end]) if end > start else []):
        modality = hedges.sides[number].get(side)
        if modality is not None:
            return modality, f"modality.csv {hedges.forms[number]}"
    return None
