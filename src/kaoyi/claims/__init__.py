"""Mentions to claims: whose, how many, by whom, said by whom, about what, when."""

from __future__ import annotations

from fractions import Fraction

from kaoyi.claims import clauses, context, roles
from kaoyi.claims import reading as reader
from kaoyi.claims.attribution import attribute
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.context import Context
from kaoyi.claims.figures import Reading
from kaoyi.claims.frames import frames
from kaoyi.claims.roles import Role
from kaoyi.lexicon import Lexicon
from kaoyi.mentions import voices
from kaoyi.mentions.voices import Voices
from kaoyi.model import Claim, Document, Exact, Mentions, Piece, Value
from kaoyi.text import identity
from kaoyi.version import VERSION


def assemble(document: Document, mentions: Mentions, lexicon: Lexicon) -> tuple[Claim, ...]:
    """Return the figure claims of a document, in source order."""
    heard = voices.read(document, mentions, lexicon)
    around = context.settle(document, mentions, heard, lexicon)
    claims = []
    for sentence in clauses.read(document, mentions, frames(lexicon)):
        for reading in reader.read(sentence):
            claims.append(_claim(document, sentence, reading, heard, around, lexicon))
    return tuple(sorted(claims, key=lambda claim: (claim.number.start, claim.measure)))


def _claim(
    document: Document, sentence: Sentence, reading: Reading, heard: Voices, around: Context, lexicon: Lexicon
) -> Claim:
    figure = reading.figure
    subject, agent = roles.subject(sentence, reading), roles.agent(sentence, reading)
    said = attribute(document, heard, figure.start, figure.end, lexicon)
    event, time, place = (
        around.event_at(figure.start),
        around.time_at(figure.start, figure.end),
        around.place_at(figure.start),
    )
    quote, number = _piece(document, *_quoted(sentence, reading)), _piece(document, figure.start, figure.end)
    return Claim(
        id=identity("claim", document.name, document.sha256, number.start, number.end, reading.measure),
        document=document.name,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        number=number,
        value=Value(_plain(figure.low), _plain(figure.high), figure.approx),
        unit=_unit(reading),
        measure=reading.measure,
        subject=subject.name,
        subject_mention=_mention(document, subject),
        agent=agent.name,
        speaker=said.speaker,
        attribution=said.attribution,
        modality=said.modality,
        event=event.value,
        time=time.value,
        place=place.value,
        said_on=said.said_on,
        rules={
            "measure": reading.rule,
            "value": figure.rule,
            **{k: v for k, v in (("subject", subject.rule), ("agent", agent.rule)) if v},
            **{k: v.rule for k, v in (("event", event), ("time", time), ("place", place)) if v.rule},
            **said.rules,
        },
        tool=VERSION,
    )


def _quoted(sentence: Sentence, reading: Reading) -> tuple[int, int]:
    """The clause around a figure, with the clause of the word that governs it."""
    start, end = sentence.clause(reading.figure.start)
    end = max(end, reading.figure.end)
    if reading.trigger:
        a, b = sentence.clause(reading.trigger.start)
        start, end = min(start, a), max(end, b)
    while start < end and sentence.text[start].isspace():
        start += 1
    while end > start and sentence.text[end - 1] in " 。！？!?\n":
        end -= 1
    return start, end


def _unit(reading: Reading) -> str:
    if reading.kind == "people":
        return "person"
    return reading.figure.unit or "item"


def _piece(document: Document, start: int, end: int) -> Piece:
    a, b = document.source(start, end)
    return Piece(document.raw[a:b], a, b)


def _mention(document: Document, role: Role) -> Piece | None:
    return _piece(document, role.start, role.end) if role.end > role.start else None


def _plain(bound: Exact | None) -> int | float | None:
    """An exact bound as JSON has it."""
    if isinstance(bound, Fraction):
        return bound.numerator if bound.denominator == 1 else float(bound)
    return bound
