"""What stands beside a day: clocks (`03:01 م`), weekdays, zones (`بتوقيت غرينتش`) and `آخر تحديث`."""

import re
from datetime import UTC, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from khizana.convert.dates import words
from khizana.convert.dates.fold import Folded
from khizana.convert.dates.names import weekdays, zones
from khizana.convert.dates.tokens import Clock, Rule, Updated, Weekday, Zone
from khizana.convert.dates.words import AFTER_NUMBER, AFTER_WORD, BEFORE_WORD, GAP, any_of, word_key

_WIDEST_OFFSET = timedelta(hours=14)  # Pacific/Kiritimati


@cache
def time_rules() -> tuple[Rule, ...]:
    """The rules for everything but days."""
    clock = (
        rf"(?:(?<=[0-9][-/][0-9]{{2}})(?P<iso>t)|{AFTER_NUMBER})(?P<hour>[0-9]{{1,2}})"
        r"(?:(?P<sep> ?[:.] ?|h)(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{1,9})?)?)?(?![0-9])"
        # A bare offset only as ISO 8601 has it: `14:05-15:00` is a span of time.
        r"(?:(?(iso)|(?<=:[0-9]{2}:[0-9]{2}))(?:(?P<utc>z)|(?P<sign>[+-])(?P<hours>[0-9]{2}):?(?P<minutes>[0-9]{2})))?"
        rf"(?:{GAP}(?P<half>{any_of(words.HALF_WORDS)}))?"
    )
    utc = (
        rf"{BEFORE_WORD}(?P<utc>gmt|utc|ت\.غ|تغ){AFTER_WORD}"
        rf"(?:{GAP}(?P<sign>[+-]){GAP}(?P<hours>[0-9]{{1,2}})(?::?(?P<minutes>[0-9]{{2}}))?(?![0-9]))?"
    )
    place = rf"{BEFORE_WORD}(?:ب?(?:ال)?توقيت|به وقت) {{1,3}}(?P<place>{any_of(zones())}|[^\W\d_]{{1,30}})"
    updated = rf"{BEFORE_WORD}(?:{any_of(words.UPDATED)}|تحديث(?= ?:))"
    return (
        Rule(re.compile(clock), _read_clock),
        Rule(re.compile(BEFORE_WORD + any_of(weekdays())), _read_weekday),
        Rule(re.compile(utc), _read_utc),
        Rule(re.compile(place), _read_place),
        Rule(re.compile(updated), lambda match, line: Updated()),
    )


def _read_clock(match: re.Match[str], line: Folded) -> Clock | None:
    hour, half = int(match["hour"]), match["half"] and words.HALVES[word_key(match["half"])]
    if not _is_clock(match) or hour > 23:
        return None
    flags = ("time-contradicts",) if half and half.morning and hour > 12 else ()
    if half and hour in half.afternoon:
        hour += 12
    elif half and half.midnight and hour == 12:
        hour = 0
    return Clock(time(hour, int(match["minute"] or 0)), _offset(match), flags)


def _is_clock(match: re.Match[str]) -> bool:
    """`9:23` is a clock; `9.23` only with a half of the day, `9` only with one that is more than a letter."""
    half = match["half"] or ""
    if match["sep"] is None:
        return len(half) > 1
    return "." not in match["sep"] or bool(half)


def _offset(match: re.Match[str]) -> tzinfo | None:
    if match["sign"] is None:
        return UTC if match["utc"] else None
    ahead = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
    if ahead > _WIDEST_OFFSET:
        return None
    return timezone(ahead if match["sign"] == "+" else -ahead)


def _read_weekday(match: re.Match[str], line: Folded) -> Weekday:
    return Weekday(_weekdays_by_key()[word_key(match[0])])


def _read_utc(match: re.Match[str], line: Folded) -> Zone | None:
    offset = _offset(match)
    return Zone(offset) if offset else None


def _read_place(match: re.Match[str], line: Folded) -> Zone:
    zone = _zones_by_key().get(word_key(match["place"]))
    if zone is None:
        return Zone(None, ("zone-unknown",))
    return Zone(ZoneInfo(zone) if zone else None)


@cache
def _weekdays_by_key() -> dict[str, int]:
    return {word_key(name): number for name, number in weekdays().items()}


@cache
def _zones_by_key() -> dict[str, str]:
    return {word_key(place): zone for place, zone in zones().items()}
