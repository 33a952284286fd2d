"""The command line: arguments in, one library call, lines out."""

from __future__ import annotations

from kaoyi.cli.main import main

__all__ = ["main"]
