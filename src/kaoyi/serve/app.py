"""The web application: one middleware stack, one way to answer a page in HTML and in JSON.

Every page is a function from a request to a view, a frozen value with all that the page shows. ``/disputes`` draws the
view with its template, ``/disputes.json`` gives the view itself, so the two can never say different things.
"""

from __future__ import annotations

import gzip
import re
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, get_type_hints

import msgspec
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sqlalchemy import Connection, Engine
from starlette.concurrency import run_in_threadpool

from kaoyi.errors import UsageError
from kaoyi.lexicon import Lexicon
from kaoyi.lexicon.things import things
from kaoyi.serve.kept import Drawn, Kept, state_of
from kaoyi.serve.sides import GREY, Colour, Sides
from kaoyi.serve.wording import LANGUAGES, preferred, wording
from kaoyi.version import VERSION

HERE = Path(__file__).parent
LOOK = "kaoyi-look"  # the cookie that keeps language and theme; holds nothing else
FORM = "kaoyi-form"  # the cookie a form's hidden token must equal


class Settings(msgspec.Struct, frozen=True):
    """What a reading room serves.

    password: asked for when it listens on anything but this machine; hosts: names it answers to (none: any name)
    """

    engine: Engine
    record: str
    lexicon: Lexicon
    password: str | None = None
    max_upload: int = 64 * 1024 * 1024
    hosts: tuple[str, ...] = ()


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


def look_of_parts(request: Request) -> str:
    """Return language and theme as the cookie keeps them."""
    look = look_of(request)
    return f"lang={look.language}&theme={look.theme}"


def templates() -> Environment:
    """The templates; every value is escaped, and a name a view does not have is an error."""
    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


LOOKED_OVER = (
    ("/", b""), ("/network", b""), ("/network", b"view=sources"), ("/actors", b""), ("/sources", b""), ("/map", b""),
    ("/timeline", b""), ("/timeline", b"lane=actor"), ("/events", b""), ("/relations", b""),
)  # fmt: skip
"""Pages that look over the whole record, with what follows their address."""

View = Callable[[Request], msgspec.Struct]
QUERY = {
    "offset": "How many rows to pass over.",
    "sort": "The order of the rows.",
    "measure": "killed, wounded, captured, strength …",
    "subject": "Whose people or things; any script, any alias.",
    "event": "The war, battle, attack or disaster.",
    "kind": "The kind of dispute, event, audit, actor or document.",
    "since": "From this day on: 1950, 1950-10 or 1950-10-25.",
    "until": "Up to this day.",
    "speaker": "Who says so, anywhere in the chain; for documents and search the outlet.",
    "document": "Only this document.",
    "verdict": "holds, fails or cannot_tell.",
    "agreements": "1: agreements instead of disputes.",
    "script": "s: simplified, t: traditional, nothing: as written.",
    "notes": "1: with the notes.",
    "left": "1: with what was left out.",
    "at": "A source offset: which code point of the file.",
    "q": "The words looked for; words in straight quotes stay together.",
    "lane": "kind or actor.",
    "actor": "Only what this actor takes part in.",
    "place": "Only what happened at this place.",
    "box": "What the map shows: x,y,width,narrow.",
    "view": "actors or sources.",
    "open": "The side whose own names are shown.",
}
"""What a query parameter means, for the description of the API."""


def _in_query(name: str) -> dict[str, Any]:
    """What may follow an address, as OpenAPI describes it."""
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": {"type": "string"},
        "description": QUERY.get(name, ""),
    }


def _in_path(path: str) -> list[dict[str, Any]]:
    """The parameters that stand in a path, as OpenAPI describes them."""
    told = {"in": "path", "required": True, "schema": {"type": "string"}, "description": "Its id or name."}
    return [{"name": name, **told} for name in re.findall(r"{(\w+)}", path)]


class Pages:
    """Adds pages to an application: each in HTML at its path and in JSON at path + ".json"."""

    def __init__(self, app: FastAPI, settings: Settings) -> None:
        self.app = app
        self.settings = settings
        self.templates = templates()
        self.kept = Kept()
        self.drawn = Drawn()
        self.kinds: dict[str, type[msgspec.Struct]] = {}
        self.views: dict[str, View] = {}
        self.drawn_with: dict[str, str] = {}  # path -> template
        self.sides = Sides(settings.lexicon)

    def colours(self, connection: Connection) -> Colour:
        """Return a function from a speaker to the colour number its side has on every page."""
        found = self.kept.get(connection, "colours", self.sides.colours)
        return lambda name: found.get(self.sides(name), GREY)

    def alias(self, words: str) -> str | None:
        """Return the canonical name of what ``words`` is another name for."""
        thing = things(self.settings.lexicon).find(words)
        return thing.name if thing else None

    def add(self, path: str, template: str, view: View, query: Sequence[str] = (), form: bool = False) -> None:
        """Serve ``view`` at ``path`` with ``template``, and as JSON at ``path.json`` ("/" is "/index.json").

        query: what may follow the address, for the description of the API; form: the page carries this reader's own token
        or changes by itself, so it is drawn for every request.
        """

        def drawn(request: Request) -> Response:
            return self.draw(request, template, view(request))

        async def page(request: Request) -> Response:
            return await self._once(request, drawn)

        def data(request: Request) -> Response:
            return Response(msgspec.json.encode(view(request)), media_type="application/json")

        name = template.removesuffix(".html")
        twin = "/index.json" if path == "/" else f"{path.replace(':path', '')}.json"
        route = "/index.json" if path == "/" else f"{path}.json"
        kind = get_type_hints(view)["return"]
        self.kinds[twin] = kind
        self.views[path] = view
        self.drawn_with[path] = template
        asked = [_in_query(key) for key in query]
        # The twin first: "/dispute/{id}" would otherwise take "/dispute/x.json" for a dispute called "x.json".
        self.app.add_api_route(
            route, data, name=f"{name} (JSON)", response_class=JSONResponse, summary=name, operation_id=name,
            description=(kind.__doc__ or "").strip(), openapi_extra={"parameters": [*_in_path(twin), *asked]},
        )  # fmt: skip
        answer = drawn if form else page
        self.app.add_api_route(path, answer, name=name, response_class=HTMLResponse, include_in_schema=False)

    def warm(self) -> None:
        """Draw what the first reader would wait for: the pages that look over the whole record."""
        for path, query in LOOKED_OVER:
            for language in LANGUAGES:
                header = (b"accept-language", language.encode())
                scope = {
                    "type": "http", "method": "GET", "path": path, "query_string": query, "headers": [header],
                    "state": {"token": ""},
                }  # fmt: skip
                request = Request(scope)
                with self.settings.engine.connect() as connection:
                    state = state_of(connection)
                if self.drawn.get(_name(request), state) is None:
                    answer = self.draw(request, self.drawn_with[path], self.views[path](request))
                    self.drawn.keep(_name(request), state, gzip.compress(bytes(answer.body), 5))

    async def _once(self, request: Request, drawn: Callable[[Request], Response]) -> Response:
        """Draw a page once for each state of the record, language and theme; what was drawn is sent compressed."""
        name = _name(request)
        with self.settings.engine.connect() as connection:
            state = state_of(connection)
        page = self.drawn.get(name, state)
        if page is None:
            answer = await run_in_threadpool(drawn, request)
            if answer.status_code != 200:
                return answer
            page = gzip.compress(answer.body, 5)
            self.drawn.keep(name, state, page)
        headers = {"Vary": "Accept-Encoding, Accept-Language, Cookie"}
        if "gzip" in request.headers.get("accept-encoding", ""):
            return HTMLResponse(page, headers={**headers, "Content-Encoding": "gzip"})
        return HTMLResponse(gzip.decompress(page), headers=headers)

    def draw(self, request: Request, template: str, view: msgspec.Struct, status: int = 200) -> Response:
        """Draw a view as a page."""
        look = look_of(request)
        path = request.url.path
        words = wording(look.language)
        html = self.templates.get_template(template).render(
            view=view, w=words, language=look.language, theme=look.theme, version=VERSION, here=path,
            heading=getattr(view, "heading", ""), token=request.scope["state"]["token"],
            json_url=_twin(request), look=lambda **change: _with_look(request, change),
        )  # fmt: skip
        return HTMLResponse(html, status)


def _name(request: Request) -> tuple[str, str, str, str]:
    """What tells one drawn page from another: its address, language and theme."""
    look = look_of(request)
    return request.url.path, request.url.query, look.language, look.theme


def _twin(request: Request) -> str:
    path = request.url.path
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{'/index' if path == '/' else path}.json{query}"


def _with_look(request: Request, change: dict[str, str]) -> str:
    names = {"language": "lang", "theme": "theme"}
    return str(request.url.include_query_params(**{names[key]: value for key, value in change.items()}).query).join(
        ("?", "")
    )


class StaleFormError(UsageError):
    """A form that was not made by this server for this browser."""


def checked_form(request: Request, token: Any) -> None:
    """Refuse a form that was not made by this server for this browser. Raises StaleFormError."""
    held = request.cookies.get(FORM, "")
    if not held or not isinstance(token, str) or not secrets.compare_digest(held, token):
        raise StaleFormError("this form is out of date; open the page again and send it once more")


def redirect(path: str) -> Response:
    """Send the browser to another page after a form was taken."""
    return RedirectResponse(path, status_code=303)
