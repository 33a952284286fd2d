"""Functions that workers are given in these tests: some of them are killed at it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from kaoyi.run.read import Orders, read_batch

POISON = "毒文档"


def ten_times(number: int) -> int:
    return number * 10


def ten_times_unless_three(number: int) -> int:
    """Dies on 3, every time."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * 10


def ten_times_at_second_try(told: tuple[int, str]) -> int:
    """Dies on 3 the first time."""
    number, folder = told
    if number == 3 and not (tried := Path(folder) / "tried").exists():
        tried.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.02)
    return number * 10


def refuse(number: int) -> int:
    raise ValueError(f"{number} is refused")


def read_or_die(batch: bytes, orders: Orders) -> bytes:
    """Reads a batch, but is killed by a document that holds the poison, as by a fault in a native library."""
    if POISON.encode() in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return read_batch(batch, orders)
