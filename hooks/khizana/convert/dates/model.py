"""The result: one printed date and what it means."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from khizana.convert.dates.calendars import Calendar


@dataclass(frozen=True)
class PrintedDate:
    """A date as printed and as read.

    `start` and `end` count code points of the text given to `find_dates`; `day` is always Gregorian;
    `time` is the wall clock to the minute; `offset` is the zone the text states, never a default.
    When several calendars print the same day, `calendar` is `gregorian` if that is among them.

    `flags`, each a reason to look again:
    - `day-month-ambiguous`: another order of the numbers is as good; the house order, day first, was taken;
    - `month-first`: the month is printed before the day, as only that order fits the numbers, the weekday
      or the other calendar;
    - `two-digit-year`: the century is POSIX's (69–99 are 19xx, 00–68 are 20xx), not the page's;
    - `calendar-assumed`: a numeric year below 1500 without a mark was read as Hijri;
    - `not-umm-al-qura`: a 30th day in a month to which Umm al-Qura gives 29;
    - `weekday-contradicts`, `calendars-contradict`: the print disagrees with itself (calendars by more
      than a day: sightings of the moon differ by one);
    - `time-contradicts`: an hour after noon with a word for the morning (`14:30 ص`);
    - `zone-unknown`: `بتوقيت` and a place that is not in the table;
    - `day-from-context`: only a time of updating was printed, the day is that of the date before it.
    """

    start: int
    end: int
    printed: str
    day: date
    time: time | None
    offset: tzinfo | None
    calendar: Calendar
    updated: bool
    flags: tuple[str, ...]

    @property
    def iso(self) -> str:
        """`2017-06-29`, `2017-06-29T15:01`, or with a stated zone `2017-06-29T15:01:00+02:00` (RFC 3339)."""
        if self.time is None:
            return self.day.isoformat()
        timespec = "minutes" if self.offset is None else "seconds"
        return datetime.combine(self.day, self.time, self.offset).isoformat(timespec=timespec)

    def moment(self, zone: tzinfo) -> date | datetime:
        """The day alone, or the aware moment; `zone` is used only where the text states none."""
        if self.time is None:
            return self.day
        return datetime.combine(self.day, self.time, self.offset or zone)
