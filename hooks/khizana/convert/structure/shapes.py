"""The shape of a line: what can be measured of it without knowing what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from khizana.arabic import fold
from khizana.convert.lines import Line

# A paragraph rather than a phrase, in characters: hand-marked headings end at 92, three quarters of them at 40;
# three quarters of the paragraphs of newspapers begin at 120.
LONG = 90
_FULL_WORDS = 6
_CLOSED = re.compile(r"[.؟?!…؛](?:[\s\"”“»«’')\]\u200e\u200f\u202c*]*)$|[\"”»)]$")
_LETTERS = re.compile(r"[^\W\d_]")
# Bidi controls stand before marks in text copied from right-to-left editors.
CONTROLS = "\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"
_MARK = re.compile(
    rf"[{CONTROLS}\s]*(?P<mark>\*{{1,3}}|#{{1,3}}|[■◆●▪♦◊○►]|•{{1,2}}|[\-–—·]{{1,2}}|"
    rf"\(?[0-9٠-٩۰-۹]{{1,2}}\s?[\-–—).ـ/:]+)[{CONTROLS}\s]*(?=\S)"
)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Shape:
    """A line of the body, measured.

    `folded` has no bidi controls; `words` counts what follows the mark, `mark` is the mark's kind (`1` for any
    number), `skip` its length with the space behind it; `number` is the number it gives, else -1.
    `closed`: does it end as a sentence ends?
    """

    line: Line
    folded: str
    words: int
    size: int
    closed: bool
    mark: str = ""
    skip: int = 0
    number: int = -1

    @property
    def is_long(self) -> bool:
        """Is it as long as a paragraph?"""
        return self.size >= LONG

    @property
    def is_full(self) -> bool:
        """Is it a paragraph, if a short one?"""
        return self.is_long or (self.closed and self.words >= _FULL_WORDS)

    @property
    def is_wordless(self) -> bool:
        """Are there no letters on it: a separator, a number?"""
        return _LETTERS.search(self.folded) is None

    @property
    def asks(self) -> bool:
        """Does it end with a question mark?"""
        return self.folded.rstrip(' .!"”»)*')[-1:] in ("؟", "?")


def measure(line: Line, folded: str) -> Shape:
    """The shape of a line; `folded` is its text, folded."""
    size = line.end - line.start
    mark = _MARK.match(line.text)
    skip = mark.end() if mark else 0
    kind, number = _mark(mark["mark"]) if mark else ("", -1)
    bare = folded if not mark else fold(line.text[skip:])
    return Shape(line, bare, len(bare.split()), size, _is_closed(line.text), kind, skip, number)


def _mark(mark: str) -> tuple[str, int]:
    if number := _NUMBER.search(mark):
        return "1", int(number.group())
    return mark, -1


def _is_closed(text: str) -> bool:
    return _CLOSED.search(text[-12:]) is not None


def neighbour(shapes: Sequence[Shape], place: int) -> Shape | None:
    """The shape at a place, or None outside the body."""
    return shapes[place] if 0 <= place < len(shapes) else None
