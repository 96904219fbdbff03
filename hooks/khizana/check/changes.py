"""The files a check looks at: those that changed since a revision, or all that hold content."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from khizana.check.revisions import Raw, Revision

Kind = Literal["added", "changed", "removed", "standing"]
LINK, MODULE, PLAIN, PROGRAM = 0o120000, 0o160000, 0o100644, 0o100755
# What a proposal of content may touch.
CONTENT = ("docs/articles", "docs/sources", "docs/registry", "docs/assets/images")


@dataclass(frozen=True, order=True)
class Change:
    """A file: `path` from the folder of the archive, `mode` as git has it (0 where it is gone), `size` in bytes.

    `blob` names its content in git where that is looked at and not the file.
    """

    path: str
    kind: Kind
    mode: int
    size: int
    blob: str = ""

    @property
    def is_content(self) -> bool:
        """Does it stand where articles, originals, records or pictures do?"""
        return any(self.path.startswith(f"{folder}/") for folder in CONTENT)


def standing(root: Path) -> Iterator[Change]:
    """Every file of content as it stands; what a link leads to is not looked at."""
    for folder in CONTENT:
        for path, entry in walk(root / folder, folder):
            yield Change(path, "standing", _mode(entry), entry.st_size)


def named(root: Path, paths: Iterable[str]) -> Iterator[Change]:
    """These files as they stand; what is not there is left out."""
    for path in paths:
        if found := _lstat(root / path):
            yield Change(path, "standing", _mode(found), found.st_size)


def changed(base: Revision) -> Iterator[Change]:
    """What changed between a revision and the files as they stand, those git does not know yet among them."""
    for raw in base.diff():
        found = _lstat(base.root / raw.path)
        gone = found is None or (stat.S_ISDIR(found.st_mode) and raw.after != MODULE)
        mode = 0 if gone or found is None else raw.after if raw.after == MODULE else _mode(found)
        yield Change(raw.path, _kind(raw, mode), mode, found.st_size if found and mode else 0)
    for path in base.untracked():
        if found := _lstat(base.root / path):
            # A repository inside this one comes with a slash at its end.
            mode = MODULE if path.endswith("/") else _mode(found)
            yield Change(path.rstrip("/"), "added", mode, found.st_size)


def proposed(base: Revision, head: str) -> Iterator[Change]:
    """What changed between a revision and the commit `head`; their content is read from git."""
    entries = list(base.diff(head))
    sizes = base.sizes([raw.blob for raw in entries if raw.after not in (0, MODULE)])
    for raw in entries:
        yield Change(raw.path, _kind(raw, raw.after), raw.after, sizes.get(raw.blob, 0), raw.blob)


def _kind(raw: Raw, mode: int) -> Kind:
    return "removed" if not mode else "changed" if raw.before else "added"


def _mode(found: os.stat_result) -> int:
    """The mode git would give the file."""
    if stat.S_ISLNK(found.st_mode):
        return LINK
    if not stat.S_ISREG(found.st_mode):
        return MODULE
    return PROGRAM if found.st_mode & 0o111 else PLAIN


def _lstat(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except (OSError, ValueError):
        return None


def walk(folder: Path, shown: str) -> Iterator[tuple[str, os.stat_result]]:
    """The files below a folder in order, each with its state; their paths begin with `shown`. No link is followed."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        path = f"{shown}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from walk(Path(entry.path), path)
        else:
            yield path, entry.stat(follow_symlinks=False)
