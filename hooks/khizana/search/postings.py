"""Where one form occurs: columns of article numbers and weights, and apart from them the places in each article.

Numbers are kept as gaps, and these in planes: the low byte of each, then the middle one, then the high one. So each
plane has statistics of its own, which deflate uses, and no reader has to look for where a number begins.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from operator import sub
from typing import NamedTuple


class Entry(NamedTuple):
    """What one article has of a form: the level of its weight, how many places, and they as gaps."""

    level: int
    times: int
    places: bytes


class Change(NamedTuple):
    """What became of the entry of an article: None where there was or is none."""

    number: int
    before: Entry | None
    now: Entry | None


class Row(NamedTuple):
    """Postings as they are kept: bytes all of them."""

    having: int
    low: bytes
    middle: bytes
    high: bytes
    levels: bytes


class Spots(NamedTuple):
    """The places of a form in the articles of its row, in their order: how many, how many bytes, and the gaps."""

    counts: bytes
    sizes: bytes
    places: bytes


def row_of(numbers: Sequence[int], levels: bytes) -> Row:
    """The row of articles in the order of their numbers."""
    distances = array("I", [*numbers[:1], *map(sub, numbers[1:], numbers)])
    planes = _little(distances).tobytes()
    return Row(len(numbers), planes[0::4], planes[1::4], planes[2::4], levels)


def numbers_of(row: Row) -> list[int]:
    """The numbers that `row_of` was given."""
    planes = bytearray(4 * row.having)
    planes[0::4], planes[1::4], planes[2::4] = row.low, row.middle, row.high
    return list(accumulate(_little(array("I", bytes(planes)))))


def _little(values: array[int]) -> array[int]:
    if sys.byteorder == "big":
        values.byteswap()
    return values


class Places:
    """The places of one form, to be changed article by article."""

    __slots__ = ("counts", "places", "sizes")

    def __init__(self, spots: Spots) -> None:
        self.counts, self.sizes, self.places = map(bytearray, spots)

    def change(self, at: int, there: bool, entry: Entry | None) -> None:
        """Put an entry in the place `at`, instead of the one that is `there`, or take that out."""
        start = sum(self.sizes[:at])
        end = start + (self.sizes[at] if there else 0)
        span = slice(at, at + there)
        self.counts[span] = bytes((entry.times,)) if entry else b""
        self.sizes[span] = bytes((len(entry.places),)) if entry else b""
        self.places[start:end] = entry.places if entry else b""

    def spots(self) -> Spots:
        """As they are kept."""
        return Spots(bytes(self.counts), bytes(self.sizes), bytes(self.places))


def changed(row: Row, spots: Spots | None, changes: Sequence[Change]) -> tuple[Row, Spots | None]:
    """A row and its spots after some changes; spots only if they were given."""
    numbers, levels = numbers_of(row), bytearray(row.levels)
    places = Places(spots) if spots else None
    for change in changes:
        at = bisect_left(numbers, change.number)
        there = at < len(numbers) and numbers[at] == change.number
        numbers[at : at + there] = [change.number] if change.now else []
        levels[at : at + there] = bytes((change.now.level,)) if change.now else b""
        if places is not None:
            places.change(at, there, change.now)
    return row_of(numbers, bytes(levels)), places.spots() if places is not None else None
