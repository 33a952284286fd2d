"""Words that hold a numeral and count nothing: 一些, 万一, 三八线, 千方百计, 收拾, 四川."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from kaoyi.lexicon import Lexicon
from kaoyi.text import fold

NUMERALS: Final = "0123456789〇零○一二两三四五六七八九十百千万亿兆廿卅卌半数几壹贰叁参肆伍陆柒捌玖拾佰仟俩仨"
_NUMERAL: Final = frozenset(NUMERALS)


class Lookalikes(NamedTuple):
    """The words by the two characters the scanner stands on: numeral first, or numeral second."""

    starting: dict[str, tuple[str, ...]]
    inside: dict[str, tuple[tuple[int, str], ...]]
    labels: dict[str, tuple[str, ...]]  # words before a number that make it a label, by last character
    models: dict[str, tuple[str, ...]]  # words before a number that make it a model's name, by last character


@cache
def lookalikes(lexicon: Lexicon) -> Lookalikes:
    """Return not_numbers.csv, compiled once for each lexicon."""
    starting: dict[str, list[str]] = {}
    inside: dict[str, list[tuple[int, str]]] = {}
    words: dict[str, dict[str, list[str]]] = {"before": {}, "model": {}}
    for row in lexicon.table("not_numbers.csv"):
        form = fold(row["form"])
        if row["kind"] in words:
            words[row["kind"]].setdefault(form[-1], []).append(form)
        elif row["kind"] == "word":
            for at, character in enumerate(form):
                if character in _NUMERAL and (at == 0 or form[at - 1] not in _NUMERAL):
                    if at == 0:
                        starting.setdefault(form[:2], []).append(form)
                    else:
                        inside.setdefault(form[at - 1 : at + 1], []).append((at, form))
    return Lookalikes(_frozen(starting), _frozen(inside), _frozen(words["before"]), _frozen(words["model"]))


def _frozen(table: dict[str, list]) -> dict[str, tuple]:  # type: ignore[type-arg]
    return {
        key: tuple(sorted(values, key=lambda v: -len(v if isinstance(v, str) else v[1])))
        for key, values in table.items()
    }


def word_at(text: str, start: int, table: Lookalikes) -> int:
    """Return where the word around the numeral at ``start`` ends, 0 when it stands in none."""
    for form in table.starting.get(text[start : start + 2], ()):
        if text.startswith(form, start):
            return start + len(form)
    if start:
        for at, form in table.inside.get(text[start - 1 : start + 1], ()):
            if at <= start and text.startswith(form, start - at):
                return start - at + len(form)
    return 0


def ends_with(text: str, end: int, table: dict[str, tuple[str, ...]]) -> str:
    """Return the longest word of ``table`` that ends at ``end``, "" if none does."""
    for form in table.get(text[end - 1 : end], ()):
        if end >= len(form) and text.startswith(form, end - len(form)):
            return form
    return ""


_ADDRESS: Final = re.compile(
    r"(?:https?|ftp)://[!-~]+|www\.[!-~]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+", re.ASCII
)


def addresses(text: str) -> list[tuple[int, int]]:
    """Return where web and mail addresses stand: the digits in them count nothing."""
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    return [match.span() for match in _ADDRESS.finditer(text)]
