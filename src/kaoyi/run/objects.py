"""Sources in object storage (``s3://``, ``gs://``, ``https://`` … whatever fsspec opens), beside files on disk."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from kaoyi.errors import UsageError

UNKNOWN = -1
"""The time of change of what tells none: never trusted, so the bytes are looked at again."""


def is_object(path: str) -> bool:
    """Whether a source is a URL rather than a path.

    >>> is_object("s3://bucket/news"), is_object("/srv/news")
    (True, False)
    """
    return "://" in path


def under(url: str) -> tuple[list[tuple[str, int, int]], bool]:
    """Return (URL, size, time of change) of every object under a URL, sorted, and whether it is a folder.

    Raises OSError when it cannot be listed, UsageError when the package that opens such URLs is missing.
    """
    system, place = _open(url)
    before = url[: len(url) - len(url.partition("://")[2])]
    told = system.info(place)
    folder = told["type"] == "directory"
    found = system.find(place, detail=True) if folder else {place: told}
    rows = [(before + path.lstrip("/"), one) for path, one in found.items()]
    if before == "file://":
        rows = [(before + path, one) for path, one in found.items()]
    return sorted((path, int(one.get("size") or 0), _changed(one)) for path, one in rows), folder


def look(url: str) -> tuple[int, int]:
    """Return the size and time of change of one object. Raises OSError."""
    system, place = _open(url)
    told = system.info(place)
    return int(told.get("size") or 0), _changed(told)


@contextmanager
def on_disk(path: str) -> Iterator[str]:
    """The path of a file on this machine's disk with the bytes of a source; a copy, for as long as it is needed, of an object.

    Raises OSError when it cannot be fetched.
    """
    if not is_object(path):
        yield path
        return
    system, place = _open(path)
    handle, copy = tempfile.mkstemp(prefix="kaoyi-", suffix=os.path.basename(place)[-40:])
    os.close(handle)
    try:
        system.get_file(place, copy)
        yield copy
    finally:
        os.unlink(copy)


def content(url: str, data: bytes | None = None) -> bytes:
    """Return the bytes at a URL or path, or write ``data`` there, whole or not at all."""
    if is_object(url):
        system, place = _open(url)
        if data is None:
            return bytes(system.cat_file(place))
        system.makedirs(os.path.dirname(place), exist_ok=True)
        system.pipe_file(place, data)
        return data
    if data is None:
        with open(url, "rb") as file:
            return file.read()
    os.makedirs(os.path.dirname(url), exist_ok=True)
    handle, begun = tempfile.mkstemp(dir=os.path.dirname(url), suffix=".part")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.replace(begun, url)
    return data


def _open(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError as error:
        raise UsageError(f"{url}: this needs the package fsspec: pip install 'kaoyi[ray]'") from error
    try:
        system, place = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {error}") from error
    return system, place


def _changed(told: dict[str, Any]) -> int:
    """When an object last changed, in nanoseconds, mixed with its tag where it has one."""
    when = next(
        (told[key] for key in ("LastModified", "mtime", "last_modified", "created", "updated") if key in told), None
    )
    if isinstance(when, str):
        when = datetime.fromisoformat(when.replace("Z", "+00:00"))
    if isinstance(when, datetime):
        when = (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
    if when is None:
        return UNKNOWN
    tag = str(told.get("ETag") or "")
    mark = int.from_bytes(hashlib.sha256(tag.encode()).digest()[:3], "big") if tag else 0
    return int(float(when) * 1_000_000) * 1_000 + mark % 1_000
