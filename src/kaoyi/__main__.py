"""python -m kaoyi"""

from __future__ import annotations

from kaoyi.cli import main

if __name__ == "__main__":
    main()
