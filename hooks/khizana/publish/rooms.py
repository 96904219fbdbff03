"""What all index pages of one build share: the groups they list, worked out once from the catalogue."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from khizana.arabic import fold
from khizana.catalogue.catalogue import Catalogue
from khizana.catalogue.record import UNDATED, Record
from khizana.publish.page import Site
from khizana.registry import Entity, EntityType, Tag
from khizana.registry.model import RELATIONS

# An article in a list, and in how many of its paragraphs what the list is about is named.
Item = tuple[Record, int]


@dataclass(frozen=True)
class Rooms:
    """A catalogue with the site it is for; `longest` is the most entries a list page holds."""

    catalogue: Catalogue
    site: Site
    longest: int

    @cached_property
    def named(self) -> Mapping[str, Sequence[Item]]:
        """The articles that name each entity, newest first."""
        found: defaultdict[str, list[Item]] = defaultdict(list)
        for record in self.catalogue.records:
            items: dict[int, Item] = {}  # one for all lists that show the same
            for named in record.named:
                found[named.entity].append(items.setdefault(named.places, (record, named.places)))
        return dict(found)

    @cached_property
    def under(self) -> Mapping[str, Sequence[Item]]:
        """The articles that bear each tag or one that is narrower, newest first."""
        above = {tag.id: tuple(self.catalogue.with_broader(tag.id)) for tag in self.catalogue.tags}
        found: dict[str, list[Item]] = {tag.id: [] for tag in self.catalogue.tags}
        for record in self.catalogue.records:
            item = (record, 0)
            for id in dict.fromkeys(one for tag in record.tags for one in above.get(tag, ())):
                found[id].append(item)
        return found

    @cached_property
    def by_author(self) -> Mapping[str, Sequence[Item]]:
        """The articles of each author by the first way the name is written, newest first."""
        names: dict[str, str] = {}
        found: dict[str, list[Item]] = {}
        for record in self.catalogue.records:
            for name in dict.fromkeys(names.setdefault(fold(name), name) for name in record.authors):
                found.setdefault(name, []).append((record, 0))
        return found

    @cached_property
    def entities(self) -> Mapping[EntityType, Sequence[Entity]]:
        """The entities some article names, by type, in Arabic alphabetical order."""
        wanted = [self.catalogue.registry.entities[id] for id in sorted(self.named, key=self.order.__getitem__)]
        found: dict[EntityType, list[Entity]] = {}
        for one in wanted:
            found.setdefault(one.type, []).append(one)
        return found

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Where each entity stands in the alphabetical order of all."""
        ones = sorted(self.catalogue.registry.entities.values(), key=lambda one: one.order)
        return {one.id: place for place, one in enumerate(ones)}

    @cached_property
    def narrower(self) -> Mapping[str, Sequence[Tag]]:
        """The tags in use right under each tag, and under none (`""`), in Arabic alphabetical order."""
        found: dict[str, list[Tag]] = {}
        for tag in self.catalogue.tags:
            found.setdefault(tag.broader, []).append(tag)
        return found

    @cached_property
    def related_to(self) -> Mapping[str, Sequence[str]]:
        """For each tag, those whose records call it related."""
        found: dict[str, list[str]] = {}
        for tag in self.catalogue.registry.tags.values():
            for id in tag.related:
                found.setdefault(id, []).append(tag.id)
        return found

    @cached_property
    def inverse(self) -> Mapping[str, Mapping[str, Sequence[Entity]]]:
        """For each entity, by relation, the accepted ones whose records name it there."""
        registry = self.catalogue.registry
        found: dict[str, dict[str, list[Entity]]] = {}
        for one in (registry.entities[id] for id in self.order):
            if one.merged_into or one.status != "accepted":
                continue
            for relation in (name for name in RELATIONS if name in one.relations):
                for id in one.relations[relation]:
                    found.setdefault(registry.entity(id).id, {}).setdefault(relation, []).append(one)
        return found

    @cached_property
    def present(self) -> bytes:
        """Changes when an entity, a tag, an outlet or an author has a page for the first time, or no more."""
        there = (self.named, self.under, self.catalogue.by_outlet, self.by_author)
        return blake2b(repr([sorted(ids) for ids in there]).encode(), digest_size=16).digest()

    @cached_property
    def placed(self) -> Sequence[Entity]:
        """The places of the archive that can be drawn on a map, those most articles name first."""
        places = (one for one in self.entities.get("place", ()) if one.coordinates)
        return sorted(places, key=lambda one: (-len(self.named[one.id]), self.order[one.id]))


def months_of(items: Iterable[Item]) -> Mapping[str, int]:
    """How many articles each month has; those without a date do not count."""
    counts = Counter(record.date[:7] for record, _ in items)
    counts.pop("", None)
    return counts


def years_of(items: Iterable[Item]) -> Mapping[str, int]:
    """How many articles each year has, newest first, `undated` last."""
    return Counter(record.date[:4] or UNDATED for record, _ in items)


def digest_of_all(items: Iterable[Item]) -> bytes:
    """What changes when anything does that other pages can show of one of these articles."""
    return blake2b(b"".join([record.face for record, _ in items]), digest_size=16).digest()
