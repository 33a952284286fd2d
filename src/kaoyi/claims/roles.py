"""Whose people or things a figure counts, and who did it.

Rules are tried in order and the first that answers wins; none answering leaves null.
"""

from __future__ import annotations

from typing import Final

from kaoyi.claims import beside, far, near, regions
from kaoyi.claims.agents import agent_of
from kaoyi.claims.options import Reading
from kaoyi.claims.scene import NOBODY, Role, Rule, Scene, Told, Topic

__all__ = ["NOBODY", "Role", "Scene", "Told", "Topic", "tell"]

_SUBJECT: tuple[Rule, ...] = (
    beside.type_before,
    beside.army_behind,
    beside.rescuers,
    beside.enumerated,
    beside.owner_right_before,
    beside.predicated,
    beside.noun_beside,
    near.who_does_it,
    near.object_of_verb,
    regions.item,
    near.listed,
    near.oneself,
    near.after_word,
    near.before_in_clause,
    near.labelled,
    regions.region,
    near.own_noun,
    far.set_forth,
    far.its_own,
    far.same_number,
    regions.where_caused,
    far.carried,
    regions.place_of_cases,
    far.flyers,
    far.target,
    far.earlier_in_sentence,
    far.opponent,
    far.the_speaker,
    far.paragraph,
    far.crowd,
    far.marchers,
    regions.place_of_victims,
    regions.place_around,
    far.leader,
    far.main_force,
    far.things_themselves,
)


_FROM_AFAR: Final = frozenset((far.carried, far.earlier_in_sentence, far.paragraph, near.own_noun))


def tell(scene: Scene, reading: Reading) -> Told:
    """Return a reading with its subject and agent."""
    agent = agent_of(scene, reading) or NOBODY
    for rule in _SUBJECT:
        role = rule(scene, reading)
        if role is not None and rule in _FROM_AFAR and reading.passive and role.name and role.name == agent.name:
            continue  # 军队进村，300人被军队杀害: who does it, told before, is not who suffers
        if role is not None:
            return Told(reading, role, agent if agent.name != role.name else NOBODY)
    return Told(reading, NOBODY, agent)
