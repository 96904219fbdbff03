"""Articles to read next: those that share most with an article, and what they share.

What is shared counts the more the rarer it is, by the power of two its articles number, so that one more article
changes nothing until their number doubles. Only the nearest in time of those that share a thing are looked at: a
change of an article changes the related articles only of those within `WINDOW` of it in a list they share, and,
where `weight` of a list changes with it, of all in that list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from msgspec import Struct

from khizana.catalogue.catalogue import Catalogue
from khizana.catalogue.record import Record

WINDOW = 40
_MOST = 5
_LEAST = 60
_RAREST = 17

Key = tuple[bool, str]  # is it a tag, and its id


class Near(Struct, frozen=True, array_like=True, gc=False):
    """A related article as a page shows it, with the ids of entities and tags that are why, most telling first."""

    id: str
    title: str
    date: str
    entities: tuple[str, ...]
    tags: tuple[str, ...]


def weight(count: int) -> int:
    """What it counts to share something with this many articles."""
    return max(0, _RAREST - count.bit_length()) ** 2


@dataclass(frozen=True)
class Relations:
    """Finds related articles. Made once for a catalogue; `of` takes a fraction of a millisecond."""

    catalogue: Catalogue

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        return {record.id: rank for rank, record in enumerate(self.catalogue.records)}

    @cached_property
    def _lists(self) -> Mapping[Key, Sequence[int]]:
        """The ranks of the articles of each entity and tag, in order."""
        found: dict[Key, list[int]] = {}
        for is_tag, groups in ((False, self.catalogue.by_entity), (True, self.catalogue.by_tag)):
            for id, records in groups.items():
                found[is_tag, id] = [self._ranks[record.id] for record in records]
        return found

    def of(self, record: Record) -> tuple[Near, ...]:
        """The five that share most with an article, the closest first; those that share next to nothing are none."""
        rank = self._ranks[record.id]
        scores: dict[int, int] = {}
        for key in self._keys(record):
            ranks = self._lists[key]
            counts, place = weight(len(ranks)), bisect_left(ranks, rank)
            for other in ranks[max(0, place - WINDOW) : place + WINDOW + 1]:
                scores[other] = scores.get(other, 0) + counts
        scores.pop(rank, None)
        enough = [(-score, other) for other, score in scores.items() if score >= _LEAST]
        return tuple(self._why(record, self.catalogue.records[other]) for _, other in nsmallest(_MOST, enough))

    def _keys(self, record: Record) -> Iterator[Key]:
        for named in record.named:
            yield False, named.entity
        yield from ((True, tag) for tag in record.tags if (True, tag) in self._lists)

    def _why(self, record: Record, other: Record) -> Near:
        """What two articles share, those things first that count most; within a weight in the order of the article."""
        theirs = set(self._keys(other))
        shared = sorted((key for key in self._keys(record) if key in theirs), key=lambda key: -self._weight(key))
        entities = tuple(id for is_tag, id in shared if not is_tag)
        tags = tuple(id for is_tag, id in shared if is_tag)
        return Near(other.id, other.title, other.date, entities, tags)

    def _weight(self, key: Key) -> int:
        return weight(len(self._lists[key]))
