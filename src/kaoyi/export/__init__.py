"""The record as files for people and other programs."""

from __future__ import annotations
