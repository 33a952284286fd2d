"""Apply a pure function to many items, on this machine's cores or on Ray. Knows none of our words."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from kaoyi.errors import UsageError

T = TypeVar("T")
R = TypeVar("R")


class Lost:
    """Stands for the result of an item whose worker process was killed, twice."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def apply(
    function: Callable[[T], R], items: Iterable[T], jobs: int = 1, engine: str = "local"
) -> Iterator[tuple[T, R | Lost]]:
    """Yield (item, function(item)) in the order of the items; few results wait at any time.

    An item whose worker process is killed is tried once more, alone; killed again, it gives Lost.
    Raises UsageError for an engine there is not.
    """
    if engine != "local":
        raise UsageError(f"there is no engine called {engine} in this version; there is: local")
    if jobs <= 1:
        for item in items:
            yield item, function(item)
        return
    yield from _in_processes(function, iter(items), jobs)


def apart(function: Callable[[T], R], item: T) -> R | Lost:
    """Return function(item) from a process of its own, or Lost when that is killed."""
    with _pool(1) as alone:
        try:
            return alone.submit(function, item).result()
        except BrokenProcessPool:
            return Lost()


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def _in_processes(function: Callable[[T], R], items: Iterator[T], jobs: int) -> Iterator[tuple[T, R | Lost]]:
    pool = _pool(jobs)
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        while True:
            for item in islice(items, 3 * jobs - len(waiting)):
                waiting.append((item, pool.submit(function, item)))
            if not waiting:
                return
            item, first = waiting.popleft()
            try:
                result: R | Lost = first.result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                result = apart(function, item)
                pool = _pool(jobs)
                waiting = deque(_again(pool, function, waiting))
            yield item, result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _again(
    pool: ProcessPoolExecutor, function: Callable[[T], R], waiting: Iterable[tuple[T, Future[R]]]
) -> Iterator[tuple[T, Future[R]]]:
    """Hand in anew what a broken pool did not finish."""
    for item, future in waiting:
        finished = future.done() and not future.cancelled() and future.exception() is None
        yield item, future if finished else pool.submit(function, item)
