"""Random edits of an archive, each followed by a build: `python scripts/bench.py edits --count 3000`.

Every tenth build is compared byte for byte with a clean one, made in another folder, another time zone and another
number of processes; after every build only what changed may have been written. `faults` must be 0.

`--mkdocs 30` does the same with whole archives and `make site`: edits of settings, templates, style sheets and
hand-written pages are among them, and the clean build has another folder, locale, time zone and, where Debian's
`faketime` is installed, another day.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import click

from khizana.layout import Layout
from scripts.benches.corpus import Corpus, write_archive
from scripts.benches.looked.edited import SOUND, edit
from scripts.benches.looked.editor import Editor
from scripts.benches.looked.made import Made
from scripts.benches.looked.rebuilt import Rebuilt
from scripts.benches.peers.ours import ours
from scripts.benches.peers.peer import made_up

EVERY = 10


@click.command()
@click.option("--count", default=3_000, show_default=True, help="How many edits.")
@click.option("--articles", default=80, show_default=True, help="How many articles to begin with.")
@click.option("--every", default=EVERY, show_default=True, help="How often to compare with a clean build.")
@click.option("--from", "start", default=0, help="Compare from this edit on only, to find the one that went wrong.")
@click.option("--seed", default=1, show_default=True, help="Other edits.")
@click.option("--mkdocs", "through", default=0, show_default=True, help="How many more, through `make site`.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(count: int, articles: int, every: int, start: int, seed: int, through: int, as_json: bool) -> None:
    """Edit, build, compare."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="khizana-bench-") as folder:
        rebuilt, kinds = edit_and_build(Path(folder), Corpus(articles, 40, 24), count, seed, every, start)
        made = edit_and_make(Path(folder) / "made", Corpus(articles, 40, 24), through, seed)
    faults = len(rebuilt.faults) + len(made.faults)
    figures = {
        "made": made.builds,
        "made_compared": made.comparisons,
        "edits": kinds.total(),
        "builds": rebuilt.builds,
        "comparisons": rebuilt.comparisons,
        "faults": faults,
        "rendered": rebuilt.rendered,
        "written": rebuilt.written,
        "seconds": round(time.monotonic() - begun, 1),
        "kinds": dict(kinds.most_common()),
    }
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{key:12} {value}" for key, value in figures.items()))
    sys.exit(1 if faults else 0)


def edit_and_build(
    folder: Path, corpus: Corpus, count: int, seed: int, every: int = EVERY, start: int = 0
) -> tuple[Rebuilt, Counter[str]]:
    """So many edits of the archive of a corpus; what came of the builds, and how many edits of each kind there were."""
    rebuilt = begin_with(folder, corpus, seed)
    editor = rebuilt.editor
    kinds: Counter[str] = Counter()
    for number in range(1, count + 1):
        kind, about = edit(editor)
        kinds[kind] += 1
        rebuilt.build(f"edit {number}, {kind} {about}")
        if number % every == 0 and number >= start:
            rebuilt.compare(f"edit {number}, {kind} {about}")
    return rebuilt, kinds


def begin_with(folder: Path, corpus: Corpus, seed: int) -> Rebuilt:
    """The archive of a corpus, built once."""
    layout = Layout(folder / "archive")
    for _ in write_archive(layout.root, corpus, machinery=False):
        pass
    editor = Editor(layout, layout.root / "site", corpus, random.Random(seed))
    rebuilt = Rebuilt(editor, folder / "elsewhere")
    rebuilt.build("the first build")
    return rebuilt


def edit_and_make(folder: Path, corpus: Corpus, count: int, seed: int) -> Made:
    """So many edits of a whole archive, each followed by `make site`."""
    folder.mkdir()
    made = Made(ours(folder, made_up(corpus)), folder / "elsewhere" / "archive") if count else Made(None, folder)
    editor = Editor(Layout(folder / "khizana"), folder / "khizana" / "site", corpus, random.Random(seed))
    for number in range(count):
        kind, about = edit(editor, SOUND)
        made.build(f"made {number}, {kind} {about}")
        if number % (EVERY // 2) == 0 or number == count - 1:
            made.compare(f"made {number}, {kind} {about}")
    return made
