"""Pagefind and lunr with its Arabic stemmer on the same texts and queries, for comparison.

Neither belongs to the project: Pagefind comes from PyPI and lunr from npm, into a temporary folder. What cannot be had
is reported with the reason.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from statistics import median
from typing import Any

from scripts.benches.searching.browser import chromium, scores
from scripts.benches.searching.corpora import Query, Text
from scripts.benches.searching.sites import served

PAGEFIND, LUNR, LANGUAGES = "pagefind[bin]==1.5.2", "lunr@2.3.9", "lunr-languages@1.14.0"
_MINUTES = 15
_PAGEFIND = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import pagefind.__main__
pagefind.__main__.main()
"""
_LUNR = """
const fs = require("fs"), lunr = require("lunr");
require("lunr-languages/lunr.stemmer.support")(lunr);
require("lunr-languages/lunr.ar")(lunr);
const [texts, queries] = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const index = lunr(function () {
  this.use(lunr.ar); this.ref("id"); this.field("title", {boost: 3}); this.field("body");
  texts.forEach(text => this.add(text));
});
const plain = text => text.replace(/[:~^+*-]/g, " ");
console.log(JSON.stringify(queries.map(query => index.search(plain(query)).slice(0, 10).map(one => one.ref))));
"""
_ASK = """async queries => {
  const pagefind = await import(new URL("pagefind/pagefind.js", location.href).href);
  await pagefind.init();
  const out = [];
  for (const query of queries) {
    const found = await pagefind.search(query);
    const data = await Promise.all(found.results.slice(0, 10).map(one => one.data()));
    out.push(data.map(one => one.url.match(/([^/]*)\\.html/)[1]));
  }
  return out;
}"""


_FIRST = """async queries => {{
  const start = performance.now();
  await ({ask})(queries);
  return performance.now() - start;
}}"""


def peers(folder: Path, texts: Sequence[Text], queries: Sequence[Query]) -> dict[str, Any]:
    """Scores of each engine, or why there are none."""
    found: dict[str, Any] = {}
    engines: dict[str, Callable[[Path, Sequence[Text], Sequence[Query]], list[list[str]]]]
    engines = {"pagefind": _pagefind, "lunr": _lunr}
    for name, ask in engines.items():
        home = folder / name
        home.mkdir()
        try:
            found[name] = scores(queries, ask(home, texts, queries))
        except (OSError, subprocess.SubprocessError) as error:
            found[name] = {"skipped": f"{type(error).__name__}: {str(error)[:200]}"}
    return found


def _run(*command: str | Path, cwd: Path) -> str:
    run = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, timeout=60 * _MINUTES, check=True
    )
    return run.stdout


def pagefind_first_results(home: Path, texts: Sequence[Text], queries: Sequence[str]) -> dict[str, Any]:
    """Milliseconds until Pagefind has ten results with their data, on a page just opened, over HTTP (median)."""
    home.mkdir()
    times: list[float] = []
    try:
        site = _pagefind_site(home, texts)
    except (OSError, subprocess.SubprocessError) as error:
        return {"pagefind_first_results_http_ms": f"{type(error).__name__}: {str(error)[:200]}"}
    with served(site) as address, chromium() as browser:
        for query in queries:
            page = browser.new_context().new_page()
            page.goto(f"{address}{texts[0].id}.html")
            times.append(page.evaluate(_FIRST.format(ask=_ASK), [query]))
            page.context.close()
    return {"pagefind_first_results_http_ms": round(median(times), 1)}


def _pagefind_site(home: Path, texts: Sequence[Text]) -> Path:
    """The texts as pages, with Pagefind's index."""
    _run(sys.executable, "-m", "pip", "install", "--quiet", "--target", home / "lib", PAGEFIND, cwd=home)
    site = home / "site"
    site.mkdir()
    for text in texts:
        body = "".join(f"<p>{escape(line)}</p>" for line in text.body.split("\n"))
        html = f"<!doctype html><html lang=ar><title>{escape(text.title)}</title><h1>{escape(text.title)}</h1>{body}"
        (site / f"{text.id}.html").write_text(html, encoding="utf-8")
    _run(sys.executable, "-c", _PAGEFIND, home / "lib", "--site", site, cwd=home)
    return site


def _pagefind(home: Path, texts: Sequence[Text], queries: Sequence[Query]) -> list[list[str]]:
    site = _pagefind_site(home, texts)
    with served(site) as address, chromium() as browser:
        page = browser.new_context().new_page()
        page.goto(f"{address}{texts[0].id}.html")
        asked = [query.text for query in queries]
        return [ids for start in range(0, len(asked), 50) for ids in page.evaluate(_ASK, asked[start : start + 50])]


def _lunr(home: Path, texts: Sequence[Text], queries: Sequence[Query]) -> list[list[str]]:
    _run("npm", "install", "--silent", "--no-audit", "--no-fund", LUNR, LANGUAGES, cwd=home)
    rows = [{"id": text.id, "title": text.title, "body": text.body} for text in texts]
    data = [rows, [query.text for query in queries]]
    (home / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (home / "ask.js").write_text(_LUNR, encoding="utf-8")
    found: list[list[str]] = json.loads(_run("node", "--max-old-space-size=4096", "ask.js", "data.json", cwd=home))
    return found
