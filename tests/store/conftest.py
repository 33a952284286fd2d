"""A PostgreSQL server of our own, where the machine has one installed."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

PLACES = (*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), Path("/usr/local/pgsql/bin"))


def binaries() -> Path:
    """Where initdb and pg_ctl are; skips the test where they are not."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'kaoyi[postgres]'")
    found = shutil.which("initdb")
    for place in (*([Path(found).parent] if found else []), *PLACES):
        if (place / "initdb").exists() and (place / "pg_ctl").exists():
            return place
    pytest.skip("there is no PostgreSQL server on this machine; scripts/system-packages installs one")


def run(*command: str | Path) -> None:
    """Run as somebody the server agrees to run as: it refuses root."""
    before = ("runuser", "-u", "postgres", "--") if os.geteuid() == 0 else ()
    done = subprocess.run([*before, *map(str, command)], capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a server that listens on a socket of its own, without the name of a database."""
    programs = binaries()
    place = Path(tempfile.mkdtemp(prefix="kaoyi-pg-", dir="/tmp"))
    user = "postgres" if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:
        shutil.chown(place, "postgres")
    data = place / "data"
    try:
        run(programs / "initdb", "-D", data, "-U", user, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-k {place} -c listen_addresses='' -c fsync=off -c max_connections=40"
        run(programs / "pg_ctl", "-D", data, "-w", "-l", place / "log", "-o", options, "start")
        yield f"postgresql://{user}@/{{name}}?host={place}"
    finally:
        if (data / "postmaster.pid").exists():
            run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def database(server: str) -> Iterator[str]:
    """The URL of an empty database, gone after the test."""
    import psycopg

    name = f"kaoyi_{uuid4().hex[:12]}"
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f'create database "{name}"'.encode())
        yield server.format(name=name)
        connection.execute(f'drop database "{name}" with (force)'.encode())


@pytest.fixture(params=["sqlite", "postgresql"])
def anywhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a record may be put: a file, and a database on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "kaoyi.db")
    return str(request.getfixturevalue("database"))
