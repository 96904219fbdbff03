"""Live markup, found without a browser: whatever a page has that a harmless page of the same kind has not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib

from tests.support.html import scheme
from tests.support.text import visible

_ADDRESSES = frozenset(
    (
        *("href", "src", "srcset", "action", "formaction", "data", "poster", "background", "ping", "cite", "manifest"),
        *("longdesc", "xlink:href", "{http://www.w3.org/1999/xlink}href"),
    )
)
_FOLLOWED = ("", "http", "https", "mailto")
_LOADING = frozenset(
    ["script", "link", "img", "iframe", "object", "embed", "source", "video", "audio", "use", "image", "base", "form"]
)
_POLICY = re.compile(r"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")


def parse(html: str) -> Element:
    """The page as a browser reads it, with no complaint about anything."""
    root: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return root


def without_policy(html: str) -> str:
    """The page without its content policy, so that only the escaping is left to hold."""
    bare, count = _POLICY.subn("", html)
    assert count == 1
    return bare


@dataclass
class Harmless:
    """What harmless pages have: elements with their attributes, scripts, styles and what they load."""

    parts: set[tuple[str, str]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def learn(self, root: Element) -> None:
        """Take in a harmless page."""
        for element in root.iter():
            self.parts |= set(_parts(element))
            self.words |= set(_words(element))

    def strange(self, root: Element) -> Iterator[str]:
        """Everything in a page that no harmless page has."""
        for element in root.iter():
            yield from (f"<{tag} {name}>" for tag, name in _parts(element) if (tag, name) not in self.parts)
            yield from (words[:80] for words in _words(element) if words not in self.words)
            yield from _addresses(element)


def _parts(element: Element) -> Iterator[tuple[str, str]]:
    tag = str(element.tag)
    if "Comment" not in tag:
        yield tag, ""
    for name, value in element.attrib.items():
        yield tag, f"{name}={value}" if name in ("http-equiv", "rel", "type", "target", "property") else str(name)


def _words(element: Element) -> Iterator[str]:
    """What must be word for word the same: scripts, styles, and what is loaded. Data is none, if it is plain."""
    tag = str(element.tag)
    if tag == "script" and element.get("type") == "application/ld+json":
        if "<" in (element.text or ""):
            yield f"data: {element.text}"
        json.loads(element.text or "")
    elif tag in ("script", "style"):
        yield f"{tag}: {element.text}"
    if "style" in element.attrib:
        yield f"style: {element.attrib['style']}"


def _addresses(element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        found = scheme(value) if name in _ADDRESSES else ""
        if name.lower().startswith("on") or found not in _FOLLOWED:
            yield f"<{element.tag} {name}={value[:60]!r}>"
        elif (
            name in _ADDRESSES
            and str(element.tag) in _LOADING
            and _is_loaded(element)
            and (found or value.startswith("//"))
        ):
            yield f"<{element.tag} {name}={value[:60]!r}> is loaded"


def _is_loaded(element: Element) -> bool:
    return element.tag != "link" or element.get("rel") in ("stylesheet", "icon", "preload", "manifest")


def text_of(root: Element) -> str:
    """The visible characters of a page's body."""
    body = root.find("body")
    return visible("".join(body.itertext())) if body is not None else ""


def harmless_parts(site: Path) -> Harmless:
    """What the pages of a harmless site have."""
    found = Harmless()
    for path in sorted(site.rglob("*.html")):
        found.learn(parse(path.read_text("utf-8")))
    return found


def faults(site: Path, harmless: Harmless, shown: Mapping[str, Iterable[str]], others: int = 1) -> Iterator[str]:
    """Whatever is live in the pages of a site, and the texts that `shown` says must be there and are not.

    Pages that `shown` does not name are read one in `others`.
    """
    pages = sorted(site.rglob("*.html"))
    read = {site / url for url in shown} | set(pages[::others])
    for path in sorted(read & set(pages)):
        url = path.relative_to(site).as_posix()
        yield from page_faults(url, parse(path.read_text("utf-8")), harmless, shown.get(url, ()))


def page_faults(url: str, root: Element, harmless: Harmless, shown: Iterable[str]) -> Iterator[str]:
    """Whatever is live in a page, and the texts that must be there and are not."""
    yield from (f"{url}: {strange}" for strange in harmless.strange(root))
    words = text_of(root)
    lost = (vector for vector in shown if visible(vector.replace("\0", "")) not in words)
    yield from (f"{url}: lost {vector!r}" for vector in lost)
