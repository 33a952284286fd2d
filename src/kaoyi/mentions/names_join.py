"""Matched forms to names: what stands side by side is joined (韩国 + 国防部), what only looks like a name is dropped."""

from __future__ import annotations

from collections.abc import Iterator

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import identify
from kaoyi.mentions.names_forms import Form, Forms, army_of, organ_of
from kaoyi.model import Name

# What may not follow a name ending so: 以方便, 美军事, 3日方才.
_NOT_AFTER = {"方": "便法案式针才块圆位形程", "军": "事衔备费售援政火工民用国阀校"}
_ORGAN_OWNERS = frozenset(("state", "place", "army", "organisation", "bloc"))


def named(text: str, forms: Forms, lexicon: Lexicon) -> list[Name]:
    """Return the names that the automaton's hits stand for, sorted, without overlaps."""
    found: list[Name] = []
    choices: list[tuple[int, Form]] = []
    for start, end, form in _hits(text, forms):
        if form.role == "organ":
            _organ(found, start, end, form, lexicon)
        elif form.role == "choice":
            choices.append((len(found), form))
            found.append(Name(start, end, None, "", form.choices[0].kind, None, form.rule))
        else:
            found.append(Name(start, end, form.id, form.name, form.kind, form.owner, form.rule))
    return _chosen(found, choices)


def _hits(text: str, forms: Forms) -> Iterator[tuple[int, int, Form]]:
    table = forms.forms
    for pattern, start, end in forms.automaton.find_matches_as_indexes(text):
        form = table[pattern]
        if form.role == "word":
            continue
        last = text[end - 1]
        if last in _NOT_AFTER and text[end : end + 1] and text[end] in _NOT_AFTER[last]:
            continue
        if form.ascii and not _whole_word(text, start, end):
            continue
        yield start, end, form


def _whole_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


def _organ(found: list[Name], start: int, end: int, form: Form, lexicon: Lexicon) -> None:
    """Join an organ to the state, place or army right before it; alone, it counts where its row says so."""
    before = found[-1] if found and found[-1].end == start else None
    if before is not None and before.kind in _ORGAN_OWNERS and before.id is not None:
        joined = joined_organ(before, form, lexicon)
        if joined is not None:
            rule = f"{before.rule} + {form.rule}"
            found[-1] = Name(before.start, end, joined.id, joined.name, joined.kind, joined.owner, rule)
            return
    if form.bare:
        name = "" if form.name.startswith("@") else form.name
        found.append(Name(start, end, form.id if name else None, name, form.kind, None, form.rule))


def joined_organ(before: Name, organ: Form, lexicon: Lexicon) -> Form | None:
    """What an organ right after a name makes of it, None when the two do not go together."""
    if before.kind == "state":
        return organ_of(before.name, army_of(lexicon).get(before.name, ""), organ.name, organ.kind, organ.rule)
    if organ.name in ("@state", "@army"):
        return Form("thing", before.name, before.kind, before.owner, before.id, organ.rule)
    if before.kind == "army" and organ.kind == "army":
        return None
    name = f"{before.name}{organ.name}"
    return Form("thing", name, organ.kind, before.name, identify(organ.kind, name), organ.rule)


def _chosen(found: list[Name], choices: list[tuple[int, Form]]) -> list[Name]:
    """Give 伊军 the one state of its choices that the document names in full; leave it open when none or several are."""
    if not choices:
        return found
    states = {name.name for name in found if name.kind == "state"} | {name.owner for name in found if name.owner}
    for place, form in choices:
        fitting = [choice for choice in form.choices if (choice.owner or choice.name) in states]
        if len(fitting) == 1:
            name, choice = found[place], fitting[0]
            found[place] = Name(
                name.start, name.end, choice.id, choice.name, choice.kind, choice.owner, f"{form.rule}, by the document"
            )
    return found
