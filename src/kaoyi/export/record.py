"""A record in Python: its rows as lists that can become data frames."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kaoyi.errors import UsageError
from kaoyi.model import Audit, Claim, Dispute, Event, Relation
from kaoyi.store import ask
from kaoyi.store.open import open_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from kaoyi.run.sources import Failure

T = TypeVar("T")
_ALL = ask.Cut(0)


class Rows(list[T]):
    """Rows of one kind, as a list of frozen values."""

    def to_pandas(self) -> Any:
        """Return the rows as a data frame, a value inside a value as a column ``number.text``.

        Raises UsageError when pandas is not installed.
        """
        try:
            import pandas  # type: ignore[import-not-found, import-untyped, unused-ignore]
        except ImportError as error:
            raise UsageError("to_pandas() needs the package pandas: pip install pandas") from error
        return pandas.DataFrame([_flat(msgspec.to_builtins(row)) for row in self])


def _flat(row: dict[str, Any], before: str = "") -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in row.items():
        if isinstance(value, dict) and name != "rules":
            found.update(_flat(value, f"{before}{name}."))
        else:
            found[f"{before}{name}"] = value
    return found


class Record:
    """An open record. Filters are those of the command line: measure, subject, event, kind, since, until, speaker …"""

    def __init__(self, url: str, failures: tuple[Failure, ...] = ()) -> None:
        self.url = url
        self.failures = failures
        self._engine = open_record(url)

    def claims(self, **chosen: Any) -> Rows[Claim]:
        """Return the claims a filter keeps."""
        return self._rows(lambda connection: ask.list_claims(connection, ask.Filter(**chosen), _ALL))

    def disputes(self, **chosen: Any) -> Rows[Dispute]:
        """Return the disputes a filter keeps, those that most deserve attention first."""
        return self._rows(lambda connection: ask.list_disputes(connection, ask.Filter(**chosen), _ALL))

    def agreements(self, **chosen: Any) -> Rows[Dispute]:
        """Return the agreements a filter keeps."""
        return self._rows(lambda connection: ask.list_disputes(connection, ask.Filter(**chosen), _ALL, agreements=True))

    def events(self, **chosen: Any) -> Rows[Event]:
        """Return the event statements a filter keeps."""
        return self._rows(lambda connection: ask.list_events(connection, ask.Filter(**chosen), _ALL))

    def relations(self, **chosen: Any) -> Rows[Relation]:
        """Return the relations a filter keeps."""
        return self._rows(lambda connection: ask.list_relations(connection, ask.Filter(**chosen), _ALL))

    def audits(self, **chosen: Any) -> Rows[Audit]:
        """Return the audits a filter keeps, what fails first."""
        return self._rows(lambda connection: ask.list_audits(connection, ask.Filter(**chosen), _ALL))

    def documents(self, **chosen: Any) -> Rows[Any]:
        """Return the documents of the record."""
        return self._rows(lambda connection: ask.list_documents(connection, ask.Filter(**chosen), _ALL))

    def document(self, name: str) -> ask.Opened:
        """Return one document with everything read in it. Raises UsageError when there is none of that name."""
        with self._engine.connect() as connection:
            return ask.open_document(connection, name)

    def search(self, words: str, limit: int = 20) -> ask.Found:
        """Return the documents that hold every one of the words, in either script."""
        with self._engine.connect() as connection:
            return ask.search(connection, words, page=ask.Cut(limit))

    def close(self) -> None:
        """Close the record."""
        self._engine.dispose()

    def _rows(self, asked: Callable[[Connection], ask.Page[T]]) -> Rows[T]:
        with self._engine.connect() as connection:
            return Rows(asked(connection).rows)
