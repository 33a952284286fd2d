"""The part of a full web page that is the article: the element that says so and holds most of the words."""

from __future__ import annotations

import re
from html import unescape
from typing import Final

from kaoyi.model import Frozen

_OPENING: Final = re.compile(
    r"<(article|main)\b[^<>]*>|<(div|section|td)\b[^<>]{0,400}?\b(?:id|class|itemprop)\s*=\s*[\"'][^\"'<>]{0,200}?\b(?:article-?(?:body|content|text|detail|con)|articleBody|"
    r"(?:post|entry|story|news|main|page|detail)-?_?(?:content|body|text|con|article)|mw-parser-output|rich_media_content|TRS_Editor|artical?|content_area|left_zw|zwContent|cont)\b[^<>]*>",
    re.I,
)
_TAGS: Final = re.compile(r"<[^<>]*>|\s+")
_META: Final = re.compile(r"<meta\b([^<>]*)>", re.I)
_ATTRIBUTE: Final = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TITLE: Final = re.compile(r"<title\b[^<>]*>([^<]{1,400})", re.I)
_CANONICAL: Final = re.compile(r"""<link\b[^<>]*\brel\s*=\s*["']?canonical["']?[^<>]*""", re.I)
_TIME: Final = re.compile(r"""<time\b[^<>]*\bdatetime\s*=\s*["']([^"']{8,40})["']""", re.I)
_JSON: Final = re.compile(r'"(datePublished|dateModified)"\s*:\s*"([^"]{8,40})"')
_H1: Final = re.compile(r"<h1\b[^<>]*>.{1,1000}?</h1\s*>", re.I | re.S)
_CANDIDATES: Final = 12
_HEAD: Final = 200_000
_SITE_IN_TITLE: Final = re.compile(r"\s*[|_\-–—·]\s*[^|_\-–—·]{1,30}$")


class Part(Frozen, frozen=True):
    """Spans of the page: its heading before the article, if any, and the article."""

    heading: tuple[int, int] | None
    body: tuple[int, int]


def main_part(raw: str) -> Part | None:
    """The article of a page, or None when no element stands out."""
    whole = 0
    best, best_words = None, 0
    for count, match in enumerate(_OPENING.finditer(raw)):
        if count == _CANDIDATES:
            break
        end = _closing(raw, (match[1] or match[2]).lower(), match.start())
        words = len(_TAGS.sub("", raw[match.start() : end]))
        whole = whole or len(_TAGS.sub("", raw))
        if words > 150 and (words > best_words * 1.2 or (best and end <= best[1] and words > best_words * 0.7)):
            best, best_words = (match.start(), end), words
    if best is None:
        return None
    heading = next((match.span() for match in _H1.finditer(raw, 0, best[0])), None)
    inside = heading is not None and _H1.search(raw, *best) is not None
    return Part(None if inside else heading, best)


def _closing(raw: str, tag: str, start: int) -> int:
    """Where the element that begins at ``start`` ends."""
    depth = 0
    for match in re.compile(rf"<(/?){tag}\b", re.I).finditer(raw, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.end() + 1
    return len(raw)


def said_by_head(raw: str) -> dict[str, str]:
    """What the page's head says: title, outlet, author, url, published, updated, as far as it does."""
    said: dict[str, str] = {}
    head = raw[:_HEAD]
    for match in _META.finditer(head):
        attributes = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(match[1])}
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if (field := _FIELDS.get(name)) and attributes.get("content", "").strip():
            said.setdefault(field, unescape(attributes["content"]).strip())
    for name, value in _JSON.findall(head):
        said.setdefault("published" if name == "datePublished" else "updated", value)
    if "published" not in said and (time := _TIME.search(head)):
        said["published"] = time[1]
    if (link := _CANONICAL.search(head)) and (
        address := {n.lower(): d or s for n, d, s in _ATTRIBUTE.findall(link[0])}.get("href")
    ):
        said.setdefault("url", address)
    if "title" not in said and (title := _TITLE.search(head)):
        said["title"] = _SITE_IN_TITLE.sub("", unescape(title[1]).strip())
    return said


_FIELDS: Final = {
    "og:title": "title", "twitter:title": "title", "og:site_name": "outlet", "application-name": "outlet", "author": "author", "article:author": "author",
    "og:url": "url", "article:published_time": "published", "pubdate": "published", "publishdate": "published", "datepublished": "published",
    "date": "published", "article:modified_time": "updated", "og:updated_time": "updated", "lastmod": "updated", "datemodified": "updated",
    "mediaid": "outlet", "source": "outlet",
}  # fmt: skip
