"""The capture of an issue is converted as `make add` would do it; what was said of it goes on record beside it."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from msgspec.json import decode

from khizana.files import write_whole
from scripts.flows.convert import build
from scripts.flows.form import Capture
from scripts.flows.outputs import say
from scripts.flows.refusals import in_arabic

ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, path_type=Path))
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
def command(folder: Path, root: Path) -> None:
    """Convert the capture in DIR into the archive; ends as the conversion ends."""
    capture = decode((folder / "capture.json").read_bytes(), type=Capture)
    options = [("--outlet", capture.outlet), ("--url", capture.url)]
    code, said = build(root, *[word for option in options if option[1] for word in option], str(folder / capture.file))
    write_whole(folder / "said.txt", "\n".join((*capture.notes, *in_arabic(said.splitlines()))))
    say(said)
    sys.exit(code)
