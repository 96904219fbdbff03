"""The archive by time: all years, each year with its calendar, each month with its articles, and what has no date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from markupsafe import Markup

from khizana.catalogue.record import UNDATED, Record
from khizana.publish.cards import Row, card, card_size, compact, joined
from khizana.publish.drawings import heat, timeline
from khizana.publish.head import feed_link
from khizana.publish.page import Body, Page, Part, between, split
from khizana.publish.rooms import Rooms, digest_of_all
from khizana.publish.shelf import Shelf
from khizana.publish.templates import fill
from khizana.publish.urls import archive_url, relative
from khizana.publish.words import articles, day_words, month_name, month_words

INDEX = "archive/index.html"
_MOST_BYTES = 90_000
_FEW = 60  # articles of a year that its page can name
_MOST_YEARS = 30  # whose months the index can show


def archive_shelves(rooms: Rooms) -> Iterator[Shelf]:
    """The index of years, each year with its months, and the articles without a date."""
    by_month = rooms.catalogue.by_month
    months = sorted((month for month in by_month if month != UNDATED), reverse=True)
    years = [(year, list(group)) for year, group in groupby(months, key=lambda month: month[:4])]
    index = _index(years, rooms)
    yield Shelf("archive", index.inputs, lambda: [index])
    for newer, (year, inside), older in between(years):
        around = (newer[0] if newer else "", older[0] if older else "")
        ends = (newer[1][-1] if newer else "", older[1][0] if older else "")
        articles = digest_of_all((record, 0) for month in inside for record in by_month[month])
        inputs = (tuple(inside), around, ends, articles)
        yield Shelf(f"archive/{year}", inputs, partial(_year_and_months, year, inside, around, ends, rooms))
    if UNDATED in by_month:
        undated = digest_of_all((record, 0) for record in by_month[UNDATED])
        yield Shelf("archive/undated", (undated,), partial(_month, UNDATED, "", "", rooms))


def _year_and_months(
    year: str, months: Sequence[str], around: tuple[str, str], ends: tuple[str, str], rooms: Rooms
) -> Iterator[Page]:
    """A year between two years, and its months between the last month before and the first after them."""
    yield _year(year, months, around, rooms)
    for newer, month, older in between(months):
        yield from _month(month, newer or ends[0], older or ends[1], rooms)


def _index(years: Sequence[tuple[str, list[str]]], rooms: Rooms) -> Page:
    counts = tuple((month, len(records)) for month, records in rooms.catalogue.by_month.items())
    about = "مقالات الأرشيف مرتبة على السنين والشهور"
    return Page(INDEX, "الأرشيف الزمني", about, (counts,), partial(_index_body, years, rooms))


def _index_body(years: Sequence[tuple[str, list[str]]], rooms: Rooms) -> Body:
    by_month = rooms.catalogue.by_month
    counts = {month: len(records) for month, records in by_month.items() if month != UNDATED}
    with_months = len(years) <= _MOST_YEARS
    values = {
        "years": [
            (
                str(int(year)),
                relative(archive_url(year), INDEX),
                sum(counts[month] for month in inside),
                _month_rows(inside, INDEX, rooms) if with_months else [],
            )
            for year, inside in years
        ],
        "timeline": timeline(counts, "مقالات الأرشيف"),
        "undated": len(by_month.get(UNDATED, ())),
        "undated_href": relative(archive_url(UNDATED), INDEX),
    }
    return Body(fill("archive.html", **values), feed_link(rooms.site, "feed.xml", INDEX, rooms.site.name))


def _month_rows(months: Sequence[str], page: str, rooms: Rooms) -> list[Row]:
    """The months of a year in the order given."""
    return [
        Row(month_name(int(month[5:7])), "", relative(archive_url(month), page), len(rooms.catalogue.by_month[month]))
        for month in months
    ]


def _year(year: str, months: Sequence[str], around: tuple[str, str], rooms: Rooms) -> Page:
    items = [(record, 0) for month in months for record in rooms.catalogue.by_month[month]]
    inputs = (digest_of_all(items), around)
    records = [record for record, _ in items]
    about = f"مقالات الأرشيف المنشورة سنة {int(year)} شهرًا شهرًا"
    render = partial(_year_body, year, months, around, records, rooms)
    return Page(archive_url(year), f"مقالات سنة {int(year)}", about, inputs, render)


def _year_body(
    year: str, months: Sequence[str], around: tuple[str, str], records: Sequence[Record], rooms: Rooms
) -> Body:
    url = archive_url(year)
    days = Counter(dt.date.fromisoformat(record.date[:10]) for record in records)
    newer, older = ((f"سنة {int(one)}", relative(archive_url(one), url)) if one else None for one in around)
    values = {
        "year": str(int(year)),
        "count": len(records),
        "heat": heat(int(year), days),
        "days": _days_in_words(days),
        "months": [
            (row, _titles(month, url, rooms) if len(records) <= _FEW else Markup())
            for row, month in zip(_month_rows(months, url, rooms), months, strict=True)
        ],
        "index": relative(INDEX, url),
        "newer": newer,
        "older": older,
    }
    return Body(fill("year.html", **values))


def _days_in_words(days: Counter[dt.date]) -> list[tuple[str, str]]:
    """For each month, its days and how many articles each has: what the calendar shows, in words."""
    found = []
    for month, inside in groupby(sorted(days), key=lambda day: day.month):
        found.append((month_name(month), "، ".join(f"{day.day}: {days[day]}" for day in inside)))
    return found


def _titles(month: str, page: str, rooms: Rooms) -> Markup:
    return Markup("".join(compact(record, page) for record in rooms.catalogue.by_month[month]))


def _month(month: str, newer: str, older: str, rooms: Rooms) -> Iterator[Page]:
    title = month_words(month) if month != UNDATED else "مقالات بلا تاريخ"
    least = _MOST_BYTES // rooms.longest

    def weight(record: Record) -> int:
        return max(least, card_size(record, 0, described=True))

    records = rooms.catalogue.by_month[month]
    for part in split(archive_url(month), records, _MOST_BYTES, weight):
        total = len(records) if part.number == 1 else 0
        inputs = (digest_of_all((record, 0) for record in part.items), total, newer, older, part.ways)
        render = partial(_month_body, month, title, (newer, older), part, rooms)
        yield Page(part.url, f"{title}{part.suffix}", f"مقالات الأرشيف: {title}", inputs, render)


def _month_body(month: str, title: str, around: tuple[str, str], part: Part[Record], rooms: Rooms) -> Body:
    url = part.url
    newer, older = ((month_words(one), relative(archive_url(one), url)) if one else None for one in around)
    crumbs = [("الأرشيف الزمني", relative(INDEX, url))]
    if month != UNDATED:
        crumbs.append((str(int(month[:4])), relative(archive_url(month[:4]), url)))
    days = [
        (day, day_words(day), joined(card(record, url, rooms.catalogue.registry) for record in inside))
        for day, inside in groupby(part.items, key=lambda record: record.date[:10])
    ]
    values = {
        "title": title,
        # Later parts tell their own number: they stay what they are as the month grows.
        "count": articles(len(part.items if part.number > 1 else rooms.catalogue.by_month[month])),
        "crumbs": crumbs,
        "newer": newer,
        "older": older,
        "days": days,
        "part": part,
    }
    return Body(fill("month.html", **values))
