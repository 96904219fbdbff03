"""The marks of an original, found again on the paragraphs made of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice

from khizana.ledger import visible
from khizana.profile import Mark
from khizana.profile.marks import MOST_MARKS

# Emphasis over nearly all of a paragraph is how it is set, and stresses no word of it.
_WHOLE = 0.9


class Marks:
    """Marks over a text, looked up by place."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = sorted(marks)
        # Of each mark, how far it and those before it reach.
        self._reach = list(accumulate((mark.end for mark in self._marks), max))

    def within(self, start: int, words: str) -> list[Mark]:
        """The marks over a paragraph of these words that starts there, by places in it; none where they are many."""
        found = list(islice(self._near(start, start + len(words)), MOST_MARKS + 1))
        if not found or len(found) > MOST_MARKS:
            return []
        whole = _WHOLE * len(visible(words))
        own = (Mark(max(0, mark.start - start), mark.end - start, mark.kind, mark.href) for mark in found)
        return [mark for mark in own if mark.kind == "link" or len(visible(words[mark.start : mark.end])) < whole]

    def _near(self, start: int, end: int) -> Iterator[Mark]:
        for place in range(bisect_left(self._reach, start + 1), len(self._marks)):
            mark = self._marks[place]
            if mark.start >= end:
                break
            if mark.end > start:
                yield mark
