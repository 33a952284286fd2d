"""The reading room: the record in a browser, and its REST API."""

from __future__ import annotations
