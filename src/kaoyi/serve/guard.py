"""What every request passes through: the right host, the password, a body of bounded size; and what every answer carries."""

from __future__ import annotations

import base64
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kaoyi.serve.app import FORM, LOOK, Settings, look_of_parts

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR = 31_536_000
ENVELOPE = 1 << 20
"""Bytes a form may have around the files it carries."""


class TooLargeError(Exception):
    """A body grew beyond what is taken."""


class Guard:
    """Middleware around the whole application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or turn it away."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        token, known = _form_token(headers)
        scope.setdefault("state", {})["token"] = token

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _dress(MutableHeaders(scope=message), scope, "" if known else token)
            await send(message)

        refused = self._refused(scope, headers)
        if refused is not None:
            await refused(scope, receive, sending)
            return
        try:
            await self.app(scope, self._bounded(receive), sending)
        except TooLargeError:
            await _too_large(self.settings.max_upload)(scope, receive, sending)

    def _refused(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        settings = self.settings
        if settings.hosts and _host(headers.get("host", "")) not in settings.hosts:
            return PlainTextResponse("This reading room does not go by that name.", 421)
        if settings.password is not None and not _knows(headers.get("authorization", ""), settings.password):
            ask = {"WWW-Authenticate": 'Basic realm="Kaoyi", charset="UTF-8"'}
            return PlainTextResponse("A password is needed.", 401, ask)
        if scope["method"] in ("GET", "HEAD", "OPTIONS"):
            return None
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return PlainTextResponse("This form comes from another site.", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > settings.max_upload + ENVELOPE:
            return _too_large(settings.max_upload)
        return None

    def _bounded(self, receive: Receive) -> Receive:
        """A body sent without its length is counted as it comes."""
        seen = 0

        async def receiving() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.settings.max_upload + ENVELOPE:
                raise TooLargeError
            return message

        return receiving


def _too_large(limit: int) -> PlainTextResponse:
    return PlainTextResponse(f"That is more than the {limit // (1 << 20)} MB taken at once.", 413)


def _host(header: str) -> str:
    """The name in a Host header, without its port.

    >>> _host("localhost:8765"), _host("[::1]:8765"), _host("::1")
    ('localhost', '::1', '::1')
    """
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.partition(":")[0].lower() if header.count(":") == 1 else header.lower()


def _knows(authorization: str, password: str) -> bool:
    """Whether a request carries the password: as HTTP Basic, with any name, or as a bearer token."""
    scheme, _, given = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return secrets.compare_digest(given.strip().encode(), password.encode())
    if scheme.lower() != "basic":
        return False
    try:
        words = base64.b64decode(given, validate=True).decode()
    except ValueError:
        return False
    return secrets.compare_digest(words.partition(":")[2].encode(), password.encode())


def _form_token(headers: Headers) -> tuple[str, bool]:
    """The token that forms of this browser carry, and whether the browser has it already."""
    try:
        held = SimpleCookie(headers.get("cookie", "")).get(FORM)
    except CookieError:
        held = None
    if held is not None and len(held.value) >= 20:
        return held.value, True
    return secrets.token_urlsafe(24), False


def _dress(headers: MutableHeaders, scope: Scope, token: str) -> None:
    """Set the headers every answer carries, and the cookies a reader's choices need."""
    for name, value in HEADERS.items():
        headers[name] = value
    if scope["path"].startswith("/static/"):
        versioned = bool(scope.get("query_string"))
        headers["Cache-Control"] = f"max-age={YEAR}, immutable" if versioned else "max-age=3600"
        return
    headers.setdefault("Cache-Control", "no-cache")
    if token:
        headers.append("Set-Cookie", f"{FORM}={token}; Path=/; HttpOnly; SameSite=Strict")
    chosen = _look(scope)
    if chosen:
        headers.append("Set-Cookie", f"{LOOK}={chosen}; Path=/; Max-Age={YEAR}; SameSite=Lax")


def _look(scope: Scope) -> str:
    query: Any = scope.get("query_string", b"")
    if b"lang=" not in query and b"theme=" not in query:
        return ""
    from starlette.requests import Request

    request = Request(scope)
    if not (request.query_params.get("lang") or request.query_params.get("theme")):
        return ""
    return look_of_parts(request)
