"""What differs between a revision and the working tree, as a preview and a bundle need it; git is only asked."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from khizana.check import changes
from khizana.check.revisions import Revision
from khizana.check.revisions import revision as revision_of
from khizana.problems import Problem, ProblemError

# No program that settings or attributes of a tree might name takes part.
_DIFF = ("-c", "core.quotePath=off", "-c", "core.fsmonitor=false", "diff", "--no-ext-diff", "--no-textconv", "--binary")


@dataclass(frozen=True)
class Changed:
    """Paths from the folder of the archive, each list sorted; a file that moved is removed here and added there."""

    base: Revision
    added: tuple[str, ...]
    modified: tuple[str, ...]
    removed: tuple[str, ...]

    @property
    def present(self) -> tuple[str, ...]:
        """What is there now and was not, or was otherwise."""
        return tuple(sorted((*self.added, *self.modified)))


def changed(root: Path, base: str, *folders: str) -> Changed:
    """What differs in the working tree from revision `base`, files that git does not know included.

    With `folders`, only what is one of these paths or stands below one. Raises ProblemError.
    """
    revision = revision_of(root, base)
    if revision is None:
        raise ProblemError(Problem(root, 0, "is no repository"))
    found = [change for change in changes.changed(revision) if not folders or is_below(change.path, folders)]
    kinds = {kind: sorted(change.path for change in found if change.kind == kind) for kind in ("added", "removed")}
    rest = sorted(change.path for change in found if change.kind == "changed")
    return Changed(revision, tuple(kinds["added"]), tuple(rest), tuple(kinds["removed"]))


def is_below(path: str, folders: tuple[str, ...]) -> bool:
    """Is a path one of these, or does it stand below one?"""
    return any(path == folder or path.startswith(f"{folder}/") for folder in folders)


def put_back(differs: Changed, paths: tuple[str, ...], target: Path) -> None:
    """Write those of `paths` that are in the base below `target`, as they were there."""
    for path in paths:
        try:
            content = differs.base.content(f"{differs.base.commit}:./{path}")
        except ProblemError:
            continue
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def copy_as_it_was(differs: Changed, folder: str, target: Path) -> None:
    """A whole folder below `target` as it was in the base: what stands there now, with the changes undone."""
    for source in sorted((differs.base.root / folder).rglob("*")):
        path = source.relative_to(differs.base.root).as_posix()
        if source.is_file() and not source.is_symlink() and path not in differs.present:
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target / path)
    put_back(
        differs, tuple(path for path in (*differs.modified, *differs.removed) if is_below(path, (folder,))), target
    )


def patch(differs: Changed) -> bytes:
    """What changed as one patch that `git apply` takes; git's index is left as it is."""
    known = set(differs.base.index("."))
    tracked = [path for path in (*differs.present, *differs.removed) if path in known or path in differs.removed]
    pieces = [_diff(differs, differs.base.commit, "--", *tracked)] if tracked else []
    pieces += [_diff(differs, "--no-index", "--", "/dev/null", path) for path in differs.added if path not in known]
    return b"".join(pieces)


def _diff(differs: Changed, *arguments: str) -> bytes:
    """The output of `git diff`, which ends with 1 where --no-index finds a difference."""
    done = subprocess.run(["git", *_DIFF, *arguments], cwd=differs.base.root, capture_output=True, check=False)
    if done.returncode > 1:
        raise ProblemError(Problem(differs.base.root, 0, f"git diff: {done.stderr.decode(errors='replace').strip()}"))
    return done.stdout
