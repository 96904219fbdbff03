"""The articles of an archive for a build: from the cache where nothing has changed, else read, on all cores.

Whether a page has changed is asked of its files first (size, moments, inode), as git does it, and where these differ
of their content. An article with something wrong is read again at every build, so that every build says it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from khizana.catalogue.entry import read_entry
from khizana.catalogue.faults import faults
from khizana.catalogue.mentions import Matcher
from khizana.catalogue.record import Record, sharing
from khizana.files import ask_for
from khizana.layout import Layout
from khizana.parallel import spread
from khizana.problems import Problem, ProblemError
from khizana.publish.cache import Cache, Known, Sealed, seal
from khizana.publish.digest import digest_of
from khizana.publish.excerpt import shown_part
from khizana.publish.findable import findable
from khizana.publish.fingerprint import digest_of_value
from khizana.publish.nearness import Change
from khizana.publish.touched import is_fresh, signature
from khizana.registry import Registry
from khizana.rights import published

Tell = Callable[[int, int], None]
_AHEAD = 200  # pages that are asked for before the first is read


class Look(NamedTuple):
    """The files of all pages: signatures of those that are not as the cache has them, and which pages are gone.

    `began` is the time before the first look, in nanoseconds.
    """

    began: int
    touched: dict[str, bytes]
    gone: set[str]


class _Found(NamedTuple):
    """A page in the archive, the signature of its files, and what the cache has of it."""

    path: str
    signature: bytes
    known: Known | None


class _Read(NamedTuple):
    """What came of reading a page; nothing sealed where it is what it was, or cannot be read."""

    path: str
    signature: bytes
    sealed: Sealed | None
    problems: tuple[Problem, ...]


@dataclass
class Gathered:
    """The articles there are, by id. `paths` leads from the page of each, below docs/articles, to its id.

    `links` are by id. `changes` tell what became of every article whose content is not what it was; they lead from
    the articles with the digest `before` to these, of digest `now`.
    """

    records: dict[str, Record] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    links: dict[str, Mapping[str, str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    before: bytes = b""
    now: bytes = b""


def look(layout: Layout, cache: Cache, volume: str = "") -> Look:
    """Look at the files of all pages, or of those of a volume: a folder below docs/articles. Raises DamagedError."""
    began, known, there = time.time_ns(), cache.signatures(), dict(_pages(layout, volume))
    touched = {path: now for path, now in there.items() if known.get(path) != now or not now}
    return Look(began, touched, known.keys() - there.keys())


def gather(
    layout: Layout, registry: Registry, cache: Cache, code: bytes, tell: Tell, looked: Callable[[], Look]
) -> Gathered:
    """The articles whose files were `looked` at, and a cache that knows them once it is committed.

    Raises DamagedError where the cache cannot be used.
    """
    world = _world(registry, code)
    is_same_world = cache.fact("world", bytes) == world
    known = cache.articles()
    gathered, stale = Gathered(), []
    seen = looked()
    for found in _there(known, seen):
        if is_same_world and found.known and _is_current(found, registry):
            _keep(gathered, found.path, found.known.record, found.known.links)
        else:
            stale.append(found)
    tell(0, len(stale))
    read = partial(_read_all, layout, registry, world)
    for number, one in enumerate(spread(read, stale), 1):
        _take(one, known, gathered, cache, seen.began)
        tell(number, len(stale))
    _forget(known, gathered, cache)
    were = {one.record.id: one.record for one in known.values()}
    gathered.changes = list(_changes(were, gathered.records))
    gathered.before, gathered.now = _digest_of_set(were), _digest_of_set(gathered.records)
    cache.put_fact("world", world)
    gathered.problems.sort()
    return gathered


def _world(registry: Registry, code: bytes) -> bytes:
    """Everything the digest of an article is made of beside page and ledger."""
    names = [
        (one.id, one.type, one.names, one.ambiguous, one.family_name, one.status, one.merged_into)
        for one in registry.entities.values()
    ]
    outlets = [(one.id, one.publish) for one in registry.outlets.values()]
    return digest_of_value((code, names, outlets))


def _pages(layout: Layout, volume: str) -> Iterator[tuple[str, bytes]]:
    """All pages below docs/articles, with the signatures of their files."""
    sources = str(layout.sources)
    for folder, folders, names in os.walk(layout.articles / volume):
        below = os.path.relpath(folder, layout.articles)
        # A folder called like a page is a mistake to be told of; `read_entry` does.
        for name in (*names, *(name for name in folders if name.endswith(".md"))):
            if name.endswith(".md") and not name.startswith("."):
                ledger = f"{sources}/{below}/{name.removesuffix('.md')}.ledger.json"
                yield f"{below}/{name}", signature(f"{folder}/{name}") + signature(ledger)


def _there(known: Mapping[str, Known], seen: Look) -> Iterator[_Found]:
    """The pages there are, in one order."""
    for path in sorted({*known, *seen.touched} - seen.gone):
        have = known.get(path)
        if path in seen.touched:
            yield _Found(path, seen.touched[path], have)
        elif have:
            yield _Found(path, have.signature, have)


def _is_current(found: _Found, registry: Registry) -> bool:
    """Whether the files are untouched, and all that the page refers to is still there."""
    assert found.known
    record = found.known.record
    if not found.known.signature or found.signature != found.known.signature:
        return False
    outlet_is_there = not record.outlet or record.outlet in registry.outlets
    return outlet_is_there and all(tag in registry.tags for tag in record.tags)


def _read_all(layout: Layout, registry: Registry, world: bytes, pages: Sequence[_Found]) -> Iterable[_Read]:
    names = Matcher(registry)
    labels = {one.id: one.label for one in registry.entities.values()}
    for start in range(0, len(pages), _AHEAD):
        some = pages[start : start + _AHEAD]
        paths = [layout.articles / found.path for found in some]
        ask_for(chain.from_iterable((path, layout.ledger(path.stem)) for path in paths))
        for found in some:
            yield _read(found, layout, registry, world, names, labels)


def _read(
    found: _Found, layout: Layout, registry: Registry, world: bytes, names: Matcher, labels: Mapping[str, str]
) -> _Read:
    path = layout.articles / found.path
    key = _key(path, layout.ledger(path.stem), world)
    if found.known and found.known.key == key and path.is_file() and not path.is_symlink():
        return _Read(found.path, found.signature, None, ())
    try:
        entry = read_entry(path, layout, names)
    except ProblemError as error:
        return _Read(found.path, found.signature, None, error.problems)
    problems = tuple(faults(entry, layout, registry))
    publish = published(entry.article, registry.outlets.get(entry.article.source.outlet))
    shown = shown_part(entry, publish)
    sealed = seal(digest_of(shown, key, publish), findable(shown, labels))
    return _Read(found.path, found.signature, sealed, problems)


def _key(page: Path, ledger: Path, world: bytes) -> bytes:
    """A digest of everything an article's digest is made of; empty where the page cannot be read."""
    digest = blake2b(world, digest_size=16)
    for path in (page, ledger):
        try:
            content = path.read_bytes()
        except OSError:
            content = b""
        digest.update(len(content).to_bytes(8, "little") + content)
    return digest.digest()


def _take(one: _Read, known: Mapping[str, Known], gathered: Gathered, cache: Cache, began: int) -> None:
    gathered.problems += one.problems
    settled = b"" if one.problems or is_fresh(one.signature, began) else one.signature
    if one.sealed:
        if one.sealed.id in gathered.records and one.problems:
            return  # a second page of one id, in the wrong place
        record, links = one.sealed.opened()
        record = sharing(record)
        cache.put(one.path, settled, b"" if one.problems else record.digest, one.sealed)
        _keep(gathered, one.path, record, links)
    elif not one.problems and one.path in known:
        cache.touch([(one.path, settled)])
        _keep(gathered, one.path, known[one.path].record, known[one.path].links)


def _keep(gathered: Gathered, path: str, record: Record, links: Mapping[str, str]) -> None:
    gathered.records[record.id] = record
    gathered.paths[path] = record.id
    if links:
        gathered.links[record.id] = links


def _forget(known: Mapping[str, Known], gathered: Gathered, cache: Cache) -> None:
    """Drop from the cache what is no longer in the archive."""
    for path, one in known.items():
        if path not in gathered.paths:
            cache.remove(path, one.record.id)


def _digest_of_set(records: Mapping[str, Record]) -> bytes:
    """Changes when an article comes, goes or is not what it was."""
    digest = blake2b(digest_size=16)
    for id in sorted(records):
        digest.update(id.encode() + b"\0" + records[id].digest)
    return digest.digest()


def _changes(before: Mapping[str, Record], now: Mapping[str, Record]) -> Iterator[Change]:
    """What became of every article that is new, gone, or not what it was."""
    for id in sorted({*before, *now}):
        was, became = before.get(id), now.get(id)
        if was is None or became is None or was.digest != became.digest:
            yield Change(was, became)
