"""From the fields of a list's form to what the record is asked, and the addresses of the pages before and after."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from fastapi import Request

from kaoyi.store.ask import Aliases, Filter

FIELDS = ("measure", "subject", "event", "kind", "since", "until", "document", "speaker", "verdict")


def filter_of(given: Mapping[str, str], aliases: Aliases | None = None) -> Filter:
    """Return what a list is narrowed to; an empty field narrows nothing."""
    fields = {name: given[name].strip() for name in FIELDS if given.get(name, "").strip()}
    return msgspec.structs.replace(Filter(aliases=aliases), **fields)


def whole(text: str | None) -> int:
    """Return a whole number given in an address, 0 for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def pager(request: Request, offset: int, shown: int, total: int) -> tuple[str, str]:
    """Return the addresses of the page before and the page after, "" where there is none."""
    before = _at(request, max(0, offset - shown)) if offset else ""
    after = _at(request, offset + shown) if offset + shown < total else ""
    return before, after


def _at(request: Request, offset: int) -> str:
    return "?" + str(request.url.include_query_params(offset=offset).query)
