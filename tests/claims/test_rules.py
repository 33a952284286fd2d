"""Every word and every shape, with the examples that stand beside it."""

from __future__ import annotations

import pytest

from kaoyi.claims.fits import FITS, Fit
from kaoyi.lexicon import Row, load

from .examples import claimed


def _rows(name: str) -> list[Row]:
    return list(load().table(name))


@pytest.mark.parametrize("row", _rows("measures.csv"), ids=lambda row: f"{row['form']}-{row['kind']}")
def test_a_word_gives_the_measure_its_example_says(row: Row) -> None:
    found = list(claimed(row["example"]))
    assert found, f"{row['@line']}: no braces in the example"
    assert [claim and claim.measure for claim in found] == [row["measure"]] * len(found), row["@line"]
    assert not row["counterexample"] or not any(
        claim and claim.measure == row["measure"] for claim in claimed(row["counterexample"])
    ), row["@line"]


@pytest.mark.parametrize(
    "row", [row for row in _rows("people.csv") if row["class"] != "ignored"], ids=lambda row: row["form"]
)
def test_a_noun_for_people_names_the_subject(row: Row) -> None:
    (claim,) = claimed(row["example"])
    assert claim is not None, row["@line"]
    assert claim.subject_mention is not None, row["@line"]
    assert claim.subject_mention.text in row["example"], row["@line"]


@pytest.mark.parametrize(
    "row", [row for row in _rows("people.csv") if row["class"] == "ignored"], ids=lambda row: row["form"]
)
def test_a_longer_word_that_holds_a_noun_names_nobody(row: Row) -> None:
    for claim in claimed(row["example"]):
        assert claim is None or claim.subject_mention is None or claim.subject_mention.text != row["form"]


@pytest.mark.parametrize("row", _rows("not_measures.csv"), ids=lambda row: row["form"])
def test_a_look_alike_alone_makes_no_claim(row: Row) -> None:
    assert not any(claimed(f"他提到{row['form']}，又见{{5}}。"))


@pytest.mark.parametrize("fit", FITS, ids=lambda fit: fit.name)
def test_a_shape_finds_and_leaves_what_its_examples_say(fit: Fit) -> None:
    assert fit.finds
    for example in fit.finds:
        for claim in claimed(example):
            assert claim is not None, example
            assert fit.name in claim.rules["measure"], (example, claim.rules["measure"])
    for example in fit.leaves:
        assert not any(claimed(example)), example
