"""Builds killed at random moments: what stands afterwards is the site before or the site after, whole.

An archive goes back and forth between two states, of which each has its own site. A build of the other state is killed
(SIGKILL to everything it started); the site that stands must be, byte for byte, one of the two. Then the build is run
to its end, and the site must be that of the state.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

State = Callable[[], None]


@dataclass
class Victim:
    """An archive that can be brought into two `states`, and the command that builds its site."""

    root: Path
    command: Sequence[str]
    states: tuple[State, State]
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def site(self) -> Path:
        return self.root / "site"

    def start(self) -> subprocess.Popen[bytes]:
        """The build, in a group of processes of its own."""
        return subprocess.Popen(
            list(self.command),
            cwd=self.root,
            env={**os.environ, **self.environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def build(self) -> float:
        """Build to the end; gives the seconds. Raises RuntimeError where that fails."""
        begun = time.monotonic()
        said, _ = (process := self.start()).communicate()
        if process.returncode:
            raise RuntimeError(said.decode())
        return time.monotonic() - begun

    def forget(self) -> None:
        """Take away what a build may have kept for the next one; the site stays."""
        shutil.rmtree(self.root / ".khizana", ignore_errors=True)


@dataclass
class Killed:
    """What happened. `interrupted` counts builds that had not ended when they were killed; the rest must stay empty."""

    times: int = 0
    interrupted: int = 0
    old: int = 0
    new: int = 0
    mixed: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return [*self.mixed, *self.absent, *self.wrong]


def kill_builds(victim: Victim, times: int, seed: int = 1) -> Killed:
    """Kill so many builds, every second one without a cache, each at a random moment of its length."""
    rng = random.Random(seed)
    sites, lengths = _prepare(victim)
    killed = Killed()
    for number in range(times):
        state, cold = 1 - number % 2, number % 4 > 1
        victim.states[state]()
        if cold:
            victim.forget()
        moment = rng.uniform(0, lengths[cold] * 1.05)
        told = f"kill {number}, {'cold' if cold else 'warm'}, after {moment:.3f} s"
        _kill(victim, moment, told, killed)
        _judge(fingerprint(victim.site), sites[1 - state], sites[state], told, killed)
        victim.build()
        if fingerprint(victim.site) != sites[state]:
            killed.wrong.append(f"{told}: the next build made another site")
    return killed


def _prepare(victim: Victim) -> tuple[list[str], tuple[float, float]]:
    """The fingerprints of the two sites, built clean, and the seconds of a warm and a cold build; the first stands."""
    sites: list[str] = []
    for state in reversed(victim.states):
        victim.forget()
        shutil.rmtree(victim.site, ignore_errors=True)
        state()
        cold = victim.build()
        sites.insert(0, fingerprint(victim.site))
    victim.states[1]()
    warm = victim.build()
    victim.states[0]()
    victim.build()
    return sites, (warm, cold)


def _kill(victim: Victim, moment: float, told: str, killed: Killed) -> None:
    killed.times += 1
    process = victim.start()
    watch = _Watch(victim.site)
    watch.start()
    try:
        process.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        killed.interrupted += 1
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    if watch.end():
        killed.absent.append(f"{told}: there was a moment without a site")


def _judge(found: str, old: str, new: str, told: str, killed: Killed) -> None:
    if found == old:
        killed.old += 1
    elif found == new:
        killed.new += 1
    else:
        killed.mixed.append(f"{told}: neither the old site nor the new one stands")


class _Watch(threading.Thread):
    """Asks again and again whether the site is there, as a web server would."""

    def __init__(self, site: Path) -> None:
        super().__init__(daemon=True)
        self._home, self._missed, self._over = site / "index.html", 0, threading.Event()

    def run(self) -> None:
        while not self._over.wait(0.0005):
            self._missed += not self._home.exists()

    def end(self) -> int:
        """How often it was not."""
        self._over.set()
        self.join()
        return self._missed


def fingerprint(folder: Path) -> str:
    """One hash of the paths and bytes of all files below a folder."""
    whole = blake2b(digest_size=16)
    for path in sorted(_files(folder)):
        content = blake2b(Path(path).read_bytes(), digest_size=16).digest()
        whole.update(path.removeprefix(str(folder)).encode() + b"\x00" + content)
    return whole.hexdigest()


def _files(folder: Path) -> Iterator[str]:
    for base, _, names in os.walk(folder):
        yield from (f"{base}/{name}" for name in names)
