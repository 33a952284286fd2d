"""The front matter of a post: the few fields Kaoyi needs, read by one regular expression, by YAML only where that is not enough."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.model import Frozen

_OPENING: Final = re.compile(r"\ufeff?---[ \t]*\r?\n")
_CLOSING: Final = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.M)
_FIELD: Final = re.compile(
    r"""^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(?:"([^"\\\n]*(?:\\.[^"\\\n]*)*)"|'([^'\n]*)'|([^\s"'|>&*!{%@`][^\r\n]*|))[ \t]*\r?$""",
    re.M,
)
_LIST_ITEM: Final = re.compile(r"""^[ \t]*-[ \t]+(?:"([^"\n]*)"|'([^'\n]*)'|([^\r\n]*?))[ \t]*\r?$""", re.M)
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
    closing = _CLOSING.search(raw, opening.end(), opening.end() + _LONGEST)
    if not closing:
        return None
    start, end = opening.end(), closing.start()
    fields = _fields(raw, start, end)
    if fields is None:
        return None
    body = closing.end() + (raw[closing.end() : closing.end() + 1] == "\n")
    return FrontMatter(fields, body)


def _fields(raw: str, start: int, end: int) -> Fields | None:
    fields: Fields = {}
    last, after = "", 0
    for match in _FIELD.finditer(raw, start, end):
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
    items = [match[match.lastindex or 3] for match in _LIST_ITEM.finditer(raw, start, end)]
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
