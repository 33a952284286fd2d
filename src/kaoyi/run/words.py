"""Do the word lists say what they mean? Every row's own example is read, and what is wrong is told in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime

from kaoyi import documents, path
from kaoyi.errors import KaoyiError, LexiconError
from kaoyi.lexicon import Lexicon, Row, check
from kaoyi.mentions import named_lines, quantities, times
from kaoyi.text import fold

Rule = Callable[[Row, Lexicon], str]
"""A row to what is wrong with it, "" when nothing is."""

_BRACES = re.compile(r"[{}｛｝]")
_MARKED = re.compile(r"[{｛](.*?)[}｝]")
_A_DAY = datetime(2020, 5, 17, 8, 30)


def faults(lexicon: Lexicon) -> list[str]:
    """Return one sentence for each fault of the word lists, [] when all is well.

    A table that cannot be compiled at all is told first, and alone: nothing can be read with it.
    """
    try:
        path.read_bytes("2020年5月17日，约三百人死亡。".encode(), "words.txt", lexicon)
    except LexiconError as error:
        return list(error.faults)
    except Exception as error:
        return [f"词表编译不了，请检查新加的行：{type(error).__name__}: {' '.join(str(error).split())}"]
    found = check.faults(lexicon, lambda text: named_lines.spans(text, lexicon))
    for table, rule in RULES.items():
        for row in lexicon.table(table):
            if fault := _told(row, rule, lexicon):
                found.append(f"{row['@line']}：{fault}")
    return found


def _told(row: Row, rule: Rule, lexicon: Lexicon) -> str:
    try:
        return rule(row, lexicon)
    except (KaoyiError, ValueError, KeyError, IndexError) as error:
        return f"「{next(iter(row.values()))}」这一行读不了：{error}"


def _bare(example: str) -> str:
    return _BRACES.sub("", example)


def _count(row: Row, lexicon: Lexicon) -> str:
    """A counter, unit or hedge: its example's figure is found, its counterexample's is not its own."""
    example = row.get("example", "")
    if "{" in example or "｛" in example:
        text, wanted = _bare(example), _MARKED.findall(example)
        read = [text[one.start : one.end] for one in quantities.find(fold(text), (), lexicon)]
        if read != wanted:
            return f"例句「{example}」里没有认出「{'、'.join(wanted)}」，认出的是：{'、'.join(read) or '什么也没有'}"
    other = row.get("counterexample", "")
    if other and row["form"] in {one.counter for one in quantities.find(fold(other), (), lexicon)}:
        return f"反例「{other}」里不该认出「{row['form']}」"
    return ""


def _time(row: Row, lexicon: Lexicon) -> str:
    """A word of time: it is found in its example, and not in its counterexample."""
    example, other = row.get("example", ""), row.get("counterexample", "")
    if "{" in example:
        text, wanted = _bare(example), _MARKED.findall(example)
        read = [text[one.start : one.end] for one in times.read_line(text, _A_DAY, lexicon)]
        if missed := [words for words in wanted if words not in read]:
            return f"例句「{example}」里没有认出「{'、'.join(missed)}」，认出的是：{'、'.join(read) or '什么也没有'}"
    if other and row["form"] in [other[one.start : one.end] for one in times.read_line(other, _A_DAY, lexicon)]:
        return f"反例「{other}」里不该认出「{row['form']}」"
    return ""


def _measure(row: Row, lexicon: Lexicon) -> str:
    """A measure word: every figure in braces in its example has its measure."""
    example, other = row.get("example", ""), row.get("counterexample", "")
    if not _MARKED.search(example):
        return f"「{row['form']}」没有例句，请在 example 栏写一句，并用花括号 {{}} 括住数字"
    read = list(_measures(example, lexicon))
    if read != [row["measure"]] * len(read):
        told = "、".join(measure or "什么也没有" for measure in read)
        return f"例句「{example}」里的数字应当是 {row['measure']}，读成了：{told}"
    if other and row["measure"] in _measures(other, lexicon):
        return f"反例「{other}」里的数字不该是 {row['measure']}"
    return ""


def _measures(example: str, lexicon: Lexicon) -> Iterator[str | None]:
    """The measure of every figure in braces, None where no claim was made of it."""
    claims = {}
    for claim in path.read_document(documents.read(_bare(example).encode(), "example.txt"), lexicon).claims:
        claims[claim.number.start] = claim.measure
        claims[claim.number.end] = claim.measure
    taken = 0
    for match in _MARKED.finditer(example):
        start, end = match.start() - taken, match.end() - taken - 2
        taken += 2
        yield claims.get(start) or claims.get(end)


def _cue(row: Row, lexicon: Lexicon) -> str:
    """A cue: whoever stands in braces is who says the figure."""
    example = row.get("example", "")
    if not (marked := _MARKED.search(example)):
        return ""
    reading = path.read_document(documents.read(_bare(example).encode(), "example.txt"), lexicon)
    heard = [claim.attribution[0].mention for claim in reading.claims if claim.attribution]
    if marked[1] not in heard:
        told = "、".join(str(who) for who in heard) or "谁也没有"
        return f"例句「{example}」里说话的应当是「{marked[1]}」，读成了：{told}"
    return ""


RULES: dict[str, Rule] = {
    "counters.csv": _count,
    "hedges.csv": _count,
    "time_words.csv": _time,
    "eras.csv": _time,
    "measures.csv": _measure,
    "cues.csv": _cue,
}
"""Tables whose rows carry examples that can be read by themselves, beside the tables of names."""
