"""The pictures of an article: those in its text and between it and the title, less what is there for other reasons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from khizana.arabic import one_line
from khizana.convert.addresses import absolute
from khizana.convert.companions import Beside
from khizana.convert.original import Hint, Picture
from khizana.convert.readers.html.container import Container, asides
from khizana.convert.readers.html.embedded import Embedded, decoded
from khizana.convert.readers.html.parse import Page, Shown
from khizana.convert.readers.html.titles import Title, letters

# Pages that load pictures late keep the address elsewhere until a script runs.
_LATE = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-full-src")
_CALLED = re.compile(
    r"(?<![a-z])(?:logo|icons?|favicon|avatar|gravatar|sprite|pixel|tracking|emoji|smil(?:ey|ies)|button|btn|badge|"
    r"banner|ads?|advert\w*|print)(?![a-z])"
)
_FILE_CALLED = re.compile(
    rf"{_CALLED.pattern}|(?<![a-z])(?:spacer|blank|loader|loading|placeholder|transparent)(?![a-z])"
)
_SHOWS_LOGO = re.compile(r"\s*(?:شعار\b|logo\b)", re.IGNORECASE)
_BESIDE = re.compile(r"(?<![a-z])(?:sidebar|widget|related|most|ads?|banner|share|social|sharing|author-?(?:box|bio))")
# What says no more than that there is a picture; nor does the title of the article.
_SAYS_NOTHING = re.compile(
    r"(?:ال)?صور[ةه][\s:]*|image\d*|photo|picture|img[\w.-]*|\S+\.(?:jpe?g|png|gif|webp)|\W*", re.I
)
_LONGEST_ALT = 300
_LEAST = 64  # pixels of an attribute
_MOST = 200
_DEEPEST = 200
_WHOLE = 64 << 20
_DRAWING = "image/svg+xml"


@dataclass(frozen=True)
class Around:
    """What a picture's address is read by: the page's own address, what is embedded and what came with the page."""

    base: str
    embedded: Embedded
    beside: Beside


def article_pictures(
    page: Page, container: Container, title: Title, hints: Mapping[int, Hint], around: Around
) -> list[tuple[int, Picture]]:
    """The pictures by the number of the line they stand before, in order."""
    top = max((line for line in title.lines if line < container.first), default=container.first)
    aside = asides(page)
    near = (shown for shown in page.pictures if top <= shown.line <= container.last and not aside[shown.block])
    inside = (shown for shown in near if _belongs(page, shown, container, hints))
    return list(_read(islice(inside, _MOST), around, letters(title.text)))


def fragment_pictures(page: Page, around: Around) -> list[tuple[int, Picture]]:
    """The same for markup that is all article."""
    return list(_read(page.pictures[:_MOST], around))


def _belongs(page: Page, shown: Shown, container: Container, hints: Mapping[int, Hint]) -> bool:
    """Does it stand in the article, or above its text in nothing that is for something else?"""
    for number in islice(page.ancestors(shown.block), _DEEPEST):
        element = page.elements[number]
        if number == container.element:
            return True
        if _BESIDE.search(element.names):
            return False
        lines = range(element.first, element.last)
        if lines and all(line in hints and hints[line].role == "outside" for line in lines):
            return False
    return shown.line <= container.first


def _read(pictures: Iterable[Shown], around: Around, title: str = "") -> Iterator[tuple[int, Picture]]:
    size = 0
    for shown in pictures:
        picture = _picture(shown.attributes, around, title)
        size += len(picture.data)
        if size > _WHOLE:
            picture = Picture(0, picture.address, picture.alt, fate="too-many")
        if picture.address:
            yield shown.line, picture


def _picture(attributes: Mapping[str, str], around: Around, title: str) -> Picture:
    address = _address(attributes, around.embedded)
    alt = " ".join(one_line(attributes.get("alt", "")).split())[:_LONGEST_ALT]
    alt = "" if _SAYS_NOTHING.fullmatch(alt) or letters(alt) == title else alt
    if address.startswith("data:"):
        kind, data = decoded(address)
        fate = "drawing" if kind == _DRAWING else "" if data else "not-a-picture"
        return Picture(0, f"data:{kind}", alt, data if not fate else b"", fate=fate or _spared(attributes, ""))
    if fate := _spared(attributes, address):
        return Picture(0, address[:200], alt, fate=fate)
    if found := around.beside(address):
        return Picture(0, address, alt, found[1], found[0])
    whole = absolute(address, around.base)
    return Picture(0, whole or address[:200], alt, fate="" if whole else "missing")


def _address(attributes: Mapping[str, str], embedded: Embedded) -> str:
    """Where the picture itself is, not what stands in for it until it is loaded."""
    written = embedded.address_in(attributes.get("style", "")) or attributes.get("src", "").strip()
    late = next((value for name in _LATE if (value := attributes.get(name, "").strip())), "")
    whole = embedded.whole(written)
    stands_in = not written or (whole.startswith("data:") and (len(whole) < 2000 or _DRAWING in whole[:40]))
    return late if late and stands_in else whole


def _spared(attributes: Mapping[str, str], address: str) -> str:
    """Why a picture is not kept that is there for other reasons: by its size on the page or what it is called."""
    sizes = [value[:5] for name in ("width", "height") if (value := attributes.get(name, ""))]
    if any(int(size) < _LEAST for size in sizes if size.isdecimal()):
        return "tiny"
    name = address.partition("?")[0].rpartition("/")[2].lower()
    called = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
    logo = _SHOWS_LOGO.match(attributes.get("alt", ""))
    return "decoration" if logo or _CALLED.search(called) or _FILE_CALLED.search(name) else ""
