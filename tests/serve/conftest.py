"""One record of the repository's own examples, read once, and a reading room on a copy of it."""

from __future__ import annotations

import shutil
import socket
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from sqlalchemy import Connection

from kaoyi.lexicon import load
from kaoyi.model import Dispute
from kaoyi.run import read_sources
from kaoyi.serve.app import Settings
from kaoyi.serve.room import create_app
from kaoyi.store import ask
from kaoyi.store.open import open_record
from kaoyi.store.tables import disputes

with warnings.catch_warnings():  # Starlette's test client warns of the library under it, on import
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

EXAMPLES = Path(__file__).parents[2] / "examples"
SHARP = '<script>alert(1)</script> & "引号" 据警方通报，爆炸造成12人死亡。\n医院则说，爆炸造成至少15人死亡。\n'


@pytest.fixture(scope="session")
def source_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, read."""
    place = tmp_path_factory.mktemp("room")
    folder = place / "documents"
    shutil.copytree(EXAMPLES, folder)
    (folder / "尖 括号#1.txt").write_text(SHARP, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    record = place / "kaoyi.db"
    read_sources([folder], str(record))
    return record


@pytest.fixture
def record(source_record: Path, tmp_path: Path) -> str:
    """A record of one's own."""
    path = tmp_path / "kaoyi.db"
    shutil.copy(source_record, path)
    return str(path)


@pytest.fixture
def room(record: str) -> Callable[..., TestClient]:
    """Open a room on the record; what is given changes its settings."""

    def opened(**changes: Any) -> TestClient:
        settings = Settings(open_record(record), record, load(None), **changes)
        return TestClient(create_app(settings), base_url="http://127.0.0.1")

    return opened


@pytest.fixture
def client(room: Callable[..., TestClient]) -> TestClient:
    """A reader in a room on this machine."""
    return room()


def first_dispute(connection: Connection) -> Dispute:
    """The dispute that most deserves a look."""
    return ask.list_disputes(connection, ask.Filter(), ask.Cut(1)).rows[0]


@pytest.fixture
def dispute(record: str) -> Dispute:
    """A dispute of the record."""
    engine = open_record(record)
    with engine.connect() as connection:
        assert connection.execute(disputes.select()).first() is not None
        found = first_dispute(connection)
    engine.dispose()
    return found


@pytest.fixture(scope="session")
def address(source_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A reading room that listens on this machine, for browsers."""
    path = tmp_path_factory.mktemp("served") / "kaoyi.db"
    shutil.copy(source_record, path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    hosts = ("127.0.0.1", "localhost")
    app = create_app(Settings(open_record(str(path)), str(path), load(None), hosts=hosts))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    where = f"http://127.0.0.1:{port}"
    for _ in range(200):
        try:
            httpx.get(f"{where}/health", timeout=1)
            break
        except httpx.HTTPError:
            time.sleep(0.05)
    yield where
    server.should_exit = True
    thread.join(5)
