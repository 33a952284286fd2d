"""The group-by of a whole web's claims, simulated: 10 million synthetic claims, in bounded memory.

    python bench/scale.py [--claims 10000000] [--jobs 2] [--place FOLDER]

Documents of one to four figures tell of happenings as unevenly as news does (a Zipf law over 400,000 happenings: the
first in every fourteenth document, half of them in a few), mostly of one side in each. Their claims go through the program's own code: ``disputes.keys`` names each claim's
group, documents are dealt to parts on disk by the hash of the group, and ``disputes.reconcile_group`` compares every
group of a part. Prints what each step took, the largest memory of a process, and how uneven the groups and the parts
are, then writes the same as JSON beside the parts. With --place a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec
import numpy
from msgspec import Struct

from kaoyi import disputes
from kaoyi.disputes import DocumentFacts, Families, Family
from kaoyi.lexicon import load
from kaoyi.model import Attribution, Claim, Piece, Value

PARTS = 64
SPAN = 20_000  # documents a worker makes at a time
HAPPENINGS, SUBJECTS, OUTLETS = 400_000, 3_000, 2_000
OTHER_SIDE = 0.3  # share of figures that count another side than the document's first
COPIED = 12  # every n-th document repeats another outlet's report
MEASURES = (
    ("killed", "person", "造成{}人死亡"), ("wounded", "person", "有{}人受伤"), ("missing", "person", "{}人失踪"),
    ("captured", "person", "俘虏{}人"), ("destroyed", "aircraft", "击落飞机{}架"), ("evacuated", "person", "{}人撤离"),
)  # fmt: skip
KINDS = ("战役", "地震", "空难", "爆炸", "洪水", "大火", "战争", "台风")


class Sent(Struct, array_like=True, gc=False):
    """A document on its way to a part: its claims, its family ("" when alone) and the groups of that part it is in."""

    name: str
    family: str
    claims: list[Claim]
    groups: list[str]


class Came(Struct, array_like=True, gc=False):
    """What one worker's piece of the first step came to."""

    claims: int
    sent: int
    size: int
    seconds: float
    memory: int


def happening(number: int) -> tuple[str, int, int]:
    """Return the name, the year and the toll of a happening."""
    return f"{_name(number)}{KINDS[number % len(KINDS)]}", 1900 + number * 7 % 125, 20 + number * number % 9_000


def _name(number: int) -> str:
    letters = "东西南北江河湖海山川石沙青白黑红长大安平永新"
    out = ""
    while True:
        out += letters[number % len(letters)]
        number //= len(letters)
        if not number and len(out) > 1:
            return out


def documents(begin: int, end: int) -> Iterator[tuple[str, str, list[Claim]]]:
    """Yield (name, family, claims) of documents; the same numbers give the same documents everywhere."""
    chance = numpy.random.default_rng(begin)
    counts = chance.integers(1, 5, end - begin)
    told = numpy.searchsorted(_unevenly(), chance.random(end - begin))
    first = (chance.zipf(1.6, end - begin) - 1) % SUBJECTS
    whose = (chance.random(int(counts.sum())) < OTHER_SIDE).astype(int)
    spread = chance.choice((0, 0, 0, 1, 2, 3, 10), int(counts.sum()))
    at = 0
    for step, number in enumerate(range(begin, end)):
        copied = number % COPIED == 1
        name, family = f"web/{number}.html", f"family {number - copied}" if number % COPIED in (0, 1) else ""
        rows = [
            _claim(name, n, int(told[step]), int(first[step] + whose[at + n]), int(spread[at + n]))
            for n in range(counts[step])
        ]
        at += int(counts[step])
        yield name, family, rows


@cache
def _unevenly() -> Any:
    """How often each happening is told, added up to 1: the n-th a n-th as often as the first."""
    shares = numpy.cumsum(1 / numpy.arange(1, HAPPENINGS + 1))
    return shares / shares[-1]


def _claim(document: str, at: int, event: int, subject: int, spread: int) -> Claim:
    name, year, toll = happening(event)
    measure, unit, words = MEASURES[(event + at) % len(MEASURES)]
    value = toll + at * 11 + spread * (1 + toll // 40)
    figure = f"{value}{'架' if unit == 'aircraft' else '人'}"
    quote = f"{name}{words.format(value)}"
    start = quote.index(str(value)) + at * 60
    whose = f"{_name(subject + 40)}军"
    time = f"{year}-{event % 12 + 1:02}-{event % 27 + 1:02}"
    speaker = f"{_name(spread * 31 + at)}社"
    return Claim(
        f"{document}:{at}", document, quote, at * 60, at * 60 + len(quote), Piece(figure, start, start + len(figure)),
        Value(value, value, False), unit, measure, whose, None, None, speaker,
        (Attribution(speaker, speaker, "据"), Attribution(f"报{subject % OUTLETS}", None, None)), "asserted", name, time,
        None, time,
    )  # fmt: skip


def families(told: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> Families:
    """Return what is known of documents: which are copies of one report."""
    facts = {name: DocumentFacts(name, "", None, f"报{zlib.crc32(name.encode()) % OUTLETS}") for name, _ in told}
    of = {name: Family(family, "copies", (), "") for name, family in told if family}
    return Families((), of, facts)


def deal(span: tuple[int, int], place: str) -> bytes:
    """The first step: a piece of the documents to their groups, dealt to the parts on disk."""
    done = Path(place) / "dealt" / f"{span[0]:010}"
    if done.exists():
        return done.read_bytes()
    begun = time.process_time()
    lexicon = load(None)
    parts: dict[int, list[bytes]] = defaultdict(list)
    claims = sent = 0
    for name, family, rows in documents(*span):
        claims += len(rows)
        named = disputes.keys(rows, families([(name, family)]), lexicon)
        groups: dict[int, list[str]] = defaultdict(list)
        for group in sorted(set(named.values())):
            groups[zlib.crc32(group.encode()) % PARTS].append(group)
        for part, inside in groups.items():
            parts[part].append(msgspec.msgpack.encode(Sent(name, family, rows, inside)))
            sent += 1
    size = 0
    for part, packed in parts.items():
        data = zlib.compress(msgspec.msgpack.encode(packed), 1)
        size += len(data)
        (Path(place) / f"{part:02}").mkdir(exist_ok=True)
        (Path(place) / f"{part:02}" / f"{span[0]:010}").write_bytes(data)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    came = msgspec.msgpack.encode(Came(claims, sent, size, time.process_time() - begun, memory))
    done.write_bytes(came)
    return came


def gather(part: int, place: str) -> dict[str, Any]:
    """The second step: one part, group by group."""
    done = Path(place) / "gathered" / f"{part:02}"
    if done.exists():
        return dict(json.loads(done.read_bytes()))
    begun = time.process_time()
    lexicon = load(None)
    held: list[bytes] = []
    for file in sorted((Path(place) / f"{part:02}").iterdir()):
        held += msgspec.msgpack.decode(zlib.decompress(file.read_bytes()), type=list[bytes])
    decode = msgspec.msgpack.Decoder(Sent).decode
    groups: dict[str, list[int]] = defaultdict(list)
    for at, packed in enumerate(held):
        for group in decode(packed).groups:
            groups[group].append(at)
    found, largest, kinds = Counter[str](), [(0, 0.0)], Counter[str]()
    for name in sorted(groups):
        found[f"groups of {_order(len(groups[name]))}"] += 1
        if len(groups[name]) < 2:
            continue
        once = time.process_time()
        told = [decode(held[at]) for at in groups[name]]
        known = families([(one.name, one.family) for one in told])
        made = disputes.reconcile_group(name, [claim for one in told for claim in one.claims], known, lexicon)
        kinds.update(one.kind for one in made)
        largest = sorted([*largest, (len(told), time.process_time() - once)])[-20:]
    came = {
        "part": part, "documents": len(held), "groups": len(groups), "sizes": dict(found), "kinds": dict(kinds),
        "largest": largest, "seconds": time.process_time() - begun,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
    }  # fmt: skip
    done.write_bytes(json.dumps(came).encode())
    return came


def _order(size: int) -> str:
    return next(
        (told for limit, told in ((2, "1"), (10, "2-9"), (100, "10-99"), (1_000, "100-999")) if size < limit), "1000+"
    )


def main() -> None:
    """Run both steps and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=10_000_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--place", type=Path)
    options = parser.parse_args()
    place = options.place or Path(tempfile.mkdtemp(prefix="kaoyi-scale-"))
    for folder in ("dealt", "gathered"):
        (place / folder).mkdir(parents=True, exist_ok=True)
    count = options.claims * 2 // 5
    spans = [(at, min(at + SPAN, count)) for at in range(0, count, SPAN)]
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        begun = time.monotonic()
        pieces = [msgspec.msgpack.decode(one, type=Came) for one in pool.map(partial(deal, place=str(place)), spans)]
        dealt = time.monotonic() - begun
        begun = time.monotonic()
        parts = list(pool.map(partial(gather, place=str(place)), range(PARTS)))
        gathered = time.monotonic() - begun
    told = summary(pieces, parts, dealt, gathered)
    print(json.dumps(told, ensure_ascii=False, indent=1))
    if options.place:
        (place / "summary.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    else:
        shutil.rmtree(place)


def summary(pieces: list[Came], parts: list[dict[str, Any]], dealt: float, gathered: float) -> dict[str, Any]:
    """Return what a reader wants to know."""
    claims = sum(one.claims for one in pieces)
    sizes, kinds = Counter[str](), Counter[str]()
    for part in parts:
        sizes.update(part["sizes"])
        kinds.update(part["kinds"])
    busy = sorted(part["seconds"] for part in parts)
    return {
        "claims": claims, "documents sent to parts": sum(one.sent for one in pieces),
        "MB on disk between the steps": sum(one.size for one in pieces) // 1_000_000,
        "to groups: seconds": round(dealt), "to groups: microseconds of a core per claim": round(
            sum(one.seconds for one in pieces) / claims * 1e6, 1
        ),
        "compared: seconds": round(gathered), "compared: microseconds of a core per claim": round(
            sum(busy) / claims * 1e6, 1
        ),
        "largest memory of a process, MB": max(
            *(one.memory for one in pieces), *(part["memory"] for part in parts)
        ) // 1024,
        "groups": dict(sorted(sizes.items())), "disputes and agreements": dict(kinds),
        "busiest part over the middle one": round(busy[-1] / busy[len(busy) // 2], 2),
        "largest groups (documents, seconds)": [
            (size, round(seconds, 2)) for size, seconds in sorted((one for part in parts for one in part["largest"]), reverse=True)[:8]
        ],
    }  # fmt: skip


if __name__ == "__main__":
    main()
