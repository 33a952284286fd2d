"""kaoyi disputes, audits, claims, events, timeline, actors, sources"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kaoyi.cli.options import chosen, common, narrowed, opened, page, print_json
from kaoyi.cli.tables import around, chain, console, figure, more, number, print_table, question

if TYPE_CHECKING:
    from rich.text import Text

    from kaoyi.model import Account, Audit, Claim, Dispute, Event
    from kaoyi.store.ask import Actor, Happening, Page, Source

QUOTE = 30


@click.command()
@narrowed("measure", "subject", "event", "kind", "since", "until")
@click.option(
    "--sort",
    type=click.Choice(["attention", "voices", "spread", "time", "measure"]),
    default="attention",
    show_default=True,
    help="What comes first.",
)
@common
def disputes(record: str, as_json: bool, quiet: bool, sort: str, **options: Any) -> None:
    """Figures that measure the same thing and do not agree: each with who gives it, when, and in which words.

    \b
      kaoyi disputes
      kaoyi disputes --measure killed --subject 志愿军
      kaoyi disputes --event 朝鲜战争 --kind scope --sort spread
    """
    from kaoyi.store.ask import list_disputes

    options["as_json"] = as_json
    with opened(record) as connection:
        found = list_disputes(connection, chosen(options, record), page(options, sort, 20))
    if _print_json(found, as_json):
        return
    for dispute in found.rows:
        print_dispute(dispute)
    _end(found, quiet, options, "no disputes; kaoyi claims lists every figure")


def print_dispute(dispute: Dispute, width: int = QUOTE) -> None:
    """Print a dispute as a small table, one line per account."""
    from rich.text import Text

    spread = f"  ×{number(round(dispute.spread, 2))}" if dispute.spread else ""
    title = Text.assemble((dispute.question or question(dispute), "bold"), f"  {dispute.kind}{spread}  ", dispute.id)
    print_table(
        (">figure", "*who says so", "said on", "~words", "~document"),
        [_account(account, width) for account in dispute.rows],
        title,
    )
    if dispute.why:
        console().print(f"  {dispute.why}")
    console().print()


def _account(account: Account, width: int) -> Sequence[str | Text]:
    shown = account.value_text if account.low is None and account.high is None else figure(account)
    voices = account.voices or account.speakers
    said = account.said_on[0] if account.said_on else ""
    quote = account.quotes[0] if account.quotes else ""
    documents = account.documents[0] if account.documents else ""
    if len(account.documents) > 1:
        documents += f" +{len(account.documents) - 1}"
    return shown, "，".join(voices), said[:10], around(quote, account.value_text, width), documents


@click.command()
@narrowed("kind", "verdict", "document")
@common
def audits(record: str, as_json: bool, quiet: bool, **options: Any) -> None:
    """Arithmetic the texts themselves put together, checked: what fails comes first.

    \b
      kaoyi audits
      kaoyi audits --verdict fails --kind sum
    """
    from kaoyi.store.ask import list_audits

    options["as_json"] = as_json
    with opened(record) as connection:
        found = list_audits(connection, chosen(options, record), page(options))
    if _print_json(found, as_json):
        return
    heads = ("id", "verdict", "kind", "*parts", ">stated", ">computed", ">difference", "*document")
    print_table(heads, [_audit(one) for one in found.rows])
    _end(found, quiet, options, "no arithmetic to check was found")


def _audit(audit: Audit) -> Sequence[str | Text]:
    from rich.text import Text

    style = {"fails": "bold red", "holds": "green"}.get(audit.verdict, "")
    told = [_amount(value) for value in (audit.total, audit.computed, audit.difference)]
    parts = " + ".join(_amount(part) for part in audit.parts)
    return audit.id, Text(audit.verdict, style), audit.kind, parts, *told, audit.document


def _amount(value: int | float | str | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else number(value)


@click.command()
@narrowed("measure", "subject", "event", "since", "until", "speaker", "document")
@click.option("--sort", type=click.Choice(["document", "value"]), default="document", help="What comes first.")
@common
def claims(record: str, as_json: bool, quiet: bool, sort: str, **options: Any) -> None:
    """Who says how many: one row per figure in a source.

    \b
      kaoyi claims --measure killed --since 1950 --until 1953
      kaoyi claims --speaker 朝中社 --json
    """
    from kaoyi.store.ask import list_claims

    options["as_json"] = as_json
    with opened(record) as connection:
        found = list_claims(connection, chosen(options, record), page(options, sort))
    if _print_json(found, as_json):
        return
    heads = ("id", "measure", ">figure", "*subject", "*event", "time", "*who says so", "~words")
    print_table(heads, [_claim(one) for one in found.rows])
    _end(found, quiet, options, "no claims")


def _claim(claim: Claim) -> Sequence[str | Text]:
    voices = chain(claim.attribution) or claim.speaker or ""
    words = around(claim.quote, claim.number.text, 22)
    return (
        claim.id, claim.measure, figure(claim.value), claim.subject or "", claim.event or "", claim.time or "", voices,
        words,
    )  # fmt: skip


@click.command()
@narrowed("kind", "subject", "event", "since", "until", "speaker", "document")
@common
def events(record: str, as_json: bool, quiet: bool, **options: Any) -> None:
    """What happened: one row per statement, document by document.

    \b
      kaoyi events --kind battle --since 1950-10 --until 1950-12
      kaoyi events --subject 志愿军
    """
    from kaoyi.store.ask import list_events

    options["as_json"] = as_json
    with opened(record) as connection:
        found = list_events(connection, chosen(options, record), page(options))
    if _print_json(found, as_json):
        return
    print_table(("id", "time", "kind", "*who", "~words", "*document"), [_event(one) for one in found.rows])
    _end(found, quiet, options, "no events")


def _event(event: Event) -> Sequence[str | Text]:
    who = "，".join(f"{one.actor}" for one in event.participants if one.actor)
    return event.id, event.time or "", event.kind, who, around(event.quote, event.trigger.text, 28), event.document


@click.command()
@narrowed("kind", "subject", "event", "since", "until")
@common
def timeline(record: str, as_json: bool, quiet: bool, **options: Any) -> None:
    """Happenings in the order of time: statements of one happening are one row. A date with ~ or a span is uncertain.

    \b
      kaoyi timeline --since 1950-06 --until 1953-07
      kaoyi timeline --kind landing
    """
    from kaoyi.store.ask import list_happenings

    options["as_json"] = as_json
    with opened(record) as connection:
        found = list_happenings(connection, chosen(options, record), page(options))
    if _print_json(found, as_json):
        return
    heads = ("id", "time", "kind", "*what", "*who", "*where", ">statements")
    print_table(heads, [_happening(one) for one in found.rows])
    _end(found, quiet, options, "no happenings")


def _happening(happening: Happening) -> Sequence[str | Text]:
    first = happening.statements[0]
    what = happening.name or around(first.quote, first.trigger.text, 24)
    time = (happening.time or "?") + (" (and others)" if len(happening.times) > 1 else "")
    who, where = "，".join(happening.actors[:4]), "，".join(happening.places[:2])
    return happening.id, time, happening.kind, what, who, where, str(len(happening.statements))


@click.command()
@narrowed("kind", "subject", "document")
@common
def actors(record: str, as_json: bool, quiet: bool, **options: Any) -> None:
    """States, armies, units, organisations, people and places that are named, the most often named first.

    \b
      kaoyi actors --kind army
      kaoyi actors --subject 美军
    """
    from kaoyi.store.ask import list_actors

    options["as_json"] = as_json
    with opened(record) as connection:
        found = list_actors(connection, chosen(options, record), page(options))
    if _print_json(found, as_json):
        return
    print_table(("*name", "kind", "*of", ">named", ">documents", ">claims", "*id"), [_actor(one) for one in found.rows])
    _end(found, quiet, options, "no names")


def _actor(actor: Actor) -> Sequence[str]:
    counts = (number(count) for count in (actor.times, actor.documents, actor.claims))
    return actor.name, actor.kind, actor.owner or "", *counts, actor.id or ""


@click.command()
@narrowed("speaker")
@common
def sources(record: str, as_json: bool, quiet: bool, **options: Any) -> None:
    """Who says things: in how many claims a source stands in the chain, and in how many it is nearest to the fact.

    \b
      kaoyi sources
      kaoyi sources --speaker 新华社
    """
    from kaoyi.store.ask import list_sources

    options["as_json"] = as_json
    with opened(record) as connection:
        found = list_sources(connection, chosen(options, record), page(options))
    if _print_json(found, as_json):
        return
    print_table(("*name", ">claims", ">at first hand", ">documents"), [_source(one) for one in found.rows])
    _end(found, quiet, options, "no sources")


def _source(source: Source) -> Sequence[str]:
    return source.name, *(number(count) for count in (source.claims, source.first_hand, source.documents))


def _print_json(found: Page[Any], as_json: bool) -> bool:
    if as_json:
        for row in found.rows:
            print_json(row)
    return as_json


def _end(found: Page[Any], quiet: bool, options: dict[str, Any], nothing: str) -> None:
    if quiet:
        return
    if not found.total:
        click.echo(nothing, err=True)
    more(len(found.rows), found.total, options.get("offset") or 0)
