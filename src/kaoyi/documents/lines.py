"""What the words of a line tell of its place in a document: the head of the notes, a note, the title once more."""

from __future__ import annotations

import re
from typing import Final

_NOTE_SECTIONS: Final = re.compile(
    r"(?:[注註][释釋解脚腳]?|脚注|腳注|引用|[參参][考見见][资資文书書网網来來及和與]?.{0,6}|[資资]料?[來来]源|[來来]源|文[獻献]|"
    r"[書书]目|[書书]籍|出[處处]|外部[链連][結结接]|[链連][結结接]|延伸[閱阅][讀读]|[擴扩]展[閱阅][讀读]|相[關关][條条]目|"
    r"[參参][見见阅閱]|[線在][上线線][資资]源|[資资]源|[網网][頁页]|期刊|"
    r"references?|notes?|footnotes|citations?|bibliography|sources|external links|see also|further reading)[：:]?",
    re.I,
)
_NOTE_BEGINS: Final = "註注[［(（"
_NOTE_LINE: Final = re.compile(
    r"(?:[(（\[［]?[註注](?:[释釋解脚腳])?\s?|\[|［)(\d{1,3}|[一二三四五六七八九十]{1,3})(?:[)）\]］]|[：:.、．])(?!\d)"
)


def heads_notes(words: str) -> bool:
    """Whether these words head a section of notes, sources or links.

    >>> heads_notes("參考資料"), heads_notes("战争经过")
    (True, False)
    """
    return len(words) < 20 and _NOTE_SECTIONS.fullmatch(words) is not None


def note_label(words: str) -> str | None:
    """The label of the note that a line is, None when it is no note.

    >>> note_label("[12] 某书"), note_label("某书")
    ('12', None)
    """
    note = _NOTE_LINE.match(words) if words[0] in _NOTE_BEGINS else None
    return note[1] if note else None


def same_words(one: str, other: str) -> bool:
    """Whether two titles are the same but for spaces and punctuation.

    >>> same_words("【专访】甲 乙", "专访：甲乙")
    True
    """
    return bool(one) and bool(other) and _NOT_WORDS.sub("", one) == _NOT_WORDS.sub("", other)


_NOT_WORDS: Final = re.compile(r"[\W_]+")
