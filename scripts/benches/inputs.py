"""What people bring and what enemies bring, measured: pages read right, bad inputs handled, attacks that did nothing.

The inputs and vectors are those of tests/hostile. `tracebacks` counts runs that ended in one. Every page of the
attacked site is read: `pairs` are the vectors in their places, a place being an element or attribute of a kind of page.
Pages that hold all pairs between them are opened in a browser, with the content policy and without, hovered and
clicked; `sinks` says how many vectors stood in some of the places there (most make no address, and no page shows the
name of a file). `executions` counts everything that ran, moved or asked for something, and all that is live or lost.
"""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from scripts.benches import html
from scripts.benches.looked.attacks import Read, open_all, read_all
from tests.hostile.attacked import attacked_archive, harmless_archive
from tests.hostile.bad_inputs import bad_inputs, samples_folder
from tests.hostile.handling import SECONDS_PER_MB, handle
from tests.hostile.live import harmless_parts
from tests.hostile.vectors import vectors

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "tests" / "convert" / "pages"
PER_PAGE = 60
LONG_LINE_MB = 50
MOST_MB = 500


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--no-browser", is_flag=True, help="Look for what is live without a browser only.")
def bench(as_json: bool, no_browser: bool) -> None:
    """Read good pages, bad inputs and attacks."""
    with tempfile.TemporaryDirectory() as folder:
        figures = _pages() | _long_line(Path(folder))
        figures |= _bad_inputs(Path(folder), figures["unexplained_characters"])
        found = figures | _attacks(Path(folder), no_browser)
    click.echo(json.dumps(found) if as_json else "\n".join(f"{key:24} {value}" for key, value in found.items()))


def _pages() -> dict[str, float]:
    figures = html.measure(sorted(PAGES.glob("*.htm*")), PAGES / "gold.json")
    names = ("pages", "html_paragraph_f1", "titles_right", "dates_right", "unexplained_characters")
    return {name: figures[name] for name in names}


def _bad_inputs(folder: Path, unexplained: float) -> dict[str, float]:
    """Every input alone, in an archive of its own."""
    cases, handled, tracebacks = bad_inputs(), 0, 0
    for number, case in enumerate(cases):
        place = folder / "inputs" / str(number)
        result = handle(case, place, "--accept-removals")
        handled += not result.wrong
        tracebacks += result.traceback
        unexplained += result.unexplained
        shutil.rmtree(place)
        for line in result.wrong:
            click.echo(f"{case.name}: {line}", err=True)
    return {
        "bad_inputs": len(cases),
        "bad_inputs_handled": handled,
        "tracebacks": tracebacks,
        "unexplained_characters": unexplained,
        "peak_mb": _peak_mb(),
    }


def _long_line(folder: Path) -> dict[str, float]:
    """A text of one line: the seconds a megabyte of it takes and the memory."""
    root, path = folder / "long" / "archive", folder / "long" / "line.txt"
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: one line\n", encoding="utf-8")
    words = "كلمة (أخرى) من النص الطويل الذي لا ينتهي، و*نجمة* و[قوس] "
    path.write_text("عنوان\n\n" + words * (LONG_LINE_MB * 1_000_000 // len(words.encode())), encoding="utf-8")
    begun = time.monotonic()
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "--root", str(root), str(path)]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    seconds, peak = time.monotonic() - begun, _peak_mb()
    if "Traceback" in done.stderr or seconds > SECONDS_PER_MB * LONG_LINE_MB or peak > MOST_MB:
        click.echo(f"a line of {LONG_LINE_MB} MB: {seconds:.0f} s, {peak:.0f} MB\n{done.stderr[-500:]}", err=True)
    return {"long_line_s_per_mb": round(seconds / LONG_LINE_MB, 3)}


def _peak_mb() -> float:
    """The most memory that this process, which converts the bad inputs, or one it started ever had."""
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(most / 1024, 1)


def _attacks(folder: Path, no_browser: bool) -> dict[str, Any]:
    every = vectors(samples_folder())
    attacked = attacked_archive(_below(folder, "attacked"), every, PER_PAGE, alone=True)
    harmless = harmless_parts(harmless_archive(_below(folder, "harmless")).site)
    read = read_all(attacked, harmless, every)
    happened, urls = list(read.faults), read.to_open(attacked)
    figures: dict[str, Any] = {"vectors": len(every), "pages_read": len(read.pages), "pairs": len(read.pairs)}
    if not no_browser:
        opened = list(open_all(attacked, urls, folder))
        happened += [line for _, lines in opened for line in lines]
        figures |= _opened(read, urls, sum(touched for touched, _ in opened))
    for line in happened:
        click.echo(line, err=True)
    return figures | {"executions": len(happened)}


def _opened(read: Read, urls: Sequence[str], touched: int) -> dict[str, Any]:
    pairs = frozenset().union(*(read.pages[url] for url in urls))
    return {
        "pages_opened": len(urls),
        "pairs_opened": len(pairs),
        "elements_touched": touched,
        "sinks": read.sinks(urls),
    }


def _below(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name / "archive"
