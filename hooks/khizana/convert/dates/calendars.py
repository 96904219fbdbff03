"""Day counts: (calendar, year, month, day) -> a Gregorian date."""

from datetime import date, timedelta
from typing import Literal

from hijridate import Hijri
from persiantools.jdatetime import JalaliDate

Calendar = Literal["gregorian", "hijri", "jalali"]

# Years believed when printed. Hijri: the Umm al-Qura tables of hijridate. Gregorian: from the reform of 1582
# (an earlier printed date may be Julian) to the end of the next century.
YEARS: dict[Calendar, range] = {
    "gregorian": range(1583, 2200),
    "hijri": range(1343, 1501),
    "jalali": range(1200, 1500),
}
LONGEST_HIJRI_MONTH = 30


def to_day(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """The Gregorian day, or None if the calendar has no such day or the year is out of `YEARS`.

    A 30th of a 29-day Hijri month is the day after the 29th: months begin by sighting, and a page of another
    country may well count 30 where Umm al-Qura has 29 (see `beyond_umm_al_qura`).
    """
    if year not in YEARS[calendar]:
        return None
    try:
        if calendar == "gregorian":
            return date(year, month, day)
        if calendar == "jalali":
            return JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]  # persiantools
        return _hijri_day(year, month, day)
    except ValueError:
        return None


def _hijri_day(year: int, month: int, day: int) -> date | None:
    if not 1 <= day <= LONGEST_HIJRI_MONTH:
        return None
    first = Hijri(year, month, 1).to_gregorian()
    return date(first.year, first.month, first.day) + timedelta(days=day - 1)


def beyond_umm_al_qura(year: int, month: int, day: int) -> bool:
    """Whether this Hijri day (one `to_day` accepts) is missing from the Umm al-Qura calendar."""
    return day == LONGEST_HIJRI_MONTH and Hijri(year, month, 1).month_length() < LONGEST_HIJRI_MONTH


def calendar_of_year(year: int, persian_digits: bool) -> Calendar:
    """The calendar of a four-digit year printed without a mark.

    Hijri and Jalali years of living memory overlap (1343–1500); Persian digits tell the Persian page.
    """
    if year >= YEARS["gregorian"].start:
        return "gregorian"
    return "jalali" if persian_digits else "hijri"
