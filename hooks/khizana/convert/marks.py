"""The marks of an original, found again on the paragraphs made of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate

from khizana.ledger import visible
from khizana.profile import Mark

# Emphasis over nearly all of a paragraph is how it is set, and stresses no word of it.
_WHOLE = 0.9


class Marks:
    """Marks over a text, looked up by place."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = sorted(marks)
        # Of each mark, how far it and those before it reach.
        self._reach = list(accumulate((mark.end for mark in self._marks), max))

    def within(self, start: int, words: str) -> Iterator[Mark]:
        """The marks over a paragraph of these words that starts there, by places in it."""
        end = start + len(words)
        for place in range(bisect_left(self._reach, start + 1), len(self._marks)):
            mark = self._marks[place]
            if mark.start >= end:
                break
            own = Mark(max(0, mark.start - start), min(len(words), mark.end - start), mark.kind, mark.href)
            if own.start < own.end and (own.kind == "link" or not _is_all(words, own)):
                yield own


def _is_all(words: str, mark: Mark) -> bool:
    return len(visible(words[mark.start : mark.end])) >= _WHOLE * len(visible(words))
