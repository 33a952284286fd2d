"""Adding files in the browser: they are kept in a folder beside the record and read as the command reads them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path
from threading import Lock, Thread

import msgspec
from fastapi import Request, Response
from msgspec import Struct
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from kaoyi.errors import KaoyiError, UsageError
from kaoyi.run import Failure, Summary, read_sources
from kaoyi.run.sources import SUFFIXES
from kaoyi.serve.app import Pages, checked_form, look_of, redirect
from kaoyi.serve.wording import wording

MOST_FILES = 500
REMEMBERED = 20


class Reading(Struct, frozen=True):
    """One reading of added files. state: reading, done or failed; done, total: bytes; refused: (name, why)."""

    id: str
    state: str
    files: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    done: int = 0
    total: int = 0
    failures: tuple[Failure, ...] = ()
    summary: Summary | None = None
    problem: str = ""


class Upload(Struct, frozen=True):
    """The page that takes files. possible: whether this record has a place to keep them; problem: why none was taken."""

    heading: str
    kinds: tuple[str, ...]
    limit: int
    possible: bool
    folder: str
    readings: tuple[Reading, ...]
    problem: str = ""


class ReadingPage(Struct, frozen=True):
    """How far a reading has come."""

    heading: str
    reading: Reading


class Desk:
    """Where added files are kept, and what has become of them. One reading at a time."""

    def __init__(self, record: str) -> None:
        self.record = record
        self.folder = None if "://" in record else Path(f"{record}-files")
        self.readings: dict[str, Reading] = {}
        self._lock = Lock()
        self._reading = Lock()

    def begin(self, kept: tuple[str, ...], refused: tuple[tuple[str, str], ...]) -> str:
        """Begin to read what was added; return the name of the reading."""
        with self._lock:
            name = f"{len(self.readings) + 1}"
            self.readings[name] = Reading(name, "reading", kept, refused)
        Thread(target=self._read, args=(name,), daemon=True).start()
        return name

    def _read(self, name: str) -> None:
        def progress(done: int, total: int) -> None:
            self._set(name, done=done, total=total)

        folder = self.folder
        if folder is None:
            return
        with self._reading:
            try:
                summary = read_sources([folder], self.record, progress=progress)
            except KaoyiError as error:
                self._set(name, state="failed", problem=str(error))
                return
        own = tuple(
            Failure(Path(bad.path).name, bad.reason)
            for bad in summary.failures
            if Path(bad.path).parent == folder.absolute()
        )
        self._set(name, state="done", summary=summary, failures=own)

    def _set(self, name: str, **fields: object) -> None:
        with self._lock:
            self.readings[name] = msgspec.structs.replace(self.readings[name], **fields)

    def keep(self, name: str, data: bytes) -> str:
        """Keep one file under a safe name; return that name. Raises UsageError for a kind that is not read."""
        if self.folder is None:
            raise UsageError("this record has no folder for files")
        safe = safe_name(name)
        if not safe.lower().endswith(SUFFIXES):
            raise UsageError(f"only {' '.join(SUFFIXES)} are read")
        self.folder.mkdir(exist_ok=True)
        path = self.folder / safe
        if path.exists() and path.read_bytes() != data:  # another file of the same name: both are kept
            stem, dot, suffix = safe.partition(".")
            path = self.folder / f"{stem}-{hashlib.sha256(data).hexdigest()[:8]}{dot}{suffix}"
        path.write_bytes(data)
        return path.name


def safe_name(name: str) -> str:
    """Return a file name without any path, control sign or leading dot.

    >>> safe_name("../../etc/战报 1.md"), safe_name("C:\\\\x\\\\a.txt"), safe_name("..")
    ('战报 1.md', 'a.txt', 'file')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(sign for sign in last if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    cut = f"{stem[:80]}{dot}{suffix[:10]}" if dot else plain[:80]
    while len(cut.encode()) > 200:
        cut = cut[1:]
    return cut or "file"


def add(pages: Pages) -> None:
    """Add the pages of this module."""
    settings = pages.settings
    desk = Desk(settings.record)

    def upload_page(language: str, problem: str = "") -> Upload:
        readings = tuple(reversed(desk.readings.values()))[:REMEMBERED]
        folder = str(desk.folder.name) if desk.folder else ""
        return Upload(
            wording(language)["upload"],
            SUFFIXES,
            settings.max_upload,
            desk.folder is not None,
            folder,
            readings,
            problem,
        )

    def upload(request: Request) -> Upload:
        return upload_page(look_of(request).language)

    def reading(request: Request) -> ReadingPage:
        found = desk.readings.get(request.path_params["name"])
        if found is None:
            raise UsageError("no files were added under this name since the room was opened")
        return ReadingPage(wording(look_of(request).language)["upload"], found)

    pages.add("/upload", "upload.html", upload, form=True)
    pages.add("/upload/{name}", "reading.html", reading, form=True)

    @pages.app.post("/upload", include_in_schema=False)
    async def take(request: Request) -> Response:
        async with request.form(max_files=MOST_FILES) as form:
            checked_form(request, form.get("token"))
            kept: list[str] = []
            refused: list[tuple[str, str]] = []
            for one in form.getlist("files"):
                if not isinstance(one, UploadFile) or not one.filename:
                    continue
                data = await one.read()
                try:
                    kept.append(await run_in_threadpool(desk.keep, one.filename, data))
                except UsageError as error:
                    refused.append((safe_name(one.filename), str(error)))
        language = look_of(request).language
        if not kept:
            problem = "；".join(f"{name}: {why}" for name, why in refused) or wording(language)["upload.none"]
            return pages.draw(request, "upload.html", upload_page(language, problem), 422)
        return redirect(f"/upload/{desk.begin(tuple(kept), tuple(refused))}")
