"""From the words that name a source to a voice: its chain, date and firmness, and whom a pronoun means."""

from __future__ import annotations

import re
from typing import Final

from msgspec import structs

from kaoyi.mentions.voices_extent import Source
from kaoyi.mentions.voices_persons import person_after_title
from kaoyi.mentions.voices_state import CLAUSE, Hearing, Voice, cue_phrase
from kaoyi.mentions.voices_words import Cue
from kaoyi.model import Attribution
from kaoyi.offsets import first_from

_PASSAGE: Final = 300  # characters back a pronoun may reach inside a block
_UNTIL: Final = re.compile(r"截至|截止|至|到(?!了)|自|从")


def voice_of(hearing: Hearing, source: Source, cue: Cue, last: Cue) -> Voice:
    """Return the voice of a source whose words cue (to last) introduces."""
    if source.refers:
        return _pronoun(hearing, source, cue, last)
    said_on = source.said.edtf if source.said is not None else None
    said_on = said_on or _date_before(hearing, source, last)
    words = hearing.words(source.start, source.end)
    link = Attribution(source.name or words, words, cue_phrase(hearing, cue, last))
    rules = {
        "speaker": source.rule,
        "modality": f"cues.csv {last.form}",
        "said_on": "date of the saying" if said_on else "date of the document",
    }
    return Voice(
        (link, *_around(hearing, source), *hearing.own.chain),
        source.name,
        firmness(cue, last),
        said_on or hearing.own.said_on,
        rules,
        source.start,
        max(last.end, source.end),
        source.kind,
    )


def nobody(hearing: Hearing, cue: Cue, rule: str) -> Voice:
    """Return the voice of somebody the text does not let us name."""
    own = hearing.own
    return Voice(own.chain, None, cue.modality, own.said_on, {"speaker": rule}, cue.start, cue.end)


def again(voice: Voice, cue: Cue, last: Cue) -> Voice:
    """Return a voice that goes on speaking, now as firmly as new cues say."""
    return structs.replace(voice, modality=firmness(cue, last))


def firmness(cue: Cue, last: Cue) -> str:
    """Return the modality of cues that stand together."""
    return last.modality if cue.modality == "asserted" else cue.modality


def _pronoun(hearing: Hearing, source: Source, cue: Cue, last: Cue) -> Voice:
    meant = _meant(hearing, source)
    if source.name and (meant is None or source.name not in (meant.chain[0].mention or "" if meant.chain else "")):
        return voice_of(hearing, structs.replace(source, refers=""), cue, last)  # 这位女士: nobody named as such before
    if meant is None:
        return nobody(hearing, cue, "pronoun not resolved")
    rules = {"speaker": f"pronoun {hearing.words(source.start, source.end)}", "modality": f"cues.csv {last.form}"}
    return structs.replace(
        meant, modality=firmness(cue, last), rules=rules, start=source.start, end=max(cue.end, source.end)
    )


def _meant(hearing: Hearing, source: Source) -> Voice | None:
    """Whom a pronoun or 该X means: the last to speak, or a person named since then in the block."""
    meant = hearing.memory.meant_by(source.refers)
    if source.refers != "person":
        return meant
    since = max(hearing.start, meant.end if meant is not None else 0, source.start - _PASSAGE)
    person = _person_named(hearing, since, source.start)
    if person is None:
        return meant
    words = hearing.words(person.start, person.end)
    own = hearing.own
    chain = (Attribution(person.name or words, words, None), *own.chain)
    return Voice(chain, person.name, "asserted", own.said_on, {}, person.start, person.end, "person")


def _person_named(hearing: Hearing, start: int, end: int) -> Source | None:
    """The last person named in text[start:end], by a name or, at the end of a clause, after a title."""
    scene = hearing.scene
    index = first_from(scene.name_starts, end) - 1
    while index >= 0 and scene.name_starts[index] >= start:
        name = scene.names[index]
        if name.kind == "person" and not hearing.is_told(name.start):
            return Source(name.start, name.end, name.name, "person", f"name {name.rule}")
        index -= 1
    for match in CLAUSE.finditer(hearing.text, start, end):
        left = hearing.clause_start(match.start(), start)
        person = person_after_title(scene, left, match.start()) if match.start() - left > 3 else None
        if person is not None:
            return person
    return None


def _date_before(hearing: Hearing, source: Source, last: Cue) -> str | None:
    """A date right before the speaker, at the clause's start, dates the saying."""
    if len(last.form) == 1 or "report" in last.kinds:
        return None
    position = source.start
    while position > hearing.start and hearing.text[position - 1] in "，, ":
        position -= 1
    time = hearing.scene.time_ends.get(position)
    if time is None or not time.edtf or _UNTIL.search(hearing.text, max(time.start - 3, 0), time.start + 2):
        return None
    hearing.dated.append((time.start, time.end))
    return time.edtf


def _around(hearing: Hearing, source: Source) -> tuple[Attribution, ...]:
    """Who tells of the source's words: a medium just named, or the speaker of the quotation they stand in."""
    around = hearing.speaking
    if around is None or not around.chain or around.speaker == source.name or around.start == source.start:
        return ()
    told = around.kind == "medium" and hearing.told is around
    if told or hearing.inside_speech(source.start):
        return tuple(link for link in around.chain if link not in hearing.own.chain)
    return ()
