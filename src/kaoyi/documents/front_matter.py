"""The front matter of a post: the few fields Kaoyi needs, read by one regular expression, by YAML only where that is not enough."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.model import Frozen

_OPENING: Final = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING: Final = re.compile(r"(?:---|\.\.\.)[ \t]*\r?$", re.M)
_FIELD: Final = re.compile(
    r"""([A-Za-z_][\w-]*)[ \t]*:[ \t]*(?:"([^"\\\n]*(?:\\.[^"\\\n]*)*)"|'([^'\n]*)'|([^\s"'|>&*!{%@`][^\r\n]*|))[ \t]*\r?$""",
    re.M,
)
_LIST_ITEM: Final = re.compile(r"""[ \t]*-[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\r\n]*?))[ \t]*\r?$""", re.M)
_ESCAPE: Final = re.compile(r"\\(.)")
_LONGEST: Final = 64 * 1024

Fields = dict[str, tuple[str, int, int]]


class FrontMatter(Frozen, frozen=True):
    """Fields by lower-case name, each with its value and where the value stands; and where the body begins.

    Lists are joined by "\\n".
    """

    fields: Fields
    body: int

    def get(self, *names: str) -> str:
        """The first of these fields that is there, else ""."""
        for name in names:
            if name in self.fields and self.fields[name][0]:
                return self.fields[name][0]
        return ""


def read_front_matter(raw: str) -> FrontMatter | None:
    """Return the front matter at the head of the file, or None."""
    opening = _OPENING.match(raw)
    if not opening:
        return None
    start = opening.end()
    closing = _closing(raw, start)
    if not closing:
        return None
    fields = _fields(raw, start, closing.start())
    if fields is None:
        return None
    body = closing.end() + (raw[closing.end() : closing.end() + 1] == "\n")
    return FrontMatter(fields, body)


def _closing(raw: str, start: int) -> re.Match[str] | None:
    """The line that closes the front matter which begins at ``start``."""
    stop = min(start + _LONGEST, len(raw))
    line = start
    while line < stop:
        if raw[line] in "-." and (closing := _CLOSING.match(raw, line, stop)):
            return closing
        line = _next_line(raw, line, stop)
    return None


def _next_line(raw: str, at: int, end: int) -> int:
    """Where the line after the one at ``at`` begins, ``end`` when there is none."""
    line_end = raw.find("\n", at, end)
    return end if line_end < 0 else line_end + 1


def _lines(raw: str, start: int, end: int) -> list[int]:
    """Where each line begins: matching there is less work than searching every character for a line that fits."""
    lines = []
    while start < end:
        lines.append(start)
        start = _next_line(raw, start, end)
    return lines


def _fields(raw: str, start: int, end: int) -> Fields | None:
    fields: Fields = {}
    last, after = "", 0
    for line in _lines(raw, start, end):
        match = _FIELD.match(raw, line, end)
        if match is None:
            continue
        if last:
            _gather_list(raw, fields, last, after, match.start())
        name = match[1].lower()
        group = match.lastindex or 4
        value = (match[group] or "").rstrip() if group == 4 else match[group]
        if group == 2 and "\\" in value:
            value = _ESCAPE.sub(r"\1", value)
        elif group == 4 and value.startswith("["):
            value = "\n".join(part.strip().strip("\"'") for part in value.strip("[] ").split(",") if part.strip())
        fields.setdefault(name, (value, match.start(group), match.start(group) + len(match[group] or "")))
        last, after = (name, match.end()) if not value else ("", 0)
    if last:
        _gather_list(raw, fields, last, after, end)
    if "title" not in fields and "title" in raw[start:end].lower():
        return _by_yaml(raw, start, end) or fields or None
    return fields or None


def _gather_list(raw: str, fields: Fields, name: str, start: int, end: int) -> None:
    found = [_LIST_ITEM.match(raw, line, end) for line in _lines(raw, _next_line(raw, start, end), end)]
    items = [match[match.lastindex or 3] for match in found if match]
    if items:
        fields[name] = ("\n".join(items), start, end)


def _by_yaml(raw: str, start: int, end: int) -> Fields | None:
    """Folded and nested values need the real reader; their places are then not known one by one."""
    import yaml

    try:
        loaded = yaml.load(raw[start:end], Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    if not isinstance(loaded, dict):
        return None
    fields: Fields = {}
    for key, value in loaded.items():
        words = "\n".join(item for item in value if isinstance(item, str)) if isinstance(value, list) else value
        if isinstance(key, str) and isinstance(words, str):
            at = raw.find(words, start, end)
            fields[key.lower()] = (words.strip(), at, at + len(words)) if at >= 0 else (words.strip(), 0, 0)
    return fields
