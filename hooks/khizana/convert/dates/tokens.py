"""The parts a printed date is made of, as values, and the rule that finds one kind of them on a line."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, tzinfo

from khizana.convert.dates.calendars import Calendar
from khizana.convert.dates.fold import Folded


@dataclass(frozen=True)
class Reading:
    """One way to read three numbers as a day."""

    day: date
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Day:
    """A day of one calendar: its possible readings, the house order (day first) before the others."""

    calendar: Calendar
    readings: tuple[Reading, ...]
    weak: bool = False  # `24-8-20`: a date only where something else says so


@dataclass(frozen=True)
class Range:
    """`3-5 يونيو 2015`: several days, so none."""


@dataclass(frozen=True)
class Clock:
    time: time
    offset: tzinfo | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Weekday:
    number: int  # Monday is 0


@dataclass(frozen=True)
class Zone:
    offset: tzinfo | None  # None: local time, or a place with no known zone
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Updated:
    """`آخر تحديث` and the like."""


Value = Day | Range | Clock | Weekday | Zone | Updated


@dataclass(frozen=True)
class Token:
    """A value and where it stands in the folded line."""

    start: int
    end: int
    value: Value


@dataclass(frozen=True)
class Rule:
    """A pattern and the reader that makes a value of its match, or None if it means nothing after all.

    Every repetition in a pattern is bounded, so a line is scanned in linear time.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Folded], Value | None]

    def tokens(self, line: Folded, taken: bytearray) -> Iterator[Token]:
        """The tokens of this kind outside the characters already `taken`, which they join."""
        for match in self.pattern.finditer(line.text):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            if value := self.read(match, line):
                taken[start:end] = b"\1" * (end - start)
                yield Token(start, end, value)
