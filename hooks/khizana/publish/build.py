"""One build of the site: what is there is gathered, what changed is rendered, the rest is linked.

Knows nothing of MkDocs: whoever calls it brings the shells, and says which pages and files there are beside its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from hashlib import blake2b
from pathlib import Path

import msgspec

from khizana.catalogue.catalogue import Catalogue, group
from khizana.catalogue.entry import read_entry
from khizana.catalogue.mentions import Matcher
from khizana.catalogue.record import Record
from khizana.layout import Layout
from khizana.parallel import aside
from khizana.problems import Problem
from khizana.publish.articles import Site, article_pages
from khizana.publish.cache import Cache, DamagedError
from khizana.publish.digest import Text, digest_of
from khizana.publish.excerpt import shown_part
from khizana.publish.findable import Finding
from khizana.publish.fingerprint import code_fingerprint
from khizana.publish.gather import gather
from khizana.publish.indexes import index_files, index_pages
from khizana.publish.known_registry import known_registry
from khizana.publish.links import broken_links, link_problem
from khizana.publish.nearness import Nearness, nearness
from khizana.publish.outputs import Outputs, Place
from khizana.publish.page import File, Page
from khizana.publish.reasons import MadeOf, reasons
from khizana.publish.rooms import Rooms
from khizana.publish.search import search_page
from khizana.publish.shells import Shell
from khizana.publish.sitemap import sitemaps
from khizana.publish.urls import article_url
from khizana.publish.withdrawn import withdrawn_pages
from khizana.registry import Registry
from khizana.rights import published
from khizana.settings import Settings
from khizana.tombstones import tombstone_path, tombstones

# A stand-in page for each room and depth; the theme renders it once, and its shell serves all pages there.
STAND_INS = {
    ("articles", 3): "articles/0000/00/shell.md",
    ("articles", 2): "articles/undated/shell.md",
    ("tags", 1): "tags/index.md",
    ("entities", 1): "entities/index.md",
    ("archive", 1): "archive/index.md",
    ("outlets", 1): "outlets/index.md",
    ("authors", 1): "authors/index.md",
    ("data", 1): "data/index.md",
    ("search.html", 0): "search.md",
}
Tell = Callable[[str, int, int], None]


def _silent(stage: str, done: int, total: int) -> None:
    pass


@dataclass(frozen=True)
class Surroundings:
    """What stands on the site beside the library's pages, and the shells the theme rendered."""

    shells: Mapping[tuple[str, int], Shell]
    hand_written: Sequence[str] = ()
    assets: Collection[str] = ()


@dataclass
class Report:
    """What a build did: addresses that were rendered, those whose bytes are new, those that are no more.

    `own` are all addresses of the library on the site.
    """

    rendered: list[str]
    written: list[str]
    gone: list[str]
    own: set[str]

    def summary(self) -> str:
        rooms = Counter(url.partition("/")[0] for url in self.written)
        where = ", ".join(f"{room} {count:,}" for room, count in sorted(rooms.items()))
        return (
            f"{len(self.rendered):,} files rendered, {len(self.written):,} written{f' ({where})' if where else ''}, "
            f"{len(self.own) - len(self.written):,} unchanged, {len(self.gone):,} gone"
        )


@dataclass
class Build:
    """One build. `read`, then `write` into a folder, then, once that is the site, `keep`."""

    layout: Layout
    settings: Settings
    site: Site
    tell: Tell = _silent
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> None:
        """Gather the archive. Raises ProblemError where the registry or a tombstone is wrong."""
        self.cache = Cache(self.layout.cache / "site.sqlite")
        self.cache.open()
        try:
            self._read()
        except DamagedError:
            self._read_anew()

    def _read_anew(self) -> None:
        """Once more, without the cache that turned out to be damaged."""
        self.cache.forget()
        self.cache.open()
        self._read()

    def _read(self) -> None:
        self.problems.clear()
        self.registry: Registry = self._read_registry()
        self._gathered = gather(
            self.layout, self.registry, self.cache, code_fingerprint(), partial(self.tell, "articles read")
        )
        records = self._gathered.records.values()
        self.catalogue: Catalogue = group(self.registry, records, self.cache.lines)
        self._related = self._keep_related()
        self._index_is_there = aside(self._find())
        self.rooms = Rooms(self.catalogue, self.site, self.settings.entries_per_page)
        self.indexes: list[Page] = [search_page(), *index_pages(self.rooms)]
        self._withdrawn = self._withdraw()
        self.problems += self._gathered.problems

    def _read_registry(self) -> Registry:
        return known_registry(self.layout.registry, self.cache, code_fingerprint())

    def _withdraw(self) -> list[Page]:
        stones = tombstones(self.layout)
        for stone in stones:
            if stone.id in self._gathered.records:
                shown = self.layout.shown(tombstone_path(self.layout, stone.id))
                message = f"was withdrawn; remove the page, or {shown} if it may be published again"
                self.problems.append(Problem(self.layout.page(stone.id), 0, message))
        return list(withdrawn_pages(stone for stone in stones if stone.id not in self._gathered.records))

    def _keep_related(self) -> Nearness:
        """The related articles of all; the cache takes them together with the articles they were found for."""
        gathered = self._gathered
        tags = sorted(self.registry.tags)  # an article's tag counts while the registry has it
        known = self.cache.fact("related", tuple[bytes, list[str], Nearness])
        kept = known[2] if known and known[:2] == (gathered.before, tags) else {}
        related = nearness(self.catalogue, kept, gathered.changes)
        if related is not kept:
            self.cache.put_fact("related", (gathered.now, tags, related))
        self.cache.commit()
        return related

    @property
    def _finding(self) -> Finding:
        return Finding(self.layout.cache / "search.sqlite", self.cache, self.registry)

    def _find(self) -> Callable[[], None]:
        """How to bring the search index up to date."""
        gathered = self._gathered
        states = (gathered.before, gathered.now, code_fingerprint())
        return partial(self._finding.update, gathered.records, gathered.changes, *states)

    def write(self, fresh: Path, standing: Path | None, around: Surroundings) -> Report:
        """Bring every file of the site into `fresh`; `standing` is the site as the last build left it."""
        try:
            return self._write(fresh, standing, around)
        except DamagedError:
            with suppress(DamagedError, RuntimeError):
                self._index_is_there()
            self._read_anew()
            return self._write(fresh, standing, around)

    def _write(self, fresh: Path, standing: Path | None, around: Surroundings) -> Report:
        broken = self._broken(around)
        place = Place(fresh, standing, self.cache.files(str(standing)) if standing else {})
        outputs = Outputs(place, around.shells, self.site.url, code_fingerprint())
        text = partial(self._text, broken)
        outputs.put(article_pages(self.catalogue, self.site, text, broken, self._related))
        outputs.put(self._withdrawn)
        outputs.put(self._indexes(), self._registry_fingerprint)
        outputs.put(self._sitemaps(around.hand_written))
        self._index_is_there()
        outputs.put(self._finding.files())
        self._outputs = outputs
        self._made_of = self._parts()
        return Report(outputs.rendered, outputs.written, outputs.gone(), {url for url, _, _ in outputs.rows})

    def reasons(self) -> list[str]:
        """Why there was anything to render, compared with the last build that was kept."""
        before = self.cache.fact("made of", MadeOf)
        return list(reasons(before, self._made_of, self._gathered.changes))

    def _parts(self) -> MadeOf:
        shells = {f"the theme's page for {room}/": key for (room, _), key in self._outputs.shell_keys.items()}
        return {"the code": code_fingerprint(), "registry or settings": self._registry_fingerprint, **shells}

    def keep(self) -> None:
        """Remember the files that are now the site."""
        self.cache.put_fact("made of", self._made_of)
        self.cache.put_files(str(self._outputs.place.standing), self._outputs.rows, self._outputs.gone())
        self.cache.commit()
        self.cache.close()

    def _broken(self, around: Surroundings) -> dict[str, tuple[str, ...]]:
        """The addresses in articles that lead nowhere, by id; each is a problem."""
        others = {*around.hand_written, *around.assets, *(page.url for page in (*self.indexes, *self._withdrawn))}
        broken: dict[str, tuple[str, ...]] = {}
        articles = self._gathered.records
        for id, address in broken_links(self._gathered.links, articles, others, self.cache.anchors):
            broken[id] = (*broken.get(id, ()), address)
            self.problems.append(link_problem(self.layout.page(id), address))
        return broken

    def _text(self, broken: Mapping[str, tuple[str, ...]], record: Record) -> Text:
        if record.id not in broken:
            return self.cache.text(record.id)
        entry = read_entry(self.layout.page(record.id), self.layout, self._names)
        publish = published(entry.article, self.registry.outlets.get(record.outlet))
        return digest_of(shown_part(entry, publish), record.digest, publish, broken[record.id]).text

    @cached_property
    def _names(self) -> Matcher:
        return Matcher(self.registry)

    def _indexes(self) -> Iterator[Page | File]:
        yield from self.indexes
        yield from index_files(self.rooms)

    @cached_property
    def _registry_fingerprint(self) -> bytes:
        """Index pages show names, descriptions and relations of any records; so a change of one asks for all."""
        data = msgspec.msgpack.encode((self.registry, self.settings), order="deterministic")
        return blake2b(data, digest_size=16).digest()

    def _sitemaps(self, hand_written: Sequence[str]) -> Iterator[File]:
        """Without an address of its own a site has no sitemap, whose addresses must be absolute."""
        if self.site.url:
            urls = [page.url for page in self.indexes if not page.moved_to]
            articles = [article_url(record.id) for record in self.catalogue.records]
            yield from sitemaps(sorted([*hand_written, *urls, *articles]), self.site.url)
