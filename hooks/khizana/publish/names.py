"""The names of all entities as classic scripts, one for each type, for the boxes that look for a name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from khizana.publish.page import File
from khizana.publish.pieces import call
from khizana.publish.rooms import Rooms
from khizana.publish.urls import TYPE_PAGES, relative
from khizana.registry import ENTITY_TYPES, Entity, EntityType


def names_files(rooms: Rooms) -> Iterator[File]:
    """A piece of names for each type that is there."""
    for type, ones in rooms.entities.items():
        counts = tuple((one.id, len(rooms.named[one.id])) for one in ones)
        yield File(_url(type), (counts,), partial(_names, type, rooms))


def names_pieces(page: str, rooms: Rooms, type: EntityType | None = None) -> str:
    """The pieces of one type, or of all, as an attribute holds them: ways from a page, spaces between."""
    types = [type] if type else [one for one in ENTITY_TYPES if one in rooms.entities]
    return " ".join(relative(_url(one), page) for one in types)


def _url(type: EntityType) -> str:
    return f"{TYPE_PAGES[type].removesuffix('.html')}.js"


def _names(type: EntityType, rooms: Rooms) -> str:
    """Rows of id, label, other names, and how many articles."""
    rows = [[one.id, one.label, _others(one), len(rooms.named[one.id])] for one in rooms.entities[type]]
    return call(_url(type).rpartition("/")[2], rows)


def _others(entity: Entity) -> str:
    return " ".join((*entity.aliases, entity.latin)).strip()
