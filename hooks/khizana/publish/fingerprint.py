"""What a build is made of beside the archive: the code and the libraries that render it."""

from __future__ import annotations

import platform
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import msgspec

# What text passes through on its way to a page.
_LIBRARIES = ("ahocorasick-rs", "Babel", "Jinja2", "Markdown", "MarkupSafe", "msgspec", "python-slugify")
_LIBRARY = Path(__file__).resolve().parent.parent


def digest_of_value(value: object) -> bytes:
    """A digest of any value of plain kinds."""
    return blake2b(msgspec.msgpack.encode(value, order="deterministic"), digest_size=16).digest()


@cache
def code_fingerprint() -> bytes:
    """Changes when a module or template of the library changes, or a library that renders text, or Python."""
    digest = blake2b(platform.python_version().encode(), digest_size=16)
    for name in _LIBRARIES:
        digest.update(f"{name}={version(name)}\n".encode())
    for path in sorted(path for path in _LIBRARY.rglob("*") if path.is_file() and _is_ours(path)):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(_LIBRARY).as_posix()} {len(content)}\n".encode() + content)
    return digest.digest()


def _is_ours(path: Path) -> bool:
    """Not what Python or a tool put there."""
    return not any(part == "__pycache__" or part.startswith(".") for part in path.relative_to(_LIBRARY).parts)
