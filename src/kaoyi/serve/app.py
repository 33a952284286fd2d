"""The web application: one middleware stack, one way to answer a page in HTML and in JSON.

Every page is a function from a request to a view, a frozen value with all that the page shows. ``/disputes`` draws the
view with its template, ``/disputes.json`` gives the view itself, so the two can never say different things.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Connection, Engine

from kaoyi.errors import UsageError
from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import things
from kaoyi.serve.kept import Kept
from kaoyi.serve.sides import GREY, Colour, Sides
from kaoyi.serve.wording import preferred, wording
from kaoyi.version import VERSION

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
LOOK = "kaoyi-look"  # the cookie that keeps language and theme; holds nothing else
FORM = "kaoyi-form"  # the cookie a form's hidden token must equal


class Settings(msgspec.Struct, frozen=True):
    """What a reading room serves. password: asked for when it listens on anything but this machine."""

    engine: Engine
    record: str
    lexicon: Lexicon
    password: str | None = None
    max_upload: int = 64 * 1024 * 1024


class Look(msgspec.Struct, frozen=True):
    """How a reader wants the pages: "zh" or "en", and "light", "dark" or "" for what the system says."""

    language: str
    theme: str


def look_of(request: Request) -> Look:
    """Read language and theme from the address, else the cookie, else what the browser accepts."""
    kept = dict(part.split("=", 1) for part in request.cookies.get(LOOK, "").split("&") if "=" in part)
    language = preferred(request.query_params.get("lang"), kept.get("lang"), request.headers.get("accept-language"))
    theme = request.query_params.get("theme") or kept.get("theme", "")
    return Look(language, theme if theme in ("light", "dark") else "")


def templates() -> Environment:
    """The templates; every value is escaped, and a name a view does not have is an error."""
    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


View = Callable[[Request], msgspec.Struct]


class Pages:
    """Adds pages to an application: each in HTML at its path and in JSON at path + ".json"."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.templates = templates()
        self.kept = Kept()
        self.sides = Sides(settings.lexicon)

    def colours(self, connection: Connection) -> Colour:
        """Return a function from a speaker to the colour number its side has on every page."""
        found = self.kept.get(connection, "colours", self.sides.colours)
        return lambda name: found.get(self.sides(name), GREY)

    def alias(self, words: str) -> str | None:
        """Return the canonical name of what ``words`` is another name for."""
        thing = things(self.settings.lexicon).find(words)
        return thing.name if thing else None

    def add(self, path: str, template: str, view: View) -> None:
        """Serve ``view`` at ``path`` with ``template``, and as JSON at ``path.json`` ("/" is "/index.json")."""

        def page(request: Request) -> Response:
            return self.draw(request, template, view(request))

        def data(request: Request) -> Response:
            return Response(msgspec.json.encode(view(request)), media_type="application/json")

        name = template.removesuffix(".html")
        twin = "/index.json" if path == "/" else f"{path}.json"
        # The twin first: "/dispute/{id}" would otherwise take "/dispute/x.json" for a dispute called "x.json".
        self.app.add_api_route(twin, data, name=f"{name} (JSON)", response_class=JSONResponse)
        self.app.add_api_route(path, page, name=name, response_class=HTMLResponse, include_in_schema=False)

    def draw(self, request: Request, template: str, view: msgspec.Struct, status: int = 200) -> Response:
        """Draw a view as a page."""
        look = look_of(request)
        path = request.url.path
        words = wording(look.language)
        html = self.templates.get_template(template).render(
            view=view, w=words, language=look.language, theme=look.theme, version=VERSION, here=path,
            heading=getattr(view, "heading", ""), token=request.state.token,
            json_url=_twin(request), look=lambda **change: _with_look(request, change),
        )  # fmt: skip
        return HTMLResponse(html, status)


def _twin(request: Request) -> str:
    path = request.url.path
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{'/index' if path == '/' else path}.json{query}"


def _with_look(request: Request, change: dict[str, str]) -> str:
    names = {"language": "lang", "theme": "theme"}
    return str(request.url.include_query_params(**{names[key]: value for key, value in change.items()}).query).join(
        ("?", "")
    )


def refused(request: Request, settings: Settings) -> Response | None:
    """A request from outside without the password is answered with a question for it."""
    if settings.password is None:
        return None
    import base64

    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        try:
            password = base64.b64decode(given).decode().partition(":")[2]
        except ValueError:
            password = ""
        if secrets.compare_digest(password.encode(), settings.password.encode()):
            return None
    return Response("A password is needed.", 401, {"WWW-Authenticate": 'Basic realm="Kaoyi", charset="UTF-8"'})


def harden(request: Request, response: Response) -> None:
    """Set the headers every answer carries, and the cookies a reader's choices need."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    if FORM not in request.cookies:
        response.set_cookie(FORM, request.state.token, httponly=True, samesite="strict")
    if request.query_params.get("lang") or request.query_params.get("theme"):
        look = look_of(request)
        response.set_cookie(LOOK, f"lang={look.language}&theme={look.theme}", max_age=31536000, samesite="lax")


def checked_form(request: Request, token: Any) -> None:
    """Refuse a form that was not made by this server for this browser. Raises UsageError."""
    held = request.cookies.get(FORM, "")
    if not held or not isinstance(token, str) or not secrets.compare_digest(held, token):
        raise UsageError("this form is out of date; open the page again and send it once more")


def redirect(path: str) -> Response:
    """Send the browser to another page after a form was taken."""
    return RedirectResponse(path, status_code=303)
