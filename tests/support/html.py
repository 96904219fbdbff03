"""HTML as a browser sees it: documents, what they link to, and links that lead nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import html5lib

LOADED = {("script", "src"), ("img", "src"), ("source", "src"), ("iframe", "src"), ("video", "src"), ("audio", "src")}
LOADED_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch"}
_CSS_URL = re.compile(r"url\(\s*[\"']?([^\"')]+)")
_NOISE = re.compile(r"[\x00-\x20]")


@dataclass
class Document(HTMLParser):
    """The ids, links and tags of one page, in order."""

    ids: list[str] = field(default_factory=list)
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        if "id" in values:
            self.ids.append(values["id"])

    def addresses(self) -> Iterator[tuple[str, dict[str, str], str]]:
        """Tag, attributes and address of everything that is loaded or can be followed."""
        for tag, values in self.tags:
            for name in ("href", "src"):
                if name in values:
                    yield tag, values, values[name]

    def all(self, tag: str) -> list[dict[str, str]]:
        return [values for name, values in self.tags if name == tag]


def document(text: str) -> Document:
    page = Document()
    page.feed(text)
    page.close()
    return page


@cache
def read(path: Path) -> Document:
    return document(path.read_text("utf-8"))


def is_loaded(tag: str, values: dict[str, str]) -> bool:
    """Is this fetched when the page is opened?"""
    if tag == "link":
        return bool(LOADED_LINKS & set(values.get("rel", "").split()))
    return (tag, "src") in LOADED


def scheme(address: str) -> str:
    """The scheme a browser sees in an address (WHATWG URL: controls are stripped before it is parsed)."""
    match = re.match(r"([A-Za-z][A-Za-z0-9+.\-]*):", _NOISE.sub("", address))
    return match[1].lower() if match else ""


def moved_to(site: Path, url: str) -> str:
    """The page a page only leads on to, or nothing."""
    for values in read(site / url).all("meta"):
        if values.get("http-equiv", "").lower() == "refresh":
            way = values["content"].partition("url=")[2]
            return posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(way)))
    return ""


def html_pages(site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def broken(site: Path, own: str = "") -> list[str]:
    """Every address of every page and style sheet that leads nowhere; `own` is the address of the site."""
    wrong: list[str] = []
    for url in html_pages(site):
        for tag, values, address in read(site / url).addresses():
            if problem := _problem(site, url, tag, values, address, own):
                wrong.append(f"{url}: {address}: {problem}")
    return [*wrong, *_broken_in_styles(site)]


def _broken_in_styles(site: Path) -> Iterator[str]:
    for sheet in site.rglob("*.css"):
        for address in _CSS_URL.findall(sheet.read_text("utf-8")):
            if not address.startswith(("data:", "#")) and not (sheet.parent / urlsplit(address).path).is_file():
                yield f"{sheet.relative_to(site)}: {address}: no such file"


def absolute(site: Path, own: str) -> list[str]:
    """Every address that is followed or loaded and only works where the site is served; 404.html has no other."""
    return [
        f"{url}: {address}"
        for url in html_pages(site)
        for tag, values, address in read(site / url).addresses()
        if address.startswith("/") or (own and address.startswith(own))
        if url != "404.html" and not (tag == "link" and values.get("rel") == "canonical")
    ]


def _problem(site: Path, url: str, tag: str, values: dict[str, str], address: str, own: str) -> str:
    if tag == "link" and values.get("rel") == "canonical":
        right = moved_to(site, url) or url
        return "" if own and address == f"{own}{right}" and (site / right).is_file() else "not the canonical address"
    if address.startswith(own or "/") or (address.startswith("/") and not address.startswith("//")):
        address, url = address.removeprefix(own).removeprefix(urlsplit(own).path or "/"), ""
    if scheme(address) or address.startswith("/"):
        if is_loaded(tag, values):
            return "loaded from elsewhere"
        return "" if scheme(address) in ("http", "https", "mailto") else "no address to follow"
    path, _, anchor = address.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(url), unquote(path))) if path else url
    if target.startswith("..") or not (site / target).is_file():
        return "no such file"
    if anchor and unquote(anchor) not in read(site / target).ids:
        return "no such anchor"
    return ""


def tree(text: str) -> Element:
    """The page as html5lib reads it; html5lib.html5parser.ParseError at the first error."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    root: Element = parser.parse(text)
    return root


def loose_tree(text: str) -> Element:
    """A fragment as a browser would read it, errors and all."""
    root: Element = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return root


def text_of(element: Element) -> str:
    return "".join(element.itertext())


def find_class(root: Element, name: str) -> Element:
    """The one element with this class."""
    [found] = [element for element in root.iter() if name in str(element.get("class", "")).split()]
    return found
