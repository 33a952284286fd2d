"""What a source says of itself: title, outlet, author, address and dates."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from urllib.parse import urlsplit

from kaoyi.documents.front_matter import FrontMatter
from kaoyi.documents.targets import original_address
from kaoyi.lexicon.tables import read_table

_DATE = re.compile(
    r"\s*(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?"
    r"(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?\s*\Z"
)
_LEAD_OUTLET = re.compile(
    r"[（(【\[]([\w·]{2,14}?(?:中文[网網部台]|[网網]|社|[报報]|[电電][台臺视視]|[广廣]播[公电電][司台臺]|通[讯訊]社|新[闻聞]|之[声聲](?:中文[网網])?|[周週][刊报報]))"
    r"(?:[ ，,]?[\w·]{0,12}?(?:[讯訊电電]|[报報]道|[报報][導导]))?[)）】\]]"
)


def edtf(written: str) -> str | None:
    """A date as EDTF, with its time and zone where given; None when it is no date.

    >>> edtf("2014-09-30T12:15:32+0200"), edtf("2021/3/4"), edtf("2021-13-40")
    ('2014-09-30T12:15:32+02:00', '2021-03-04', None)
    """
    match = _DATE.match(written)
    if not match:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    if not 1 <= int(month) <= 12 or not 0 < int(year) or (day and not _is_day(int(year), int(month), int(day))):
        return None
    date = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    if not hour or not day or int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return date
    time = f"T{int(hour):02}:{minute}:{second or '00'}"
    if zone in ("UTC", "GMT"):
        zone = "Z"
    if zone and zone != "Z" and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    return date + time + (zone or "")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        datetime(year, month, day)
    except ValueError:
        return False
    return True


def edtf_of_stamp(milliseconds: int) -> str | None:
    """A comment stamp, milliseconds since 1970, as EDTF.

    >>> edtf_of_stamp(1600000000000)
    '2020-09-13T12:26:40Z'
    """
    if not 0 < milliseconds < 4_102_444_800_000:
        return None
    return datetime.fromtimestamp(milliseconds // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def outlet_in_lead(words: str) -> str | None:
    """The outlet a first paragraph names in brackets before anything else.

    >>> outlet_in_lead("（某某之声中文网）三人受伤。")
    '某某之声中文网'
    """
    match = _LEAD_OUTLET.match(words)
    return match[1] if match else None


@cache
def _hosts() -> dict[str, str]:
    return {row["host"]: row["outlet"] for row in read_table("outlets_hosts.csv")}


def outlet_of_address(address: str) -> str | None:
    """The outlet whose host this address names, from outlets_hosts.csv."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return None
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
