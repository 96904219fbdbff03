"""Convert captured originals into article pages, and show or repeat what was done to one.

    python scripts/build.py                    everything in docs/sources that has no page yet
    python scripts/build.py PATH...            capture and convert these files (folders are searched)
    python scripts/build.py explain ID         the original beside its page, removals marked, with reasons
    python scripts/build.py reconvert [ID...]  convert again with the rules of today, keeping editors' changes

Prints what was done and ends with exit code 1 if anything was refused or left to an editor.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from khizana.convert.ahead import Machines
from khizana.convert.explain import pieces, to_html, to_terminal
from khizana.convert.reconvert import find_original, reconvert
from khizana.convert.rules import REASONS
from khizana.convert.store import Request, Store, Taken
from khizana.convert.taking import size_of, take_all
from khizana.files import write_whole
from khizana.layout import Layout
from khizana.ledger import read_ledger
from khizana.parallel import processes as available
from khizana.problems import Problem, ProblemError
from khizana.progress import is_watched
from khizana.registry import read_registry
from khizana.settings import read_settings

_SECONDS_BETWEEN_LINES = 0.2
ROOT = Path(__file__).resolve().parent.parent
OUTCOMES = {
    "converted": "converted",
    "unchanged": "unchanged",
    "regenerated": "regenerated",
    "replaced": "replaced",
    "merged": "merged with an editor's changes",
    "kept": "kept as edited",
    "duplicate": "already in the archive",
    "conflict": "left to an editor",
    "set aside": "set aside earlier",
    "refused": "refused",
}


class _Commands(click.Group):
    """A group whose first word may also be a path: that is the command `convert`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in ("-h", "--help")):
            args = ["convert", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Convert captured originals into article pages (`convert` may be left out)."""


root_option = click.option(
    "--root", default=ROOT, type=click.Path(path_type=Path), help="Folder of the archive's mkdocs.yml."
)


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--outlet", default="", help="Id of the outlet that published them (docs/registry/sources/ID.yml).")
@click.option("--url", default="", help="Address the capture was taken from.")
@click.option("--force", is_flag=True, help="Replace pages edited by hand too, after saving them in .khizana/saved/.")
@click.option("--publish-duplicates", is_flag=True, help="Make a page of an article the archive already has.")
@click.option("--accept-removals", is_flag=True, help="Convert even where rules remove much of a text.")
@click.option("--processes", default=0, help="How many at once; as many as there are cores if not said.")
@click.option("--scheduler", default="", help="Convert on a Dask cluster, at an address such as tcp://10.0.0.5:8786.")
@root_option
def convert(
    paths: tuple[Path, ...],
    outlet: str,
    url: str,
    force: bool,
    publish_duplicates: bool,
    accept_removals: bool,
    processes: int,
    scheduler: str,
    root: Path,
) -> None:
    """Capture and convert PATHS, or what is in docs/sources and has no page yet."""
    store = _store(root)
    request = Request(outlet, url, force, publish_duplicates, accept_removals, named=bool(paths))
    captures = list(_files(paths, store.layout)) if paths else list(store.originals())
    with _machines(scheduler) as machines:
        _finish(_convert_all(store, captures, request, processes or available(), machines))


@contextmanager
def _machines(scheduler: str) -> Iterator[Machines | None]:
    """Those of the cluster at an address, if one is given."""
    if not scheduler:
        yield None
        return
    sys.path.insert(0, str(ROOT))
    from scripts.cluster import DaskMachines, cluster

    with cluster(scheduler) as client:
        yield DaskMachines(client)


@main.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@root_option
def explain(ids: tuple[str, ...], root: Path) -> None:
    """Show the original of an article with what was removed or moved, and why."""
    store = _store(root)
    for id in ids:
        try:
            ledger = read_ledger(store.layout.ledger(id))
            original = find_original(store, ledger)
        except (ProblemError, OSError) as error:
            sys.exit(f"{id}: there is no such article, or its original is gone; check the id ({error})")
        click.echo(to_terminal(pieces(original.text, ledger, REASONS)))
        shown = store.layout.explained / f"{id}.html"
        write_whole(shown, to_html(pieces(original.text, ledger, REASONS), ledger))
        click.echo(f"Also as a page: {shown}")


@main.command(name="reconvert")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--accept-removals", is_flag=True, help="Convert even where rules remove much of a text.")
@root_option
def reconvert_pages(ids: tuple[str, ...], accept_removals: bool, root: Path) -> None:
    """Convert the originals of these articles (or of all) again, keeping what editors changed."""
    store = _store(root)
    _finish(_reconvert_all(store, ids or store.known.ids(), Request(removals=accept_removals)))


def _store(root: Path) -> Store:
    layout = Layout(root.resolve())
    try:
        return Store(layout, read_registry(layout.registry), read_settings(layout.root / "mkdocs.yml").zone)
    except ProblemError as error:
        sys.exit("\n".join(_told(problem, layout) for problem in error.problems))


def _files(paths: Iterable[Path], layout: Layout) -> Iterator[Path]:
    for path in (path.absolute() for path in paths):
        if layout.root.is_relative_to(path):
            sys.exit(f"{path}: holds the archive itself; name the captures")
        inside = (file for file in sorted(path.rglob("*")) if not file.is_dir() and not file.name.startswith("."))
        yield from inside if path.is_dir() else (path,)


# What was done and, where an editor should know, a line that says so.
Said = tuple[str, str]


def _convert_all(
    store: Store, captures: Sequence[Path], request: Request, processes: int, machines: Machines | None
) -> Iterator[Said]:
    with Progress("Converting", sum(map(size_of, captures))) as progress:
        sizes = {path: size_of(path) for path in captures}
        for capture, taken in take_all(store, captures, request, processes, machines):
            if taken is None:
                progress.advance(sizes[capture])
                continue
            progress.count()
            if isinstance(taken, ProblemError):
                yield from _refusals(taken, store.layout)
            else:
                yield taken.outcome, _note(taken, capture, store.layout)


def _note(taken: Taken, capture: Path, layout: Layout) -> str:
    if taken.outcome == "kept":
        message = "was edited by hand, so it is kept; --force replaces it after saving it"
        return _told(Problem(taken.page, 0, message), layout)
    if taken.outcome == "duplicate":
        record = f"record {taken.record} " if taken.record else ""
        message = f"{record}is the same article as {taken.page.stem}; --publish-duplicates makes a page of it"
        return _told(Problem(capture, 0, message), layout)
    return ""


def _reconvert_all(store: Store, ids: Sequence[str], request: Request) -> Iterator[Said]:
    with Progress("Converting again", len(ids)) as progress:
        for id in ids:
            progress.count()
            progress.advance(1)
            try:
                redone = reconvert(store, id, request)
            except ProblemError as error:
                yield from _refusals(error, store.layout)
                continue
            message = "shows an editor's changes and those of a new conversion; settle them in the page"
            yield redone.outcome, _told(Problem(redone.page, 0, message), store.layout) * (redone.outcome == "conflict")


class Progress:
    """A line on a terminal, written anew as work goes on: articles done, how many a second, and the time that is left.

    `whole` is the work in any unit. Nothing is written where nobody watches: to a file, or where CI is set.
    """

    def __init__(self, label: str, whole: int) -> None:
        self._label, self._whole, self._done, self._articles = label, whole, 0, 0
        self._begun = self._written = time.monotonic()
        self._shown = is_watched()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        if self._shown:
            click.echo("\r\x1b[K", nl=False, err=True)

    def count(self) -> None:
        """One article more is done."""
        self._articles += 1
        now = time.monotonic()
        if self._shown and now - self._written >= _SECONDS_BETWEEN_LINES:
            self._written = now
            click.echo(f"\r\x1b[K{self._line(now - self._begun)}", nl=False, err=True)

    def advance(self, work: int) -> None:
        """So much of the work is done."""
        self._done += work

    def _line(self, seconds: float) -> str:
        line = f"{self._label}: {self._articles:,} done, {self._articles / seconds:,.0f} a second"
        left = seconds * (self._whole - self._done) / self._done if self._done else 0
        return (
            f"{line}, {int(left // 60)}:{int(left % 60):02} left" if self._done < self._whole and self._done else line
        )


def _refusals(error: ProblemError, layout: Layout) -> Iterator[Said]:
    for problem in error.problems:
        yield "refused", _told(problem, layout)


def _told(problem: Problem, layout: Layout) -> str:
    """The problem in a line, its path as an editor sees it, from the folder of the archive."""
    return str(Problem(layout.shown(problem.path), problem.line, problem.message))


def _finish(said: Iterable[Said]) -> None:
    counts: Counter[str] = Counter()
    messages: list[str] = []
    for outcome, message in said:
        counts[outcome] += 1
        messages += [message] if message else []
    for message in messages:
        click.echo(message, err=True)
    click.echo(", ".join(f"{counts[key]} {name}" for key, name in OUTCOMES.items() if counts[key]) or "nothing to do")
    sys.exit(1 if counts["refused"] or counts["conflict"] else 0)


if __name__ == "__main__":
    main()
