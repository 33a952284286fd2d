"""Mentions to claims: whose, how many, by whom, said by whom, about what, when."""

from __future__ import annotations

from fractions import Fraction

from kaoyi.claims import context, passages
from kaoyi.claims.attribution import attribute
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.context import Context, Found
from kaoyi.claims.options import Reading
from kaoyi.claims.roles import Role, Told
from kaoyi.lexicon import Lexicon
from kaoyi.mentions import datelines, voices
from kaoyi.mentions.voices import Voices
from kaoyi.model import Claim, Document, Exact, Frozen, Mentions, Piece, Value
from kaoyi.text import identity
from kaoyi.version import VERSION


def assemble(
    document: Document, mentions: Mentions, lexicon: Lexicon, heard: Voices | None = None
) -> tuple[Claim, ...]:
    """Return the figure claims of a document, in source order; `heard` are its voices, if they have been read."""
    mentions = datelines.without_their_places(document, mentions)
    told_of = passages.read(document, mentions, lexicon)
    if not told_of:
        return ()
    heard = heard or voices.read(document, mentions, lexicon)
    settle = _Settled(document, heard, context.settle(document, mentions, heard, lexicon), lexicon)
    claims = [_claim(settle, sentence, told) for sentence, told in told_of]
    return tuple(sorted(claims, key=lambda claim: (claim.number.start, claim.measure)))


class _Settled(Frozen, frozen=True):
    """What one document's claims share."""

    document: Document
    heard: Voices
    around: Context
    lexicon: Lexicon


def _claim(settled: _Settled, sentence: Sentence, told: Told) -> Claim:
    document, reading = settled.document, told.reading
    figure = reading.figure
    said = attribute(document, settled.heard, figure.start, figure.end, settled.lexicon)
    event, time, place = _context(settled.around, reading)
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
        subject=told.subject.name,
        subject_mention=_mention(document, told.subject),
        agent=told.agent.name,
        speaker=said.speaker,
        attribution=said.attribution,
        modality=said.modality,
        event=event.value,
        time=time.value,
        place=place.value,
        said_on=said.said_on,
        rules=_rules(told, event, time, place) | said.rules,
        tool=VERSION,
    )


def _context(around: Context, reading: Reading) -> tuple[Found, Found, Found]:
    start, end = reading.figure.start, reading.figure.end
    total = reading.rule.startswith("total")
    event, time = around.agreed(around.event_at(start), around.time_at(start, end, total))
    return event, time, around.place_at(start)


def _rules(told: Told, event: Found, time: Found, place: Found) -> dict[str, str]:
    """The rule behind each field that has one."""
    rules = {
        "measure": told.reading.rule,
        "value": told.reading.figure.rule,
        "subject": told.subject.rule,
        "agent": told.agent.rule,
        "event": event.rule,
        "time": time.rule,
        "place": place.rule,
    }
    return {field: rule for field, rule in rules.items() if rule}


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
