"""Who speaks where: the stretches of a document that somebody says, and the document's own voice between them.

``read`` looks at nothing yet: a block is read when somebody asks about an offset in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from kaoyi.lexicon import Lexicon
from kaoyi.model import Attribution, Block, Document, Mentions


class Voice(Struct, frozen=True, gc=False):
    """Who says the words at some place of a text.

    chain: nearest to the fact first, the document's outlet last (if known)
    speaker: canonical name of the nearest; None is the document's own voice
    modality: asserted estimated alleged denied planned, from the cue alone
    said_on: EDTF of the saying if the text gives its date, else the document's date
    rules: field -> the rule that filled it
    start, end: text offsets of the words that introduce the voice (0, 0 for the document's own)
    """

    chain: tuple[Attribution, ...]
    speaker: str | None
    modality: str
    said_on: str | None
    rules: dict[str, str]
    start: int = 0
    end: int = 0


_SIMPLE = re.compile(
    r"(?:据|根据)(?P<by>[^，。；：、称说]{2,12}?)(?:报道|统计|资料|称|表示)|(?P<who>[^，。；：、「」“”（）]{2,10}?)(?:称|表示|指出|宣布)"
)


class Voices:
    """The voices of one document; ``at`` answers for any text offset."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self._document = document
        self._mentions = mentions
        self._own = own_voice(document)
        self._starts = [block.start for block in document.blocks]
        self._read: dict[int, list[tuple[int, int, Voice]]] = {}

    def at(self, offset: int) -> Voice:
        """Return who says the words at a text offset."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return self._own
        if number not in self._read:
            self._read[number] = list(_utterances(self._document, self._document.blocks[number], self._own))
        best = self._own
        for start, end, voice in self._read[number]:
            if start <= offset < end:
                best = voice
        return best

    def saying_dates(self, offset: int) -> tuple[tuple[int, int], ...]:
        """Return the text spans of the dates, in the sentence at the offset, that date a saying and not the thing said."""
        return ()


def own_voice(document: Document) -> Voice:
    """Return the voice of a document where nobody else speaks."""
    outlet = document.metadata.outlet
    chain = (Attribution(outlet, None, None),) if outlet else ()
    return Voice(chain, None, "asserted", document.metadata.published, {"speaker": "own voice"})


def read(document: Document, mentions: Mentions, lexicon: Lexicon) -> Voices:
    """Return the voices of a document."""
    return Voices(document, mentions)


def _utterances(document: Document, block: Block, own: Voice) -> Iterator[tuple[int, int, Voice]]:
    for match in _SIMPLE.finditer(document.folded, block.start, block.end):
        group = "by" if match["by"] else "who"
        words = document.text[match.start(group) : match.end(group)]
        stop = document.folded.find("。", match.end(), block.end)
        link = Attribution(words, words, document.text[match.end(group) : match.end()])
        yield (
            match.start(),
            block.end if stop < 0 else stop,
            Voice((link, *own.chain), words, own.modality, own.said_on, {"speaker": "simple"}, *match.span()),
        )
