"""Who took a figure from whom: the chains of attribution of its claims as one tree, from the fact outwards."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kaoyi.model import Claim, Event


class Step(Struct, frozen=True):
    """One who passes a figure on. cue: the word the next one cites it by; documents: that carry it at this step."""

    name: str
    cue: str
    documents: tuple[str, ...]
    onwards: tuple[Step, ...]


class _Growing:
    def __init__(self, name: str) -> None:
        self.name = name
        self.cue = ""
        self.documents: dict[str, None] = {}
        self.onwards: dict[str, _Growing] = {}

    def done(self) -> Step:
        return Step(self.name, self.cue, tuple(self.documents), tuple(one.done() for one in self.onwards.values()))


def tree(claims: Iterable[Claim | Event]) -> tuple[Step, ...]:
    """Return the tree of who passes these claims on; a claim that cites nobody begins and ends with its document."""
    top = _Growing("")
    for claim in claims:
        at = top
        for link in claim.attribution:
            at = at.onwards.setdefault(link.name, _Growing(link.name))
            at.cue = at.cue or link.cue or ""
        at.documents.setdefault(claim.document)
    own = top.documents
    steps = [step.done() for step in top.onwards.values()]
    return (*steps, *(Step("", "", (name,), ()) for name in own))
