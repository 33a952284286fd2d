"""Verdicts: the form that takes one, and the ledger that keeps them all."""

from __future__ import annotations

from fastapi import Form, Request, Response
from msgspec import Struct

from kaoyi.errors import UsageError
from kaoyi.model import Dispute
from kaoyi.serve.app import Pages, checked_form, look_of, redirect
from kaoyi.serve.wording import wording
from kaoyi.store import ask, ledger, tables
from kaoyi.store.open import writing


class Ledger(Struct, frozen=True):
    """Every verdict, newest first."""

    heading: str
    entries: tuple[ledger.Entry, ...]


def add(pages: Pages) -> None:
    """Add the pages of this module."""
    engine = pages.settings.engine

    def book(request: Request) -> Ledger:
        with engine.connect() as connection:
            return Ledger(wording(look_of(request).language)["ledger"], tuple(reversed(ledger.entries(connection))))

    pages.add("/ledger", "ledger.html", book)

    @pages.app.post("/dispute/{name}/verdict", include_in_schema=False)
    def take(  # noqa: PLR0913, PLR0917 - the fields of one form
        request: Request, name: str, token: str = Form(""), claim: str = Form(""), value: str = Form(""),
        because: str = Form(""), by: str = Form(""),
    ) -> Response:  # fmt: skip
        checked_form(request, token)
        taken = {"claim": claim} if claim and claim != "value" else ({"value": value.strip()} if value.strip() else {})
        with writing(engine) as connection:
            found = ask.of_ids(connection, tables.disputes, [name], Dispute).get(name)
            if found is None:
                raise UsageError(f"the record has no dispute {name}")
            ledger.add(connection, found, taken, because, by.strip() or "reader")
        return redirect(f"/dispute/{name}#verdict")
