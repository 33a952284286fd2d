"""What the columns of each kind are: read off the values the rows are made of."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from kaoyi.model import Audit, Claim, Event, NameRow, Relation, TimeRow
from kaoyi.store.dump import DisputeRow, DocumentRow, VerdictRow

ROWS: dict[str, type[msgspec.Struct]] = {
    "documents": DocumentRow,
    "claims": Claim,
    "times": TimeRow,
    "mentions": NameRow,
    "events": Event,
    "relations": Relation,
    "disputes": DisputeRow,
    "agreements": DisputeRow,
    "audits": Audit,
    "verdicts": VerdictRow,
}


def bare(annotation: Any) -> Any:
    """Return what a value is when it is not None; ``object`` for a choice of unlike things."""
    if get_origin(annotation) in (Union, UnionType):
        kinds = [one for one in get_args(annotation) if one is not NoneType]
        if set(kinds) == {int, float}:
            return float
        return bare(kinds[0]) if len(kinds) == 1 else object
    return annotation


def fields(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """Return the fields of a kind of row and what each holds."""
    hints = get_type_hints(kind)
    return {name: bare(hints[name]) for name in kind.__struct_fields__}


def columns(kind: type[msgspec.Struct], before: str = "") -> Iterator[str]:
    """Yield the column names of a flat table: a value inside a value is ``number.text``.

    >>> from kaoyi.model import Value
    >>> list(columns(Value, "value."))
    ['value.low', 'value.high', 'value.approx']
    """
    for name, held in fields(kind).items():
        if isinstance(held, type) and issubclass(held, msgspec.Struct):
            yield from columns(held, f"{before}{name}.")
        else:
            yield f"{before}{name}"
