"""Captures into the archive: originals, ledgers and pages written in an order any interruption can be resumed from.

Ledger first, then original, then page, then the inbox file goes: whatever exists is whole, what is missing is
made by the next run, and what was decided once (outlet, moment of capture, ids) is not decided again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from khizana.arabic import fold
from khizana.convert.companions import goes_with_page, move_along
from khizana.convert.duplicates import Sketches, sketch
from khizana.convert.original import Original, refused
from khizana.convert.pipeline import convert
from khizana.convert.readers import read_originals, safe_ending
from khizana.convert.setting import Minted, Setting
from khizana.files import write_whole
from khizana.gazetteer import Gazetteer, Name
from khizana.layout import ARTICLE_ID, Layout, article_id, folder_of
from khizana.ledger import Ledger, read_ledger, write_ledger
from khizana.problems import Problem, ProblemError
from khizana.registry import Outlet, Registry

Outcome = Literal["converted", "unchanged", "replaced", "kept", "duplicate", "set aside"]
LEDGER_SUFFIX = ".ledger.json"
_SHORTEST_HASH = 4


@dataclass(frozen=True)
class Request:
    """What the person who runs the conversion says of the captures.

    `force` replaces pages edited by hand; `duplicates` publishes articles the archive already has;
    `removals` accepts a conversion that removes more than a rule should. `named`: were the captures named? If
    not, a record of a kept container that was refused when it was captured is no news.
    """

    outlet: str = ""
    url: str = ""
    force: bool = False
    duplicates: bool = False
    removals: bool = False
    named: bool = True


@dataclass(frozen=True)
class Taken:
    """What became of one article: `page` is its page, or for a duplicate the page of the article it repeats."""

    outcome: Outcome
    page: Path
    record: int = 0


@dataclass
class Store:
    """The archive as the converter sees it. `zone` holds for outlets that name none of their own."""

    layout: Layout
    registry: Registry
    zone: ZoneInfo
    _subjects: Gazetteer = field(init=False)
    _tags: dict[str, str] = field(init=False)
    _ids: dict[str, list[str]] = field(init=False, default_factory=dict)
    _sketches: Sketches | None = field(init=False, default=None)
    _digests: dict[Path, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        tags = self.registry.tags.values()
        self._subjects = Gazetteer(Name(term, tag.id) for tag in tags for term in (tag.label, *tag.terms))
        self._tags = {fold(name): tag.id for tag in tags for name in (tag.id, tag.label)}
        for path in self.layout.sources.rglob(f"*{LEDGER_SUFFIX}"):
            self._remember(path.name.removesuffix(LEDGER_SUFFIX))

    def originals(self) -> Iterator[Path]:
        """Every file under docs/sources that holds, or wants to become, originals of articles.

        The inbox comes first: where a run was stopped half-way, it is there that the outlet is known.
        """
        paths = (path for path in self.layout.sources.rglob("*") if not path.is_dir())
        for path in sorted(paths, key=lambda path: (self.layout.inbox not in path.parents, path)):
            if not path.name.startswith(".") and not path.name.endswith(LEDGER_SUFFIX):
                yield path

    def take(self, path: Path, request: Request) -> Iterator[Taken | ProblemError]:
        """Bring the articles of one capture into the archive, one by one; refusals come in their place.

        A page that stands is left alone, edited or not, unless `request.force` says otherwise.
        """
        if goes_with_page(path):
            return
        refused = False
        for original in self._read(path, request):
            try:
                if isinstance(original, ProblemError):
                    raise original
                yield self._take(original, request)
            except ProblemError as error:
                refused = True
                kept = path.parent == self.layout.containers and not request.named
                yield Taken("set aside", path) if kept else error
        if self.layout.inbox in path.parents and not refused:
            path.unlink()

    def _read(self, path: Path, request: Request) -> Iterator[Original | ProblemError]:
        """What a capture holds; what stops the reading, at once or half-way, comes last, as does that it is empty."""
        empty = True
        try:
            for original in read_originals(path, self.registry, request.outlet or self._outlet_of(path)):
                empty = False
                yield original
        except ProblemError as error:
            yield error
        else:
            if empty:
                yield refused(path, "holds no article; remove it or capture the page again")

    def _take(self, original: Original, request: Request) -> Taken:
        known = self._known(original)
        if known and known.source.sha256 != original.sha256:
            raise ProblemError(Problem(original.path, 0, "was changed after it was captured; restore it from git"))
        if known and not request.force:
            if known.duplicate_of and not request.duplicates:
                return Taken("unchanged", self.layout.page(known.duplicate_of), original.record)
            page = self.layout.page(known.id)
            if page.is_file():
                same = page.read_bytes() == known.generated.encode()
                return Taken("unchanged" if same else "kept", page, original.record)
        return self._convert(original, known, request)

    def _convert(self, original: Original, known: Ledger | None, request: Request) -> Taken:
        minted = self.minted(original, known, request)
        article, ledger = convert(original, minted, self.setting(original, minted, request))
        numbers = sketch(_article_text(original, ledger))
        repeated = "" if request.duplicates else self._repeated(ledger.id, numbers)
        ledger = replace(ledger, sketch=numbers, duplicate_of=repeated)
        write_whole(self.layout.ledger(ledger.id), write_ledger(ledger))
        self._keep_original(original, ledger)
        self._remember(ledger.id)
        if repeated:
            return Taken("duplicate", self.layout.page(repeated), original.record)
        if self._sketches and numbers:
            self._sketches.add(ledger.id, numbers)
        return Taken(self._write_page(ledger, known, request), self.layout.page(article.id), original.record)

    def _write_page(self, ledger: Ledger, known: Ledger | None, request: Request) -> Outcome:
        page = self.layout.page(ledger.id)
        stood = page.read_bytes() if page.is_file() else None
        if stood == ledger.generated.encode():
            return "unchanged"
        if stood is not None and not request.force:
            return "kept"
        if stood is not None and (known is None or stood != known.generated.encode()):
            self.save(page)
        write_whole(page, ledger.generated)
        return "converted" if stood is None else "replaced"

    def _keep_original(self, original: Original, ledger: Ledger) -> None:
        """The capture in its place, byte for byte; a container once for all its records."""
        target = self.layout.sources / ledger.source.file.partition("#")[0]
        if not original.record:
            write_whole(target, original.data)
            if self.layout.inbox in original.path.parents:
                move_along(original.path, target)
        elif not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{target.name}.tmp")
            shutil.copyfile(original.path, draft)
            draft.replace(target)

    def _repeated(self, id: str, numbers: tuple[int, ...]) -> str:
        """The article of the archive that this one repeats, if any."""
        if self._sketches is None:
            self._sketches = Sketches()
            for other in self.ids():
                ledger = read_ledger(self.layout.ledger(other))
                if ledger.sketch and not ledger.duplicate_of:
                    self._sketches.add(other, ledger.sketch)
        found = self._sketches.like(numbers)
        return found if found and found != id else ""

    def ids(self) -> list[str]:
        """The ids of all articles that have a ledger, sorted."""
        return sorted(id for ids in self._ids.values() for id in ids)

    def _remember(self, id: str) -> None:
        ids = self._ids.setdefault(id.rpartition("-")[2][:_SHORTEST_HASH], [])
        if id not in ids:
            ids.append(id)

    def _known(self, original: Original) -> Ledger | None:
        """The ledger of this capture: that of its place if it stands in one, else the one with its content."""
        if self._in_place(original):
            ledger = self.layout.ledger(original.path.stem)
            return read_ledger(ledger) if ledger.is_file() else None
        similar = self._ids.get(article_id(None, original.sha256)[:_SHORTEST_HASH], ())
        ledgers = (read_ledger(self.layout.ledger(id)) for id in similar)
        return next((ledger for ledger in ledgers if ledger.source.sha256 == original.sha256), None)

    def _in_place(self, original: Original) -> bool:
        stem, folder = original.path.stem, original.path.parent
        return bool(ARTICLE_ID.fullmatch(stem)) and folder == self.layout.sources / folder_of(stem)

    def minted(self, original: Original, known: Ledger | None, request: Request) -> Minted:
        """What is decided once of a capture: as its ledger has it, else anew."""
        outlet = request.outlet or original.fields.get("outlet") or self._outlet_of(original.path)
        url = request.url or original.fields.get("url", "")
        if known:
            source = known.source
            return Minted(
                known.captured, source.file, known.id, source.outlet or outlet, source.url or url, known.sections
            )
        id = original.path.stem if self._in_place(original) else ""
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Minted(now, self._container_of(original), id, outlet, url)

    def _container_of(self, original: Original) -> str:
        """Where a record's container is kept, with the record's number; empty for a file of its own."""
        if not original.record:
            return ""
        suffix = safe_ending(original.path)
        if original.path.parent == self.layout.containers:
            return f"containers/{original.path.name}#{original.record}"
        if original.path not in self._digests:
            with original.path.open("rb") as stream:
                self._digests[original.path] = file_digest(stream, "sha256").hexdigest()
        return f"containers/{self._digests[original.path][:16]}{suffix}#{original.record}"

    def _outlet_of(self, path: Path) -> str:
        """In the inbox the folder names the outlet: `inbox/OUTLET/file.txt`."""
        return path.parent.name if path.parent.parent == self.layout.inbox else ""

    def setting(self, original: Original, minted: Minted, request: Request) -> Setting:
        """What the archive tells the conversion. Raises ProblemError where the outlet is not in the registry."""
        profile = self.registry.outlets.get(minted.outlet)
        if minted.outlet and not profile:
            record = self.layout.registry / "sources" / f"{minted.outlet}.yml"
            raise ProblemError(
                Problem(original.path, 0, f"is of an unknown outlet, {minted.outlet}; add {self.layout.shown(record)}")
            )
        return Setting(
            zone=ZoneInfo(profile.time_zone) if profile and profile.time_zone else self.zone,
            subjects=self._subjects,
            tags=self._tags,
            outlet=profile or Outlet("", ""),
            taken=lambda id: id in self._ids.get(id.rpartition("-")[2][:_SHORTEST_HASH], ()),
            removals=request.removals,
        )

    def save(self, page: Path) -> None:
        """Keep a copy of a page that is about to be replaced."""
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        write_whole(self.layout.saved / f"{page.stem}-{moment}.md", page.read_bytes())


def _article_text(original: Original, ledger: Ledger) -> str:
    """What near-duplicates are told by: of a saved page only the article, for the rest is on every page of its site."""
    if not original.hints:
        return original.text
    return "\n".join(original.text[span.start : span.end] for span in ledger.spans if span.fate == "kept")
