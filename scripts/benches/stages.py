"""Where the time of a cold build goes: `python scripts/bench.py stages --articles 3000`.

Processor seconds of each stage, in one process and without MkDocs; `ms` is milliseconds an article. The time of a
stage is its own: what it calls of another stage is counted there. `floor` is what no build can do without: rendering
the Markdown with the fast path of the profile, and writing the bytes.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

import click

from khizana.layout import Layout
from khizana.settings import Settings
from scripts.benches.corpus import Corpus, write_archive
from scripts.benches.looked.editor import Around
from scripts.benches.looked.rebuilt import build_site
from scripts.benches.looked.stages import watched


@click.command()
@click.option("--articles", "count", default=1_000, show_default=True, help="How many articles.")
@click.option("--entities", "entity_count", default=2_000, show_default=True, help="Records of entities.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(count: int, entity_count: int, as_json: bool) -> None:
    """Time the stages of a cold build."""
    with tempfile.TemporaryDirectory(prefix="khizana-bench-") as folder:
        layout = Layout(Path(folder) / "archive")
        for _ in write_archive(layout.root, Corpus(count, entity_count), machinery=False):
            pass
        begun = time.process_time()
        with patch.dict(os.environ, {"KHIZANA_PROCESSES": "1"}), watched() as stages:
            build_site(layout, layout.root / "site", Around(settings=Settings(entries_per_page=100)))
        whole = time.process_time() - begun
    rows = sorted(stages.seconds.items(), key=lambda row: -row[1])
    figures = {name: {"s": round(seconds, 2), "ms": round(1000 * seconds / count, 3)} for name, seconds in rows}
    if as_json:
        click.echo(json.dumps({"articles": count, "cpu_s": round(whole, 2), "stages": figures}, ensure_ascii=False))
        return
    for name, seconds in rows:
        click.echo(f"{name:26} {seconds:8.2f} s {1000 * seconds / count:8.3f} ms {stages.calls[name]:10,} calls")
    click.echo(f"{'all':26} {whole:8.2f} s {1000 * whole / count:8.3f} ms")
