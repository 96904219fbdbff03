"""Plain text: one article a file, its first line the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from khizana.convert.original import Original, refused
from khizana.convert.readers.encoding import read_decoded
from khizana.problems import ProblemError
from khizana.registry import Registry

# Reading a line takes thirty times its size in memory; the longest article in a line of its own has 60,000 characters.
_LONGEST_LINE = 3_000_000
_TOO_LONG = re.compile(rf"[^\n\r]{{{_LONGEST_LINE}}}")


def read_text(path: Path, registry: Registry, encoding: str = "") -> Iterator[Original | ProblemError]:
    """The one article of a text file; `encoding` is what the outlet's profile says."""
    data, text = read_decoded(path, [encoding])
    if _TOO_LONG.search(text):
        raise refused(path, f"has a line of more than {_LONGEST_LINE:,} characters; break it into paragraphs")
    yield Original(path, sha256(data).hexdigest(), text, data=data)
