"""Parquet through pyarrow (an optional package), nested values kept."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import IO, Any, get_args, get_origin

import msgspec

from kaoyi.errors import UsageError
from kaoyi.export.flat import ROWS, bare, fields

_GROUP = 10_000


def write(lines: Iterator[bytes], what: str, out: IO[bytes]) -> int:
    """Write the rows; return how many there were. Raises UsageError when pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError("Parquet needs the package pyarrow: pip install 'kaoyi[parquet]'") from error
    schema = pyarrow.schema([(name, _arrow(held)) for name, held in fields(ROWS[what]).items()])
    count = 0
    with parquet.ParquetWriter(out, schema) as file:
        while group := list(islice(lines, _GROUP)):
            rows = [_row(msgspec.json.decode(line), ROWS[what]) for line in group]
            file.write_table(pyarrow.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    return count


def _arrow(held: Any) -> Any:
    import pyarrow

    plain = {str: pyarrow.string(), int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    if held in plain:
        return plain[held]
    if isinstance(held, type) and issubclass(held, msgspec.Struct):
        return pyarrow.struct([(name, _arrow(inside)) for name, inside in fields(held).items()])
    if get_origin(held) is tuple and get_args(held)[-1:] == (...,):
        return pyarrow.list_(_arrow(bare(get_args(held)[0])))
    if get_origin(held) is tuple:
        return pyarrow.list_(_arrow(get_args(held)[0]))
    return pyarrow.string()  # mixed values, as JSON


def _row(value: Any, held: Any) -> Any:
    """A decoded JSON value in the shape its column has."""
    if value is None:
        return None
    if isinstance(held, type) and issubclass(held, msgspec.Struct):
        return {name: _row(value.get(name), inside) for name, inside in fields(held).items()}
    if get_origin(held) is tuple:
        return [_row(one, bare(get_args(held)[0])) for one in value]
    if held in (str, int, float, bool):
        return value
    return msgspec.json.encode(value).decode()
