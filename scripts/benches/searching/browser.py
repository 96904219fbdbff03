"""Searching in a browser, as a reader does: results, bytes, requests, times, memory."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, Request, sync_playwright

from scripts.benches.searching.corpora import Query

CHROMIUM = "/usr/bin/chromium"
ASK = """async queries => {
  const out = [];
  for (const query of queries) {
    const results = await khizana.search(query, {limit: 10});
    out.push(results.map(one => [one.url.slice(khizana.base.length), one.score, one.snippet]));
  }
  return out;
}"""
_ID = re.compile(r"articles/(?:.*/)?(.*)\.html")
_WARM = """async queries => {
  const times = [];
  const tasks = [];
  const watch = new PerformanceObserver(list => list.getEntries().forEach(entry => tasks.push(entry.duration)));
  try { watch.observe({entryTypes: ["longtask"]}); } catch (error) {}
  for (const query of queries) {
    await khizana.search(query);
    const start = performance.now();
    await khizana.search(query);
    times.push(performance.now() - start);
  }
  await new Promise(resolve => setTimeout(resolve, 100));
  return {times, longest: Math.max(0, ...tasks), heap: performance.memory ? performance.memory.usedJSHeapSize : 0};
}"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM if Path(CHROMIUM).exists() else None,
            args=["--enable-precise-memory-info"],
        )
        try:
            yield browser
        finally:
            browser.close()


def opened(browser: Browser, address: str) -> Page:
    """The search page in a context of its own."""
    page = browser.new_context().new_page()
    page.goto(address + "page.html")
    return page


class Found(NamedTuple):
    """A result: its address in the site, its score, its snippet."""

    url: str
    score: float
    snippet: str


def results(page: Page, queries: Sequence[str]) -> list[list[Found]]:
    """The first ten results of each query."""
    found: list[list[list[Any]]] = []
    for start in range(0, len(queries), 100):
        found += page.evaluate(ASK, list(queries[start : start + 100]))
    return [[Found(*one) for one in ten] for ten in found]


def ids_of(found: Sequence[Sequence[Found]]) -> list[list[str]]:
    """The ids of the articles found."""
    return [[match[1] for one in ten if (match := _ID.search(unquote(one.url)))] for ten in found]


def scores(queries: Sequence[Query], found: Sequence[Sequence[str]]) -> dict[str, dict[str, float]]:
    """Of each kind of query: the share with a right answer among the first ten, and the mean of 1 / its rank."""
    ranks: dict[str, list[float]] = defaultdict(list)
    for query, ids in zip(queries, found, strict=True):
        rank = next((place for place, id in enumerate(ids[:10], 1) if id in query.right), None)
        ranks[query.kind].append(1 / rank if rank else 0.0)
    return {
        kind: {"r10": round(sum(map(bool, values)) / len(values), 4), "mrr": round(sum(values) / len(values), 4)}
        for kind, values in ranks.items()
    }


def cold(browser: Browser, folder: Path, address: str, queries: Sequence[str]) -> dict[str, float]:
    """Bytes and requests of one query on a page just opened, the engine among them: median, p95 and worst."""
    sizes: list[int] = []
    counts: list[int] = []
    times: list[float] = []
    for query in queries:
        page = opened(browser, address)
        asked: list[str] = []
        page.on("request", _noting(asked))
        times.append(page.evaluate("async q => { const t = performance.now(); await khizana.search(q); "
                                   "return performance.now() - t; }", query))  # fmt: skip
        paths = [folder / unquote(urlsplit(url).path).rpartition("/search/")[2] for url in asked if "/search/" in url]
        size = sum((folder / "search" / path.name).stat().st_size for path in paths)
        scripts = [url for url in asked if "/search/" not in url]
        size += sum((folder / "assets" / "javascripts" / url.rpartition("/")[2]).stat().st_size for url in scripts)
        sizes.append(size)
        counts.append(len(asked))
        page.context.close()
    return {
        "bytes_cold": max(sizes), "bytes_cold_p95": sorted(sizes)[int(len(sizes) * 0.95)],
        "bytes_cold_median": int(median(sizes)), "requests_cold": max(counts),
        "first_results_ms": round(median(times), 1),
    }  # fmt: skip


def _noting(asked: list[str]) -> Callable[[Request], None]:
    return lambda request: asked.append(request.url)


def warm(page: Page, queries: Sequence[str]) -> dict[str, float]:
    """Milliseconds of a query whose pieces are there, the longest task of the page, and its memory."""
    figures: dict[str, Any] = page.evaluate(_WARM, list(queries))
    page.context.new_cdp_session(page).send("HeapProfiler.collectGarbage")
    heap = page.evaluate("() => performance.memory.usedJSHeapSize")
    times = sorted(figures["times"])
    return {
        "warm_p50_ms": round(median(times), 1),
        "warm_p95_ms": round(times[int(len(times) * 0.95)], 1),
        "longest_task_ms": round(figures["longest"], 1),
        "heap_mb": round(heap / 1e6, 1),
    }
