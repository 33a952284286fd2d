"""Every page in HTML and JSON, in both languages, with nothing of a source's own markup in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from kaoyi.model import Dispute
from kaoyi.serve.app import HERE
from kaoyi.serve.wording import wording

PLAIN = [
    "/", "/disputes", "/disputes?agreements=1", "/documents", "/figures", "/events", "/actors", "/sources", "/relations",
    "/timeline", "/timeline?lane=actor", "/timeline?since=1950-10&until=1950-12", "/timeline?since=1950-11-29&until=1950-12-01",
    "/map", "/map?measure=killed", "/network", "/network?view=sources", "/audits", "/search", "/search?q=志愿军", "/ledger",
    "/upload", "/docs", "/document/battle-of-the-ridge.md", "/document/battle-of-the-ridge.md?notes=1&left=1&script=t",
    "/explain/battle-of-the-ridge.md?at=700", "/actor/志愿军", "/event/朝鲜战争",
]  # fmt: skip
VOID = {"meta", "link", "input", "br", "img", "line", "circle", "rect", "path", "stop", "use", "polyline"}


class Strict(HTMLParser):
    """Reads a page and fails on what must not be in one."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert "style" not in given, "an inline style"
        assert not [name for name in given if name.startswith("on")], "an inline handler"
        if tag == "script":
            assert (given.get("src") or "").startswith("/static/"), "an inline script"
        for name in ("href", "src", "action"):
            if value := given.get(name):
                assert not re.match(r"(?i)\s*(javascript|data|https?):|//", value), value
                if name != "action":
                    self.links.append(value)
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open.pop() == tag, f"</{tag}> closes something else"


def read(html: str) -> Strict:
    """Read a page strictly."""
    page = Strict()
    page.feed(html)
    assert not page.open
    assert len(page.ids) == len(set(page.ids)), "an id twice"
    return page


@pytest.mark.parametrize("path", PLAIN)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_is_whole_safe_and_small(client: TestClient, path: str, language: str) -> None:
    joint = "&" if "?" in path else "?"
    answer = client.get(f"{path}{joint}lang={language}")
    assert answer.status_code == 200
    assert len(answer.content) < 300_000
    read(answer.text)
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", PLAIN)
def test_a_page_is_also_given_as_json(client: TestClient, path: str) -> None:
    where, _, query = path.partition("?")
    twin = f"{'/index' if where == '/' else where}.json?{query}"
    answer = client.get(twin)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert "heading" in answer.json()


def test_links_lead_somewhere(client: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting and len(seen) < 150:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            for link in (one.partition("#")[0] for one in read(answer.text).links):
                if link.startswith("/") and "?" not in link and link not in seen:
                    waiting.append(link)
    assert len(seen) > 40


def test_a_source_s_own_markup_is_shown_not_obeyed(client: TestClient) -> None:
    answer = client.get("/document/尖 括号%231.txt")
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<script>alert" not in client.get("/search?q=<script>alert(1)</script>").text
    assert "12人" in answer.text


def test_quotes_stand_in_the_source_where_the_page_says(client: TestClient, dispute: Dispute) -> None:
    page = client.get(f"/dispute/{dispute.id}.json").json()
    assert len(page["accounts"]) == len(dispute.rows)
    for account in page["accounts"]:
        for quote in account["quotes"]:
            shown = client.get(f"/document/{quote['document']}")
            assert f'id="q{quote["figure_start"]}"' in shown.text


def test_offsets_of_a_document_are_exact(client: TestClient) -> None:
    name = "battle-of-the-ridge.md"
    raw = (Path(__file__).parents[2] / "examples" / name).read_text(encoding="utf-8")
    lines = client.get(f"/document/{name}.json?notes=1").json()["lines"]
    pieces = [piece for line in lines for piece in line["pieces"]]
    assert len(pieces) > 20
    even = [piece for piece in pieces if piece["even"]]
    assert all(raw[piece["start"] : piece["end"]] == piece["text"] for piece in even)
    assert len(even) > len(pieces) * 0.9


def test_the_script_changes_and_what_was_left_out_appears(client: TestClient) -> None:
    name = "2024-11-20-memorial-hall.md"
    assert "陣亡" in client.get(f"/document/{name}?script=t").text
    assert "loadAd" not in client.get(f"/document/{name}").text
    assert 'class="block left-out"' in client.get(f"/document/{name}?left=1").text


@pytest.mark.parametrize(
    "path", ["/dispute/nothing", "/document/nothing.md", "/actor/nobody", "/event/nothing", "/upload/9"]
)
def test_what_is_not_there_is_said_plainly(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "<h1>" in answer.text
    assert "error" in client.get(f"{path}.json").json()


@pytest.mark.parametrize(
    "query", ["since=soon", "since=1950-99", "offset=-3", "offset=x", "sort=nothing", "kind=nothing"]
)
@pytest.mark.parametrize("path", ["/disputes", "/events", "/timeline", "/map", "/documents", "/audits"])
def test_strange_questions_are_answered(client: TestClient, path: str, query: str) -> None:
    assert client.get(f"{path}?{query}").status_code in (200, 400)


def test_an_empty_record_teaches_the_next_step(tmp_path: Path) -> None:
    from kaoyi.lexicon import load
    from kaoyi.serve.app import Settings
    from kaoyi.serve.room import create_app
    from kaoyi.store.open import open_record

    path = str(tmp_path / "new.db")
    client = TestClient(create_app(Settings(open_record(path, create=True), path, load(None))))
    home = client.get("/?lang=en").text
    assert "kaoyi read" in home
    assert 'href="/upload"' in home
    for where in PLAIN[:22]:
        assert client.get(where).status_code == 200, where


def test_both_languages_have_every_word() -> None:
    chinese, english = wording("zh"), wording("en")
    assert chinese.keys() == english.keys()
    assert all(chinese.values())
    assert all(english.values())
    fields = re.compile(r"{(\w+)}")
    for key in chinese:
        assert set(fields.findall(chinese[key])) == set(fields.findall(english[key])), key


def test_every_word_a_template_asks_for_is_there() -> None:
    asked = {
        name
        for template in (HERE / "templates").glob("*.html")
        for pair in re.findall(r"\bw\['([\w. ]+)'\]|\bw\.([a-z_]+)\b(?!\()", template.read_text(encoding="utf-8"))
        for name in pair
        if name and name != "get" and not name.endswith(".")
    }
    assert asked - wording("zh").keys() == set()


@pytest.mark.parametrize("folder", [HERE / "static" / "vendor", Path(__file__).parent / "vendor"])
def test_third_party_files_are_as_they_were_published(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text().split("\n")
    named = {line.split()[1]: line.split()[0] for line in lines if line}
    for name, digest in named.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert set(named) == {path.name for path in folder.iterdir() if path.suffix in (".js", ".json")}


def test_the_api_describes_every_page(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    for path in (
        "/index.json",
        "/disputes.json",
        "/dispute/{name}.json",
        "/document/{name}.json",
        "/timeline.json",
        "/health",
    ):
        assert path in described["paths"], path
    shown = client.get("/docs").text
    assert all(f"<code>{path}</code>" in shown for path in described["paths"])
    assert described["components"]["schemas"]["DisputePage"]["properties"]["accounts"]
    assert client.get("/health").json()["status"] == "open"


@pytest.mark.parametrize("address", ["/", "/network", "/network?view=sources", "/actors", "/timeline?lane=actor"])
def test_a_page_drawn_before_anybody_asks_is_the_page_a_reader_would_get(
    room: Callable[..., TestClient], address: str
) -> None:
    cold, warm = room(), room()
    warm.app.state.warm()  # type: ignore[attr-defined]
    for language in ("zh", "en"):
        headers = {"accept-language": language}
        assert warm.get(address, headers=headers).text == cold.get(address, headers=headers).text


def test_language_and_theme_are_kept(client: TestClient) -> None:
    assert 'lang="en"' in client.get("/?lang=en").text
    assert 'lang="en"' in client.get("/disputes").text
    assert 'data-theme="dark"' in client.get("/?theme=dark").text
    assert 'lang="zh-Hans"' in client.get("/?lang=zh").text
