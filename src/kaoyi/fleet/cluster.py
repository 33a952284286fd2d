"""A crew on a Ray cluster. Ray is an optional package, and this the only module that knows it."""

from __future__ import annotations

import logging
import os
import socket
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Self, TypeVar

from kaoyi.errors import UsageError
from kaoyi.fleet import Lost, cores

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 3  # tasks in hand for each processor of the cluster
_RETRIES = 2  # times the cluster itself does a task again whose worker or machine is lost


class Cluster:
    """Tasks on a cluster: the one at ``address``, the one this process is connected to, or one started here."""

    def __init__(self, jobs: int, address: str | None) -> None:
        try:
            os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing leaves this machine
            import ray
        except ImportError as error:
            raise UsageError("--engine ray needs the package ray: pip install 'kaoyi[ray]'") from error
        self._ray: Any = ray
        self._own = not ray.is_initialized()
        if self._own:
            self._join(jobs, address)
        self.size = jobs or max(1, int(self._ray.cluster_resources().get("CPU", 1)))

    def _join(self, jobs: int, address: str | None) -> None:
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": logging.ERROR}
        if address is None:
            self._ray.init(num_cpus=jobs or cores(), include_dashboard=False, **quiet)
            return
        try:
            _knock(address)
            self._ray.init(address=address, **quiet)
        except (OSError, ValueError, RuntimeError) as error:
            raise UsageError(f"there is no Ray cluster at {address}: {' '.join(str(error).split())[:200]}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._own:
            self._ray.shutdown()

    def apply(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Yield results in the order of the items."""
        task = self._ray.remote(function_of).options(max_retries=_RETRIES, num_cpus=1)
        known = self._ray.put(function)
        waiting: deque[tuple[T, Any]] = deque()
        rest = iter(items)
        try:
            while True:
                for item in islice(rest, _AHEAD * self.size - len(waiting)):
                    waiting.append((item, task.remote(known, item)))
                if not waiting:
                    return
                item, promised = waiting.popleft()
                yield item, self._result(promised)
        finally:
            for _, promised in waiting:
                self._ray.cancel(promised)

    def apart(self, function: Callable[[T], R], items: Iterable[T]) -> Iterator[tuple[T, R | Lost]]:
        """Yield results of items that are each a task of their own; a task that is killed takes no other with it."""
        yield from self.apply(function, items)

    def _result(self, promised: Any) -> Any:
        """A task's result; Lost when the cluster gave it up. Raises what the function itself raised."""
        lost = self._ray.exceptions
        try:
            return self._ray.get(promised)
        except lost.RayTaskError as error:
            raise error.cause from None
        except (lost.WorkerCrashedError, lost.OutOfMemoryError, lost.ObjectLostError, lost.NodeDiedError):
            return Lost()


def _knock(address: str) -> None:
    """Raise OSError where nobody listens; Ray itself would wait for minutes."""
    host, _, port = address.removeprefix("ray://").rpartition(":")
    if host and port.isdigit():
        socket.create_connection((host, int(port)), timeout=10).close()


def function_of(function: Callable[[T], R], item: T) -> R:
    """What a worker does."""
    return function(item)
