"""The REST API: what can be asked for, as an OpenAPI description and as a page that needs no other machine."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from msgspec import Struct

from kaoyi.serve.app import Pages, look_of
from kaoyi.serve.wording import wording
from kaoyi.version import VERSION


class Parameter(Struct, frozen=True):
    """Something an address takes. where: path or query."""

    name: str
    where: str
    told: str


class Endpoint(Struct, frozen=True):
    """One thing that can be asked for. page: the same for a reader, or ""."""

    method: str
    path: str
    told: str
    parameters: tuple[Parameter, ...]
    page: str
    schema: str


class Reference(Struct, frozen=True):
    """Everything that can be asked for."""

    heading: str
    endpoints: tuple[Endpoint, ...]
    schemas: dict[str, Any]


def add(pages: Pages) -> None:
    """Add the page of this module, and the description it draws."""
    app = pages.app

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _described(app, pages)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]

    def docs(request: Request) -> Reference:
        return _reference(described(), wording(look_of(request).language)["api"])

    pages.add("/docs", "docs.html", docs)


def _described(app: FastAPI, pages: Pages) -> dict[str, Any]:
    told = "The record of a reading room. Every page is also given as JSON: its address with .json at the end."
    schema = get_openapi(title=app.title, version=VERSION, description=told, routes=app.routes)
    kinds = [kind for kind in pages.kinds.values() if kind is not Reference]
    _, components = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    schema.setdefault("components", {}).setdefault("schemas", {}).update(components)
    for path, kind in pages.kinds.items():
        if path in schema["paths"] and kind is not Reference:
            answer = schema["paths"][path]["get"]["responses"]["200"]
            answer["content"] = {"application/json": {"schema": {"$ref": f"#/components/schemas/{kind.__name__}"}}}
    return schema


def _reference(schema: dict[str, Any], heading: str) -> Reference:
    endpoints = []
    for path, methods in schema["paths"].items():
        for method, one in methods.items():
            told = one.get("description") or one.get("summary", "")
            parameters = tuple(
                Parameter(each["name"], each["in"], each.get("description", "")) for each in one.get("parameters", ())
            )
            page = path.removesuffix(".json") if path.endswith(".json") and "{" not in path else ""
            content = one["responses"]["200"].get("content", {}).get("application/json", {})
            name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
            endpoints.append(Endpoint(method.upper(), path, told, parameters, page.replace("/index", "/"), name))
    schemas = {name: sorted(one.get("properties", {})) for name, one in schema["components"]["schemas"].items()}
    return Reference(heading, tuple(endpoints), schemas)
