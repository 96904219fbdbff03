"""Where each vector stands in the pages of a site, and the fewest pages that together hold all of these places.

A place is a kind of page (all that one template makes) with an element, or an attribute of one, in it. A vector that
stands in the same place of two pages need be looked at only once.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from xml.etree.ElementTree import Element

from ahocorasick_rs import AhoCorasick

from tests.support.text import visible

Pair = tuple[int, str]  # the number of a vector and a place of it
_HASHED = ("articles", "authors")  # rooms whose pages are named after what they hold
_BLOCKS = frozenset(
    ["title", "h1", "h2", "h3", "p", "li", "td", "dt", "dd", "summary", "figcaption", "blockquote", "pre"]
)
_REMEMBERED = 200_000


class Places:
    """Finds vectors in pages, by what of them can be seen."""

    def __init__(self, vectors: Sequence[str]) -> None:
        shown = [visible(vector.replace("\0", "")) for vector in vectors]
        self._numbers = [number for number, words in enumerate(shown) if words]
        self._automaton = AhoCorasick([words for words in shown if words])
        self._found = lru_cache(_REMEMBERED)(self._look)

    def pairs(self, url: str, root: Element) -> set[Pair]:
        """Every vector in a page with its place."""
        kind = kind_of(url)
        return {
            (number, f"{kind} {place}") for place, words in _written(root) if words for number in self._found(words)
        }

    def _look(self, words: str) -> tuple[int, ...]:
        matches = self._automaton.find_matches_as_indexes(visible(words), overlapping=True)
        return tuple({self._numbers[index] for index, _, _ in matches})


def kind_of(url: str) -> str:
    """The kind of a page: pages of one kind differ only in what they show."""
    room, _, name = url.removesuffix(".html").rpartition("/")
    room = room.partition("/")[0]
    if room in _HASHED and not name.startswith("index"):
        return room
    return f"{room}/{re.sub('[0-9]+', '', name)}"


def _written(root: Element) -> Iterator[tuple[str, str]]:
    """Every text of a page with its place: values of attributes, what stands in an element itself, and in a block."""
    for element in root.iter():
        tag = str(element.tag)
        if "Comment" in tag:
            yield "comment", element.text or ""
            continue
        yield from ((f"{tag}[{name}]", value) for name, value in element.attrib.items())
        if tag == "script":
            yield tag, _of_script(element)
            continue
        yield tag, "".join((element.text or "", *(child.tail or "" for child in element)))
        if tag in _BLOCKS and len(element):
            yield tag, "".join(element.itertext())


def _of_script(element: Element) -> str:
    """The texts of data, as whoever reads the data sees them; any other script as it stands."""
    words = element.text or ""
    return "\n".join(_texts(json.loads(words))) if element.get("type") == "application/ld+json" else words


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def fewest(pages: Mapping[str, AbstractSet[Hashable]]) -> list[str]:
    """Pages that hold every pair there is, and one at least of every kind: each adds something, the richest first."""
    seen: set[Hashable] = set()
    kinds: set[str] = set()
    chosen: list[str] = []
    for url in sorted(pages, key=lambda url: (-len(pages[url]), url)):
        if not pages[url] <= seen or kind_of(url) not in kinds:
            seen |= pages[url]
            kinds.add(kind_of(url))
            chosen.append(url)
    return chosen
