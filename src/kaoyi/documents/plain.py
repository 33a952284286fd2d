"""Plain text to blocks: every line is a paragraph; title, date line, headings and captions are told apart."""

from __future__ import annotations

import re
from typing import Final

from kaoyi.documents.datelines import leading_date
from kaoyi.documents.sheet import WHITE, Sheet

_LINE: Final = re.compile(r"[^\n]+")
_CAPTION_END: Final = re.compile(
    r".{4,150}(?:[（(](?:[^（）()]{0,14}(?:社|[报報]|[网網]|[图圖]|[摄攝]|[资資]料|视频|視頻|截[图圖]|Reuters|AFP|AP|Getty|EPA|Xinhua|REUTERS|Images)[^（）()]{0,14})[)）]|[（(](?:美联|路透|新华|中新|[Aa]ssociated)[^（）()]{0,12}[)）])[。.]?"
    r"|(?:▲|△|▼|[（(]?[图圖](?:[为為]|[：:]|[说說][：:]|片?[来來]源[：:/]|\d{0,2}[：:]))[^\n]{2,150}"
    r"|[^\n]{2,120}(?:[（(]?(?:[资資]料[图圖圖照]片?|[图圖]片?[来來]源[：:/][^\n]{1,30}|[摄攝]影?[：:/][^\n]{1,20}|[^\s，。]{2,4}[摄攝]|Photo(?:graph)?[：: ][^\n]{1,40})[)）]?)"
)
_SENTENCE_END: Final = "。！？!?…；;：:，,、”」』）)"
_MARK_INSIDE: Final = re.compile(r"[。！？；，：,;]")
_NUMBERED: Final = re.compile(
    r"(?:第?[一二三四五六七八九十百]{1,3}(?:[、.．章节節]|[　 ])|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[、.．])[^。！？；]{1,30}\Z"
)


def scan(sheet: Sheet) -> None:
    """Write the plain text of the source on the sheet."""
    lines = [match.span() for match in _LINE.finditer(sheet.raw) if not match[0].isspace()]
    longest = max((end - start for start, end in lines[:50]), default=0)
    if lines and (date := leading_date(sheet.raw, *lines[0])):
        sheet.published = date[0]
        sheet.leave_out(lines[0][0], date[1], "date line")
        lines[0] = (date[1], lines[0][1])
    for index, (start, end) in enumerate(lines):
        kind = _kind(sheet, sheet.raw[start:end].strip(WHITE), index, len(lines), longest)
        sheet.begin(kind, {"heading": 2, "title": 1}.get(kind, 0))
        span = sheet.line(start, end)
        if kind == "title" and span:
            sheet.title = sheet.title or sheet.raw[start:end].strip(WHITE)


def _kind(sheet: Sheet, line: str, index: int, count: int, longest: int) -> str:
    """Which kind of block a line is, by its length, its marks and where it stands."""
    if is_caption(line) and index:
        return "caption"
    short = len(line) <= 45 and len(line) * 2 < longest and line[-1:] not in "。；;：:，,、"
    if index == 0 and count > 1 and short:
        return "title"
    if not index or index == count - 1 or not sheet.blocks:
        return "paragraph"
    if _NUMBERED.match(line) and len(line) <= 30 and line[-1] not in _SENTENCE_END and longest > 60:
        return "heading"
    if 2 <= len(line) <= 20 and longest > 80 and line[-1] not in _SENTENCE_END and not _MARK_INSIDE.search(line):
        return "heading"
    return "paragraph"


def is_caption(line: str) -> bool:
    """Whether a line reads like the words under a picture: short, and closed by where the picture comes from.

    >>> is_caption("官兵在雪地裡行軍。（某某社）"), is_caption("三人死亡。")
    (True, False)
    """
    return len(line) <= 160 and line.count("。") <= 2 and _CAPTION_END.fullmatch(line) is not None
