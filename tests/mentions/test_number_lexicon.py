"""The word tables of numbers: every example of a row reads as the row says, and every counterexample does not."""

from __future__ import annotations

import re

import pytest

from kaoyi.lexicon import load
from kaoyi.mentions import quantities
from kaoyi.text import fold

COUNTERS = [row for row in load().table("counters.csv") if row["example"]]
HEDGES = [row for row in load().table("hedges.csv") if "{" in row["example"]]


@pytest.mark.parametrize("row", [*COUNTERS, *HEDGES], ids=lambda row: f"{row['form']} {row['kind']}")
def test_the_example_of_a_row_is_found(row: dict[str, str]) -> None:
    text, spans = re.sub("[{}]", "", row["example"]), re.findall(r"\{(.*?)\}", row["example"])
    assert [text[q.start : q.end] for q in quantities.find(fold(text))] == spans


@pytest.mark.parametrize("row", [row for row in COUNTERS if row["counterexample"]], ids=lambda row: row["form"])
def test_the_counterexample_of_a_row_is_no_count_of_it(row: dict[str, str]) -> None:
    assert row["form"] not in {q.counter for q in quantities.find(fold(row["counterexample"]))}
