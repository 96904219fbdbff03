"""The sketches of all articles, kept in a cache: near-duplicates are looked for in the whole archive.

A ledger is read again where its content changed: git names the content of what it tracks, and the rest goes by size
and time. The cache is only ever a saving of time.
"""

from __future__ import annotations

import os
from array import array
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from khizana.check.changes import Change, walk
from khizana.check.revisions import Revision
from khizana.files import write_whole
from khizana.layout import Layout
from khizana.sketches import ALIKE, likeness

_SUFFIX = ".ledger.json"
_VERSION = 1
# A run of words in more articles than this is a formula and tells nothing.
_FORMULA = 200


class _Ledger(msgspec.Struct):
    """What of a ledger is needed here."""

    sketch: list[int] = []
    duplicate_of: str = ""


class _Known(msgspec.Struct, array_like=True):
    """A ledger of the cache: the key of its content and its sketch, empty for a duplicate, which has no page."""

    key: str
    sketch: bytes


class _Cache(msgspec.Struct, array_like=True):
    version: int
    known: dict[str, _Known]


class Signatures:
    """The sketch of every article; `changes` are given where git told what else is as it was in `base`."""

    def __init__(self, layout: Layout, base: Revision | None, changes: Mapping[str, Change]) -> None:
        path = layout.cache / "signatures.msgpack"
        before = _read(path)
        keys = _tracked(base, changes, layout) if base else _standing(layout)
        known = {place: before.get(place) or _Known("", b"") for place in keys}
        fresh = {place: _known(layout.root / place, key) for place, key in keys.items() if known[place].key != key}
        self._known = known | fresh
        if fresh or len(known) != len(before):
            with suppress(OSError):
                write_whole(path, msgspec.msgpack.encode(_Cache(_VERSION, self._known)))

    def doubles(self, looked_at: Collection[str]) -> Iterator[tuple[str, str]]:
        """Each of these articles that is the same as another, with that other; of two looked at, the later one."""
        sketches = dict(self._sketches())
        holders: dict[int, list[str]] = {}
        for id in sorted(looked_at):
            for number in sketches.get(id, ()):
                holders.setdefault(number, []).append(id)
        for other, numbers in sketches.items():
            shared = Counter(id for number in numbers for id in _few(holders.get(number)))
            for id, count in shared.items():
                if id == other or (id < other and other in looked_at) or count < ALIKE * len(numbers) / 2:
                    continue
                if likeness(sketches[id], numbers) >= ALIKE:
                    yield id, other

    def _sketches(self) -> Iterator[tuple[str, array[int]]]:
        for place, known in self._known.items():
            if known.sketch:
                yield place.rpartition("/")[2].removesuffix(_SUFFIX), array("I", known.sketch)


def _few(holders: list[str] | None) -> list[str]:
    return holders if holders and len(holders) <= _FORMULA else []


def _read(path: Path) -> dict[str, _Known]:
    try:
        cache = msgspec.msgpack.decode(path.read_bytes(), type=_Cache)
    except (OSError, msgspec.MsgspecError):
        return {}
    return cache.known if cache.version == _VERSION else {}


def _known(path: Path, key: str) -> _Known:
    try:
        ledger = msgspec.json.decode(path.read_bytes(), type=_Ledger)
        sketch = array("I", [] if ledger.duplicate_of else ledger.sketch)
    except (OSError, msgspec.MsgspecError, OverflowError):
        sketch = array("I")
    return _Known(key, sketch.tobytes())


def _tracked(base: Revision, changes: Mapping[str, Change], layout: Layout) -> dict[str, str]:
    """The key of every ledger, by its path from the folder of the archive."""
    keys = {path: blob for path, blob in base.index("docs/sources").items() if path.endswith(_SUFFIX)}
    for path, change in changes.items():
        if path.endswith(_SUFFIX) and path.startswith("docs/sources/"):
            keys.pop(path, None)
            if change.mode:
                keys[path] = change.blob or _stamp(layout.root / path)
    return keys


def _standing(layout: Layout) -> dict[str, str]:
    files = walk(layout.sources, "docs/sources")
    return {path: _key(found) for path, found in files if path.endswith(_SUFFIX) and "/inbox/" not in path}


def _stamp(path: Path) -> str:
    try:
        return _key(path.lstat())
    except OSError:
        return "gone"


def _key(found: os.stat_result) -> str:
    return f"{found.st_size}:{found.st_mtime_ns}"
