"""The engine as a piece of the index: the scripts in `browser/`, joined and made small.

It is written with every index and named by its content, so that a browser never reads an index with another's engine.
The small script is kept beside its sources, and a test holds the two together: a build needs no minifier.
"""

from __future__ import annotations

from pathlib import Path

SCRIPTS = Path(__file__).parent / "browser"
SMALL = SCRIPTS / "engine.min.js"
# Each leaves what it offers in `khizana`, for those after it.
_ORDER = ("bunzip", "pieces", "analyser", "query", "snippets", "ranking", "engine")


def engine() -> bytes:
    """The script that defines `khizana.makeEngine`, which takes the head and the analyser's tables of an index."""
    return SMALL.read_bytes()


def sources() -> str:
    """The same script as people read it."""
    parts = [(SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in _ORDER]
    return "\n".join(["khizana.makeEngine = given => {", *parts, "return khizana.engine;", "};", ""])
