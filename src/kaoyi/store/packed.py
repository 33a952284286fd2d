"""What is kept of a document beside its rows, packed and compressed, and unpacked again.

Its values are unpacked by their types, so this is not compiled; what fills them (rows.py) is.
"""

from __future__ import annotations

import zlib
from fractions import Fraction
from threading import local
from typing import Any, TypeVar

import msgspec
import zstandard
from msgspec import Struct

from kaoyi.model import Mentions, Name, Quantity, Time

T = TypeVar("T")


def _spelt(value: object) -> str:
    """A fraction as "1/3", for msgpack knows none."""
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    raise TypeError(f"a {type(value).__name__} cannot be packed")


to_pack = msgspec.msgpack.Encoder(enc_hook=_spelt).encode


class Packed(Struct, array_like=True, gc=False):
    """Everything the record keeps of one document, ready to be written."""

    document: tuple[Any, ...]
    body: bytes
    mentions: bytes
    facts: bytes
    tokens: str
    rows: dict[str, list[tuple[Any, ...]]]


class _Compressor(local):
    """A compressor for each thread: making one costs more than a small body."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(level=1).compress


_compressor = _Compressor()


def squeeze(value: Any) -> bytes:
    """Return a value packed and compressed, lightly: bodies are most of a record's bytes."""
    return _compressor.compress(to_pack(value))


def unsqueeze(packed: bytes, kind: type[T]) -> T:
    """Return the value ``squeeze`` packed; records of earlier days hold zlib."""
    plain = zstandard.decompress(packed) if packed.startswith(zstandard.FRAME_HEADER) else zlib.decompress(packed)
    return msgspec.msgpack.decode(plain, type=kind)


class _Mentions(Struct, array_like=True, gc=False):
    """Mentions as they are kept: what msgpack does not know, a fraction or a huge number, stands as "1/3"."""

    quantities: list[tuple[Any, ...]]
    times: tuple[Time, ...]
    names: tuple[Name, ...]


_LARGEST = 1 << 63
_LOW, _HIGH = (Quantity.__struct_fields__.index(name) for name in ("low", "high"))


def is_odd(value: object) -> bool:
    """Whether a value is none that msgpack knows: a fraction, or a number of more than 64 bits."""
    return isinstance(value, Fraction) or (isinstance(value, int) and not -_LARGEST <= value < _LARGEST)


def squeeze_mentions(mentions: Mentions) -> bytes:
    """Return mentions packed and compressed."""
    quantities = [msgspec.structs.astuple(one) for one in mentions.quantities]
    try:
        return squeeze(_Mentions(quantities, mentions.times, mentions.names))
    except OverflowError:  # a number of more than 64 bits
        spelt = [tuple(str(value) if is_odd(value) else value for value in row) for row in quantities]
        return squeeze(_Mentions(spelt, mentions.times, mentions.names))


def unsqueeze_mentions(packed: bytes) -> Mentions:
    """Return the mentions ``squeeze_mentions`` packed."""
    kept = unsqueeze(packed, _Mentions)
    quantities = []
    for row in kept.quantities:
        values: list[Any] = [*row]
        for at in (_LOW, _HIGH):
            if isinstance(row[at], str):
                values[at] = Fraction(row[at]) if "/" in row[at] else int(row[at])
        quantities.append(Quantity(*values))
    return Mentions(tuple(quantities), kept.times, kept.names)
