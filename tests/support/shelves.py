"""What stands on the shelves of an archive's indexes."""

from __future__ import annotations

from khizana.publish.indexes import index_shelves
from khizana.publish.page import File, Page
from khizana.publish.rooms import Rooms
from khizana.publish.shelf import Output


def outputs(rooms: Rooms) -> list[Output]:
    return [output for shelf in index_shelves(rooms) for output in shelf.outputs()]


def index_pages(rooms: Rooms) -> list[Page]:
    return [output for output in outputs(rooms) if isinstance(output, Page)]


def index_files(rooms: Rooms) -> list[File]:
    return [output for output in outputs(rooms) if isinstance(output, File)]
