"""A long list of articles over pages: parts filled from the oldest, ways by year, and the list of each part.

Full parts stay what they are as the archive grows, and so do their addresses. What a part shows of the others, its
neighbours and the parts of its own years, changes as little; all years stand on the first page alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from markupsafe import Markup

from khizana.catalogue.record import UNDATED
from khizana.publish.cards import Row, card_size
from khizana.publish.page import Part, split
from khizana.publish.rooms import Item, digest_of_all, years_of
from khizana.publish.urls import relative
from khizana.publish.words import articles, month_name, period_words

# The most bytes of cards on a page: with head and shell it stays under 150 KB.
_MOST_BYTES = 70_000
Way = tuple[str, str]


@dataclass(frozen=True)
class Series:
    """The articles of one subject, newest first, over pages; `described` cards show descriptions, others lines."""

    url: str
    items: Sequence[Item]
    longest: int
    described: bool

    @cached_property
    def parts(self) -> Sequence[Part[Item]]:
        least, described = _MOST_BYTES // self.longest, self.described
        sizes = [max(least, card_size(record, places, described=described)) for record, places in self.items]
        if sum(sizes) <= _MOST_BYTES:
            return [Part(self.url, 1, 1, self.items)]
        return [
            Part(self.url, part.number, part.total, self.items[part.items[0] : part.items[-1] + 1])
            for part in split(self.url, range(len(sizes)), _MOST_BYTES, sizes.__getitem__)
        ]

    @cached_property
    def _parts_of(self) -> dict[str, list[Part[Item]]]:
        """The parts that hold articles of each year, newest first."""
        found: dict[str, list[Part[Item]]] = {}
        for part in self.parts:
            for year in self._spans[part.number]:
                found.setdefault(year, []).append(part)
        return found

    @cached_property
    def _spans(self) -> dict[int, dict[str, tuple[str, str, int]]]:
        """For each part, by number, and each of its years: the newest and the oldest date, and how many articles."""
        return {part.number: dict(_years_in(part.items)) for part in self.parts}

    def period(self, part: Part[Item]) -> str:
        """The time a part covers, in words; that of the first one is open to what comes."""
        newest, oldest = part.items[0][0].date, part.items[-1][0].date
        return period_words(newest[:10], oldest[:10])

    def suffix(self, part: Part[Item]) -> str:
        """What tells a later part's title from the first's."""
        return f" ({self.period(part)})" if part.number > 1 else ""

    def inputs(self, part: Part[Item]) -> tuple[object, ...]:
        """All a part shows of this list: its articles, and its neighbours; the first page all articles of the list.

        How the list is split follows from the articles.
        """
        if part.number == 1:
            return (digest_of_all(self.items), self.longest)
        place = part.number - 1
        near = [self._about(other) for other in self.parts[max(0, place - 1) : place + 2]]
        years = [[self._about(other, year) for other in self._parts_of[year]] for year in self._spans[part.number]]
        return (digest_of_all(part.items), near, years)

    def _about(self, part: Part[Item], year: str = "") -> tuple[str, tuple[object, ...]]:
        """What other parts show of one, or of a year in it: its address and its dates; of the first the address."""
        if part.number == 1:
            return part.url, ()
        ends = (part.items[0][0].date[:10], part.items[-1][0].date[:10])
        return part.url, self._spans[part.number][year] if year else ends

    def newer(self, part: Part[Item]) -> Way | None:
        return self._way(part, part.number - 2)

    def older(self, part: Part[Item]) -> Way | None:
        return self._way(part, part.number)

    def oldest(self) -> Part[Item]:
        return self.parts[-1]

    def _way(self, part: Part[Item], place: int) -> Way | None:
        if not 0 <= place < len(self.parts):
            return None
        other = self.parts[place]
        words = self.period(other) if place else "الأحدث"
        return words, relative(other.url, part.url)

    def years(self) -> list[Row]:
        """Every year, the way to it from the first page, and how many articles it has."""
        return [
            Row(
                "بلا تاريخ" if year == UNDATED else str(int(year)),
                "",
                relative(f"{self._parts_of[year][0].url}#y{year}", self.url),
                count,
            )
            for year, count in years_of(self.items).items()
        ]

    def siblings(self, part: Part[Item]) -> tuple[tuple[str, tuple[tuple[str, str, bool], ...]], ...]:
        """For each year of a part that more parts share: words and way of each of those, and whether it is this one."""
        if len(self.parts) == 1:
            return ()
        found = []
        for year in self._spans[part.number]:
            parts = self._parts_of[year]
            if len(parts) > 1:
                ways = tuple(
                    (self._within(year, other), relative(f"{other.url}#y{year}", part.url), other is part)
                    for other in parts
                )
                found.append((_year_title(year), ways))
        return tuple(found)

    def _within(self, year: str, part: Part[Item]) -> str:
        """What a part holds of a year, in months."""
        if part.number == 1:
            return "الأحدث"
        newest, oldest, count = self._spans[part.number][year]
        if year == UNDATED:
            return articles(count)
        first, last = month_name(int(oldest[5:7])), month_name(int(newest[5:7]))
        return first if first == last else f"{first} إلى {last}"


def _years_in(items: Sequence[Item]) -> Iterator[tuple[str, tuple[str, str, int]]]:
    for year, inside in groupby(items, key=lambda item: item[0].date[:4] or UNDATED):
        dates = [record.date for record, _ in inside]
        yield year, (dates[0], dates[-1], len(dates))


def _year_title(year: str) -> str:
    return "بلا تاريخ" if year == UNDATED else f"سنة {int(year)}"


def by_year(items: Sequence[Item], show: Callable[[Item], str]) -> Iterator[tuple[str, str, Markup]]:
    """The articles of a part by year: the year's anchor, its title and its cards."""
    for year, inside in groupby(items, key=lambda item: item[0].date[:4] or UNDATED):
        cards = "".join(map(show, inside))
        yield f"y{year}", _year_title(year), Markup(f'<ul class="kz-cards">\n{cards}</ul>')
