"""Tables a terminal can show: wide characters aligned, quotes cut around their figure."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from kaoyi.model import Account, Attribution, Dispute, Value

PIPED_WIDTH = 140


def console(error: bool = False) -> Console:
    """Return where to print: as wide as the terminal, and without colours elsewhere."""
    from rich.console import Console

    file = sys.stderr if error else sys.stdout
    width = None if file.isatty() else int(os.environ.get("COLUMNS", PIPED_WIDTH))
    return Console(file=file, width=width, highlight=False, emoji=False, markup=False)


def print_table(heads: Sequence[str], rows: Iterable[Sequence[str | Text]], title: Text | str | None = None) -> None:
    """Print rows under their heads.

    A head that begins with ">" stands over numbers, "*" over what may take several lines, "~" over what is cut.
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(box=SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left", show_edge=False)
    for head in heads:
        sign, name = (head[0], head[1:]) if head[0] in ">*~" else ("", head)
        table.add_column(
            name,
            justify="right" if sign == ">" else "left",
            overflow="ellipsis" if sign == "~" else "fold",
            no_wrap=sign != "*",
            min_width=16 if name == "id" else {"*": 8, "~": 20}.get(sign),
        )
    for row in rows:
        table.add_row(*row)
    console().print(table)


def readable(quote: str) -> str:
    """Return the words of a quote on one line, without their markup."""
    from kaoyi.serve.visible import visible

    return " ".join(visible(quote).split())


def around(quote: str, figure: str, width: int = 60) -> Text:
    """Return a quote on one line, without markup, cut to about ``width`` characters around the figure, which is marked."""
    from rich.text import Text

    words, wanted = readable(quote), readable(figure)
    at = words.find(wanted) if wanted else -1
    if len(words) > width:
        middle = max(at, 0) + len(wanted) // 2
        start = max(0, min(middle - width // 2, len(words) - width))
        words = ("…" if start else "") + words[start : start + width] + ("…" if start + width < len(words) else "")
        at = words.find(wanted) if wanted else -1
    text = Text(words)
    if at >= 0:
        text.stylize("bold red", at, at + len(wanted))
    return text


def number(value: int | float) -> str:
    """Return a number with its thousands apart.

    >>> number(197653), number(2.5), number(3.0)
    ('197,653', '2.5', '3')
    """
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def figure(value: Value | Account) -> str:
    """Return the bounds of a figure in short: 300, ≥300, ≤300, 300–900, ~300.

    >>> from kaoyi.model import Value
    >>> figure(Value(300, None, True)), figure(Value(300, 300, True)), figure(Value(700, 900, False))
    ('≥300', '~300', '700–900')
    """
    low, high = value.low, value.high
    if low is None and high is None:
        return "?"
    if low is None:
        return f"≤{number(high or 0)}"
    if high is None:
        return f"≥{number(low)}"
    if low == high:
        return f"{'~' if value.approx else ''}{number(low)}"
    return f"{number(low)}–{number(high)}"


def chain(voices: Sequence[Attribution]) -> str:
    """Return who says so, nearest to the fact first."""
    return " ← ".join(voice.name for voice in voices)


def question(dispute: Dispute) -> str:
    """Return what a dispute is about, in one line."""
    return " · ".join(filter(None, (dispute.measure, dispute.subject, dispute.event, dispute.time)))


def more(shown: int, total: int, offset: int = 0) -> None:
    """Say on stderr how many rows were not shown."""
    left = total - shown - offset
    if left > 0:
        print(f"… {left:,} more; --limit 0 shows all", file=sys.stderr)  # noqa: T201
