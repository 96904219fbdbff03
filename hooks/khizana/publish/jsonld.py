"""Entities as schema.org describes them (schema.org 28), for search engines and other archives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from khizana.publish.entity.facts import authorities
from khizana.publish.head import json_script
from khizana.publish.rooms import Rooms
from khizana.publish.urls import entity_url
from khizana.registry import Entity, EntityType

TYPES: Mapping[EntityType, str] = {
    "person": "Person",
    "organisation": "Organization",
    "place": "Place",
    "event": "Event",
    "work": "CreativeWork",
}
_DATES: Mapping[tuple[EntityType, str], str] = {
    ("person", "birth"): "birthDate",
    ("person", "death"): "deathDate",
    ("organisation", "founded"): "foundingDate",
    ("organisation", "dissolved"): "dissolutionDate",
    ("event", "from"): "startDate",
    ("event", "to"): "endDate",
    ("work", "from"): "dateCreated",
    ("work", "founded"): "dateCreated",
}
_RELATIONS: Mapping[tuple[EntityType, str], str] = {
    ("person", "member_of"): "memberOf",
    ("organisation", "member_of"): "memberOf",
    ("organisation", "part_of"): "parentOrganization",
    ("organisation", "located_in"): "location",
    ("place", "part_of"): "containedInPlace",
    ("place", "located_in"): "containedInPlace",
    ("event", "part_of"): "superEvent",
    ("event", "located_in"): "location",
    ("work", "part_of"): "isPartOf",
    ("work", "created_by"): "creator",
}
# A year of the common era, a month or a day: what schema.org's Date can say (ISO 8601).
_ISO = re.compile(r"\d{4}(-\d\d){0,2}")


def entity_data(entity: Entity, rooms: Rooms) -> dict[str, object]:
    """An entity as JSON-LD. Without an address of the site it has no `@id`, and relations are told by name alone."""
    data: dict[str, object] = {"@context": "https://schema.org", "@type": TYPES[entity.type], "name": entity.label}
    if rooms.site.url:
        data["@id"] = data["url"] = f"{rooms.site.url}{entity_url(entity.id)}"
    others = [*entity.aliases, *([entity.latin] if entity.latin else [])]
    optional = {
        "alternateName": list(dict.fromkeys(others)),
        "description": entity.description,
        "sameAs": [address for _, _, address in authorities(entity)],
    }
    data |= {name: value for name, value in optional.items() if value}
    data |= dict(_dates(entity))
    if entity.coordinates:
        latitude, longitude = entity.coordinates
        data["geo"] = {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude}
    return data | _relations(entity, rooms)


def entity_jsonld(entity: Entity, rooms: Rooms) -> str:
    """The same as an element for the head of a page."""
    return json_script(entity_data(entity, rooms))


def _dates(entity: Entity) -> Iterator[tuple[str, str]]:
    for name, value in entity.dates.items():
        if (term := _DATES.get((entity.type, name))) and _ISO.fullmatch(value):
            yield term, value


def _relations(entity: Entity, rooms: Rooms) -> dict[str, object]:
    registry = rooms.catalogue.registry
    found: dict[str, list[object]] = {}
    for relation, ids in entity.relations.items():
        term = _RELATIONS.get((entity.type, relation))
        for one in (registry.entity(id) for id in ids) if term else ():
            if one.status == "accepted" and one.id != entity.id:
                found.setdefault(str(term), []).append(_reference(one, rooms))
    return {term: ones if len(ones) > 1 else ones[0] for term, ones in found.items()}


def _reference(entity: Entity, rooms: Rooms) -> dict[str, object]:
    reference: dict[str, object] = {"@type": TYPES[entity.type], "name": entity.label}
    if rooms.site.url and entity.id in rooms.named:
        reference["@id"] = f"{rooms.site.url}{entity_url(entity.id)}"
    return reference
