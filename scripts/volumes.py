"""An archive read volume by volume (a year each), anywhere, and its site made from what was read.

python scripts/volumes.py list                              the volumes there are
python scripts/volumes.py read 2017 --out 2017.sqlite       read one, on any machine that has the archive
python scripts/volumes.py join *.sqlite                     make what was read known here; then: make site
python scripts/volumes.py run [--scheduler ADDRESS]         all of it on Dask, by default on the cores of this machine

What is read of a volume is a cache file. Joined, they are what one machine would have found out itself, so the site is
the same byte for byte; a volume that was not read, or was read of other texts or with other code, costs only time.
`run` needs the extra `cluster`. The machines of a cluster need this archive at the same place and the same code.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from khizana.files import write_whole
from khizana.layout import Layout
from khizana.problems import ProblemError
from khizana.publish.cache import DamagedError
from khizana.publish.volumes import join_volumes, read_volume, volumes
from khizana.registry import read_registry

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # so that the cluster can be imported as scripts.cluster

from scripts.cluster import cluster  # noqa: E402


@click.group()
@click.option("--root", default=ROOT, type=click.Path(path_type=Path, file_okay=False), help="The archive.")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Read an archive in volumes and join them."""
    context.obj = Layout(root.absolute())


@main.command("list")
@click.pass_obj
def list_volumes(layout: Layout) -> None:
    """Print the names of the volumes, one a line."""
    for name in volumes(layout):
        click.echo(name)


@main.command()
@click.argument("volume")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write.")
@click.pass_obj
def read(layout: Layout, volume: str, out: Path) -> None:
    """Read a volume into a file."""
    if volume not in volumes(layout):
        sys.exit(f"there is no volume {volume}; there are {', '.join(volumes(layout))}")
    data, problems = read_here(str(layout.root), volume)
    write_whole(out, data)
    _tell(problems)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def join(layout: Layout, files: tuple[Path, ...]) -> None:
    """Make what was read of volumes known to the next build."""
    try:
        join_volumes(layout, files)
    except DamagedError as error:
        sys.exit(str(error))


@main.command()
@click.option("--scheduler", default="", help="The address of a Dask scheduler, such as tcp://10.0.0.5:8786.")
@click.pass_obj
def run(layout: Layout, scheduler: str) -> None:
    """Read all volumes on Dask, join them and make the site."""
    with cluster(scheduler) as client:
        _tell(read_all(client, layout))
    sys.exit(subprocess.call([sys.executable, str(ROOT / "scripts" / "site.py")], cwd=layout.root))


def read_all(client: Any, layout: Layout) -> list[str]:
    """Read every volume as a task of its own and join what comes back; gives what is wrong with the articles."""
    done = import_module("distributed").as_completed
    names = volumes(layout)
    tasks = client.map(read_here, [str(layout.root)] * len(names), names, pure=False)
    found: list[str] = []
    with tempfile.TemporaryDirectory(prefix="khizana-volumes-") as folder:
        for number, (task, (data, problems)) in enumerate(done(tasks, with_results=True), 1):
            file = Path(folder, f"{number}.sqlite")
            file.write_bytes(data)
            join_volumes(layout, [file])
            task.release()
            found += problems
            click.echo(f"{number} of {len(names)} volumes read", err=True)
    return found


def read_here(root: str, volume: str) -> tuple[bytes, list[str]]:
    """What is read of a volume on this machine: the bytes of a cache file, and what is wrong with its articles.

    This is what runs on a cluster. The cores are shared out by whoever shares out the volumes, so it takes one.
    """
    layout = Layout(Path(root))
    os.environ.setdefault("KHIZANA_PROCESSES", "1")
    with tempfile.TemporaryDirectory(prefix="khizana-volume-") as folder:
        target = Path(folder, "volume.sqlite")
        try:
            problems = read_volume(layout, read_registry(layout.registry), volume, target)
        except ProblemError as error:
            return b"", [str(problem) for problem in error.problems]
        return target.read_bytes(), [str(problem) for problem in problems]


def _tell(problems: list[str]) -> None:
    for problem in sorted(problems):
        click.echo(problem, err=True)


if __name__ == "__main__":
    main()
