"""How two actors stand to each other, as a text says: office, command, membership, war, alliance, other names.

A relation is read only where its words and both its actors stand in one sentence. Rules are rows of ``RULES``: a cue, and
which side of the cue each actor stands on; offices, unit trees and other names have shapes of their own.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from kaoyi.events.ground import Ground
from kaoyi.events.offices import appointments, offices
from kaoyi.mentions.voices import Voices
from kaoyi.model import Frozen, Name, Relation
from kaoyi.offsets import first_from
from kaoyi.text import identity, sentences_with
from kaoyi.version import VERSION

_ACTORS: Final = frozenset({"state", "bloc", "army", "unit", "organisation", "group", "person", "institution"})
_STATES: Final = frozenset({"state", "bloc", "army", "organisation"})


class Rule(Frozen, frozen=True):
    """One way of saying a relation. shape: the folded words with A and B for the actors; kinds: what A and B may be."""

    name: str
    relation: str
    pattern: re.Pattern[str]
    first: frozenset[str]
    second: frozenset[str]
    finds: tuple[str, ...]
    leaves: tuple[str, ...] = ()


def _shape(words: str) -> re.Pattern[str]:
    """Compile a shape: A and B stand for the marks of two actors (\\x01 and \\x02), … for a few words without a stop."""
    return re.compile(
        words.replace("…", "[^，。；：！？\\x01\\x02]{0,12}?").replace("A", "\\x01").replace("B", "\\x02")
    )


_PERSON: Final = frozenset({"person"})
_FORCE: Final = frozenset({"army", "unit", "bloc", "organisation"})

RULES: tuple[Rule, ...] = (
    Rule("declares war", "at_war_with", _shape("A(?:于…)?(?:正式)?(?:对|向)B宣战"), _STATES, _STATES, ("苏联对日本宣战",)),
    Rule("at war", "at_war_with", _shape("A(?:与|和|同|跟|、)B…(?:爆发|进行|陷入|发生|曾爆发)…(?:战争|战事|武装冲突)"), _STATES, _STATES, ("印度与巴基斯坦爆发战争",)),
    Rule("war between", "at_war_with", _shape("A(?:与|和|同|跟)B之间的…(?:战争|战事|武装冲突)"), _STATES, _STATES, ("这是伊朗和伊拉克之间的一场战争",), ("法国和德国之间的贸易往来",)),
    Rule("fights", "at_war_with", _shape("A(?:与|和|同)(?:以…为主的)?B(?:的军队)?(?:交战|开战|作战)"), _STATES, _STATES, ("伊拉克与伊朗交战八年",)),
    Rule("wins over", "at_war_with", _shape("A…战胜(?:了)?B"), _STATES, _STATES, ("日本战胜俄罗斯",)),
    Rule("allies", "ally_of", _shape("A(?:与|和|同|、)B…(?:结盟|结为同盟|同盟关系|盟友关系|互为盟友|同盟条约|互助条约|共同防御条约|军事同盟)"), _STATES, _STATES, ("法国与俄罗斯结盟",)),
    Rule("is ally of", "ally_of", _shape("A(?:是|作为|乃)B(?:的|之外)?…(?:盟友|盟国|同盟国|签约盟国)"), _STATES, _STATES, ("韩国是美国的盟友",)),
    Rule("admitted to", "part_of", _shape("B…接纳(?:了)?A(?:…)(?:会员|成员)"), frozenset({"state", "organisation", "bloc"}), frozenset({"organisation", "bloc"}), ("联合国接纳蒙古为会员国",)),
    Rule("member of", "part_of", _shape("A(?:正式)?加入(?:了)?B"), frozenset({"state", "organisation"}), frozenset({"organisation", "bloc"}), ("瑞典加入北约",)),
    Rule("subordinate to", "part_of", _shape("A(?:（|，)?(?:一部（)?(?:隶属|归属|属|编入|归)(?:于)?(?:[^，。；：（）]{1,6}[.．·])?B(?![.．·])"), _FORCE, _FORCE, ("第356团（隶属第119师）",)),
    Rule("commands", "commands", _shape("A(?:…)(?:指挥|统率|率领|统领|率)(?:的|着|了)?B"), _ACTORS - {"group"}, _FORCE, ("李奇微指挥第8集团军",)),
    Rule("commanded by", "commands", _shape("B(?:（[^）]{0,24})?受A(?:统一|直接)?(?:指挥|统率|节制)"), _ACTORS - {"group"}, _FORCE, ("联合国军受美国统一指挥",)),
    Rule("takes command", "commands", _shape("A(?:出任|担任|就任|接任|任)B(?:的)?(?:总)?(?:司令|指挥官|统帅)"), _PERSON, _FORCE, ("李奇微接任第8集团军司令",)),
    Rule("recognises", "recognises", _shape("A(?:正式|率先|宣布)?承认B(?!犯|错|战败)"), _STATES, _STATES, ("英国承认以色列",)),
    Rule("opens relations", "recognises", _shape("A(?:于…)?(?:与|和|同)B(?:正式)?(?:建交|建立外交关系)"), _STATES, _STATES, ("中国与法国建交",)),
    Rule("supplies", "supplies", _shape("A…(?:向|给|对)B(?:方面)?(?:提供|供应|出售|运送|输送|援助|赠送|移交)(?:了)?…(?:武器|弹药|援助|装备|坦克|导弹|飞机|火炮|军火|物资|支持|粮食|燃料|资金)"), _STATES, _STATES, ("美国向乌克兰提供武器",)),
    Rule("succeeds", "succeeds", _shape("A(?:准备)?(?:接替|取代|接任)B"), _PERSON, _PERSON, ("李奇微接替麦克阿瑟",)),
)  # fmt: skip


def _fitting() -> dict[tuple[str, str], list[tuple[Rule, bool]]]:
    """The rules that fit two neighbours of these kinds, in order; true where the second of them is the rule's A."""
    return {
        (left, right): [
            (rule, turned)
            for rule in RULES
            for turned in (False, True)
            if (right if turned else left) in rule.first and (left if turned else right) in rule.second
        ]
        for left in _ACTORS
        for right in _ACTORS
    }


_FITTING: Final = _fitting()
_CUE: Final = re.compile(
    r"宣战|战争|战事|冲突|交战|开战|作战|战胜|盟|条约|加入|隶属|归属|属|编入|归|接纳|指挥|统率|率|统领|节制|司令|统帅|承认|建交|外交关系|提供|供应|出售|运送|输送|援助|赠送|接替|取代|接任"
)
_FORMATION: Final = re.compile(r"(?:野战军|方面军|舰队|军团|集团军|军区|兵团|纵队)$")
_TREE: Final = (".", "．", "·")
_CALLED: Final = re.compile(
    r"(?:称[^，。；：“「]{1,14}为|又称|亦称|也称|简称|史称|下称|俗称|称之为|称为|称作|称做|被称之为|被称为|叫做|又名|别称|统称为|稱為|通称|合称|被誉为|代号(?:为)?)(?:作|为)?[“「『《‘]"
)
# What every one of these has, found at a glance.
_CALLS: Final = ("称", "名", "叫", "作")
_OPENING: Final = ("“", "「", "『", "《", "‘")
_MAY_BE_CALLED: Final = re.compile(r"[称稱名叫誉号][^“「『《‘]{0,16}[“「『《‘]")
_QUOTED: Final = re.compile(
    r"[“「『《‘]([^”」』》’\n]{1,30})[”」』》’](?:（[^）\n]{0,40}）)?(?:、|或者?|和|及|以及|，又称|，或)?"
)
_NAMED_FOR: Final = frozenset(
    {"war", "state", "army", "organisation", "bloc", "place", "unit", "person", "institution"}
)


class _Sentence:
    """One sentence with its names; its actors become marks so that shapes can be matched."""

    def __init__(self, text: str, start: int, end: int, names: tuple[Name, ...], kinds: list[str]) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.names = names
        self.kinds = kinds


def find(ground: Ground, voices: Voices) -> tuple[Relation, ...]:
    """Return the relations of a document in source order, each statement of a pair once."""
    writer = _Writer(ground, voices)
    text, names, kinds = ground.text, ground.names, ground.kinds
    for start, end, first, last in sentences_with(text, ground.starts):
        block = ground.blocks[ground.block_at(ground.starts[first])]
        if block.kind != "note":
            low, high = max(start, block.start), min(end, block.end)
            _read(_Sentence(text, low, high, names[first:last], kinds[first:last]), writer)
    unique = {row.id: row for row in writer.rows}
    return tuple(sorted(unique.values(), key=_where))


def _where(row: Relation) -> tuple[int, int, str]:
    return row.start, row.end, row.id


def _read(sentence: _Sentence, writer: _Writer) -> None:
    kinds = sentence.kinds
    if "person" in kinds:
        _held(sentence, writer)
    if "unit" in kinds:
        _formations(sentence, writer)
    if len(kinds) > 1 and kinds.count("army") > 1:
        _armies(sentence, writer)
    text, start, end = sentence.text, sentence.start, sentence.end
    words = text[start:end]
    if any(mark in words for mark in _CALLS) and _OTHER_NAME.search(words):
        _also(sentence, writer)
    if len(kinds) > 1:
        actors = [n for n, kind in zip(sentence.names, kinds, strict=True) if kind in _ACTORS and n.name]
        if len(actors) > 1 and _CUE.search(text, start, end):
            _by_rules(sentence, actors, writer)
    if any(mark in words for mark in _OPENING) and _MAY_BE_CALLED.search(text, start, end):
        _called(sentence, writer)


def _formations(sentence: _Sentence, writer: _Writer) -> None:
    for name in sentence.names:
        if name.kind == "unit" and name.owner and not name.rule.startswith("document") and writer.first(name):
            writer.row(name.name, "part_of", name.owner, (name.start, name.end), "unit named with its formation")


def _armies(sentence: _Sentence, writer: _Writer) -> None:
    """An army right before one of its formations: 解放军|华东野战军."""
    for left, right in pairwise(sentence.names):
        if right.start == left.end and left.kind == "army" and right.kind == "army" and _FORMATION.search(right.name):
            writer.row(right.name, "part_of", left.name, (left.start, right.end), "army and its formation")


def _held(sentence: _Sentence, writer: _Writer) -> None:
    """The offices a sentence gives to the persons it names."""
    for holder, office, span, body in offices(sentence.text, sentence.start, sentence.names, sentence.kinds):
        writer.row(holder, "holds_office", office, span, "office before a name")
        if body:
            writer.row(holder, "commands", body, span, "commander's office")
    within = sentence.start, sentence.end
    for holder, office, span in appointments(sentence.text, *within, sentence.names, sentence.kinds):
        writer.row(holder, "holds_office", office, span, "office taken up")


def _by_rules(sentence: _Sentence, actors: list[Name], writer: _Writer) -> None:
    """Match every rule on each pair of neighbouring actors (with at most one other actor between)."""
    text = sentence.text
    spans = [(actor.start, actor.end) for actor in actors]
    for index, left in enumerate(actors):
        low, opened = spans[index]
        for beyond in range(index + 1, min(index + 5, len(actors))):
            closed, high = spans[beyond]
            between = text[opened:closed]
            right = actors[beyond]
            if len(between) == 1 and between in _TREE and left.kind == right.kind == "unit":
                writer.row(right.name, "part_of", left.name, (low, high), "units in a row")
            if len(between) > 30 or left.name == right.name:
                continue
            lead = text[max(sentence.start, low - 4) : low]
            tail = text[high : min(sentence.end, high + 30)]
            lines = f"{lead}\x01{between}\x02{tail}", f"{lead}\x02{between}\x01{tail}"
            for rule, turned in _FITTING[left.kind, right.kind]:
                if rule.pattern.search(lines[1] if turned else lines[0]):
                    first, second = (right, left) if turned else (left, right)
                    writer.row(first.name, rule.relation, second.name, (low, high), rule.name)


def _called(sentence: _Sentence, writer: _Writer) -> None:
    """Read 称之为“甲”或“乙”: what is called so is the happening or thing named before, else the document's topic."""
    text = sentence.text
    for match in _CALLED.finditer(text, sentence.start, sentence.end):
        before = [n for n in sentence.names if n.end <= match.start() and n.kind == "war"]
        words = match.group()
        near = [
            n for n in sentence.names if n.kind in _NAMED_FOR and n.kind != "war" and 0 <= match.start() - n.end <= 1
        ]
        if near and (_NAMER.match(words) or text[max(0, near[-1].start - 1) : near[-1].start] in ("被", "由")):
            near = []  # 被甲称为, 甲称此役为: 甲 gives the name

        if before and before[0].start <= sentence.start + 4 and _IS.match(text, before[0].end):
            before = before[:1]  # a sentence that says what it is is about it
        subject = before[-1].name if before else (near[-1].name if near and "之" not in words else writer.topic)
        at = match.end() - 1
        while subject and (quoted := _QUOTED.match(text, at)):
            writer.row(subject, "also_called", quoted.group(1), (match.start(), quoted.end(1)), "called")
            if quoted.end() == at or text[quoted.end() - 1] in "”」』》’）":
                break
            at = quoted.end()


_IS: Final = re.compile(r"(?:（[^）]{0,80}）)?，?(?:是|为|乃|系)")
_NAMER: Final = re.compile(r"称(?:之|[^，。；：为作做]{1,14})为")
_OTHER_NAME: Final = re.compile(r"[又也亦或现旧原]被?[称名叫作]")
# Without quotation marks: 马尼拉大屠杀也称马尼拉大惨案，…
_ALSO: Final = re.compile(
    r"(?:（[^）]{0,60}）)?[，（]?(?:又|也|亦|或|现|旧|原)[称名叫作](?:为|作)?(?P<name>[\u4e00-\u9fff·]{2,14})(?=[，。；）（、]|$)"
)

# 在甲国也被称为某地自卫战。
_KNOWN_AS: Final = re.compile(
    r"[也又亦](?:被|以)?称(?:为|作)(?P<name>[\u4e00-\u9fff·]{2,14}(?:战争|战役|会战|之战|之役|自卫战|反击战|事变|事件|大捷|惨案|屠杀|政变|空难|起义))(?=[，。；（]|$)"
)


def _also(sentence: _Sentence, writer: _Writer) -> None:
    """Read the other name right behind a name: 甲也称乙."""
    text = sentence.text
    for known in _KNOWN_AS.finditer(text, sentence.start, sentence.end):
        wars = [n.name for n in sentence.names if n.kind == "war" and n.end <= known.start()]
        if subject := wars[-1] if wars else writer.topic:
            writer.row(subject, "also_called", known["name"], known.span(), "known as")
    for name in sentence.names:
        if name.kind in _NAMED_FOR and name.name and (match := _ALSO.match(text, name.end, sentence.end)):
            writer.row(name.name, "also_called", match["name"], (name.start, match.end("name")), "also called")


_STOP: Final = re.compile(r"[。！？\n]")
_HEADLINE: Final = re.compile(r"[\s　，。！？：；、「」【】]")


def _topic(title: str | None, wars: list[Name]) -> str | None:
    """What a document is about: the title of an article (a headline is no name), without one the happening it names first."""
    if title and len(title) <= 14 and not _HEADLINE.search(title):
        return title
    return wars[0].name if wars and not title else None


class _Writer:
    """Writes relations of one document as rows."""

    def __init__(self, ground: Ground, voices: Voices) -> None:
        self.ground = ground
        self.voices = voices
        self.times = [t for t in ground.times if t.edtf and t.kind in ("date", "interval")]
        self.time_starts = tuple([t.start for t in self.times])
        self.units: set[tuple[str, str | None]] = set()
        wars = [ground.names[index] for index, kind in enumerate(ground.kinds) if kind == "war"]
        self.topic = _topic(ground.document.metadata.title, wars)
        self.rows: list[Relation] = []

    def first(self, unit: Name) -> bool:
        """Whether a document names a unit with its formation for the first time; once is enough."""
        pair = (unit.name, unit.owner)
        if pair in self.units:
            return False
        self.units.add(pair)
        return True

    def row(self, subject: str, relation: str, thing: str, span: tuple[int, int], rule: str) -> None:
        """Add the row of one relation; the quote is the sentence's stretch that says it."""
        quote, document = self.ground.source(span[0], span[1]), self.ground.document
        voice = self.voices.at(span[0])
        index = first_from(self.time_starts, span[0] + 1) - 1
        near = self.times[index] if index >= 0 and span[0] - self.times[index].end <= 20 else None
        same = near is not None and not _STOP.search(self.ground.text, near.end, span[0])
        row = Relation(
            id=identity("relation", document.name, document.sha256, quote.start, quote.end, subject, relation, thing),
            document=document.name,
            quote=quote.text,
            start=quote.start,
            end=quote.end,
            subject=subject,
            relation=relation,
            object=thing,
            time=near.edtf if near and same else None,
            speaker=voice.speaker,
            attribution=voice.chain,
            modality=voice.modality,
            rules={"relation": rule},
            tool=VERSION,
        )
        self.rows.append(row)
