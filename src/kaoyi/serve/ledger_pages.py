"""Verdicts: the form that takes one, and the ledger that keeps them all."""

from __future__ import annotations

from fastapi import Form, Request, Response
from msgspec import Struct, structs

from kaoyi.errors import UsageError
from kaoyi.serve.app import Pages, checked_form, look_of, redirect
from kaoyi.serve.disputes import find, page_of
from kaoyi.serve.wording import wording
from kaoyi.store import ledger
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


def _adopted(claim: str, value: str) -> dict[str, str]:
    """What a form takes. Raises UsageError when it takes another value and names none."""
    if claim == "value":
        if not value.strip():
            raise UsageError("write the value you take")
        return {"value": value.strip()}
    return {"claim": claim} if claim else {}
