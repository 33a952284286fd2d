"""The reading room: the record in a browser, and its REST API."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from kaoyi.errors import UsageError

LOOPBACK = ("127.0.0.1", "::1", "localhost")


def run(
    record: str, host: str = "127.0.0.1", port: int = 8765, password: str | None = None, lexicon: Path | None = None
) -> None:
    """Open the reading room on a record until it is stopped.

    Raises UsageError when it would listen beyond this machine without a password.
    """
    import uvicorn

    from kaoyi.lexicon import load
    from kaoyi.serve.app import Settings
    from kaoyi.serve.room import create_app
    from kaoyi.store.dialect import shown
    from kaoyi.store.open import open_record

    if host not in LOOPBACK and not password:
        raise UsageError(f"listening on {host} lets others in: give a password with --password or KAOYI_PASSWORD")
    hosts = LOOPBACK if host in LOOPBACK and not password else ()
    app = create_app(Settings(open_record(record, create=True), shown(record), load(lexicon), password, hosts=hosts))
    Thread(target=app.state.warm, daemon=True).start()
    uvicorn.run(app, host=host, port=port, log_level="warning")
