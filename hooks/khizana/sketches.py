"""Near-duplicates: the same article under another address, or with a few words changed.

Each text gets a bottom-k sketch (Broder 1997): the smallest hashes of its runs of three folded words. The
share of hashes two sketches have in common estimates how much of the two texts is the same.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from zlib import crc32

from khizana.arabic import fold

_WORD = re.compile(r"\w+")
_RUN = 3
_SIZE = 32
# Two changed words in sixty leave about 0.8 of the runs; unrelated news of one day share under 0.1.
ALIKE = 0.8
# Below this there are too few runs to tell a repeated formula from a repeated article.
_FEWEST_WORDS = 12


def sketch(text: str) -> tuple[int, ...]:
    """The sketch of a text, sorted; empty where the text is too short to be told from others."""
    words = _WORD.findall(fold(text))
    if len(words) < _FEWEST_WORDS:
        return ()
    runs = {" ".join(words[place : place + _RUN]) for place in range(len(words) - _RUN + 1)}
    return tuple(sorted({crc32(run.encode()) for run in runs})[:_SIZE])


def likeness(one: Iterable[int], other: Iterable[int]) -> float:
    """The estimated share of runs two texts have in common, 0 to 1."""
    ours, theirs = set(one), set(other)
    smallest = sorted(ours | theirs)[:_SIZE]
    return sum(number in ours and number in theirs for number in smallest) / len(smallest) if smallest else 0.0


@dataclass
class Sketches:
    """The sketches of an archive, searched by shared hashes."""

    _by_id: dict[str, tuple[int, ...]] = field(default_factory=dict)
    _by_hash: dict[int, list[str]] = field(default_factory=dict)

    def add(self, id: str, numbers: tuple[int, ...]) -> None:
        """Remember the sketch of an article."""
        self._by_id[id] = numbers
        for number in numbers:
            self._by_hash.setdefault(number, []).append(id)

    def like(self, numbers: tuple[int, ...]) -> str | None:
        """The article most like this sketch, if one is near enough to be the same article."""
        shared = Counter(id for number in numbers for id in self._by_hash.get(number, ()))
        near = ((likeness(numbers, self._by_id[id]), id) for id, _ in shared.most_common(5))
        share, id = max(near, default=(0.0, ""))
        return id if share >= ALIKE else None
