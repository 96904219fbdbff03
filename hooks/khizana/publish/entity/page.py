"""The pages of one entity: what is known of it first, then every article that names it, with the lines that do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from markupsafe import Markup

from khizana.publish.cards import Row, card
from khizana.publish.drawings import Spot, place_map, timeline
from khizana.publish.entity.companions import companions
from khizana.publish.entity.events import held_here, named_with
from khizana.publish.entity.facts import facts
from khizana.publish.head import LIST_SCRIPTS, feed_link, page_head, scripts
from khizana.publish.jsonld import entity_jsonld
from khizana.publish.names import names_pieces
from khizana.publish.page import Body, Page, Part
from khizana.publish.rooms import Item, Rooms, months_of
from khizana.publish.series import Series, by_year
from khizana.publish.templates import fill
from khizana.publish.urls import TYPE_PAGES, entity_url, relative, tag_url
from khizana.publish.words import TYPE_LABELS, TYPE_SINGULAR
from khizana.registry import Entity

_MOST_TAGS = 40
_TAGS_IN_SIGHT = 12
_EVENTS_IN_SIGHT = 3
_MOST_NEAR = 14


def one_entity(entity: Entity, series: Series, rooms: Rooms) -> Iterator[Page]:
    """The page of an entity and its later parts; the series is that of its articles."""
    for part in series.parts:
        title = f"{entity.label}{series.suffix(part)}"
        render = partial(_body, entity, series, part, rooms)
        yield Page(part.url, title, entity.description, _inputs(entity, series, part, rooms), render)


def entity_series(entity: Entity, rooms: Rooms) -> Series:
    """The articles that name an entity."""
    return Series(entity_url(entity.id), rooms.named[entity.id], rooms.longest, described=False)


def _inputs(entity: Entity, series: Series, part: Part[Item], rooms: Rooms) -> tuple[object, ...]:
    """The articles of the part; of the first page also which other places and relatives have a page to lead to."""
    if part.number > 1:
        return series.inputs(part)
    related = {rooms.catalogue.registry.entity(id).id for ids in entity.relations.values() for id in ids}
    related |= {one.id for ones in rooms.inverse.get(entity.id, {}).values() for one in ones}
    present = tuple(sorted(id for id in related if id in rooms.named))
    held = tuple(event.href for event in held_here(entity, rooms))
    around = tuple((spot.label, spot.coordinates) for spot in _near(entity, rooms)) if entity.coordinates else ()
    return (*series.inputs(part), present, held, around, names_pieces(part.url, rooms))


def _body(entity: Entity, series: Series, part: Part[Item], rooms: Rooms) -> Body:
    url = part.url
    values = {
        "entity": entity,
        "type": TYPE_SINGULAR[entity.type],
        "crumbs": [
            ("الأعلام", relative("entities/index.html", url)),
            (TYPE_LABELS[entity.type], relative(TYPE_PAGES[entity.type], url)),
        ],
        "count": len(series.items),
        "series": series,
        "part": part,
        "years": by_year(part.items, partial(_card, entity.id, url, rooms)),
    }
    if part.number > 1:
        values["crumbs"] = [*values["crumbs"], (entity.label, relative(series.url, url))]  # type: ignore[misc]
        return Body(fill("entity-part.html", **values), page_head())
    values |= {
        "facts": facts(entity, url, rooms),
        "map": place_map(Spot(entity.label, entity.coordinates, entity.latin), _near(entity, rooms))
        if entity.coordinates
        else Markup(),
        "timeline": timeline(months_of(series.items), f"المقالات التي تذكر {entity.label}"),
        **_events(entity, rooms),
        "companions": companions(entity, url, rooms),
        **_tags(series, rooms),
        "files": _files(entity, rooms),
        "data": f"{entity.id}.json",
        "piece": f"{entity.id}.js",
        "names": names_pieces(url, rooms),
    }
    feed = feed_link(rooms.site, f"entities/{entity.id}.xml", url, entity.label)
    head = page_head(feed, entity_jsonld(entity, rooms), scripts(url, *LIST_SCRIPTS))
    return Body(fill("entity.html", **values), head)


def _card(id: str, url: str, rooms: Rooms, item: Item) -> str:
    """The card of an article on an entity's page, with the lines that name it."""
    record, _ = item
    lines = rooms.catalogue.lines(record, id)
    inside = [line for line in lines if line.anchor]
    return card(record, url, rooms.catalogue.registry, lines=inside or lines)


def _events(entity: Entity, rooms: Rooms) -> dict[str, object]:
    """Events of the registry and, of a place, those named with it: some in sight, some behind a click."""
    held = held_here(entity, rooms)
    near = named_with(entity, held, rooms) if entity.type == "place" else []
    return {"held": held, "near": near[:_EVENTS_IN_SIGHT], "more_near": near[_EVENTS_IN_SIGHT:]}


def _tags(series: Series, rooms: Rooms) -> dict[str, object]:
    """The tags of the articles that name it, the most frequent first; some in sight, some behind a click."""
    tags = rooms.catalogue.registry.tags
    counts = Counter(tag for record, _ in series.items for tag in record.tags if tag in tags)
    chosen = sorted(counts, key=lambda id: (-counts[id], id))[:_MOST_TAGS]
    rows = [Row(tags[id].label, "", relative(tag_url(id), series.url), counts[id]) for id in chosen]
    sight = _TAGS_IN_SIGHT if len(rows) > _TAGS_IN_SIGHT + 3 else len(rows)
    return {"tags": rows[:sight], "more_tags": rows[sight:], "tags_in_all": len(counts)}


def _near(entity: Entity, rooms: Rooms) -> list[Spot]:
    """Places near this one, for bearings: those most articles name come first, so that they get the room."""
    assert entity.coordinates
    latitude, longitude = entity.coordinates
    spots = []
    for place in rooms.placed:
        assert place.coordinates
        north, east = place.coordinates
        far = abs(north - latitude) > 11 or abs((east - longitude + 180) % 360 - 180) > 40
        if place.id != entity.id and not far:
            spots.append(Spot(place.label, place.coordinates, place.latin))
        if len(spots) == _MOST_NEAR:
            break
    return spots


def _files(entity: Entity, rooms: Rooms) -> list[tuple[str, str]]:
    """The data beside the page: words and ways."""
    files = [("JSON", f"{entity.id}.json"), ("JSON-LD", f"{entity.id}.jsonld")]
    return [*files, ("خلاصة Atom", f"{entity.id}.xml")] if rooms.site.url else files
