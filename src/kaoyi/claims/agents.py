"""Who did it: before an active verb, after 被, before 造成."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.claims import actors
from kaoyi.claims.options import Reading
from kaoyi.claims.scene import CAUSES, Role, Scene, is_active, role_of, root_of, voice_of

_MISHAP: Final = re.compile(
    "事故|地震|强震|灾|踩踏|人踩人|大火|火警|爆炸|车祸|空难|坠机|沉船|台风|飓风|暴雨|洪水|海啸|惨剧|意外|疫情|战事|内战|冲突|骚乱|热浪|寒流|雪崩|山火|塌|枪击案|爆炸案|惨案|命案|案件"
)


def agent_of(scene: Scene, reading: Reading) -> Role | None:
    """Return who did it: before an active verb, after 被, before 造成."""
    root = root_of(reading)
    trigger = root.trigger
    if trigger is None:
        return None
    start, _ = scene.sentence.clause(trigger.start)
    if voice_of(root) == "bare" and root.measure in ("captured", "surrendered") and scene.told:
        return scene.told[-1].agent if scene.told[-1].agent.rule else None
    if root.passive:
        marked = re.search(r"[被遭由][^，。；]*$", scene.sentence.text[start : trigger.start])
        inside = scene.within(start + marked.start(), trigger.start) if marked else []
        return role_of(scene, inside[0], "actor after 被") if inside else None
    caused = CAUSES.search(scene.sentence.text, start, reading.figure.start)
    if not is_active(root) and not caused:
        return None
    end = caused.start() if caused and not is_active(root) else trigger.start
    doers = [
        a
        for a in scene.within(start, end)
        if not actors.governed(scene.sentence, a) and not actors.speaks(scene.sentence, a)
    ]
    doers = [a for a in doers if a.kind not in ("place", "weak")]
    if caused:  # 韩国踩踏事故造成: where it happened, not who did it
        doers = [
            a for a in doers if a.kind != "state" or not _MISHAP.search(scene.sentence.text, a.end, caused.start())
        ]
    if doers:
        return role_of(scene, doers[-1], "actor before the verb")
    return _agent_before(scene, reading, start) if is_active(root) else None


def _agent_before(scene: Scene, reading: Reading, start: int) -> Role | None:
    """叛军打死14人，打伤20人: a verb without its own doer shares the doer of the verb told before in the sentence."""
    before = scene.told[-1] if scene.told else None
    if before is None or not before.agent.rule or not is_active(root_of(before.reading)):
        return None
    between = scene.sentence.text[before.reading.figure.end : start]
    if re.search("[。；：]", between) or len(between) > 24:
        return None
    return Role(before.agent.name, before.agent.start, before.agent.end, "doer shared with the verb before")
