"""Building a site, ours and others': `python scripts/bench.py build --articles 10000 --peers hugo,pagefind,stock`.

All builders get the same made-up corpus (scripts/benches/corpus.py), are run in the same session, in alternating
order, several rounds; each figure is the median of its rounds. Files stay in the page cache of the machine.

Cases. `cold`: nothing of an earlier build is there. `nothing_changed`: the same again at once. `one_changed`: a
sentence was added to one article. Ours is `make site`, as people run it. Peers are built cold in every round, the
other cases in the first only. `empty` is MkDocs with the theme and one page.

Figures. `wall_s`, `cpu_s` (of the process and all it started), `peak_mb` (memory of that tree, in 10^6 bytes, what is
shared counted once), `bytes` and `files` of the site. `ratio_cold_hugo_pagefind` and `ratio_cold_stock` are our wall
time over theirs, `ratio_cold_cpu_…` our processor time. `one_changed_over_empty_s` is what an edit takes beyond MkDocs'
empty build.

Of several sizes (`--articles 10000,31000`) the figures stand under `sizes`, with `growth_cold`, the wall time of the
last over that of the first. `--news` is a day of a real newspaper in place of a corpus, where the samples are.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from scripts.benches.corpus import ENTITIES, TAGS, Corpus
from scripts.benches.peers.hugo import hugo, pagefind
from scripts.benches.peers.machine import machine
from scripts.benches.peers.measure import Cost, FailedError, middle
from scripts.benches.peers.news import NEWS, news
from scripts.benches.peers.ours import empty, ours
from scripts.benches.peers.peer import Builder, Content, Maker, made_up
from scripts.benches.peers.stock import stock, stock_small_nav, zensical

PEERS: Mapping[str, Maker] = {
    "hugo": hugo,
    "pagefind": pagefind,
    "stock": stock,
    "stock-small-nav": stock_small_nav,
    "zensical": zensical,
}
CASES = ("cold", "nothing_changed", "one_changed")
Costs = dict[str, dict[str, list[Cost]]]
Medians = Mapping[str, Mapping[str, Cost]]


@click.command()
@click.option("--articles", "sizes", default="1000", show_default=True, help="How many; several sizes by commas.")
@click.option("--entities", "entity_count", default=ENTITIES, show_default=True, help="Records of entities.")
@click.option("--tags", "tag_count", default=TAGS, show_default=True, help="Records of tags.")
@click.option("--news", "with_news", is_flag=True, help="The real articles of the samples instead.")
@click.option("--rounds", default=3, show_default=True, help="How often everything is built.")
@click.option("--peers", default="", help=f"Others to build, by commas: {', '.join(PEERS)}.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where to work; by default a temporary folder.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(
    sizes: str,
    entity_count: int,
    tag_count: int,
    with_news: bool,
    rounds: int,
    peers: str,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Build a corpus with this machinery and with others."""
    names = _known_peers(peers)
    if with_news and not NEWS.exists():
        raise click.UsageError(f"{NEWS} is not there; KHIZANA_SAMPLES names the folder of samples")
    measured = []
    for size in [""] if with_news else sizes.split(","):
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="khizana-bench-") as place:
            content = made_up(Corpus(int(size), entity_count, tag_count)) if size else news(Path(place))
            measured.append(measure(Path(place), content, names, rounds))
    figures = measured[0] if len(measured) == 1 else {"sizes": measured, **_growth(measured)}
    click.echo(json.dumps(figures) if as_json else "\n".join(line for one in measured for line in _table(one)))


def _known_peers(peers: str) -> list[str]:
    names = [name for name in peers.split(",") if name]
    if unknown := [name for name in names if name not in PEERS]:
        raise click.BadParameter(f"no such peer: {', '.join(unknown)}; known are {', '.join(PEERS)}")
    return names


def measure(folder: Path, content: Content, peers: Sequence[str], rounds: int) -> dict[str, Any]:
    """All figures of the module's first paragraphs; a builder that fails or is not there has none."""
    builders = list(_builders(folder, content, peers))
    costs: Costs = {builder.name: {} for builder in builders}
    for number in range(rounds):
        for builder in _alternating(builders, number):
            for case, cost in _cases(builder, number):
                click.echo(f"{builder.name:16} {case:16} {cost.wall_s:8.2f} s", err=True)
                costs[builder.name].setdefault(case, []).append(cost)
    return _figures(content, rounds, costs)


def _builders(folder: Path, content: Content, peers: Sequence[str]) -> Iterator[Builder]:
    yield ours(folder, content)
    yield empty(folder, content)
    for name in sorted(peers, key=list(PEERS).index):
        builder = PEERS[name](folder, content)
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


def _figures(content: Content, rounds: int, costs: Costs) -> dict[str, Any]:
    medians = {name: {case: middle(found) for case, found in cases.items()} for name, cases in costs.items() if cases}
    if "hugo" in medians and "pagefind" in medians:
        medians["hugo_pagefind"] = {
            case: medians["hugo"][case] + medians["pagefind"][case]
            for case in CASES
            if case in medians["hugo"] and case in medians["pagefind"]
        }
    own = medians.pop("khizana", {})
    return {
        "articles": content.count,
        "entities": len(content.known),
        "tags": len(content.tagged),
        "rounds": rounds,
        "machine": machine(),
        **_plain(own),
        **{name.replace("-", "_"): _plain(cases) for name, cases in medians.items()},
        **_ratios(own, medians),
    }


def _plain(cases: Mapping[str, Cost]) -> dict[str, dict[str, float]]:
    return {case: asdict(cost) for case, cost in cases.items()}


def _ratios(own: Mapping[str, Cost], others: Medians) -> dict[str, float]:
    ratios: dict[str, float] = {}
    for name, cases in others.items():
        if "cold" in own and "cold" in cases and name not in ("empty", "pagefind"):
            key = name.replace("-", "_")
            ratios[f"ratio_cold_{key}"] = round(own["cold"].wall_s / cases["cold"].wall_s, 3)
            ratios[f"ratio_cold_cpu_{key}"] = round(own["cold"].cpu_s / cases["cold"].cpu_s, 3)
    if "one_changed" in own and "cold" in others.get("empty", {}):
        ratios["one_changed_over_empty_s"] = round(own["one_changed"].wall_s - others["empty"]["cold"].wall_s, 2)
    return ratios


def _growth(measured: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    first, last = measured[0], measured[-1]
    if "cold" not in first or "cold" not in last:
        return {}
    return {"growth_cold": round(last["cold"]["wall_s"] / first["cold"]["wall_s"], 3)}


def _table(figures: Mapping[str, Any]) -> Iterator[str]:
    """A Markdown table, as the README has it, and the ratios."""
    about = figures["machine"]
    yield (
        f"{figures['articles']:,} articles, {figures['entities']:,} entities, {figures['tags']:,} tags; "
        f"{figures['rounds']} rounds, medians; {about['cores']} cores of {about['processor']}, {about['system']}, "
        f"load {about['load']} at the end, {about['day']}"
    )
    yield "\n| builder | case | wall s | CPU s | peak MB | MB | files |"
    yield "| --- | --- |" + " ---: |" * 5
    builders = {"khizana": {case: figures[case] for case in CASES if case in figures}}
    builders |= {name: cases for name, cases in figures.items() if isinstance(cases, dict) and "cold" in cases}
    for name, cases in builders.items():
        for case, cost in cases.items():
            row = (cost["wall_s"], cost["cpu_s"], round(cost["peak_mb"]), round(cost["bytes"] / 1e6), cost["files"])
            yield f"| {name} | {case} | " + " | ".join(f"{value:,}" for value in row) + " |"
    yield ""
    yield from (f"{key}: {value}" for key, value in figures.items() if isinstance(value, float))
