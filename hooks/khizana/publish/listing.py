"""The page of anything that gathers articles and is no entity: an outlet, an author, a tag; its parts, its head."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from khizana.publish.cards import card
from khizana.publish.drawings import timeline
from khizana.publish.head import feed_link, page_head, script
from khizana.publish.page import Body, Page, Part
from khizana.publish.rooms import Item, Rooms, months_of
from khizana.publish.series import Series, by_year
from khizana.publish.templates import fill


@dataclass(frozen=True)
class Listing:
    """What its articles are listed for: a title, what it is, where it stands (`crumbs` lead there).

    `name` is the title by which browsers and search engines tell its pages from others, if that is another.
    `extra` gives what else the first page shows, by the names its template has for it, and `made_of` is what that
    is made of beside the articles. `feed` is the address of its feed, if it has one; `filtered` says whether its
    articles are there as pieces for a filter.
    """

    series: Series
    title: str
    about: str
    crumbs: Callable[[str], list[tuple[str, str]]]
    template: str = "listing.html"
    extra: Callable[[str], Mapping[str, object]] = lambda url: {}
    made_of: tuple[object, ...] = ()
    feed: str = ""
    filtered: bool = False
    name: str = ""


def listing_pages(listing: Listing, rooms: Rooms) -> Iterator[Page]:
    """The first page of a listing and its later parts."""
    for part in listing.series.parts:
        title = f"{listing.name or listing.title}{listing.series.suffix(part)}"
        inputs = (*listing.series.inputs(part), listing.title, *(listing.made_of if part.number == 1 else ()))
        yield Page(part.url, title, listing.about, inputs, partial(_body, listing, part, rooms))


def _body(listing: Listing, part: Part[Item], rooms: Rooms) -> Body:
    url, series = part.url, listing.series
    values: dict[str, object] = {
        "title": listing.title,
        "about": listing.about,
        "crumbs": listing.crumbs(url),
        "count": len(series.items),
        "series": series,
        "part": part,
        "years": by_year(part.items, lambda item: card(item[0], url, rooms.catalogue.registry)),
    }
    if part.number > 1:
        values["crumbs"] = [*listing.crumbs(url), (listing.title, series.url.rpartition("/")[2])]
        return Body(fill("listing-part.html", **values))
    values |= {"timeline": timeline(months_of(series.items), listing.title), "filtered": listing.filtered}
    values |= listing.extra(url)
    feed = feed_link(rooms.site, listing.feed, url, listing.title) if listing.feed else ""
    return Body(fill(listing.template, **values), page_head(feed, script("filter.js", url) if listing.filtered else ""))
