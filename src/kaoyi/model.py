"""The few values everything else is made of. Frozen; no behaviour beyond reading themselves.

Two coordinate systems, never mixed:

* **text offsets** count code points of ``Document.text``, what a reader sees. Every mention
  (Quantity, Time, Name) and Block carries these. Internal.
* **source offsets** count code points of ``Document.raw``, the decoded file as it lies on disk.
  Everything exported (Claim, Event, Relation, TimeRow ...) carries these, and
  ``raw[start:end] == quote`` always holds. ``Document.source(start, end)`` translates.

``start`` is inclusive, ``end`` exclusive. ``None`` means "the text does not say".
"""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

from msgspec import Struct

from kaoyi.offsets import translated

Exact: TypeAlias = int | Fraction
"""Numbers are exact; never float."""


class Frozen(Struct, frozen=True):
    """What frozen values derive from in modules that may be compiled: compiled classes keep their base's options only."""


class Leaf(Struct, frozen=True, gc=False):
    """The same for values that hold no reference back to themselves, which the collector need not visit."""


# --- bytes -> document ---------------------------------------------------------------------------


class Block(Struct, frozen=True, gc=False):
    """One piece of the text: ``document.text[start:end]`` (text offsets).

    kind: title heading paragraph quote list_item cell caption note
    path: the headings above it, outermost first, as visible text
    level: 1-6 for headings, nesting depth for list items, else 0
    table, row, column: position of a cell (-1 elsewhere); heads: text spans of the heads that
    govern a cell, its column head(s) first, then its row head
    label: the number of a note as the text refers to it ("12"), else ""
    """

    kind: str
    start: int
    end: int
    path: tuple[str, ...] = ()
    level: int = 0
    table: int = -1
    row: int = -1
    column: int = -1
    heads: tuple[tuple[int, int], ...] = ()
    label: str = ""


class Link(Struct, frozen=True, gc=False):
    """A link: its anchor in text offsets and the title or URL it points to, percent-decoded.

    ``wiki`` is true when ``target`` is an article title rather than a URL.
    """

    start: int
    end: int
    target: str
    wiki: bool


class NoteMark(Struct, frozen=True, gc=False):
    """A note mark such as ``\\[12\\]``: the text offset it stands after, and the note's label."""

    at: int
    label: str


class LeftOut(Struct, frozen=True, gc=False):
    """A stretch of the source that is not text (advert, script, navigation), in source offsets."""

    start: int
    end: int
    reason: str


class Metadata(Struct, frozen=True, gc=False):
    """What the source says of itself. Dates are EDTF, with time and zone where given."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None


class Document(Struct, frozen=True):
    """One source, read: what it says of itself, its text, and where every character stands in the file.

    name: path relative to the folder that was read, "/"-separated
    raw: the decoded source; text: what a reader sees, blocks joined by "\\n";
    folded: text in simplified script and half-width letters and digits, same length as text;
    text_starts/source_starts/source_ends: the offset map; piece i of text starts at text_starts[i]
    and stands at raw[source_starts[i]:source_ends[i]]; where the lengths differ (an entity) the
    whole source piece stands for the whole text piece.
    base: offset of raw[0] in the decoded file (not 0 only for pages of a dump)
    """

    name: str
    kind: str
    encoding: str
    sha256: str
    raw: str
    text: str
    folded: str
    text_starts: tuple[int, ...]
    source_starts: tuple[int, ...]
    source_ends: tuple[int, ...]
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    note_marks: tuple[NoteMark, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    metadata: Metadata = Metadata()
    base: int = 0

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Translate a non-empty span of text to the span of raw that holds it, markup between included."""
        return translated((self.text_starts, self.source_starts, self.source_ends), len(self.text), start, end)


# --- document -> mentions (text offsets) -----------------------------------------------------------


class Quantity(Struct, frozen=True, gc=False):
    """A number as it stands in the text, with its approximators and counter inside start..end.

    low, high, approx: the value under the record contract (余 keeps low and opens high, 近 closes high ...)
    kind: cardinal ordinal percent fraction ratio range
    unit: the record's vocabulary ("person", "aircraft"), an SI symbol, an ISO 4217 code, or None for a bare number
    counter: the counter or unit word as folded text, "" for a bare number
    core_start, core_end: the number without hedges and counter
    rule: which rule read it
    noun: the counted noun where the table knows it, folded ("坦克" in 三辆坦克), else ""
    """

    start: int
    end: int
    low: Exact | None
    high: Exact | None
    approx: bool
    kind: str
    unit: str | None
    counter: str
    core_start: int
    core_end: int
    rule: str
    noun: str = ""


class Time(Struct, frozen=True, gc=False):
    """A time expression. edtf is None when it cannot be resolved; kind: date interval duration set time.

    chain: how it was resolved, one short phrase a step ("同年 <- 1950-06 at 1234"), for `explain`.
    """

    start: int
    end: int
    edtf: str | None
    kind: str
    rule: str
    chain: tuple[str, ...] = ()


class Name(Struct, frozen=True, gc=False):
    """A named actor, place, source, or happening where the text names it.

    id: id of the canonical thing; name: its canonical name in the lexicon's spelling
    kind: state bloc army unit organisation group person outlet agency institution work place war pronoun
    owner: canonical name of what it belongs to (180师 -> 第60军, 俄国防部 -> 俄罗斯), if known
    rule: "actors.csv 朝鲜" (table and form), "link", or the rule's name
    """

    start: int
    end: int
    id: str | None
    name: str
    kind: str
    owner: str | None
    rule: str


class Mentions(Struct, frozen=True):
    """All that was recognised in one document, each tuple sorted by start and free of overlaps within itself."""

    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    names: tuple[Name, ...]


# --- mentions -> claims, events, relations (source offsets; these are the record's rows) ------------


class Piece(Struct, frozen=True, gc=False):
    """Words of a source: raw[start:end] == text."""

    text: str
    start: int
    end: int


class Value(Struct, frozen=True, gc=False):
    """A figure's value: bounds (None is open or unknown) and whether the text says it is approximate."""

    low: int | float | None
    high: int | float | None
    approx: bool


class Attribution(Struct, frozen=True, gc=False):
    """One link of the chain of who says so: canonical name, the words that name it (None for the outlet), the cue word."""

    name: str
    mention: str | None
    cue: str | None


class Claim(Struct, frozen=True):
    """One source gives one figure; see the record contract for every field.

    scope: counting-scope words that narrow or widen what is counted (战场, 含病故, 全国, 平民, 截至...)
    rules: for each field, the rule or lexicon row that filled it, for `explain`
    tool: program version that wrote the row
    """

    id: str
    document: str
    quote: str
    start: int
    end: int
    number: Piece
    value: Value
    unit: str
    measure: str
    subject: str | None
    subject_mention: Piece | None
    agent: str | None
    speaker: str | None
    attribution: tuple[Attribution, ...]
    modality: str
    event: str | None
    time: str | None
    place: str | None
    said_on: str | None
    scope: tuple[str, ...] = ()
    rules: dict[str, str] = {}
    tool: str = ""


class Participant(Struct, frozen=True, gc=False):
    """Who takes part in an event, in which role (agent target party commander attendee)."""

    role: str
    actor: str | None
    mention: Piece | None


class Event(Struct, frozen=True):
    """One statement of a dated or datable happening; statements of one happening share `happening`."""

    id: str
    document: str
    quote: str
    start: int
    end: int
    kind: str
    trigger: Piece
    name: str | None
    time: str | None
    time_mention: Piece | None
    place: str | None
    participants: tuple[Participant, ...]
    parent: str | None
    happening: str | None
    speaker: str | None
    attribution: tuple[Attribution, ...]
    modality: str
    rules: dict[str, str] = {}
    tool: str = ""


class Relation(Struct, frozen=True):
    """How two actors stand to each other, as one document says."""

    id: str
    document: str
    quote: str
    start: int
    end: int
    subject: str
    relation: str
    object: str
    time: str | None
    speaker: str | None
    attribution: tuple[Attribution, ...]
    modality: str
    rules: dict[str, str] = {}
    tool: str = ""


class TimeRow(Struct, frozen=True):
    """A time expression as exported."""

    id: str
    document: str
    start: int
    end: int
    text: str
    edtf: str | None
    kind: str
    rule: str
    chain: tuple[str, ...] = ()
    tool: str = ""


class NameRow(Struct, frozen=True):
    """A named thing where the text names it, as exported among `mentions`."""

    id: str
    document: str
    start: int
    end: int
    text: str
    actor: str | None
    name: str
    kind: str
    owner: str | None
    rule: str
    tool: str = ""


class Audit(Struct, frozen=True):
    """Arithmetic the text itself puts together, checked; spans and quotes are source offsets and words."""

    id: str
    kind: str
    document: str
    parts: tuple[int | float | str, ...]
    total: int | float | str | None
    computed: int | float | str | None
    difference: int | float | None
    verdict: str
    why: str
    quotes: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    tool: str = ""


# --- claims -> disputes, and what a person takes ----------------------------------------------------


class Account(Struct, frozen=True):
    """One distinct value in a dispute or agreement, with everyone who gives it.

    value_text: the figure as written, or the EDTF or place name for a dispute of dates or places
    voices: independent speakers (copies of one report count once); documents: all that carry it
    """

    low: int | float | None
    high: int | float | None
    approx: bool
    value_text: str
    speakers: tuple[str, ...]
    voices: tuple[str, ...]
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    quotes: tuple[str, ...]
    said_on: tuple[str, ...]


class Dispute(Struct, frozen=True):
    """Claims that measure the same thing, one row per distinct value; kind "agreement" when they agree.

    question, question_en: what is asked, in words ("志愿军在朝鲜战争中死亡多少人？")
    why, why_en: one sentence a reader can check; evidence: the claim (or event) ids it rests on
    group: the name of the group of claims it was found in, for redoing only what a new document touches
    """

    id: str
    measure: str
    subject: str | None
    event: str | None
    time: str | None
    kind: str
    why: str
    evidence: tuple[str, ...]
    spread: float | None
    rows: tuple[Account, ...]
    tool: str = ""
    unit: str | None = None
    question: str = ""
    question_en: str = ""
    why_en: str = ""
    group: str = ""


class Verdict(Struct, frozen=True):
    """What a person took, and why; append-only. `adopted` is {"claim": id} or {"value": text}; {} takes nothing (an undo)."""

    id: str
    dispute: str
    adopted: dict[str, str]
    because: str
    by: str
    at: str
    supersedes: str | None
    measure: str = ""
    subject: str | None = None
    event: str | None = None
    quotes: tuple[str, ...] = ()
