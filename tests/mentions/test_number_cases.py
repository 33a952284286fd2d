"""The public tables of number and quantity phrases: every {span} is found with its value, and nothing else is."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from pathlib import Path

import pytest
from opencc import OpenCC

from kaoyi.mentions import numbers, quantities
from kaoyi.model import Quantity
from kaoyi.text import fold

TO_TRADITIONAL = OpenCC("s2t").convert
CASES = Path(__file__).parents[1] / "cases"
Bounds = tuple[Fraction | None, Fraction | None]


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def marked(text: str) -> tuple[str, list[str]]:
    return re.sub("[{}]", "", text), re.findall(r"\{(.*?)\}", text)


def bound(cell: str) -> Fraction | None:
    return Fraction(cell) if cell else None


def bounds(row: dict[str, str], count: int) -> list[Bounds]:
    lows, highs = (row[name].split(";") for name in ("low", "high"))
    return [(bound(low), bound(high)) for low, high in zip(lows, highs, strict=True)][:count]


def found_bounds(found: list[Quantity]) -> list[Bounds]:
    return [tuple(None if v is None else Fraction(v) for v in (q.low, q.high)) for q in found]  # type: ignore[misc]


@pytest.mark.parametrize("row", rows("quantities.csv"), ids=lambda row: f"{row['kind']}: {row['text']}")
def test_a_quantity_phrase_is_read_as_its_row_says(row: dict[str, str]) -> None:
    text, spans = marked(row["text"])
    found = quantities.find(fold(text))
    assert [text[q.start : q.end] for q in found] == spans
    if spans:
        assert found_bounds(found) == bounds(row, len(spans))
        assert [q.unit or "" for q in found] == row["unit"].split(";")
        assert ["~" if q.approx else "" for q in found] == row["approx"].split(";")


@pytest.mark.parametrize("row", rows("numbers.csv"), ids=lambda row: f"{row['kind']}: {row['text']}")
def test_a_number_phrase_is_read_as_its_row_says(row: dict[str, str]) -> None:
    text, spans = marked(row["text"])
    found = numbers.find(fold(text))
    assert [text[q.start : q.end] for q in found] == spans
    if spans:
        assert found_bounds(found) == bounds(row, len(spans))
        assert {q.kind for q in found} == {row["number_kind"]}


@pytest.mark.parametrize("row", rows("quantities.csv"), ids=lambda row: row["text"])
def test_reading_is_stable_under_script_conversion(row: dict[str, str]) -> None:
    text, _ = marked(row["text"])
    traditional = TO_TRADITIONAL(text)
    if len(traditional) != len(text):
        pytest.skip("the conversion changes the length")
    assert quantities.find(fold(traditional)) == quantities.find(fold(text))
