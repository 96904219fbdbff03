"""Somebody at work on an archive: what the edits of edits_*.py have in common."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from khizana.article import Article, read_page, write_page
from khizana.layout import Layout
from khizana.publish.shells import Shell
from khizana.records import dump_yaml
from khizana.settings import Settings
from scripts.benches.corpus import Corpus
from scripts.benches.looked.shells import plain_shells

Values = dict[str, Any]
SETTINGS = Settings(entries_per_page=7)


@dataclass
class Around:
    """What a build is told beside the files: settings, addresses, shells, the code's fingerprint."""

    settings: Settings = SETTINGS
    name: str = "خزانة"
    address: str = "https://bench.example/"
    theme: int = 0
    code: bytes = b"code"
    hand_written: tuple[str, ...] = ("index.html", "about.html")

    def shells(self) -> dict[tuple[str, int], Shell]:
        """The theme's pages in short."""
        plain = plain_shells()
        return {
            room: replace(one, pieces=(f"{one.pieces[0]}<!-- {self.theme} -->", *one.pieces[1:]))
            for room, one in plain.items()
        }


@dataclass
class Editor:
    """Somebody at work on the archive in `layout`, whose site is built in `site`.

    `number` counts the edits, `next` is the number of the next new article; `kept` has older texts of pages,
    `tampered` the files of the site that were harmed since the last build.
    """

    layout: Layout
    site: Path
    corpus: Corpus
    rng: random.Random
    around: Around = field(default_factory=Around)
    tampered: set[str] = field(default_factory=set)
    number: int = 0
    next: int = 0
    kept: dict[Path, str] = field(default_factory=dict)
    older_cache: bytes = b""

    def __post_init__(self) -> None:
        self.next = self.corpus.articles

    def pages(self) -> list[Path]:
        """The pages there are."""
        return sorted(self.layout.articles.rglob("*.md"))

    def page(self) -> Path:
        """Any page."""
        return self.rng.choice(self.pages())

    def change(self, change: Callable[[Article], Article], path: Path | None = None) -> str:
        """Change a page, any page if none is named; gives its id."""
        path = path or self.page()
        text = path.read_text(encoding="utf-8")
        self.kept.setdefault(path, text)
        path.write_text(write_page(change(read_page(text, path))), encoding="utf-8")
        return path.stem

    def ids(self, room: str) -> list[str]:
        """The ids of the records in a room of the registry."""
        return sorted(path.stem for path in (self.layout.registry / room).glob("*.yml"))

    def record(self, room: str) -> Values:
        """Any record of a room."""
        return self.read(room, self.rng.choice(self.ids(room)))

    def read(self, room: str, id: str) -> Values:
        """A record by its id."""
        values: Values = yaml.safe_load(self.file(room, id).read_text(encoding="utf-8"))
        return values

    def file(self, room: str, id: str) -> Path:
        """Where a record stands."""
        return self.layout.registry / room / f"{id}.yml"

    def put(self, room: str, record: Values, **values: object) -> str:
        """Write a record with some keys changed; a value that is empty takes its key away. Says what was done."""
        record = {key: value for key, value in {**record, **values}.items() if value}
        self.file(room, record["id"]).write_text(dump_yaml(record), encoding="utf-8")
        return f"{record['id']}: {', '.join(values)}"
