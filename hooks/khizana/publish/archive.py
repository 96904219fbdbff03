"""The archive by time: years, months, and what bears no date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from khizana.catalogue.catalogue import Catalogue
from khizana.publish.cards import Row, card
from khizana.publish.page import Page, split
from khizana.publish.templates import fill, month_in_words, month_name
from khizana.publish.urls import archive_url, relative


def archive_pages(catalogue: Catalogue, longest: int) -> Iterator[Page]:
    """The index of years, each year and each month; `longest` is the most entries a page holds."""
    months = sorted((month for month in catalogue.by_month if month != "undated"), reverse=True)
    years = [(year, list(group)) for year, group in groupby(months, key=lambda month: month[:4])]
    yield _archive_index(years, catalogue)
    for year, inside in years:
        yield _year_page(year, inside, catalogue)
    for month in catalogue.by_month:
        yield from _month_pages(month, months, catalogue, longest)


def _archive_index(years: Sequence[tuple[str, list[str]]], catalogue: Catalogue) -> Page:
    url = "archive/index.html"
    rows = [
        (year, relative(archive_url(year), url), _count(inside, catalogue), _months(inside, url, catalogue))
        for year, inside in years
    ]
    undated = len(catalogue.by_month.get("undated", ()))
    body = fill("archive.html", years=rows, undated=undated, undated_href=relative(archive_url("undated"), url))
    return Page(url, "الأرشيف الزمني", "مقالات الأرشيف مرتبة على السنين والشهور", body)


def _count(months: Iterable[str], catalogue: Catalogue) -> int:
    return sum(len(catalogue.by_month[month]) for month in months)


def _months(months: Iterable[str], page: str, catalogue: Catalogue) -> list[Row]:
    """The months of a year in calendar order."""
    return [
        Row(month_name(int(month[5:])), "", relative(archive_url(month), page), len(catalogue.by_month[month]))
        for month in sorted(months)
    ]


def _year_page(year: str, months: Sequence[str], catalogue: Catalogue) -> Page:
    url = archive_url(year)
    values = {
        "year": year,
        "count": _count(months, catalogue),
        "months": _months(months, url, catalogue),
        "index": relative("archive/index.html", url),
    }
    return Page(url, f"مقالات سنة {year}", f"مقالات الأرشيف المنشورة سنة {year} شهرًا شهرًا", fill("year.html", **values))


def _month_pages(month: str, months: Sequence[str], catalogue: Catalogue, longest: int) -> Iterator[Page]:
    dated = month != "undated"
    title = month_in_words(month) if dated else "مقالات بلا تاريخ"
    entries = catalogue.by_month[month]
    for part in split(archive_url(month), entries, longest):
        values = {
            "title": title,
            "count": len(entries),
            "year": (month[:4], relative(archive_url(month[:4]), part.url)) if dated else None,
            "index": relative("archive/index.html", part.url),
            "newer": _near(month, months, -1, part.url),
            "older": _near(month, months, 1, part.url),
            "cards": [card(entry, part.url, catalogue) for entry in part.items],
            "part": part,
        }
        yield Page(part.url, f"{title}{part.suffix}", f"مقالات الأرشيف: {title}", fill("month.html", **values))


def _near(month: str, months: Sequence[str], step: int, page: str) -> tuple[str, str] | None:
    """The nearest month with articles, newest first in `months`; None at either end."""
    if month not in months:
        return None
    place = months.index(month) + step
    if not 0 <= place < len(months):
        return None
    return month_in_words(months[place]), relative(archive_url(months[place]), page)
