"""Spellings and affixes: whether a word on a page is found under its other forms, each word in a site of its own."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from scripts.benches.searching.browser import ids_of, results
from scripts.benches.searching.corpora import ROOT, Text, document_of
from scripts.benches.searching.sites import make_site

PROBES = ROOT / "tests" / "search" / "probes.txt"
# What stands around the word, and what else there is to be found.
_TEXT = "وقف الناس هنا طويلا، ثم جاء ذكر {} في آخر الكلام."
_OTHERS = (
    Text("rain", "أمطار الشتاء", "هطل المطر ليلا على السهول والتلال القريبة."),
    Text("market", "سوق الخضار", "ارتفع سعر البطاطس والبصل عند الباعة صباح اليوم."),
)


def probes() -> list[tuple[str, list[str]]]:
    """Words on a page, each with queries."""
    lines = [line.split() for line in PROBES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [(word, queries) for word, *queries in lines]


def missed(browser: Browser, folder: Path) -> list[tuple[str, str]]:
    """The words that are not found, with the query."""
    page = browser.new_context().new_page()
    found: list[tuple[str, str]] = []
    for number, (word, queries) in enumerate(probes()):
        site = folder / str(number) / "site"
        make_site(site, map(document_of, (Text("word", "خبر قصير", _TEXT.format(word)), *_OTHERS)))
        page.goto((site / "page.html").as_uri())
        answers = ids_of(results(page, queries))
        found += [(word, query) for query, ids in zip(queries, answers, strict=True) if "word" not in ids]
    page.context.close()
    return found
