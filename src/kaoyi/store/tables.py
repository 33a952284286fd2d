"""The record's tables as SQLAlchemy sees them, for asking. The schema scripts make them; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, LargeBinary, MetaData, String, Table
from sqlalchemy.types import TypeEngine

METADATA = MetaData()
_NUMBER: TypeEngine[int] = BigInteger()
_WORDS: TypeEngine[str] = String()
_BYTES: TypeEngine[bytes] = LargeBinary()
_REAL: TypeEngine[float] = Float()


def _table(name: str, /, **columns: TypeEngine[int] | TypeEngine[str] | TypeEngine[bytes] | TypeEngine[float]) -> Table:
    return Table(name, METADATA, *(Column(column, kind) for column, kind in columns.items()))


meta = _table("meta", name=_WORDS, value=_WORDS)
lexicons = _table("lexicons", digest=_WORDS, tables=_BYTES)
sources = _table("sources", path=_WORDS, folder=_NUMBER)
files = _table(
    "files", file=_NUMBER, path=_WORDS, source=_WORDS, name=_WORDS, size=_NUMBER, modified=_NUMBER, sha256=_WORDS,
    state=_WORDS, reason=_WORDS, stamp=_WORDS,
)  # fmt: skip
documents = _table(
    "documents", document=_NUMBER, file=_NUMBER, name=_WORDS, sha256=_WORDS, kind=_WORDS, encoding=_WORDS,
    base=_NUMBER, title=_WORDS, outlet=_WORDS, author=_WORDS, url=_WORDS, published=_WORDS, updated=_WORDS,
    since=_WORDS, until=_WORDS, length=_NUMBER, figures=_NUMBER, happenings=_NUMBER, failing=_NUMBER, tool=_WORDS,
)  # fmt: skip
bodies = _table("bodies", document=_NUMBER, body=_BYTES, mentions=_BYTES, facts=_BYTES)
claims = _table(
    "claims", claim=_NUMBER, document=_NUMBER, id=_WORDS, start=_NUMBER, measure=_WORDS, unit=_WORDS, subject=_WORDS,
    agent=_WORDS, speaker=_WORDS, modality=_WORDS, event=_WORDS, place=_WORDS, since=_WORDS, until=_WORDS, low=_REAL,
    high=_REAL, compared=_WORDS, json=_BYTES,
)  # fmt: skip
attributions = _table(
    "attributions", document=_NUMBER, statement=_WORDS, number=_NUMBER, position=_NUMBER, name=_WORDS, mention=_WORDS,
    cue=_WORDS,
)  # fmt: skip
events = _table(
    "events", event=_NUMBER, document=_NUMBER, id=_WORDS, start=_NUMBER, kind=_WORDS, name=_WORDS, place=_WORDS,
    since=_WORDS, until=_WORDS, parent=_WORDS, happening=_WORDS, speaker=_WORDS, modality=_WORDS, json=_BYTES,
)  # fmt: skip
participants = _table("participants", document=_NUMBER, event=_NUMBER, role=_WORDS, actor=_WORDS)
relations = _table(
    "relations", relation=_NUMBER, document=_NUMBER, id=_WORDS, start=_NUMBER, subject=_WORDS, kind=_WORDS,
    object=_WORDS, since=_WORDS, until=_WORDS, speaker=_WORDS, modality=_WORDS, json=_BYTES,
)  # fmt: skip
audits = _table(
    "audits", audit=_NUMBER, document=_NUMBER, id=_WORDS, start=_NUMBER, kind=_WORDS, verdict=_WORDS, json=_BYTES
)
appearances = _table(
    "appearances", document=_NUMBER, actor=_WORDS, name=_WORDS, kind=_WORDS, owner=_WORDS, times=_NUMBER
)
disputes = _table(
    "disputes", dispute=_NUMBER, id=_WORDS, compared=_WORDS, measure=_WORDS, subject=_WORDS, event=_WORDS,
    since=_WORDS, until=_WORDS, kind=_WORDS, spread=_REAL, voices=_NUMBER, accounts=_NUMBER, attention=_REAL,
    json=_BYTES,
)  # fmt: skip
disputed = _table("disputed", dispute=_NUMBER, account=_NUMBER, claim=_WORDS)
joins = _table("joins", document=_NUMBER, event=_NUMBER, shared=_WORDS)
stale = _table("stale", kind=_WORDS, name=_WORDS)
families = _table("families", id=_WORDS, document=_WORDS, kind=_WORDS, why=_WORDS)
verdicts = _table(
    "verdicts", verdict=_NUMBER, id=_WORDS, dispute=_WORDS, measure=_WORDS, subject=_WORDS, event=_WORDS,
    supersedes=_WORDS, json=_BYTES,
)  # fmt: skip
