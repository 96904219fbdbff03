"""What happened at a place: events its record or theirs puts there, and events named in one paragraph with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from markupsafe import Markup

from khizana.catalogue.record import Line, Record
from khizana.publish.cards import one_line
from khizana.publish.entity.companions import shared_counts
from khizana.publish.rooms import Item, Rooms
from khizana.publish.urls import entity_url, relative
from khizana.publish.words import shared_articles, span_words
from khizana.registry import Entity

_MOST = 8
_MOST_ASKED = 16  # events whose articles are looked into for a paragraph
_MOST_READ = 12  # articles that are looked into for each
_DEEPEST = 4  # places within places


@dataclass(frozen=True)
class Event:
    """An event in a list: its name, the way to its page if it has one, when it was, a note, and a line to read."""

    label: str
    href: str
    when: str
    note: str
    line: str | Markup = ""


def held_here(place: Entity, rooms: Rooms) -> list[Event]:
    """The events that the registry puts at a place, or at a place within it, by their dates."""
    found = dict(_held(place, "", rooms, _DEEPEST))
    events = sorted(found.values(), key=lambda pair: (min(pair[0].dates.values(), default="9999"), pair[0].order))
    page = entity_url(place.id)
    return [Event(one.label, _way(one, page, rooms), span_words(one.dates), within) for one, within in events]


def _held(place: Entity, within: str, rooms: Rooms, deep: int) -> Iterator[tuple[str, tuple[Entity, str]]]:
    for relation in ("located_in", "part_of"):
        for one in rooms.inverse.get(place.id, {}).get(relation, ()):
            if one.type == "event" and relation == "located_in":
                yield one.id, (one, within)
            elif one.type == "place" and deep:
                yield from _held(one, one.label, rooms, deep - 1)


def named_with(place: Entity, held: Sequence[Event], rooms: Rooms) -> list[Event]:
    """Events named in one paragraph with a place, those that share most articles with it first.

    Each with the newest such paragraph. Those in `held` are left out. Of each only some articles are looked into,
    so that a place that is named everywhere is no more work than another.
    """
    items, entities, page = rooms.named[place.id], rooms.catalogue.registry.entities, entity_url(place.id)
    known = {event.href for event in held}
    counts = shared_counts(place.id, (item for item in items if item[1]))
    events = [id for id in counts if entities[id].type == "event" and relative(entity_url(id), page) not in known]
    found = []
    for id in sorted(events, key=lambda id: (-counts[id], rooms.order[id]))[:_MOST_ASKED]:
        if shared := _paragraph(place.id, id, items, rooms):
            record, line = shared
            words = span_words(entities[id].dates)
            way = relative(entity_url(id), page)
            shown = Markup(one_line(record, line, page))
            found.append(Event(entities[id].label, way, words, shared_articles(counts[id]), shown))
    return found[:_MOST]


def _paragraph(place: str, event: str, items: Sequence[Item], rooms: Rooms) -> tuple[Record, Line] | None:
    """The newest paragraph that names both, as the line that names the event there."""
    both = (record for record, places in items if places and any(named.entity == event for named in record.named))
    for record in islice(both, _MOST_READ):
        anchors = {line.anchor for line in rooms.catalogue.lines(record, place)} - {""}
        for line in rooms.catalogue.lines(record, event):
            if line.anchor in anchors:
                return record, line
    return None


def _way(one: Entity, page: str, rooms: Rooms) -> str:
    return relative(entity_url(one.id), page) if one.id in rooms.named else ""
