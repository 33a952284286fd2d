"""Apply a pure function to many items, on this machine's cores or on Ray. Knows none of our words."""

from __future__ import annotations
