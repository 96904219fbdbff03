"""How well, how fast and how cheaply the archive is searched, beside Pagefind and lunr on the same queries.

Quality: `--corpus` and `--queries`, else the samples, else the committed set. Cost: an archive of `--articles` made-up
articles, or the given corpus. Everything goes through the page API in headless Chromium, from disk; the same results
must come over HTTP, and from Firefox where there is one.
"""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from scripts.benches.searching import corpora
from scripts.benches.searching.browser import Found, chromium, cold, ids_of, opened, results, scores, warm
from scripts.benches.searching.firefox import firefox, results_in_firefox
from scripts.benches.searching.peers import pagefind_first_results, peers
from scripts.benches.searching.probes import missed
from scripts.benches.searching.sites import make_site, served

COLD, WARM = 40, 60
_WORD = re.compile(r"[^\W\d_]{4,}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--corpus", type=click.Path(exists=True, path_type=Path), help="JSON lines: id, title, text.")
@click.option("--queries", type=click.Path(exists=True, path_type=Path), help="A JSON list: kind, text, id.")
@click.option("--articles", default=10_000, help="Made-up articles for the figures of cost; 0: the corpus itself.")
@click.option("--peers/--no-peers", "with_peers", default=True, help="Pagefind and lunr as well.")
def bench(as_json: bool, corpus: Path | None, queries: Path | None, articles: int, with_peers: bool) -> None:
    """Search quality and cost."""
    if bool(corpus) != bool(queries):
        raise click.UsageError("--corpus and --queries go together")
    with tempfile.TemporaryDirectory() as name:
        figures = _measure(Path(name), corpus, queries, 0 if corpus else articles, with_peers)
    click.echo(json.dumps(figures, ensure_ascii=False, indent=None if as_json else 2))


def _measure(folder: Path, corpus: Path | None, queries: Path | None, count: int, with_peers: bool) -> dict[str, Any]:
    if corpus and queries:
        texts, asked = corpora.from_files(corpus, queries)
    elif (corpora.samples() / "search").is_dir():
        texts, asked = corpora.from_samples(corpora.samples())
    else:
        texts, asked = corpora.own()
    site = folder / "site"
    made = make_site(site, map(corpora.document_of, texts))
    figures: dict[str, Any] = {"engines": {}}
    with chromium() as browser:
        found = _asked(browser, site.as_uri() + "/", asked)
        with served(site) as address:
            figures["same_over_http"] = _asked(browser, address, asked) == found
            if firefox():
                figures["same_in_firefox"] = _same_in_firefox(site, address, asked, found)
        figures["probes_missed"] = missed(browser, folder / "probes")
        figures["engines"]["khizana"] = scores(asked, ids_of(found))
        if not count:
            figures |= made | _cost(browser, site, [query.text for query in asked])
    if count:
        figures |= _generated(folder / "made", count)
    if with_peers:
        figures["engines"] |= peers(folder, texts, asked)
        if count:
            same = list(map(corpora.text_of, corpora.made_up(count)))
            figures |= pagefind_first_results(folder / "first", same, _three_words(count)[:COLD])
    engines: dict[str, Any] = figures["engines"]
    return figures | engines


def _asked(browser: Any, address: str, queries: Sequence[corpora.Query]) -> list[list[Found]]:
    page = opened(browser, address)
    found = results(page, [query.text for query in queries])
    page.context.close()
    return found


def _same_in_firefox(site: Path, address: str, queries: Sequence[corpora.Query], found: list[list[Found]]) -> bool:
    """Whether Firefox finds the same, from disk and over HTTP."""
    texts = [query.text for query in queries]
    return all(results_in_firefox(site, place, texts) == found for place in (site.as_uri() + "/", address))


def _generated(folder: Path, count: int) -> dict[str, Any]:
    documents = corpora.made_up(count)
    made = make_site(folder, documents)
    with chromium() as browser:
        return {"articles": count} | made | _cost(browser, folder, _three_words(count))


def _cost(browser: Any, site: Path, queries: Sequence[str]) -> dict[str, Any]:
    figures = cold(browser, site, site.as_uri() + "/", queries[:COLD])
    with served(site) as address:
        over_http = cold(browser, site, address, queries[:COLD])
    page = opened(browser, site.as_uri() + "/")
    figures |= warm(page, queries[:WARM])
    page.context.close()
    return figures | {"first_results_http_ms": over_http["first_results_ms"]}


def _three_words(count: int) -> list[str]:
    """Three words each of the titles of made-up articles, spread over the archive."""
    chosen = random.Random(7)
    documents = list(corpora.made_up(min(count, 4 * WARM)))
    queries = []
    for document in documents:
        words = list(dict.fromkeys(_WORD.findall(document.title)))
        if len(words) >= 3:
            queries.append(" ".join(chosen.sample(words, 3)))
    return queries[: max(COLD, WARM)]
