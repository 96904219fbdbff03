"""Templates as Python, kept between builds: compiling them takes a third of a second each time."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache

_FOLDER = Path(sys.prefix) / "share" / "khizana" / "templates"


def compiled_templates() -> BytecodeCache | None:
    """Where Jinja keeps them; None where there is no place for them.

    They are programs, so they lie with Python's own in the virtual environment and not in the archive's cache, which
    may come from elsewhere. Jinja compares the source of each and its own version.
    """
    if sys.prefix == sys.base_prefix:
        return None
    with suppress(OSError):
        _FOLDER.mkdir(parents=True, exist_ok=True)
        return FileSystemBytecodeCache(str(_FOLDER))
    return None
