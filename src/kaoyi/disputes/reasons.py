"""Why figures that answer one question differ: scope, side, revision, slip or open, with the evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations
from typing import Final

from kaoyi.disputes.align import another_says, one_passage
from kaoyi.disputes.compare import compare, stretch
from kaoyi.disputes.facts import Families
from kaoyi.disputes.families import edition
from kaoyi.disputes.frame import Frame
from kaoyi.disputes.parties import Parties
from kaoyi.disputes.scope import plain
from kaoyi.model import Leaf

_MEDIA: Final = re.compile(r"媒体|传媒|傳媒|媒體|[社报報台臺网網]$")
_CLOSE: Final = Fraction(3, 2)  # values further apart than this are hardly one slip of the pen


class Reason(Leaf, frozen=True, gc=False):
    """A kind of difference, one sentence a reader can check (Chinese and English), and the claims it rests on."""

    kind: str
    why: str
    why_en: str
    evidence: tuple[str, ...]


def reason(frames: Sequence[Frame], families: Families, parties: Parties) -> Reason:
    """Say why the figures of one question differ: the first of scope, revision, side, slip that is shown, else open."""
    ordered = sorted(frames, key=lambda one: (_middle(one), one.claim.id))
    pairs = [(a, b) for a, b in combinations(_sample(ordered), 2) if not compare(a.figure, b.figure).agree]
    pairs.sort(key=lambda pair: (-(_middle(pair[1]) - _middle(pair[0])), pair[0].claim.id, pair[1].claim.id))
    tests = (_scope, _revision, _side, *([_slip] if _one_page(ordered, parties) else []))
    for test in tests:
        for low, high in pairs:
            if (found := test(low, high, families, parties)) is not None:
                return found
    return _open(ordered[0], ordered[-1])


def agreement(frames: Sequence[Frame]) -> Reason:
    """Say that the figures agree, to the letter or within what their words allow."""
    alike = len({one.figure[:3] for one in frames}) == 1
    why, why_en = (
        ("各说数字相同。", "The same figure.") if alike else ("各说在约数、上下限之内相合。", "The accounts agree.")
    )
    return Reason("agreement", why, why_en, _ids(*frames)[:8])


def _sample(ordered: Sequence[Frame]) -> list[Frame]:
    """The figures to weigh in pairs: all of a small group, one of each value, speaker and document of a large one."""
    if len(ordered) <= 24:
        return list(ordered)
    seen: dict[tuple[object, ...], Frame] = {}
    for one in ordered:
        seen.setdefault((one.figure[:3], one.claim.speaker), one)
    return list(seen.values())[:48]


def _middle(one: Frame) -> Fraction:
    low, high = stretch(one.figure)
    return (Fraction(low) + Fraction(high)) / 2


def told(one: Frame) -> str:
    """Who says it and what: “徐焰：11万4千人”."""
    return f"{one.claim.speaker or '原文'}「{one.figure.text}」"


def told_en(one: Frame) -> str:
    """The same in English."""
    return f"{one.claim.speaker or 'the text itself'} “{one.figure.text}”"


def _ids(*frames: Frame) -> tuple[str, ...]:
    return tuple(claim.id for one in frames for claim in one.claims)


def _scope(low: Frame, high: Frame, families: Families, parties: Parties) -> Reason | None:
    """The smaller figure's words count less, or the larger one's count more."""
    for narrow, wide, name, name_en in (
        (_only_battle(low), _counts_more(high), "只计战场阵亡", "counts only those killed in battle"),
        (low.scope.subunit and not high.scope.subunit, True, "只计其中一部分部队", "counts only some of the units"),
        (
            "first_days" in low.scope.reach and "first_days" not in high.scope.reach,
            True,
            "只计某一阶段",
            "counts one stage",
        ),
        ("site" in low.scope.reach and "site" not in high.scope.reach, True, "只计当场", "counts those on the spot"),
    ):
        if narrow and wide:
            why = f"{told(low)}{name}，{told(high)}所计范围更宽。"
            return Reason("scope", why, f"{told_en(low)} {name_en}; {told_en(high)} counts more.", _ids(low, high))
    if _counts_other(high) and not _counts_other(low):
        why = f"{told(high)}兼计病故、事故等其他死因，{told(low)}没有。"
        why_en = f"{told_en(high)} includes deaths from other causes; {told_en(low)} does not."
        return Reason("scope", why, why_en, _ids(low, high))
    for one, other in ((low, high), (high, low)):
        if one.claim.modality == "planned" and other.claim.modality != "planned":
            why = f"{told(one)}是计划之数，{told(other)}是实际之数。"
            return Reason("scope", why, f"{told_en(one)} was planned; {told_en(other)} was actual.", _ids(one, other))
        if "reinforcement" in one.scope.changes and "reinforcement" not in other.scope.changes:
            why = f"{told(one)}只计增援，却与{told(other)}的全数不合。"
            why_en = f"{told_en(one)} counts reinforcements only, and does not fit the whole of {told_en(other)}."
            return Reason("scope", why, why_en, _ids(one, other))
    return None


def _only_battle(one: Frame) -> bool:
    return "field" in one.scope.causes and not _counts_other(one)


def _counts_more(one: Frame) -> bool:
    return _counts_other(one) or (one.scope.total and "field" not in one.scope.causes)


def _counts_other(one: Frame) -> bool:
    return bool(one.scope.causes & {"other", "injury"})


def _revision(low: Frame, high: Frame, families: Families, parties: Parties) -> Reason | None:
    a, b = low.claim, high.claim
    first, second = sorted((low, high), key=_when)
    if a.document != b.document and families.of(a.document) == families.of(b.document) and a.speaker == b.speaker:
        why = f"同一篇报道的前后版本：{_edition(first)}作「{first.figure.text}」，{_edition(second)}改作「{second.figure.text}」。"
        why_en = f"Editions of one article: {_edition(first)} has “{first.figure.text}”, {_edition(second)} “{second.figure.text}”."
        return Reason("revision", why, why_en, _ids(first, second))
    known = {one.name: one for one in (families.facts.get(a.document), families.facts.get(b.document)) if one}
    outlets = {one.outlet for one in known.values()}
    same_voice = a.speaker == b.speaker and (a.speaker is not None or (len(known) == 2 and len(outlets) == 1))
    later = (a.said_on or "") != (b.said_on or "") or (a.speaker is None and a.document != b.document)
    if same_voice and later and a.said_on and b.said_on:
        who, who_en = (a.speaker or next(iter(outlets)) or "同一来源",) * 2
        why = f"{who}先后不同：{first.claim.said_on}作「{first.figure.text}」，{second.claim.said_on}作「{second.figure.text}」。"
        why_en = f"{who_en} changed it: “{first.figure.text}” on {first.claim.said_on}, “{second.figure.text}” on {second.claim.said_on}."
        return Reason("revision", why, why_en, _ids(first, second))
    return None


def _when(one: Frame) -> tuple[object, ...]:
    return (one.claim.said_on or "", edition(one.claim.document), one.claim.number.start)


def _edition(one: Frame) -> str:
    return f"{one.claim.document}（{one.claim.said_on}）" if one.claim.said_on else one.claim.document


def _side(low: Frame, high: Frame, families: Families, parties: Parties) -> Reason | None:
    """The speakers belong to different parties; or one speaks of the enemy it fought and nobody else says the same."""
    one, other = parties.side(low.claim.speaker), parties.side(high.claim.speaker)
    if one and other and one != other:
        why = f"{told(low)}是{one}一方的说法，{told(high)}是{other}一方的说法。"
        why_en = f"{told_en(low)} is the account of {one}'s side, {told_en(high)} that of {other}'s."
        return Reason("side", why, why_en, _ids(low, high))
    for mine, theirs, side in ((low, high, one), (high, low, other)):
        suffered = parties.side(mine.claim.subject)
        fought = side and side in (parties.side(mine.claim.agent), _enemy(mine, side, suffered))
        if fought and suffered != side and theirs.claim.speaker is None:
            why = f"{told(mine)}出自交战的{side}一方，{told(theirs)}不是。"
            why_en = f"{told_en(mine)} comes from {side}, a party to the fight; {told_en(theirs)} does not."
            return Reason("side", why, why_en, _ids(mine, theirs))
    return None


def _one_page(frames: Sequence[Frame], parties: Parties) -> bool:
    """Whether one document tells it all, in its own voice or in that of the party whose loss it is."""
    voices = {one.claim.speaker for one in frames}
    own = parties.side(frames[0].claim.subject)
    told = {speaker for speaker in voices if speaker is not None}
    itself = len(told) <= 1 and (None not in voices or all(own and parties.side(speaker) == own for speaker in told))
    return itself and len({one.claim.document for one in frames}) == 1


def _enemy(one: Frame, side: str, suffered: str | None) -> str | None:
    """The side of a speaker who tells of another side's losses in arms: it took part in the fight."""
    if _MEDIA.search(one.claim.speaker or ""):
        return None  # a paper of some country reports; it does not fight
    arms = one.measure in ("destroyed", "captured", "losses") and one.unit != "building"
    return side if arms and suffered and suffered != side else None


def _slip(low: Frame, high: Frame, families: Families, parties: Parties) -> Reason | None:
    """One document, one voice, one question, and two figures too near each other to be two things."""
    if low.claim.quote == high.claim.quote or not low.event or low.scope.changes or high.scope.changes:
        return None
    first, second = sorted((low, high), key=_when)
    if _middle(high) > _middle(low) * _CLOSE or one_passage(low, high) or another_says(first, second):
        return None
    why = f"同一篇文章前后不一：「{_short(low)}」与「{_short(high)}」。"
    why_en = f"One document contradicts itself: “{_short(low)}” and “{_short(high)}”."
    return Reason("slip", why, why_en, _ids(low, high))


def _short(one: Frame) -> str:
    quote = plain(one.claim.quote).strip()
    return quote if len(quote) <= 40 else f"…{one.figure.text}…"


def _open(low: Frame, high: Frame) -> Reason:
    said = [f"{told(one)}" for one in (low, high)]
    why = f"{said[0]}与{said[1]}不合，文中没有说明为何不同。"
    why_en = f"{told_en(low)} and {told_en(high)} do not agree, and the texts do not show why."
    return Reason("open", why, why_en, _ids(low, high))
