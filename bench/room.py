"""How long the reading room's pages take: many readers at once, each page's median and 99th percentile.

python -m bench.room RECORD [--readers 20] [--rounds 6]

Readers are threads of another process than the server's. Each asks for every page in an order of its own.
"""

from __future__ import annotations

import argparse
import json
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import quote

SERVE = "import sys; from kaoyi.serve import run; run(sys.argv[1], port=int(sys.argv[2]))"
PAGES = (
    "/", "/disputes", "/disputes?sort=voices", "/documents", "/documents?offset=400", "/figures", "/figures?measure=killed",
    "/events", "/events?kind=attack", "/actors", "/sources", "/relations", "/timeline", "/timeline?lane=actor",
    "/timeline?since=2019-06&until=2019-07", "/map", "/network", "/network?view=sources", "/audits?verdict=fails",
    "/search?q=" + quote("死亡"), "/search?q=" + quote("政府"), "/ledger", "/docs",
)  # fmt: skip


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def ask(port: int, path: str) -> tuple[float, int]:
    """Ask for one page; return seconds and bytes on the wire."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    begun = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip", "Accept-Language": "zh"})
    answer = connection.getresponse()
    body = answer.read()
    spent = time.perf_counter() - begun
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}")
    return spent, len(body)


def own_pages(port: int) -> list[str]:
    """Pages of single things: disputes, documents, actors, sources of this record."""
    found: list[str] = []
    for path, rows, page in (
        ("/disputes.json", "disputes", "/dispute/{id}"), ("/documents.json?sort=figures", "documents", "/document/{document}"),
        ("/actors.json", "rows", "/actor/{name}"), ("/sources.json", "rows", "/source/{name}"),
    ):  # fmt: skip
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", path)
        for row in json.loads(connection.getresponse().read())[rows][:8]:
            found.append(page.format(**{key: quote(str(value)) for key, value in row.items()}))
    return found


def measure(port: int, pages: list[str], readers: int, rounds: int) -> dict[str, list[float]]:
    """Let the readers read; return the seconds of every page."""
    spent: dict[str, list[float]] = defaultdict(list)

    def read(number: int) -> None:
        order = random.Random(number)
        for _ in range(rounds):
            for path in order.sample(pages, len(pages)):
                spent[path].append(ask(port, path)[0])

    with ThreadPoolExecutor(readers) as room:
        list(room.map(read, range(readers)))
    return spent


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("record")
    given.add_argument("--readers", type=int, default=20)
    given.add_argument("--rounds", type=int, default=2)
    options = given.parse_args()
    port = free_port()
    server = subprocess.Popen([sys.executable, "-c", SERVE, options.record, str(port)])
    try:
        for _ in range(200):
            try:
                ask(port, "/health")
                break
            except OSError:
                time.sleep(0.05)
        pages = [*PAGES, *own_pages(port)]
        sizes = {path: ask(port, path) for path in pages}
        spent = measure(port, pages, options.readers, options.rounds)
    finally:
        server.terminate()
        server.wait()
    print(f"{'page':<60} {'first':>7} {'median':>7} {'p99':>7} {'KB':>6}")
    for path in pages:
        times = sorted(spent[path])
        first, size = sizes[path]
        p99 = times[min(len(times) - 1, int(len(times) * 0.99))]
        print(
            f"{path[:60]:<60} {first * 1000:6.0f}  {statistics.median(times) * 1000:6.0f}  {p99 * 1000:6.0f}  {size / 1024:6.1f}"
        )
    every = sorted(seconds for times in spent.values() for seconds in times)
    p99 = every[int(len(every) * 0.99)]
    print(
        f"{len(every)} pages, {options.readers} readers: median {statistics.median(every) * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms"
    )


if __name__ == "__main__":
    main()
