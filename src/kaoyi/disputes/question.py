"""A dispute's question in words, and how much it deserves a reader's attention."""

from __future__ import annotations

from math import log2
from typing import Final

from kaoyi.model import Dispute

_THINGS: Final = {
    "person": ("人", "people"),
    "aircraft": ("架飞机", "aircraft"),
    "tank": ("辆坦克", "tanks"),
    "vehicle": ("辆车", "vehicles"),
    "ship": ("艘船", "ships"),
    "gun": ("门炮", "guns"),
    "small_arm": ("支枪", "small arms"),
    "round": ("发弹", "rounds"),
    "bomb": ("枚炸弹", "bombs"),
    "missile": ("枚导弹", "missiles"),
    "sortie": ("架次", "sorties"),
    "km2": ("平方公里", "square kilometres"),
    "km": ("公里", "kilometres"),
    "incident": ("次", "incidents"),
    "vote": ("票", "votes"),
    "building": ("座建筑", "buildings"),
    "item": ("件", "items"),
}
# measure: Chinese verb before 多少, and English with {things}, {subject}
_VERBS: Final = {
    "killed": ("死亡", "How many {things}{of} died"),
    "wounded": ("受伤", "How many {things}{of} were wounded"),
    "casualties": ("死伤", "How many casualties{had}"),
    "losses": ("损失", "How many {things}{of} were lost"),
    "missing": ("失踪", "How many {things}{of} went missing"),
    "captured": ("被俘", "How many {things}{of} were captured"),
    "surrendered": ("投降", "How many {things}{of} surrendered"),
    "arrested": ("被捕", "How many {things}{of} were arrested"),
    "repatriated": ("遣返", "How many {things}{of} were repatriated"),
    "evacuated": ("撤离", "How many {things}{of} were evacuated"),
    "infected": ("感染", "How many {things}{of} were infected"),
    "participants": ("参加", "How many {things}{of} took part"),
    "strength": ("有兵力", "How strong was the force{of}"),
    "equipment_strength": ("有", "How many {things}{of} were fielded"),
    "destroyed": ("损毁", "How many {things}{of} were destroyed"),
    "damaged": ("损坏", "How many {things}{of} were damaged"),
    "seized": ("被缴获", "How many {things}{of} were seized"),
    "sorties": ("出动", "How many sorties{of} were flown"),
    "fired": ("发射", "How many {things}{of} were fired"),
    "area": ("涉及", "How much ground{of} was it"),
    "incidents": ("发生", "How many incidents{of} were there"),
    "votes_for": ("赞成", "How many votes were for"),
    "votes_against": ("反对", "How many votes were against"),
    "votes_abstained": ("弃权", "How many abstained"),
}
_CONSEQUENCE: Final = (
    "killed",
    "wounded",
    "casualties",
    "losses",
    "missing",
    "captured",
    "destroyed",
    "damaged",
    "seized",
)


def question(measure: str, unit: str, subject: str | None, event: str | None) -> tuple[str, str]:
    """Return what is asked, in Chinese and in English.

    >>> question("killed", "person", "志愿军", "朝鲜战争")
    ('志愿军在朝鲜战争中死亡多少人？', 'How many people of 志愿军 died in 朝鲜战争?')
    """
    if measure in ("date", "place"):
        return _of_happening(measure, event or subject or "")
    thing, things = _THINGS.get(unit, ("", "things"))
    verb, asked = _VERBS.get(measure, (measure, f"How many {{things}}{{of}} ({measure})"))
    where = f"在{event}中" if event and subject else (f"{event}中" if event else "")
    chinese = f"{subject or ''}{where}{verb}多少{thing}？"
    of = f" of {subject}" if subject else ""
    english = asked.format(things=things, of=of, had=f" did {subject} have" if subject else " were there")
    return chinese, f"{english}{f' in {event}' if event else ''}?"


def _of_happening(measure: str, name: str) -> tuple[str, str]:
    if measure == "date":
        return f"{name}发生在什么时候？", f"When did {name} happen?"
    return f"{name}发生在什么地方？", f"Where did {name} happen?"


def attention(dispute: Dispute) -> float:
    """How much a dispute deserves a look: more for many independent voices, a wide spread, and slips."""
    voices = len({voice for row in dispute.rows for voice in row.voices})
    width = log2(dispute.spread) if dispute.spread and dispute.spread > 1 else 0.0
    slip = {"slip": 4.0, "side": 1.0, "open": 0.5}.get(dispute.kind, 0.0)
    known = (dispute.event is not None) + (dispute.subject is not None)
    return round(min(voices, 12) + min(width, 8.0) + slip + known, 4)
