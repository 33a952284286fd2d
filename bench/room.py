"""How long the reading room's pages take: many readers at once, each kind of page's median and 99th percentile.

python -m bench.room RECORD [--readers 20] [--pause 0.3] [--documents 400]

Readers are threads of another process than the server's. Each asks for every page in an order of its own, pausing as a
reader would between two pages; the documents are shared out, so that each is asked for the first time.
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


def rows_of(port: int, path: str, field: str) -> list[dict[str, object]]:
    """The rows of a list given as JSON."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    return list(json.loads(connection.getresponse().read())[field])


def own_pages(port: int) -> list[str]:
    """Pages of single things: the first disputes, actors and sources of this record."""
    found = [f"/dispute/{row['id']}" for row in rows_of(port, "/disputes.json", "disputes")[:12]]
    found += [f"/actor/{quote(str(row['name']))}" for row in rows_of(port, "/actors.json", "rows")[:12]]
    return found + [f"/source/{quote(str(row['name']))}" for row in rows_of(port, "/sources.json", "rows")[:12]]


def documents_of(port: int, wanted: int) -> list[str]:
    """Pages of documents, the newest first."""
    found: list[str] = []
    while len(found) < wanted:
        rows = rows_of(port, f"/documents.json?sort=newest&offset={len(found)}", "documents")
        if not rows:
            break
        found += [f"/document/{quote(str(row['document']))}" for row in rows]
    return found[:wanted]


def measure(port: int, pages: list[str], documents: list[str], readers: int, pause: float) -> dict[str, list[float]]:
    """Let the readers read; return the seconds of every kind of page."""
    spent: dict[str, list[float]] = defaultdict(list)

    def read(number: int) -> None:
        order = random.Random(number)
        mine = [*pages, *documents[number::readers]]
        for path in order.sample(mine, len(mine)):
            time.sleep(order.uniform(0.5, 1.5) * pause)
            spent[kind_of(path)].append(ask(port, path)[0])

    with ThreadPoolExecutor(readers) as room:
        list(room.map(read, range(readers)))
    return spent


def kind_of(path: str) -> str:
    """A page's kind: its address, for pages of single things the beginning of it."""
    beginning = path.split("/")[1]
    return f"/{beginning}/…" if path.count("/") > 1 else path


def main() -> None:
    """Measure and print."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("record")
    given.add_argument("--readers", type=int, default=20)
    given.add_argument("--pause", type=float, default=0.3, help="seconds a reader looks at a page before the next")
    given.add_argument("--documents", type=int, default=400)
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
        documents = documents_of(port, options.documents)
        first: dict[str, tuple[float, int]] = {}
        for path in pages:
            first.setdefault(kind_of(path), ask(port, path))
        begun = time.perf_counter()
        spent = measure(port, pages, documents, options.readers, options.pause)
        whole = time.perf_counter() - begun
    finally:
        server.terminate()
        server.wait()
    print(f"{'page':<44} {'asked':>6} {'first':>7} {'median':>7} {'p99':>7} {'KB':>6}")
    for kind, times in sorted(spent.items()):
        seconds, size = first.get(kind, (0.0, 0))
        told = f"{seconds * 1000:6.0f}  {statistics.median(times) * 1000:6.0f}  {at_share(times, 0.99) * 1000:6.0f}"
        print(f"{kind[:44]:<44} {len(times):6} {told}  {size / 1024:6.1f}")
    every = [seconds for times in spent.values() for seconds in times]
    print(
        f"{len(every)} pages, {options.readers} readers, {len(every) / whole:.0f} pages a second: "
        f"median {statistics.median(every) * 1000:.0f} ms, p99 {at_share(every, 0.99) * 1000:.0f} ms"
    )


def at_share(times: list[float], share: float) -> float:
    """The time that this share of all stays below."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


if __name__ == "__main__":
    main()
