"""Whether a pull request touches texts and records only, or the machinery too."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from khizana.check.changes import CONTENT
from scripts.flows.git import changed, is_below
from scripts.flows.outputs import say, tell

ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.argument("base")
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
def command(base: str, root: Path) -> None:
    """Say `content` or `machinery`: what differs from the revision BASE."""
    found = changed(root, base)
    beyond = outside((*found.present, *found.removed))
    tell("scope", "machinery" if beyond else "content")
    say("\n".join(("machinery" if beyond else "content", *beyond)))


def outside(paths: Iterable[str]) -> list[str]:
    """The paths that a proposal of content may not touch."""
    return sorted(path for path in paths if not is_below(path, CONTENT))
