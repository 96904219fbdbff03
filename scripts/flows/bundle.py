"""What a run changed below docs/, packed for a job that may write: whole files and a list of what goes.

The job that reads a bundle trusts nothing of it: paths, sizes and kinds of file are checked before anything is
used, and nothing of it is run. Beside it lies the same change as a patch, for people.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import click
from msgspec import DecodeError, Struct
from msgspec.json import decode, encode

from khizana.check.changes import CONTENT
from khizana.files import write_whole
from scripts.flows.git import changed, is_below, patch
from scripts.flows.outputs import tell

ROOT = Path(__file__).resolve().parents[2]
LOCKED = ("pyproject.toml", "requirements.lock", "requirements-test.lock")
FORMAT = 1
MOST_FILES = 2_000
MOST_BYTES = 90 * 1024 * 1024
_SEGMENT = re.compile(r"[^\W_](?:[\w .()-]{0,200}\w)?")
_ENDINGS = {
    "docs/articles": (".md",),
    "docs/registry": (".yml", ".json"),
    "docs/assets/images": (".png", ".jpg", ".jpeg", ".webp"),
}


class BundleError(Exception):
    """What in a bundle a job that may write refuses."""


class Listed(Struct, frozen=True, forbid_unknown_fields=True):
    """The bundle's table of contents: paths from the folder of the archive, and the revision they change."""

    format: int
    base: str
    files: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True)
class Bundle:
    """Files to write by their paths, and paths to remove."""

    files: dict[str, bytes]
    removed: tuple[str, ...]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--base", default="HEAD", show_default=True, help="Revision to compare with.")
@click.option("--locks", is_flag=True, help="Pack pyproject.toml and the lock files in place of docs/.")
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
def command(folder: Path, base: str, locks: bool, root: Path) -> None:
    """Pack what changed into DIR, and tell the workflow whether anything did."""
    paths = LOCKED if locks else CONTENT
    found = changed(root, base, *paths)
    for path in found.present:
        target = folder / "files" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / path, target, follow_symlinks=False)
    listed = Listed(FORMAT, found.base.commit, found.present, found.removed)
    write_whole(folder / "bundle.json", encode(listed))
    write_whole(folder / "change.patch", patch(found))
    click.echo(f"{len(found.present)} files to write, {len(found.removed)} to remove")
    tell("changed", "true" if found.present or found.removed else "false")


def read_bundle(folder: Path, *, locks: bool = False) -> Bundle:
    """The bundle in `folder`. Raises BundleError with the first thing that is not as it must be."""
    listed = _listed(folder)
    paths = (*listed.files, *listed.removed)
    if len(paths) > MOST_FILES or len(set(paths)) < len(paths):
        raise BundleError(f"{len(paths)} files, or one named twice")
    for path in paths:
        if wrong := (None if path in LOCKED else "none of the lock files") if locks else _wrong(path):
            raise BundleError(f"{path!r}: {wrong}")
    return Bundle(dict(_contents(folder / "files", listed.files)), listed.removed)


def _listed(folder: Path) -> Listed:
    try:
        listed = decode(_read(folder, "bundle.json", MOST_BYTES), type=Listed)
    except (DecodeError, UnicodeDecodeError) as error:
        raise BundleError(f"bundle.json: {error}") from None
    if listed.format != FORMAT or not re.fullmatch(r"[0-9a-f]{40}", listed.base):
        raise BundleError("bundle.json: of another format")
    return listed


def _contents(folder: Path, paths: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    left = MOST_BYTES
    for path in paths:
        content = _read(folder, path, left)
        left -= len(content)
        yield path, content


def _read(folder: Path, name: str, most: int) -> bytes:
    """The bytes of a regular file below `folder` to which no link leads."""
    path = folder / name
    if not path.is_file() or path.resolve() != folder.resolve() / name:
        raise BundleError(f"{name!r}: is no regular file")
    if path.stat().st_size > most:
        raise BundleError(f"{name!r}: is too large")
    return path.read_bytes()


def _wrong(path: str) -> str | None:
    """Why a bundle may not touch this path, or None. Names may be Arabic; none begins with a dot or leads upward."""
    home = next((folder for folder in CONTENT if is_below(path, (folder,))), "")
    segments = PurePosixPath(path).parts
    if not home:
        return "outside the folders of texts"
    if "/".join(segments) != path or not all(_SEGMENT.fullmatch(segment) for segment in segments):
        return "no plain name"
    if home in _ENDINGS and not path.endswith(_ENDINGS[home]):
        return f"only {', '.join(_ENDINGS[home])} belong there"
    return None
