"""Write the generated parts of the documentation: ``python -m tests.docs.write`` (``make docs``).

A generated part stands between ``<!-- NAME -->`` and ``<!-- end -->``; the test beside this file fails when one is stale.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner

from kaoyi import claims, documents, events, lexicon, mentions
from kaoyi.cli.main import COMMANDS, kaoyi
from kaoyi.mentions import voices
from kaoyi.model import Document, Mentions

ROOT = Path(__file__).parents[2]
TEXT = (
    "---\ntitle: 渡口之战死伤多少\ndate: 2024-03-06T08:00:00Z\n---\n\n"
    "<p>1951年2月13日，志愿軍第39軍進攻渡口。據戰史記載，志願軍傷亡900餘人，其中陣亡約300人；"
    "次日美軍第2師稱，毙伤志愿军至少2000人。</p>\n"
)


def _read() -> tuple[Document, Mentions]:
    document = documents.read(TEXT.encode(), "渡口.md")
    return document, mentions.recognise(document, lexicon.load())


def _source() -> str:
    return f"```html\n{TEXT}```"


def _blocks() -> str:
    document, _ = _read()
    rows = [
        f"| {b.kind} | {document.text[b.start : b.end]} | {document.source(b.start, b.end)} |" for b in document.blocks
    ]
    return "\n".join(["| block | text | source offsets |", "|---|---|---|", *rows])


def _mentions() -> str:
    document, found = _read()
    text = document.text
    rows = [f"| time | {text[t.start : t.end]} | {t.edtf} | {t.rule} |" for t in found.times]
    rows += [
        f"| quantity | {text[q.start : q.end]} | {q.low}..{q.high}{' ~' if q.approx else ''} {q.unit or ''} | {q.rule} |"
        for q in found.quantities
    ]
    rows += [f"| name | {text[n.start : n.end]} | {n.name} ({n.kind}) | {n.rule} |" for n in found.names]
    return "\n".join(["| mention | words | reading | rule |", "|---|---|---|---|", *rows])


def _claims() -> str:
    document, found = _read()
    heard = voices.read(document, found, lexicon.load())
    rows = [
        f"| {c.number.text} | {c.measure} | {c.subject or ''} | {c.speaker or ''} | {c.time or ''} | {c.quote} |"
        for c in claims.assemble(document, found, lexicon.load(), heard)
    ]
    return "\n".join(["| figure | measure | subject | speaker | time | quote |", "|---|---|---|---|---|---|", *rows])


def _events() -> str:
    document, found = _read()
    rows = [
        f"| {e.trigger.text} | {e.kind} | {e.time or ''} | {'、'.join(f'{p.role}: {p.actor}' for p in e.participants)} |"
        for e in events.assemble(document, found, lexicon.load())[0]
    ]
    return "\n".join(["| trigger | kind | time | participants |", "|---|---|---|---|", *rows])


def _commands() -> str:
    parts = []
    for name in COMMANDS:
        done = CliRunner().invoke(kaoyi, [name, "--help"], prog_name="kaoyi", terminal_width=100)
        assert done.exit_code == 0, done.output
        parts.append(f"## kaoyi {name}\n\n```text\n{done.output.rstrip()}\n```")
    return "\n\n".join(parts)


PAGES: dict[str, dict[str, Callable[[], str]]] = {
    "docs/path.md": {"source": _source, "blocks": _blocks, "mentions": _mentions, "claims": _claims, "events": _events},
    "docs/commands.md": {"commands": _commands},
}


def written(page: str) -> str:
    """Return a page with its generated parts made anew."""
    text = (ROOT / page).read_text(encoding="utf8")
    for name, make in PAGES[page].items():
        opening, closing = f"<!-- {name} -->\n", "<!-- end -->"
        assert text.count(opening) == 1, f"{page} has no part called {name}"
        before, _, rest = text.partition(opening)
        text = f"{before}{opening}\n{make()}\n\n{closing}{rest.partition(closing)[2]}"
    return text


if __name__ == "__main__":
    for page in PAGES:
        (ROOT / page).write_text(written(page), encoding="utf8")
