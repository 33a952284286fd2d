"""What costs more than a page may take and changes only when the record does: made once for each state of the record."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, func, select

from kaoyi.store import tables

T = TypeVar("T")
State = tuple[int, int, int]
ROOM = 400  # answers kept at once; the oldest gives way


def state_of(connection: Connection) -> State:
    """Return the last keys given to documents, disputes and verdicts. Keys are never used twice, so a change shows."""
    keys = (tables.documents.c.document, tables.disputes.c.dispute, tables.verdicts.c.verdict)
    row = connection.execute(select(*(select(func.max(key)).scalar_subquery() for key in keys))).one()
    return (row[0] or 0, row[1] or 0, row[2] or 0)


class Kept:
    """Answers by name, each with the state of the record it was made for."""

    def __init__(self) -> None:
        self._answers: dict[Any, tuple[State, Any]] = {}
        self._lock = Lock()

    def get(self, connection: Connection, name: Any, make: Callable[[Connection], T]) -> T:
        """Return the answer called ``name``, made anew when the record has changed since."""
        state = state_of(connection)
        held = self._answers.get(name)
        if held is not None and held[0] == state:
            return cast(T, held[1])
        answer = make(connection)
        with self._lock:
            if len(self._answers) >= ROOM:
                self._answers.pop(next(iter(self._answers)))
            self._answers[name] = (state, answer)
        return answer
