"""Matched forms to names: what stands side by side is joined (韩国 + 国防部), what only looks like a name is dropped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import identify
from kaoyi.mentions.names_forms import NOT_AFTER, Form, Forms, army_of, capitals, organ_of
from kaoyi.mentions.persons import FOREIGN, after_title, before_title, person
from kaoyi.model import Name, Time

_ORGAN_OWNERS: Final = frozenset(("state", "place", "army", "organisation", "bloc"))


def named(text: str, forms: Forms, lexicon: Lexicon, times: Sequence[Time] = ()) -> list[Name]:
    """Return the names that the automaton's hits stand for, sorted, without overlaps. times: the document's dates."""
    found: list[Name] = []
    choices: list[tuple[int, Form]] = []
    dynastic: list[Name] = []
    sures, depends, every_form = forms.sure, forms.depends, forms.forms
    for pattern, begin, stop in forms.automaton.find_matches_as_indexes(text):
        sure = sures[pattern]
        if sure is not None:
            identifier, name, kind, owner, rule = sure
            if name:
                found.append(Name(begin, stop, identifier, name, kind, owner, rule))
            continue
        hit = every_form[pattern]
        start, end = begin + hit.skip, stop
        if depends[pattern]:
            checked = _checked(text, start, end, hit, forms)
            if checked is None:
                continue
            start, end, hit = checked
        form = _place(text, start, end, hit, lexicon) if hit.kind == "place" else hit
        if form is None:
            continue
        if form.organ is not None and found and found[-1].end == start and found[-1].kind == "state":
            form = form.organ
        if form.role == "organ":
            _organ(found, start, end, form, lexicon)
        elif form.role == "title":
            _person(found, text, (start, end), form, forms)
        elif form.role == "dynastic":
            if text[start - 1 : start] not in form.context:
                dynastic.append(Name(start, end, form.id, form.name, form.kind, form.owner, form.rule))
        elif form.role == "choice":
            choices.append((len(found), form))
            found.append(Name(start, end, None, form.name, form.kind, None, form.rule))
        else:
            found.append(Name(start, end, form.id, form.name, form.kind, form.owner, form.rule))
    found = _chosen(found, choices)
    if dynastic and (_of_old_times(dynastic, found) or (len(dynastic) > 1 and any(map(_is_old, times)))):
        found = sorted([*found, *dynastic], key=lambda name: name.start)
    return _whose(found)


def _is_old(time: Time) -> bool:
    """Whether a date is of the time of the dynasties."""
    year = (time.edtf or "").lstrip(".[/")[:5]
    return year.startswith("-") or (year[:4].isdigit() and year[:4] < "1912")


_OLD: Final = frozenset(
    ("清朝", "清军", "太平军", "后金", "后金军", "蒙古帝国", "西夏军", "匈奴军", "突厥军", "倭军", "黄巾军")
)


def _of_old_times(dynastic: list[Name], found: list[Name]) -> bool:
    """Whether a document names old states or two of their armies: 宋军 alone may be a person's name."""
    if len({name.name for name in dynastic}) > 1 or any(name.kind == "state" for name in dynastic):
        return True
    return any(name.name in _OLD for name in found)


_EVERY_STATE_HAS: Final = frozenset(
    ("国防部", "外交部", "总参谋部", "内政部", "卫生部", "国防军", "统计局", "紧急情况部", "总统府")
)
_NEAR: Final = 400


def _whose(found: list[Name]) -> list[Name]:
    """Give a bare 国防部 its state when the document names only one state's, and has just named it (in 400 characters)."""
    if not any(name.id is None and name.name in _EVERY_STATE_HAS for name in found):
        return found
    full: dict[str, set[str]] = {}
    last: dict[str, Name] = {}
    for name in found:
        organ = name.name.removeprefix(name.owner) if name.owner else ""
        if organ in _EVERY_STATE_HAS:
            full.setdefault(organ, set()).add(name.name)
    for place, name in enumerate(found):
        if name.owner:
            last[name.name.removeprefix(name.owner)] = name
        elif name.id is None and len(full.get(name.name, ())) == 1 and name.name in last:
            one = last[name.name]
            if name.start - one.end < _NEAR:
                rule = f"{name.rule} <- {one.name} at {one.start}"
                found[place] = Name(name.start, name.end, one.id, one.name, one.kind, one.owner, rule)
    return found


def _checked(text: str, start: int, end: int, form: Form, forms: Forms) -> tuple[int, int, Form] | None:
    """A hit whose surroundings must be looked at: where it really ends and what it is, None when it is no name."""
    if form.kind == "bloc" and text[start] == "中" and text[start - 1 : start] in _IN_THE_MIDST:
        return _after_first(text, start, end, forms)
    if text[end - 1] in NOT_AFTER and _runs_on(text, end):
        shorter = _shorter(text, start, end, forms)
        return None if shorter is None else (start, *shorter)
    if form.ascii and not _whole_word(text, start, end):
        return None
    if form.kind == "army" and text.startswith("军方", end - 1) and not _runs_on(text, end + 1):
        return start, end + (2 if text.startswith("方面", end) else 1), form
    return start, end, form


_IN_THE_MIDST: Final = frozenset("役争斗战程突动击袭势间")
"""战役中美军: in the battle, the Americans."""


def _after_first(text: str, start: int, end: int, forms: Forms) -> tuple[int, int, Form] | None:
    """The longest plain form that begins one character after a pair's, none when there is none."""
    for stop in range(min(len(text), end + 4), start + 2, -1):
        form = forms.by_form.get(text[start + 1 : stop])
        if form is not None and form.role == "thing" and stop >= end:
            return start + 1, stop, form
    return None


_SPEAKS: Final = re.compile(
    "称|表示|宣布|宣称|声称|指责|否认|警告|谴责|承认|拒绝|坚称|强调|敦促|呼吁(?!人)|回应|抗议|方面"
)
"""A capital that does this is its state: 莫斯科否认, 平壤方面."""


def _place(text: str, start: int, end: int, form: Form, lexicon: Lexicon) -> Form | None:
    """A place as it is meant: its state where it speaks, nothing where it is a ship (辽宁号) or a piece of a foreign name."""
    if text.startswith(("号", "」号", "”号", "舰"), end):
        return None
    if end - start == 2 and text[start - 1 : start] in FOREIGN and text[end : end + 1] in FOREIGN:
        around = text[start - 1 : start] + text[end : end + 1]
        if len(around) == 2 and FOREIGN.issuperset(text[start:end]):
            return None
    if form.owner and form.name in capitals(lexicon).get(form.owner, ()) and _SPEAKS.match(text, end):
        return Form("thing", form.owner, "state", None, identify("state", form.owner), f"{form.rule}, its capital")
    return form


def _runs_on(text: str, end: int) -> bool:
    following = NOT_AFTER.get(text[end - 1])
    return following is not None and text[end : end + 1] != "" and text[end] in following


def _shorter(text: str, start: int, end: int, forms: Forms) -> tuple[int, Form] | None:
    """The form that stands at the beginning of one that runs on: 美国 in 美国会谈."""
    for shorter in range(end - 1, start + 1, -1):
        form = forms.by_form.get(text[start:shorter])
        if form is not None and form.role == "thing":
            return shorter, form
    return None


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
        name = form.rule.removeprefix("organs.csv ") if form.name.startswith("@") else form.name
        found.append(Name(start, end, None, name, form.kind, None, form.rule))


def _person(found: list[Name], text: str, title: tuple[int, int], form: Form, forms: Forms) -> None:
    """A person by title: 国防部长绍伊古, 徐焰少将. The state or body before the title is whose officer the person is."""
    start, end = title
    span = after_title(text, end) if "前" in form.name else None
    span = span or (before_title(text, start) if "后" in form.name else None)
    if span is None:
        return
    first, last = span
    if _known_person(text, first, last, forms):
        return
    owner = found[-1].name if found and found[-1].end == start and found[-1].kind != "person" else None
    while found and found[-1].end > first:
        found.pop()
    found.append(person(first, last, text, owner, form.rule))


def _known_person(text: str, start: int, end: int, forms: Forms) -> bool:
    """Whether a form of the tables begins where the person would: 总统川普 is left to the tables."""
    for stop in range(end, start + 1, -1):
        form = forms.by_form.get(text[start:stop])
        if form is not None and form.role in ("thing", "choice", "word"):
            return True
    return False


def joined_organ(before: Name, organ: Form, lexicon: Lexicon) -> Form | None:
    """What an organ right after a name makes of it, None when the two do not go together."""
    if before.kind == "state":
        return organ_of(before.name, army_of(lexicon).get(before.name, ""), organ.name, organ.kind, organ.rule)
    if before.kind == "army" and organ.kind == "army":
        return None
    if before.kind == "place" and before.owner in army_of(lexicon) and organ.name in ("@state", "@army"):
        if before.name not in capitals(lexicon).get(before.owner, ()):
            return None
        return organ_of(before.owner, army_of(lexicon)[before.owner], organ.name, organ.kind, f"capital {before.name}")
    if before.kind == "place" and organ.kind == "army":
        return None
    if organ.name in ("@state", "@army"):
        return Form("thing", before.name, before.kind, before.owner, before.id, organ.rule)
    name = f"{before.name}{organ.name}"
    return Form("thing", name, organ.kind, before.name, identify(organ.kind, name), organ.rule)


def _chosen(found: list[Name], choices: list[tuple[int, Form]]) -> list[Name]:
    """Give 伊军 or 停战协定 the one meaning whose context the document names; leave it open when none or several fit."""
    if not choices:
        return found
    stated = {name.name for name in found if name.id} | {name.owner for name in found if name.owner}
    for place, form in choices:
        fitting = [choice for choice in form.choices if not stated.isdisjoint(choice.context)]
        if len(fitting) == 1:
            name, choice = found[place], fitting[0]
            rule = f"{choice.rule}, by the document"
            found[place] = Name(name.start, name.end, choice.id, choice.name, choice.kind, choice.owner, rule)
    return found
