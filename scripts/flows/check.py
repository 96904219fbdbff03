"""What scripts/check.py checks, as data for the preview and as marks beside the lines, and its verdict."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from msgspec.json import encode

from khizana.check.output import to_github, to_json
from khizana.check.run import Request, check
from khizana.files import write_whole
from khizana.layout import Layout
from khizana.problems import ProblemError
from scripts.flows.findings import read_findings
from scripts.flows.markdown import Places, summary
from scripts.flows.model import FORMAT, Preview
from scripts.flows.outputs import say, tell

ROOT = Path(__file__).resolve().parents[2]


@click.command()
@click.argument("base")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--gate", is_flag=True, help="Look at names, kinds and sizes of what HEAD proposes, and open nothing.")
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
def command(base: str, folder: Path, gate: bool, root: Path) -> None:
    """Check what differs from the revision BASE; the findings go to DIR/check.json, the verdict to the workflow.

    At the gate a proposal that breaks a rule goes no further, and the preview says why and nothing else.
    """
    layout = Layout(root.resolve())
    request = Request(proposal=base, diff_only=True) if gate else Request(base=base)
    try:
        found = check(layout, request).findings
    except ProblemError as error:
        say("\n".join(str(problem) for problem in error.problems))
        sys.exit(1)
    write_whole(folder / "check.json", to_json(found, "ar"))
    click.echo(to_github(found, "ar"))
    code = int(any(finding.level == "error" for finding in found))
    tell("check", "success" if code == 0 else "failure")
    if gate and code:
        stopped = Preview(FORMAT, 0, findings=tuple(read_findings(folder / "check.json"))[:500])
        write_whole(folder / "preview.json", encode(stopped))
        write_whole(folder / "preview.md", summary(stopped, Places()))
        sys.exit(1)
