"""The tree of tags and the page of each tag, which gathers its articles and those of all narrower tags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from khizana.publish.cards import Row
from khizana.publish.feeds import feed
from khizana.publish.head import page_head, script
from khizana.publish.listing import Listing, listing_pages
from khizana.publish.page import Body, File, Page, Part, split
from khizana.publish.pieces import as_script, pieces
from khizana.publish.rooms import Rooms
from khizana.publish.series import Series
from khizana.publish.templates import fill
from khizana.publish.urls import relative, tag_url
from khizana.registry import Tag

INDEX = "tags/index.html"
_MOST_BYTES = 90_000
_ROW = 330

# A tag in the index, and how deep it stands.
Branch = tuple[Tag, int]


def tag_pages(rooms: Rooms) -> Iterator[Page]:
    """The tree of tags and every tag in use."""
    yield from _index(rooms)
    for tag in rooms.catalogue.tags:
        yield from listing_pages(_listing(tag, rooms), rooms)


def tag_files(rooms: Rooms) -> Iterator[File]:
    """The names of all tags, and beside each tag the pieces of its filter and its feed."""
    counts = tuple((tag.id, len(rooms.under[tag.id])) for tag in rooms.catalogue.tags)
    yield File("tags/index.js", (counts,), partial(_names, rooms))
    for tag in rooms.catalogue.tags:
        items, url = rooms.under[tag.id], tag_url(tag.id)
        yield from pieces(url, items)
        if rooms.site.url:
            yield feed(f"tags/{tag.id}.xml", url, tag.label, items, rooms)


def tag_row(tag: Tag, page: str, rooms: Rooms) -> Row:
    """A tag as a row; its articles are those of narrower tags too."""
    return Row(tag.label, tag.description, relative(tag_url(tag.id), page), len(rooms.under[tag.id]))


def _names(rooms: Rooms) -> str:
    rows = [[tag.id, tag.label, "", len(rooms.under[tag.id])] for tag in rooms.catalogue.tags]
    return f"kzPiece({as_script('index.js')},{as_script(rows)},[]);\n"


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
    return Body(fill("tags.html", branches=branches, part=part), page_head(script("filter.js", part.url)))


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
        feed=f"tags/{tag.id}.xml",
        filtered=True,
    )


def _related(tag: Tag, rooms: Rooms) -> list[str]:
    """Related tags in use, whichever of the two records says so."""
    tags = rooms.catalogue.registry.tags
    back = [one.id for one in tags.values() if tag.id in one.related]
    return [id for id in dict.fromkeys((*tag.related, *back)) if id in rooms.under and id != tag.id]


def _crumbs(tag: Tag, rooms: Rooms, page: str) -> list[tuple[str, str]]:
    above = list(rooms.catalogue.with_broader(tag.broader))[::-1]
    tags = rooms.catalogue.registry.tags
    return [("الوسوم", relative(INDEX, page)), *((tags[id].label, relative(tag_url(id), page)) for id in above)]


def _extra(tag: Tag, related: list[Tag], rooms: Rooms, page: str) -> Mapping[str, object]:
    return {
        "tag": tag,
        "piece": f"{tag.id}.js",
        "own": _own(tag, rooms),
        "narrower": [tag_row(one, page, rooms) for one in rooms.narrower.get(tag.id, ())],
        "related": [tag_row(one, page, rooms) for one in related],
        "feed": f"{tag.id}.xml" if rooms.site.url else "",
    }
