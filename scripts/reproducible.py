"""Build the site twice, as two strangers would on two days, and compare every byte.

    python scripts/reproducible.py              two builds in temporary folders; exit code 1 if they differ
    python scripts/reproducible.py --keep DIR   and leave the first one's site in DIR

The two differ in path, time zone, language, umask, hash seed, order of files on disk and, where `faketime` is
installed, in the day. Tests are not run, and nothing of the archive is changed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("mkdocs.yml", "hooks", "docs")
MADE = ("__pycache__", ".hypothesis")


@dataclass(frozen=True)
class Stranger:
    """Somebody else's machine: the folder there, its environment and umask, and by how many days its clock is off."""

    folder: str
    environment: dict[str, str]
    umask: int
    days: int
    backwards: bool


STRANGERS = (
    Stranger("a", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}, 0o022, 0, False),
    Stranger(
        "another folder/بعيد",
        {"TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "ar_EG.UTF-8", "PYTHONHASHSEED": "2"},
        0o077,
        400,
        True,
    ),
)


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
@click.option("--keep", type=click.Path(path_type=Path), help="Where the first site goes; what is there is replaced.")
def main(root: Path, keep: Path | None) -> None:
    """Build the site twice and compare."""
    faketime = shutil.which("faketime") or ""
    with tempfile.TemporaryDirectory() as folder:
        sites = [build(root, Path(folder), stranger, faketime) for stranger in STRANGERS]
        differing = list(differences(*sites))
        if keep and not differing:
            shutil.rmtree(keep, ignore_errors=True)
            shutil.copytree(sites[0], keep)
        count = sum(path.is_file() for path in sites[0].rglob("*"))
    for path in differing:
        click.echo(f"{path}: differs")
    if not faketime:
        click.echo("faketime is not installed: both builds were of this day")
    click.echo(f"{count} files, {len(differing)} differ")
    sys.exit(1 if differing else 0)


def build(root: Path, home: Path, stranger: Stranger, faketime: str) -> Path:
    """The site that a stranger builds from a copy of the archive. Ends the program if the build fails."""
    copy = home / stranger.folder
    _copy(root, copy, stranger.backwards)
    clock = [faketime, "-f", f"+{stranger.days}d"] if faketime and stranger.days else []
    environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(
        [*clock, sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=copy,
        env={**environment, "NO_MKDOCS_2_WARNING": "1", **stranger.environment},
        umask=stranger.umask,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout.decode(errors="replace"))
    return copy / "site"


def _copy(root: Path, copy: Path, backwards: bool) -> None:
    """What a build needs, its files written in one order or the other."""
    sources = [path for name in NEEDED for path in (root / name, *(root / name).rglob("*")) if path.is_file()]
    for path in sorted(sources, reverse=backwards):
        inside = path.relative_to(root)
        if not any(part in MADE or part.endswith((".egg-info", "_cache")) for part in inside.parts):
            (copy / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy / inside)


def differences(one: Path, other: Path) -> Iterator[str]:
    """Paths of files that are in one site alone or hold other bytes, in order."""
    mine, others = _files(one), _files(other)
    for path in sorted({*mine, *others}):
        if path not in mine or path not in others or mine[path].read_bytes() != others[path].read_bytes():
            yield path


def _files(site: Path) -> dict[str, Path]:
    return {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}


if __name__ == "__main__":
    main()
