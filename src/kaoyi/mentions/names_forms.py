"""Every form a name may take, compiled into one automaton.

A form is looked up once in the folded text, the longest at the leftmost place winning, so an
everyday word of not_names.csv hides the name that stands inside it (可以军 holds no 以军).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct, structs

from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import Thing, identify, split_aliases, things
from kaoyi.text import fold

ONE_CHARACTER_ORGANS = {
    "中": ("方", "媒", "方面"),
    "港": ("媒", "方"),
    "苏": ("方", "军", "方面"),
    "以": ("方", "军", "媒", "空军", "海军", "陆军", "国防部", "外交部", "总参谋部"),
    "法": ("方", "军", "媒", "空军", "海军", "陆军", "国防部", "外交部", "军方"),
}
"""States whose one-character form is too common a character for all but these organs."""

PAIRS = [
    "中美",
    "美中",
    "中俄",
    "俄中",
    "中苏",
    "苏中",
    "中朝",
    "朝中",
    "中韩",
    "韩中",
    "中日",
    "日中",
    "中印",
    "印中",
    "中越",
    "越中",
    "中英",
    "英中",
    "中法",
    "中德",
    "中欧",
    "欧中",
    "美韩",
    "韩美",
    "美日",
    "日美",
    "美俄",
    "俄美",
    "美苏",
    "苏美",
    "美英",
    "英美",
    "美法",
    "法美",
    "美以",
    "以美",
    "美伊",
    "伊美",
    "两伊",
    "俄乌",
    "乌俄",
    "俄朝",
    "朝俄",
    "巴以",
    "以巴",
    "印巴",
    "巴印",
    "朝韩",
    "韩朝",
    "韩日",
    "日韩",
    "日俄",
    "俄日",
    "日苏",
    "苏日",
    "苏德",
    "德苏",
    "苏芬",
    "芬苏",
    "英法",
    "法英",
    "英德",
    "德英",
    "德意",
    "意德",
    "德法",
    "法德",
    "普法",
    "普奥",
    "阿以",
    "以阿",
    "英阿",
    "土希",
    "叙以",
    "以叙",
    "黎以",
    "以黎",
    "以伊",
    "伊以",
    "柬泰",
    "泰柬",
    "泰缅",
    "缅泰",
    "中缅",
    "缅中",
    "中泰",
    "中菲",
    "菲中",
    "美菲",
    "菲美",
    "中澳",
    "澳中",
    "中加",
    "美台",
    "台美",
    "日台",
    "台日",
    "美欧",
    "欧美",
    "俄欧",
    "美加",
    "美墨",
    "美古",
    "埃以",
    "以埃",
    "约以",
    "以约",
    "亚阿",
    "阿亚",
    "美越",
    "越美",
    "法越",
    "越法",
    "越柬",
    "柬越",
    "中阿",
    "俄土",
    "土俄",
    "俄格",
    "格俄",
    "俄白",
    "白俄",
    "美澳",
    "日澳",
    "澳日",
    "英俄",
    "俄英",
    "法俄",
    "俄法",
    "美阿",
    "苏阿",
    "苏波",
    "波苏",
    "美日韩",
    "日美韩",
    "韩美日",
    "美韩日",
    "中日韩",
    "中俄朝",
    "美英法",
    "英法美",
    "美英苏",
    "英美苏",
    "美英澳",
    "苏美英",
    "中美英",
    "中苏朝",
    "中朝俄",
]


class Form(Struct, frozen=True, gc=False):
    """What a matched form stands for.

    role: "thing", "organ" (国防部: joined to the state before it), "choice" (伊军: the document decides),
        "title" (its name says on which side of it the person stands: 前 后), or "word"
    choices: for "choice", what it may be; context: names one of which the document must hold for it to be this
    organ: what a thing's form is right after a state (防卫厅 alone is Japan's)
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


class Forms(Struct, frozen=True):
    """The automaton, and the form behind each of its patterns."""

    automaton: AhoCorasick
    forms: tuple[Form, ...]
    by_form: dict[str, Form]


WORD = Form("word")


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
    ):
        known = table.setdefault(folded, form)
        if form.role == "organ" and known is not form:
            table[folded] = form if known is WORD else structs.replace(known, organ=form)
    automaton = AhoCorasick(list(table), matchkind=MatchKind.LeftmostLongest)
    return Forms(automaton, tuple(table.values()), table)


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
    for pair in PAIRS:
        bloc = Form("thing", pair, "bloc", None, identify("bloc", pair), "pair of states")
        yield pair, bloc
        for ending in ("方面", "双方", "两国", "两军", "联军", "军队", "两国军队", "方"):
            yield pair + ending, bloc


@cache
def army_of(lexicon: Lexicon) -> dict[str, str]:
    """State name -> the name of its army."""
    return {row["name"]: row.get("army") or f"{row['name']}军" for row in lexicon.table("states.csv")}


@cache
def capitals(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """State name -> the canonical name of its capital, which may speak for it (基辅方面)."""
    known = things(lexicon)
    found = {}
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
