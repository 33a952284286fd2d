"""The question a claim answers: what is counted, of whom, in what, when, and within which scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from kaoyi.disputes.compare import PLUS, Figure, figure
from kaoyi.disputes.parties import Parties
from kaoyi.lexicon import Lexicon
from kaoyi.mentions.edtf import bounds
from kaoyi.model import Claim
from kaoyi.text import fold

HARM = ("killed", "wounded", "casualties", "losses", "missing", "captured")
STOCK = ("strength", "equipment_strength")
_MARKUP = re.compile(r"\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|<[^>]*>|\\\[[0-9]+\\\]|[\[\]*`]|-\{|\}-")
_CUT = re.compile(r"[，,；;。：:！!？?（）()“”「」\n]")
_NOUNS = ("class", "thing")
_NEAR = 9  # characters before and after a figure in which the counted noun stands
_SUBUNIT = re.compile(r"[0-9一二三四五六七八九十两几数]+个?(?:集团军|军|师|旅|团|营|连|排)|一部|部分|各部")
_NARROWED = re.compile(r"([^的死伤亡失踪和及与、0-9]{2,12})的[^总确]")
_ONE = re.compile(r"[一1][名个位具]")
_ENEMY = ("敌人", "敌军", "敌方", "对方", "我军", "我方", "双方", "己方")
_ECHO = re.compile(r"(?:这|该|那|[他她它]们|上述|前述|除了?|这批|该批|[上下前后]述)[的]?$")
_PEOPLE = (
    "死者",
    "遇难者",
    "伤者",
    "受害者",
    "死难者",
    "罹难者",
    "遇害者",
    "市民",
    "居民",
    "村民",
    "群众",
    "民众",
    "平民",
    "人们",
    "观众",
    "人员",
    "人群",
    "人",
)
_SUDDEN = re.compile(
    r"(?:地震|海啸|枪击|爆炸|爆破|空难|坠机|坠毁|车祸|相撞|翻车|事故|火灾|大火|失火|沉船|沉没|翻沉|恐袭|袭击|遇袭|空袭|轰炸|刺杀|暗杀|劫机|踩踏|泥石流|山泥|塌|雪崩|龙卷风|台风|飓风|风灾|惨案|血案|屠杀|爆破|斩人|砍人|投毒|纵火)"
)


class Frame(Struct, frozen=True):
    """A figure with the question it answers.

    claims: the claim, or the claims a derived figure adds up
    subject: folded canonical name; people: it is the people there, not a party ("" subject)
    days: first and last day as ordinals; loose: the dates are only as exact as a month or a year
    causes, changes, classes, things, reach: codes of scope_words.csv near the figure
    subunit: the words count some units of the subject only (志愿军3个团)
    limit: words that narrow the counted noun (三名保护团长的官兵)
    one: a person met in the story (一名女子) or a group already told of (这三人), not a count
    """

    claims: tuple[Claim, ...]
    measure: str
    unit: str
    figure: Figure
    subject: str
    people: bool
    event: str | None
    days: tuple[int, int] | None
    loose: bool
    place: str | None
    causes: frozenset[str]
    changes: frozenset[str]
    classes: frozenset[str]
    things: frozenset[str]
    reach: frozenset[str]
    total: bool
    part: bool
    subunit: bool
    limit: str = ""
    one: bool = False

    @property
    def claim(self) -> Claim:
        """The claim, or the first one of a derived figure."""
        return self.claims[0]


@lru_cache(maxsize=8)
def _scope_words(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    words: dict[str, tuple[str, str]] = {}
    for row in lexicon.table("scope_words.csv"):
        words.setdefault(fold(row["form"]), (row["kind"], row["code"]))
    longest_first = sorted(words, key=lambda form: (-len(form), form))
    return re.compile("|".join(map(re.escape, longest_first))), words


def frame(claim: Claim, parties: Parties, lexicon: Lexicon) -> Frame:
    """Return the question a claim answers. Pure."""
    before, after = clause(claim)
    scope = _scope(before, after, lexicon)
    subject, people = _subject(claim, parties)
    mention = fold(claim.subject_mention.text) if claim.subject_mention else ""
    return Frame(
        claims=(claim,),
        measure=claim.measure,
        unit=claim.unit,
        figure=figure(claim.value, claim.number.text),
        subject=subject,
        people=people,
        event=parties.event(claim.event),
        days=days(claim.time),
        loose=bool(claim.time) and "/" not in (claim.time or "") and len(claim.time or "") <= 7,
        place=fold(claim.place) if claim.place else None,
        causes=scope["cause"],
        changes=scope["change"],
        classes=scope["class"] | _scope(mention, "", lexicon)["class"],
        things=scope["thing"],
        reach=scope["reach"],
        total=bool(scope["total"]),
        part=bool(scope["part"]),
        subunit=bool(_SUBUNIT.search(mention) or _SUBUNIT.search(before[-12:])),
        limit=_limit(after, {mention, subject, fold(claim.subject or "")}, parties),
        one=bool(_ONE.fullmatch(plain(claim.number.text)) or _ECHO.search(before)),
    )


def _limit(after: str, names: set[str], parties: Parties) -> str:
    """The words between a figure and its noun that narrow it: 保护团长 in 三名保护团长的官兵; not the subject's own name."""
    match = _NARROWED.match(after)
    if not match:
        return ""
    words = match.group(1)
    for name in sorted(filter(None, names), key=len, reverse=True):
        words = words.replace(name, "")
    return "" if len(words) < 2 or words in _ENEMY or parties.side(words) else words


def plain(quote: str) -> str:
    """A quote without its markup, folded: what a reader sees."""
    return fold(_MARKUP.sub("", quote))


def clause(claim: Claim) -> tuple[str, str]:
    """Return the folded words before and after the figure, up to the clause's ends."""
    quote, number = plain(claim.quote), plain(claim.number.text)
    at = claim.number.start - claim.start
    guess = len(plain(claim.quote[:at])) if 0 <= at <= len(claim.quote) else 0
    start = quote.find(number, max(guess - 2, 0))
    if start < 0:
        start = quote.find(number)
    if start < 0:
        return quote, ""
    before, after = quote[:start], quote[start + len(number) :]
    cuts = [m.end() for m in _CUT.finditer(before)]
    stop = _CUT.search(after)
    return before[cuts[-1] :] if cuts else before, after[: stop.start()] if stop else after


def _scope(before: str, after: str, lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Scope codes by kind, anywhere in the figure's clause; the counted noun close to the figure, after it first."""
    pattern, words = _scope_words(lexicon)
    found: dict[str, set[str]] = {k: set() for k in ("cause", "change", "class", "thing", "reach", "total", "part")}
    for match in pattern.finditer(after):
        kind, code = words[match.group()]
        if (kind in _NOUNS and match.start() <= _NEAR and not found[kind]) or kind in ("cause", "total"):
            found[kind].add(code)
    named = {kind for kind in _NOUNS if found[kind]}
    for match in pattern.finditer(before):
        kind, code = words[match.group()]
        if kind in found and (kind not in _NOUNS or (kind not in named and match.end() >= len(before) - _NEAR)):
            found[kind].add(code)
    return {kind: frozenset(codes) for kind, codes in found.items()}


def _subject(claim: Claim, parties: Parties) -> tuple[str, bool]:
    """The party whose people or things are counted; "" for nobody's in particular (平民, 乘客, 死者)."""
    name = parties.name(claim.subject)
    if name is None or name in _PEOPLE:
        return "", True
    return name, False


def days(edtf: str | None) -> tuple[int, int] | None:
    """First and last day of an EDTF as ordinals; an open start stands at its end (a count "up to" a day)."""
    known = bounds(edtf)
    if known is None or (known.first is None and known.last is None):
        return None
    first, last = known.first or known.last, known.last or known.first
    assert first is not None
    assert last is not None
    return _ordinal(first), _ordinal(last)


def _ordinal(day: date) -> int:
    return day.toordinal()


def sudden(event: str | None) -> bool:
    """Whether a happening is over in a day or so, by its name, so that its toll is one question whenever told."""
    return bool(event and _SUDDEN.search(event))


def derived(parts: Sequence[Frame]) -> Frame:
    """Killed and wounded told together, added up: a casualties figure of the same speaker."""
    first = parts[0]
    lows, highs = [p.figure.low for p in parts], [p.figure.high for p in parts]
    low = sum(x for x in lows if x is not None) if None not in lows else None
    high = sum(x for x in highs if x is not None) if None not in highs else None
    text = PLUS.join(p.figure.text for p in parts)
    total = Figure(low, high, any(p.figure.approx for p in parts), text)
    claims = tuple(claim for part in parts for claim in part.claims)
    empty: frozenset[str] = frozenset()
    return Frame(
        claims, "casualties", first.unit, total, first.subject, first.people, first.event, first.days, first.loose,
        first.place, empty, empty, first.classes, first.things, first.reach, False, False, first.subunit,
    )  # fmt: skip
