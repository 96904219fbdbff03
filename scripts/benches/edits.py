"""Random edits of an archive, each followed by a build: `python scripts/bench.py edits --count 3000`.

Every tenth build is compared byte for byte with a clean one, made in another folder, another time zone and another
number of processes; after every build only what changed may have been written. `faults` must be 0.
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
from scripts.benches.looked.edited import edit
from scripts.benches.looked.editor import Editor
from scripts.benches.looked.rebuilt import Rebuilt

EVERY = 10


@click.command()
@click.option("--count", default=3_000, show_default=True, help="How many edits.")
@click.option("--articles", default=80, show_default=True, help="How many articles to begin with.")
@click.option("--seed", default=1, show_default=True, help="Other edits.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(count: int, articles: int, seed: int, as_json: bool) -> None:
    """Edit, build, compare."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="khizana-bench-") as folder:
        rebuilt, kinds = edit_and_build(Path(folder), Corpus(articles, 40, 24), count, seed)
    figures = {
        "edits": kinds.total(),
        "builds": rebuilt.builds,
        "comparisons": rebuilt.comparisons,
        "faults": len(rebuilt.faults),
        "rendered": rebuilt.rendered,
        "written": rebuilt.written,
        "seconds": round(time.monotonic() - begun, 1),
        "kinds": dict(kinds.most_common()),
    }
    for fault in rebuilt.faults[:100]:
        click.echo(fault, err=True)
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{key:12} {value}" for key, value in figures.items()))
    sys.exit(1 if rebuilt.faults else 0)


def edit_and_build(folder: Path, corpus: Corpus, count: int, seed: int) -> tuple[Rebuilt, Counter[str]]:
    """So many edits of the archive of a corpus; what came of the builds, and how many edits of each kind there were."""
    layout = Layout(folder / "archive")
    for _ in write_archive(layout.root, corpus, machinery=False):
        pass
    editor = Editor(layout, layout.root / "site", corpus, random.Random(seed))
    rebuilt = Rebuilt(editor, folder / "elsewhere" / "site")
    kinds: Counter[str] = Counter()
    rebuilt.build("the first build")
    for number in range(1, count + 1):
        kind, about = edit(editor)
        kinds[kind] += 1
        rebuilt.build(f"edit {number}, {kind} {about}")
        if number % EVERY == 0:
            rebuilt.compare(f"edit {number}, {kind} {about}")
    return rebuilt, kinds
