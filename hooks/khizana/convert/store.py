"""Captures into the archive: originals, ledgers and pages written in an order any interruption can be resumed from.

Ledger first, then original, then page, then the inbox file goes: whatever exists is whole, what is missing is
made by the next run, and what was decided once (outlet, moment of capture, ids) is not decided again.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import file_digest
from pathlib import Path
from zoneinfo import ZoneInfo

from khizana.convert.ahead import Done, Task, completed
from khizana.convert.companions import companion, goes_with_page, keep_along, loose_files
from khizana.convert.conserve import article_text
from khizana.convert.known import Known, is_ledger
from khizana.convert.original import Original, check_file, refused
from khizana.convert.pictures import write_pictures
from khizana.convert.pipeline import Converted, convert_whole
from khizana.convert.readers import read_originals, safe_ending
from khizana.convert.remembered import Remembered
from khizana.convert.request import Outcome, Request, Taken, decided_before, decided_now
from khizana.convert.setting import Minted, Setting, Surroundings
from khizana.convert.withdrawn import Withdrawn
from khizana.files import write_whole
from khizana.layout import Layout
from khizana.ledger import Ledger, write_ledger
from khizana.problems import Problem, ProblemError
from khizana.registry import Registry
from khizana.sketches import Sketches, sketch

__all__ = ["Request", "Store", "Taken"]


class Store:
    """The archive as the converter sees it. `zone` holds for outlets that name none of their own.

    Raises ProblemError where what it says was withdrawn cannot be read.
    """

    def __init__(self, layout: Layout, registry: Registry, zone: ZoneInfo) -> None:
        self.layout = layout
        self.registry = registry
        self.zone = zone
        self.known = Known(layout)
        self._digests: dict[Path, str] = {}
        self._spent: set[Path] = set()
        self._kept: dict[Path, Path] = {}  # where the folder that was saved with a page is kept
        self._withdrawn = Withdrawn(layout, registry)
        self._remembered = Remembered(layout.cache / "ledgers.txt")

    @cached_property
    def surroundings(self) -> Surroundings:
        """The registry made ready for conversions."""
        return Surroundings(self.registry, self.zone)

    def originals(self) -> Iterator[Path]:
        """Every file under docs/sources that holds, or wants to become, originals of articles.

        The inbox comes first: where a run was stopped half-way, it is there that the outlet is known.
        """
        paths = (path for path in self.layout.sources.rglob("*") if not path.is_dir())
        for path in sorted(paths, key=lambda path: (self.layout.inbox not in path.parents, path)):
            if not path.name.startswith(".") and not is_ledger(path):
                yield path

    def take(self, path: Path, request: Request) -> Iterator[Taken | ProblemError]:
        """Bring the articles of one capture into the archive, one by one; refusals come in their place.

        A page that stands is left alone, edited or not, unless `request.force` says otherwise.
        """
        if self.passes_over(path):
            return
        if standing := self.standing(path, request):
            yield standing
            return
        refused = False
        for original in self.read(path, request):
            taken = self.take_original(original, path, request)
            refused |= not isinstance(taken, Taken) or taken.outcome == "set aside"
            yield taken
        self.finish(path, refused=refused)

    def passes_over(self, path: Path) -> bool:
        """Is the file no capture, but what came with one?"""
        return path in self._spent or goes_with_page(path)

    def standing(self, path: Path, request: Request) -> Taken | None:
        """What there is of an original that stands in its place and has its page; None where it must be read."""
        known = self.known.ledger_beside(path)
        if known is None or request.force or known.source.file != path.relative_to(self.layout.sources).as_posix():
            return None
        check_file(path)
        return self._as_it_is(known, request) if self._digest(path) == known.source.sha256 else None

    def read(self, path: Path, request: Request) -> Iterator[Original | ProblemError]:
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

    def is_orphan(self, path: Path) -> bool:
        """Does an original stand in its place without a ledger?"""
        return self.known.in_place(path) and self.known.ledger_beside(path) is None

    def task(self, path: Path, request: Request) -> Task:
        """The reading and conversion of a file with one article, for another process."""
        known = self.known.ledger_beside(path)
        minted = decided_before(known, request) if known else decided_now(request)
        return Task(path, minted, self._outlet_of(path), request.removals)

    def to_convert(self, original: Original | ProblemError, request: Request) -> Minted | None:
        """What is decided of an original that is to be converted; None where it is not, or that is to be seen."""
        if isinstance(original, ProblemError):
            return None
        try:
            known = self.known.ledger_of(original)
        except ProblemError:
            return None
        changed = known and known.source.sha256 != original.sha256
        stands = known and not request.force and self._as_it_is(known, request)
        return None if changed or stands else self.minted(original, known, request)

    def take_done(self, done: Done, path: Path, request: Request) -> Taken | ProblemError:
        """Bring in what another process made, or make it here if the archive says that it must be otherwise."""
        return self.take_original(done.original or _error(done.made), path, request, done)

    def take_original(
        self, original: Original | ProblemError, path: Path, request: Request, done: Done | None = None
    ) -> Taken | ProblemError:
        """Bring one article in. A record of a kept container that was refused when it came is no news."""
        try:
            if isinstance(original, ProblemError):
                raise original
            return self._take(original, request, done)
        except ProblemError as error:
            kept = path.parent == self.layout.containers and not request.named
            return Taken("set aside", path) if kept else error

    def finish(self, path: Path, *, refused: bool) -> None:
        """The end of a capture: what was brought in leaves the inbox, the page itself last."""
        if self.layout.inbox in path.parents and not refused:
            folder, kept = companion(path), self._kept.pop(path, None)
            if kept and kept.is_dir() and folder.is_dir() and not folder.is_symlink():
                shutil.rmtree(folder)
            path.unlink(missing_ok=True)

    def tidy(self) -> None:
        """The last step of a run: pictures kept with their pages leave the inbox, and what was learnt is kept."""
        for path in sorted(self._spent):
            path.unlink(missing_ok=True)
        self._remembered.write()

    def _take(self, original: Original, request: Request, done: Done | None) -> Taken:
        self._withdrawn.refuse(original)
        known = self.known.ledger_of(original)
        if known and not original.record:
            self._kept[original.path] = companion(self.layout.sources / known.source.file)
        if known and known.source.sha256 != original.sha256:
            raise ProblemError(Problem(original.path, 0, "was changed after it was captured; restore it from git"))
        if known and not request.force and (standing := self._as_it_is(known, request)):
            return replace(standing, record=original.record)
        self._withdrawn.refuse_container(original, request.outlet or self._outlet_of(original.path))
        minted = self.minted(original, known, request)
        made = self._made_before(minted, done)
        if isinstance(made, ProblemError):
            raise made
        made = made or convert_whole(original, minted, self.setting(original, minted, request))
        return self._bring_in(original, made, known, request)

    def _made_before(self, minted: Minted, done: Done | None) -> Converted | ProblemError | None:
        """What was made elsewhere, if it was made of the same decisions and its id is free."""
        if done is None or done.minted is None or replace(done.minted, captured=minted.captured) != minted:
            return None
        if isinstance(done.made, Converted) and not minted.id and self.known.is_taken(done.made.ledger.id):
            return None
        return done.made

    def _as_it_is(self, known: Ledger, request: Request) -> Taken | None:
        """What there is of an article the archive knows, where nothing is to be made."""
        if known.duplicate_of and not request.duplicates:
            return Taken("unchanged", self.layout.page(known.duplicate_of))
        page = self.layout.page(known.id)
        if not page.is_file():
            return None
        return Taken("unchanged" if page.read_bytes() == known.generated.encode() else "kept", page)

    def _bring_in(self, original: Original, made: Converted, known: Ledger | None, request: Request) -> Taken:
        numbers = sketch(article_text(original, made.ledger.spans))
        repeated = "" if request.duplicates else self._repeated(made.ledger.id, numbers)
        ledger = replace(made.ledger, sketch=numbers, duplicate_of=repeated)
        write_whole(self.layout.ledger(ledger.id), write_ledger(ledger))
        self._keep_original(original, ledger)
        self.known.add(ledger.id)
        if repeated:
            return Taken("duplicate", self.layout.page(repeated), original.record)
        if numbers and "_sketches" in vars(self):
            self._sketches.add(ledger.id, numbers)
        write_pictures(self.layout.docs, made.pictures)
        return Taken(self._write_page(ledger, known, request), self.layout.page(ledger.id), original.record)

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
            self._kept[original.path] = companion(target)
            write_whole(target, original.data)
            if original.path != target:
                keep_along(original.path, target, original.pictures)
            if self.layout.inbox in original.path.parents:
                self._spent |= set(loose_files(original.path, original.pictures))
        elif not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{target.name}.tmp")
            shutil.copyfile(original.path, draft)
            draft.replace(target)

    @cached_property
    def _sketches(self) -> Sketches:
        """The sketches of all articles that have a page."""
        sketches = Sketches()
        for id, numbers in self._remembered.sketches((id, self.layout.ledger(id)) for id in self.known.ids()):
            sketches.add(id, numbers)
        return sketches

    def _repeated(self, id: str, numbers: tuple[int, ...]) -> str:
        """The article of the archive that this one repeats, if any."""
        found = self._sketches.like(numbers)
        return found if found and found != id else ""

    def minted(self, original: Original, known: Ledger | None, request: Request) -> Minted:
        """What is decided once of a capture: as its ledger has it, else anew."""
        if known:
            return completed(decided_before(known, request), original, self._outlet_of(original.path))
        id = original.path.stem if self.known.in_place(original.path) else ""
        anew = decided_now(request, self._container_of(original), id)
        return completed(anew, original, self._outlet_of(original.path))

    def _container_of(self, original: Original) -> str:
        """Where a record's container is kept, with the record's number; empty for a file of its own."""
        if not original.record:
            return ""
        if original.path.parent == self.layout.containers:
            return f"containers/{original.path.name}#{original.record}"
        digest = self._digest(original.path)
        return f"containers/{digest[:16]}{safe_ending(original.path)}#{original.record}"

    def _digest(self, path: Path) -> str:
        if path not in self._digests:
            with path.open("rb") as stream:
                self._digests[path] = file_digest(stream, "sha256").hexdigest()
        return self._digests[path]

    def _outlet_of(self, path: Path) -> str:
        """In the inbox the folder names the outlet: `inbox/OUTLET/file.txt`; an original's ledger has it."""
        if path.parent.parent == self.layout.inbox:
            return path.parent.name
        known = self.known.ledger_beside(path)
        return known.source.outlet if known else ""

    def setting(self, original: Original, minted: Minted, request: Request) -> Setting:
        """What the archive tells the conversion. Raises ProblemError where the outlet is not in the registry."""
        return self.surroundings.setting(original, minted.outlet, self.known.is_taken, removals=request.removals)

    def save(self, page: Path) -> None:
        """Keep a copy of a page that is about to be replaced."""
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        write_whole(self.layout.saved / f"{page.stem}-{moment}.md", page.read_bytes())


def _error(made: Converted | ProblemError) -> ProblemError:
    assert isinstance(made, ProblemError)
    return made
