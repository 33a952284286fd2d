"""The documentation says what the program does."""

from __future__ import annotations

import re

import pytest

from kaoyi.cli.main import COMMANDS
from tests.docs.write import PAGES, ROOT, written


@pytest.mark.parametrize("page", PAGES)
def test_the_generated_parts_of_a_page_are_up_to_date(page: str) -> None:
    assert (ROOT / page).read_text(encoding="utf8") == written(page), "stale: run make docs"


def test_the_readme_names_every_command_a_newcomer_needs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf8")
    for command in set(COMMANDS) - {"claims", "events", "actors", "sources", "recognise", "version"}:
        assert f"kaoyi {command}" in readme, command


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "CONTRIBUTING.md", "docs/words.md", "docs/path.md"])
def test_links_between_the_documents_lead_somewhere(name: str) -> None:
    page = ROOT / name
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf8")):
        assert (page.parent / target).exists(), f"{name} links to {target}"


def test_every_table_of_words_is_explained_in_the_guide() -> None:
    folder = ROOT / "src" / "kaoyi" / "lexicon"
    guide = (folder / "README.md").read_text(encoding="utf8")
    assert [table.name for table in sorted(folder.glob("*.csv")) if table.name not in guide] == []
