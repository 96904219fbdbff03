"""A line of text as the parts of dates on it, and what joins them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from khizana.convert.dates import words
from khizana.convert.dates.days import day_rules
from khizana.convert.dates.fold import Folded, fold
from khizana.convert.dates.times import time_rules
from khizana.convert.dates.tokens import Range, Token
from khizana.convert.dates.words import BEFORE_WORD, any_of

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_DIGIT = re.compile(r"\d")
_PUNCTUATION = "[ ,،؛;:/|()\\[\\]•·*-]"  # no full stop: a date does not run over the end of a sentence
_LONGEST_GAP = 40  # code points between two parts of one date


@dataclass(frozen=True)
class Line:
    """A line as printed, and the code point of the text it starts at."""

    start: int
    raw: str

    @cached_property
    def folded(self) -> Folded:
        return fold(self.raw)

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The parts of dates, in order, none overlapping; nothing if there is no day among them."""
        if not _DIGIT.search(self.raw):
            return ()
        taken = bytearray(len(self.folded.text))
        found = [token for rule in day_rules() for token in rule.tokens(self.folded, taken)]
        if found:
            found += [token for rule in time_rules() for token in rule.tokens(self.folded, taken)]
        return tuple(sorted(found, key=lambda token: token.start))

    @cached_property
    def is_only_dates(self) -> bool:
        """Whether nothing is printed but parts of dates, joiners, labels and punctuation."""
        ends = [0, *(token.end for token in self.tokens)]
        starts = [*(token.start for token in self.tokens), len(self.folded.text)]
        rests = (self.folded.text[end:start] for end, start in zip(ends, starts, strict=True))
        ranges = any(isinstance(token.value, Range) for token in self.tokens)
        return not ranges and not any(_fillers().sub("", rest) for rest in rests)

    def joined(self, left: Token, right: Token) -> bool:
        """Whether only joiners (`الموافق`, `الساعة`, a comma) stand between two tokens."""
        gap = self.folded.text[left.end : right.start]
        return len(gap) <= _LONGEST_GAP and not _joiners().sub("", gap)

    def span(self, first: Token, last: Token) -> tuple[int, int]:
        """The span of the printed line from the first token to the last, with the brackets they lack."""
        start, end = self.folded.span(first.start, last.end)
        opens, closes = _unmatched(self.raw[start:end])
        start -= closes and self.raw.endswith("(", 0, start)
        end += opens and self.raw.startswith(")", end)
        return start, end


def lines(text: str) -> Iterator[Line]:
    """The lines of the text that are not empty."""
    for match in _LINE.finditer(text):
        yield Line(match.start(), match[0])


def _unmatched(text: str) -> tuple[bool, bool]:
    """Whether a bracket of the text is opened and not closed, closed and not opened."""
    depth = lowest = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        lowest = min(lowest, depth)
    return depth > lowest, lowest < 0


@cache
def _joiners() -> re.Pattern[str]:
    return re.compile(f"{_PUNCTUATION}|{BEFORE_WORD}{any_of(words.JOINERS)}")


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile(rf"{_PUNCTUATION}|\.|{BEFORE_WORD}{any_of(words.JOINERS + words.LABELS)}")
