"""What was read of ledgers before, so that a run need not read them all: their sketches.

A line for each ledger, with the size and the time of change of the file it was read from. Where that is not the
file's any more, or the line is damaged, the ledger is read; without this file only time is lost.
"""

from __future__ import annotations

import base64
import binascii
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path

from khizana.files import write_whole
from khizana.ledger import read_ledger

_HEAD = "khizana ledgers 1"


class Remembered:
    """The sketches of ledgers by their ids; empty for an article that has none or no page."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines: dict[str, str] = {}
        self._loaded = False

    def sketches(self, ledgers: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, tuple[int, ...]]]:
        """The sketch of each of these ledgers that has one. Raises ProblemError where a ledger is damaged."""
        before = self._read()
        self._loaded = True
        for id, path in ledgers:
            stat = path.stat()
            start = f"{id} {stat.st_size} {stat.st_mtime_ns} "
            line = before.get(id, "")
            numbers = _unpacked(line[len(start) :]) if line.startswith(start) else None
            if numbers is None:
                ledger = read_ledger(path)
                numbers = () if ledger.duplicate_of else ledger.sketch
            self._lines[id] = start + _packed(numbers)
            if numbers:
                yield id, numbers

    def write(self) -> None:
        """Keep what was learnt. What cannot be kept is learnt again."""
        if not self._loaded:
            return
        try:
            write_whole(self._path, "".join(f"{line}\n" for line in (_HEAD, *self._lines.values())))
        except OSError:
            return

    def _read(self) -> dict[str, str]:
        try:
            head, *lines = self._path.read_text("ascii").split("\n")
        except (OSError, UnicodeDecodeError):
            return {}
        return {line.partition(" ")[0]: line for line in lines} if head == _HEAD else {}


def _packed(numbers: tuple[int, ...]) -> str:
    return base64.b64encode(struct.pack(f"<{len(numbers)}I", *numbers)).decode("ascii") + "."


def _unpacked(text: str) -> tuple[int, ...] | None:
    """The numbers of a line, or None where it is damaged."""
    try:
        data = base64.b64decode(text.removesuffix("."), validate=True)
        return struct.unpack(f"<{len(data) // 4}I", data) if text.endswith(".") else None
    except (binascii.Error, ValueError, struct.error):
        return None
