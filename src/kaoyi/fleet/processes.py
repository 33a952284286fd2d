"""A crew of processes on this machine; with one job, this very process."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from threading import Thread
from typing import Any, Self, TypeVar

from kaoyi.fleet import Lost

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3  # items in hand for each process
_TRIES = 2


class Processes:
    """Processes are started when there is work for them, and again when one is killed."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._dismiss()

    def apply(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Yield results in the order of the items."""
        if self.size <= 1:
            for item in items:
                yield item, function(item)
            return
        yield from self._together(function, iter(items))

    def apart(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Yield results of items done one at a time in a process of their own."""
        pool = _start(1)
        try:
            for item in items:
                for _ in range(_TRIES):
                    try:
                        yield item, pool.submit(function, item).result()
                        break
                    except BrokenProcessPool:
                        pool.shutdown(cancel_futures=True)
                        pool = _start(1)
                else:
                    yield item, Lost()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _together(self, function: Callable[[T], R], items: Iterator[T]) -> Iterator[tuple[T, R | Lost]]:
        waiting: deque[tuple[T, Future[R]]] = deque()
        try:
            while True:
                for item in islice(items, _AHEAD * self.size - len(waiting)):
                    waiting.append((item, self._submit(function, item)))
                if not waiting:
                    return
                item, first = waiting.popleft()
                try:
                    result: R | Lost = first.result()
                except BrokenProcessPool:
                    self._dismiss()
                    ((item, result),) = self.apart(function, [item])
                    waiting = deque(self._again(function, waiting))
                yield item, result
        finally:
            for _, future in waiting:
                future.cancel()

    def _submit(self, function: Callable[[T], R], item: T) -> Future[R]:
        if self._pool is None:
            self._pool = _start(self.size)
        try:
            return self._pool.submit(function, item)
        except BrokenProcessPool:  # a process was killed between two items
            self._dismiss()
            self._pool = _start(self.size)
            return self._pool.submit(function, item)

    def _again(
        self, function: Callable[[T], R], waiting: Iterable[tuple[T, Future[R]]]
    ) -> Iterator[tuple[T, Future[R]]]:
        """Hand in anew what a broken pool did not finish."""
        for item, future in waiting:
            finished = future.done() and not future.cancelled() and future.exception() is None
            yield item, future if finished else self._submit(function, item)

    def _dismiss(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _start(size: int) -> ProcessPoolExecutor:
    context: Any = get_context("spawn")
    return ProcessPoolExecutor(size, mp_context=context, initializer=_follow)


def _follow() -> None:
    """End with the process that started this one, even when that is killed: nobody else would tell a worker."""
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_after, args=(parent.sentinel,), daemon=True).start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
