"""The tree of tags and the page of each tag, which gathers its articles and those of all narrower tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from khizana.publish.cards import Row
from khizana.publish.head import NAME_SCRIPTS, page_head, scripts
from khizana.publish.listing import Listing, listing_outputs
from khizana.publish.page import Body, File, Page, Part, split
from khizana.publish.pieces import call
from khizana.publish.rooms import Rooms, digest_of_all
from khizana.publish.series import Series
from khizana.publish.shelf import Output, Shelf
from khizana.publish.templates import fill
from khizana.publish.urls import relative, tag_url
from khizana.registry import Tag

INDEX = "tags/index.html"
_MOST_BYTES = 90_000
_ROW = 330

# A tag in the index, and how deep it stands.
Branch = tuple[Tag, int]


def tag_shelves(rooms: Rooms) -> Iterator[Shelf]:
    """The tree of tags, and every tag in use with its pieces and its feed."""
    counts = tuple((tag.id, len(rooms.under[tag.id]), _own(tag, rooms)) for tag in rooms.catalogue.tags)
    yield Shelf("tags", counts, lambda: [*_index(rooms), File("tags/index.js", (counts,), partial(_names, rooms))])
    for tag in rooms.catalogue.tags:
        # A narrower tag's articles are the tag's own; those of related tags are counted beside it.
        related = tuple(len(rooms.under[id]) for id in _related(tag, rooms))
        inputs = (digest_of_all(rooms.under[tag.id]), related)
        yield Shelf(f"tags/{tag.id}", inputs, partial(_outputs, tag, rooms))


def _outputs(tag: Tag, rooms: Rooms) -> Iterator[Output]:
    return listing_outputs(_listing(tag, rooms), rooms)


def tag_row(tag: Tag, page: str, rooms: Rooms) -> Row:
    """A tag as a row; its articles are those of narrower tags too."""
    return Row(tag.label, tag.description, relative(tag_url(tag.id), page), len(rooms.under[tag.id]))


def _names(rooms: Rooms) -> str:
    rows = [[tag.id, tag.label, "", len(rooms.under[tag.id])] for tag in rooms.catalogue.tags]
    return call("index.js", rows)


def _tree(rooms: Rooms, above: str = "", depth: int = 0) -> Iterator[Branch]:
    """All tags in use, each followed by those under it."""
    for tag in rooms.narrower.get(above, ()):
        yield tag, depth
        yield from _tree(rooms, tag.id, depth + 1)


def _index(rooms: Rooms) -> Iterator[Page]:
    least = _MOST_BYTES // rooms.longest

    def weight(branch: Branch) -> int:
        return max(least, _ROW + 2 * (len(branch[0].label) + len(branch[0].description)))

    for part in split(INDEX, list(_tree(rooms)), _MOST_BYTES, weight):
        title = "الوسوم" + part.suffix
        counts = tuple((tag.id, depth, len(rooms.under[tag.id]), _own(tag, rooms)) for tag, depth in part.items)

        render = partial(_index_body, part, rooms)
        yield Page(part.url, title, "شجرة وسوم الأرشيف وعدد مقالات كل وسم", (counts, part.ways), render)


def _index_body(part: Part[Branch], rooms: Rooms) -> Body:
    branches = [(tag_row(tag, part.url, rooms), depth, _own(tag, rooms)) for tag, depth in part.items]
    return Body(fill("tags.html", branches=branches, part=part), page_head(scripts(part.url, *NAME_SCRIPTS)))


def _own(tag: Tag, rooms: Rooms) -> int:
    """How many articles bear the tag itself."""
    return len(rooms.catalogue.by_tag.get(tag.id, ()))


def _listing(tag: Tag, rooms: Rooms) -> Listing:
    related = [rooms.catalogue.registry.tags[id] for id in _related(tag, rooms)]
    near = (*rooms.narrower.get(tag.id, ()), *related)
    series = Series(tag_url(tag.id), rooms.under[tag.id], rooms.longest, described=True)
    return Listing(
        series,
        tag.label,
        tag.description,
        crumbs=partial(_crumbs, tag, rooms),
        template="tag.html",
        extra=partial(_extra, tag, related, rooms),
        made_of=(tuple((one.id, len(rooms.under[one.id])) for one in near), _own(tag, rooms)),
    )


def _related(tag: Tag, rooms: Rooms) -> list[str]:
    """Related tags in use, whichever of the two records says so."""
    back = rooms.related_to.get(tag.id, ())
    return [id for id in dict.fromkeys((*tag.related, *back)) if id in rooms.under and id != tag.id]


def _crumbs(tag: Tag, rooms: Rooms, page: str) -> list[tuple[str, str]]:
    above = list(rooms.catalogue.with_broader(tag.broader))[::-1]
    tags = rooms.catalogue.registry.tags
    return [("الوسوم", relative(INDEX, page)), *((tags[id].label, relative(tag_url(id), page)) for id in above)]


def _extra(tag: Tag, related: list[Tag], rooms: Rooms, page: str) -> Mapping[str, object]:
    return {
        "tag": tag,
        "own": _own(tag, rooms),
        "narrower": [tag_row(one, page, rooms) for one in rooms.narrower.get(tag.id, ())],
        "related": [tag_row(one, page, rooms) for one in related],
    }
