"""The record: one SQLite file (or a PostgreSQL database) that holds everything read."""

from __future__ import annotations
