"""What a furniture rule sees: one line, folded, and the page around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from khizana.convert.lines import Line

# How far from the end of the page footers are looked for, in lines. The longest known, a subscription
# notice of five lines under an e-mail address, fits twice.
_FOOT = 12
_FEW = 5


@dataclass(frozen=True)
class Spot:
    """A line, its folded text and its place among the lines of the page."""

    line: Line
    folded: str
    place: int


@dataclass(frozen=True)
class Page:
    """The folded title of the page, its folded lines, and the folded lines its outlet's profile calls furniture."""

    title: str
    lines: Sequence[str]
    known: frozenset[str] = frozenset()

    @cached_property
    def _times(self) -> Counter[str]:
        """How often each line occurs, on its own or behind the first word of another line."""
        return Counter(self.lines) + Counter(line.partition(" ")[2] for line in self.lines)

    def times(self, folded: str) -> int:
        """How often the line occurs on the page, on its own or with one word, such as a button's, before it."""
        return self._times[folded]

    def in_foot(self, place: int) -> bool:
        """Is the line among the last of the page?"""
        return place >= len(self.lines) - _FOOT

    def is_near_end(self, place: int) -> bool:
        """Is the line one of the last three?"""
        return place >= len(self.lines) - 3

    def is_last(self, place: int) -> bool:
        """Is the line the last one but for one of a few words, such as a control?"""
        return place >= len(self.lines) - 2 and all(len(line.split()) < _FEW for line in self.lines[place + 1 :])

    def announces(self, place: int) -> bool:
        """Does the line above end with a colon?"""
        return 0 < place <= len(self.lines) and self.lines[place - 1].endswith(":")

    def begins_title(self, folded: str) -> bool:
        """Is the text, broken off or not, the beginning of the title? One word is too little to say."""
        words = folded.rstrip(" .…")
        return len(words.split()) > 1 and self.title.startswith(words)


@dataclass(frozen=True)
class Rule:
    """`why` is the reason in Arabic, for the editor who asks what became of a line."""

    name: str
    why: str
    holds: Callable[[Spot, Page], bool]
