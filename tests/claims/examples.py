"""Reading example sentences: figures stand in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaoyi import claims, documents, mentions
from kaoyi.lexicon import load
from kaoyi.model import Claim


def read(text: str) -> tuple[Claim, ...]:
    """Return the claims of a text."""
    document = documents.read(text.encode(), "example.txt")
    lexicon = load()
    return claims.assemble(document, mentions.recognise(document, lexicon), lexicon)


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """Return an example without its braces, and the spans they stood around."""
    spans: list[tuple[int, int]] = []
    plain, at = "", 0
    for match in re.finditer(r"\{([^{}]*)\}", example):
        plain += example[at : match.start()]
        spans.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        at = match.end()
    return plain + example[at:], spans


def claimed(example: str) -> Iterator[Claim | None]:
    """Yield, for each figure in braces, the claim that stands on it."""
    text, spans = marked(example)
    found = read(text)
    for start, end in spans:
        yield next((claim for claim in found if claim.number.start < end and start < claim.number.end), None)
