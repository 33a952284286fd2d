"""据悉, 据统计: a cue that names nobody, where the document itself speaks or somebody goes on."""

from __future__ import annotations

from msgspec import structs

from kaoyi.mentions.voices_extent import Source
from kaoyi.mentions.voices_persons import person_after_title
from kaoyi.mentions.voices_phrase import source_at
from kaoyi.mentions.voices_scene import skip_light
from kaoyi.mentions.voices_speaker import voice_of
from kaoyi.mentions.voices_state import Hearing, Stretch, Voice
from kaoyi.mentions.voices_words import Cue


def bare(hearing: Hearing, cue: Cue, end: int, modality: str) -> None:
    """Read 据悉, 据统计 without a name: the document's own voice, or, inside somebody's words, still theirs."""
    speaking = hearing.speaking
    if speaking is not None and hearing.inside_speech(cue.start):
        return
    topic = _clause_alone_before(hearing, cue) if speaking is None else None
    if topic is not None:  # 教授某某，按模型推算，…
        hearing.open(structs.replace(voice_of(hearing, topic, cue, cue), modality=modality), (cue, cue), cue.start, end)
        return
    own = hearing.own
    voice = Voice(own.chain, None, modality, own.said_on, {"speaker": f"cues.csv {cue.form}"}, cue.start, cue.end)
    if speaking is not None:
        reported = speaking.kind == "person" and "narrating" not in cue.traits
        if reported or not hearing.opens_sentence(cue.start):
            voice = structs.replace(speaking, modality=modality)
        else:
            hearing.voice = hearing.base
    hearing.stretches.append(Stretch(cue.start, hearing.reach(cue.end, cue.start, end), voice))


def _clause_alone_before(hearing: Hearing, cue: Cue) -> Source | None:
    """The person that is the whole clause before a cue."""
    at = cue.start - 1
    if at <= hearing.start or hearing.text[at] not in "，,":
        return None
    begin = skip_light(hearing.scene, hearing.clause_start(at, hearing.start), at)
    source = source_at(hearing.scene, begin, at) if at > begin else None
    source = source or (person_after_title(hearing.scene, begin, at) if at > begin else None)
    return source if source is not None and source.start == begin and source.kind == "person" else None
