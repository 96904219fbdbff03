"""How far long work is: said now and then to a person who waits, never to a log."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_EVERY = 2.0  # seconds


def is_watched() -> bool:
    """Whether a person is likely to read what is said now."""
    return sys.stderr.isatty() and not os.environ.get("CI")


@dataclass
class Progress:
    """Says through `say` how much of each stage is done, its rate and the time left."""

    say: Callable[[str], object]
    watched: bool = field(default_factory=is_watched)
    _began: dict[str, float] = field(default_factory=dict)
    _said: float = 0.0

    def tell(self, stage: str, done: int, total: int) -> None:
        """`done` of `total` are done."""
        if not self.watched:
            return
        now = time.monotonic()
        self._began.setdefault(stage, now)
        if done and now - self._said > _EVERY:
            self._said = now
            self.say(pace(stage, done, total, now - self._began[stage]))


def pace(stage: str, done: int, total: int, seconds: float) -> str:
    """`articles read: 1,200 of 10,000, 350 a second, 25 s left`."""
    rate = done / max(seconds, 1e-9)
    return f"{stage}: {done:,} of {total:,}, {rate:,.0f} a second, {(total - done) / max(rate, 1e-9):,.0f} s left"
