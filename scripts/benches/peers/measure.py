"""What a command costs: wall time, processor time, and the most memory it and everything it started had at once."""

from __future__ import annotations

import os
import re
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

_EVERY = 0.25


@dataclass(frozen=True)
class Cost:
    """Seconds, megabytes (of 1,000,000 bytes), and the bytes and files of what was made."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    bytes: int = 0
    files: int = 0

    def __add__(self, other: Cost) -> Cost:
        """The cost of one after the other."""
        return Cost(
            self.wall_s + other.wall_s,
            self.cpu_s + other.cpu_s,
            max(self.peak_mb, other.peak_mb),
            self.bytes + other.bytes,
            self.files + other.files,
        )


class FailedError(Exception):
    """A measured command that failed; its message is the end of what it said."""


def run(command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """Run a command in a folder and wait for it. Raises FailedError.

    Memory is summed over the tree of processes, looked at four times a second; of a page that several share each has
    its part (PSS), as forked processes share nearly all.
    """
    begun = time.monotonic()
    with subprocess.Popen(
        list(map(str, command)),
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        watch = _Watch(process.pid)
        watch.start()
        assert process.stdout
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - begun
        peak = watch.end()
    if process.returncode:
        raise FailedError(f"{' '.join(map(str, command))} ended with {process.returncode}\n{said.decode()[-2000:]}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, peak / 1e6)


class _Watch(threading.Thread):
    """Looks at the memory of a process and its descendants until told to end."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._most, self._over = pid, 0, threading.Event()

    def run(self) -> None:
        while not self._over.wait(_EVERY):
            self._most = max(self._most, sum(map(_resident, descendants(self._pid))))

    def end(self) -> int:
        """The most bytes seen."""
        self._over.set()
        self.join()
        return self._most


def descendants(pid: int) -> Iterator[int]:
    """A process and all it started that still run."""
    yield pid
    try:
        children = [child for task in Path(f"/proc/{pid}/task").iterdir() for child in _read(task / "children").split()]
    except OSError:
        return
    for child in children:
        yield from descendants(int(child))


def _resident(pid: int) -> int:
    found = re.search(r"^Pss: +(\d+) kB", _read(Path(f"/proc/{pid}/smaps_rollup")), re.MULTILINE)
    return int(found[1]) * 1024 if found else 0


def _read(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def size_of(folder: Path) -> tuple[int, int]:
    """Bytes and number of the files below a folder."""
    total = count = 0
    for base, _, names in os.walk(folder):
        for name in names:
            total += os.lstat(f"{base}/{name}").st_size
            count += 1
    return total, count


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        round(median(cost.wall_s for cost in costs), 2),
        round(median(cost.cpu_s for cost in costs), 2),
        round(median(cost.peak_mb for cost in costs), 1),
        costs[-1].bytes,
        costs[-1].files,
    )
