"""What was read at one place of a source, by which rules and which rows of the word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from kaoyi.lexicon import Lexicon
from kaoyi.model import Attribution, Claim, Event, Name, Piece, Quantity, Relation, Time, Value
from kaoyi.path import Reading

_ROW = re.compile(r"([\w-]+\.csv) (\S+)")


class Field(Struct, frozen=True):
    """A field of a claim or mention: its value as a person would write it, and the rule that filled it."""

    name: str
    value: str
    rule: str


class Explained(Struct, frozen=True):
    """One thing read at the place. start, end: source offsets; rows: the word-list rows its rules name."""

    kind: str
    text: str
    start: int
    end: int
    fields: tuple[Field, ...]
    rows: tuple[str, ...]


def explain(reading: Reading, at: int, lexicon: Lexicon) -> tuple[Explained, ...]:
    """Return what was read at a source offset: mentions that stand there, then the statements whose quote holds it."""
    found = [*_mentions(reading, at, lexicon)]
    for claim in reading.claims:
        if claim.start <= at < claim.end:
            found.append(_statement("claim", claim, lexicon))
    for event in reading.events:
        if event.start <= at < event.end:
            found.append(_statement("event", event, lexicon))
    for relation in reading.relations:
        if relation.start <= at < relation.end:
            found.append(_statement("relation", relation, lexicon))
    for audit in reading.audits:
        if any(start <= at < end for start, end in audit.spans):
            told = (Field("verdict", audit.verdict, audit.why), Field("computed", str(audit.computed), ""))
            span = next(span for span in audit.spans if span[0] <= at < span[1])
            found.append(Explained(f"audit {audit.kind}", audit.quotes[audit.spans.index(span)], *span, told, ()))
    return tuple(found)


def _mentions(reading: Reading, at: int, lexicon: Lexicon) -> Iterator[Explained]:
    document, mentions = reading.document, reading.mentions
    every: tuple[Quantity | Time | Name, ...] = (*mentions.quantities, *mentions.times, *mentions.names)
    for one in every:
        start, end = document.source(one.start, one.end)
        if start <= at < end:
            kind, fields = _mention(one)
            rules = (field.rule for field in fields)
            yield Explained(kind, document.raw[start:end], start, end, fields, _rows(rules, lexicon))


def _mention(one: Quantity | Time | Name) -> tuple[str, tuple[Field, ...]]:
    if isinstance(one, Quantity):
        value = _bounds(one.low, one.high, one.approx)
        return "quantity", (Field("value", value, one.rule), Field("unit", one.unit or "null", one.counter))
    if isinstance(one, Time):
        steps = tuple(Field("step", step, "") for step in one.chain)
        return "time", (Field("edtf", one.edtf or "null", one.rule), *steps)
    owner = (Field("owner", one.owner, ""),) if one.owner else ()
    return f"name ({one.kind})", (Field("name", one.name, one.rule), *owner)


def _statement(kind: str, row: Claim | Event | Relation, lexicon: Lexicon) -> Explained:
    left_out = {"id", "document", "quote", "start", "end", "rules", "tool"}
    fields = tuple(
        Field(name, _told(getattr(row, name)), row.rules.get(name, ""))
        for name in row.__struct_fields__
        if name not in left_out
    )
    others = tuple(Field(name, "", rule) for name, rule in row.rules.items() if name not in row.__struct_fields__)
    rules = (field.rule for field in (*fields, *others))
    return Explained(kind, row.quote, row.start, row.end, (*fields, *others), _rows(rules, lexicon))


def _told(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, Piece):
        return f"{value.text} [{value.start}:{value.end}]"
    if isinstance(value, Value):
        return _bounds(value.low, value.high, value.approx)
    if isinstance(value, tuple):
        return " ← ".join(_told(one) for one in value) if value else "none"
    if isinstance(value, Attribution):
        return f"{value.name}（{value.cue}）" if value.cue else value.name
    if isinstance(value, Struct):
        return ", ".join(_told(getattr(value, name)) for name in value.__struct_fields__)
    return str(value)


def _bounds(low: object, high: object, approx: bool) -> str:
    told = str(low) if low == high else f"{'…' if low is None else low}..{'…' if high is None else high}"
    return f"{told}, approximate" if approx else told


def _rows(rules: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the word-list rows that rules name, as "table line: cells"."""
    found: dict[str, None] = {}
    for rule in rules:
        for table, form in _ROW.findall(rule):
            for row in lexicon.table(table):
                if next(iter(row.values()), None) == form:
                    cells = " | ".join(f"{key}={cell}" for key, cell in row.items() if cell and not key.startswith("@"))
                    found[f"{row.get('@line', table)}: {cells}"] = None
    return tuple(found)
