"""What a source says of itself: title, outlet, author, address and dates."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from kaoyi.documents.front_matter import FrontMatter
from kaoyi.documents.targets import original_address
from kaoyi.lexicon.tables import read_table

_LEAD_OUTLET: Final = re.compile(
    r"[（(【\[]([\w·]{2,14}?(?:中文[网網部台]|[网網]|社|[报報]|[电電][台臺视視]|[广廣]播[公电電][司台臺]|通[讯訊]社|新[闻聞]|之[声聲](?:中文[网網])?|[周週][刊报報]))"
    r"(?:[ ，,]?[\w·]{0,12}?(?:[讯訊电電]|[报報]道|[报報][導导]))?[)）】\]]"
)
# 某社某地4月15日电, the way agencies open a dispatch.
_DISPATCH: Final = re.compile(
    r"[（(【]?([^\W\d]{1,8}?(?:社|[网網]|[报報]|[电電][台视視]))[^\W\d]{0,8}(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[^\W\d]{0,2}[电電讯訊]|[报報]道)"
)


def outlet_in_lead(words: str) -> str | None:
    """The outlet a first paragraph names in brackets before anything else.

    >>> outlet_in_lead("（某某之声中文网）三人受伤。")
    '某某之声中文网'
    """
    match = _LEAD_OUTLET.match(words) or _DISPATCH.match(words)
    return match[1] if match else None


_HOST: Final = re.compile(r"(?:https?:)?//(?:[^/@\s]*@)?([\w.-]+)")


@cache
def _hosts() -> dict[str, str]:
    return {row["host"]: row["outlet"] for row in read_table("outlets_hosts.csv")}


def outlet_of_address(address: str) -> str | None:
    """The outlet whose host this address names, from outlets_hosts.csv."""
    match = _HOST.match(address)
    host = match[1].lower() if match else ""
    hosts = _hosts()
    while "." in host:
        if host in hosts:
            return hosts[host]
        host = host.partition(".")[2]
    return None


def outlet_of_fields(front: FrontMatter) -> str | None:
    """The outlet the front matter names: a field for it, or a tag that is also the one category."""
    named = front.get("outlet", "publisher", "publication", "media", "site", "source")
    if named and not named.startswith("http"):
        return named.partition("\n")[0]
    tags, categories = front.get("tags"), front.get("categories", "category")
    if tags and tags == categories and "\n" not in tags:
        return tags
    return None


def address_of_fields(front: FrontMatter) -> str | None:
    """The address the post was first published at, or None."""
    for name in ("original_url", "canonical_url", "from", "url", "link", "source_url", "source", "permalink"):
        value = front.get(name)
        if value.startswith(("http://", "https://")):
            return original_address(value)
    return None
