"""The whole archive, gathered once: records newest first, and the groups every index page is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from khizana.arabic import sort_key
from khizana.catalogue.record import UNDATED, Line, Record
from khizana.registry import Entity, EntityType, Registry, Tag

__all__ = ["UNDATED", "Catalogue", "Lines", "group"]

Lines = Callable[[Record, str], Sequence[Line]]


def _no_lines(record: Record, entity: str) -> Sequence[Line]:
    return ()


@dataclass(frozen=True)
class Catalogue:
    """Records are newest first everywhere; undated ones come last. Months are `2017-06`, or `undated`.

    `lines` gives the lines of an article that name an entity, from the cache: it is asked only when a page that shows
    them is rendered.
    """

    registry: Registry
    records: Sequence[Record]
    lines: Lines = field(default=_no_lines, compare=False)

    @cached_property
    def by_tag(self) -> Mapping[str, Sequence[Record]]:
        """The articles that bear each tag the registry has."""
        tags = self.registry.tags
        return _grouped((tag, record) for record in self.records for tag in record.tags if tag in tags)

    @cached_property
    def by_entity(self) -> Mapping[str, Sequence[Record]]:
        """The articles that name each entity."""
        return _grouped((named.entity, record) for record in self.records for named in record.named)

    @cached_property
    def by_month(self) -> Mapping[str, Sequence[Record]]:
        return _grouped((record.month, record) for record in self.records)

    @cached_property
    def by_outlet(self) -> Mapping[str, Sequence[Record]]:
        """The articles of each outlet the registry has."""
        outlets = self.registry.outlets
        return _grouped((record.outlet, record) for record in self.records if record.outlet in outlets)

    def entities(self, type: EntityType) -> list[Entity]:
        """The entities of a type that some article names, in Arabic alphabetical order."""
        wanted = (self.registry.entities[id] for id in self.by_entity)
        return sorted((one for one in wanted if one.type == type), key=lambda one: one.order)

    @cached_property
    def tags(self) -> Sequence[Tag]:
        """The tags some article or narrower tag bears, in Arabic alphabetical order."""
        used = {id for tag in self.by_tag for id in self.with_broader(tag)}
        return sorted((self.registry.tags[id] for id in used), key=lambda tag: sort_key(tag.label))

    def narrower(self, id: str) -> list[Tag]:
        """The tags in use directly under a tag."""
        return [tag for tag in self.tags if tag.broader == id]

    def with_broader(self, id: str) -> Iterable[str]:
        """A tag and all that are broader, the nearest first."""
        while id:
            yield id
            id = self.registry.tags[id].broader


def group(registry: Registry, records: Iterable[Record], lines: Lines = _no_lines) -> Catalogue:
    """The catalogue of these records, in any order."""
    return Catalogue(registry, sorted(records, key=order_of), lines)


def _grouped(pairs: Iterable[tuple[str, Record]]) -> Mapping[str, Sequence[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for id, record in pairs:
        found[id].append(record)
    return dict(found)


def order_of(record: Record) -> tuple[float, str]:
    """Where a record stands in all lists: the newest first, those of one moment by id, undated ones last.

    A day counts as its first moment in UTC.
    """
    if not record.date:
        return float("inf"), record.id
    value = datetime.fromisoformat(record.date)
    return -(value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp(), record.id
