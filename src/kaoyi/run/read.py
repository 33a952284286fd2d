"""What a worker does: files to packed rows. Pure of the record; it sends back bytes."""

from __future__ import annotations

import gc
import hashlib
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache, partial
from pathlib import Path

import msgspec
from msgspec import Struct

from kaoyi import documents, path
from kaoyi.documents import dump
from kaoyi.errors import LexiconError, SourceError, UsageError
from kaoyi.lexicon import Lexicon, load
from kaoyi.model import Document
from kaoyi.run.objects import is_object, on_disk
from kaoyi.run.sources import why
from kaoyi.run.stamp import stamp
from kaoyi.run.task import Outcome, Task
from kaoyi.store.packed import Packed
from kaoyi.store.rows import pack, pack_all


class Orders(Struct, frozen=True):
    """What every batch of a run is read with.

    lexicon: folder of added words; stamp: what the worker's program and words must be, "" when they cannot differ;
    shards: folder or URL where results are to be written, None to send them back
    """

    lexicon: str | None = None
    stamp: str = ""
    shards: str | None = None


def batch_reader(orders: Orders) -> partial[bytes]:
    """Return a function of a packed batch of tasks that may be sent to another process or machine."""
    return partial(read_batch, orders=orders)


def read_batch(batch: bytes, orders: Orders) -> bytes:
    """Read the files of a packed batch; return their packed outcomes, or the name of the shard that has them.

    Raises UsageError when this machine's program or words are not those of the run.
    """
    if orders.stamp and (here := stamp(orders.lexicon)) != orders.stamp:
        raise UsageError(f"a worker has another version of the program or of the words: {here}, not {orders.stamp}")
    tasks = msgspec.msgpack.decode(batch, type=list[Task])
    outcomes = _fetched(tasks, _lexicon(orders.lexicon))
    _settle()
    if orders.shards is None:
        return msgspec.msgpack.encode(outcomes)
    from kaoyi.run import shards

    url = shards.place(orders.shards, batch, orders.stamp)
    shards.write(url, tasks, outcomes)
    return url.encode()


@cache
def _settle() -> None:
    """Words and patterns are compiled by now and stay for good: no rubbish need be looked for among them.

    Readings hold hardly any circles either, so what is new need not be searched often.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def outcomes_of(result: bytes, orders: Orders) -> list[Outcome]:
    """Return the outcomes that a worker's answer stands for."""
    if orders.shards is None:
        return msgspec.msgpack.decode(result, type=list[Outcome])
    from kaoyi.run import shards

    return shards.load(result.decode())


def _fetched(tasks: list[Task], lexicon: Lexicon) -> list[Outcome]:
    """Read files where they lie, and objects of a storage from copies that are gone afterwards."""
    if not any(is_object(task.path) for task in tasks):
        return read_all(tasks, lexicon)
    told: dict[str, Outcome] = {}
    with ExitStack() as copies:
        here: list[Task] = []
        for task in tasks:
            try:
                place = copies.enter_context(on_disk(task.path))
            except OSError as error:
                told[task.path] = Outcome(task.path, reason=why(error), gone=True)
                continue
            here.append(msgspec.structs.replace(task, path=place))
        done = iter(read_all(here, lexicon))
    for task in tasks:
        if task.path not in told:
            told[task.path] = msgspec.structs.replace(next(done), path=task.path)
    return [told[task.path] for task in tasks]


@cache
def _lexicon(folder: str | None) -> Lexicon:
    return load(Path(folder) if folder else None)


def read_all(tasks: list[Task], lexicon: Lexicon) -> list[Outcome]:
    """Read files together, which is faster than one by one; where anything is the matter with one, that one alone."""
    opened = [(task, _ordinary(task)) for task in tasks]
    together = [document for _, document in opened if document]
    try:
        with _unsearched():
            packed = iter(pack_all(path.read_documents(together, lexicon)))
    except LexiconError:
        raise
    except Exception:  # which of them it is, and why, is told by reading each alone
        return [read_one(task, lexicon) for task in tasks]
    return [
        Outcome(task.path, document.sha256, [next(packed)]) if document else read_one(task, lexicon)
        for task, document in opened
    ]


@contextmanager
def _unsearched() -> Iterator[None]:
    """Let nobody look for rubbish meanwhile: a batch's readings all live until they are packed, and looking through them
    time and again took a thirtieth of all work. What circles there are, some forty values a document, go afterwards.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _ordinary(task: Task) -> Document | None:
    """A new file that holds one readable document; None for all others."""
    place = Path(task.path)
    try:
        document = None if dump.is_dump(place) else next(documents.read_file(place, task.name))
    except Exception:  # told when it is read alone
        return None
    return document if document and document.sha256 != task.known else None


def read_one(task: Task, lexicon: Lexicon) -> Outcome:
    """Read one file. Whatever is wrong with it is told in the outcome, never raised."""
    digest = ""
    try:
        digest = hash_file(task.path)
        if digest == task.known:
            return Outcome(task.path, digest, same=True)
        return Outcome(task.path, digest, list(_documents(task, lexicon)))
    except LexiconError:  # no document can be read rightly with faulty words: the run ends
        raise
    except SourceError as error:
        return Outcome(task.path, digest, reason=error.reason)
    except OSError as error:
        return Outcome(task.path, digest, reason=why(error), gone=True)
    except RecursionError:
        return Outcome(task.path, digest, reason="it is nested too deeply to read")
    except MemoryError:
        return Outcome(task.path, digest, reason="it is too large for this machine's memory")
    except Exception as error:  # the border of a run: a fault in one document must not cost the others
        return Outcome(task.path, digest, reason=f"Kaoyi failed on it, please report this: {_fault(error)}")


def _fault(error: Exception) -> str:
    """Name a fault of the program's own and where it lies, in one line."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return " ".join(f"{type(error).__name__}: {error}{where}".split())


def _documents(task: Task, lexicon: Lexicon) -> Iterator[Packed]:
    for document in documents.read_file(Path(task.path), task.name):
        yield pack(path.read_document(document, lexicon))


def hash_file(path: str) -> str:
    """Return the SHA-256 of a file's bytes, a piece at a time."""
    total = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            total.update(piece)
    return total.hexdigest()
