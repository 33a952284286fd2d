"""The question a claim answers: what is counted, of whom, in what, when, and within which scope."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec.structs import replace

from kaoyi.disputes.compare import PLUS, Figure, figure
from kaoyi.disputes.parties import Parties
from kaoyi.disputes.scope import ENEMY, Scope, codes, plain, scope, stands_for_people
from kaoyi.lexicon import Lexicon
from kaoyi.mentions.edtf import bounds
from kaoyi.model import Claim, Frozen
from kaoyi.text import fold

HARM: Final = ("killed", "wounded", "casualties", "losses", "missing", "captured")
STOCK: Final = ("strength", "equipment_strength")
_ARMS: Final = ("aircraft", "ship", "sortie", "missile", "tank", "gun")
_PEOPLE: Final = (
    "死者", "遇难者", "伤者", "受害者", "死难者", "罹难者", "遇害者", "市民", "居民", "村民", "群众", "民众", "人们",
    "观众", "人员", "人群", "人", "死伤者", "伤员", "遗体", "尸体", "灾民", "旅客", "乘客", "患者", "病人", "病患",
)  # fmt: skip
_SUDDEN: Final = re.compile(
    r"地震|海啸|枪击|爆炸|爆破|空难|坠机|坠毁|车祸|相撞|翻车|事故|火灾|大火|失火|沉船|沉没|翻沉|恐袭|袭击|遇袭|空袭|轰炸|刺杀|暗杀|劫机|踩踏"
    r"|泥石流|山泥|塌|雪崩|洪水|龙卷风|台风|飓风|风灾|惨案|血案|屠杀|斩人|砍人|投毒|纵火"
)
_SORT_NAMES: Final = {
    "attack": "袭击", "quake": "地震", "slide": "泥石流", "flood": "洪水", "storm": "台风", "crash": "坠机", "traffic": "车祸",
    "fire": "火灾", "sinking": "沉船", "massacre": "屠杀", "crush": "踩踏",
}  # fmt: skip
_SORTS: Final = (
    ("枪击", "袭击"), ("袭", "袭击"), ("爆炸", "袭击"), ("地震", "地震"), ("海啸", "地震"), ("泥石流", "泥石流"), ("山泥", "泥石流"),
    ("台风", "台风"), ("飓风", "台风"), ("空难", "坠机"), ("坠机", "坠机"), ("车祸", "车祸"), ("大火", "火灾"), ("火灾", "火灾"),
    ("沉船", "沉船"), ("屠杀", "屠杀"), ("踩踏", "踩踏"),
)  # fmt: skip
_WAR: Final = re.compile(
    r"战争|之战|战役|会战|作战|行动|战斗|攻势|内战|抗战|登陆|保卫战|反击|起义|冲突|围城|海战|空战|事变|援朝|战$"
)
_INCIDENT: Final = re.compile(r"事件|惨案|血案|大?屠杀|暴动|事变|之乱")
_YEAR: Final = 366
_SHARED: Final = 3  # figures of a document that speak of a war for it to be what the document is about
_OFFICE: Final = re.compile(
    r"(?:政府|当局|国防部|外交部|总统府|法院|委员会|发言人|[通讯]社|日报|时报|电视台|电台|媒体|传媒|官媒)$"
)


class Frame(Frozen, frozen=True):
    """A figure with the question it answers.

    claims: the claim, or the claims a derived figure adds up
    subject: folded canonical name of the party whose people or things are counted; "" for nobody's in particular
    days: first and last day as ordinals; loose: known only to the month or the year
    """

    claims: tuple[Claim, ...]
    measure: str
    unit: str
    figure: Figure
    subject: str
    event: str | None
    days: tuple[int, int] | None
    loose: bool
    place: str | None
    scope: Scope

    @property
    def claim(self) -> Claim:
        """The claim, or the first one of a derived figure."""
        return self.claims[0]


def frame(claim: Claim, parties: Parties, lexicon: Lexicon) -> Frame:
    """Return the question a claim answers. Pure."""
    subject, named = _subject(claim, parties, lexicon)
    around = scope(claim, {subject, fold(claim.subject or "")}, lexicon)
    if named and not around.classes and claim.unit == "person":
        around = replace(around, classes=named)
    event = parties.event(claim.event)
    if around.disaster and event and _contradicts(around.disaster, event, lexicon):
        event = None
    when, loose = _when(claim, event, parties)
    if event and when and _long_after(when, event, parties):
        event = None
    return Frame(
        claims=(claim,),
        measure=_measure(claim, around),
        unit=claim.unit,
        figure=figure(claim.value, claim.number.text),
        subject=subject,
        event=event,
        days=when,
        loose=loose,
        place=fold(claim.place) if claim.place else None,
        scope=around,
    )


def _contradicts(disaster: frozenset[str], event: str, lexicon: Lexicon) -> bool:
    """Whether the clause speaks of an attack and the event is a landslide: then it is not of that event."""
    named = codes(event, "", lexicon)["disaster"]
    return bool(named) and not named & disaster


def _measure(claim: Claim, around: Scope) -> str:
    """Pilots, crews lost: 损失126名飞行员 answers how many of them died."""
    return "killed" if claim.measure == "losses" and around.classes & {"pilot", "crew"} else claim.measure


def _subject(claim: Claim, parties: Parties, lexicon: Lexicon) -> tuple[str, frozenset[str]]:
    """The party, or "" and the sort of people the name means (平民, 乘客, 死者)."""
    name = parties.name(claim.subject)
    if name is None or name in _PEOPLE:
        return "", frozenset()
    kind = parties.kind(name)
    if (
        (kind in ("institution", "outlet", "agency", "work") or _OFFICE.search(name))
        and claim.unit == "person"
        and claim.measure in HARM
    ):
        return "", frozenset()  # an office has no dead; its name was taken for the subject
    if claim.unit in _ARMS:
        return parties.service(name), frozenset()
    if kind not in ("", "group"):
        return name, frozenset()
    return ("", codes(name, "", lexicon)["class"]) if stands_for_people(name, lexicon) else (name, frozenset())


def _when(claim: Claim, event: str | None, parties: Parties) -> tuple[tuple[int, int] | None, bool]:
    """The days a figure is of. A day outside the event's own years is not of the event, but of its telling."""
    known, text = days(claim.time), claim.time or ""
    if len(text) <= 7 and event and any(name in plain(claim.quote) for name in parties.called.get(event, ())):
        return None, False  # 因抗美援朝而逝世: of the whole of it, whatever year was told of last
    whole = bounds(parties.event_times(event))
    before = whole and whole.first and known and known[1] < whole.first.toordinal()
    after = whole and whole.last and known and known[0] > whole.last.toordinal()
    if (before or after) and len(text) <= 7:
        return None, False
    return known, bool(text) and "/" not in text and len(text) <= 7


def _long_after(when: tuple[int, int], event: str, parties: Parties) -> bool:
    """Whether a day told in full is years away from the event it was put to."""
    whole = bounds(parties.event_times(event))
    if whole is None:
        return False
    before = whole.first is not None and when[1] < whole.first.toordinal() - _YEAR
    return before or (whole.last is not None and when[0] > whole.last.toordinal() + _YEAR)


def days(edtf: str | None) -> tuple[int, int] | None:
    """First and last day of an EDTF as ordinals; an open start stands at its end (a count "up to" a day)."""
    known = bounds(edtf)
    if known is None:
        return None
    first, last = known.first or known.last, known.last or known.first
    return (first.toordinal(), last.toordinal()) if first and last else None


def sudden(event: str | None) -> bool:
    """Whether a happening is over in a day or so, by its name, so that its toll is one question whenever told."""
    return bool(event and _SUDDEN.search(event))


def complete(frames: Sequence[Frame], parties: Parties, title: str, sorts: frozenset[str]) -> list[Frame]:
    """Figures of one document with what the document tells once for all: its one event, its one place, of a day.

    And without what it does not bear out: a long war or movement that neither the figure's own words
    name nor several figures of the document share. ``sorts``: of disaster its folded title names.
    """
    shared = Counter(one.event for one in frames)
    frames = [_enemy(one, frames, parties) for one in frames]
    held = [one if _borne_out(one, title, shared, parties) else replace(one, event=None) for one in frames]
    events = {one.event for one in held if one.event}
    places = {one.place for one in held if one.place}
    spans = [one.days for one in held if one.event and one.days]
    event = next(iter(events)) if len(events) == 1 else None
    place = next(iter(places)) if len(places) == 1 else None
    filled = [
        replace(
            one,
            event=event if one.event is None and sudden(event) and _beside(one, spans) else one.event,
            place=one.place or place,
            subject="" if one.subject and sudden(one.event) and str(one.event).startswith(one.subject) else one.subject,
        )
        for one in held
    ]
    sorts |= {sort for one in filled if one.measure in HARM for sort in one.scope.disaster}
    return [replace(one, event=_where_and_what(one, sorts)) for one in filled]


def _enemy(one: Frame, frames: Sequence[Frame], parties: Parties) -> Frame:
    """敌人 is the other force the document mostly counts in that fight, when the speaker's own side is known."""
    mention = one.claim.subject_mention
    own = parties.side(one.claim.speaker)
    if one.subject or own is None or mention is None or fold(mention.text) not in ENEMY:
        return one
    forces = Counter(
        x.subject
        for x in frames
        if x.event == one.event
        and parties.kind(x.subject) in ("army", "state", "bloc")
        and parties.side(x.subject) not in (None, own)
    ).most_common(2)
    sure = forces and (len(forces) == 1 or forces[0][1] >= forces[1][1] * 2)
    return replace(one, subject=forces[0][0]) if sure else one


def _named(event: str) -> str | None:
    """拉斯维加斯枪击案: the place and sort in a happening's name, as they are put together for one without a name."""
    found = min(((event.find(form), form, sort) for form, sort in _SORTS if event.find(form) >= 2), default=None)
    if found is None or len(event) - found[0] - len(found[1]) > 3:
        return None
    return f"{event[: found[0]]}·{found[2]}"


def _where_and_what(one: Frame, sorts: frozenset[str]) -> str | None:
    """An event that documents name differently or not at all, by its place and sort: 拉斯维加斯 and a shooting."""
    if one.measure not in HARM or one.subject:
        return one.event
    if one.event and (named := _named(one.event)):
        return named
    if one.place is None:
        return one.event
    alone = next(iter(sorts)) if len(sorts) == 1 else None
    return f"{one.place}·{_SORT_NAMES.get(alone, alone)}" if one.event is None and alone else one.event


def _borne_out(one: Frame, title: str, shared: Mapping[str | None, int], parties: Parties) -> bool:
    if one.event is None or sudden(one.event):
        return True
    words = title + "\n" + plain(one.claim.quote)
    if any(name in words for name in parties.called.get(one.event, (one.event,))):
        return True
    if incident(one.event):
        return shared[one.event] >= _SHARED or _INCIDENT.sub("", one.event) in words
    return bool(_WAR.search(one.event)) and shared[one.event] >= _SHARED and bool(one.subject)


def incident(event: str | None) -> bool:
    """Whether a happening's victims are one group even when the text does not say whose people they are."""
    return sudden(event) or bool(event and _INCIDENT.search(event))


def _beside(one: Frame, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a toll without an event is of the days of the document's event."""
    days = one.days
    return one.measure in HARM and (days is None or any(a <= days[1] and days[0] <= b for a, b in spans))


def derived(parts: Sequence[Frame]) -> Frame:
    """Killed and wounded told together, added up: a casualties figure of the same speaker."""
    first = parts[0]
    lows, highs = [p.figure.low for p in parts], [p.figure.high for p in parts]
    low = sum(x for x in lows if x is not None) if None not in lows else None
    high = sum(x for x in highs if x is not None) if None not in highs else None
    text = PLUS.join(p.figure.text for p in parts)
    total = Figure(low, high, any(p.figure.approx for p in parts), text)
    claims = tuple(claim for part in parts for claim in part.claims)
    around = replace(first.scope, causes=frozenset(), changes=frozenset(), total=False, part=False, limit="")
    return replace(first, claims=claims, measure="casualties", figure=total, scope=around)
