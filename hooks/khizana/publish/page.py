"""A page to be published, before it meets its shell; and the parts of a page that would grow too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Generic, TypeVar

from khizana.arabic import balanced
from khizana.publish.urls import part_url, relative

Item = TypeVar("Item")


@dataclass(frozen=True)
class Page:
    """`url` is relative to the site; `title` and `description` are plain text; `body` and `head` are HTML.

    A page that only leads elsewhere has the address of the other in `moved_to`.
    """

    url: str
    title: str
    description: str
    body: str
    head: str = ""
    moved_to: str = ""

    @property
    def shell(self) -> tuple[str, int]:
        """The room whose shell it stands in and how many folders deep."""
        return self.url.partition("/")[0], self.url.count("/")

    def slots(self, site_url: str) -> dict[str, str]:
        """What to fill the shell with; each value is safe in the place its slot has."""
        return {
            "title": escape(balanced(self.title)),
            "description": escape(balanced(self.description)),
            "canonical": escape(f"{site_url}{self.moved_to or self.url}"),
            "head": self.head,
            "body": self.body,
        }


@dataclass(frozen=True)
class Part(Generic[Item]):
    """One part of a list that is split over pages: its address, its items and the ways to the other parts."""

    url: str
    number: int
    total: int
    items: Sequence[Item]
    ways: tuple[tuple[int, str], ...]

    @property
    def suffix(self) -> str:
        """What tells the part's title from the first's."""
        return f" (صفحة {self.number})" if self.number > 1 else ""


def split(url: str, items: Sequence[Item], longest: int) -> Iterator[Part[Item]]:
    """The parts of a list page, at least one; `longest` is the most items a part holds."""
    total = max(1, -(-len(items) // longest))
    for number in range(1, total + 1):
        here = part_url(url, number)
        near = sorted({1, total, *range(max(1, number - 2), min(total, number + 2) + 1)})
        ways = tuple((other, relative(part_url(url, other), here)) for other in near)
        yield Part(here, number, total, items[(number - 1) * longest : number * longest], ways)
