"""How large a source may be."""

from __future__ import annotations

from typing import Final

from kaoyi.model import Frozen


class Limits(Frozen, frozen=True):
    """The most bytes one document may have; a dump may have any number of such documents."""

    max_bytes: int = 32 * 1024 * 1024

    def too_large(self, size: int) -> str:
        """One sentence saying that a source of this size is too large."""
        return f"it is too large: {size:,} bytes, and one document may have {self.max_bytes:,}"


ORDINARY: Final = Limits()
