"""Captures into the archive: originals, ledgers and pages written in an order any interruption can be resumed from.

Original first, then ledger, then page, then the inbox file goes: whatever exists is whole, and what is
missing is made by the next run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from khizana.convert.original import Original, open_original
from khizana.convert.pipeline import Minted, Setting, convert
from khizana.files import write_whole
from khizana.gazetteer import Gazetteer, Name
from khizana.layout import ARTICLE_ID, Layout, article_id, folder_of
from khizana.ledger import Ledger, read_ledger, write_ledger
from khizana.problems import Problem, ProblemError
from khizana.registry import Registry

Outcome = Literal["converted", "unchanged", "replaced", "kept"]
LEDGER_SUFFIX = ".ledger.json"
_SHORTEST_HASH = 4


@dataclass(frozen=True)
class Request:
    """What the person who runs the conversion says of the captures."""

    outlet: str = ""
    url: str = ""
    force: bool = False


@dataclass
class Store:
    """The archive as the converter sees it. `zone` holds for outlets that name none of their own."""

    layout: Layout
    registry: Registry
    zone: ZoneInfo
    _subjects: Gazetteer = field(init=False)
    _ids: dict[str, list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._subjects = Gazetteer(
            Name(term, tag.id) for tag in self.registry.tags.values() for term in (tag.label, *tag.terms)
        )
        for path in self.layout.sources.rglob(f"*{LEDGER_SUFFIX}"):
            self._remember(path.name.removesuffix(LEDGER_SUFFIX))

    def originals(self) -> Iterator[Path]:
        """Every file under docs/sources that is, or wants to become, the original of an article."""
        for path in sorted(self.layout.sources.rglob("*")):
            if not path.is_dir() and not path.name.startswith(".") and not path.name.endswith(LEDGER_SUFFIX):
                yield path

    def take(self, path: Path, request: Request) -> tuple[Outcome, Path]:
        """Bring one capture into the archive: what was done, and its page.

        A page that stands is left alone, edited or not, unless `request.force` says otherwise.
        Raises ProblemError where the capture is refused; nothing of it is written then.
        """
        original = open_original(path)
        known = self._known(original, path)
        if known and known.source.sha256 != original.sha256:
            raise ProblemError(Problem(path, 0, "was changed after it was captured; restore it from git"))
        page = self.layout.page(known.id) if known else None
        if known and page and page.is_file() and not request.force:
            outcome: Outcome = "unchanged" if page.read_bytes() == known.generated.encode() else "kept"
        else:
            outcome, page = self._convert(original, known, request)
        if self.layout.inbox in path.parents:
            path.unlink()
        return outcome, page

    def _convert(self, original: Original, known: Ledger | None, request: Request) -> tuple[Outcome, Path]:
        minted = self._minted(original.path, known, request)
        article, ledger = convert(original, minted, self._setting(minted.outlet, original.path))
        page = self.layout.page(article.id)
        write_whole(self.layout.original(ledger.id, original.path.suffix.lower()), original.data)
        write_whole(self.layout.ledger(ledger.id), write_ledger(ledger))
        self._remember(ledger.id)
        stood = page.read_bytes() if page.is_file() else None
        if stood == ledger.generated.encode():
            return "unchanged", page
        if stood is not None and not request.force:
            return "kept", page
        if stood is not None and (known is None or stood != known.generated.encode()):
            self._save(page)
        write_whole(page, ledger.generated)
        return "converted" if stood is None else "replaced", page

    def _remember(self, id: str) -> None:
        self._ids.setdefault(_hash_part(id)[:_SHORTEST_HASH], []).append(id)

    def _known(self, original: Original, path: Path) -> Ledger | None:
        """The ledger of this capture: that of its place if it stands in one, else the one with its content."""
        if self._in_place(path):
            ledger = self.layout.ledger(path.stem)
            return read_ledger(ledger) if ledger.is_file() else None
        similar = self._ids.get(article_id(None, original.sha256)[:_SHORTEST_HASH], ())
        ledgers = (read_ledger(self.layout.ledger(id)) for id in similar)
        return next((ledger for ledger in ledgers if ledger.source.sha256 == original.sha256), None)

    def _in_place(self, path: Path) -> bool:
        return bool(ARTICLE_ID.fullmatch(path.stem)) and path.parent == self.layout.sources / folder_of(path.stem)

    def _minted(self, path: Path, known: Ledger | None, request: Request) -> Minted:
        outlet = request.outlet or self._outlet_of(path)
        if known:
            source = known.source
            return Minted(known.captured, known.id, source.outlet or outlet, source.url or request.url, known.sections)
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Minted(now, path.stem if self._in_place(path) else "", outlet, request.url)

    def _outlet_of(self, path: Path) -> str:
        """In the inbox the folder names the outlet: `inbox/OUTLET/file.txt`."""
        return path.parent.name if path.parent.parent == self.layout.inbox else ""

    def _setting(self, outlet: str, path: Path) -> Setting:
        if outlet and outlet not in self.registry.outlets:
            record = self.layout.registry / "sources" / f"{outlet}.yml"
            raise ProblemError(Problem(path, 0, f"is of an unknown outlet, {outlet}; add {record}"))
        zone = self.registry.outlets[outlet].time_zone if outlet else ""
        taken = frozenset(id for ids in self._ids.values() for id in ids)
        return Setting(ZoneInfo(zone) if zone else self.zone, self._subjects, taken)

    def _save(self, page: Path) -> None:
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        write_whole(self.layout.saved / f"{page.stem}-{moment}.md", page.read_bytes())


def _hash_part(id: str) -> str:
    return id.rpartition("-")[2]
