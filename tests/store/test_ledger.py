"""The ledger is only ever added to, and outlives reading again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from kaoyi.errors import UsageError
from kaoyi.model import Account, Dispute
from kaoyi.run import read_sources
from kaoyi.store import ledger
from kaoyi.store.open import open_record, writing


@pytest.fixture
def record(anywhere: str) -> str:
    """In a file and on a server alike."""
    return anywhere


def dispute(name: str = "d1", quotes: tuple[str, ...] = ("死17人", "死23人")) -> Dispute:
    rows = tuple(
        Account(17 + at, 17 + at, False, quote, (), (), ("a.txt",), (f"c{at}",), (quote,), ())
        for at, quote in enumerate(quotes)
    )
    return Dispute(name, "killed", "平民", "港口爆炸", None, "open", "", (), None, rows)


def add(record: str, taken: dict[str, str], because: str = "名册更可靠", one: Dispute | None = None) -> str:
    engine = open_record(record, create=True)
    try:
        with writing(engine) as connection:
            return ledger.add(connection, one or dispute(), taken, because, "李").id
    finally:
        engine.dispose()


@contextmanager
def looking(record: str) -> Iterator[Connection]:
    engine = open_record(record)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_a_later_verdict_supersedes_and_both_stay(record: str) -> None:
    first = add(record, {"claim": "c0"})
    second = add(record, {"claim": "c1"})
    with looking(record) as connection:
        history = ledger.history(connection, dispute())
        assert [verdict.id for verdict in history] == [second, first]
        assert history[0].supersedes == first
        adopted = ledger.adopted(ledger.standing(connection), dispute())
        assert adopted is not None
        assert adopted.adopted == {"claim": "c1"}


def test_taking_back_is_a_new_line(record: str) -> None:
    add(record, {"claim": "c0"})
    add(record, {}, "名册已撤回")
    with looking(record) as connection:
        assert ledger.adopted(ledger.standing(connection), dispute()) is None
        assert len(ledger.read(connection)) == 2


def test_a_verdict_needs_a_reason_and_a_claim_of_its_dispute(record: str) -> None:
    with pytest.raises(UsageError, match="reason"):
        add(record, {"claim": "c0"}, "  ")
    with pytest.raises(UsageError, match="none of the claims"):
        add(record, {"claim": "elsewhere"})


@pytest.mark.parametrize("statement", ["delete from verdicts", "update verdicts set dispute = 'x'"])
def test_the_database_itself_refuses_changes(record: str, statement: str) -> None:
    add(record, {"claim": "c0"})
    engine = open_record(record)
    with pytest.raises(DatabaseError, match="a verdict is never"), writing(engine) as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_verdict_still_applies_when_its_dispute_has_another_id(record: str) -> None:
    add(record, {"value": "17"})
    with looking(record) as connection:
        standing = ledger.standing(connection)
        same = ledger.adopted(standing, dispute("d2"))
        grown = ledger.adopted(standing, dispute("d3", ("死17人", "死23人", "死40人")))
        other = ledger.adopted(standing, dispute("d4", ("死2人", "死3人")))
    assert same is not None
    assert not same.look_again
    assert grown is not None
    assert grown.look_again
    assert other is None


def test_reading_again_leaves_the_ledger(folder: Path, record: str) -> None:
    read_sources([folder], record)
    add(record, {"value": "17"})
    (folder / "harbour.md").unlink()
    read_sources([folder], record)
    with looking(record) as connection:
        assert len(ledger.read(connection)) == 1
