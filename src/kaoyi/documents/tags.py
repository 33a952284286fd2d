"""The tags of HTML: how one is written, and what each says of the words within it."""

from __future__ import annotations

import re
from typing import Final

# A quoted value may hold a few "<" but not many, so that a stray quote costs little however long the page.
_QUOTED: Final = r"""(?:"[^"<]*+(?:<[^"<]*+){0,8}+"|'[^'<]*+(?:<[^'<]*+){0,8}+')"""
TAG: Final = re.compile(
    rf"""<(?:(/?)([a-zA-Z][\w:-]*+)([^<>"']*+(?:{_QUOTED}[^<>"']*+){{0,60}}+[^<>]*+)>|!--.*?(?:-->|\Z)|[!?][^<>]*>)"""
    r"|(&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)",
    re.S,
)
BLOCK_TAGS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
VOID: Final = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
UNSEEN: Final = {
    "script": "script", "noscript": "script", "style": "style", "template": "script", "svg": "image", "iframe": "embedded frame",
    "object": "embedded frame", "canvas": "image", "button": "navigation", "select": "navigation", "textarea": "navigation",
    "nav": "navigation", "head": "page head", "video": "video", "audio": "sound", "math": "formula", "dialog": "navigation",
}  # fmt: skip
RAW_TEXT: Final = {
    tag: re.compile(rf"</{tag}\s*>", re.I)
    for tag in ("script", "style", "textarea", "noscript", "template", "iframe", "svg", "title")
}
EMPHASIS: Final = {"b": "bold", "strong": "bold", "small": "small"}
KIND_TAGS: Final = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "figcaption",
        "caption",
        "li",
        "dd",
        "dt",
        "ul",
        "ol",
        "td",
        "th",
        "tr",
        "table",
    ]
)
CLOSED_BY: Final = {
    "p": frozenset(BLOCK_TAGS - {"br"}), "li": frozenset({"li"}), "td": frozenset({"td", "th", "tr"}), "th": frozenset({"td", "th", "tr"}),
    "tr": frozenset({"tr"}), "dt": frozenset({"dt", "dd"}), "dd": frozenset({"dt", "dd"}), "option": frozenset({"option"}),
}  # fmt: skip
