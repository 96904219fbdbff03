"""Withdraw an article: its page, original, ledger and pictures go, a tombstone stays at its address.

    python scripts/takedown.py ID [--reason TEXT]

What repeated the article goes, too. Of a container only the record of the article is taken out. The tombstone,
docs/registry/tombstones/ID.yml, keeps the hashes by which a conversion knows the original again and refuses it. A run
that is stopped is completed by the next. The history of the repository still has the text: what to do about that is
printed at the end.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import click

from khizana.arabic import one_line
from khizana.convert.redact import redact
from khizana.files import write_whole
from khizana.layout import ARTICLE_ID, Layout, folder_of
from khizana.ledger import Ledger, read_ledger
from khizana.problems import ProblemError
from khizana.registry import Registry, read_registry
from khizana.tombstones import Tombstone, read_tombstone, tombstone_path, write_tombstone

ROOT = Path(__file__).resolve().parent.parent
_SUFFIX = ".ledger.json"
_PICTURE = re.compile(r"assets/images/([^)\s\"'#?]+)")
HISTORY = """The text is gone from the files, not from the history of the repository. If it must be gone from there:
  git filter-repo --invert-paths {paths}
and have the host of the repository drop its caches; copies that others made are out of reach. The site shows the
article until it is built anew."""


@dataclass(frozen=True)
class Withdrawal:
    """What goes: the ledgers of the article and of what repeated it, all that stands under their ids, the pictures."""

    id: str
    ledgers: tuple[Ledger, ...]
    files: tuple[Path, ...]
    pictures: tuple[Path, ...]


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("id")
@click.option("--reason", default="", help="Why, as readers may know it; it stands at the article's address.")
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
def main(id: str, reason: str, root: Path) -> None:
    """Withdraw the article ID."""
    layout = Layout(root.resolve())
    try:
        registry = read_registry(layout.registry)
        withdrawal = _withdrawal(layout, id)
        gone = [layout.shown(path).as_posix() for path in _withdraw(layout, registry, withdrawal, one_line(reason))]
    except ProblemError as error:
        sys.exit("\n".join(str(problem).replace(f"{layout.root}/", "") for problem in error.problems))
    for path in gone:
        click.echo(f"{path}: gone")
    click.echo(f"{layout.shown(tombstone_path(layout, id))}: says that it was withdrawn")
    if gone:
        click.echo(HISTORY.format(paths=" ".join(f"--path {path}" for path in gone)), err=True)


def _withdrawal(layout: Layout, id: str) -> Withdrawal:
    """What there is of an article. Ends the program where there is nothing, and no tombstone."""
    if not ARTICLE_ID.fullmatch(id):
        sys.exit(f"{id}: is no id of an article")
    ids = [id, *_repeating(layout, id)]
    ledgers = tuple(read_ledger(layout.ledger(one)) for one in ids if layout.ledger(one).is_file())
    files = tuple(path for one in ids for path in _files(layout, one))
    if not files and not tombstone_path(layout, id).is_file():
        sys.exit(f"{id}: there is no such article")
    if files and not any(ledger.id == id for ledger in ledgers) and not tombstone_path(layout, id).is_file():
        sys.exit(f"{layout.shown(layout.ledger(id))}: is not there, so nothing is known of the original; restore it")
    return Withdrawal(id, ledgers, files, tuple(_pictures(layout, id)))


def _repeating(layout: Layout, id: str) -> Iterator[str]:
    """The ids of captures that were found to be the same article."""
    named = f'"{id}"'.encode()
    for path in sorted(layout.sources.rglob(f"*{_SUFFIX}")):
        if named in path.read_bytes() and read_ledger(path).duplicate_of == id:
            yield path.name.removesuffix(_SUFFIX)


def _files(layout: Layout, id: str) -> Iterator[Path]:
    """The page, then the original and what came with it, then the ledger, which tells where the others are."""
    ledger = layout.ledger(id)
    pictures = layout.docs / "assets" / "images" / folder_of(id) / id
    copies = [*layout.saved.glob(f"{id}-*.md"), *layout.conflicts.glob(f"{id}.md"), *layout.explained.glob(f"{id}.*")]
    beside = [*ledger.parent.glob(f"{id}.*"), *ledger.parent.glob(f"{id}_files")]
    originals = sorted(path for path in beside if path != ledger)
    yield from (path for path in (layout.page(id), *sorted(copies), pictures, *originals, ledger) if path.exists())


def _pictures(layout: Layout, id: str) -> Iterator[Path]:
    """Pictures beside those of its own folder that this article shows and no other page does."""
    page = layout.page(id)
    shown = set(_PICTURE.findall(page.read_text(encoding="utf-8"))) if page.is_file() else set()
    others = (path for path in layout.docs.rglob("*.md") if path != page and layout.sources not in path.parents)
    for other in others if shown else ():
        shown -= set(_PICTURE.findall(other.read_text(encoding="utf-8", errors="replace")))
    folder = layout.docs / "assets" / "images"
    paths = (folder / name for name in sorted(shown))
    own = folder / folder_of(id) / id
    inside = (path for path in paths if path.is_file() and path.resolve().is_relative_to(folder.resolve()))
    yield from (path for path in inside if own not in path.parents)


def _withdraw(layout: Layout, registry: Registry, withdrawal: Withdrawal, reason: str) -> Iterator[Path]:
    """The tombstone first, so that nothing comes back; then everything goes, and the ledgers last."""
    redacted = dict(_containers(layout, registry, withdrawal))
    _bury(layout, withdrawal, reason, redacted)
    for path, data in redacted.items():
        if data:
            write_whole(path, data)
        else:
            path.unlink()
            yield path
    for path in (*withdrawal.pictures, *withdrawal.files):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        yield path
    shutil.rmtree(layout.cache, ignore_errors=True)  # the last build keeps texts there


def _containers(layout: Layout, registry: Registry, withdrawal: Withdrawal) -> Iterator[tuple[Path, bytes]]:
    """Each container with what it is to be. Raises ProblemError where a record cannot be taken out of it."""
    records: dict[Path, list[int]] = {}
    for ledger in withdrawal.ledgers:
        name, _, number = ledger.source.file.partition("#")
        if number and (layout.sources / name).is_file():
            records.setdefault(layout.sources / name, []).append(int(number))
    outlet = withdrawal.ledgers[0].source.outlet if withdrawal.ledgers else ""
    for path, numbers in records.items():
        yield path, redact(path, numbers, registry, outlet)


def _bury(layout: Layout, withdrawal: Withdrawal, reason: str, redacted: dict[Path, bytes]) -> None:
    path = tombstone_path(layout, withdrawal.id)
    today = datetime.now(UTC).date()
    stone = read_tombstone(path) if path.is_file() else Tombstone(withdrawal.id, today, ())
    digests = dict.fromkeys((*stone.digests, *(ledger.source.sha256 for ledger in withdrawal.ledgers)))
    left = {path.relative_to(layout.sources).as_posix(): data for path, data in redacted.items() if data}
    containers = {**stone.containers, **{name: sha256(data).hexdigest() for name, data in left.items()}}
    write_tombstone(
        layout, replace(stone, digests=tuple(digests), reason=reason or stone.reason, containers=containers)
    )


if __name__ == "__main__":
    main()
