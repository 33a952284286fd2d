"""Claims side by side: which measure the same thing, whether they agree, and why not."""

from __future__ import annotations
