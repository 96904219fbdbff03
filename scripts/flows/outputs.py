"""What a step tells the steps after it: names and plain words, written where GitHub reads them."""

from __future__ import annotations

import os
import re
from pathlib import Path

_WORD = re.compile(r"[a-z0-9_-]{1,100}")


def tell(name: str, word: str) -> None:
    """Set an output of this step to one plain word; outside of a workflow nothing happens."""
    if not _WORD.fullmatch(name) or not _WORD.fullmatch(word):
        raise ValueError(f"{name}={word!r} is no plain word")
    if path := os.environ.get("GITHUB_OUTPUT"):
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write(f"{name}={word}\n")
