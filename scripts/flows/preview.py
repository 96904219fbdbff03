"""The preview of a pull request: compared, and written as data for a job that may comment and as text for the run."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec.json import encode

from khizana.files import write_whole
from scripts.flows.compare import compare
from scripts.flows.findings import read_findings
from scripts.flows.markdown import Places, summary

ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.argument("base")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--findings", type=click.Path(path_type=Path), help="What scripts/check.py --format json printed.")
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
def command(base: str, folder: Path, findings: Path | None, root: Path) -> None:
    """Compare the working tree with the revision BASE; write DIR/preview.json and DIR/preview.md."""
    said = folder / "said.txt"
    lines = said.read_bytes().decode(errors="replace").splitlines() if said.is_file() else []
    found = list(read_findings(findings)) if findings else []
    preview = compare(root.resolve(), base, found, lines)
    write_whole(folder / "preview.json", encode(preview))
    write_whole(folder / "preview.md", summary(preview, Places()))
    click.echo(f"{preview.total} changed files, {len(preview.findings)} findings")
