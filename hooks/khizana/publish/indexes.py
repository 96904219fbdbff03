"""Every index page and every file of data of a build, by shelf."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from khizana.publish.archive import archive_shelves
from khizana.publish.data import data_files, data_page
from khizana.publish.entities import entity_shelves
from khizana.publish.feeds import archive_feed
from khizana.publish.network import network_page
from khizana.publish.outlets import author_shelves, outlet_shelves
from khizana.publish.rooms import Rooms, digest_of_all
from khizana.publish.search import search_page
from khizana.publish.shelf import Output, Shelf
from khizana.publish.tags import tag_shelves


def index_shelves(rooms: Rooms, registry: bytes = b"") -> Iterator[Shelf]:
    """The shelves of everything but home, articles and the search index.

    Any page of them may show what the registry says of any record, whose fingerprint is `registry`, and lead to
    whatever has a page.
    """
    for shelf in _shelves(rooms):
        inputs = (rooms.present, shelf.inputs)
        yield replace(shelf, inputs=inputs, made_of=registry)


def _shelves(rooms: Rooms) -> Iterator[Shelf]:
    yield Shelf("search page", (), lambda: [search_page()])
    yield from tag_shelves(rooms)
    yield from entity_shelves(rooms)
    yield from archive_shelves(rooms)
    yield from outlet_shelves(rooms)
    yield from author_shelves(rooms)
    everything = digest_of_all((record, 0) for record in rooms.catalogue.records)
    yield Shelf("everything", (everything,), lambda: _of_everything(rooms))


def _of_everything(rooms: Rooms) -> Iterator[Output]:
    """What is made of every article."""
    yield network_page(rooms)
    yield data_page(rooms)
    yield from data_files(rooms)
    if rooms.site.url:
        yield archive_feed(rooms)
