"""A built site, looked at as a whole: `python scripts/bench.py site SITE [LARGER_SITE ...]`.

Every link, script, style and picture of every page leads to a file that is there, every `#id` to a place that is there
(`broken`). Every page can be reached from home (`unreachable`), in `most_clicks`. Index pages are all but articles
and hand-written pages: none may be over 150 KB of HTML (`over_150_kb`), and together they grow as the mentions do, or
less: `growth_index_bytes_per_mention`, from the first site to the last, may not be over 1.1. Every page has a frame,
which weighs the same with one mention or a hundred; so between sites of one registry `index_bytes_per_added_mention`
says what a mention itself costs, and of three sites its growth tells whether that stays the same.
`piece_bytes` is what stands beside them: data, feeds, pieces of entities.
`article_bytes` is the mean of an article's page, `growth_article_bytes` how that changes.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from scripts.benches.looked.pages import APART, Pages, look

LARGEST = 150_000
CLICKS = 5
FASTEST = 1.1  # growth of index pages beside that of mentions
_SHOWN = 20


@click.command()
@click.argument("sites", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def bench(sites: Sequence[Path], as_json: bool) -> None:
    """Check and measure built sites; of several, each is larger than the one before."""
    figures = compare([measure(site) for site in sites])
    click.echo(json.dumps(figures, ensure_ascii=False) if as_json else _shown(figures))
    sys.exit(0 if sound(figures) else 1)


def measure(site: Path) -> dict[str, Any]:
    """All figures of one site."""
    begun = time.monotonic()
    pages = look(site)
    broken = list(pages.missing())
    return {
        "files": len(pages.paths),
        "bytes": sum(pages.sizes),
        "pages": len(pages.out),
        "links": pages.links,
        "anchors": len(pages.wanted),
        "broken": len(broken),
        "broken_first": [f"{page}: {link}" for page, link in broken[:_SHOWN]],
        **_ways(pages),
        **_sizes(pages),
        "seconds": round(time.monotonic() - begun, 1),
    }


def _ways(pages: Pages) -> dict[str, Any]:
    far = pages.clicks()
    lost = [pages.paths[page] for page in pages.out if page not in far]
    beyond = [pages.paths[page] for page, clicks in far.items() if clicks > CLICKS]
    return {
        "most_clicks": max(far.values()),
        "clicks": {str(clicks): count for clicks, count in sorted(Counter(far.values()).items())},
        "beyond_5_clicks": len(beyond),
        "beyond_first": beyond[:_SHOWN],
        "unreachable": len(lost),
        "unreachable_first": lost[:_SHOWN],
    }


def _sizes(pages: Pages) -> dict[str, Any]:
    sizes = {path: size for path, size in zip(pages.paths, pages.sizes, strict=True) if path.endswith(".html")}
    articles = [size for path, size in sizes.items() if is_article(path)]
    indexes = {path: size for path, size in sizes.items() if is_index(path)}
    largest = max(indexes, key=lambda path: indexes[path], default="")
    mentions = _mentions(pages)
    return {
        "article_pages": len(articles),
        "article_bytes": round(sum(articles) / max(1, len(articles))),
        "index_pages": len(indexes),
        "index_bytes": sum(indexes.values()),
        "index_bytes_by_room": dict(_by_room(indexes)),
        "largest_index": largest,
        "largest_index_bytes": indexes.get(largest, 0),
        "piece_bytes": sum(size for path, size in _others(pages)),
        "over_150_kb": [path for path, size in indexes.items() if size > LARGEST],
        "mentions": mentions,
        "index_bytes_per_mention": round(sum(indexes.values()) / mentions, 1) if mentions else 0,
    }


def _others(pages: Pages) -> Iterator[tuple[str, int]]:
    """What stands beside the index pages: data, feeds, pieces for the browser."""
    for path, size in zip(pages.paths, pages.sizes, strict=True):
        if not path.endswith(".html") and path.partition("/")[0] not in ("assets", "search", "articles"):
            yield path, size


def _by_room(indexes: Mapping[str, int]) -> Counter[str]:
    rooms: Counter[str] = Counter()
    for path, size in indexes.items():
        rooms[path.partition("/")[0]] += size
    return rooms


def is_article(path: str) -> bool:
    """Is the page at this path, from the site's folder, an article?"""
    return path.startswith("articles/") and path.count("/") > 1


def is_index(path: str) -> bool:
    """Is it a page of tags, entities, months and so on? Hand-written pages stand at the top or in editors/."""
    return "/" in path and not is_article(path) and path not in APART and not path.startswith("editors/")


def _mentions(pages: Pages) -> int:
    """Lines of the published table of mentions, one for each; 0 where there is none."""
    count = 0
    for path in pages.paths:
        if path.startswith("data/mentions") and path.endswith(".jsonl"):
            with (pages.root / path).open("rb") as lines:
                count += sum(1 for _ in lines)
    return count


def compare(measured: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The figures of one site, or those of several under `sites` with their growth."""
    if len(measured) == 1:
        return measured[0]
    first, last = measured[0], measured[-1]
    growth = {
        f"growth_{key}": round(last[key] / first[key], 3)
        for key in ("index_bytes_per_mention", "article_bytes")
        if first[key]
    }
    added = [_added(*pair) for pair in pairwise(measured)]
    growth["index_bytes_per_added_mention"] = added
    if len(added) > 1 and added[0]:
        growth["growth_index_bytes_per_added_mention"] = round(added[-1] / added[0], 3)
    return {"sites": list(measured), **growth}


def _added(smaller: dict[str, Any], larger: dict[str, Any]) -> float:
    """What index pages grew by, for each mention that came."""
    mentions = larger["mentions"] - smaller["mentions"]
    return round((larger["index_bytes"] - smaller["index_bytes"]) / mentions, 1) if mentions else 0


def sound(figures: dict[str, Any]) -> bool:
    """Is there nothing wrong with any of the sites, and do index pages grow no faster than mentions?"""
    wrong = ("broken", "beyond_5_clicks", "unreachable", "over_150_kb")
    faults = [site[key] for site in figures.get("sites", [figures]) for key in wrong]
    return not any(faults) and figures.get("growth_index_bytes_per_mention", 1) <= FASTEST


def _shown(figures: dict[str, Any]) -> str:
    lines = []
    for site in figures.get("sites", [figures]):
        for key, value in site.items():
            rows = [f"  {row}" for row in value] if isinstance(value, list) else []
            lines += [f"{key}:", *rows] if rows else [f"{key:26} {value}"]
        lines.append("")
    lines += [f"{key:38} {value}" for key, value in figures.items() if "sites" in figures and key != "sites"]
    return "\n".join(lines)
