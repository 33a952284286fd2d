"""Every form a name may take, compiled into one automaton.

A form is looked up once in the folded text, the longest at the leftmost place winning, so an
everyday word of not_names.csv hides the name that stands inside it (可以军 holds no 以军).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import structs

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import Thing, identify, split_aliases, things
from kaoyi.model import Frozen, Leaf
from kaoyi.text import fold

ONE_CHARACTER_ORGANS: Final = {
    "中": ("方", "媒", "方面"),
    "港": ("媒", "方"),
    "格": ("军",),
    "苏": ("方", "军", "方面"),
    "以": ("方", "军", "媒", "空军", "海军", "陆军", "国防部", "外交部", "总参谋部"),
    "法": ("方", "军", "媒", "空军", "海军", "陆军", "国防部", "外交部", "军方"),
}
"""States whose one-character form is too common a character for all but these organs."""


class Form(Leaf, frozen=True, gc=False):
    """What a matched form stands for.

    role: "thing", "organ" (国防部: joined to the state before it), "choice" (伊军: the document decides),
        "title" (its name says on which side of it the person stands: 前 后), "dynastic" (宋军: an army in a document about old times, a person's
        name in others), or "word"
    choices: for "choice", what it may be; context: names one of which the document must hold for it to be this; for
        "dynastic", the characters that may not stand before
    organ: what a thing's form is right after a state (防卫厅 alone is Japan's)
    skip: characters at its beginning that are not the name (战争中|朝鲜, where 中朝 would otherwise be read)
    """

    role: str
    name: str = ""
    kind: str = ""
    owner: str | None = None
    id: str | None = None
    rule: str = ""
    choices: tuple[Form, ...] = ()
    context: frozenset[str] = frozenset()
    organ: Form | None = None
    bare: bool = True
    ascii: bool = False
    skip: int = 0


Sure = tuple[str | None, str, str, str | None, str]
"""A name's id, name, kind, owner and rule."""


class Forms(Frozen, frozen=True):
    """The automaton, and the form behind each of its patterns; `sure` holds what a Name is made of for those no
    surroundings can change, and the name "" for words; `depends` tells which surroundings may cut or prolong."""

    automaton: AhoCorasick
    forms: tuple[Form, ...]
    sure: tuple[Sure | None, ...]
    depends: tuple[bool, ...]
    by_form: dict[str, Form]


WORD: Final = Form("word")

NOT_AFTER: Final = {"会": "谈晤见面场", "方": "便法案式针才块圆位形程", "军": "事衔备费售援政国阀校民"}
"""What may not follow a name ending so: 美国会谈, 以方便, 美军事, 中国军民."""


@cache
def compiled(lexicon: Lexicon) -> Forms:
    """Return the lexicon's forms as one automaton over folded text."""
    table: dict[str, Form] = {fold(row["form"]): WORD for row in lexicon.table("not_names.csv")}
    for folded, form in (
        *_in_context(lexicon),
        *_short(lexicon),
        *_things(lexicon),
        *_organs(lexicon),
        *_pairs(lexicon),
        *_titles(lexicon),
        *_behind_pairs(lexicon),
        *_dynastic(lexicon),
    ):
        known = table.setdefault(folded, form)
        if form.role == "organ" and known is not form:
            table[folded] = form if known is WORD else structs.replace(known, organ=form)
    automaton = AhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest)
    sure = tuple(_sure(folded, form) for folded, form in table.items())
    depends = tuple(_depends(folded, form) for folded, form in table.items())
    return Forms(automaton, tuple(table.values()), sure, depends, table)


def _sure(folded: str, form: Form) -> Sure | None:
    if form is WORD:
        return None, "", "", None, ""
    plain = form.role == "thing" and form.organ is None and form.kind != "place"
    if not plain or form.skip or _depends(folded, form):
        return None
    return form.id, form.name, form.kind, form.owner, form.rule


def _depends(folded: str, form: Form) -> bool:
    """Whether a form may end elsewhere, or be none, for what stands before or behind it: what `names_join` then checks."""
    in_the_midst = form.kind == "bloc" and folded[form.skip] == "中"  # 战役中美军
    return form.ascii or form.kind == "army" or folded[-1] in NOT_AFTER or in_the_midst


def thing_form(thing: Thing, rule: str = "") -> Form:
    """The form of one thing."""
    return Form("thing", thing.name, thing.kind, thing.owner or None, thing.id, rule or thing.rule)


def _things(lexicon: Lexicon) -> Iterator[tuple[str, Form]]:
    for folded, found in things(lexicon).by_form.items():
        form = thing_form(found[0])
        if folded.isascii():
            form = Form(form.role, form.name, form.kind, form.owner, form.id, form.rule, ascii=True)
        yield folded, form


def _in_context(lexicon: Lexicon) -> Iterator[tuple[str, Form]]:
    """联军, 停战协定, 国军: what they mean depends on what else the document names."""
    choices: dict[str, list[Form]] = {}
    for thing in things(lexicon).by_id.values():
        for alias in thing.context_aliases:
            form = structs.replace(thing_form(thing), context=frozenset((*thing.context, thing.name)))
            choices.setdefault(fold(alias), []).append(form)
    for folded, found in choices.items():
        yield folded, Form("choice", folded, found[0].kind, choices=tuple(found), rule=found[0].rule)


def _organs(lexicon: Lexicon) -> Iterator[tuple[str, Form]]:
    for row in lexicon.table("organs.csv"):
        if row["after_short"] != "仅":
            name = row["canonical"] or row["form"]
            kind = row["kind"]
            bare = bool(row["bare"])
            plain = row["form"] if name.startswith("@") else name
            identity = identify(kind, plain)
            yield row["form"], Form("organ", name, kind, None, identity, f"organs.csv {row['form']}", bare=bare)


def _short(lexicon: Lexicon) -> Iterator[tuple[str, Form]]:
    """俄国防部, 中方, 以军: one-character states before an organ; 伊军 is left to the document to decide."""
    organs = [row for row in lexicon.table("organs.csv") if row["after_short"]]
    by_short: dict[str, list[str]] = {}
    armies: dict[str, str] = {}
    for row in lexicon.table("states.csv"):
        if row["short"] and not (row.get("time") and row["short"] not in "苏清普"):
            by_short.setdefault(row["short"], []).append(row["name"])
            armies[row["name"]] = row["army"]
    for short, states in by_short.items():
        few = ONE_CHARACTER_ORGANS.get(short)
        for organ in organs:
            if few and organ["form"] not in few:
                continue
            rule = f"states.csv {short} + organs.csv {organ['form']}"
            choices = tuple(
                structs.replace(
                    organ_of(state, armies[state], organ["canonical"] or organ["form"], organ["kind"], rule),
                    context=frozenset((state,)),
                )
                for state in states
            )
            yield (
                short + organ["form"],
                choices[0] if len(choices) == 1 else Form("choice", "", choices[0].kind, choices=choices, rule=rule),
            )


def _titles(lexicon: Lexicon) -> Iterator[tuple[str, Form]]:
    for row in lexicon.table("titles.csv"):
        yield row["form"], Form("title", row["where"], rule=f"titles.csv {row['form']}")


def organ_of(state: str, army: str, organ: str, kind: str, rule: str) -> Form:
    """The organ of a state: 俄罗斯 + 国防部 is 俄罗斯国防部, 韩国 + @army is 韩军, 中国 + @state is 中国."""
    if organ == "@state":
        return Form("thing", state, "state", None, identify("state", state), rule)
    name = (army or f"{state}军") if organ == "@army" else f"{state}{organ}"
    return Form("thing", name, kind, state, identify(kind, name), rule)


def _pairs(lexicon: Lexicon) -> Iterator[tuple[str, Form]]:
    for row in lexicon.table("pairs.csv"):
        pair = row["form"]
        bloc = Form("thing", pair, "bloc", None, identify("bloc", pair), f"pairs.csv {pair}")
        yield pair, bloc
        for ending in ("方面", "双方", "两国", "两军", "联军", "军队", "两国军队", "方"):
            yield pair + ending, bloc


def _behind_pairs(lexicon: Lexicon) -> Iterator[tuple[str, Form]]:
    """States whose first character would be taken for the second of a pair: 战争中朝鲜军队 is about 朝鲜, not 中朝."""
    known = things(lexicon)
    by_first: dict[str, list[tuple[str, Thing]]] = {}
    for state in lexicon.table("states.csv"):
        thing = known.by_name[state["name"]]
        for form in (thing.name, *thing.aliases):
            folded = fold(form)
            if len(folded) > 1:
                by_first.setdefault(folded[0], []).append((folded, thing))
    for row in lexicon.table("pairs.csv"):
        pair = row["form"]
        for folded, thing in by_first.get(pair[1], ()) if len(pair) == 2 else ():
            if folded not in pair:
                yield pair[0] + folded, structs.replace(thing_form(thing), skip=1)


def _dynastic(lexicon: Lexicon) -> Iterator[tuple[str, Form]]:
    """The states and armies of old times: 南宋, 宋军."""
    for row in lexicon.table("dynasties.csv"):
        state, army = row["state"], row["army"]
        rule = f"dynasties.csv {state}"
        for form in (state, *alias_forms(row["aliases"])):
            yield fold(form), Form("dynastic", state, "state", None, identify("state", state), rule)
        context = frozenset(row["not_after"])
        yield fold(army), Form("dynastic", army, "army", state, identify("army", army), rule, context=context)


@cache
def army_of(lexicon: Lexicon) -> dict[str, str]:
    """State name -> the name of its army."""
    return {row["name"]: row.get("army") or f"{row['name']}军" for row in lexicon.table("states.csv")}


@cache
def capitals(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """State name -> the canonical name of its capital, which may speak for it (基辅方面)."""
    known = things(lexicon)
    found: dict[str, tuple[str, ...]] = {}
    for row in lexicon.table("states.csv"):
        place = known.find(row["capital"]) if row["capital"] else None
        found[row["name"]] = (place.name,) if place else ()
    return found


@cache
def shorts(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """One-character state form -> the states it may stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for row in lexicon.table("states.csv"):
        if row["short"]:
            found[row["short"]] = (*found.get(row["short"], ()), row["name"])
    return found


def alias_forms(cell: str) -> tuple[str, ...]:
    """The folded forms of an aliases cell."""
    return tuple(fold(form) for form, _ in split_aliases(cell))
