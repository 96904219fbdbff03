"""A builder to be measured: what it makes of a corpus, how it is run, and what it leaves."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.benches.corpus import Corpus, Generated, articles, write_archive
from scripts.benches.peers.measure import Cost, run, size_of
from scripts.benches.synthetic.records import Known, Tagged, entities, tags

ROOT = Path(__file__).resolve().parents[3]
CACHE = ROOT / ".khizana" / "cache" / "peers"


@dataclass(frozen=True)
class Content:
    """What all builders are given: the archive, written into a folder, and its articles one after another."""

    count: int
    write_archive: Callable[[Path], object]
    articles: Callable[[], Iterable[Generated]]
    known: tuple[Known, ...] = ()
    tagged: tuple[Tagged, ...] = ()


def made_up(corpus: Corpus) -> Content:
    """The content of a corpus."""
    shape = {"seed": corpus.seed, "entities": corpus.entities, "tags": corpus.tags}

    def write(root: Path) -> None:
        for _ in write_archive(root, corpus):
            pass

    return Content(
        corpus.articles,
        write,
        lambda: articles(corpus.articles, **shape),
        entities(corpus.seed, corpus.entities),
        tags(corpus.seed, corpus.tags),
    )


@dataclass(frozen=True)
class Builder:
    """A builder with its input in `folder`.

    `command` builds `output`; `made` are what a cold build must not find. `change` makes edit number n to one
    article. `environment` is added to that of the process.
    """

    name: str
    folder: Path
    command: Sequence[str | Path]
    output: Path
    made: Sequence[Path]
    change: Callable[[int], None]
    environment: dict[str, str]

    def clean(self) -> None:
        """As if it had never been built. What was goes aside: files are slow to make where many were just removed."""
        aside = self.folder.with_name(f".{self.folder.name}.gone")
        aside.mkdir(exist_ok=True)
        for path in (*self.made, self.output):
            if path.exists():
                path.rename(aside / str(len(list(aside.iterdir()))))

    def build(self) -> Cost:
        """Run it once. Raises FailedError."""
        cost = run(self.command, self.folder, self.environment)
        total, count = size_of(self.output)
        return replace(cost, bytes=total, files=count)


Maker = Callable[[Path, Content], Builder | None]


def venv_of(name: str, *requirements: str) -> Path | None:
    """The programs of a virtual environment with these packages, made at first need; None without a network."""
    folder = CACHE / name
    programs = folder / "bin"
    ready = folder / ".ready"
    if ready.exists() and ready.read_text() == "\n".join(requirements):
        return programs
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    install = [str(programs / "python"), "-m", "pip", "install", "--quiet", *requirements]
    if subprocess.run(install, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
        return None
    ready.write_text("\n".join(requirements))
    return programs
