"""Tokens that stand together become one date; what each of them says is weighed against the others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from khizana.convert.dates.lines import Line, lines
from khizana.convert.dates.model import PrintedDate
from khizana.convert.dates.tokens import Clock, Day, Range, Reading, Token, Updated, Value, Weekday, Zone

# A line becomes a row of letters: Hijri, Gregorian and Jalali day, Range, Clock, Weekday, Zone, Updated, and
# a space where nothing joins two of them. A date is a few letters in a row: a day, or one in each of several
# calendars; the clock and its zone before or after; the weekday before a day or at the end. A clock behind
# آخر تحديث that has no day of its own is that of the date before it.
_LETTERS: dict[type[Value], str] = {Range: "R", Clock: "C", Weekday: "W", Zone: "Z", Updated: "U"}
_CALENDARS = {"hijri": "H", "gregorian": "G", "jalali": "J"}
_DAYS = "(?P<a>[HGJ])(?:W?(?!(?P=a))(?P<b>[HGJ])(?:W?(?!(?P=a)|(?P=b))[HGJ])?)?"
_PHRASE = re.compile(
    rf"(?P<updated>U)?(?P<date>(?P<early>CZ?)?W?{_DAYS}(?:W(?![HGJ]))?(?(early)Z?|(?:CZ?)?))"
    "(?:U(?P<later>CZ?)(?!Z?W?[HGJ]))?"
)
_SIGHTINGS = timedelta(days=1)  # by how much Hijri dates of two countries commonly differ

_V = TypeVar("_V", bound=Value)


def find_dates(text: str) -> list[PrintedDate]:
    """All dates of the text, in order, none overlapping. A date does not run over the end of a line."""
    return [found for line in lines(text) for found in _dates(line)]


def read_date(text: str) -> PrintedDate | None:
    """The date of a text that is a date line, else None.

    A date line holds one date, perhaps a second one of updating (then the first is returned), and otherwise
    only loose weekdays, clocks and zones, punctuation, joiners and labels such as `نشر في`.
    """
    printed = list(lines(text))
    dates = [found for line in printed for found in _dates(line)]
    published = [found for found in dates if not found.updated]
    if not dates or len(published) > 1 or not all(line.is_only_dates for line in printed):
        return None
    return (published or dates)[0]


def _dates(line: Line) -> Iterator[PrintedDate]:
    row = _row(line)
    for match in _PHRASE.finditer("".join(map(_letter, row))):
        parts = [token for token in row[slice(*match.span("date"))] if token]
        if _is_weak(parts) and not line.is_only_dates:
            continue
        found = _read(line, parts, updated=match["updated"] is not None)
        yield found
        if match["later"]:
            parts = [token for token in row[slice(*match.span("later"))] if token]
            flags = (*found.flags, "day-from-context")
            yield _printed(line, parts, replace(found, updated=True, flags=flags))


def _row(line: Line) -> list[Token | None]:
    """The tokens, with None between two that nothing joins."""
    row: list[Token | None] = []
    for token in line.tokens:
        if row and row[-1] and not line.joined(row[-1], token):
            row.append(None)
        row.append(token)
    return row


def _letter(token: Token | None) -> str:
    if token is None:
        return " "
    if isinstance(token.value, Day):
        return _CALENDARS[token.value.calendar]
    return _LETTERS[type(token.value)]


def _is_weak(parts: Sequence[Token]) -> bool:
    """Whether this is `24-8-20` with nothing beside it: the number of an article of law as well as a date."""
    return len(parts) == 1 and any(day.weak for day in _values(parts, Day))


def _read(line: Line, parts: Sequence[Token], updated: bool) -> PrintedDate:
    days = _values(parts, Day)
    chief = next((day for day in days if day.calendar == "gregorian"), days[0])
    others = [day for day in days if day is not chief]
    reading, flags = _weigh(chief, others, _values(parts, Weekday))
    found = PrintedDate(0, 0, "", reading.day, None, None, chief.calendar, updated, flags)
    return _printed(line, parts, found)


def _printed(line: Line, parts: Sequence[Token], found: PrintedDate) -> PrintedDate:
    """The date with the span, the time and the zone of the parts."""
    start, end = line.span(parts[0], parts[-1])
    clocks = _values(parts, Clock)
    stated: list[Clock | Zone] = [*clocks, *_values(parts, Zone)]
    return replace(
        found,
        start=line.start + start,
        end=line.start + end,
        printed=line.raw[start:end],
        time=clocks[0].time if clocks else None,
        offset=next((part.offset for part in stated if part.offset), None),
        flags=found.flags + tuple(flag for part in stated for flag in part.flags),
    )


def _weigh(chief: Day, others: list[Day], weekdays: list[Weekday]) -> tuple[Reading, tuple[str, ...]]:
    """The reading that most of the print agrees with (of equals the house order's), and its flags."""

    def agreements(reading: Reading) -> tuple[bool, bool]:
        near = all(any(abs(reading.day - r.day) <= _SIGHTINGS for r in other.readings) for other in others)
        return near, all(reading.day.weekday() == weekday.number for weekday in weekdays)

    best = max(map(agreements, chief.readings))
    candidates = [reading for reading in chief.readings if agreements(reading) == best]
    findings = (
        ("day-month-ambiguous", len(candidates) > 1),
        ("weekday-contradicts", not best[1]),
        ("calendars-contradict", not best[0]),
    )
    return candidates[0], candidates[0].flags + tuple(flag for flag, holds in findings if holds)


def _values(parts: Sequence[Token], kind: type[_V]) -> list[_V]:
    return [part.value for part in parts if isinstance(part.value, kind)]
