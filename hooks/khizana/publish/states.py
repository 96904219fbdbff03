"""Files of a site as the system knows them: how one shows that it is untouched, and how it gets a second name."""

from __future__ import annotations

import os
import shutil
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_STATE = struct.Struct("<qqq")


def state_of(path: str) -> bytes:
    """What shows that a file is untouched: its size, moment and inode; empty where it is not there."""
    try:
        return _packed(os.stat(path, follow_symlinks=False))  # noqa: PTH116 - a Path each for 100,000 files takes a second
    except OSError:
        return b""


def states_in(folder: Path) -> dict[str, bytes]:
    """Address and state of every file in a folder, which need not be there."""
    return dict(states(str(folder))) if folder.is_dir() else {}


def states(folder: str, below: str = "") -> Iterator[tuple[str, bytes]]:
    """Address and state of every file in a folder; what is neither file nor folder, a link say, is removed."""
    with os.scandir(f"{folder}/{below}") as entries:
        for entry in list(entries):
            if entry.is_dir(follow_symlinks=False):
                yield from states(folder, f"{below}{entry.name}/")
            elif entry.is_file(follow_symlinks=False):
                yield f"{below}{entry.name}", _packed(entry.stat(follow_symlinks=False))
            else:
                Path(entry).unlink()


def _packed(status: os.stat_result) -> bytes:
    return _STATE.pack(status.st_size, status.st_mtime_ns, status.st_ino)


def bring(standing: str, fresh: str, state: bytes) -> bytes:
    """Give a file of a state a second name, or copy it where the system has no links; its state, empty on failure."""
    try:
        os.link(standing, fresh)
    except OSError:
        try:
            shutil.copy2(standing, fresh)
        except OSError:
            return b""
        return state_of(fresh)
    return state


def link_equal(standing: Path, fresh: Path) -> bool:
    """Let `fresh` be the standing file if both hold the same bytes; says whether they do."""
    with suppress(OSError):
        if standing.stat().st_size == fresh.stat().st_size and standing.read_bytes() == fresh.read_bytes():
            neighbour = fresh.with_name(f".{fresh.name}.tmp")
            os.link(standing, neighbour)
            neighbour.replace(fresh)
            return True
    return False
