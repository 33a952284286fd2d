"""Compile the readers, the modules that every document passes through, with mypyc; without a C compiler, say so and go on.

    python scripts/compile_readers.py          beside the sources, for work on them (make compile)
    pip install .                              the same as a step of the build (compile_for_wheel.py)

The compiled modules do what their sources do, only faster: a test reads the same documents with both. ``KAOYI_COMPILE=0``
leaves them out. Beside the sources a manifest tells from which they were made; when these change, the program goes back
to them by itself (``kaoyi.compiled``).
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

PARTS = (
    "mentions", "claims", "events", "audits", "documents", "disputes", "text.py", "offsets.py",
    "store/rows.py", "store/words.py", "store/join.py",
)  # fmt: skip
LEFT_OUT = (
    "documents/dump.py",  # waits for the disk more than for the processor
    "disputes/facts.py",  # values that are unpacked by their types, which compiled classes do not keep
)
SHARED = "kaoyi__mypyc"


def readers(package: Path) -> list[Path]:
    """Return the sources that are compiled, relative to the folder that holds the package."""
    found = [
        path
        for part in PARTS
        for path in ([package / part] if part.endswith(".py") else (package / part).rglob("*.py"))
    ]
    kept = [path for path in found if path.relative_to(package).as_posix() not in LEFT_OUT]
    return sorted(path.relative_to(package.parent) for path in kept)


def compile_readers(sources: Path, build: Path) -> list[tuple[Path, str]]:
    """Compile into ``build``; return each compiled file with its place beside the sources. Raises where it cannot be done."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    build.mkdir(parents=True, exist_ok=True)
    with _inside(sources), _silent():
        paths = [str(path) for path in readers(sources / "kaoyi")]
        extensions = mypycify(
            [f"--config-file={os.devnull}", "--ignore-missing-imports", f"--cache-dir={build / 'types'}", *paths],
            opt_level="1", debug_level="0", multi_file=True, target_dir=str(build / "c"), group_name="kaoyi",
        )  # fmt: skip
        work: Any = Distribution({"name": "kaoyi", "ext_modules": extensions}).get_command_obj("build_ext")
        work.build_lib, work.build_temp, work.parallel = str(build / "lib"), str(build / "objects"), os.cpu_count()
        work.ensure_finalized()
        with _many_at_once():
            work.run()
        return [(Path(work.get_ext_fullpath(one.name)), work.get_ext_filename(one.name)) for one in extensions]


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Keep what compilers print; show it only when they fail."""
    sys.stdout.flush()
    kept = os.dup(1), os.dup(2)
    with tempfile.TemporaryFile("w+b") as told:
        os.dup2(told.fileno(), 1)
        os.dup2(told.fileno(), 2)
        failed = True
        try:
            yield
            failed = False
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            for number, saved in enumerate(kept, 1):
                os.dup2(saved, number)
                os.close(saved)
            if failed:
                told.seek(0)
                os.write(2, told.read()[-4000:])


@contextlib.contextmanager
def _many_at_once() -> Iterator[None]:
    """Have setuptools compile the C files of one extension on all cores, and only those that changed: alone it does neither."""
    from distutils.ccompiler import CCompiler

    one_by_one = CCompiler.compile

    def compile_all(self: Any, sources: list[str], output_dir: str | None = None, **options: Any) -> list[str]:
        headers = {header for source in sources for header in Path(source).parent.rglob("*.h")}
        newest = max((header.stat().st_mtime for header in headers), default=0.0)

        def compile_one(source: str) -> list[str]:
            made: list[str] = self.object_filenames([source], output_dir=output_dir or "")
            if all(
                os.path.exists(path) and os.path.getmtime(path) > max(os.path.getmtime(source), newest) for path in made
            ):
                return made
            done: list[str] = one_by_one(self, [source], output_dir=output_dir, **options)
            return done

        with ThreadPoolExecutor(os.cpu_count()) as crew:
            return [path for paths in crew.map(compile_one, sources) for path in paths]

    setattr(CCompiler, "compile", compile_all)  # noqa: B010
    try:
        yield
    finally:
        setattr(CCompiler, "compile", one_by_one)  # noqa: B010


def has_compiler() -> bool:
    """Whether a C program that includes Python's headers can be compiled here."""
    import sysconfig

    command = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()
    headers = sysconfig.get_paths()["include"]
    with tempfile.TemporaryDirectory() as place:
        asked = [*command, f"-I{headers}", "-x", "c", "-", "-c", "-o", str(Path(place) / "tried.o")]
        try:
            done = subprocess.run(asked, input=b"#include <Python.h>\n", capture_output=True, check=False)
        except OSError:
            return False
    return done.returncode == 0


def wanted() -> bool:
    """Whether to compile: not where it was declined, nor where nothing can."""
    if os.environ.get("KAOYI_COMPILE") == "0":
        return False
    if not has_compiler():
        print(
            "no C compiler with Python's headers: the readers run uncompiled and take half as long again",
            file=sys.stderr,
        )
        return False
    return True


def beside_the_sources(root: Path) -> None:
    """Compile, and put the compiled modules and their manifest where the sources are."""
    import shutil

    sources = root / "src"
    sys.path.insert(0, str(sources))
    from kaoyi import compiled

    for old in sources.rglob("*.so"):
        old.unlink()
    compiled.MANIFEST.unlink(missing_ok=True)
    if not wanted():
        return
    print("compiling the readers: two or three minutes the first time", file=sys.stderr)
    seen = compiled.seen(readers(sources / "kaoyi"), sources)
    try:
        done = compile_readers(sources, root / "build" / "compiled")
    except Exception as error:
        print(
            f"the readers could not be compiled and run from their sources and take half as long again: {error}",
            file=sys.stderr,
        )
        return
    for made, place in done:
        shutil.copy2(made, sources / place)
    compiled.write(seen)


if __name__ == "__main__":
    beside_the_sources(Path(__file__).resolve().parents[1])
