"""Convert captured originals into article pages.

    python scripts/build.py                 everything in docs/sources that has no page yet
    python scripts/build.py PATH...         capture and convert these files (folders are searched)

Prints what was done and ends with exit code 1 if anything was refused.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from khizana.convert.store import Request, Store
from khizana.layout import Layout
from khizana.problems import Problem, ProblemError
from khizana.registry import read_registry
from khizana.settings import read_settings

ROOT = Path(__file__).resolve().parent.parent


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--outlet", default="", help="Id of the outlet that published them (docs/registry/sources/ID.yml).")
@click.option("--url", default="", help="Address the capture was taken from.")
@click.option("--force", is_flag=True, help="Replace pages edited by hand too, after saving them in .khizana/saved/.")
@click.option("--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml.")
def main(paths: tuple[Path, ...], outlet: str, url: str, force: bool, root: Path) -> None:
    """Convert captured originals into article pages."""
    layout = Layout(root.resolve())
    try:
        store = Store(layout, read_registry(layout.registry), read_settings(layout.root / "mkdocs.yml").zone)
    except ProblemError as error:
        sys.exit("\n".join(str(_relative(problem, layout)) for problem in error.problems))
    captures = list(_files(path.absolute() for path in paths)) if paths else list(store.originals())
    counts, messages = _run(store, captures, Request(outlet, url, force))
    for message in messages:
        click.echo(message, err=True)
    click.echo(_summary(counts))
    sys.exit(1 if counts["refused"] else 0)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        inside = (file for file in sorted(path.rglob("*")) if not file.is_dir() and not file.name.startswith("."))
        yield from inside if path.is_dir() else (path,)


def _run(store: Store, captures: list[Path], request: Request) -> tuple[Counter[str], list[str]]:
    counts: Counter[str] = Counter()
    messages: list[str] = []
    with click.progressbar(captures, label="Converting", file=sys.stderr, show_pos=True) as progress:
        for capture in progress:
            outcome, said = _take(store, capture, request)
            counts[outcome] += 1
            messages += said
    return counts, messages


def _take(store: Store, capture: Path, request: Request) -> tuple[str, list[str]]:
    try:
        outcome, page = store.take(capture, request)
    except ProblemError as error:
        return "refused", [str(_relative(problem, store.layout)) for problem in error.problems]
    except OSError as error:
        problem = Problem(capture, 0, f"cannot be brought in: {error.strerror} ({error.filename})")
        return "refused", [str(_relative(problem, store.layout))]
    if outcome == "kept":
        problem = Problem(page, 0, "was edited by hand, so it is kept; --force replaces it after saving it")
        return outcome, [str(_relative(problem, store.layout))]
    return outcome, []


def _relative(problem: Problem, layout: Layout) -> Problem:
    """The problem with its path as an editor sees it, from the folder of the archive."""
    if not problem.path.is_relative_to(layout.root):
        return problem
    return Problem(problem.path.relative_to(layout.root), problem.line, problem.message)


def _summary(counts: Counter[str]) -> str:
    names = {
        "converted": "converted",
        "unchanged": "unchanged",
        "replaced": "replaced",
        "kept": "kept as edited",
        "refused": "refused",
    }
    told = [f"{counts[key]} {name}" for key, name in names.items() if counts[key] or key == "converted"]
    return ", ".join(told)


if __name__ == "__main__":
    main()
