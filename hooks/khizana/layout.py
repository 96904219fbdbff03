"""Where things stand in an archive: one place that knows the folders of docs/.

Ids are `2017-06-29-k7qd`, or eight base32 characters where no date is printed; a page never moves.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ARTICLE_ID = re.compile(r"(?P<folder>(?P<year>\d{4})-(?P<month>\d\d))-\d\d-[a-z2-7]{4,52}|[a-z2-7]{8,52}")


@dataclass(frozen=True)
class Layout:
    """The folders of the archive whose mkdocs.yml is in `root`."""

    root: Path

    def shown(self, path: Path) -> Path:
        """A path as an editor sees it, from the folder of the archive."""
        return path.relative_to(self.root) if path.is_relative_to(self.root) else path

    @property
    def docs(self) -> Path:
        return self.root / "docs"

    @property
    def articles(self) -> Path:
        return self.docs / "articles"

    @property
    def sources(self) -> Path:
        return self.docs / "sources"

    @property
    def inbox(self) -> Path:
        return self.sources / "inbox"

    @property
    def containers(self) -> Path:
        """Where files that hold many articles are kept, once each."""
        return self.sources / "containers"

    @property
    def registry(self) -> Path:
        return self.docs / "registry"

    @property
    def saved(self) -> Path:
        """Where a page that is replaced by force is kept; not part of the archive."""
        return self.root / ".khizana" / "saved"

    @property
    def conflicts(self) -> Path:
        """Where a page is shown that both an editor and a new conversion changed."""
        return self.root / ".khizana" / "conflicts"

    @property
    def explained(self) -> Path:
        """Where originals are shown beside their pages."""
        return self.root / ".khizana" / "explained"

    @property
    def cache(self) -> Path:
        """What can be made again; only time is lost with it."""
        return self.root / ".khizana" / "cache"

    def page(self, id: str) -> Path:
        return self.articles / folder_of(id) / f"{id}.md"

    def ledger(self, id: str) -> Path:
        return self.sources / folder_of(id) / f"{id}.ledger.json"

    def original(self, id: str, suffix: str) -> Path:
        return self.sources / folder_of(id) / f"{id}{suffix}"


def folder_of(id: str) -> str:
    """`2017/06` for a dated article id, `undated` otherwise."""
    match = ARTICLE_ID.fullmatch(id)
    return f"{match['year']}/{match['month']}" if match and match["folder"] else "undated"


def article_id(day: date | None, sha256: str, length: int = 0) -> str:
    """An id for the record with this SHA-256; `length` asks for more characters than usual on collision."""
    characters = base64.b32encode(bytes.fromhex(sha256)).decode().rstrip("=").lower()
    if day is None:
        return characters[: max(length, 8)]
    return f"{day.isoformat()}-{characters[: max(length, 4)]}"
