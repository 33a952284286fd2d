"""A document walked sentence by sentence: each figure with its roles, and what carries from one to the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kaoyi.claims import actors, clauses, reading
from kaoyi.claims.actors import People
from kaoyi.claims.clauses import Sentence
from kaoyi.claims.frames import frames
from kaoyi.claims.roles import NOBODY, Role, Scene, Told, tell
from kaoyi.lexicon import Lexicon
from kaoyi.model import Document, Mentions


def read(document: Document, mentions: Mentions, lexicon: Lexicon) -> Iterator[tuple[Sentence, Told]]:
    """Yield every figure that is a claim, with its sentence and roles, in order."""
    nouns = actors.people(lexicon)
    crowd: Role | None = None
    paragraph: list[Told] = []
    before: tuple[Told, ...] = ()
    block = -1
    for sentence in clauses.read(document, mentions, frames(lexicon)):
        readings = reading.read(sentence)
        if not readings:
            continue
        if sentence.block.start != block:
            before, paragraph, block = (*before, *paragraph)[-8:], [], sentence.block.start
        if crowd is None:
            crowd = _crowd(document, nouns)
        standing = actors.read(sentence, nouns)
        told: list[Told] = []
        for each in readings:
            told.append(tell(Scene(sentence, standing, tuple(told), tuple(paragraph), before, crowd), each))
        paragraph.extend(told)
        yield from ((sentence, each) for each in told)


def _crowd(document: Document, nouns: People) -> Role:
    """The civil group a document speaks of most: named three times at least and twice as often as the next."""
    found = nouns.find(document.folded, 0, len(document.folded))
    named = Counter(actor.name for actor in found if actor.kind == "civil")
    ranked = sorted(named.items(), key=lambda item: (-item[1], item[0] or ""))
    if not ranked or ranked[0][1] < 3 or (len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]):
        return NOBODY
    name = ranked[0][0]
    at = document.folded.find(name or "")
    return Role(name, at, at + len(name or ""), "the group the document is about")
