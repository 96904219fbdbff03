"""The entity index, an alphabetical index of each type, and the page of each entity."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby

from khizana.arabic import initial
from khizana.catalogue.catalogue import Catalogue
from khizana.publish.cards import TYPE_LABELS, card, entity_row, most_named
from khizana.publish.page import Page, split
from khizana.publish.templates import fill
from khizana.publish.urls import TYPE_PAGES, entity_url, relative
from khizana.registry import ENTITY_TYPES, Entity, EntityType

_TYPE_SINGULAR: dict[EntityType, str] = {
    "person": "شخص",
    "organisation": "منظمة أو هيئة",
    "place": "مكان",
    "event": "حدث",
    "work": "عمل",
}


def entity_pages(catalogue: Catalogue, longest: int) -> Iterator[Page]:
    """The entity indexes and every entity some article names; `longest` is the most entries a page holds."""
    url = "entities/index.html"
    groups = [
        (TYPE_LABELS[type], relative(TYPE_PAGES[type], url), most_named(type, catalogue, url, 12))
        for type in ENTITY_TYPES
    ]
    counts = {TYPE_LABELS[type]: len(catalogue.entities(type)) for type in ENTITY_TYPES}
    body = fill("entities.html", groups=groups, counts=counts)
    yield Page(url, "الأعلام", "فهرس الأشخاص والمنظمات والأماكن والأحداث التي وردت في الأرشيف", body)
    for type in ENTITY_TYPES:
        if counts[TYPE_LABELS[type]]:
            yield from _type_pages(type, catalogue, longest)
    for id in catalogue.by_entity:
        yield from _one_entity(catalogue.registry.entities[id], catalogue, longest)
    for entity in catalogue.registry.entities.values():
        now = catalogue.registry.entity(entity.id)
        if entity.merged_into and now.id in catalogue.by_entity:
            yield _merged(entity, now)


def _merged(entity: Entity, now: Entity) -> Page:
    """The page at the address of a merged record: it leads on, with or without the reader's help."""
    url, target = entity_url(entity.id), entity_url(now.id)
    way = relative(target, url)
    head = f'<meta http-equiv="refresh" content="0; url={escape(way)}">'
    body = fill("moved.html", label=now.label, way=way)
    return Page(url, now.label, now.description, body, head, moved_to=target)


def _type_pages(type: EntityType, catalogue: Catalogue, longest: int) -> Iterator[Page]:
    label = TYPE_LABELS[type]
    for part in split(TYPE_PAGES[type], catalogue.entities(type), longest):
        letters = [
            (letter, [entity_row(one, part.url, catalogue) for one in ones])
            for letter, ones in groupby(part.items, key=lambda one: initial(one.sort or one.label))
        ]
        body = fill(
            "entity-type.html", label=label, letters=letters, index=relative("entities/index.html", part.url), part=part
        )
        yield Page(part.url, f"{label}{part.suffix}", f"فهرس {label} مرتبًا على حروف الهجاء", body)


def _one_entity(entity: Entity, catalogue: Catalogue, longest: int) -> Iterator[Page]:
    entries = catalogue.by_entity[entity.id]
    for part in split(entity_url(entity.id), entries, longest):
        values = {
            "entity": entity,
            "type": _TYPE_SINGULAR[entity.type],
            "type_href": relative(TYPE_PAGES[entity.type], part.url),
            "type_label": TYPE_LABELS[entity.type],
            "count": len(entries),
            "cards": [card(entry, part.url, catalogue, entity.id) for entry in part.items],
            "index": relative("entities/index.html", part.url),
            "part": part,
        }
        yield Page(part.url, f"{entity.label}{part.suffix}", entity.description, fill("entity.html", **values))
