"""The files beside an entity's page: its record with its articles as JSON, JSON-LD, a feed, pieces for the filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

import msgspec

from khizana.publish.entity.companions import shared_counts
from khizana.publish.feeds import feed
from khizana.publish.jsonld import entity_data
from khizana.publish.page import File
from khizana.publish.pieces import pieces
from khizana.publish.rooms import Rooms, digest_of_all, years_of
from khizana.publish.series import Series
from khizana.publish.urls import entity_url
from khizana.registry import Entity

_MOST_COMPANIONS = 200


def entity_files(entity: Entity, series: Series, rooms: Rooms) -> Iterator[File]:
    """Everything beside the page; the series is that of its articles."""
    items, url = rooms.named[entity.id], entity_url(entity.id)
    yield from pieces(series, rooms)
    inputs = (digest_of_all(items),)
    yield File(f"entities/{entity.id}.json", inputs, partial(_json, entity, rooms))
    yield File(f"entities/{entity.id}.jsonld", (_present(entity, rooms),), partial(_jsonld, entity, rooms))
    if rooms.site.url:
        yield feed(f"entities/{entity.id}.xml", url, entity.label, items, rooms)


def _present(entity: Entity, rooms: Rooms) -> tuple[str, ...]:
    """The related entities that have a page."""
    related = {rooms.catalogue.registry.entity(id).id for ids in entity.relations.values() for id in ids}
    return tuple(sorted(id for id in related if id in rooms.named))


def _jsonld(entity: Entity, rooms: Rooms) -> str:
    return _dump(entity_data(entity, rooms))


def _json(entity: Entity, rooms: Rooms) -> str:
    items = rooms.named[entity.id]
    counts = shared_counts(entity.id, items)
    tags = Counter(tag for record, _ in items for tag in record.tags)
    most = sorted(counts, key=lambda id: (-counts[id], id))[:_MOST_COMPANIONS]
    mentions = [
        {"article": record.id, "date": record.date, "mentions": named.count, "paragraphs": named.places}
        for record, _ in items
        for named in record.named
        if named.entity == entity.id
    ]
    return _dump(
        record_of(entity)
        | {"url": entity_url(entity.id), "articles_count": len(items), "years": dict(years_of(items))}
        | {"companions_count": len(counts), "companions": {id: counts[id] for id in most}}
        | {"tags": dict(sorted(tags.items(), key=lambda pair: (-pair[1], pair[0]))), "articles": mentions}
    )


def record_of(entity: Entity) -> dict[str, object]:
    """What the record says that is not empty."""
    data: dict[str, object] = {
        "id": entity.id,
        "type": entity.type,
        "label": entity.label,
        "aliases": list(entity.aliases),
        "latin": entity.latin,
        "description": entity.description,
        "coordinates": list(entity.coordinates or ()),
        "wikidata": entity.wikidata,
        "viaf": entity.viaf,
        "geonames": entity.geonames,
        "dates": dict(entity.dates),
        "relations": {name: list(ids) for name, ids in entity.relations.items()},
    }
    return {name: value for name, value in data.items() if value}


def _dump(data: Mapping[str, object]) -> str:
    return msgspec.json.encode(data).decode() + "\n"
