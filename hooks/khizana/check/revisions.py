"""What git knows: the revision that changes are counted from, which files changed, and what they were before.

Only plumbing is called, with paths apart from options; nothing that a repository may bring along, such as a filter or
a textconv, is run.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from khizana.problems import Problem, ProblemError

# Where changes are counted from if nobody says: the branch that proposals go to.
_MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master")


@dataclass(frozen=True)
class Raw:
    """An entry of `git diff --raw`: modes are octal as git has them, 0 where there is no such file."""

    path: str
    before: int
    after: int
    blob: str


@dataclass(frozen=True)
class Revision:
    """A commit of the repository the archive is in. `root` is the folder of the archive."""

    root: Path
    commit: str

    def text(self, path: str) -> str | None:
        """A file as it was in this revision; None where there was none or it was no text."""
        try:
            data = self.content(f"{self.commit}:{self._prefix}{path}")
        except (ProblemError, ValueError):
            return None
        try:
            return data.decode().removeprefix("\ufeff").replace("\r\n", "\n")
        except UnicodeDecodeError:
            return None

    def content(self, object: str) -> bytes:
        """The bytes of a blob. Raises ProblemError where there is none."""
        return _git(self.root, "cat-file", "blob", object)

    def sizes(self, blobs: list[str]) -> dict[str, int]:
        """The size of each blob in bytes."""
        told = _git(self.root, "cat-file", "--batch-check", stdin="".join(f"{blob}\n" for blob in blobs)).decode()
        rows = (line.split() for line in told.splitlines())
        return {row[0]: int(row[2]) for row in rows if len(row) == 3 and row[2].isdigit()}

    def diff(self, head: str = "") -> Iterator[Raw]:
        """What changed since this revision: up to `head`, or up to what stands in the folder."""
        arguments = ["diff", "--raw", "-z", "--no-renames", "--no-abbrev", "--no-ext-diff", "--no-textconv"]
        fields = _git(self.root, *arguments, "--ignore-submodules=none", self.commit, *([head] if head else []), "--")
        rows = fields.decode("utf-8", "surrogateescape").split("\0")
        for meta, path in zip(rows[::2], rows[1::2], strict=False):
            before, after, _, blob, _ = meta[1:].split(" ")
            yield Raw(self._inside(path), int(before, 8), int(after, 8), blob)

    def untracked(self) -> list[str]:
        """Files git does not know yet and does not ignore, from the folder of the archive."""
        listed = _git(self.root, "ls-files", "--others", "--exclude-standard", "-z")
        return [path for path in listed.decode("utf-8", "surrogateescape").split("\0") if path]

    def index(self, folder: str) -> dict[str, str]:
        """The blob of every file below a folder that git knows, by its path from the folder of the archive."""
        listed = _git(self.root, "ls-files", "--stage", "-z", "--", folder).decode("utf-8", "surrogateescape")
        rows = (row.split("\t", 1) for row in listed.split("\0") if row)
        return {path: meta.split(" ")[1] for meta, path in rows}

    @cached_property
    def _prefix(self) -> str:
        """From the folder of the repository to that of the archive; empty where they are one."""
        return _git(self.root, "rev-parse", "--show-prefix").decode().strip()

    def _inside(self, path: str) -> str:
        """A path of the repository from the folder of the archive; one outside of it leads up."""
        up = "../" * self._prefix.count("/")
        return path.removeprefix(self._prefix) if path.startswith(self._prefix) else up + path


def revision(root: Path, name: str = "") -> Revision | None:
    """The revision that changes are counted from: where the branch left `name`, or the main branch.

    None where there is no repository or no commit. Raises ProblemError where `name` is none.
    """
    if not _found(root, "HEAD"):
        if name:
            raise ProblemError(Problem(root, 0, f"there is no revision {name} here; name one that git knows"))
        return None
    if name:
        start = _found(root, name)
        if not start:
            raise ProblemError(Problem(root, 0, f"there is no revision {name}; name one that git knows"))
        return Revision(root, _fork(root, start) or start)
    forks = (_fork(root, found) for branch in _MAIN if (found := _found(root, branch)))
    return Revision(root, next(filter(None, forks), "") or _found(root, "HEAD"))


def _found(root: Path, name: str) -> str:
    """The commit of that name, or nothing."""
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().strip()
    except ProblemError:
        return ""


def _fork(root: Path, commit: str) -> str:
    try:
        return _git(root, "merge-base", commit, "HEAD").decode().strip()
    except ProblemError:
        return ""


def _git(root: Path, *arguments: str, stdin: str = "") -> bytes:
    """What git says. Raises ProblemError where it cannot."""
    command = ["git", "-C", str(root), "-c", "core.quotePath=off", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(command, input=stdin.encode(), capture_output=True, check=False)
    except OSError as error:
        raise ProblemError(Problem(root, 0, f"git cannot be run ({error.strerror})")) from None
    if done.returncode:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())[:200]
        raise ProblemError(Problem(root, 0, f"git {arguments[0]}: {reason}"))
    return done.stdout
