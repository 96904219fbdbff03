"""The check, measured: how fast it is on one changed article and on everything, and how often it alarms over news.

The archive is the one that `bench.py corpus` makes, put under git, with sketches as a conversion would give them. For
false alarms the news of the samples is converted; nobody vouches for its texts, so that each finding counts.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import click

from khizana.check.rules import RULES
from khizana.layout import Layout
from khizana.sketches import sketch
from scripts.benches.convert import SAMPLES
from scripts.benches.corpus import Corpus, write_archive

ROOT = Path(__file__).resolve().parents[2]
_NEWS = SAMPLES / "news" / "2015-07-31.zip"
_CHECK = [sys.executable, str(ROOT / "scripts" / "check.py")]


@click.command()
@click.option("--articles", default=31_000, help="Articles of the archive that speed is measured on.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(articles: int, as_json: bool) -> None:
    """Time the check and count what it says of the news."""
    with tempfile.TemporaryDirectory() as folder:
        figures: dict[str, Any] = _speed(Path(folder) / "archive", articles)
    if _NEWS.exists():
        with tempfile.TemporaryDirectory() as folder:
            figures |= _alarms(Path(folder))
    click.echo(json.dumps(figures) if as_json else "\n".join(f"{key:32} {value}" for key, value in figures.items()))


def _speed(root: Path, articles: int) -> dict[str, float]:
    """Seconds for one changed article, without the cache of signatures and with it, and articles a second for all."""
    for _ in write_archive(root, Corpus(articles), machinery=False):
        pass
    (root / "mkdocs.yml").write_text("site_name: bench\n", encoding="utf-8")
    layout = Layout(root)
    for ledger in layout.sources.rglob("*.ledger.json"):
        _add_sketch(ledger)
    for command in (("init", "--quiet", "-b", "main"), ("add", "-A"), ("commit", "--quiet", "-m", "archive")):
        names = ("-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "gc.auto=0")
        subprocess.run(["git", "-C", str(root), *names, *command], check=True)
    page = next(layout.articles.rglob("*.md"))
    page.write_text(page.read_text(encoding="utf-8").rstrip() + " وتم.\n", encoding="utf-8")
    cold, warm = _seconds(root), _seconds(root)
    busy = _processor()
    whole = _seconds(root, "--all")
    return {
        "articles": articles,
        "one_changed_cold_s": round(cold, 2),
        "one_changed_warm_s": round(warm, 2),
        "all_articles_per_s": round(articles / whole, 1),
        # What one core alone does, also on a machine that is busy with other things.
        "all_articles_per_core_s": round(articles / (_processor() - busy), 1),
    }


def _add_sketch(path: Path) -> None:
    record = json.loads(path.read_bytes())
    record["sketch"] = sketch("\n".join(record["generated"]))
    path.write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def _seconds(root: Path, *arguments: str) -> float:
    begun = time.monotonic()
    done = subprocess.run([*_CHECK, "--root", str(root), *arguments], check=False, capture_output=True)
    if b"Traceback" in done.stderr:
        raise RuntimeError(done.stderr.decode())
    return time.monotonic() - begun


def _processor() -> float:
    """Seconds of all cores that the processes started so far have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _alarms(folder: Path) -> dict[str, Any]:
    """What each rule says of the converted news: findings, and articles with at least one."""
    root = folder / "archive"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: bench\n", encoding="utf-8")
    shutil.copytree(ROOT / "docs" / "registry", root / "docs" / "registry")
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "--root", str(root), "--accept-removals"]
    subprocess.run([*command, str(_unpacked(_NEWS, folder))], check=False, capture_output=True)
    done = subprocess.run([*_CHECK, "--root", str(root), "--all", "--format", "json"], check=False, capture_output=True)
    found = json.loads(done.stdout)
    counts = Counter(finding["rule"] for finding in found)
    articles = Counter(rule for rule, _ in {(finding["rule"], finding["path"]) for finding in found})
    return {
        "news_articles": sum(1 for _ in (root / "docs" / "articles").rglob("*.md")),
        "news_findings": {rule.id: counts[rule.id] for rule in RULES},
        "news_articles_with": {rule.id: articles[rule.id] for rule in RULES},
        "news_errors": sum(finding["level"] == "error" for finding in found),
    }


def _unpacked(packed: Path, folder: Path) -> Path:
    with zipfile.ZipFile(packed) as archive:
        [name] = [name for name in archive.namelist() if name.endswith(".json")]
        records = folder / "records.json"
        records.write_bytes(archive.read(name))
    return records
