"""The reading room in a real browser: each view, the way to a verdict, accessibility, and that nothing leaves the machine."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install -e .[dev]")

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on the PATH")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--no-first-run"]  # fmt: skip
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
VIEWS = {
    "home": "/", "disputes": "/disputes", "document": "/document/battle-of-the-ridge.md", "documents": "/documents",
    "explain": "/explain/battle-of-the-ridge.md?at=700", "timeline": "/timeline", "map": "/map", "network": "/network",
    "sources": "/network?view=sources", "actor": "/actor/志愿军", "event": "/event/朝鲜战争", "figures": "/figures",
    "events": "/events", "actors": "/actors", "audits": "/audits", "search": "/search?q=志愿军", "ledger": "/ledger",
    "upload": "/upload", "docs": "/docs", "missing": "/dispute/none",
}  # fmt: skip
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests."""
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


class Reader:
    """A page that remembers every request it made and every complaint of the browser."""

    def __init__(self, browser: Any, address: str, **look: Any) -> None:
        self.context = browser.new_context(base_url=address, locale=look.pop("locale", "zh-CN"), **look)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)

    def leave(self) -> None:
        """Close, and hold that no request left the machine and the browser had nothing to complain of."""
        self.context.close()
        assert {urlsplit(url).hostname for url in self.asked if not url.startswith(("data:", "blob:"))} == {"127.0.0.1"}
        assert not [line for line in self.complaints if "404" not in line]


@pytest.fixture
def open_reader(browser: Any, address: str) -> Iterator[Any]:
    """Open readers; each is held to its manners at the end."""
    readers: list[Reader] = []

    def opened(**look: Any) -> Any:
        readers.append(Reader(browser, address, **look))
        return readers[-1].page

    yield opened
    for reader in readers:
        reader.leave()


def dispute_of(address: str) -> str:
    """The address of the first dispute."""
    return f"/dispute/{httpx.get(f'{address}/index.json').json()['disputes'][0]['id']}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_can_be_read_by_everybody(open_reader: Any, address: str, scheme: str) -> None:
    page = open_reader(color_scheme=scheme, viewport=WIDE if scheme == "light" else NARROW)
    found: dict[str, list[str]] = {}
    for name, path in {**VIEWS, "dispute": dispute_of(address)}.items():
        page.goto(path)
        page.evaluate(AXE.read_text(encoding="utf-8"))
        told = page.evaluate(
            "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(r => r.violations"
            ".filter(v => ['serious', 'critical'].includes(v.impact))"
            ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(' | ')))"
        )
        if told:
            found[name] = told
    assert found == {}


@pytest.mark.parametrize("view", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_is_wider_than_the_screen(open_reader: Any, address: str, view: dict[str, int]) -> None:
    page = open_reader(viewport=view)
    for name, path in {**VIEWS, "dispute": dispute_of(address)}.items():
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= view["width"], name


@pytest.mark.parametrize("view", [WIDE, NARROW], ids=["wide", "narrow"])
def test_from_home_to_a_verdict(open_reader: Any, address: str, view: dict[str, int]) -> None:
    page = open_reader(viewport=view, locale="zh-CN")
    page.goto("/")
    page.locator(".dispute-line a").first.click()
    accounts = page.locator("article.account")
    assert accounts.count() >= 2
    for number in range(accounts.count()):
        assert accounts.nth(number).locator("mark").first.inner_text()
    page.locator("input[name=claim]").nth(1).check()
    page.locator("textarea[name=because]").fill("名册逐人可查")
    page.locator("input[name=by]").fill("读者")
    page.locator(".verdict button:not([data-print])").click()
    page.wait_for_load_state()
    assert "名册逐人可查" in page.locator(".standing").inner_text()
    assert page.locator(".plot line.adopted").count() >= 1
    page.goto("/ledger")
    assert "名册逐人可查" in page.locator("main").inner_text()


def test_a_verdict_needs_no_script(open_reader: Any, address: str) -> None:
    page = open_reader(java_script_enabled=False)
    page.goto(dispute_of(address))
    page.locator("input[name=claim]").first.check()
    page.locator("textarea[name=because]").fill("只用键盘")
    page.locator("textarea[name=because]").press("Tab")
    page.locator(".verdict button:not([data-print])").press("Enter")
    page.wait_for_load_state()
    assert "只用键盘" in page.locator(".standing").inner_text()


def test_a_dispute_prints_as_one_page_of_paper(open_reader: Any, address: str) -> None:
    page = open_reader(viewport=WIDE)
    page.goto(dispute_of(address))
    page.emulate_media(media="print")
    assert page.locator(".masthead").is_hidden()
    assert page.locator(".verdict form").is_hidden()
    assert page.locator(".plot").first.is_visible()
    pdf = page.pdf()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 3


def test_selected_words_can_be_cited(open_reader: Any) -> None:
    page = open_reader(viewport=WIDE)
    page.goto("/document/battle-of-the-ridge.md")
    raw = (Path(__file__).parents[2] / "examples" / "battle-of-the-ridge.md").read_text(encoding="utf-8")
    figure = page.locator("a.fig").first
    words = figure.inner_text()
    figure.evaluate("e => getSelection().selectAllChildren(e)")
    page.wait_for_selector("#cite:not([hidden])")
    link = page.locator("#cite [data-link]").get_attribute("href")
    found = re.search(r"#q(\d+)-(\d+)$", link)
    assert found
    assert raw[int(found[1]) : int(found[2])] == words
    page.goto("/documents")
    page.goto(link)
    assert page.evaluate("[...CSS.highlights.get('cited')].map(r => r.toString()).join('')") == words


def test_on_a_phone_a_note_is_a_sheet_at_the_foot(open_reader: Any) -> None:
    page = open_reader(viewport=NARROW)
    page.goto("/document/battle-of-the-ridge.md")
    assert page.locator(".card").first.is_hidden()
    page.locator("a.fig").first.click()
    sheet = page.locator(".card:target")
    assert sheet.is_visible()
    box = sheet.bounding_box()
    assert box["y"] + box["height"] == pytest.approx(NARROW["height"], abs=2)
    sheet.locator(".close").click()
    assert page.locator(".card:target").count() == 0


def test_notes_stand_beside_their_figures(open_reader: Any) -> None:
    page = open_reader(viewport=WIDE)
    page.goto("/document/battle-of-the-ridge.md")
    figure = page.locator("a.fig").first
    card = page.locator(figure.get_attribute("href"))
    assert abs(card.bounding_box()["y"] - figure.bounding_box()["y"]) < 30
    assert card.bounding_box()["x"] > figure.bounding_box()["x"]


def test_the_timeline_is_zoomed_and_brushed(open_reader: Any) -> None:
    page = open_reader(viewport=WIDE)
    page.goto("/timeline")
    assert page.locator(".lanes rect").count() > 3
    before = page.url
    page.locator("a[data-step=in]").click()
    page.wait_for_url(re.compile("since="))
    assert page.url != before
    page.goto("/timeline")
    strip = page.locator("svg.strip").bounding_box()
    page.mouse.move(strip["x"] + 100, strip["y"] + 20)
    page.mouse.down()
    page.mouse.move(strip["x"] + 300, strip["y"] + 20, steps=4)
    page.mouse.up()
    page.wait_for_url(re.compile("since="))
    assert page.locator("#found").is_visible()
    page.goto("/timeline")
    field = page.locator("svg.lane-field").first.bounding_box()
    page.mouse.move(field["x"] + 300, field["y"] + 20)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")
    page.wait_for_url(re.compile("since="))


def test_the_map_is_moved_and_brushed(open_reader: Any) -> None:
    page = open_reader(viewport=WIDE)
    page.goto("/map")
    assert page.locator(".spot").count() > 2
    page.locator("a[data-step=in]").click()
    page.wait_for_url(re.compile("box="))
    drawing = page.locator(".canvas svg").bounding_box()
    at = page.url
    page.mouse.move(drawing["x"] + 500, drawing["y"] + 200)
    page.mouse.down()
    page.mouse.move(drawing["x"] + 420, drawing["y"] + 160, steps=4)
    page.mouse.up()
    page.wait_for_url(lambda now: now != at)
    assert page.request.get("/map/land.svg").ok


def test_labels_of_the_network_do_not_cover_each_other(open_reader: Any) -> None:
    page = open_reader(viewport=WIDE)
    for path in ("/network", "/network?view=sources"):
        page.goto(path)
        boxes = [label.bounding_box() for label in page.locator("rect.label").all()]
        assert len(boxes) > 2
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart_x = abs(one["x"] + one["width"] / 2 - other["x"] - other["width"] / 2)
                apart_y = abs(one["y"] + one["height"] / 2 - other["y"] - other["height"] / 2)
                assert (
                    apart_x > (one["width"] + other["width"]) / 2 - 2
                    or apart_y > (one["height"] + other["height"]) / 2 - 2
                )


def test_files_are_added_in_the_browser(open_reader: Any) -> None:
    page = open_reader(viewport=NARROW)
    page.goto("/upload")
    words = "据消防部门通报，港口爆炸造成17人死亡、52人受伤。".encode()
    page.set_input_files("#files", [{"name": "港口.txt", "mimeType": "text/plain", "buffer": words}])
    assert "港口.txt" in page.locator("#chosen").inner_text()
    page.locator("#drop button").click()
    page.wait_for_selector("#reading[data-state=done]", timeout=20_000)
    page.goto("/document/港口.txt")
    assert "17人" in page.locator("article").inner_text()


def test_the_keyboard_reaches_the_text(open_reader: Any) -> None:
    page = open_reader(viewport=WIDE)
    page.goto("/document/battle-of-the-ridge.md")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    for _ in range(12):
        page.keyboard.press("Tab")
        if "fig" in page.evaluate("document.activeElement.className"):
            break
    assert "fig" in page.evaluate("document.activeElement.className")
