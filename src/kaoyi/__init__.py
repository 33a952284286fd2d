"""Kaoyi: who says how many, when, in which words, and why they differ.

>>> reading = read_text("据新华社报道，事故造成12人死亡。", date="2021-10-26")
>>> type(reading).__name__
'Reading'
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kaoyi import compiled
from kaoyi.errors import KaoyiError, LexiconError, RecordError, SourceError, UsageError
from kaoyi.version import VERSION

if TYPE_CHECKING:
    from kaoyi.export.record import Record
    from kaoyi.path import Reading

compiled.settle()  # before anything that may be compiled is imported
__version__ = VERSION

__all__ = [
    "KaoyiError",
    "LexiconError",
    "RecordError",
    "SourceError",
    "UsageError",
    "__version__",
    "open_record",
    "read",
    "read_text",
]


def read_text(text: str, date: str | None = None, name: str = "text.txt", lexicon: str | Path | None = None) -> Reading:
    """Read a text in memory: its ``.claims``, ``.events``, ``.relations``, ``.audits``, ``.times``, ``.names``, ``.mentions``.

    Offsets of the rows count code points of ``text``. ``date`` (EDTF, or with a time) is when the text was
    published, from which 昨天 counts. Raises SourceError when there is no text in it.
    """
    from msgspec.structs import replace

    from kaoyi import documents, path
    from kaoyi.lexicon import load

    document = documents.read(text.encode("utf-8"), name)
    if date is not None:
        document = replace(document, metadata=replace(document.metadata, published=date))
    return path.read_document(document, load(Path(lexicon) if lexicon else None))


def read(
    *sources: str | Path, record: str | Path = "kaoyi.db", jobs: int = 0, lexicon: str | Path | None = None
) -> Record:
    """Read files and folders into a record, only what changed, and return it: the same as ``kaoyi read``.

    What could not be read is in ``.failures`` of the result. Raises RecordError when the record cannot be written.
    With ``jobs`` other than 1, a script must guard its own start with ``if __name__ == "__main__":``.
    """
    from kaoyi.export.record import Record
    from kaoyi.run import Options, read_sources

    summary = read_sources(sources, str(record), Options(jobs=jobs, lexicon=str(lexicon) if lexicon else None))
    return Record(str(record), summary.failures)


def open_record(record: str | Path = "kaoyi.db") -> Record:
    """Open a record that was read before. Raises RecordError when there is none."""
    from kaoyi.export.record import Record

    return Record(str(record))
