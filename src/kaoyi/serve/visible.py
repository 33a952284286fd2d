"""A source's words without their markup, for quotes shown outside their document."""

from __future__ import annotations

import re
from html import unescape

_MARKUP = re.compile(
    r"\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"  # the target half of a link
    r"|<[^<>]{0,2000}>|\\?\[\d+\\?\]|\*\*|\[(?=[^\]]*\]?)|-\{(?:[^{}:;]*:)?([^{};]*)(?:;[^{}]*)?\}-|(?m:^(?:#{1,6}|>|[-*])\s+)"
)


def visible(words: str) -> str:
    """Return what a reader sees of a stretch of source.

    >>> visible('[美軍在](https://a.b/c "wikilink")巨济岛\\\\[3\\\\]阵亡<b>12人</b>')
    '美軍在巨济岛阵亡12人'
    """
    return unescape(_MARKUP.sub(lambda match: match.group(1) or "", words)).strip("\n")
