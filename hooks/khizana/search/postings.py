"""Where one form occurs: columns of article numbers, weights, counts and places, ready to be joined into a piece."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from khizana.search.coding import gaps, read_gaps


class Entry(NamedTuple):
    """One article: its number, the level of the form's weight in it, how many places, and they as gaps."""

    number: int
    level: int
    times: int
    places: bytes


class Row(NamedTuple):
    """Postings as they are kept: bytes all of them."""

    having: int
    docs: bytes
    levels: bytes
    counts: bytes
    sizes: bytes
    places: bytes


class Postings:
    """The entries of one form in the order of their numbers."""

    __slots__ = ("counts", "levels", "numbers", "places", "sizes")

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.levels = bytearray()
        self.counts = bytearray()
        self.sizes = bytearray()
        self.places = bytearray()

    @classmethod
    def of(cls, row: Row) -> Postings:
        """What a row holds."""
        postings = cls()
        postings.numbers = read_gaps(row.docs)
        postings.levels, postings.counts = bytearray(row.levels), bytearray(row.counts)
        postings.sizes, postings.places = bytearray(row.sizes), bytearray(row.places)
        return postings

    @staticmethod
    def row_of(entries: Sequence[tuple[int, int, int, bytes]]) -> Row:
        """The row of entries in the order of their numbers."""
        found, levels, counts, places = zip(*entries, strict=True)
        return Row(len(found), gaps(found), bytes(levels), bytes(counts), bytes(map(len, places)), b"".join(places))

    def change(self, number: int, entry: Entry | None) -> None:
        """Put the entry of an article in its place, or take it out."""
        at = bisect_left(self.numbers, number)
        there = at < len(self.numbers) and self.numbers[at] == number
        start = sum(self.sizes[:at])
        end = start + (self.sizes[at] if there else 0)
        span = slice(at, at + there)
        self.numbers[span] = [number] if entry else []
        self.levels[span] = bytes((entry.level,)) if entry else b""
        self.counts[span] = bytes((entry.times,)) if entry else b""
        self.sizes[span] = bytes((len(entry.places),)) if entry else b""
        self.places[start:end] = entry.places if entry else b""

    def row(self) -> Row:
        """As `Row`."""
        return Row(
            len(self.numbers), gaps(self.numbers), bytes(self.levels), bytes(self.counts), bytes(self.sizes),
            bytes(self.places),
        )  # fmt: skip
