"""Sums the text itself puts together: parts and their total, before or after them, and shares told elsewhere by name.

A sum is said to hold when the numbers meet, in whatever loose order they stand: that is hardly chance.
It is said to fail only where the words leave no doubt that these are all the parts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from kaoyi.audits.finding import Finding, added, exact, figure, plain, shown
from kaoyi.mentions.reach import step, stretch
from kaoyi.model import Quantity
from kaoyi.text import sentences, sentences_with

_TOTAL: Final = re.compile(
    r"(?:共计|合计|总计|总共|一共|合共|总数[为是达]?|总人数[为是达]?|共有?|累计|累积|总)(?:达到?|高达|为|是|有|约|近|逾|多达)?[^0-9一二三四五六七八九十百千万两，,。；;、（(]{0,4}$"
)
_TIGHT_TOTAL: Final = re.compile(r"^[)）]?[，,；;、：:\s]{0,2}(?:共计|合计|总计|总共|一共|合共|共有?)(?:达|为|是|有)?$")
_LISTED: Final = re.compile(r"[、，,；;及和与以]|^$")
_NOT_LISTED: Final = re.compile(r"[。！？!?\n]|共|其中|包括|总|累计|剩|增至|增加|超过|相比|较|由|降|升|每|曾|后来|而")
_UNSURE: Final = re.compile(
    r"各|每|另|其余|其他|其它|以上|连同|加上|不包括|不计|再|先后|至今|迄今|累计|累积|截至|连续|分批|主要|重复|人次|以及其"
)
_OPENS: Final = re.compile(
    r"^[^0-9。！？!?；;]{0,14}?[（(，,：:。][^0-9。！？!?]{0,20}$|^[^。！？]{0,24}(?:其中|包括|当中)[^。！？]{0,14}$"
)
_PART_WORD: Final = re.compile(r"其中|当中|包括|包含|分别|计有|分为")
_PART_OF: Final = re.compile(
    r"[^，,。；（）()、在等和及]{0,14}[，,（(]\s?(?:其中|当中)(?:的|有|约|共)?[^，,。；（）()少多减加]{0,6}"
)
_LEFT_OVER: Final = re.compile(r"(?:其余|余下|剩下|剩余)(?:的|则|有|那)?[^，。；0-9]{0,3}$")
_SHARED: Final = re.compile(r"各|每|同时|均|重复|以上|以下|不等|超过|至少")
_CASUALTIES: Final = re.compile(r"伤亡|死伤|减员")
_OUTCOME: Final = re.compile(r"(死亡?|亡|阵亡|战死|牺牲|伤|负伤|受伤|被俘|俘|失踪)(?:了|约|近)?$")
_TOGETHER: Final = re.compile(r"连同|加上|再加")
_REACHES: Final = re.compile(r"(?:多达|达到?|高达|共有?|为|有|就有)$")
_EACH: Final = re.compile(r"([^。；，]*)各(?:有|自|自有)?$")
_ALL_PARTS: Final = re.compile(r"^[^，,。；（(]{0,6}[，,（(：:]?\s?(?:分别[是为有]|计有|分为)")
_MOST_WRONG: Final = Fraction(1, 4)  # a printed sum is rarely wrong by more; a wider gap means the parts were misread
_MANY: Final = 12
# Units whose figures count heads: a part of them cannot be more than the whole. Money and 件 count anything.
_HEADS: Final = frozenset(
    {"person", "aircraft", "ship", "tank", "vehicle", "gun", "missile", "vote", "sortie", "small_arm"}
)


def find(text: str, quantities: Sequence[Quantity]) -> list[Finding]:
    """Return the sums of a text; ``quantities`` sorted."""
    found: list[Finding] = []
    counted = [q for q in quantities if q.unit and q.kind in ("cardinal", "range") and q.unit not in _NEVER]
    if len(counted) < 2:
        return found
    starts = [q.start for q in counted]
    for start, first, last in _told_together(text, starts):
        if last - first >= 2:
            _in_sentence(text, start, counted[first:last], found)
    _across_sentences(text, counted, found)
    return found


_NEVER: Final = frozenset({"percent", "year", "day", "hour", "%"})


_BEFORE_JOINED: Final = frozenset("。！？!?\n」』”’）)")


def _told_together(text: str, starts: Sequence[int]) -> list[tuple[int, int, int]]:
    """(start, first, last) of sentences that hold starts[first:last], one that begins with 其中 joined to the one before."""
    if not _has_joined(text, "其中") and not _has_joined(text, "当中"):
        return [(start, first, last) for start, _, first, last in sentences_with(text, starts)]
    return [(start, bisect_left(starts, start), bisect_left(starts, end)) for start, end in _joined(text)]


def _has_joined(text: str, word: str) -> bool:
    """Whether a sentence may begin with a word that joins it to the one before."""
    at = text.find(word, 1)
    while at > 0:
        if text[at - 1] in _BEFORE_JOINED:
            return True
        at = text.find(word, at + 1)
    return False


def _joined(text: str) -> Iterator[tuple[int, int]]:
    pending: tuple[int, int] | None = None
    for start, end in sentences(text):
        if pending and text.startswith(("其中", "当中"), start) and pending[1] == start:
            pending = (pending[0], end)
            continue
        if pending:
            yield pending
        pending = (start, end)
    if pending:
        yield pending


def _in_sentence(text: str, start: int, inside: Sequence[Quantity], findings: list[Finding]) -> None:
    for at, total in enumerate(inside):
        before = text[(inside[at - 1].end if at else start) : total.start]
        if (at >= 2 and (found := _parts_then_total(text, start, inside, at, before))) or (
            at + 1 < len(inside) and (found := _total_then_parts(text, inside, at))
        ):
            findings.append(found)


# --- 阵亡12人、负伤30人、失踪5人，共计47人 ---------------------------------------------------


def _parts_then_total(text: str, start: int, inside: Sequence[Quantity], at: int, before: str) -> Finding | None:
    total = inside[at]
    joined = _TOGETHER.search(text[max(start, inside[at - 2].start - 4) : total.start]) and _REACHES.search(before)
    if not (_TOTAL.search(before) or joined) or len(before) > 24:
        return None
    parts = _run_back(text, inside, at)
    for count in range(len(parts), 1, -1):
        if _meets(text, parts[-count:], total):
            return _finding(text, parts[-count:], total, "holds")
    if len(parts) < 2 or not _TIGHT_TOTAL.match(before) or _TIGHT_TOTAL.match(before).end() != len(before):  # type: ignore[union-attr]
        return None
    alone = at == len(parts) and _one_kind([*parts, total])  # no other count stands before the first part
    words = text[max(start, parts[0].start - 12) : total.end]
    if alone and not _UNSURE.search(words) and _believable(text, parts, total):
        return _finding(text, parts, total, "fails")
    return None


def _run_back(text: str, inside: Sequence[Quantity], at: int) -> list[Quantity]:
    parts: list[Quantity] = []
    for one in reversed(inside[max(0, at - _MANY) : at]):
        following = parts[0] if parts else None
        if not _same_unit(one, inside[at]) or (following and not _list_gap(text[one.end : following.start])):
            break
        parts.insert(0, one)
    return parts


def _one_kind(counted: Sequence[Quantity]) -> bool:
    """Heads, or things with one counter: 5套 and 10款 do not add up."""
    return counted[0].unit in _HEADS or len({one.counter for one in counted}) == 1


def _list_gap(gap: str) -> bool:
    return len(gap) <= 18 and bool(_LISTED.search(gap)) and not _NOT_LISTED.search(gap)


def _same_unit(one: Quantity, other: Quantity) -> bool:
    return one.unit == other.unit or {one.unit, other.unit} == {"aircraft", "sortie"}


# --- 22,604名（其中志愿军战俘14,704人、朝鲜战俘7,900人） ---------------------------------------------


def _total_then_parts(text: str, inside: Sequence[Quantity], at: int) -> Finding | None:
    total, first = inside[at], inside[at + 1]
    opening = text[total.end : first.start]
    word = _PART_WORD.search(opening)
    if word and (found := _with_remainder(text, inside, at, opening)):
        return found
    if not (word or "（" in opening or "(" in opening) or not _OPENS.match(opening):
        return None
    parts = _run_on(text, inside, at + 1)
    parts = [part for part in parts if _same_unit(part, total)] if parts else []
    for count in range(len(parts), 1, -1):
        if _meets(text, parts[:count], total):
            return _finding(text, parts[:count], total, "holds")
    if parts and (found := _outcomes(text, parts, total)):
        return found
    if not parts or not word:
        return None
    if (
        _ALL_PARTS.search(opening)
        and len(parts) >= 2
        and _one_kind([*parts, total])
        and _believable(text, parts, total)
    ):
        region = text[total.start : parts[-1].end + 8]
        return None if _UNSURE.search(region) else _finding(text, parts, total, "fails")
    first_told = not any(_same_unit(one, total) for one in inside[:at])
    if word.group() in ("其中", "当中") and first_told and _larger_part(text, parts[0], total, opening):
        return _part_finding(text, parts[0], total)
    return None


def _with_remainder(text: str, inside: Sequence[Quantity], at: int, opening: str) -> Finding | None:
    """680宗，当中478宗已排除，余下191宗: what is left over makes the parts complete."""
    total, parts = inside[at], []
    if not _PART_OF.fullmatch(opening):
        return None
    for one in inside[at + 1 : at + 6]:
        if not _same_unit(one, total) or not exact(one) or "；" in text[total.end : one.start]:
            return None
        parts.append(one)
        if len(parts) >= 2 and _LEFT_OVER.search(text[parts[-2].end : one.start]):
            break
    else:
        return None
    if _meets(text, parts, total):
        return _finding(text, parts, total, "holds")
    last = at + len(parts) + 1 == len(inside) or not _same_unit(inside[at + len(parts) + 1], total)
    within = text[parts[0].start : parts[-1].end]
    nested = bool(_SHARED.search(within) or _PART_WORD.search(within) or _SHARED.search(opening))
    sure = last and _one_kind([*parts, total]) and not nested
    if sure and _believable(text, parts, total) and not _of_a_larger(total, parts[-1], inside[:at]):
        return _finding(text, parts, total, "fails")
    return None


def _of_a_larger(total: Quantity, rest: Quantity, earlier: Sequence[Quantity]) -> bool:
    """Whether the rest is what is left of a larger number told before: 23人受伤，13人留医，其中2人重伤，其余10人出院."""
    both = (total.low or 0) + (rest.low or 0)
    known = [one.low or 0 for one in earlier]
    return both in known or any(a + b == both for a, b in pairwise(known))


def _outcomes(text: str, parts: Sequence[Quantity], total: Quantity) -> Finding | None:
    """伤亡近2000人（死365人，伤1,174人）: dead and wounded are all the casualties there are."""
    if len(parts) < 2 or not _CASUALTIES.search(text[max(0, total.start - 6) : total.start]):
        return None
    labels = [_OUTCOME.search(text[max(total.end, part.start - 5) : part.start]) for part in parts]
    kinds = {label.group(1)[0] for label in labels if label}
    if not all(labels) or not kinds & set("死亡阵牺") or not kinds & set("伤负受"):
        return None
    low, high = added(text, parts)
    least, most = stretch(figure(text, total))
    apart = max(Fraction(least) - high, low - Fraction(most))
    if apart * 20 > low and apart <= low * _MOST_WRONG:
        return _finding(text, parts, total, "fails")
    return None


def _run_on(text: str, inside: Sequence[Quantity], at: int) -> list[Quantity]:
    parts = [inside[at]]
    if not _same_unit(inside[at], inside[at - 1]):
        return []
    bracket = _closing(text, inside[at - 1].end, inside[at].start)
    for one in inside[at + 1 : at + _MANY]:
        gap = text[parts[-1].end : one.start]
        if not _same_unit(one, parts[0]) or not _list_gap(gap) or one.end > bracket:
            break
        parts.append(one)
    return parts


def _closing(text: str, start: int, end: int) -> int:
    """Where the bracket opened between start and end is closed; the text's end when none is open."""
    opened = max(text.rfind("（", start, end), text.rfind("(", start, end))
    if opened < 0:
        return len(text)
    closes = [c for c in (text.find("）", end), text.find(")", end)) if c >= 0]
    return min(closes) if closes else len(text)


def _larger_part(text: str, part: Quantity, total: Quantity, opening: str) -> bool:
    """Whether 其中 stands right after a sentence's first count of heads and its part is the larger."""
    alike = part.unit in _HEADS and (part.counter == total.counter or part.unit == "person")
    before = re.split(r"[。！？\n]", text[max(0, total.start - 120) : total.start])[-1]
    if not alike or not _PART_OF.fullmatch(opening) or re.search(r"[0-9][^年月日时分岁]|[）)]$", before):
        return False
    most = stretch(figure(text, total))[1]
    return 2 <= most < stretch(figure(text, part))[0] <= most * 3  # one head has no parts; far more is misread


def _part_finding(text: str, part: Quantity, total: Quantity) -> Finding:
    a, b = shown(text, part), shown(text, total)
    why = f"部分 {a} 大于全体 {b}"
    gap = plain(part.low - total.low) if exact(part) and exact(total) and part.low and total.low else None
    return Finding("part", (a,), b, None, gap, "fails", why, ((total.start, part.end),))


# --- the same words name the whole elsewhere: …不直接遣返的…（其中志愿军战俘14,704人）… 命运分别为：志愿军战俘440人…，14,235人…


_SHARED_OUT: Final = re.compile(r"分别[为是有]?[：:]|如下[：:]")
_LABEL: Final = re.compile(r"[\u4e00-\u9fff]{2,10}$")


def _across_sentences(text: str, counted: Sequence[Quantity], findings: list[Finding]) -> None:
    """Fates shared out by name, each group's parts against the group's number told before."""
    if "分别" not in text and "如下" not in text:
        return
    starts = [q.start for q in counted]
    for match in _SHARED_OUT.finditer(text):
        end = min(
            (x for x in (text.find("。", match.end()), text.find("\n", match.end())) if x >= 0), default=len(text)
        )
        head = re.split(r"[。；，\n]", text[max(0, match.start() - 30) : match.start()])[-1]
        earlier = counted[: bisect_left(starts, match.start())]
        at = match.end()
        while at < end:
            stop = text.find("；", at, end)
            stop = end if stop < 0 else stop
            parts = list(counted[bisect_left(starts, at) : bisect_left(starts, stop)])
            label = _LABEL.search(text[at : parts[0].start]) if len(parts) >= 2 else None
            if label and len({part.unit for part in parts}) == 1:
                found = _shared_out(text, parts, _told_before(text, label.group(), head, earlier))
                if found is not None:
                    findings.append(found)
            at = stop + 1


def _shared_out(text: str, parts: list[Quantity], total: Quantity | None) -> Finding | None:
    if total is None or not _same_unit(total, parts[0]):
        return None
    if _meets(text, parts, total):
        return _finding(text, parts, total, "holds", apart=True)
    return _finding(text, parts, total, "fails", apart=True) if _believable(text, parts, total) else None


def _told_before(text: str, label: str, head: str, earlier: Sequence[Quantity]) -> Quantity | None:
    """The one earlier figure of that name in a sentence that shares the heading's own words (不直接遣返)."""
    modifier = head.split("的", maxsplit=1)[0]
    best: list[tuple[int, Quantity]] = []
    for one in earlier:
        if not text[max(0, one.start - 12) : one.start].endswith(label):
            continue
        context = re.split(r"[。；\n]", text[max(0, one.start - 140) : one.start])[-1]
        shared = next((n for n in range(len(modifier), 3, -1) if modifier[-n:] in context), 0)
        best.append((shared, one))
    best.sort(key=lambda pair: -pair[0])
    if not best or best[0][0] < 4 or (len(best) > 1 and best[1][0] == best[0][0]):
        return None
    return best[0][1]


# --- arithmetic ------------------------------------------------------------------------------------


def _meets(text: str, parts: Sequence[Quantity], total: Quantity) -> bool:
    if all(exact(part) for part in parts) and exact(total):
        gap = abs(_total(text, parts) - Fraction(total.low or 0))
        return gap == 0 or gap * 2 <= _rounding([*parts, total])
    low, high = added(text, parts)
    least, most = stretch(figure(text, total))
    close = high - low <= most * 2 and max(parts, key=lambda p: stretch(figure(text, p))[0]) is not None
    biggest = max(stretch(figure(text, part))[0] for part in parts)
    return close and low <= most and least <= high and biggest < most


def _rounding(counted: Sequence[Quantity]) -> int:
    """How far round figures (989.6万, 1,433万) may miss each other: the steps of those above a hundred."""
    steps = [step(one.low) for one in counted if one.low is not None]
    return max(steps) if max(steps) >= 1000 else 0


def _total(text: str, parts: Sequence[Quantity]) -> Fraction:
    """What exact parts come to; 甲及乙各3人 counts twice."""
    ends = [parts[0].start - 20, *(part.end for part in parts)]
    return sum(
        (
            Fraction(part.low or 0) * _each(text[max(0, end) : part.start])
            for part, end in zip(parts, ends, strict=False)
        ),
        Fraction(0),
    )


def _each(label: str) -> int:
    """How many things a figure is said of each of: 2 in 、甲及乙各."""
    match = _EACH.search(label)
    return 1 + len(re.findall(r"[、和及与]", match.group(1).lstrip("、，,；;和及与"))) if match else 1


def _believable(text: str, parts: Sequence[Quantity], total: Quantity) -> bool:
    """Whether the parts could be meant for this total: near it, and none of them as large."""
    if not exact(total) or not all(exact(part) for part in parts) or total.low is None:
        return False
    computed = sum((Fraction(part.low or 0) for part in parts), Fraction(0))
    biggest = max(Fraction(part.low or 0) for part in parts)
    return biggest < total.low and abs(computed - total.low) <= total.low * _MOST_WRONG


def _finding(text: str, parts: Sequence[Quantity], total: Quantity, verdict: str, apart: bool = False) -> Finding:
    low, high = added(text, parts)
    if low == high:
        low = high = _total(text, parts)
    exactly = low == high
    computed: int | float | str = plain(low) if exactly else f"{plain(low)}–{plain(high)}"
    missed = Fraction(total.low) - low if exactly and exact(total) and total.low is not None else None
    ends = [0, *(part.end for part in parts)]
    weights = [_each(text[end : part.start][-40:]) for part, end in zip(parts, ends, strict=False)]
    left = " + ".join(
        f"{n} × {shown(text, p)}" if n > 1 else str(shown(text, p)) for p, n in zip(parts, weights, strict=True)
    )
    rounded = "四舍五入后相合" if exactly and missed else "相合"
    least, most = (Fraction(end) for end in stretch(figure(text, total)))
    gap = plain(abs(missed) if missed is not None else max(least - high, low - most, Fraction(0)))
    outcome = rounded if verdict == "holds" else f"差 {gap}"
    meets = "与" if verdict == "holds" else "而"
    why = f"{left} {'=' if exactly else '∈'} {computed}，{meets}总数 {shown(text, total)} {outcome}"
    whole = (min(parts[0].start, total.start), max(parts[-1].end, total.end))
    spans = ((total.start, total.end), (parts[0].start, parts[-1].end)) if apart else (whole,)
    difference = plain(missed) if missed is not None else None
    return Finding(
        "sum", tuple(shown(text, part) for part in parts), shown(text, total), computed, difference, verdict, why, spans
    )
