"""Days in print, with their eras: `29 يونيو 2017`, `يونيو 29, 2017`, `29/6/2017`, `2017-06-29`, `1438هـ`."""

import re
from datetime import date
from functools import cache
from typing import Literal

from khizana.convert.dates import words
from khizana.convert.dates.calendars import Calendar, beyond_umm_al_qura, calendar_of_year, to_day
from khizana.convert.dates.fold import Folded
from khizana.convert.dates.names import months
from khizana.convert.dates.tokens import Day, Range, Reading, Rule
from khizana.convert.dates.words import AFTER_NUMBER, BEFORE_WORD, GAP, JOINT, any_of, word_key

Order = Literal["dmy", "mdy", "ymd"]

# How three groups of digits may be ordered, by their lengths (4, or 2 for one or two digits).
_ORDERS: dict[tuple[int, int, int], tuple[Order, ...]] = {
    (4, 2, 2): ("ymd",),
    (2, 2, 4): ("dmy", "mdy"),
    (2, 2, 2): ("dmy", "ymd", "mdy"),
}
_POSIX_PIVOT = 69  # strptime's %y: 69–99 are 1969–1999, 00–68 are 2000–2068
_LOOK_BACK = 24  # code points before a number in which a word like رقم counts


@cache
def day_rules() -> tuple[Rule, ...]:
    """The rules for days, the more trustworthy first: what one takes the next ones leave alone."""
    month, era = any_of(months()), any_of(word for eras in words.ERAS.values() for word in eras)
    double = f"(?P<month>{month})(?:{GAP}[/(-]{GAP}(?P<second>{month})(?:{GAP}[)])?)?"
    marked = f"(?:{GAP}(?P<era>{era}))?"
    year = rf"(?P<year>[1-9][0-9]{{3}})(?![0-9]){marked}"
    until = f"{GAP}(?:[/-]|{any_of(words.RANGE_WORDS)}){GAP}"
    several_days = (
        rf"{AFTER_NUMBER}[0-9]{{1,2}}(?:/[0-9]{{1,2}}|{JOINT}(?P<first>{month}))?{until}[0-9]{{1,2}}"
        rf"(?:{JOINT}(?P<last>{month})|(?P<s>[/.-])[0-9]{{1,2}}(?P=s)[0-9]{{4}})"
    )
    day_first = (
        rf"{AFTER_NUMBER}(?P<day>[0-9]{{1,2}}){JOINT}(?:{any_of(words.MONTH_WORDS)}{GAP})?"
        rf"{double}{JOINT}(?:{any_of(words.YEAR_WORDS)}{GAP})?{year}"
    )
    month_first = rf"{BEFORE_WORD}{double}{JOINT}(?P<day>[0-9]{{1,2}})(?:{GAP}[,،/-]{GAP}| {{1,3}}){year}"
    return (
        Rule(re.compile(several_days), _read_range),
        Rule(re.compile(day_first), _read_named),
        Rule(re.compile(month_first), _read_named),
        Rule(re.compile(_numeric(marked)), _read_numeric),
    )


def _numeric(marked: str) -> str:
    """Three numbers, but not inside an address, a version, an identifier, a formula or a longer row."""
    separator = f"{GAP}(?P=sep){GAP}"
    return (
        r"(?<![0-9a-z_@#=&?%$+/\\.])(?<![0-9][:,-])(?<![a-z]-)"
        rf"(?P<a>[0-9]{{1,4}}){GAP}(?P<sep>[/\\.-]){GAP}(?P<b>[0-9]{{1,2}}){separator}(?P<c>[0-9]{{1,4}})"
        r"(?![0-9_%])(?!(?!t[0-9])[a-z])(?![/\\.-][0-9]{1,4}(?![0-9:]))"
        f"{marked}"
    )


def _read_range(match: re.Match[str], line: Folded) -> Range | None:
    """Several days, unless their months are of two calendars: `15 شوال / 31 يوليو 2015` is one day."""
    printed = [_months_by_key()[word_key(match[group])] for group in ("first", "last") if match[group]]
    return Range() if len({calendar for calendar, _ in printed}) < 2 else None


def _read_named(match: re.Match[str], line: Folded) -> Day | None:
    """A day with its month spelled out; two names must be one month (`آذار/مارس`) and fit the era's mark."""
    printed = {_months_by_key()[word_key(match[group])] for group in ("month", "second") if match[group]}
    calendar, month = printed.pop()
    if printed or _era(match) not in (None, calendar):
        return None
    readings = _readings(calendar, ("dmy",), (int(match["day"]), month, int(match["year"])))
    return Day(calendar, readings) if readings else None


def _read_numeric(match: re.Match[str], line: Folded) -> Day | None:
    a, b, c = match["a"], match["b"], match["c"]
    orders = _ORDERS.get((_length(a), _length(b), _length(c)))
    if orders is None or _is_mere_number(match, line):
        return None
    year, era, persian = max(int(a), int(c)), _era(match), _has_persian_digits(match, line)
    short = len(orders) == len(_ORDERS[2, 2, 2])
    if short and persian:
        return None  # `۹۸/۱۱/۲۹`: Iran prints Jalali years so, but nothing on the page says it
    calendar = era or ("gregorian" if short else calendar_of_year(year, persian))
    assumed = ("calendar-assumed",) if calendar == "hijri" and not era else ()
    readings = _readings(calendar, orders, (int(a), int(b), int(c)), assumed)
    return Day(calendar, readings, weak=short and not era) if readings else None


def _length(group: str) -> int:
    """4 for a full year, 2 for one or two digits, 0 for what no part of a date is (`255`, `0099`)."""
    if len(group) <= 2:
        return 2
    return 4 if len(group) == 4 and group[0] != "0" else 0


def _readings(
    calendar: Calendar, orders: tuple[Order, ...], numbers: tuple[int, int, int], flags: tuple[str, ...] = ()
) -> tuple[Reading, ...]:
    """The days that exist among the orders, each day once."""
    found: dict[date, Reading] = {}
    for order in orders:
        part = dict(zip(order, numbers, strict=True))
        year = _full_year(part["y"])
        if day := to_day(calendar, year, part["m"], part["d"]):
            reasons = (
                ("two-digit-year", year != part["y"]),
                ("month-first", order == "mdy"),
                ("not-umm-al-qura", calendar == "hijri" and beyond_umm_al_qura(year, part["m"], part["d"])),
            )
            found.setdefault(day, Reading(day, flags + tuple(flag for flag, holds in reasons if holds)))
    return tuple(found.values())


def _full_year(year: int) -> int:
    if year >= 100:
        return year
    return year + (1900 if year >= _POSIX_PIVOT else 2000)


def _is_mere_number(match: re.Match[str], line: Folded) -> bool:
    """Whether the word before makes it a number (`رقم 12/3/2015`) or a version (`إصدار 1.2.2019`)."""
    dotted = match["sep"] == "."
    if dotted and " " in match[0]:
        return True
    before = line.text[max(0, match.start() - _LOOK_BACK) : match.start()]
    return bool(_number_words(dotted).search(before))


@cache
def _number_words(dotted: bool) -> re.Pattern[str]:
    listed = any_of(words.NUMBER_WORDS + (words.VERSION_WORDS if dotted else ()))
    return re.compile(rf"{BEFORE_WORD}(?:[وبلف]?ال|[وبلف])?{listed}[ :.#]{{0,3}}$")


def _has_persian_digits(match: re.Match[str], line: Folded) -> bool:
    start, end = line.span(*match.span())
    return any("۰" <= char <= "۹" for char in line.raw[start:end])


def _era(match: re.Match[str]) -> Calendar | None:
    return _eras()[word_key(match["era"])] if match["era"] else None


@cache
def _eras() -> dict[str, Calendar]:
    return {word_key(word): calendar for calendar, eras in words.ERAS.items() for word in eras}


@cache
def _months_by_key() -> dict[str, tuple[Calendar, int]]:
    return {word_key(name): month for name, month in months().items()}
