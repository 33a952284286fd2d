"""One build: fleet over path, a single writer into the store, then disputes."""

from __future__ import annotations
