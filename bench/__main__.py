"""python -m bench: the whole path."""

from __future__ import annotations

from bench.path import main

main()
