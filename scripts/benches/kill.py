"""Builds killed at random moments (SIGKILL): `python scripts/bench.py kill --times 200`.

`interrupted`: builds that had not ended. `old`, `new`: which site stood afterwards. `mixed`: neither, whole; `absent`:
runs in which a look at the site, taken about every millisecond, found none; `wrong`: the next build made another site
than a clean one makes. The last three must be 0. Every second pair of builds has no cache.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import click

from khizana.layout import Layout
from scripts.benches.corpus import Corpus, articles
from scripts.benches.looked.killed import Victim, kill_builds
from scripts.benches.peers.ours import ours
from scripts.benches.peers.peer import made_up


@click.command()
@click.option("--times", default=200, show_default=True, help="How many builds to kill.")
@click.option("--articles", "count", default=300, show_default=True, help="How many articles.")
@click.option("--seed", default=1, show_default=True, help="Other moments.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(times: int, count: int, seed: int, as_json: bool) -> None:
    """Kill builds and look at what stands."""
    with tempfile.TemporaryDirectory(prefix="khizana-bench-") as folder:
        killed = kill_builds(victim_of(Path(folder), Corpus(count, 300, 60)), times, seed)
    figures = {key: len(value) if isinstance(value, list) else value for key, value in vars(killed).items()}
    for fault in killed.faults:
        click.echo(fault, err=True)
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{key:12} {value}" for key, value in figures.items()))
    sys.exit(1 if killed.faults else 0)


def victim_of(folder: Path, corpus: Corpus) -> Victim:
    """An archive that in its other state has one article reworded, one removed and a tag renamed."""
    builder = ours(folder, made_up(corpus))
    layout = Layout(builder.folder)
    reworded, removed = [
        layout.page(one.id) for one in articles(2, seed=corpus.seed, entities=corpus.entities, tags=corpus.tags)
    ]
    tag = next(layout.registry.glob("tags/*.yml"))
    plain = {path: path.read_text(encoding="utf-8") for path in (reworded, removed, tag)}

    def first() -> None:
        for path, text in plain.items():
            path.write_text(text, encoding="utf-8")

    def second() -> None:
        reworded.write_text(f"{plain[reworded]}\nفقرة جديدة.\n", encoding="utf-8")
        removed.unlink(missing_ok=True)
        tag.write_text(plain[tag].replace("label: ", "label: وسم "), encoding="utf-8")

    command = [str(part) for part in builder.command]
    return Victim(builder.folder, command, (first, second), builder.environment)
