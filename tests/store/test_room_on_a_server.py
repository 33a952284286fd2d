"""The reading room on a record on a server shows what it shows of one in a file."""

from __future__ import annotations

import warnings
from pathlib import Path

from kaoyi.lexicon import load
from kaoyi.run import Options, read_sources
from kaoyi.serve.app import Settings
from kaoyi.serve.room import create_app
from kaoyi.store.open import open_record

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

    from tests.serve.test_pages import PLAIN

EXAMPLES = Path(__file__).parents[2] / "examples"


def pages(record: str) -> dict[str, tuple[int, str]]:
    read_sources([EXAMPLES], record, Options(jobs=1))
    engine = open_record(record)
    room = TestClient(create_app(Settings(engine, "record", load(), None)))
    addresses = [*(at for at in PLAIN if at != "/upload"), *(f"{at.partition('?')[0]}.json" for at in PLAIN[1:14])]
    answers = {at: room.get(at) for at in addresses}
    room.close()
    engine.dispose()
    return {at: (answer.status_code, answer.text) for at, answer in answers.items()}


def test_every_page_is_the_same(record: str, database: str) -> None:
    here, there = pages(record), pages(database)
    assert {status for status, _ in here.values()} <= {200, 404}
    for address, shown in here.items():
        assert there[address] == shown, address
