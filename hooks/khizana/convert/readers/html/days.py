"""The date of a page: what is printed beside the article, weighed against what the page claims.

What is printed between title and text is believed over any claim: claims come in local time stamped `Z`, in Arabic
prose or in Jalali years. Dates elsewhere (today's, in the header; those of other articles) count only where a claim
confirms them, so that without one they are not taken for the article's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from email.utils import parsedate_to_datetime

from khizana.convert.dates import PrintedDate, find_dates, read_date
from khizana.convert.readers.html.container import Container, asides
from khizana.convert.readers.html.metadata import Metadata
from khizana.convert.readers.html.parse import Page

_LONGEST = 160
_LONGEST_LABEL = 45  # characters beside the date: `تم نشره`, a name, a section
_INSIDE = 4  # lines at either end of the text where a date may stand
_PARAGRAPH = 60  # characters of a line with which the text has begun
_AROUND = 12  # lines above the title and below the text where a confirmed one may
_JUST_ABOVE = 3  # lines above the title, nearer than the header of a site
_ZONES = timedelta(days=1)  # the same moment may be two days, apart by a zone


@dataclass(frozen=True)
class Dated:
    """`printed` is what `read_date` reads, empty where there is none; `line` shows it, -1 where none does."""

    printed: str = ""
    line: int = -1
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Candidate:
    number: int
    found: PrintedDate
    place: int  # 0 between title and text, 1 at the edges of the text, 2 around

    def distance(self, claims: Sequence[date]) -> int:
        return min((abs((self.found.day - day).days) for day in claims), default=0)


def choose_date(page: Page, container: Container, title: int, metadata: Metadata) -> Dated:
    """The date of the article; `title` is the number of its title's line, -1 if no line shows it."""
    claims = [(text, day) for text in metadata.dates if (day := claimed_day(text))]
    days = [day for _, day in claims]
    found = list(_candidates(page, container, title))
    near = [candidate for candidate in found if candidate.place == 0 or (not days and candidate.place == 1)]
    confirmed = [item for item in found if days and item.distance(days) <= _ZONES.days]
    above = [] if days else [item for item in found if 0 < title - item.number <= _JUST_ABOVE]
    for group in (near, confirmed, above):
        if group:
            best = min(
                group,
                key=lambda item: (item.distance(days), item.place, item.found.time is None, abs(item.number - title)),
            )
            doubts = ("date-contradicts-metadata",) if best.distance(days) > _ZONES.days else ()
            return Dated(best.found.printed, best.number, doubts)
    return Dated(_iso(claims[0][0])) if claims else Dated()


def claimed_day(text: str) -> date | None:
    """The day of a date in a page's head or a feed: ISO, RFC 2822, or as it may be printed."""
    found = _first_date(_iso(text))
    return found.day if found else None


def _iso(text: str) -> str:
    """A claim as `read_date` takes it: RFC 2822 dates become ISO, others are cut to the date in them."""
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        found = _first_date(text)
        return found.printed if found else text


def _first_date(text: str) -> PrintedDate | None:
    return read_date(text) or next((found for found in find_dates(text) if not found.updated), None)


def _candidates(page: Page, container: Container, title: int) -> Iterator[_Candidate]:
    aside = asides(page)
    start = title if 0 <= title < container.first else container.first
    inside = range(container.first, container.last)
    text = next((number for number in inside if page.lines[number].prose >= _PARAGRAPH), container.first)
    for number in range(max(0, start - _AROUND), min(len(page.lines), container.last + _AROUND)):
        line = page.lines[number]
        if line.size > _LONGEST or (aside[line.block] and page.elements[line.block].tag != "time"):
            continue
        found = _date_line(line.text)
        if found is None:
            continue
        if start < number < container.first or 0 <= title < number < text:
            yield _Candidate(number, found, 0)
        elif container.first <= number < container.last:
            if min(number - container.first, container.last - 1 - number) < _INSIDE and read_date(line.text):
                yield _Candidate(number, found, 1)
        else:
            yield _Candidate(number, found, 2)


def _date_line(text: str) -> PrintedDate | None:
    """The date of publication on a line that has little else on it."""
    dates = [found for found in find_dates(text) if not found.updated]
    return dates[0] if dates and len(text) - len(dates[0].printed) <= _LONGEST_LABEL else None
