"""What a rule may ask about besides the page it looks at: the archive around it, and what was there before."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import file_digest
from pathlib import Path

from khizana.arabic import fold
from khizana.check.changes import Change
from khizana.check.names import Names
from khizana.check.page import read_checked
from khizana.check.revisions import Revision
from khizana.check.signatures import Signatures
from khizana.layout import Layout
from khizana.ledger import Ledger, read_ledger_text
from khizana.problems import Problem, ProblemError
from khizana.registry import Registry
from khizana.tombstones import Tombstone


@dataclass(frozen=True)
class Around:
    """The archive: `base` is where changes are counted from, `changes` are those looked at, by path.

    `today` is the day of the check, for what cannot be later than now. `pages` are the articles looked at;
    `registry_problems` tell what is wrong with the registry, which is empty then. Not `opened` are the files of a
    proposal that is not in hand: what stands in the folder is another revision.
    """

    layout: Layout
    registry: Registry
    today: dt.date
    base: Revision | None = None
    changes: Mapping[str, Change] = field(default_factory=dict)
    tombstones: Mapping[str, Tombstone] = field(default_factory=dict)
    registry_problems: tuple[Problem, ...] = ()
    pages: tuple[Path, ...] = ()
    opened: bool = True
    _anchors: dict[Path, frozenset[str] | None] = field(default_factory=dict)
    _digests: dict[Path, str] = field(default_factory=dict)
    _names: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def shown(self, path: Path) -> str:
        """A path from the folder of the archive."""
        return self.layout.shown(path).as_posix()

    def before(self, path: Path) -> str | None:
        """A changed file's text as it was; None where it is new, unchanged, or nothing is known of before."""
        shown = self.shown(path)
        change = self.changes.get(shown)
        known = self.base is not None and change is not None and change.kind in ("changed", "removed")
        return self.base.text(shown) if known and self.base else None

    def ledger_before(self, path: Path) -> Ledger | None:
        """A changed ledger as it was."""
        text = self.before(path)
        try:
            return read_ledger_text(text, path) if text else None
        except ProblemError:
            return None

    def content(self, change: Change) -> bytes:
        """The bytes of a file that was looked at. Raises ProblemError or OSError where it cannot be read."""
        if change.blob and self.base:
            return self.base.content(change.blob)
        return (self.layout.root / change.path).read_bytes()

    def anchors(self, page: Path) -> frozenset[str] | None:
        """The ids inside an article's page; None where it cannot be read, which its own check tells."""
        if page not in self._anchors:
            try:
                self._anchors[page] = read_checked(page, self.layout).anchors
            except ProblemError:
                self._anchors[page] = None
        return self._anchors[page]

    def digest(self, path: Path) -> str:
        """The SHA-256 of a file. Raises OSError."""
        if path not in self._digests:
            with path.open("rb") as stream:
                self._digests[path] = file_digest(stream, "sha256").hexdigest()
        return self._digests[path]

    @cached_property
    def withdrawn(self) -> dict[str, str]:
        """The article each withdrawn original was, by the SHA-256 of the original."""
        return {digest: stone.id for stone in self.tombstones.values() for digest in stone.digests}

    def redacted(self, container: str) -> set[str]:
        """The hashes a container may have since records were taken out of it; its path is that from docs/sources."""
        return {stone.containers[container] for stone in self.tombstones.values() if container in stone.containers}

    @cached_property
    def furniture(self) -> frozenset[str]:
        """The folded lines that profiles of outlets call furniture."""
        return frozenset(fold(line) for outlet in self.registry.outlets.values() for line in outlet.furniture)

    def same_name(self, folder: str, name: str) -> list[str]:
        """What stands in a folder, or is to stand there, under this name but for capitals."""
        if folder not in self._names:
            self._names[folder] = _by_folded(_listed(self.layout.root / folder) | self._proposed.get(folder, set()))
        return self._names[folder].get(name.casefold(), [])

    @cached_property
    def _proposed(self) -> dict[str, set[str]]:
        """The names in each folder that a file looked at stands in or below."""
        found: dict[str, set[str]] = {}
        for path, change in self.changes.items():
            while change.mode and "/" in path:
                path, _, name = path.rpartition("/")
                if name in found.setdefault(path, set()):
                    break
                found[path].add(name)
        return found

    @cached_property
    def signatures(self) -> Signatures:
        """The sketches of all articles."""
        return Signatures(self.layout, self.base, self.changes)

    @cached_property
    def names(self) -> Names:
        """The names of the registry, ready to be compared with texts."""
        return Names(self.registry)


def _listed(folder: Path) -> set[str]:
    try:
        return {entry.name for entry in os.scandir(folder)}
    except (OSError, ValueError):
        return set()


def _by_folded(names: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in sorted(names):
        found.setdefault(name.casefold(), []).append(name)
    return found
