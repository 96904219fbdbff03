"""Addresses of the site, relative to its root; links between pages are always relative to the page."""

from __future__ import annotations

import posixpath
from urllib.parse import quote

from khizana.layout import folder_of
from khizana.registry import EntityType

TYPE_PAGES: dict[EntityType, str] = {
    "person": "entities/people.html",
    "organisation": "entities/organisations.html",
    "place": "entities/places.html",
    "event": "entities/events.html",
    "work": "entities/works.html",
}


def article_url(id: str) -> str:
    return f"articles/{folder_of(id)}/{id}.html"


def tag_url(id: str) -> str:
    return f"tags/{id}.html"


def entity_url(id: str) -> str:
    return f"entities/{id}.html"


def archive_url(period: str) -> str:
    """`period` is a year, a month such as `2017-06`, or `undated`."""
    return f"archive/{period}.html"


def part_url(url: str, part: int) -> str:
    """The address of a later part of a page that was split; part 1 is the page itself."""
    return url if part == 1 else f"{url.removesuffix('.html')}-{part}.html"


def relative(target: str, page: str) -> str:
    """The way from a page to a target (which may carry an #anchor), as a browser follows it, percent-encoded."""
    path, _, anchor = target.partition("#")
    way = posixpath.relpath(path, posixpath.dirname(page) or ".") if path != page or not anchor else ""
    return quote(way) + (f"#{quote(anchor)}" if anchor else "")
