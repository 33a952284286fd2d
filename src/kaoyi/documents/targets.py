"""What a link points to, decoded: an article title for links between wiki pages, else the address."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote

_ARCHIVE: Final = re.compile(r"(?:https?://web\.archive\.org)?/web/\d{1,14}[a-z_]{0,4}/(?=https?:|//)")
_WIKI: Final = re.compile(
    r"(?:https?:)?//[a-z-]+(?:\.m)?\.wiki(?:pedia|news|source|quote|voyage)\.org/(?:wiki|zh(?:-\w+)?)/([^?#]+)|\.\./Page/(.+)\.md$|/wiki/([^?#]+)$"
)
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")


def original_address(address: str) -> str:
    """The address without the archive's prefix.

    >>> original_address("https://web.archive.org/web/20210101000000im_/https://example.org/a")
    'https://example.org/a'
    """
    if "/web/" not in address:
        return address
    match = _ARCHIVE.match(address)
    return address[match.end() :] if match else address


def link_target(address: str) -> tuple[str, bool]:
    """The decoded target of a link, and whether it is the title of a wiki article.

    >>> link_target("https://zh.wikipedia.org/wiki/%E9%9F%A9%E6%88%98")
    ('韩战', True)
    """
    address = original_address(address.strip())
    if "\\" in address:
        address = _ESCAPED.sub(r"\1", address)
    match = _WIKI.match(address)
    if match:
        return unquote(match[match.lastindex or 1]).replace("_", " "), True
    return (unquote(address) if "%" in address else address), False
