"""Plain text: one article a file, its first line the title."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from khizana.convert.original import Original
from khizana.convert.readers.encoding import read_decoded
from khizana.problems import ProblemError
from khizana.registry import Registry


def read_text(path: Path, registry: Registry, encoding: str = "") -> Iterator[Original | ProblemError]:
    """The one article of a text file; `encoding` is what the outlet's profile says."""
    data, text = read_decoded(path, [encoding])
    yield Original(path, sha256(data).hexdigest(), text, data=data)
