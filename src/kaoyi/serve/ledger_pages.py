"""Verdicts: the form that takes one, and the ledger that keeps them all."""

from __future__ import annotations

from fastapi import Form, Request, Response
from msgspec import Struct, structs
from sqlalchemy import Connection

from kaoyi.disputes.question import question
from kaoyi.errors import UsageError
from kaoyi.model import Dispute
from kaoyi.serve import views
from kaoyi.serve.app import Pages, checked_form, look_of, redirect
from kaoyi.serve.disputes import find, page_of, said_in
from kaoyi.serve.wording import wording
from kaoyi.store import ask, ledger, tables
from kaoyi.store.open import writing


class Line(Struct, frozen=True):
    """A verdict in the ledger. takes: what it takes in words, "" when it takes nothing; standing: no later one replaced
    it; applies: its dispute is in the record as it was."""

    dispute: str
    question: str
    takes: str
    because: str
    by: str
    at: str
    standing: bool
    applies: bool


class Ledger(Struct, frozen=True):
    """Every verdict, newest first."""

    heading: str
    entries: tuple[Line, ...]


def add(pages: Pages) -> None:
    """Add the pages of this module."""
    engine = pages.settings.engine

    def book(request: Request) -> Ledger:
        language = look_of(request).language
        with engine.connect() as connection:
            kept = pages.kept.get(connection, ("ledger", language), lambda held: lines_of(held, language))
        return Ledger(wording(language)["ledger"], kept)

    pages.add("/ledger", "ledger.html", book)

    @pages.app.post("/dispute/{name}/verdict", include_in_schema=False)
    def take(  # noqa: PLR0913, PLR0917 - the fields of one form
        request: Request, name: str, token: str = Form(""), claim: str = Form(""), value: str = Form(""),
        because: str = Form(""), by: str = Form(""),
    ) -> Response:  # fmt: skip
        checked_form(request, token)
        try:
            with writing(engine) as connection:
                ledger.add(connection, find(connection, name), _adopted(claim, value), because, by.strip() or "reader")
        except UsageError as error:
            return again(request, name, str(error), {"claim": claim, "value": value, "because": because, "by": by})
        return redirect(f"/dispute/{name}#verdict")

    def again(request: Request, name: str, problem: str, draft: dict[str, str]) -> Response:
        """The dispute's page once more, with what was written and why it was not kept."""
        look = look_of(request)
        words = wording(look.language)
        with engine.connect() as connection:
            page = page_of(connection, name, look.language, pages.colours(connection))
        told = problem if draft["because"].strip() else words["verdict.reason.missing"]
        return pages.draw(request, "dispute.html", structs.replace(page, problem=told, draft=draft), 422)


def lines_of(connection: Connection, language: str) -> tuple[Line, ...]:
    """Return the ledger as lines, newest first."""
    entries = ledger.entries(connection)
    taken = [entry.verdict.adopted["claim"] for entry in entries if "claim" in entry.verdict.adopted]
    claims = said_in(connection, taken)
    about = ask.of_ids(connection, tables.disputes, [entry.verdict.dispute for entry in entries], Dispute)
    return tuple(_line(entry, claims, about.get(entry.verdict.dispute), language) for entry in reversed(entries))


def _line(entry: ledger.Entry, claims: dict[str, views.Said], dispute: Dispute | None, language: str) -> Line:
    verdict = entry.verdict
    asked = (verdict.measure, "", verdict.subject, verdict.event)
    words = views.asked(dispute, language) if dispute else question(*asked)[0 if language == "zh" else 1]
    return Line(
        verdict.dispute, words, views.adopted_words(verdict, claims), verdict.because, verdict.by, verdict.at,
        entry.standing, entry.applies,
    )  # fmt: skip


def _adopted(claim: str, value: str) -> dict[str, str]:
    """What a form takes. Raises UsageError when it takes another value and names none."""
    if claim == "value":
        if not value.strip():
            raise UsageError("write the value you take")
        return {"value": value.strip()}
    return {"claim": claim} if claim else {}
