"""What the words around a figure say of its scope: the counted noun, causes, parts, rates, stages."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from kaoyi.lexicon import Lexicon
from kaoyi.model import Claim, Frozen
from kaoyi.text import fold

_MARKUP: Final = re.compile(r"\]\([^)\s]*(?:\s+\"[^\"]*\")?\)|<[^>]*>|\\\[[0-9]+\\\]|[\[\]*`]|-\{|\}-")
_CUT: Final = re.compile(r"[，,；;。：:！!？?（）()“”「」\n]")
_KINDS: Final = ("cause", "change", "class", "thing", "reach", "total", "part", "activity", "disaster")
_NOTHING: dict[str, frozenset[str]] = dict.fromkeys(_KINDS, frozenset())
_NOUNS: Final = ("class", "thing")
_AFTER: Final = ("cause", "total", "disaster", "activity")  # kinds that count wherever they stand after the figure
_NEAR: Final = 9  # characters before and after a figure in which the counted noun stands
_SUBUNIT: Final = re.compile(r"[0-9一二三四五六七八九十两几数]+个?(?:集团军|军|师|旅|团|营|连|排)|一部|部分|各部")
_NARROWED: Final = re.compile(r"([^的死伤亡失踪和及与、0-9]{2,12})的[^总确]")
_PART_OF_THEM: Final = re.compile(r"(?:包括|包含)(?:有|了)?$")
_GAP: Final = re.compile(r"[\u4e00-\u9fff] ")  # a headline's pause before the figure
_ONE: Final = re.compile(r"[一1] ?(?:[名个位具例员]|个?人)")
_ECHO: Final = re.compile(r"(?:这|该|那|[他她它]们|上述|前述|除了?|这批|该批|[上下前后]述)[的]?$")
ENEMY: Final = ("敌人", "敌军", "敌方", "对方", "我军", "我方", "双方", "己方")
_DAYS: Final = re.compile(r"[0-9两三四五六七八九十]+(?:天|日内|个月|年来|周)|近[0-9]+日")
_MODEL: Final = re.compile(
    r"[A-Z]{1,4}[- ]?[0-9]{1,4}[A-Z]?|(?:米格|歼|轰|运|苏|伊尔|图|幻影|直|强|歼击|空警|拉)-?[0-9]{1,3}"
)


class Scope(Frozen, frozen=True):
    """Codes of scope_words.csv found in a figure's clause.

    limit: words between the figure and its noun that narrow it (保护团长 in 三名保护团长的官兵)
    one: a person met in the story (一名女子) or a group already told of (这三人), not a count
    subunit: some units of the subject only (志愿军3个团); models: types of aircraft, guns
    activity: what people took part in; disaster: what sort of thing the clause says happened
    """

    causes: frozenset[str]
    changes: frozenset[str]
    classes: frozenset[str]
    things: frozenset[str]
    models: frozenset[str]
    reach: frozenset[str]
    total: bool
    part: bool
    subunit: bool
    limit: str
    one: bool
    activity: frozenset[str]
    disaster: frozenset[str]


Word = tuple[str, str, str]
"""Its form, kind and code."""


@lru_cache(maxsize=8)
def _scope_words(lexicon: Lexicon) -> dict[str, tuple[str, str]]:
    words: dict[str, tuple[str, str]] = {}
    for row in lexicon.table("scope_words.csv"):
        words.setdefault(fold(row["form"]), (row["kind"], row["code"]))
    return words


@lru_cache(maxsize=8)
def _by_first(lexicon: Lexicon) -> dict[str, list[Word]]:
    """The words by their first character, the longest first."""
    found: dict[str, list[Word]] = {}
    words = _scope_words(lexicon)
    for form in sorted(words, key=len, reverse=True):
        found.setdefault(form[:1], []).append((form, *words[form]))
    return found


def _standing(text: str, known: dict[str, list[Word]]) -> list[tuple[int, Word]]:
    """Where words stand in a text, the longest at each place, none within another."""
    found: list[tuple[int, Word]] = []
    at = 0
    while at < len(text):
        length = 1
        words = known.get(text[at])
        if words is not None:
            for word in words:
                form = word[0]
                if text.startswith(form, at) and not (form.endswith("官") and text.startswith("兵", at + len(form))):
                    found.append((at, word))  # 志愿军官兵 are officers and men, not 军官
                    length = len(form)
                    break
        at += length
    return found


def noun(classes: frozenset[str], lexicon: Lexicon) -> str:
    """The plainest word for the sort of people counted (飞行员), "" for none or for several."""
    named = [form for form, (kind, code) in _scope_words(lexicon).items() if kind == "class" and {code} == classes]
    return named[0] if named else ""


def stands_for_people(name: str, lexicon: Lexicon) -> bool:
    """Whether a subject's name is only a sort of people (平民, 乘客), nobody's in particular."""
    known = _scope_words(lexicon).get(name)
    return known is not None and known[0] == "class"


def scope(claim: Claim, names: set[str], lexicon: Lexicon) -> Scope:
    """Return what the clause of a figure says of its scope; ``names`` are the subject's own, which narrow nothing."""
    before, after = clause(claim)
    mention = fold(claim.subject_mention.text) if claim.subject_mention else ""
    found = codes(before, after, lexicon)
    person = claim.unit == "person"
    classes = (found["class"] or codes(mention, "", lexicon)["class"]) if person else frozenset[str]()
    spread_over = frozenset({"days"}) if _DAYS.search(before) else frozenset[str]()
    return Scope(
        causes=found["cause"],
        changes=found["change"] | spread_over | codes(plain(claim.number.text), "", lexicon)["change"],
        classes=classes,
        things=frozenset[str]() if person else found["thing"],
        models=frozenset[str]() if person else frozenset(m.replace(" ", "") for m in _MODEL.findall(before + after)),
        reach=found["reach"],
        total=bool(found["total"]),
        part=bool(found["part"]),
        subunit=bool(_SUBUNIT.search(mention) or _SUBUNIT.search(before[-12:])),
        limit=_limit(after, names | {mention}),
        one=_not_a_count(claim, before, after),
        activity=found["activity"],
        disaster=found["disaster"],
    )


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


def codes(before: str, after: str, lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Codes by kind, anywhere in the figure's clause; the counted noun close to the figure, after it first."""
    known = _by_first(lexicon)
    following, leading = _standing(after, known), _standing(before, known)
    if not following and not leading:
        return _NOTHING
    found: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    for start, (_, kind, code) in following:
        if (kind in _NOUNS and start <= _NEAR and not found[kind]) or kind in _AFTER:
            found[kind].add(code)
    named = {kind for kind in _NOUNS if found[kind]}
    for start, (form, kind, code) in leading:
        end = start + len(form)
        beside = end >= len(before) - _NEAR and not _GAP.search(before[end:])
        if kind in found and (kind not in _NOUNS or (kind not in named and beside)):
            found[kind].add(code)
    return {kind: frozenset(known) for kind, known in found.items()}


def _not_a_count(claim: Claim, before: str, after: str) -> bool:
    """一名女子, 这三人, 伤者包括2名: someone met in the story, or some of them. But 一人死亡 begins a toll when its clause is no more."""
    toll = before == "" and after[:1] in ("死", "遇", "丧", "身")
    return bool(
        (_ONE.fullmatch(plain(claim.number.text)) and not toll) or _ECHO.search(before) or _PART_OF_THEM.search(before)
    )


def _limit(after: str, names: set[str]) -> str:
    match = _NARROWED.match(after)
    if not match:
        return ""
    words = match.group(1)
    for name in sorted(filter(None, names), key=len, reverse=True):
        words = words.replace(name, "")
    return "" if len(words) < 2 or words in ENEMY else words
