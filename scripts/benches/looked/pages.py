"""The pages of a built site as a reader's browser meets them: ids to link to, links out, clicks from home.

A page is parsed once and let go; what is kept of it are numbers, so that a hundred thousand pages fit.
"""

from __future__ import annotations

import os
import posixpath
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

# What a page loads or leads to; a form's action leads somewhere too.
_LINKS = "a[href], area[href], link[href], script[src], img[src], source[src], iframe[src], form[action]"
_OTHER = ("mailto:", "tel:", "data:", "javascript:")
# Where a page is not a part of the site that readers are led to.
APART = ("404.html",)


@dataclass
class Pages:
    """Everything seen. Files are numbered in the order of their paths; `out[n]` are the pages page n leads to.

    `wanted` are places inside pages, `(number, id)`, with the page that leads there; `ids` those that are there,
    as hashes. `broken` are links to no file, with their page.
    """

    root: Path
    paths: list[str]
    sizes: list[int]
    address: str = ""
    out: dict[int, array[int]] = field(default_factory=dict)
    wanted: dict[tuple[int, str], int] = field(default_factory=dict)
    ids: dict[int, frozenset[int]] = field(default_factory=dict)
    broken: list[tuple[int, str]] = field(default_factory=list)
    links: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)

    def missing(self) -> Iterator[tuple[str, str]]:
        """Every link that leads to nothing, with the page it stands on."""
        yield from ((self.paths[page], link) for page, link in self.broken)
        for (number, id), page in self.wanted.items():
            if hash(id) not in self.ids.get(number, frozenset()):
                yield self.paths[page], f"{self.paths[number]}#{id}"

    def clicks(self) -> dict[int, int]:
        """How many clicks each page is away from home, by the shortest way; what cannot be reached is not in it."""
        far = {self.numbers["index.html"]: 0}
        front = list(far)
        while front:
            steps = (target for page in front for target in self.out.get(page, ()))
            front = list(dict.fromkeys(target for target in steps if target not in far))
            far |= dict.fromkeys(front, far[next(reversed(far))] + 1)
        return far


def look(root: Path) -> Pages:
    """Read every page of the site in `root`."""
    files = sorted(_files(root))
    pages = Pages(root, [path for path, _ in files], [size for _, size in files])
    pages.numbers = {path: number for number, path in enumerate(pages.paths)}
    pages.address = _address(root / "index.html")
    for number, path in enumerate(pages.paths):
        if path.endswith(".html"):
            _read(pages, number, path)
    return pages


def _files(root: Path) -> Iterator[tuple[str, int]]:
    for base, _, names in os.walk(root):
        inside = os.path.relpath(base, root)
        for name in names:
            yield posixpath.normpath(posixpath.join(inside, name)), os.lstat(f"{base}/{name}").st_size


def _address(home: Path) -> str:
    """Where the site says it stands; empty where it does not say."""
    canonical = LexborHTMLParser(home.read_text(encoding="utf-8")).css_first("link[rel=canonical]")
    address = (canonical.attributes.get("href") or "") if canonical else ""
    return address.removesuffix("index.html")


def _read(pages: Pages, number: int, path: str) -> None:
    tree = LexborHTMLParser((pages.root / path).read_text(encoding="utf-8"))
    pages.ids[number] = frozenset(hash(node.attributes["id"]) for node in tree.css("[id]"))
    targets: dict[int, None] = {}
    seen: set[str] = set()
    for node in tree.css(_LINKS):
        attributes = node.attributes
        link = attributes.get("href") or attributes.get("src") or attributes.get("action") or ""
        if link in seen:
            continue
        seen.add(link)
        target = _follow(pages, number, path, link)
        if target is not None and node.tag in ("a", "area") and pages.paths[target].endswith(".html"):
            targets[target] = None
    for node in tree.css('meta[http-equiv="refresh"]'):
        _, _, link = (node.attributes.get("content") or "").partition("url=")
        target = _follow(pages, number, path, link)
        targets |= {target: None} if target is not None else {}
    if path not in APART:
        pages.out[number] = array("i", targets)


def _follow(pages: Pages, number: int, path: str, link: str) -> int | None:
    """The number of the file a link leads to; None for links that leave the site or lead nowhere."""
    if pages.address and link.startswith(pages.address):
        link = "/" + link.removeprefix(pages.address)
    elif link.startswith(_OTHER) or "//" in link[:9]:
        return None
    pages.links += 1
    parts = urlsplit(link)
    target = _resolve(path, unquote(parts.path)) if parts.path else path
    found = pages.numbers.get(target, pages.numbers.get(f"{target}/index.html".removeprefix("./")))
    if found is None:
        pages.broken.append((number, link))
    elif parts.fragment:
        pages.wanted.setdefault((found, unquote(parts.fragment)), number)
    return found


def _resolve(page: str, link: str) -> str:
    if link.startswith("/"):
        return posixpath.normpath(link).lstrip("/") or "index.html"
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link))
