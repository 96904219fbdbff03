"""Every index page and every data file of a build, in one order."""

from __future__ import annotations

from collections.abc import Iterator

from khizana.publish.archive import archive_pages
from khizana.publish.data import data_files, data_page
from khizana.publish.entities import all_entity_files, entity_pages
from khizana.publish.feeds import archive_feed
from khizana.publish.network import network_page
from khizana.publish.outlets import author_pages, outlet_pages
from khizana.publish.page import File, Page
from khizana.publish.rooms import Rooms
from khizana.publish.tags import tag_files, tag_pages


def index_pages(rooms: Rooms) -> Iterator[Page]:
    """Every index page but home."""
    yield from tag_pages(rooms)
    yield from entity_pages(rooms)
    yield network_page(rooms)
    yield from archive_pages(rooms)
    yield from outlet_pages(rooms)
    yield from author_pages(rooms)
    yield data_page(rooms)


def index_files(rooms: Rooms) -> Iterator[File]:
    """Every file that is no page: pieces for the filters, data, feeds."""
    yield from tag_files(rooms)
    yield from all_entity_files(rooms)
    yield from data_files(rooms)
    if rooms.site.url:
        yield archive_feed(rooms)
