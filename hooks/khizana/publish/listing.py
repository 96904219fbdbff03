"""The page of anything that gathers articles and is no entity: an outlet, an author, a tag; its parts, its head."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from khizana.publish.cards import card
from khizana.publish.drawings import timeline
from khizana.publish.feeds import feed
from khizana.publish.head import LIST_SCRIPTS, feed_link, page_head, scripts
from khizana.publish.page import Body, File, Page, Part
from khizana.publish.pieces import pieces
from khizana.publish.rooms import Item, Rooms, months_of
from khizana.publish.series import Series, by_year
from khizana.publish.shelf import Output
from khizana.publish.templates import fill


@dataclass(frozen=True)
class Listing:
    """What its articles are listed for: a title, what it is, where it stands (`crumbs` lead there).

    `name` is the title by which browsers and search engines tell its pages from others, if that is another.
    `extra` gives what else the first page shows, by the names its template has for it, and `made_of` is what that
    is made of beside the articles.
    """

    series: Series
    title: str
    about: str
    crumbs: Callable[[str], list[tuple[str, str]]]
    template: str = "listing.html"
    extra: Callable[[str], Mapping[str, object]] = lambda url: {}
    made_of: tuple[object, ...] = ()
    name: str = ""

    @property
    def feed(self) -> str:
        """The address of its feed."""
        return f"{self.series.url.removesuffix('.html')}.xml"


def listing_outputs(listing: Listing, rooms: Rooms) -> Iterator[Output]:
    """The pages of a listing and what stands beside them."""
    yield from listing_pages(listing, rooms)
    yield from _files(listing, rooms)


def listing_pages(listing: Listing, rooms: Rooms) -> Iterator[Page]:
    """The first page of a listing and its later parts."""
    for part in listing.series.parts:
        title = f"{listing.name or listing.title}{listing.series.suffix(part)}"
        inputs = (*listing.series.inputs(part), listing.title, *(listing.made_of if part.number == 1 else ()))
        yield Page(part.url, title, listing.about, inputs, partial(_body, listing, part, rooms))


def _files(listing: Listing, rooms: Rooms) -> Iterator[File]:
    """The pieces of its filter and its feed."""
    series = listing.series
    yield from pieces(series, rooms)
    if rooms.site.url:
        yield feed(listing.feed, series.url, listing.name or listing.title, series.items, rooms)


def _card(url: str, rooms: Rooms, item: Item) -> str:
    return card(item[0], url, rooms.catalogue.registry)


def _body(listing: Listing, part: Part[Item], rooms: Rooms) -> Body:
    url, series = part.url, listing.series
    values: dict[str, object] = {
        "title": listing.title,
        "about": listing.about,
        "crumbs": listing.crumbs(url),
        "count": len(series.items),
        "series": series,
        "part": part,
        "years": by_year(part.items, partial(_card, url, rooms)),
    }
    if part.number > 1:
        values["crumbs"] = [*listing.crumbs(url), (listing.title, series.url.rpartition("/")[2])]
        return Body(fill("listing-part.html", **values))
    values |= {
        "timeline": timeline(months_of(series.items), listing.title),
        "piece": f"{series.url.rpartition('/')[2].removesuffix('.html')}.js",
        "feed": listing.feed.rpartition("/")[2] if rooms.site.url else "",
        **listing.extra(url),
    }
    head = page_head(feed_link(rooms.site, listing.feed, url, listing.title), scripts(url, *LIST_SCRIPTS))
    return Body(fill(listing.template, **values), head)
