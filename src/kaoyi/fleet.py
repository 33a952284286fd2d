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

T = TypeVar("T")
R = TypeVar("R")


class Lost(Exception):
    """An item whose worker was killed, twice."""


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def apply(function: Callable[[T], R], items: Iterable[T], jobs: int = 1) -> Iterator[tuple[T, R | Lost]]:
    """Yield (item, function(item)) in the order of the items; few results wait at any time.

    An item whose worker process is killed is tried once more, alone; killed again, it gives Lost.
    """
    if jobs <= 1:
        for item in items:
            yield item, function(item)
        return
    yield from _apply_in_processes(function, iter(items), jobs)


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))


def _apply_in_processes(function: Callable[[T], R], items: Iterator[T], jobs: int) -> Iterator[tuple[T, R | Lost]]:
    pool = _pool(jobs)
    waiting: deque[tuple[T, Future[R]]] = deque()
    try:
        while True:
            for item in islice(items, 3 * jobs - len(waiting)):
                waiting.append((item, pool.submit(function, item)))
            if not waiting:
                return
            try:
                result: R | Lost = waiting[0][1].result()
            except BrokenProcessPool:
                pool.shutdown(cancel_futures=True)
                result = _once_more(function, waiting[0][0])
                pool = _pool(jobs)
                rest = list(waiting)[1:]
                waiting = deque([waiting[0], *((item, pool.submit(function, item)) for item, _ in rest)])
            yield waiting.popleft()[0], result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _once_more(function: Callable[[T], R], item: T) -> R | Lost:
    with _pool(1) as alone:
        try:
            return alone.submit(function, item).result()
        except BrokenProcessPool:
            return Lost()
