"""Addresses of the site, relative to its root; links between pages are always relative to the page."""

from __future__ import annotations

import posixpath
import re
from hashlib import blake2b
from urllib.parse import quote

from khizana.arabic import fold
from khizana.layout import folder_of
from khizana.registry import EntityType

_SAFE = re.compile(r"[A-Za-z0-9_.\-~/]*")
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
    way = _way(path, page) if path != page or not anchor else ""
    return _quoted(way) + (f"#{_quoted(anchor)}" if anchor else "")


def _quoted(text: str) -> str:
    """`quote`, which takes its time; nearly all addresses need none of it."""
    return text if _SAFE.fullmatch(text) else quote(text)


def _way(path: str, page: str) -> str:
    """The shortest relative path; by hand, because a large site has millions and `relpath` asks for the folder."""
    if path.partition("/")[0] != page.partition("/")[0]:
        return depth_prefix(page) + path
    up = ""
    folder = page[: page.rfind("/") + 1]
    while not path.startswith(folder):
        folder = folder[: folder.rfind("/", 0, -1) + 1]
        up += "../"
    return up + path[len(folder) :]


def article_of(url: str) -> str:
    """The id of the article whose page has this address, if it could be one; else nothing."""
    id = posixpath.basename(url).removesuffix(".html")
    return id if url == article_url(id) else ""


def outlet_url(id: str) -> str:
    return f"outlets/{id}.html"


def author_url(name: str) -> str:
    """The page of an author, who has no record and so no id: a digest of the name as people write it freely."""
    return f"authors/{blake2b(fold(name).encode(), digest_size=5).hexdigest()}.html"


def depth_prefix(page: str) -> str:
    """The way from a page to the root of the site: `../` for each folder it is in."""
    return "../" * page.count("/")


def anchor_of(letter: str) -> str:
    """The id of the group of a letter in an alphabetical index; a capital may have two letters, as of ß."""
    return f"l{ord(letter[0]):x}"
