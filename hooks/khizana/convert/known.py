"""The captures an archive knows: their ledgers, found by the id, by the place or by the content of an original."""

from __future__ import annotations

from pathlib import Path

from khizana.convert.original import Original
from khizana.layout import ARTICLE_ID, Layout, article_id, folder_of
from khizana.ledger import Ledger, read_ledger

_SUFFIX = ".ledger.json"
_SHORTEST_HASH = 4


class Known:
    """The ids in use, by the beginning of the hash in them, so that few ledgers are read to find one."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._ids: dict[str, list[str]] = {}
        for path in layout.sources.rglob(f"*{_SUFFIX}"):
            self.add(path.name.removesuffix(_SUFFIX))

    def ids(self) -> list[str]:
        """The ids of all articles that have a ledger, sorted."""
        return sorted(id for ids in self._ids.values() for id in ids)

    def add(self, id: str) -> None:
        """Remember an article that now has a ledger."""
        ids = self._ids.setdefault(id.rpartition("-")[2][:_SHORTEST_HASH], [])
        if id not in ids:
            ids.append(id)

    def is_taken(self, id: str) -> bool:
        """Is the id in use?"""
        return id in self._ids.get(id.rpartition("-")[2][:_SHORTEST_HASH], ())

    def ledger_of(self, original: Original) -> Ledger | None:
        """The ledger of a capture: that of its place if it stands in one, else the one with its content.

        Raises ProblemError where a ledger is damaged.
        """
        if self.in_place(original.path):
            return self.ledger_beside(original.path)
        similar = self._ids.get(article_id(None, original.sha256)[:_SHORTEST_HASH], ())
        ledgers = (read_ledger(self._layout.ledger(id)) for id in similar)
        return next((ledger for ledger in ledgers if ledger.source.sha256 == original.sha256), None)

    def in_place(self, path: Path) -> bool:
        """Does a file stand where the original of an article stands?"""
        return bool(ARTICLE_ID.fullmatch(path.stem)) and path.parent == self._layout.sources / folder_of(path.stem)

    def ledger_beside(self, path: Path) -> Ledger | None:
        """The ledger beside an original in its place; None for any other file. Raises ProblemError."""
        ledger = self._layout.ledger(path.stem) if self.in_place(path) else None
        return read_ledger(ledger) if ledger and ledger.is_file() else None


def is_ledger(path: Path) -> bool:
    """Is this the name of a ledger?"""
    return path.name.endswith(_SUFFIX)
