"""Building a site, ours and others': `python scripts/bench.py build --articles 10000 --peers hugo,pagefind,stock`.

All builders get the same made-up corpus (scripts/benches/corpus.py), are run in the same session, in alternating
order, several rounds; each figure is the median of its rounds. Files stay in the page cache of the machine.

Cases. `cold`: nothing of an earlier build is there. `nothing_changed`: the same again at once. `one_changed`: a
sentence was added to one article. Ours is `make site`, as people run it. Peers are built cold in every round, the
other cases in the first only. `empty` is MkDocs with the theme and one page.

Figures. `wall_s`, `cpu_s` (of the process and all it started), `peak_mb` (resident memory of that tree, in 10^6 bytes),
`bytes` and `files` of the site. `ratio_cold_hugo_pagefind` and `ratio_cold_stock` are our wall time over theirs.
`one_changed_over_empty_s` is what an edit takes beyond MkDocs' empty build.
"""

from __future__ import annotations

import json
import os
import platform
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from scripts.benches.corpus import Corpus
from scripts.benches.peers.hugo import hugo, pagefind
from scripts.benches.peers.measure import Cost, FailedError, middle
from scripts.benches.peers.ours import empty, ours
from scripts.benches.peers.peer import Builder
from scripts.benches.peers.stock import stock, stock_small_nav, zensical

PEERS = {
    "hugo": hugo,
    "pagefind": pagefind,
    "stock": stock,
    "stock-small-nav": stock_small_nav,
    "zensical": zensical,
}
CASES = ("cold", "nothing_changed", "one_changed")
Costs = dict[str, dict[str, list[Cost]]]


@click.command()
@click.option("--articles", "count", default=1_000, show_default=True, help="How many articles.")
@click.option("--entities", "entity_count", default=2_000, show_default=True, help="Records of entities.")
@click.option("--tags", "tag_count", default=300, show_default=True, help="Records of tags.")
@click.option("--rounds", default=3, show_default=True, help="How often everything is built.")
@click.option("--peers", default="", help=f"Others to build, by commas: {', '.join(PEERS)}.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where to work; by default a temporary folder.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(
    count: int, entity_count: int, tag_count: int, rounds: int, peers: str, folder: Path | None, as_json: bool
) -> None:
    """Build a corpus with this machinery and with others."""
    corpus = Corpus(count, entity_count, tag_count)
    names = [name for name in peers.split(",") if name]
    if unknown := [name for name in names if name not in PEERS]:
        raise click.BadParameter(f"no such peer: {', '.join(unknown)}; known are {', '.join(PEERS)}")
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="khizana-bench-") as place:
        figures = measure(Path(place), corpus, names, rounds)
    click.echo(json.dumps(figures) if as_json else "\n".join(_table(figures)))


def measure(folder: Path, corpus: Corpus, peers: Sequence[str], rounds: int) -> dict[str, Any]:
    """All figures of the module's first paragraphs; a builder that fails or is not there has none."""
    builders = list(_builders(folder, corpus, peers))
    costs: Costs = {builder.name: {} for builder in builders}
    for number in range(rounds):
        for builder in _alternating(builders, number):
            for case, cost in _cases(builder, number):
                click.echo(f"{builder.name:16} {case:16} {cost.wall_s:8.2f} s", err=True)
                costs[builder.name].setdefault(case, []).append(cost)
    return _figures(corpus, rounds, costs)


def _builders(folder: Path, corpus: Corpus, peers: Sequence[str]) -> Iterator[Builder]:
    yield ours(folder, corpus)
    yield empty(folder, corpus)
    for name in sorted(peers, key=list(PEERS).index):
        builder = PEERS[name](folder, corpus)
        if builder:
            yield builder
        else:
            click.echo(f"{name}: is not installed; left out", err=True)


def _alternating(builders: Sequence[Builder], number: int) -> Iterator[Builder]:
    """Every second round the other way round; Pagefind always follows Hugo, whose site it reads."""
    ordered = list(builders) if number % 2 == 0 else list(reversed(builders))
    after = [builder for builder in ordered if builder.name == "pagefind"]
    for builder in ordered:
        if builder.name != "pagefind":
            yield builder
        if builder.name == "hugo":
            yield from after


def _cases(builder: Builder, number: int) -> Iterator[tuple[str, Cost]]:
    try:
        builder.clean()
        yield "cold", builder.build()
        if builder.name == "khizana" or number == 0:
            yield "nothing_changed", builder.build()
            builder.change(number)
            yield "one_changed", builder.build()
    except FailedError as error:
        click.echo(f"{builder.name} failed: {error}", err=True)


def _figures(corpus: Corpus, rounds: int, costs: Costs) -> dict[str, Any]:
    medians = {name: {case: middle(found) for case, found in cases.items()} for name, cases in costs.items() if cases}
    if "hugo" in medians and "pagefind" in medians:
        medians["hugo_pagefind"] = {
            case: medians["hugo"][case] + medians["pagefind"][case]
            for case in CASES
            if case in medians["hugo"] and case in medians["pagefind"]
        }
    own = medians.pop("khizana", {})
    return {
        **asdict(corpus),
        "rounds": rounds,
        "machine": machine(),
        **_plain(own),
        **{name.replace("-", "_"): _plain(cases) for name, cases in medians.items()},
        **_ratios(own, medians),
    }


def _plain(cases: Mapping[str, Cost]) -> dict[str, dict[str, float]]:
    return {case: asdict(cost) for case, cost in cases.items()}


def _ratios(own: Mapping[str, Cost], others: Mapping[str, Mapping[str, Cost]]) -> dict[str, float]:
    ratios = {
        f"ratio_cold_{name.replace('-', '_')}": round(own["cold"].wall_s / cases["cold"].wall_s, 3)
        for name, cases in others.items()
        if "cold" in own and "cold" in cases and name not in ("empty", "pagefind")
    }
    if "one_changed" in own and "cold" in others.get("empty", {}):
        ratios["one_changed_over_empty_s"] = round(own["one_changed"].wall_s - others["empty"]["cold"].wall_s, 2)
    return ratios


def machine() -> dict[str, Any]:
    """What the figures were measured on, and how busy it was."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_mb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 1),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _table(figures: Mapping[str, Any]) -> Iterator[str]:
    yield f"{figures['articles']:,} articles, {figures['entities']:,} entities, {figures['tags']:,} tags"
    yield f"{figures['rounds']} rounds; {figures['machine']}"
    yield f"{'builder':16} {'case':16} {'wall s':>9} {'cpu s':>9} {'peak MB':>9} {'MB':>9} {'files':>9}"
    builders = {"khizana": {case: figures[case] for case in CASES if case in figures}}
    builders |= {name: cases for name, cases in figures.items() if isinstance(cases, dict) and "cold" in cases}
    for name, cases in builders.items():
        for case, cost in cases.items():
            row = (cost["wall_s"], cost["cpu_s"], cost["peak_mb"], cost["bytes"] / 1e6)
            yield f"{name:16} {case:16} " + " ".join(f"{value:9.2f}" for value in row) + f" {cost['files']:9,}"
    yield from (f"{key:34} {value}" for key, value in figures.items() if isinstance(value, float))
