"""What is to be published, before it is rendered: pages that will meet their shell, and other files.

Each says what it is made of (`inputs`) apart from the code, so that a build renders only what has changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import isqrt
from typing import Generic, TypeVar

from khizana.arabic import balanced
from khizana.publish.urls import part_url, relative

Item = TypeVar("Item")


@dataclass(frozen=True)
class Site:
    """What a site calls itself and where it is. `url` ends in a slash; `edit` is where edits begin."""

    name: str
    url: str
    edit: str = ""

    def edit_address(self, source: str) -> str:
        """Where a file below docs/ is edited, or nothing."""
        return f"{self.edit}{source}" if self.edit else ""


@dataclass(frozen=True)
class Body:
    """The HTML of a page inside its shell, and what belongs in its `<head>`."""

    html: str
    head: str = ""


@dataclass(frozen=True)
class Page:
    """`url` is relative to the site; `title` and `description` are plain text.

    `inputs` is everything body and head are made of but code, templates, settings, site and registry. A page that
    only leads elsewhere has the address of the other in `moved_to`.
    """

    url: str
    title: str
    description: str
    inputs: tuple[object, ...]
    render: Callable[[], Body]
    moved_to: str = ""

    @property
    def shell(self) -> tuple[str, int]:
        """The room whose shell it stands in and how many folders deep."""
        return self.url.partition("/")[0], self.url.count("/")

    def slots(self, site_url: str) -> dict[str, str]:
        """What to fill the shell with; each value is safe in the place its slot has."""
        body = self.render()
        return {
            "title": escape(balanced(self.title)),
            "description": escape(balanced(self.description)),
            "canonical": escape(f"{site_url}{self.moved_to or self.url}"),
            "head": body.head,
            "body": body.html,
        }


@dataclass(frozen=True)
class File:
    """A file that is no page. `render` gives its whole content, or that in pieces."""

    url: str
    inputs: tuple[object, ...]
    render: Callable[[], str | bytes | Iterable[str]]


@dataclass(frozen=True)
class Part(Generic[Item]):
    """One part of a list that is split over pages, the first of which has the address `first`.

    It leads to the parts near it, or to all of them where it is `open`.
    """

    first: str
    number: int
    total: int
    items: Sequence[Item]
    open: bool = False

    @property
    def url(self) -> str:
        return self._url(self.number)

    @property
    def ways(self) -> tuple[tuple[int, str], ...]:
        """The ways to the other parts, by their numbers; asked only where they are shown, as they are many."""
        others = range(1, self.total + 1) if self.open else _near(self.number, self.total)
        return tuple((other, relative(self._url(other), self.url)) for other in others)

    def _url(self, number: int) -> str:
        """The end of a list has the lowest address, `ID-2.html`."""
        return self.first if number == 1 else part_url(self.first, self.total - number + 2)

    @property
    def suffix(self) -> str:
        """What tells the part's title from the first's."""
        return f" (صفحة {self.number})" if self.number > 1 else ""


def split(
    url: str, items: Sequence[Item], longest: int, weight: Callable[[Item], int] = lambda item: 1
) -> Iterator[Part[Item]]:
    """The parts of a list page, at least one, the first page's first; `longest` is the most weight a part holds.

    A list grows at its beginning, so its parts are filled from the end: when an article is added, full parts stay as
    they are and links to them stay right.
    """
    parts = _filled_from_the_end(items, longest, weight)
    for number, inside in enumerate(parts, 1):
        yield Part(url, number, len(parts), inside)


def _near(number: int, total: int) -> list[int]:
    """The parts a part leads to: its block and the first of every other, so that none is more than two ways off."""
    size = max(5, isqrt(total))
    place = number - 1
    block = place // size * size
    around = range(max(0, place - 2), min(total, place + 3))
    near = {*range(0, total, size), total - 1, *range(block, min(total, block + size)), *around}
    return [other + 1 for other in sorted(near)]


def _filled_from_the_end(items: Sequence[Item], longest: int, weight: Callable[[Item], int]) -> list[Sequence[Item]]:
    """Later parts hold two thirds of the most, so that the first is never almost empty."""
    step = max(1, longest * 2 // 3)
    left = sum(map(weight, items))
    parts: list[Sequence[Item]] = []
    end = len(items)
    while left > longest and end > 1:
        start, held = end - 1, weight(items[end - 1])
        while start > 1 and held + weight(items[start - 1]) <= step:
            start -= 1
            held += weight(items[start])
        parts.append(items[start:end])
        end, left = start, left - held
    return [items[:end], *reversed(parts)]


def between(items: Sequence[Item]) -> Iterator[tuple[Item | None, Item, Item | None]]:
    """Each item between the one before and the one after it, if any."""
    return zip([None, *items], items, [*items[1:], None], strict=False)  # as many as there are items, also none
