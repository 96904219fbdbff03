"""One build of the site: what is there is gathered, what changed is rendered, the rest is linked.

Knows nothing of MkDocs: whoever calls it brings the shells, and says which pages and files there are beside its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain

from khizana.catalogue.catalogue import Catalogue, group
from khizana.catalogue.entry import read_entry
from khizana.catalogue.mentions import Matcher
from khizana.catalogue.record import Record
from khizana.layout import Layout
from khizana.parallel import aside, later
from khizana.problems import Problem
from khizana.publish.articles import Known, article_shelves
from khizana.publish.cache import Cache, DamagedError
from khizana.publish.digest import Text, digest_of
from khizana.publish.excerpt import shown_part
from khizana.publish.findable import Finding, News
from khizana.publish.fingerprint import code_fingerprint, digest_of_value
from khizana.publish.gather import gather, look
from khizana.publish.indexes import index_shelves
from khizana.publish.known_registry import known_registry
from khizana.publish.links import broken_links, link_problem
from khizana.publish.nearness import nearness
from khizana.publish.outputs import Made, Outputs, Place
from khizana.publish.page import Site
from khizana.publish.reasons import MadeOf, reasons
from khizana.publish.rooms import Rooms
from khizana.publish.shelf import Shelf
from khizana.publish.shells import Shell
from khizana.publish.sitemap import sitemaps
from khizana.publish.states import states_in
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

    `own` are all addresses of the library on the site, `left` those of whatever else is in the folder.
    """

    rendered: list[str]
    written: list[str]
    gone: list[str]
    own: set[str]
    left: list[str]

    def summary(self) -> str:
        rooms = Counter(url.partition("/")[0] for url in self.written)
        where = ", ".join(f"{room} {count:,}" for room, count in sorted(rooms.items()))
        return (
            f"{len(self.rendered):,} files rendered, {len(self.written):,} written{f' ({where})' if where else ''}, "
            f"{len(self.own) - len(self.written):,} unchanged, {len(self.gone):,} gone"
        )


@dataclass
class Build:
    """One build. `read`, then `write` into a folder, then, once that is the site, `keep`.

    `place` says where the site is put together, and of what stands there already.
    """

    layout: Layout
    settings: Settings
    site: Site
    place: Place
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
        looked = aside(partial(look, self.layout, self.cache))
        self.registry: Registry = self._read_registry()
        index = later(self._finding.update)
        tell = partial(self.tell, "articles read")
        self._gathered = gather(self.layout, self.registry, self.cache, code_fingerprint(), tell, looked)
        self._there = aside(partial(states_in, self.place.folder))
        records = self._gathered.records.values()
        self.catalogue: Catalogue = group(self.registry, records, self.cache.lines)
        self._related = self._keep_related()
        self._index_is_there = index(self._news())
        self.rooms = Rooms(self.catalogue, self.site, self.settings.entries_per_page)
        known = self.cache.shelves(str(self.place.standing)) if self.place.standing else {}
        self._made = Made(code_fingerprint(), self.site, known)
        # The files of a shelf are asked for again when they are written: those of all shelves would fill the memory.
        self._shelves = [*index_shelves(self.rooms, self._registry_fingerprint), self._withdraw()]
        self._addresses = {shelf.name: self._made.addresses(shelf) for shelf in self._shelves}
        self.problems += self._gathered.problems

    @property
    def addresses(self) -> Iterator[str]:
        """The addresses of all pages and files but home, articles, feeds of all and the search index."""
        return chain.from_iterable(self._addresses.values())

    def _read_registry(self) -> Registry:
        return known_registry(self.layout.registry, self.cache, code_fingerprint())

    def _withdraw(self) -> Shelf:
        stones = tombstones(self.layout)
        for stone in stones:
            if stone.id in self._gathered.records:
                shown = self.layout.shown(tombstone_path(self.layout, stone.id))
                message = f"was withdrawn; remove the page, or {shown} if it may be published again"
                self.problems.append(Problem(self.layout.page(stone.id), 0, message))
        pages = list(withdrawn_pages(stone for stone in stones if stone.id not in self._gathered.records))
        return Shelf("withdrawn", tuple((page.url, page.inputs) for page in pages), lambda: pages, listed=False)

    def _keep_related(self) -> Mapping[str, bytes]:
        """Digests of the related articles of all, which the cache takes with the articles they were found for."""
        gathered, records = self._gathered, self._gathered.records
        tags = sorted(self.registry.tags)  # an article's tag counts while the registry has it
        known = self.cache.fact("related", tuple[bytes, list[str], dict[str, bytes]])
        kept = known[2] if known and known[:2] == (gathered.before, tags) else {}
        fresh = nearness(self.catalogue, kept, gathered.changes)
        related = {id: digest_of_value(fresh[id]) if id in fresh else kept[id] for id in records}
        if fresh or gathered.now != gathered.before or known is None:
            self.cache.put_near(fresh, kept.keys() - records.keys())
            self.cache.put_fact("related", (gathered.now, tags, related))
        self.cache.commit()
        return related

    @property
    def _finding(self) -> Finding:
        return Finding(self.layout.cache / "search.sqlite", self.cache, self.registry)

    def _news(self) -> News:
        """What the search index has to be told."""
        gathered, changes = self._gathered, self._gathered.changes
        became = [change.now.id for change in changes if change.now]
        gone = [change.before.id for change in changes if change.before and not change.now]
        return News(became, gone, gathered.before, gathered.now, code_fingerprint())

    def write(self, around: Surroundings) -> Report:
        """Bring every file of the site into its folder; what it needs not stays."""
        self.place.folder.mkdir(parents=True, exist_ok=True)
        there = self._there()
        try:
            return self._write(around, there)
        except DamagedError:
            with suppress(DamagedError, RuntimeError):
                self._index_is_there()
            self._read_anew()
            return self._write(around, states_in(self.place.folder))

    def _write(self, around: Surroundings, there: Mapping[str, bytes]) -> Report:
        broken = self._broken(around)
        tell = partial(self.tell, "files rendered")
        outputs = Outputs(self.place, self._made, around.shells, there, tell)
        known = Known(partial(self._text, broken), broken, self._related, self.cache.near)
        articles = article_shelves(self.catalogue, self.site, known, self._registry_fingerprint)
        shelves = [*self._sitemap(around.hand_written), *reversed(self._shelves), *articles]
        self._shelves.clear()  # a shelf and its files are in memory no longer than they are needed
        while shelves:
            outputs.put(shelves.pop())
        outputs.render()  # while the search index is still being made
        self._index_is_there()
        outputs.put(self._finding.shelf())
        outputs.finish()
        self._outputs = outputs
        self._made_of = self._parts()
        return Report(outputs.rendered, outputs.written, outputs.gone(), outputs.addresses, outputs.left())

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
        outputs = self._outputs
        changed = {name: outputs.shelves[name] for name in outputs.changed}
        self.cache.put_shelves(str(self.place.standing), changed, self._made.known.keys() - outputs.shelves.keys())
        self.cache.commit()
        self.cache.close()

    def _broken(self, around: Surroundings) -> dict[str, tuple[str, ...]]:
        """The addresses in articles that lead nowhere, by id; each is a problem."""
        others = {*around.hand_written, *around.assets, *self.addresses}
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

    @cached_property
    def _registry_fingerprint(self) -> bytes:
        """Index pages show names, descriptions and relations of any records; so a change of one asks for all."""
        return digest_of_value((self.registry, self.settings))

    def _sitemap(self, hand_written: Sequence[str]) -> Iterator[Shelf]:
        """Without an address of its own a site has no sitemap, whose addresses must be absolute."""
        if self.site.url:
            listed = (url for shelf in self._shelves if shelf.listed for url in self._addresses[shelf.name])
            indexes = [url for url in listed if url.endswith(".html")]
            articles = [article_url(record.id) for record in self.catalogue.records]
            urls = tuple(sorted([*hand_written, *indexes, *articles]))
            yield Shelf("sitemap", urls, partial(sitemaps, urls, self.site.url))
