"""Writing files whole or not at all, asking for them ahead, and removing databases with all that belongs to them."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, content: str | bytes) -> bool:
    """Make `path` hold `content`; False when it already did and nothing was touched.

    The bytes go to a temporary neighbour, reach the disk, then take the name: a reader or a killed run
    sees the old file or the new one. Raises OSError, and UnicodeEncodeError before anything is touched.
    """
    data = content.encode() if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    return True


def ask_for(paths: Iterable[Path]) -> None:
    """Let the system fetch files that are read soon, many at once: a disk is slow one by one."""
    if not hasattr(os, "posix_fadvise"):
        return
    for path in paths:
        with suppress(OSError):
            file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
            try:
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_WILLNEED)
            finally:
                os.close(file)


# What SQLite raises of a damaged file; where its message quotes the damage, not even that can be decoded.
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)


def remove_database(path: Path) -> None:
    """Remove an SQLite file with all that SQLite keeps beside it, if it is there. Raises OSError."""
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
