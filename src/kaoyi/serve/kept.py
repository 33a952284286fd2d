"""What costs more than a page may take and changes only when the record does: made once for each state of the record."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, func, select

from kaoyi.store import tables

T = TypeVar("T")
State = tuple[int, ...]
ROOM = 300  # answers kept at once; the one not asked for longest gives way
BYTES = 48_000_000  # of drawn pages kept at once


def state_of(connection: Connection) -> State:
    """Return the last keys given to files, documents, disputes and verdicts. Keys are never used twice, so a change
    shows."""
    return tuple(value or 0 for value in connection.execute(_LAST).one())


_KEYS = (tables.files.c.file, tables.documents.c.document, tables.disputes.c.dispute, tables.verdicts.c.verdict)
_LAST = select(*(select(func.max(key)).scalar_subquery() for key in _KEYS))


class Kept:
    """Answers by name, each with the state of the record it was made for."""

    def __init__(self) -> None:
        self._answers: dict[Any, tuple[State, Any]] = {}
        self._lock = Lock()

    def get(self, connection: Connection, name: Any, make: Callable[[Connection], T]) -> T:
        """Return the answer called ``name``, made anew when the record has changed since."""
        state = state_of(connection)
        with self._lock:
            held = self._answers.pop(name, None)
            if held is not None and held[0] == state:
                self._answers[name] = held  # asked for last, so it gives way last
                return cast(T, held[1])
        answer = make(connection)
        with self._lock:
            self._answers[name] = (state, answer)
            while len(self._answers) > ROOM:
                self._answers.pop(next(iter(self._answers)))
        return answer


class Drawn:
    """Pages as they were sent, compressed, each with the state of the record it shows."""

    def __init__(self) -> None:
        self._pages: dict[Any, tuple[State, bytes]] = {}
        self._bytes = 0
        self._lock = Lock()

    def get(self, name: Any, state: State) -> bytes | None:
        """Return the page called ``name`` if it was drawn for this state."""
        with self._lock:
            held = self._pages.pop(name, None)
            if held is None:
                return None
            if held[0] != state:
                self._bytes -= len(held[1])
                return None
            self._pages[name] = held
            return held[1]

    def keep(self, name: Any, state: State, page: bytes) -> None:
        """Keep a page; those not asked for longest give way."""
        with self._lock:
            before = self._pages.pop(name, None)
            self._bytes += len(page) - (len(before[1]) if before else 0)
            self._pages[name] = (state, page)
            while self._bytes > BYTES and len(self._pages) > 1:
                self._bytes -= len(self._pages.pop(next(iter(self._pages)))[1])
