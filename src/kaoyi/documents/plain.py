"""Plain text to blocks: every line is a paragraph; a date line, captions and headings are told apart."""

from __future__ import annotations

import re

from kaoyi.documents.sheet import Sheet

_LINE = re.compile(r"[^\n]+")


def scan(sheet: Sheet) -> None:
    """Write the plain text of the source on the sheet."""
    for match in _LINE.finditer(sheet.raw):
        sheet.line(match.start(), match.end())
