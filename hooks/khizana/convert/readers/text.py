"""Plain text: one article a file, its first line the title."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from khizana.convert.original import Original, decode, read_bytes
from khizana.problems import ProblemError
from khizana.registry import Registry


def read_text(path: Path, registry: Registry) -> Iterator[Original | ProblemError]:
    """The one article of a text file."""
    data = read_bytes(path)
    yield Original(path, sha256(data).hexdigest(), decode(path, data), data=data)
