"""Apply pure functions to many items, on this machine's cores or on a Ray cluster. Knows none of our words."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, TypeVar

from msgspec import Struct

from kaoyi.errors import UsageError

T = TypeVar("T")
R = TypeVar("R")

ENGINES = ("local", "ray")


class Lost:
    """Stands for the result of an item whose worker was killed every time it was tried."""


class Workers(Struct, frozen=True):
    """Who works. jobs 0: every core there is; address: of a Ray cluster ("auto", "ray://…"), None starts one here."""

    jobs: int = 0
    engine: str = "local"
    address: str | None = None


class Crew(Protocol):
    """Workers that take one function after another. size: how many work at once."""

    size: int

    def apply(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Yield (item, function(item)) in the order of the items; few results wait at any time.

        What a killed worker had in hand is done again; an item that is lost more than once gives Lost.
        """
        ...

    def apart(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """The same one at a time, so that an item that kills its worker takes no other with it."""
        ...


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def hire(workers: Workers) -> Iterator[Crew]:
    """Return a crew until the block ends. Raises UsageError for an engine there is not or that is not installed."""
    if workers.engine == "ray":
        from kaoyi.fleet.cluster import Cluster

        with Cluster(workers.jobs, workers.address) as cluster:
            yield cluster
    elif workers.engine == "local":
        from kaoyi.fleet.processes import Processes

        with Processes(workers.jobs or cores()) as processes:
            yield processes
    else:
        raise UsageError(f"there is no engine called {workers.engine}; there are: {', '.join(ENGINES)}")
