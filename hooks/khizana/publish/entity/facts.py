"""What a record says of an entity, as rows of words and ways: names, dates, relations both ways, other authorities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from khizana.publish.rooms import Rooms
from khizana.publish.urls import entity_url, relative
from khizana.publish.words import (
    DATE_LABELS,
    INVERSE_LABELS,
    LOCATED_HERE,
    RELATION_LABELS,
    coordinates_words,
    partial_date,
)
from khizana.registry import Entity
from khizana.registry.model import DATES, RELATIONS

_IN_SIGHT = 8


@dataclass(frozen=True)
class Fact:
    """A label and its values, each a text and the way it leads, if any; `latin` ones are read from the left."""

    label: str
    values: tuple[tuple[str, str], ...]
    latin: bool = False

    @property
    def sight(self) -> int:
        """How many values are in sight; the others stand behind a click."""
        return _IN_SIGHT if len(self.values) > _IN_SIGHT + 2 else len(self.values)


def facts(entity: Entity, page: str, rooms: Rooms) -> list[Fact]:
    """Everything the record says, in a settled order, and what other records say of it."""
    return [*_names(entity), *_dates(entity), *_relations(entity, page, rooms), *_where(entity), *_authorities(entity)]


def _names(entity: Entity) -> Iterator[Fact]:
    if entity.aliases:
        yield Fact("يُذكر أيضًا باسم", tuple((alias, "") for alias in entity.aliases))
    if entity.latin:
        yield Fact("بالحرف اللاتيني", ((entity.latin, ""),), latin=True)


def _dates(entity: Entity) -> Iterator[Fact]:
    for name in DATES:
        if name in entity.dates:
            yield Fact(DATE_LABELS[name], ((partial_date(entity.dates[name]), ""),))


def _relations(entity: Entity, page: str, rooms: Rooms) -> Iterator[Fact]:
    """Both ways in one order; what is related either way stands together. Events here have a list of their own."""
    registry, inverse = rooms.catalogue.registry, rooms.inverse.get(entity.id, {})
    found: dict[str, list[Entity]] = {}
    for relation in RELATIONS:
        forward = [registry.entity(id) for id in entity.relations.get(relation, ())]
        found.setdefault(RELATION_LABELS[relation], []).extend(one for one in forward if one.status == "accepted")
        for label, ones in _backward(relation, inverse.get(relation, ())):
            found.setdefault(label, []).extend(ones)
    for label, ones in found.items():
        if values := tuple(dict.fromkeys(_way(one, page, rooms) for one in ones)):
            yield Fact(label, values)


def _backward(relation: str, ones: Iterable[Entity]) -> Iterator[tuple[str, list[Entity]]]:
    ones = list(ones)
    if relation != "located_in":
        yield INVERSE_LABELS[relation], ones
        return
    for type, label in LOCATED_HERE.items():
        yield label, [one for one in ones if one.type == type]


def _way(one: Entity, page: str, rooms: Rooms) -> tuple[str, str]:
    return one.label, relative(entity_url(one.id), page) if one.id in rooms.named else ""


def _where(entity: Entity) -> Iterator[Fact]:
    if entity.coordinates:
        yield Fact("الإحداثيات", ((coordinates_words(entity.coordinates), ""),))


def _authorities(entity: Entity) -> Iterator[Fact]:
    names = {"wikidata": "ويكي بيانات", "viaf": "فياف VIAF", "geonames": "جيونيمز GeoNames"}
    ways = tuple((f"{names[name]}: {number}", address) for name, number, address in authorities(entity))
    if ways:
        yield Fact("في فهارس أخرى", ways)


def authorities(entity: Entity) -> Iterator[tuple[str, str, str]]:
    """The numbers of an entity in other authorities: whose, the number and its address."""
    if entity.wikidata:
        yield "wikidata", entity.wikidata, f"https://www.wikidata.org/wiki/{entity.wikidata}"
    if entity.viaf:
        yield "viaf", entity.viaf, f"https://viaf.org/viaf/{entity.viaf}"
    if entity.geonames:
        yield "geonames", entity.geonames, f"https://www.geonames.org/{entity.geonames}/"
