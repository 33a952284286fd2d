"""Every word of the interface, in Chinese and English, from one table."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")


@cache
def wording(language: str) -> dict[str, str]:
    """Return key -> words in one language ("zh" or "en")."""
    with (Path(__file__).parent / "wording.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {row["key"]: row[language] for row in csv.DictReader(lines)}


def preferred(asked: str | None, remembered: str | None, accepted: str | None) -> str:
    """Choose the language: asked for in the address, else remembered, else what the browser accepts, else Chinese.

    >>> preferred(None, None, "en-GB,en;q=0.9"), preferred(None, "zh", "en"), preferred("en", "zh", None)
    ('en', 'zh', 'en')
    """
    for choice in (asked, remembered):
        if choice in LANGUAGES:
            return choice
    for part in (accepted or "").split(","):
        tag = part.split(";")[0].strip().lower()[:2]
        if tag in LANGUAGES:
            return tag
    return "zh"
