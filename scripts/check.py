"""Check what a pull request must satisfy: articles, originals, records, pictures, and the files themselves.

    python scripts/check.py                      what changed since the branch left the main one
    python scripts/check.py --all                everything
    python scripts/check.py PATH...              these files
    python scripts/check.py --fix                correct first what is safe to correct
    python scripts/check.py --pull-request BASE  the commit in hand as a stranger's proposal for BASE

Prints `path:line:column: level: message (rule)`, in Arabic with --lang ar, and ends with exit code 1 if there is an
error. docs/development/rules.md lists the rules.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from khizana.check.model import Language
from khizana.check.output import WRITERS, Format, summary
from khizana.check.rules_page import rules_page
from khizana.check.run import Checking, Request, check
from khizana.files import write_whole
from khizana.layout import Layout
from khizana.problems import ProblemError

ROOT = Path(__file__).resolve().parent.parent


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Look at everything, not only at what changed.")
@click.option("--base", default="", help="The revision changes are counted from; else the main branch.")
@click.option("--pull-request", "proposal", default="", metavar="BASE", help="Check HEAD as a proposal for BASE.")
@click.option("--head", default="HEAD", help="The commit of the proposal, with --diff-only.")
@click.option("--diff-only", is_flag=True, help="Of a proposal, look at names, kinds and sizes of files only.")
@click.option("--fix", is_flag=True, help="Correct what is safe to correct.")
@click.option("--lang", "language", default="en", type=click.Choice(["ar", "en"]), help="Language of the messages.")
@click.option("--format", "form", default="text", type=click.Choice(list(WRITERS)), help="How findings are written.")
@click.option("--write-rules", is_flag=True, help="Write docs/development/rules.md from the rules, and nothing else.")
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
def main(
    paths: tuple[Path, ...],
    everything: bool,
    base: str,
    proposal: str,
    head: str,
    diff_only: bool,
    fix: bool,
    language: Language,
    form: Format,
    write_rules: bool,
    root: Path,
) -> None:
    """Check what changed, PATHS, or everything."""
    layout = Layout(root.resolve())
    if write_rules:
        write_whole(layout.docs / "development" / "rules.md", rules_page())
        return
    if head != "HEAD" and not diff_only:
        sys.exit("--head names a commit that is not in hand: give --diff-only, too")
    if diff_only and not proposal:
        sys.exit("--diff-only goes with --pull-request BASE")
    request = Request(base, everything, _inside(paths, layout), proposal, head, diff_only, fix)
    try:
        done = check(layout, request)
    except ProblemError as error:
        sys.exit("\n".join(str(problem) for problem in error.problems))
    _tell(done, language, form)
    sys.exit(1 if any(finding.level == "error" for finding in done.findings) else 0)


def _inside(paths: tuple[Path, ...], layout: Layout) -> tuple[str, ...]:
    """The files named, folders searched, by their path from the folder of the archive."""
    files = [file for path in paths for file in (sorted(path.rglob("*")) if path.is_dir() else [path])]
    absolute = [file.absolute() for file in files if not file.is_dir()]
    if outside := [path for path in absolute if not path.is_relative_to(layout.root) or not path.exists()]:
        sys.exit(f"{outside[0]}: is no file of the archive")
    return tuple(path.relative_to(layout.root).as_posix() for path in absolute)


def _tell(done: Checking, language: Language, form: Format) -> None:
    click.echo(WRITERS[form](done.findings, language), nl=False)
    for path in done.fixed:
        click.echo(f"{path}: corrected", err=True)
    click.echo(summary(done.findings, done.pages, language), err=True)


if __name__ == "__main__":
    main()
