"""The home page below the words its owner wrote."""

from __future__ import annotations

from khizana.publish.cards import card, joined
from khizana.publish.drawings import timeline
from khizana.publish.entities import NETWORK, most_named
from khizana.publish.head import feed_link
from khizana.publish.page import Body
from khizana.publish.rooms import Rooms
from khizana.publish.tags import tag_row
from khizana.publish.templates import fill
from khizana.publish.urls import TYPE_PAGES, archive_url, relative
from khizana.publish.words import TYPE_LABELS
from khizana.registry import ENTITY_TYPES

_MOST_TAGS = 14
_MOST_NAMES = 10


def home_body(rooms: Rooms, latest: int) -> Body:
    """What stands below the owner's words on the home page: latest articles and the ways into the archive."""
    url, catalogue = "index.html", rooms.catalogue
    tags = sorted((tag_row(tag, url, rooms) for tag in catalogue.tags), key=lambda row: -row.count)
    counts = {month: len(records) for month, records in catalogue.by_month.items() if month[:1].isdigit()}
    values = {
        "count": len(catalogue.records),
        "cards": joined(card(record, url, catalogue.registry) for record in catalogue.records[:latest]),
        "tags": tags[:_MOST_TAGS],
        "groups": [
            (TYPE_LABELS[type], relative(TYPE_PAGES[type], url), most_named(type, rooms, url, _MOST_NAMES))
            for type in ENTITY_TYPES
        ],
        "years": [(str(int(year)), relative(archive_url(year), url)) for year in _years(counts)],
        "timeline": timeline(counts, "مقالات الأرشيف"),
        "archive": relative("archive/index.html", url),
        "ways": _ways(rooms),
    }
    return Body(fill("home.html", **values), feed_link(rooms.site, "feed.xml", url, rooms.site.name))


def _years(counts: dict[str, int]) -> list[str]:
    return sorted({month[:4] for month in counts}, reverse=True)


def _ways(rooms: Rooms) -> list[tuple[str, str]]:
    """Other ways into the archive: words and where they lead."""
    ways = [("المصادر", "outlets/index.html"), ("شبكة الأعلام", NETWORK), ("البيانات للباحثين", "data/index.html")]
    if rooms.by_author:
        ways.insert(1, ("الكتّاب", "authors/index.html"))
    return [*ways, ("خلاصة Atom", "feed.xml")] if rooms.site.url else ways
