"""The furniture of a web page: elements whose class, id or style says that they are not the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_NAMES: Final = re.compile(
    r"""\b(class|id|role|style|property|aria-hidden|hidden|data-testid)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.I,
)
_TELLING: Final = re.compile(r"class|id|style|role|hidden", re.I)
_HIDDEN_STYLE: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px)?\s*(?:;|$)", re.I
)

# One name of a class list (or an id), whole. Words that also name the body of an article
# ("promoted", "tag-politics", "has-sidebar", "comments-open") must not match.
_FURNITURE: Final = tuple(
    (reason, re.compile(pattern, re.I))
    for reason, pattern in (
        (
            "advert",
            r"(?:ads?|advert(?:s|isement|ising|orial)?|dfp|imu|mpu|google[-_]?ads?|adsbygoogle|banner|sponsor(?:ed|s)?)(?:[-_]?\w+)*?\d*"
            r"|(?:\w+[-_])+(?:ads?|advert|advertisement|dfp|imu|mpu)(?:[-_]\w+)*|dfp-.*|innity.*|taboola.*|outbrain.*|ads_.*|div-gpt.*",
        ),
        (
            "subscription",
            r"(?:\w+[-_])*(?:subscri(?:be|ption)|newsletter|paywall|signup|sign-up|donat(?:e|ion)|membership|freemium)(?:[-_]?(?:box|form|bar|block|promo|cta|wrap\w*|link\w*))?",
        ),
        (
            "share bar",
            r"(?:\w+[-_])*(?:share|sharing|social|sharedaddy|addthis|addtoany)(?:[-_]?(?:bar|box|buttons?|links?|icons?|tools?|list|media|this|toolbox|wrap\w*|container))?|jp-relatedposts-share|sd-\w+",
        ),
        (
            "related articles",
            r"(?:\w+[-_])*(?:related|recommend(?:ed|ations?)?|read-?more|more-?stories|you-may-like|popular|trending|jp-relatedposts)(?:[-_]?(?:articles?|posts?|news|links?|content|stories|block|box|list|wrap\w*|items?))?",
        ),
        (
            "comments",
            r"comments?|(?:\w+[-_])*comments?[-_]?(?:area|list|section|wrapper|form|reply|block|body|text)|disqus(?:_thread)?|respond|field-name-comment-body|fb-comments",
        ),
        (
            "navigation",
            r"(?:\w+[-_])*(?:nav|navbar|navigation|navbox|breadcrumbs?|pager|pagination|menu|toc|catlinks|sitemap|skip-?links?)(?:[-_](?:links|bar|list|container|wrap\w*|main|top|item))?"
            r"|mw-(?:editsection|jump-link|indicators?|panel|head)|vector-.*|sistersitebox|noprint|metadata|ambox|hatnote|printfooter|sidebar|(?:left|right|site|primary|secondary)[-_]sidebar|widget(?:[-_].*)?|links inline|site-(?:header|footer)|page-footer|footer|cookie(?:[-_].*)?|entry-footer|post-tags|tags-links|cat-links|card-footer|copyright",
        ),
        (
            "byline",
            r"(?:entry|post|article|story)[-_](?:meta|date|time|author|info)|posted-on|byline(?:[-_]\w+)*|published-on|author[-_](?:box|bio|info|card)|entry-utility|post-views",
        ),
        (
            "hidden",
            r"hidden|hide|(?:element|visually|screen-reader)[-_](?:hidden|invisible|text)|sr-only|rdf-meta|mw-empty-elt|visuallyhidden|invisible|submitted|print-only",
        ),
        ("note mark", r"reference|noteref|footnote-ref|mw-ref"),
    )
)
_FURNITURE_TAGS: Final = frozenset(
    [
        "div",
        "section",
        "aside",
        "ul",
        "ol",
        "p",
        "span",
        "a",
        "header",
        "footer",
        "form",
        "figure",
        "li",
        "table",
        "nav",
        "sup",
        "small",
        "h2",
        "h3",
        "h4",
        "dl",
    ]
)


def reason_for_attributes(tag: str, attributes: str) -> str | None:
    """Why an element with these attributes is not text, or None when it may be.

    >>> reason_for_attributes("div", ' class="share-bar left"')
    'share bar'
    >>> reason_for_attributes("div", ' class="node node-promoted tag-politics has-sidebar"')
    """
    if tag not in _FURNITURE_TAGS or not _TELLING.search(attributes):
        return None
    for match in _NAMES.finditer(attributes):
        name, value = match[1].lower(), match[match.lastindex or 2]
        if name == "style":
            if _HIDDEN_STYLE.search(value):
                return "hidden"
        elif name in ("aria-hidden", "hidden"):
            if value.lower() in ("hidden", "true") and name == "hidden":
                return "hidden"
        elif name == "role":
            if value.lower() in ("navigation", "search", "banner", "contentinfo", "menu"):
                return "navigation"
        elif name in ("class", "id") and (reason := _by_name(tag, value)):
            return reason
    return None


def _by_name(tag: str, value: str) -> str | None:
    for word in value.split():
        reason = _reason_for_word(word) if len(word) < 60 else None
        if reason and (reason != "note mark" or tag == "sup") and (reason == "hidden" or tag not in ("h2", "h3", "h4")):
            return reason
    return None


@lru_cache(4096)
def _reason_for_word(word: str) -> str | None:
    return next((reason for reason, pattern in _FURNITURE if pattern.fullmatch(word)), None)
