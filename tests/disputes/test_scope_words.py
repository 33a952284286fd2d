"""Every example in scope_words.csv shows the scope its row says."""

from __future__ import annotations

import pytest

from kaoyi import lexicon
from kaoyi.disputes.scope import codes
from kaoyi.text import fold

ROWS = [row for row in lexicon.load().table("scope_words.csv") if row["example"] and row["kind"] != "none"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['form']}-{row['kind']}")
def test_the_example_shows_the_scope(row: dict[str, str]) -> None:
    assert "{" + row["form"] + "}" in row["example"]
    words = fold(row["example"].replace("{", "").replace("}", ""))
    assert row["code"] in codes(words, "", lexicon.load())[row["kind"]]


@pytest.mark.parametrize("words", ["死者增至", "另一说是死", "警方增加到"])
def test_words_that_only_look_like_it_say_nothing(words: str) -> None:
    assert not codes(words, "", lexicon.load())["change"]
