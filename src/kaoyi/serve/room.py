"""The whole reading room: which page stands at which address, and what every request passes through."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from msgspec import Struct
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from kaoyi.errors import UsageError
from kaoyi.serve import (
    atlas,
    disputes,
    document_page,
    home,
    ledger_pages,
    listings,
    lists,
    network,
    portraits,
    reference,
    timeline,
    upload,
)
from kaoyi.serve.app import HERE, Pages, Settings, StaleFormError
from kaoyi.serve.guard import Guard
from kaoyi.version import VERSION


class Missing(Struct, frozen=True):
    """Nothing stands at this address: why, in one sentence."""

    heading: str


def create_app(settings: Settings) -> FastAPI:
    """Return the application for one record."""
    app = FastAPI(title="Kaoyi 考异", version=VERSION, docs_url=None, redoc_url=None)
    pages = Pages(app, settings)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    home.add(pages)
    disputes.add(pages)
    document_page.add(pages)
    lists.add(pages)
    listings.add(pages)
    portraits.add(pages)
    timeline.add(pages)
    atlas.add(pages)
    network.add(pages)
    upload.add(pages)
    reference.add(pages)
    ledger_pages.add(pages)
    _health(pages)

    @app.exception_handler(UsageError)
    def not_found(request: Request, error: UsageError) -> Response:
        status = 403 if isinstance(error, StaleFormError) else 400 if "is not a date" in str(error) else 404
        if request.url.path.endswith(".json"):
            return JSONResponse({"error": str(error)}, status)
        return pages.draw(request, "missing.html", Missing(str(error)), status)

    app.state.warm = pages.warm
    app.add_middleware(GZipMiddleware, minimum_size=800, compresslevel=5)
    app.add_middleware(Guard, settings=settings)
    return app


def _health(pages: Pages) -> None:
    @pages.app.get("/health", tags=["room"])
    def health(request: Request) -> dict[str, str]:
        """Say that the reading room is open, and on which record."""
        return {"status": "open", "record": pages.settings.record}
