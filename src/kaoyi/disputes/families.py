"""One voice per report: near-duplicate documents and paragraphs, and versions of one article.

A document is reduced to ``DocumentFacts`` once, when it is read (pure, about 1 KB, to be stored with
it); ``group`` joins the facts of all documents into families by MinHash and locality-sensitive
hashing, linear in the number of documents.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from struct import Struct as Layout
from typing import Final
from urllib.parse import unquote

import numpy
from numpy.typing import NDArray
from rensa import RMinHash

from kaoyi.disputes.facts import DocumentFacts, Families, Family
from kaoyi.model import Document
from kaoyi.text import identity

_PERMUTATIONS: Final = 64
_SIGNATURE: Final = Layout(f"<{_PERMUTATIONS}I")
_BAND: Final = 4  # minima in a band; sixteen bands find a pair half alike two times in three
_CHANGED: Final = re.compile(r"[\W\d_一二三四五六七八九十百千萬万至少增逾超過过]+")
_SEED: Final = 7
_SHINGLE: Final = 5
_MIX: Final = numpy.array(
    [0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93], dtype=numpy.uint64
)
_FACTOR: Final = _MIX[0]
_SHORTEST: Final = 120  # visible characters below which a document is too short to be told from another
_SHORTEST_PASSAGE: Final = 40
_ALIKE: Final = 0.55  # estimated share of common shingles from which two documents are one report
_ALIKE_VERSION: Final = 0.35  # for two articles of one outlet and nearly one title, within days
_COMPARED: Final = 12  # members of a bucket a new document is compared with, so that a bucket costs linear time
_BOILERPLATE: Final = 40  # documents that share a paragraph from which it is house text, not a report


def facts(document: Document) -> DocumentFacts:
    """Return what must be kept of a document to find its copies and versions. Pure."""
    return facts_of([document])[0]


def facts_of(documents: Sequence[Document]) -> list[DocumentFacts]:
    """Return the facts of each document as if alone; many together take half the time."""
    spans = [_passages(document) for document in documents]
    stretches = [
        [(0, len(document.folded)), *own] if len(document.folded) >= _SHORTEST else own
        for document, own in zip(documents, spans, strict=True)
    ]
    minima = _minima(_shingles([document.folded for document in documents], stretches))
    prints = _prints(minima)
    found: list[DocumentFacts] = []
    row = 0
    for document, own, every in zip(documents, spans, stretches, strict=True):
        signature = b""
        if len(every) > len(own):
            signature = _SIGNATURE.pack(*minima[row])
            row += 1
        passages = [
            (*document.source(start, end), one, other)
            for (start, end), (one, other) in zip(own, prints[row:], strict=False)
        ]
        row += len(own)
        found.append(_facts(document, signature, tuple(passages)))
    return found


def _passages(document: Document) -> list[tuple[int, int]]:
    return [
        (block.start, block.end)
        for block in document.blocks
        if block.kind in ("paragraph", "quote", "list_item") and block.end - block.start >= _SHORTEST_PASSAGE
    ]


def _facts(document: Document, signature: bytes, passages: tuple[tuple[int, int, int, int], ...]) -> DocumentFacts:
    told = document.metadata
    return DocumentFacts(
        document.name,
        document.sha256,
        told.title,
        told.outlet or _site(told.url),
        told.url,
        told.published,
        told.updated,
        signature,
        passages,
    )


def _shingles(texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> list[NDArray[numpy.uint64]]:
    """Hashes of every run of five visible characters inside each span of each text, hashed once for all texts."""
    joined = "".join(texts)
    points = numpy.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(numpy.uint64)
    visible = numpy.flatnonzero(points > 0x20)
    hashed = _hashes(points[visible])
    begins = accumulate((len(text) for text in texts), initial=0)
    placed = [(begin + a, begin + b) for begin, own in zip(begins, spans, strict=False) for a, b in own]
    if not placed:
        return []
    borders = numpy.searchsorted(visible, numpy.array(placed)).tolist()
    nothing = numpy.zeros(1, dtype=numpy.uint64)
    return [hashed[a : b - _SHINGLE + 1] if b - a >= _SHINGLE else nothing for a, b in borders]


def _hashes(points: NDArray[numpy.uint64]) -> NDArray[numpy.uint64]:
    """Of every run of five: a polynomial of its characters, modulo 2**64, mixed. In place, for the arrays are large."""
    length = max(0, len(points) - _SHINGLE + 1)
    hashed = points[:length].copy()
    for shift in range(1, _SHINGLE):
        hashed *= _FACTOR
        hashed += points[shift : length + shift]
    hashed ^= hashed >> numpy.uint64(29)
    hashed *= _MIX[1]
    hashed ^= hashed >> numpy.uint64(32)
    return hashed


def _minima(tokens: Sequence[NDArray[numpy.uint64]]) -> list[list[int]]:
    """The signature of each set of hashes, one row each."""
    if not tokens:
        return []
    offsets = numpy.cumsum([0, *(len(hashes) for hashes in tokens)]).astype(numpy.uint64)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        numpy.concatenate(tokens), offsets, num_perm=_PERMUTATIONS, seed=_SEED
    )
    rows: list[list[int]] = matrix.to_rows()
    return rows


def _prints(minima: Sequence[Sequence[int]]) -> list[list[int]]:
    """Two fingerprints of each row: four of its minima each, as one number of 63 bits, which any store's signed integer holds."""
    some = numpy.array([row[: 2 * len(_MIX)] for row in minima], dtype=numpy.uint64).reshape(-1, 2, len(_MIX))
    mixed: list[list[int]] = ((some * _MIX).sum(axis=2, dtype=numpy.uint64) >> numpy.uint64(1)).tolist()
    return mixed


def _site(url: str | None) -> str | None:
    """The site a page is of, seen through an archive's address."""
    hosts = re.findall(r"https?://([^/\s]+)", unquote(url or ""))
    return hosts[-1].removeprefix("www.") if hosts else None


# --- all documents -> families ---------------------------------------------------------------------


def group(documents: Iterable[DocumentFacts]) -> Families:
    """Join documents into families. Independent of the order of the documents."""
    ordered = sorted(documents, key=lambda one: one.name)
    told = [one for one in ordered if one.signature]
    house = _house_text(ordered)
    leader = list(range(len(told)))
    titles = [(one.outlet or "", _plain_title(one.title)) if one.title else None for one in told]
    for a, b, alike in _candidates(told, titles):
        one, other = _root(leader, a), _root(leader, b)
        if one != other and _one_report(told[a], told[b], alike, titles[a] == titles[b] and bool(titles[a]), house):
            leader[max(one, other)] = min(one, other)
    members: dict[int, list[DocumentFacts]] = defaultdict(list)
    for at, document in enumerate(told):
        members[_root(leader, at)].append(document)
    families = tuple(_family(together) for together in members.values() if len(together) > 1)
    of = {name: family for family in families for name in family.documents}
    return Families(families, of, {one.name: one for one in ordered})


def _root(leader: list[int], at: int) -> int:
    while leader[at] != at:
        leader[at] = leader[leader[at]]
        at = leader[at]
    return at


def _house_text(documents: Iterable[DocumentFacts]) -> frozenset[int]:
    seen: Counter[int] = Counter()
    for one in documents:
        seen.update({passage[2] for passage in one.passages})
    common = {fingerprint for fingerprint, count in seen.items() if count >= _BOILERPLATE}
    return frozenset(
        fingerprint
        for one in documents
        for passage in one.passages
        if passage[2] in common
        for fingerprint in passage[2:]
    )


Title = tuple[str, str] | None


def _candidates(told: Sequence[DocumentFacts], titles: Sequence[Title]) -> Iterator[tuple[int, int, float]]:
    """Pairs that share a band of their signatures, or an outlet and nearly a title, with how alike they are."""
    if not told:
        return
    minima = numpy.frombuffer(b"".join(one.signature for one in told), dtype="<u4").reshape(len(told), _PERMUTATIONS)
    columns = [_hashed(minima[:, at : at + _BAND]) for at in range(0, _PERMUTATIONS, _BAND)]
    numbers: dict[Title, int] = {}
    columns.append(
        numpy.array(
            [numbers.setdefault(title, len(numbers)) if title else -1 - at for at, title in enumerate(titles)],
            dtype=numpy.int64,
        ).astype(numpy.uint64)
    )
    pairs = numpy.unique(numpy.concatenate([_in_one_bucket(column) for column in columns]))
    for start in range(0, len(pairs), 100_000):
        one, other = numpy.divmod(pairs[start : start + 100_000], len(told))
        alike = numpy.count_nonzero(minima[one] == minima[other], axis=1) / _PERMUTATIONS
        near = alike >= _ALIKE_VERSION
        yield from zip(one[near].tolist(), other[near].tolist(), alike[near].tolist(), strict=True)


def _hashed(band: NDArray[numpy.uint32]) -> NDArray[numpy.uint64]:
    whole = numpy.zeros(len(band), dtype=numpy.uint64)
    with numpy.errstate(over="ignore"):
        for column in range(band.shape[1]):
            whole = (whole ^ band[:, column]) * numpy.uint64(0x9E3779B97F4A7C15)
            whole ^= whole >> numpy.uint64(29)
    return whole


def _in_one_bucket(column: NDArray[numpy.uint64]) -> NDArray[numpy.int64]:
    """Pairs of equal values, each document with the next few of its bucket, so that a bucket costs linear time.

    A pair is one number, the first times how many there are plus the second: such are sorted ten times as fast as rows.
    """
    order = numpy.argsort(column, kind="stable")
    values = column[order]
    found = []
    for shift in range(1, _COMPARED + 1):
        same = numpy.nonzero(values[:-shift] == values[shift:])[0]
        if not len(same):
            break
        found.append(order[same] * len(column) + order[same + shift])
    return numpy.concatenate(found) if found else numpy.zeros(0, dtype=numpy.int64)


def _plain_title(title: str) -> str:
    """A title without its figures and marks, which are what later editions change."""
    return _CHANGED.sub("", title)[:24]


def _one_report(
    one: DocumentFacts, other: DocumentFacts, alike: float, same_title: bool, house: frozenset[int]
) -> bool:
    if same_title and _days_apart(one, other) <= 10:
        return True
    if alike < _ALIKE:
        return False
    # pages that are mostly the house's own text look alike without being one report
    mine, theirs = _reported(one, house), _reported(other, house)
    return alike >= 0.85 or not mine or not theirs or bool(mine & theirs)


def _reported(one: DocumentFacts, house: frozenset[int]) -> set[int]:
    return {fingerprint for passage in one.passages for fingerprint in passage[2:]} - house


def _days_apart(one: DocumentFacts, other: DocumentFacts) -> int:
    try:
        a, b = (date.fromisoformat((x.published or "")[:10]) for x in (one, other))
    except ValueError:
        return 0
    return abs((a - b).days)


def _family(members: Sequence[DocumentFacts]) -> Family:
    ordered = sorted(members, key=lambda one: ((one.updated or one.published or "")[:10], edition(one.name)))
    names = tuple(one.name for one in ordered)
    outlets = sorted({one.outlet or "" for one in members})
    if len(outlets) == 1:
        kind, why = "versions", f"{len(names)} editions of one article"
    else:
        kind, why = "copies", f"one report carried by {len(outlets)} outlets: {', '.join(filter(None, outlets))}"
    return Family(identity("family", *sorted(names)), kind, names, why)


def edition(name: str) -> tuple[tuple[int, int, str], ...]:
    """Order document names so that article_9 comes before article_10."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.findall(r"[0-9]+|[^0-9]+", name))
