"""Attacks looked at: every page of an attacked site is read, and a browser opens every vector in every place.

Of pages that one template makes, which show the same vectors in the same places, one is opened (`fewest`); each twice,
with its content policy and without.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from khizana.parallel import spread
from tests.hostile.attacked import Attacked
from tests.hostile.browsing import copy_without_policies, is_watchful, visit_all
from tests.hostile.live import Harmless, page_faults, parse
from tests.hostile.places import Pair, Places, fewest
from tests.support.browser import chromium

# Where what is given as one of these stands on pages.
SINKS = {
    "title": "articles h1",
    "heading": "articles h2",
    "body": "articles p",
    "tag": "tags/attack h1",
    "description": "outlets/attack p",
    "author": "authors h1",
    "outlet": "outlets/attack h1",
    "url": "articles a[href]",
}
_ELSEWHERE = "404.html"  # its addresses hold only where the site is served
_AT_ONCE = 20  # pages in one window


@dataclass
class Read:
    """What reading all pages found: what is live or lost, a line each, and the numbers of the pairs in each page."""

    faults: list[str] = field(default_factory=list)
    pages: dict[str, frozenset[int]] = field(default_factory=dict)
    pairs: dict[Pair, int] = field(default_factory=dict)

    def add(self, url: str, faults: Iterable[str], pairs: Iterable[Pair]) -> None:
        self.faults += faults
        pairs = () if url == _ELSEWHERE else pairs
        self.pages[url] = frozenset(self.pairs.setdefault(pair, len(self.pairs)) for pair in pairs)

    def to_open(self, attacked: Attacked) -> list[str]:
        """The pages a browser must open: those that hold all pairs, and all articles full of vectors."""
        pages = {url: pairs for url, pairs in self.pages.items() if url != _ELSEWHERE}
        return sorted({*fewest(pages), *attacked.full})

    def sinks(self, urls: Iterable[str]) -> Mapping[str, int]:
        """How many vectors stand in each sink on these pages."""
        there = frozenset().union(*(self.pages[url] for url in urls))
        counts = Counter(place for (_, place), number in self.pairs.items() if number in there)
        return {sink: counts[place] for sink, place in SINKS.items()}


def read_all(attacked: Attacked, harmless: Harmless, vectors: Sequence[str]) -> Read:
    """Every page of the site read, on all cores."""
    urls = sorted(path.relative_to(attacked.site).as_posix() for path in attacked.site.rglob("*.html"))
    read = Read()
    for url, faults, pairs in sorted(spread(partial(_read, attacked, harmless, Places(vectors)), urls)):
        read.add(url, faults, pairs)
    return read


def _read(
    attacked: Attacked, harmless: Harmless, places: Places, urls: Sequence[str]
) -> Iterator[tuple[str, list[str], list[Pair]]]:
    for url in urls:
        root = parse((attacked.site / url).read_text("utf-8"))
        yield url, list(page_faults(url, root, harmless, attacked.shown.get(url, ()))), sorted(places.pairs(url, root))


def open_all(attacked: Attacked, urls: Sequence[str], folder: Path) -> Iterator[tuple[int, list[str]]]:
    """These pages opened, hovered and clicked: of each the elements touched, and what happened, which must be nothing.

    As many browsers as there are cores. Raises RuntimeError if one does not show what runs.
    """
    bare = folder / "bare"
    copy_without_policies(attacked.site, bare, urls)
    yield from spread(partial(_open, folder), [site / url for url in urls for site in (attacked.site, bare)])


def _open(folder: Path, paths: Sequence[Path]) -> Iterator[tuple[int, list[str]]]:
    with chromium() as browser:
        if not is_watchful(browser, folder):
            raise RuntimeError("what runs in the browser is not seen")
        for begin in range(0, len(paths), _AT_ONCE):
            watch = visit_all(browser, paths[begin : begin + _AT_ONCE])
            yield watch.touched, watch.happened
