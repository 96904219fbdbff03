"""What lies in the inbox is converted as `make site` would do it; what was refused goes on record."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from khizana.files import write_whole
from scripts.flows.outputs import say, tell
from scripts.flows.refusals import in_arabic

ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
def command(folder: Path, root: Path) -> None:
    """Convert the inbox; what was said goes to DIR/said.txt, whether all was converted to the workflow."""
    code, said = build(root)
    write_whole(folder / "said.txt", "\n".join(in_arabic(said.splitlines())))
    tell("converted", "true" if code == 0 else "false")
    say(said)


def build(root: Path, *arguments: str) -> tuple[int, str]:
    """How scripts/build.py ended on the archive, and what it said."""
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "convert", "--root", str(root), *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode(errors="replace")
