"""Does a change of speed leave the results alone? Reads the same documents with two trees and compares every row.

    python bench/same.py BEFORE AFTER [--files N] [--shared FOLDER]

BEFORE and AFTER are checkouts (`git archive REVISION | tar -x -C FOLDER`); each reads the gold sources, the seeds and every
n-th article of the corpus in a process of its own. Exits 1 and names the documents whose rows differ.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).parents[1]
CORPUS = (HERE / "build" / "corpus",)
SUFFIXES = (".md", ".html", ".txt", ".htm")


def sources(shared: Path, count: int) -> Iterator[Path]:
    """The documents both trees read, in a fixed order."""
    for folder in (shared / "gold", shared / "seeds", HERE / "examples"):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
    corpus = next((place for place in CORPUS if place.exists()), None)
    if corpus:
        every = sorted(path for path in corpus.rglob("*") if path.suffix in SUFFIXES)
        yield from every[7 :: max(1, len(every) // count)][:count]


def rows(path: Path) -> Iterator[bytes]:
    """Yield every row of every document of a file, as JSON."""
    import msgspec

    from kaoyi import documents
    from kaoyi.errors import SourceError
    from kaoyi.lexicon import load
    from kaoyi.path import read_document

    encode = msgspec.json.Encoder(enc_hook=str).encode
    try:
        for document in documents.read_file(path, path.name):
            reading = read_document(document, load(None))
            yield encode(document)
            for kind in ("claims", "events", "relations", "audits", "times", "names", "mentions"):
                yield encode([kind, getattr(reading, kind)])
    except SourceError as error:
        yield encode(["refused", error.reason])
    except Exception as error:  # a crash is a result too: the same one before and after
        yield encode(["crash", repr(error)])


def write(out: Path, files: list[Path]) -> None:
    """Write the rows of all files, one line each, the file's name before them."""
    with out.open("wb") as stream:
        for path in files:
            for row in rows(path):
                stream.write(str(path).encode() + b"\t" + row + b"\n")


def read_with(tree: Path, out: Path, options: argparse.Namespace) -> None:
    """Have a tree write its rows."""
    command = [
        sys.executable,
        __file__,
        "--out",
        str(out),
        "--files",
        str(options.files),
        "--shared",
        str(options.shared),
    ]
    environment = {**os.environ, "PYTHONPATH": str(tree.resolve() / "src"), "PYTHONHASHSEED": "0"}
    subprocess.run(command, check=True, env=environment)


def compare(before: Path, after: Path) -> int:
    """Print what differs; the number of rows that do."""
    left, right = before.read_bytes().splitlines(), after.read_bytes().splitlines()
    differing = [(a, b) for a, b in zip(left, right, strict=False) if a != b]
    for a, b in differing[:20]:
        at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        print(a.split(b"\t")[0].decode())
        print("  before", a[max(0, at - 120) : at + 80].decode(errors="replace"))
        print("  after ", b[max(0, at - 120) : at + 80].decode(errors="replace"))
    print(f"{len(left):,} rows before, {len(right):,} after, {len(differing):,} differ")
    return len(differing) + abs(len(left) - len(right))


def main() -> int:
    """Compare two trees."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path, nargs="?")
    parser.add_argument("after", type=Path, nargs="?")
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--shared", type=Path, default=HERE.parent / "shared")
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.out:
        write(options.out, list(sources(options.shared, options.files)))
        return 0
    if not (options.before and options.after):
        parser.error("name two trees")
    with tempfile.TemporaryDirectory() as place, ThreadPoolExecutor(2) as both:
        outs = [Path(place) / name for name in ("before", "after")]
        list(both.map(lambda tree, out: read_with(tree, out, options), (options.before, options.after), outs))
        return 1 if compare(*outs) else 0


if __name__ == "__main__":
    sys.exit(main())
