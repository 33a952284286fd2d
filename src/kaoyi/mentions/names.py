"""Names: the actors, places, sources and happenings that a document names, each with its canonical thing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import repeat
from operator import attrgetter
from typing import Final

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import identify
from kaoyi.mentions.happenings import by_grammar, everywhere, free, marked, other_names, set_off
from kaoyi.mentions.happenings_told import told
from kaoyi.mentions.links import linked
from kaoyi.mentions.localities import localities
from kaoyi.mentions.names_forms import Form, Forms, compiled
from kaoyi.mentions.names_join import named
from kaoyi.mentions.persons import again, dotted, person
from kaoyi.mentions.pronouns import pronouns
from kaoyi.mentions.units import units
from kaoyi.model import Document, Name, Quantity, Time
from kaoyi.text import fold


def find(
    document: Document, lexicon: Lexicon, times: Sequence[Time] = (), quantities: Sequence[Quantity] = ()
) -> tuple[Name, ...]:
    """Return the names of a document in text offsets, sorted, without overlaps.

    A name cut by a time (3日本報訊) is no name; a longer name wins over a shorter one.
    """
    text = document.folded
    forms = compiled(lexicon)
    plain = [*linked(document, forms), *named(_DAY.sub(" ", text), forms, lexicon, times)]
    armies = _under_headings(document, units(text, plain, lexicon), forms)
    found = longest((*armies, *outside((*plain, *_people(text, plain)), times)))
    happened = _happenings(document, found)
    further = [*happened, *_works(text, (*found, *happened)), *localities(text, found)]
    found = longest((*found, *further)) if further else found
    words = pronouns(text, document.blocks, found)
    return tuple(longest((*found, *words)) if words else found)


_DAY: Final = re.compile("日(?<=[0-9一二三四五六七八九十]日)(?!本|圆|元)")
"""The 日 that ends a date is blanked: 2日俄军 holds 俄军, not 日俄."""


def _under_headings(document: Document, found: Sequence[Name], forms: Forms) -> list[Name]:
    """A unit without an army, under a heading that is an army's name and no more, is that army's."""
    if not found:
        return []
    starts = [block.start for block in document.blocks]
    kept = []
    for name in found:
        at = bisect_right(starts, name.start) - 1
        headings = document.blocks[at].path if name.name.startswith("第") and at >= 0 else ()
        army = next((form for form in map(_army, headings[::-1], repeat(forms)) if form), None)
        if army is None:
            kept.append(name)
        else:
            full = army.name + name.name
            rule = f"{name.rule}, its army from the heading"
            kept.append(
                Name(name.start, name.end, identify("unit", full), full, "unit", army.name + (name.owner or ""), rule)
            )
    return kept


def _army(heading: str, forms: Forms) -> Form | None:
    form = forms.by_form.get(fold(heading).strip())
    return form if form is not None and form.kind == "army" and form.role == "thing" else None


def _people(text: str, plain: Sequence[Name]) -> list[Name]:
    """Persons by the dot in their name, and every further place where a person found by rule is named."""
    by_rule = [name for name in plain if name.rule.startswith("titles.csv")]
    ends = {name.end for name in by_rule}  # a title cuts such a name where it begins; the dot alone does not
    people = [person(start, end, text, None, "foreign name") for start, end in dotted(text) if end not in ends]
    return people + again(text, [*by_rule, *people])


def _happenings(document: Document, found: Sequence[Name]) -> list[Name]:
    """Happenings by grammar, and those the title and the headings set off, wherever they are named again."""
    text = document.folded
    happened = by_grammar(text, found) + marked(text) + free(text)
    headed = {name: name for name in set_off(document, found)}
    if headed:
        for name in found:
            headed.pop(name.name, None)
    called = {form: name for form, name in other_names(document).items() if form not in headed}
    again_ = everywhere(text, headed, "happening named by a heading") + everywhere(
        text, called, "other name on its page"
    )
    return again_ + happened + told(text, found)


_WORK: Final = re.compile(r"《([^《》\n]{2,30})》")
_TREATY: Final = re.compile(r"(?:条约|协定|协议|公报|宣言|公约|和约|法|条例|决议)$")


def _works(text: str, found: Sequence[Name]) -> list[Name]:
    """Books, reports and papers in 《》: one work each, unless it is an outlet or a happening known by that name."""
    if "《" not in text:
        return []
    named = {(name.start, name.end) for name in found if name.kind in ("outlet", "agency", "institution", "war")}
    works = []
    for match in _WORK.finditer(text):
        known = match.span(1) in named or match.span() in named
        if not known and not _TREATY.search(match[1]):
            works.append(Name(*match.span(), identify("work", match[1]), match[1], "work", None, "work in 《》"))
    return works


def outside(names: Iterable[Name], times: Sequence[Time]) -> list[Name]:
    """Drop the names that a time expression covers or cuts, unless the name is a happening (朝鲜战争期间)."""
    starts = [time.start for time in times]
    ends = [time.end for time in times]
    last = len(times)
    kept = []
    at = 0  # the first time that ends after the name begins; names come in a few sorted runs, so it is never far
    for name in names:
        start = name.start
        while at > 0 and ends[at - 1] > start:
            at -= 1
        while at < last and ends[at] <= start:
            at += 1
        if at == last or starts[at] >= name.end or name.kind == "war":
            kept.append(name)
    return kept


_START: Final = attrgetter("start")


def longest(names: Iterable[Name]) -> list[Name]:
    """Keep, of names that overlap, the longest (of equal ones the first given), sorted by start."""
    kept: list[Name] = []
    last_start, last_end = -1, -1
    for name in sorted(names, key=_START):
        start, end = name.start, name.end
        if start >= last_end:
            kept.append(name)
        elif end - start > last_end - last_start:
            kept[-1] = name
        else:
            continue
        last_start, last_end = start, end
    return kept
