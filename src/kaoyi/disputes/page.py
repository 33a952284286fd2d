"""The printable 考异 page of a dispute: the question, the accounts with their quotes, what was taken and why.

``markdown`` and ``html`` give the same page; ``html`` stands alone and prints on paper. A value a person
adopted and the machine's own reason are always told apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from kaoyi.disputes.scope import plain
from kaoyi.model import Account, Dispute, Verdict

_WORDS: Final = {
    "zh": {
        "title": "考异", "accounts": "各家之说", "why": "何以不同", "taken": "所取", "none": "尚无人取舍。", "undone": "已撤回，不取。",
        "own": "原文自述", "voices": "独立说者", "documents": "文献", "said": "说于", "spread": "大小相差", "times": "倍",
        "machine": "以上为程序所列，以下为人所取。", "because": "理由", "by": "取者", "kind": "差异之由", "earlier": "先前所取（已被取代）",
        "scope": "范围不同", "side": "各执一词", "revision": "前后改数", "slip": "自相矛盾", "open": "未明", "agreement": "相合",
    },
    "en": {
        "title": "Kaoyi: the accounts compared", "accounts": "The accounts", "why": "Why they differ", "taken": "Taken",
        "none": "Nobody has taken one yet.", "undone": "Taken back; nothing is taken.", "own": "the text itself",
        "voices": "independent voices", "documents": "documents", "said": "said", "spread": "apart by a factor of", "times": "",
        "machine": "Above: what the program found. Below: what a person took.", "because": "because", "by": "by", "kind": "kind",
        "earlier": "Taken before (superseded)", "scope": "scope", "side": "sides", "revision": "revision", "slip": "slip",
        "open": "open", "agreement": "agreement",
    },
}  # fmt: skip
_STYLE: Final = (
    "body{max-width:40em;margin:2em auto;padding:0 1em;line-height:1.8;font-family:'Source Han Serif SC','Noto Serif CJK SC',"
    "'Songti SC',serif;color:#1a1a1a;background:#fdfbf7}h1{font-size:1.4em}h2{font-size:1.1em;border-bottom:1px solid #999}"
    "h3{font-size:1em;margin-bottom:0;font-variant-numeric:tabular-nums}blockquote{margin:.3em 0 .3em 1.5em;color:#333}"
    ".by{margin:0 0 0 1.5em;color:#666;font-size:.9em}.taken{border-left:4px solid #c3272b;padding-left:1em}"
    "@media print{body{background:none;margin:0}h3,blockquote{break-inside:avoid}}"
)


def markdown(dispute: Dispute, verdicts: Sequence[Verdict] = (), language: str = "zh") -> str:
    """Return the page as Markdown. ``verdicts``: those on this dispute, newest first; only the first stands."""
    words = _WORDS[language]
    lines = [
        f"# {words['title']}：{_question(dispute, language)}",
        "",
        _about(dispute, words),
        "",
        f"## {words['accounts']}",
        "",
    ]
    for account in dispute.rows:
        lines += [f"### {_value(account)}", "", _who(account, words), ""]
        lines += [line for quote in account.quotes for line in (f"> {_one_line(quote)}", "")]
    lines += [
        f"## {words['why']}",
        "",
        _why(dispute, language),
        "",
        f"*{words['machine']}*",
        "",
        f"## {words['taken']}",
        "",
    ]
    lines += [line for paragraph in _taken(dispute, verdicts, words) for line in (paragraph, "")]
    return "\n".join(lines)


def html(dispute: Dispute, verdicts: Sequence[Verdict] = (), language: str = "zh") -> str:
    """Return the page as one HTML file with its own style and nothing to download."""
    words = _WORDS[language]
    title = escape(f"{words['title']}：{_question(dispute, language)}")
    rows = "".join(
        f"<h3>{escape(_value(account))}</h3><p class=by>{escape(_who(account, words))}</p>"
        + "".join(f"<blockquote>{escape(_one_line(quote))}</blockquote>" for quote in account.quotes)
        for account in dispute.rows
    )
    taken = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in _taken(dispute, verdicts, words))
    return (
        f"<!doctype html><html lang={'zh' if language == 'zh' else 'en'}><meta charset=utf-8><title>{title}</title>"
        f"<style>{_STYLE}</style><h1>{title}</h1><p>{escape(_about(dispute, words))}</p><h2>{words['accounts']}</h2>{rows}"
        f"<h2>{words['why']}</h2><p>{escape(_why(dispute, language))}</p><p><em>{words['machine']}</em></p>"
        f"<h2>{words['taken']}</h2><div class=taken>{taken}</div></html>\n"
    )


def _question(dispute: Dispute, language: str) -> str:
    asked = dispute.question if language == "zh" else dispute.question_en
    return asked or " · ".join(part for part in (dispute.subject, dispute.event, dispute.measure) if part)


def _about(dispute: Dispute, words: dict[str, str]) -> str:
    voices = len({voice for account in dispute.rows for voice in account.voices})
    documents = len({name for account in dispute.rows for name in account.documents})
    told = [
        f"{words['kind']}: {words[dispute.kind]}",
        f"{words['voices']} {voices}",
        f"{words['documents']} {documents}",
    ]
    if dispute.time:
        told.append(dispute.time)
    if dispute.spread and dispute.spread > 1:
        told.append(f"{words['spread']} {dispute.spread:g} {words['times']}".rstrip())
    return " · ".join(told)


def _value(account: Account) -> str:
    return plain(account.value_text) if account.low is None and account.high is None else account.value_text


def _who(account: Account, words: dict[str, str]) -> str:
    speakers = "、".join(account.speakers) or words["own"]
    when = f" · {words['said']} {'、'.join(account.said_on)}" if account.said_on else ""
    return f"{speakers}{when} · {'、'.join(account.documents)}"


def _one_line(quote: str) -> str:
    return " ".join(quote.split())


def _why(dispute: Dispute, language: str) -> str:
    return dispute.why if language == "zh" else dispute.why_en or dispute.why


def _taken(dispute: Dispute, verdicts: Sequence[Verdict], words: dict[str, str]) -> Iterator[str]:
    if not verdicts:
        yield words["none"]
        return
    yield _verdict(dispute, verdicts[0], words)
    if len(verdicts) > 1:
        yield f"{words['earlier']}: " + "；".join(_verdict(dispute, one, words) for one in verdicts[1:])


def _verdict(dispute: Dispute, verdict: Verdict, words: dict[str, str]) -> str:
    signed = f"{words['because']}: {verdict.because} · {words['by']} {verdict.by} · {verdict.at}"
    if not verdict.adopted:
        return f"{words['undone']} {signed}"
    claim = verdict.adopted.get("claim")
    account = next((one for one in dispute.rows if claim in one.claims), None)
    value = verdict.adopted.get("value") or (account.value_text if account else claim)
    return f"{value} · {signed}"
