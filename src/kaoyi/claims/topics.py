"""What a whole document is about: the group, the army and the two sides that unnamed subjects may be."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from kaoyi.claims.scene import Role, Topic
from kaoyi.model import Block, Document, Mentions

_PROTEST: Final = ("示威", "游行", "集会", "抗争", "抗议", "冲突")
_PROTESTERS: Final = ("示威者", "抗议者", "抗争者", "示威人士", "抗议人士", "游行人士")
_WARPLANES: Final = re.compile(
    "(?:解放军|大陆|中共|中国|美国|美军|俄罗斯|俄军|日本|印度|朝鲜|北韩|韩国|伊朗|以色列|巴基斯坦|土耳其)(?:军机|战机|飞机)|共机"
)
_CRAFT: Final = ("军机", "战机", "飞机", "共机")
_ALLIES: Final = re.compile("(?<![一-鿿])?[中朝美英法德意日俄土希塞韩苏奥]、?[中朝美英法德意日俄土希塞韩苏奥]{1,2}联军")
_TRANSPORT: Final = re.compile(
    "车祸|相撞|翻侧|翻车|撞船|沉船|坠机|坠毁|失事|出轨|巴士|小巴|客车|列车|渡轮|客机|邮轮|车长"
)


def read(document: Document, mentions: Mentions) -> Topic:
    """Return what a document is about."""
    ranked = _sides(mentions)
    army = None
    if ranked and ranked[0][1] >= 3 and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
        army = ranked[0][0]
    sides = [name for name, _ in ranked if "军" in name][:2]
    return Topic(
        _protest(document.folded),
        None if _round_up(document) else _aboard(document.folded),
        army,
        tuple((name,) for name in sides),
        frozenset(name for name, _ in ranked),
        _flyers(document.folded),
        _alliance(document.folded),
        _place(mentions, document.blocks, document.folded),
        _protesting(document.blocks, document.folded),
    )


_IN_TITLE: Final = re.compile("示威|游行|集会|抗争|抗议|冲突|清场|占领|占据|包围|反送中|罢工|罢课|静坐")


def _protesting(blocks: tuple[Block, ...], text: str) -> bool:
    """Whether the title tells of a protest."""
    return any(block.kind == "title" and _IN_TITLE.search(text, block.start, block.end) for block in blocks[:3])


def _alliance(text: str) -> str | None:
    """The allies a document calls 联军 for short (英法联军)."""
    if "联军" not in text:
        return None
    found = Counter(match[0].replace("、", "") for match in _ALLIES.finditer(text))
    return max(found.items(), key=lambda item: (item[1], item[0]))[0] if found else None


_ILLNESS: Final = re.compile("[^，。；：、]{0,2}?(?:肺炎|病毒|流感|疫苗|变种)")  # 武汉肺炎 is no place
_HOME: Final = {"本港": "香港", "本澳": "澳门"}
_AT_HOME: Final = 3  # times a paper must speak of its own place to be about it


def _place(mentions: Mentions, blocks: tuple[Block, ...], text: str) -> str | None:
    """The paper's own place if the title or the text says so, else the place named in the title or most: five times at
    least and twice as often as the next."""
    opening = max((block.end for block in blocks[:2] if block.kind in ("title", "heading")), default=0)
    for word, place in _HOME.items():
        if text.find(word, 0, opening) >= 0 or text.count(word) >= _AT_HOME:
            return place
    named = [name for name in mentions.names if name.kind in ("place", "state") and not _ILLNESS.match(text, name.end)]
    title = {
        name.name
        for block in blocks
        if block.kind == "title"
        for name in named
        if block.start <= name.start < block.end
    }
    if len(title) == 1:
        return title.pop()
    ranked = Counter(name.name for name in named).most_common(2)
    if not ranked or ranked[0][1] < 5 or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return None
    return ranked[0][0]


def _flyers(text: str) -> Role | None:
    """The warplanes most often named with their owner (大陆军机, 俄军战机)."""
    if not any(craft in text for craft in _CRAFT):
        return None
    found = Counter(match[0] for match in _WARPLANES.finditer(text))
    owners: Counter[str] = Counter()
    for words, times in found.items():
        owners[_owner_of(words)] += times
    if not owners:
        return None
    owner, times = max(owners.items(), key=lambda item: (item[1], item[0]))
    words = min((w for w in found if _owner_of(w) == owner), key=lambda w: (-found[w], text.find(w)))
    at = text.find(words)
    return Role(words, at, at + len(words), "the aircraft the document is about") if times >= 2 else None


def _owner_of(words: str) -> str:
    """大陆军机 and 解放军战机 are one side's."""
    return "中国" if words.startswith(("解放军", "大陆", "中共", "中国", "共机")) else words[:-2]


def _protest(text: str) -> Role | None:
    if sum(map(text.count, _PROTEST)) < 3:
        return None
    return _named(text, _PROTESTERS)


_ROUND_UP: Final = re.compile("这一天|这一周|一周|早报|晚报|晨报|简报|速览|要闻|盘点|汇总|大事记|新闻摘要")


def _round_up(document: Document) -> bool:
    """Whether the title is that of a round-up, which is about no one group."""
    titles = (block for block in document.blocks[:3] if block.kind == "title")
    return any(_ROUND_UP.search(document.folded, block.start, block.end) for block in titles)


def _aboard(text: str) -> Role | None:
    if text.count("乘客") < 2 or len(_TRANSPORT.findall(text)) < 3:
        return None
    return _named(text, ("乘客",))


def _named(text: str, nouns: tuple[str, ...]) -> Role | None:
    at, noun = min(((text.find(noun), noun) for noun in nouns if noun in text), default=(-1, ""))
    return Role(noun, at, at + len(noun), "the group the document is about") if noun else None


def _sides(mentions: Mentions) -> list[tuple[str, int]]:
    """The armies a document names, by how often, units counted for the army they belong to."""
    count: Counter[str] = Counter()
    owners = {name.name: name.owner for name in mentions.names if name.owner}
    armies = {name.name for name in mentions.names if name.kind in ("army", "bloc")}
    for name in mentions.names:
        if name.kind in ("army", "bloc") and name.name:
            count[name.name] += 1
        elif name.kind == "unit":
            owner = name.owner
            for _ in range(4):
                if owner is None or owner in armies:
                    break
                owner = owners.get(owner)
            if owner:
                count[owner] += 1
    return sorted(count.items(), key=lambda item: (-item[1], item[0]))
