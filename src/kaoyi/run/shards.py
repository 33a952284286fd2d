"""Results as Parquet: one file for each batch, a row for each source, so that many machines can write and one load."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from typing import Any

import msgspec

from kaoyi.errors import UsageError
from kaoyi.run.objects import content
from kaoyi.run.task import Outcome, Task
from kaoyi.store.packed import Packed

COLUMNS = ("path", "name", "sha256", "state", "reason", "documents")
_STATES: dict[str, dict[str, bool]] = {"read": {}, "same": {"same": True}, "failed": {}, "gone": {"gone": True}}


def place(folder: str, batch: bytes, mark: str) -> str:
    """Return where the shard of a batch lies: named after the batch, so that doing it twice gives one file."""
    name = hashlib.sha256(mark.encode() + batch).hexdigest()[:24]
    return f"{folder.rstrip('/')}/{name}.parquet"


def write(url: str, tasks: Sequence[Task], outcomes: Sequence[Outcome]) -> None:
    """Write the outcomes of a batch. Raises UsageError when pyarrow is not installed."""
    pyarrow, parquet = _packages()
    kinds = (*[pyarrow.string()] * 5, pyarrow.list_(pyarrow.binary()))
    schema = pyarrow.schema(list(zip(COLUMNS, kinds, strict=True)))
    rows = [
        {
            "path": one.path, "name": task.name, "sha256": one.sha256, "state": _state(one), "reason": one.reason,
            "documents": [msgspec.msgpack.encode(document) for document in one.documents],
        }
        for task, one in zip(tasks, outcomes, strict=True)
    ]  # fmt: skip
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), out, compression="zstd")
    content(url, out.getvalue())


def load(url: str) -> list[Outcome]:
    """Return the outcomes of a shard, in the order of its batch."""
    _, parquet = _packages()
    decode = msgspec.msgpack.Decoder(Packed).decode
    return [
        Outcome(
            row["path"],
            row["sha256"],
            [decode(one) for one in row["documents"]],
            row["reason"],
            **_STATES[row["state"]],
        )
        for row in parquet.read_table(io.BytesIO(content(url))).to_pylist()
    ]


def _state(outcome: Outcome) -> str:
    if outcome.same:
        return "same"
    return "gone" if outcome.gone else "failed" if outcome.reason else "read"


def _packages() -> tuple[Any, Any]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("--shards needs the package pyarrow: pip install 'kaoyi[parquet]'") from error
    return pyarrow, parquet
