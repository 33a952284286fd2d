"""kaoyi show"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kaoyi.cli.options import canonical, common, opened, print_json
from kaoyi.cli.tables import around, chain, console, figure, print_table, question, readable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from kaoyi.model import Audit, Claim, Dispute, Event, Relation, Verdict
    from kaoyi.store.ask import Actor


@click.command()
@click.argument("name", metavar="ID")
@common
def show(name: str, record: str, as_json: bool, quiet: bool) -> None:
    """One claim, dispute, audit, event, relation, verdict, actor or document in full, with its quotes.

    ID is an id, its first letters, the name of a document, or the name of an actor.

    \b
      kaoyi show 3f2a90c1
      kaoyi show 志愿军
      kaoyi show memoirs/chapter-3.txt
    """
    from kaoyi.store.ask import find, open_document

    with opened(record) as connection:
        thing = find(connection, name, canonical)
        if as_json and thing.kind == "document":
            print_json(_told_of(open_document(connection, thing.value)))
        elif as_json:
            print_json(thing.value)
        else:
            _SHOWN[thing.kind](connection, thing.value)


def _fields(rows: list[tuple[str, str | None]]) -> None:
    for name, value in rows:
        if value:
            click.echo(f"  {name:14} {value}")


def _claim(connection: Connection, claim: Claim) -> None:
    from kaoyi.store.ask import disputes_of_claims

    console().print(around(claim.quote, claim.number.text, 10_000))
    _fields(
        [
            ("claim", claim.id), ("measure", f"{claim.measure} ({claim.unit})"), ("figure", figure(claim.value)),
            ("as written", claim.number.text), ("subject", claim.subject), ("by whom", claim.agent),
            ("who says so", chain(claim.attribution) or claim.speaker), ("modality", claim.modality),
            ("event", claim.event), ("time", claim.time), ("place", claim.place), ("said on", claim.said_on),
            ("counting", "，".join(claim.scope)), ("document", f"{claim.document} {claim.start}:{claim.end}"),
            ("in dispute", " ".join(disputes_of_claims(connection, [claim.id]).get(claim.id, ()))), ("read by", claim.tool),
        ]
    )  # fmt: skip
    _rules(claim.rules)


def _rules(rules: dict[str, str]) -> None:
    if rules:
        click.echo("  how each field was read:")
        for name, rule in rules.items():
            click.echo(f"    {name:14} {rule}")


def _dispute(connection: Connection, dispute: Dispute) -> None:
    from kaoyi.model import Claim
    from kaoyi.store import ledger, tables
    from kaoyi.store.ask import of_ids

    spread = f", the largest {dispute.spread:,.3g} times the smallest" if dispute.spread else ""
    click.echo("\n".join(filter(None, (dispute.question, dispute.question_en, question(dispute)))))
    click.echo("\n".join(filter(None, (f"{dispute.kind}{spread}: {dispute.why}", dispute.why_en, " "))))
    claims = of_ids(connection, tables.claims, [claim for row in dispute.rows for claim in row.claims], Claim)
    for row in dispute.rows:
        shown = row.value_text if row.low is None and row.high is None else f"{figure(row)}  {row.value_text}"
        click.echo(f"{shown}  ({len(row.voices)} voices in {len(row.documents)} documents)")
        for name in row.claims:
            if (claim := claims.get(name)) is None:
                continue
            said = f" {claim.said_on[:10]}" if claim.said_on else ""
            console().print("  ", around(claim.quote, claim.number.text, 10_000), sep="")
            click.echo(
                f"    {chain(claim.attribution) or claim.document}{said}  {claim.document}:{claim.start}  {claim.id}"
            )
        if not any(name in claims for name in row.claims):
            for quote in row.quotes:
                console().print("  ", around(quote, row.value_text, 10_000), sep="")
    if dispute.evidence:
        click.echo(f"\nevidence: {' '.join(dispute.evidence)}")
    history = ledger.history(connection, dispute)
    if history:
        click.echo("\nadopted" if history[0].adopted else "\nnothing adopted")
        for verdict in history:
            click.echo(f"  {_taken(verdict)} because {verdict.because} ({verdict.by}, {verdict.at}) {verdict.id}")
    click.echo(f"\ndispute {dispute.id}")


def _taken(verdict: Verdict) -> str:
    return " ".join(f"{kind} {value}" for kind, value in verdict.adopted.items()) or "nothing"


def _event(connection: Connection, event: Event) -> None:
    console().print(around(event.quote, event.trigger.text, 10_000))
    who = [(one.role, one.actor or (one.mention.text if one.mention else None)) for one in event.participants]
    _fields(
        [
            ("event", event.id), ("kind", event.kind), ("name", event.name), ("time", event.time),
            ("place", event.place), *who, ("part of", event.parent),
            ("who says so", chain(event.attribution) or event.speaker), ("modality", event.modality),
            ("happening", event.happening), ("document", f"{event.document} {event.start}:{event.end}"),
            ("read by", event.tool),
        ]
    )  # fmt: skip
    _rules(event.rules)


def _relation(connection: Connection, relation: Relation) -> None:
    click.echo(readable(relation.quote))
    _fields(
        [
            ("relation", relation.id), ("says", f"{relation.subject} {relation.relation} {relation.object}"),
            ("time", relation.time), ("who says so", chain(relation.attribution) or relation.speaker),
            ("document", f"{relation.document} {relation.start}:{relation.end}"),
        ]
    )  # fmt: skip
    _rules(relation.rules)


def _audit(connection: Connection, audit: Audit) -> None:
    for quote, (start, end) in zip(audit.quotes, audit.spans, strict=False):
        click.echo(f"{readable(quote)}   {audit.document} {start}:{end}")
    lines = [str(part) for part in audit.parts]
    width = max([len(line) for line in [*lines, str(audit.computed), str(audit.total)]], default=0) + 2
    click.echo()
    for line in lines:
        click.echo(f"  {line:>{width}}")
    click.echo(f"  {'─' * width}\n  {audit.computed!s:>{width}}  computed\n  {audit.total!s:>{width}}  stated")
    if audit.difference:
        click.echo(f"  {audit.difference!s:>{width}}  difference")
    click.echo(f"\n{audit.verdict}: {audit.why}\naudit {audit.id} ({audit.kind})")


def _verdict(connection: Connection, verdict: Verdict) -> None:
    _fields(
        [
            ("verdict", verdict.id), ("dispute", verdict.dispute),
            ("about", " · ".join(filter(None, (verdict.measure, verdict.subject, verdict.event)))),
            ("adopted", _taken(verdict)), ("because", verdict.because), ("by", verdict.by), ("at", verdict.at),
            ("supersedes", verdict.supersedes),
        ]
    )  # fmt: skip


def _actor(connection: Connection, actor: Actor) -> None:
    from kaoyi.cli.listings import print_dispute
    from kaoyi.store.ask import Cut, Filter, list_claims, list_disputes

    click.echo(f"{actor.name}  ({actor.kind}{' of ' + actor.owner if actor.owner else ''})  {actor.id or ''}")
    click.echo(f"named {actor.times:,} times in {actor.documents:,} documents\n")
    about = Filter(subject=actor.name)
    for dispute in list_disputes(connection, about, Cut(5)).rows:
        print_dispute(dispute)
    found = list_claims(connection, about, Cut(20))
    rows = [
        (
            one.measure,
            figure(one.value),
            one.time or "",
            chain(one.attribution),
            around(one.quote, one.number.text, 28),
            one.id,
        )
        for one in found.rows
        if one.subject == actor.name
    ]
    if rows:
        print_table(("measure", ">figure", "time", "*who says so", "~words", "id"), rows)


def _document(connection: Connection, name: str) -> None:
    from kaoyi.store.ask import open_document

    opened = open_document(connection, name)
    told = opened.document.metadata
    click.echo(told.title or name)
    _fields(
        [
            ("document", name), ("file", opened.path), ("outlet", told.outlet), ("author", told.author),
            ("published", told.published), ("updated", told.updated), ("url", told.url), ("kind", opened.document.kind),
            ("encoding", opened.document.encoding), ("characters", f"{len(opened.document.text):,}"),
            ("sha256", opened.document.sha256),
            ("read in it", f"{len(opened.claims)} claims, {len(opened.events)} events, {len(opened.times)} dates, "
             f"{len(opened.names)} names, {len(opened.audits)} audits"),
            *(("one report with", "，".join(one for one in family.documents if one != name)) for family in opened.families),
        ]
    )  # fmt: skip
    click.echo()
    rows = [
        (
            one.measure,
            figure(one.value),
            one.subject or "",
            chain(one.attribution),
            around(one.quote, one.number.text, 28),
            one.id,
        )
        for one in opened.claims
    ]
    if rows:
        print_table(("measure", ">figure", "*subject", "*who says so", "~words", "id"), rows)


def _told_of(opened: Any) -> dict[str, Any]:
    """A document for other programs: everything but the bodies of its mentions."""
    document = opened.document
    return {
        "document": document.name, "file": opened.path, "kind": document.kind, "encoding": document.encoding,
        "sha256": document.sha256, **{name: getattr(document.metadata, name) for name in document.metadata.__struct_fields__},
        "text": document.text, "claims": opened.claims, "events": opened.events, "relations": opened.relations,
        "audits": opened.audits, "times": opened.times, "mentions": opened.names, "disputes": opened.disputes,
        "families": opened.families,
    }  # fmt: skip


_SHOWN: dict[str, Callable[[Any, Any], None]] = {
    "claim": _claim,
    "dispute": _dispute,
    "event": _event,
    "relation": _relation,
    "audit": _audit,
    "verdict": _verdict,
    "actor": _actor,
    "document": _document,
}
