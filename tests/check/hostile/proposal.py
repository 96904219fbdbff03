"""A pull request by somebody hostile: a branch of the fixture archive with one bad commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.check.support import git
from tests.support.archive import Archive

PORT = "docs/articles/2017/06/2017-06-12-rdrt.md"
BRIDGE = "docs/articles/2017/06/2017-06-18-xq5x.md"
ORIGINAL = "docs/sources/2017/06/2017-06-12-rdrt.txt"
LEDGER = "docs/sources/2017/06/2017-06-12-rdrt.ledger.json"
IMAGES = "docs/assets/images"
ENTITIES = "docs/registry/entities"


@dataclass(frozen=True)
class Proposal:
    """What the hostile contributor has in hand."""

    archive: Archive

    @property
    def root(self) -> Path:
        return self.archive.root

    def read(self, path: str) -> str:
        return (self.root / path).read_text("utf-8")

    def write(self, path: str, content: str | bytes) -> None:
        self.archive.write(path, content)

    def change(self, path: str, old: str, new: str) -> None:
        """Replace some words of a file, which are there."""
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        (self.root / path).unlink()

    def move(self, path: str, target: str) -> None:
        (self.root / target).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / target)

    def link(self, path: str, target: str) -> None:
        """A symbolic link at `path`."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).symlink_to(target)

    def enter(self, mode: str, path: str, content: str = "") -> None:
        """An entry of the commit that no file system need hold: any mode, any name."""
        head = git(self.root, "rev-parse", "HEAD")
        blob = head if mode == "160000" else git(self.root, "hash-object", "-w", "--stdin", stdin=content.encode())
        git(self.root, "update-index", "--add", "-z", "--index-info", stdin=f"{mode} {blob}\t{path}\0".encode())


Make = Callable[[Proposal], None]


@dataclass(frozen=True)
class Attack:
    """A hostile change, and how it must be refused: the rule, the file as it is told, words of the message.

    `entered`: is it an entry of the commit alone, with no file in hand?
    """

    name: str
    rule: str
    path: str
    words: str
    make: Make
    entered: bool = False

    def __str__(self) -> str:
        return self.name
