"""One JSON object per line, UTF-8."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO


def write(lines: Iterator[bytes], what: str, out: IO[bytes]) -> int:
    """Write the rows; return how many there were."""
    count = 0
    for line in lines:
        out.write(line)
        out.write(b"\n")
        count += 1
    return count
