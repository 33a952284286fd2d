"""The step of a wheel's build that compiles the readers (see ``compile_readers.py``); named in ``pyproject.toml``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))
from compile_readers import compile_readers, wanted


class CompileReaders(BuildHookInterface):
    """Puts the compiled modules into a wheel; an installation that runs from a checkout has ``make compile``."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is packed."""
        if version == "editable" or not wanted():
            return
        try:
            made = compile_readers(Path(self.root) / "src", Path(self.directory) / "compiled")
        except Exception as error:
            self.app.display_warning(f"the readers could not be compiled and run from their sources: {error}")
            return
        build_data["force_include"].update({str(path): place for path, place in made})
        build_data["pure_python"], build_data["infer_tag"] = False, True
