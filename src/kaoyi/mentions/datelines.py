"""某社某地4月15日电: where and when a dispatch was filed, which is not where and when the thing happened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import structs

from kaoyi.model import Document, Mentions

_DATELINE: Final = re.compile(
    r"\s*[（(【\[]?(?:[^\W\d]{1,8}?(?:社|网|报|电台|电视台?|新闻))[^\W\d]{0,10}(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
    r"[^\W\d]{0,2}[电讯](?![台视话力动])"
)
_FILED: Final = ("日电", "日讯", "日专电")
_LONGEST: Final = 60


def spans(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of the datelines that blocks open with."""
    text = document.folded
    if not ("电" in text or "讯" in text) or not any(word in text for word in _FILED):
        return
    for block in document.blocks:
        found = _DATELINE.match(text, block.start, min(block.end, block.start + _LONGEST))
        if found is not None:
            yield found.span()


def without_their_places(document: Document, mentions: Mentions) -> Mentions:
    """Leave out the places datelines name: 某社甲市9日电 tells of 乙国's earthquake."""
    found = list(spans(document))
    if not found:
        return mentions
    names = tuple(
        name
        for name in mentions.names
        if name.kind not in ("place", "state") or not any(a <= name.start < b for a, b in found)
    )
    return structs.replace(mentions, names=names)


def filed_on(document: Document, mentions: Mentions) -> str | None:
    """The day (EDTF) of the first dateline: when what the dispatch says was said."""
    for start, end in spans(document):
        dates = (time.edtf for time in mentions.times if start <= time.start and time.end <= end)
        return next((edtf for edtf in dates if edtf), None)
    return None
