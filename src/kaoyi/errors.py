"""The tree of errors.

KaoyiError
├── SourceError      a source file cannot be read; carries the path and one sentence
├── LexiconError     a lexicon table is faulty; names every faulty row at once
├── RecordError      the record cannot be opened, is of a newer version, or is not a record
└── UsageError       the caller asked for something that does not exist
"""

from __future__ import annotations


class KaoyiError(Exception):
    """The base of every error Kaoyi raises on purpose; its text is one sentence for a person."""


class SourceError(KaoyiError):
    """A source cannot be read: ``path`` names it and ``reason`` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[SourceError], tuple[str, str]]:
        return type(self), (self.path, self.reason)  # so that it survives the way from another process


class LexiconError(KaoyiError):
    """A lexicon is faulty; ``faults`` holds one sentence for every faulty row."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults

    def __reduce__(self) -> tuple[type[LexiconError], tuple[tuple[str, ...]]]:
        return type(self), (self.faults,)


class RecordError(KaoyiError):
    """The record cannot be opened, is not a record, or was written by a newer Kaoyi."""


class UsageError(KaoyiError):
    """The caller asked for something that does not exist."""
