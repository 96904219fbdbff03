"""Conversion, measured: what it loses, what it recognises, how fast it is and how much memory it takes.

The corpus is the records of a JSON file, or of the one in a zip, brought into an empty archive by the same
command an editor runs. Gold for structure and dates is the samples' where they are, else the project's own.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import click

from khizana.article import read_page
from khizana.convert.original import Original
from khizana.convert.readers import read_originals
from khizana.layout import Layout
from khizana.ledger import Ledger, read_ledger, visible
from khizana.profile import render, to_html
from khizana.registry import Registry
from scripts.benches import dates, structure
from tests.hostile.whole import without_pictures
from tests.support.text import shown_text

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = Path(os.environ.get("KHIZANA_SAMPLES", ROOT.parent / "shared" / "samples"))
OWN = ROOT / "tests" / "convert"


@click.command()
@click.argument("corpus", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(corpus: Path | None, as_json: bool) -> None:
    """Convert CORPUS, a JSON array of records or a zip of one, and score the gold sets."""
    corpus = corpus or _first(SAMPLES / "news" / "2015-07-31.zip", OWN / "gold" / "structure.jsonl")
    figures = structure.measure(_first(SAMPLES / "news" / "structure-gold.jsonl", OWN / "gold" / "structure.jsonl"))
    figures |= dates.measure(_first(SAMPLES / "dates" / "dates.json", OWN / "dates_gold.json"))
    with tempfile.TemporaryDirectory() as folder:
        figures |= _convert(_records(corpus, Path(folder)), Path(folder) / "archive")
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{key:24} {value}" for key, value in figures.items()))


def _first(*paths: Path) -> Path:
    return next((path for path in paths if path.exists()), paths[-1])


def _records(corpus: Path, folder: Path) -> Path:
    """The corpus as a JSON file."""
    if corpus.suffix != ".zip":
        return corpus
    with zipfile.ZipFile(corpus) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".json"))
        unpacked = folder / "records.json"
        unpacked.write_bytes(archive.read(name))
    return unpacked


def _convert(records: Path, archive: Path) -> dict[str, float]:
    """Convert and check; `articles_per_s` counts every record read, start-up included."""
    (archive / "docs").mkdir(parents=True)
    (archive / "mkdocs.yml").write_text("site_name: bench\n", encoding="utf-8")
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "--root", str(archive), "--accept-removals"]
    begun = time.monotonic()
    subprocess.run([*command, "--publish-duplicates", str(records)], check=False, capture_output=True)
    seconds = time.monotonic() - begun
    originals = {item.record: item for item in read_originals(records, Registry()) if isinstance(item, Original)}
    ledgers = [read_ledger(path) for path in Layout(archive).sources.rglob("*.ledger.json")]
    lost = [_unexplained(ledger, originals, archive) for ledger in ledgers]
    return {
        "articles": len(ledgers),
        "articles_refused": len({item.sha256 for item in originals.values()}) - len(ledgers),
        "unexplained_characters": sum(lost),
        "articles_per_s": round(len(ledgers) / seconds, 1),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1),
    }


def _unexplained(ledger: Ledger, originals: dict[int, Original], archive: Path) -> int:
    """Visible characters that neither the rendered page shows nor the ledger explains, found independently."""
    text = originals[int(ledger.source.file.partition("#")[2])].text
    page = read_page((archive / "docs" / "articles" / _page(ledger)).read_text(encoding="utf-8"), archive)
    shown = visible(shown_text("".join(to_html(block.element) for block in render(without_pictures(page.body)))))
    kept = visible("".join(text[span.start : span.end] for span in ledger.spans if span.fate == "kept"))
    told = visible("".join(text[span.start : span.end] for span in ledger.spans))
    return (
        abs(len(visible(text)) - len(told))
        + sum(a != b for a, b in zip(shown, kept, strict=False))
        + abs(len(shown) - len(kept))
    )


def _page(ledger: Ledger) -> str:
    return str(Layout(Path()).page(ledger.id).relative_to(Layout(Path()).articles))
