"""Statements of one happening meet; what happens every day between the same sides does not."""

from __future__ import annotations

from kaoyi import documents, events, lexicon, mentions
from kaoyi.disputes import happenings
from kaoyi.model import Event


def told(*texts: str) -> list[Event]:
    """Read each text as a document of its own and return all its events."""
    words = lexicon.load()
    found: list[Event] = []
    for number, text in enumerate(texts):
        document = documents.read(f"---\ndate: 2025-03-10\ntitle: 备忘\n---\n\n{text}\n".encode(), f"{number}.md")
        found += events.assemble(document, mentions.recognise(document, words), words)[0]
    return found


def joined(found: list[Event], word: str) -> set[str]:
    """Return the happenings of the events of one trigger."""
    ids = happenings.join(found)
    return {ids[event.id] for event in found if event.trigger.text == word}


def test_a_treaty_of_one_year_between_the_same_sides_is_one_and_its_dates_differ() -> None:
    found = told("法国与德国于2024年6月签署条约。", "法国和德国在2024年11月签署条约。")
    assert len(joined(found, "签署")) == 1
    (dispute,) = happenings.differences(found, "h")
    assert dispute.measure == "date"
    assert [row.value_text for row in dispute.rows] == ["2024-06", "2024-11"]


def test_a_month_and_a_day_within_it_do_not_differ() -> None:
    found = told("法国与德国于2024年6月签署条约。", "法国和德国在2024年6月19日签署条约。")
    assert len(joined(found, "签署")) == 1
    assert happenings.differences(found, "h") == ()


def test_treaties_of_two_years_are_two() -> None:
    assert len(joined(told("法国与德国于2023年6月签署条约。", "法国和德国在2024年11月签署条约。"), "签署")) == 2


def test_statements_on_one_day_are_not_one_happening() -> None:
    found = told("2024年6月3日，法国总统警告德国。", "2024年6月3日，法国警告德国不要出兵。")
    assert len(joined(found, "警告")) == 2


def test_joining_does_not_depend_on_the_order() -> None:
    found = told("法国与德国于2024年6月签署条约。", "3月2日，俄军占领车站。", "法国和德国在2024年11月签署条约。")
    assert happenings.join(found) == happenings.join(list(reversed(found)))
