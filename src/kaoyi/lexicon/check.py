"""Check the word lists: every row's own example is read, and what is wrong is said so that a historian can mend it.

An example holds the words that must be found in braces (``{朝鲜}外交部发表声明。``); a counterexample is
a sentence in which the row's form must not be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.tables import Row
from kaoyi.lexicon.things import TABLES, split_aliases, things

NAMED = ("states.csv", "organs.csv", "titles.csv", "pairs.csv", *TABLES)
"""The tables whose rows are names."""

Find = Callable[[str], list[tuple[int, int, str]]]
"""Text to what is found in it: (start, end, canonical name)."""

_BRACES = re.compile(r"[{}｛｝]")


def faults(lexicon: Lexicon, find: Find) -> list[str]:
    """Return one sentence for each fault of the name tables, [] when all is well."""
    found: list[str] = []
    for table in NAMED:
        for row in lexicon.table(table):
            found.extend(f"{row['@line']}：{fault}" for fault in _row_faults(row, find))
    found.extend(_owner_faults(lexicon))
    return found


def _row_faults(row: Row, find: Find) -> Iterator[str]:
    form = next(iter(row.values()))
    example = row.get("example", "")
    if not example:
        yield f"「{form}」没有例句，请在 example 栏写一句，并用花括号 {{}} 括住应当认出的词"
        return
    parts = _BRACES.split(example)
    if len(parts) != 3:
        yield f"「{form}」的例句「{example}」应当恰有一对花括号 {{}}"
        return
    start, end = len(parts[0]), len(parts[0]) + len(parts[1])
    spans = find("".join(parts))
    if not any((a, b) == (start, end) for a, b, _ in spans):
        instead = "、".join("".join(parts)[a:b] for a, b, _ in spans) or "什么也没有"
        yield f"例句「{example}」里没有认出「{parts[1]}」，认出的是：{instead}"
    yield from _wrongly_found(row, form, find)


def _wrongly_found(row: Row, form: str, find: Find) -> Iterator[str]:
    counterexample = row.get("counterexample", "")
    if counterexample:
        forms = {form, *(alias for alias, _ in split_aliases(row.get("aliases", "")))}
        for start, end, name in find(counterexample):
            if counterexample[start:end] in forms or name == row.get("name"):
                yield f"反例「{counterexample}」里不该认出「{counterexample[start:end]}」"


def _owner_faults(lexicon: Lexicon) -> Iterator[str]:
    """Owners, parents and places must be names that some row has."""
    known = things(lexicon).by_name
    for table in TABLES:
        for row in lexicon.table(table):
            for column in ("owner", "parent"):
                named = row.get(column, "")
                if named and named not in known and table != "gazetteer.csv":
                    yield f"{row['@line']}：「{row['name']}」的 {column} 栏写了「{named}」，但没有哪一行叫这个名字"
